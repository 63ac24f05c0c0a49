"""The exercise catalogue keeps its promises to the engine, to the clinician and to the reader of the handout.

Reads repository files only.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "protocols" / "exercises.yaml"
SOURCES = ROOT / "protocols" / "sources.yaml"

MODALITIES = {"aerobic", "resistance", "mobility", "balance", "breathing", "functional"}
REGIONS = {"lower", "upper", "trunk", "whole"}
POSITIONS = {"lying", "side_lying", "prone", "sitting", "standing", "floor", "water", "kneeling", "moving"}
SETTINGS = {"bed", "home", "outdoors", "gym", "pool", "dialysis_chair", "clinic"}
STRENGTHS = {"strong", "moderate", "weak", "expert"}
SEEN = {"full", "secondary", "memory"}
DOSE_FIELDS = {"min", "sets", "repetitions", "hold_s"}
DOSE_NEEDS = {"aerobic": {"min"}, "balance": {"min"}, "breathing": {"min"}}
PLAIN_FIELDS = {"start", "move", "breathe", "care", "easier"}
REQUIRED = set(
    re.findall(
        r"\w+",
        """id name modality region muscles position settings equipment tags level pattern easier harder
        dose met plain left_right strength pose""",
    )
)
OPTIONAL = {"source", "also"}
POSE_FIELDS = {
    "view",
    "orientation",
    "moving",
    "from",
    "to",
    "cycle",
    "static",
    "aid",
    "then",
    "turn",
    "tilt",
    "arrow",
}
SIDES = {"near", "far", "both", "top", "bottom"}

JARGON = set(
    re.findall(
        r"\w+",
        """flexion extension abduct abduction adduct adduction supine prone isometric isotonic valsalva
        rep reps repetition repetitions quadriceps quads hamstring hamstrings gluteal gluteals
        glutes pelvis pelvic lumbar thoracic scapula femur patella trochanter bilateral unilateral
        ipsilateral contralateral anterior posterior lateral medial aerobic cardio resistance
        concentric eccentric proprioception rpe borg vo2 met mets ergometer diaphragm diaphragmatic
        inspiratory fistula catheter sternum sternal sternotomy ambulation gait orthostatic
        hypotension contraindicated contraindication dorsiflexion plantarflexion neutral recumbent
        threshold kyphosis core engage activate""",
    )
)

# A tag on the left is never honest without the tags on the right.
IMPLIED = {
    "overhead_arm_load": {"arm_above_shoulder", "arm_load"},
    "bilateral_push_pull": {"arm_load"},
    "one_sided_arm_load": {"arm_load"},
    "arm_weight_bearing": {"arm_load"},
    "arm_load": {"fistula_arm_load"},
    "grip_load": {"fistula_arm_load"},
    "high_impact": {"impact_step", "hip_loading"},
    "long_hold": {"isometric_hold"},
    "narrow_base": {"standing_balance_demand"},
    "stairs_or_step": {"standing_balance_demand"},
    "quick_turn": {"standing_balance_demand"},
    "treadmill_moving_belt": {"standing_balance_demand"},
    "deep_water": {"water_immersion"},
}


class UniqueKeys(yaml.SafeLoader):
    """A loader that refuses a key written twice."""


def _unique(loader: UniqueKeys, node: yaml.MappingNode) -> dict:
    loader.flatten_mapping(node)
    seen: dict = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            raise yaml.YAMLError(f"line {key_node.start_mark.line + 1}: the key {key!r} is written twice")
        seen[key] = loader.construct_object(value_node, deep=True)
    return seen


UniqueKeys.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _unique)


def _read(path: Path) -> dict:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=UniqueKeys)


BOOK = _read(CATALOGUE)
EXERCISES = BOOK["exercises"]
BY_ID = {one["id"]: one for one in EXERCISES}
each = pytest.mark.parametrize("one", EXERCISES, ids=[one["id"] for one in EXERCISES])


def _sentences(text: str) -> list[list[str]]:
    parts = re.split(r"[.!?;]+(?:\s+|$)", text)
    return [words for part in parts if (words := re.findall(r"[A-Za-z0-9'-]+", part))]


def _syllables(word: str) -> int:
    word = re.sub(r"[^a-z]", "", word.lower())
    groups = len(re.findall(r"[aeiouy]+", word))
    silent = word.endswith("e") and not word.endswith("le") and groups > 1
    return max(1, groups - silent)


def _grade(texts: list[str]) -> float:
    """Flesch-Kincaid school grade (Kincaid 1975) with a rough count of syllables."""
    sentences = [words for text in texts for words in _sentences(text)]
    words = [word for sentence in sentences for word in sentence]
    syllables = sum(map(_syllables, words))
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def _widest(pose: dict, wanted: str) -> float:
    """The largest angle of one joint, in degrees, anywhere in the pose."""
    return max(
        (
            angle
            for part in ("from", "to")
            for name, value in pose[part].items()
            for joint, angle in (value if isinstance(value, dict) else {name: value}).items()
            if joint == wanted
        ),
        default=0,
    )


def _chosen(**fields: str) -> list[dict]:
    return [one for one in EXERCISES if all(one[field] == value for field, value in fields.items())]


def test_the_catalogue_has_its_four_sections_and_nothing_else():
    assert set(BOOK) == {"equipment", "tags", "pose_conventions", "exercises"}


def test_there_are_at_least_ninety_exercises():
    assert len(EXERCISES) >= 90


def test_no_exercise_id_or_name_is_used_twice():
    for field in ("id", "name"):
        twice = [value for value, times in Counter(one[field] for one in EXERCISES).items() if times > 1]
        assert not twice


@each
def test_an_exercise_has_every_field_it_needs_and_no_other(one):
    assert set(one) >= REQUIRED
    assert set(one) <= REQUIRED | OPTIONAL
    assert re.fullmatch(r"[a-z][a-z0-9_]*", one["id"])
    assert re.fullmatch(r"[a-z][a-z0-9_]*", one["pattern"])
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", muscle) for muscle in one["muscles"])
    assert one["muscles"]


@each
def test_every_word_from_a_list_is_on_that_list(one):
    assert one["modality"] in MODALITIES
    assert one["region"] in REGIONS
    assert one["position"] in POSITIONS
    assert one["settings"]
    assert set(one["settings"]) <= SETTINGS
    assert set(one["equipment"]) <= set(BOOK["equipment"])
    assert set(one["tags"]) <= set(BOOK["tags"])
    assert one["strength"] in STRENGTHS
    assert one["left_right"] in {"yes", "no"}
    assert one["level"] in range(1, 7)
    for field in ("settings", "equipment", "tags", "easier", "harder"):
        assert len(one[field]) == len(set(one[field]))


def test_every_tag_and_every_piece_of_equipment_is_used_and_explained():
    for section in ("tags", "equipment"):
        used = {word for one in EXERCISES for word in one[section]}
        assert used == set(BOOK[section])
        assert all(isinstance(text, str) and text for text in BOOK[section].values())


@each
def test_an_easier_or_harder_exercise_exists_mirrors_back_and_stays_in_its_modality(one):
    for word, back in (("easier", "harder"), ("harder", "easier")):
        for other in one[word]:
            assert other in BY_ID
            assert one["id"] in BY_ID[other][back]
            assert BY_ID[other]["modality"] == one["modality"]


@each
def test_a_harder_exercise_is_never_at_a_lower_level(one):
    assert all(BY_ID[other]["level"] >= one["level"] for other in one["harder"])


def test_going_harder_and_harder_never_leads_back_to_the_start():
    done: set[str] = set()

    def walk(here: str, path: tuple[str, ...]) -> None:
        assert here not in path, " -> ".join((*path, here))
        if here in done:
            return
        for other in BY_ID[here]["harder"]:
            walk(other, (*path, here))
        done.add(here)

    for start in BY_ID:
        walk(start, ())


@each
def test_a_dose_is_a_band_from_low_to_high_in_known_fields(one):
    dose = one["dose"]
    assert dose
    assert set(dose) <= DOSE_FIELDS
    assert DOSE_NEEDS.get(one["modality"], set()) <= set(dose)
    if one["modality"] in {"resistance", "mobility"}:
        assert one["region"] != "whole" or one.get("also")
        assert "sets" in dose
        assert "repetitions" in dose or "hold_s" in dose
    for low, high in dose.values():
        assert 0 < low <= high


@each
def test_what_else_an_exercise_serves_are_other_regions_of_its_own_kind(one):
    also = one.get("also", [])
    assert len(also) == len(set(also))
    assert one["region"] not in also
    assert set(also) <= REGIONS - {"whole"}
    if also:
        assert one["modality"] in {"resistance", "mobility"}
        assert len(also) > 1 or one["region"] != "whole"


def test_a_sequence_of_the_whole_body_stands_open_for_each_limit_that_bars_another():
    sequences = [one for one in EXERCISES if one.get("also") and one["region"] == "whole"]
    assert any(not one["tags"] and len(one["also"]) == 3 for one in sequences)
    assert any(not one["tags"] and "upper" not in one["also"] for one in sequences)
    assert {one["position"] for one in sequences} == {"lying", "sitting", "standing"}


@each
def test_an_energy_cost_says_whose_code_it_is_or_admits_to_being_an_analogy(one):
    met = one["met"]
    assert set(met) == {"value", "code", "edition", "basis", "seen"}
    assert 1.0 <= met["value"] <= 12.0
    assert met["edition"] in {2011, 2024}
    assert met["seen"] in SEEN
    if met["basis"] == "listed":
        assert isinstance(met["code"], str)
        assert re.fullmatch(r"\d{5}", met["code"])
    else:
        assert met["basis"] == "analogy"
        assert met["code"] is None
        assert met["seen"] == "memory"


def test_one_code_of_one_edition_has_one_value_everywhere():
    values: dict[tuple, set] = {}
    for one in EXERCISES:
        if one["met"]["code"]:
            values.setdefault((one["met"]["code"], one["met"]["edition"]), set()).add(one["met"]["value"])
    assert {key: found for key, found in values.items() if len(found) > 1} == {}


@each
def test_an_exercise_without_a_source_rests_on_expert_opinion_and_says_so(one):
    source = one.get("source")
    if source is None:
        assert one["strength"] == "expert"
        return
    assert set(source) == {"id", "where", "seen"}
    assert source["seen"] in SEEN
    assert source["where"]
    assert one["strength"] != "expert"
    if source["seen"] == "memory":
        assert one["strength"] == "weak"


def test_every_source_named_can_be_looked_up():
    if not SOURCES.exists():
        pytest.skip("protocols/sources.yaml is not here yet")
    book = _read(SOURCES)
    known = set(book.get("sources", book))
    assert {one["source"]["id"] for one in EXERCISES if "source" in one} <= known


@each
def test_the_handout_has_its_four_lines_in_short_sentences(one):
    plain = one["plain"]
    assert PLAIN_FIELDS - {"easier"} <= set(plain)
    assert set(plain) <= PLAIN_FIELDS
    for text in plain.values():
        assert text[0].isupper()
        assert text.endswith(".")
        for words in _sentences(text):
            assert len(words) <= 14, " ".join(words)


@each
def test_the_handout_uses_no_jargon(one):
    texts = [one["name"], *one["plain"].values()]
    words = {word.lower() for text in texts for word in re.findall(r"[A-Za-z0-9]+", text)}
    assert not words & JARGON


@each
def test_the_handout_can_be_read_by_a_twelve_year_old(one):
    assert _grade(list(one["plain"].values())) <= 5.0


@each
def test_a_tag_brings_the_tags_that_it_implies(one):
    tags = set(one["tags"])
    on_land = one["position"] != "water"
    for tag in tags & set(IMPLIED):
        assert IMPLIED[tag] <= tags, tag
    if "single_leg_stance" in tags and on_land:
        assert "standing_balance_demand" in tags


@each
def test_where_and_how_it_is_done_shows_in_the_tags(one):
    tags, position, equipment = set(one["tags"]), one["position"], set(one["equipment"])
    in_pool = {position == "water", "pool" in one["settings"], "water_immersion" in tags}
    assert len(in_pool) == 1
    assert (position == "prone") == ("prone" in tags)
    assert not (position == "floor" and "floor_transfer" not in tags)
    if position in {"standing", "moving"} and not equipment & {"bar", "bicycle"}:
        assert {"standing_balance_demand", "weight_bearing"} <= tags
    assert ("treadmill" in equipment) == ("treadmill_moving_belt" in tags)
    if "stairs" in equipment or "stair_machine" in equipment:
        assert "stairs_or_step" in tags
    if equipment & {"hand_weight", "barbell"} and one["id"] != "seated_heel_raise_loaded":
        assert {"grip_load", "arm_load"} <= tags
    if one["pattern"] in {"run", "jump"} and position != "water":
        assert "high_impact" in tags


@each
def test_what_is_done_in_the_dialysis_chair_leaves_the_needle_arm_and_the_feet_alone(one):
    if "dialysis_chair" not in one["settings"]:
        return
    barred = {"fistula_arm_load", "weight_bearing", "standing_balance_demand", "prone", "supine_flat"}
    assert not (barred | {"posture_change"}) & set(one["tags"])


@each
def test_a_pose_uses_only_joints_and_words_from_the_conventions(one):
    pose, words = one["pose"], BOOK["pose_conventions"]
    assert {"view", "orientation", "moving", "from", "to", "cycle"} <= set(pose)
    assert set(pose) <= POSE_FIELDS
    assert pose["view"] in {"side", "front", "top"}
    assert pose.get("then", "sitting") in re.findall(r"[a-z_]+", words["orientations"])
    assert set(pose.get("arrow", {}).values()) <= set(re.findall(r"[a-z_]+", words["arrow"]))
    assert -180 <= pose.get("turn", 0) <= 180
    assert 0 <= pose.get("tilt", 0) <= 90
    assert pose["cycle"] in {"there_and_back", "hold", "circle", "travel"}
    assert pose["orientation"] in re.findall(r"[a-z_]+", words["orientations"])
    assert pose["moving"] in re.findall(r"[a-z]+", words["moving"])
    for part in ("from", "to", "static"):
        for name, value in pose.get(part, {}).items():
            if name in ("hands", "feet"):
                said = value.values() if isinstance(value, dict) else [value]
                assert set(said) <= set(re.findall(r"[a-z_]+", words[name]))
                continue
            joints = value if name in SIDES else {name: value}
            for joint, angle in joints.items():
                assert joint in words["signs"]
                assert -180 <= angle <= 180


@each
def test_a_pose_that_bends_the_hip_past_a_right_angle_carries_a_tag_for_it(one):
    if one["pose"]["orientation"] != "all_fours" and _widest(one["pose"], "hip_flex") > 90:
        assert {"hip_flexion_over_90", "loaded_hip_flexion_over_90"} & set(one["tags"])


@each
def test_a_pose_that_lifts_the_arm_above_the_shoulder_carries_the_tag_for_it(one):
    if max(_widest(one["pose"], "shoulder_flex"), _widest(one["pose"], "shoulder_abd")) > 100:
        assert "arm_above_shoulder" in one["tags"]


@pytest.mark.parametrize("region", ["lower", "upper", "trunk"])
def test_strength_can_be_trained_from_the_bed_to_the_gym(region):
    assert {1, 2, 3, 4, 5} <= {one["level"] for one in _chosen(modality="resistance", region=region)}


@pytest.mark.parametrize("region", ["upper", "trunk", "lower"])
@pytest.mark.parametrize("setting", ["home", "gym"])
def test_strength_of_every_region_can_be_trained_at_home_and_in_the_gym(region, setting):
    assert [one for one in _chosen(modality="resistance", region=region) if setting in one["settings"]]


@pytest.mark.parametrize("setting", ["home", "outdoors", "pool", "gym", "dialysis_chair"])
def test_endurance_can_be_trained_in_every_setting(setting):
    assert [one for one in _chosen(modality="aerobic") if setting in one["settings"]]


def test_endurance_reaches_from_the_bed_to_the_athlete():
    assert {one["level"] for one in _chosen(modality="aerobic")} == {1, 2, 3, 4, 5, 6}


@pytest.mark.parametrize("modality", ["mobility", "balance", "functional"])
def test_the_other_kinds_reach_level_five(modality):
    assert {1, 2, 3, 4, 5} <= {one["level"] for one in _chosen(modality=modality)}


def test_breathing_muscles_can_be_trained_with_and_without_a_device():
    chosen = _chosen(modality="breathing")
    assert {"breathing_trainer" in one["equipment"] for one in chosen} == {True, False}


def test_someone_who_may_not_load_an_arm_still_finds_leg_strength_balance_and_endurance():
    for modality in ("resistance", "balance", "aerobic", "mobility"):
        free = [one for one in _chosen(modality=modality) if "arm_load" not in one["tags"]]
        assert len({one["pattern"] for one in free}) >= 4, modality


def test_someone_who_may_not_stand_still_finds_leg_strength_and_endurance():
    for modality in ("resistance", "aerobic"):
        free = [one for one in _chosen(modality=modality) if "weight_bearing" not in one["tags"]]
        assert len({one["pattern"] for one in free if one["region"] in {"lower", "whole"}}) >= 3, modality
