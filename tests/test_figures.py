"""The pictures of the exercises: bodies that a body could take, standing and holding where they should.

Reads repository files only. Lengths are parts of body height.
"""

from __future__ import annotations

import json
import time
import xml.etree.ElementTree as ET
from functools import cache
from io import BytesIO
from math import acos, atan2, cos, degrees, dist, sin
from pathlib import Path

import pytest
import yaml
from cli_help import call
from pypdf import PdfReader
from test_pdf_floor import ink  # noqa: F401

from fittvp.figure.body import ANKLE, FLESH, FORE, PALM, SHANK, SIDES, THIGH, TRUNK, UPPER
from fittvp.figure.grips import ARM
from fittvp.figure.place import LYING, pedalled, seat_of, tread
from fittvp.figure.png import to_image, to_png
from fittvp.figure.props import props
from fittvp.figure.scene import posed, scene
from fittvp.figure.shapes import Arrow, Scene, Shape, Stroke, points_of
from fittvp.figure.svg import to_svg
from fittvp.figure.things import Box
from fittvp.figure.trunk import posture
from fittvp.figure.vec import add, cross, dot, sub, unit
from fittvp.pdf import render
from fittvp.pdf.build import pieces_of
from fittvp.pdf.theme import THEMES
from fittvp.sheet.blocks import Document, ExerciseCard

ROOT = Path(__file__).resolve().parents[1]
BOOK = yaml.load((ROOT / "protocols/exercises.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
EXERCISES = {one["id"]: one for one in BOOK["exercises"]}
POSED = {name: posed(one) for name, one in EXERCISES.items()}
PERCENT = 0.01
NotMeant = object()  # what a law returns for an exercise of which it says nothing
ROUND = {"hip": 0.052, "chest": 0.055, "waist": 0.055, "head": 0.054, "elbow": 0.021, "hand": 0.016}


def each(law):
    """A law of every exercise: one test, which names each exercise that breaks it. (A test for each is slow.)"""

    def every():
        broken, kept = [], 0
        for name, one in EXERCISES.items():
            try:
                kept += law(one) is not NotMeant
            except AssertionError as fault:
                broken.append(f"{name}: {fault}")
        assert not broken, "\n".join(broken)
        assert kept > 20, "a law of no exercise is no law"

    every.__name__, every.__doc__ = law.__name__, law.__doc__
    return every


@cache
def drawn_of(name):
    """The picture of an exercise, made once."""
    return scene(EXERCISES[name])


def bodies_of(one):
    return POSED[one["id"]][:2]


def angle(a, b):
    return degrees(acos(max(-1.0, min(1.0, dot(unit(a), unit(b))))))


def limb(body, side, *joints):
    return [body.at[f"{side}_{joint}"] for joint in joints]


# ---- a body that a body could take ----------------------------------------------------------------------


@each
def test_every_exercise_has_a_picture_with_a_whole_figure(one):
    drawn = drawn_of(one["id"])

    assert 1 <= len(drawn.frames) <= 2
    for frame in drawn.frames:
        tones = [mark.tone for mark in frame.marks if isinstance(mark, Shape)]
        assert tones.count("body") == 2, "trunk and head"
        assert tones.count("near") + tones.count("far") == 4, "two arms and two legs"


@each
def test_knees_bend_as_knees_do_and_no_further(one):
    for body in bodies_of(one)[1]:
        for side in SIDES:
            hip, knee, ankle = limb(body, side, "hip", "knee", "ankle")
            thigh, shank = unit(sub(knee, hip)), unit(sub(ankle, knee))
            ahead = unit(cross(thigh, body.hips.left))
            assert angle(thigh, shank) <= 140
            assert dot(shank, ahead) < 0.06, f"the {side} knee bends backwards"


@each
def test_hips_stay_within_what_a_hip_can_do(one):
    for body in bodies_of(one)[1]:
        for side in SIDES:
            hip, knee = limb(body, side, "hip", "knee")
            thigh = unit(sub(knee, hip))
            flexion = degrees(atan2(dot(thigh, body.hips.front), -dot(thigh, body.hips.up)))
            out = degrees(atan2(dot(thigh, body.out[side]), 1.0))
            assert -36 <= flexion <= 140
            assert -25 <= out <= 45


@each
def test_ankles_stay_within_what_an_ankle_can_do(one):
    for body in bodies_of(one)[1]:
        for side in SIDES:
            knee, ankle, toe, heel = limb(body, side, "knee", "ankle", "toe", "heel")
            assert 40 <= angle(sub(knee, ankle), sub(toe, heel)) <= 170


@each
def test_elbows_bend_as_elbows_do_and_no_further(one):
    """With the arm turned in its socket the forearm may also point inwards, never straight backwards."""
    for body in bodies_of(one)[1]:
        for side in SIDES:
            shoulder, elbow, wrist = limb(body, side, "shoulder", "elbow", "wrist")
            arm, fore = unit(sub(elbow, shoulder)), unit(sub(wrist, elbow))
            assert angle(arm, fore) <= 152
            bend = add(fore, arm, -dot(fore, arm))
            if dot(bend, bend) < 0.02:
                continue
            front, up = body.chest.front, body.chest.up
            flexion = atan2(dot(arm, front), -dot(arm, up))
            sign = 1.0 if dot(body.out[side], body.hips.left) > 0 else -1.0
            inward = tuple(-sign * part for part in body.chest.left)
            hinge = unit(add(tuple(p * cos(flexion) for p in front), up, sin(flexion)))
            bend = unit(bend)
            assert dot(bend, hinge) > -0.3 or dot(bend, inward) > 0.4, f"the {side} elbow bends backwards"


@each
def test_limbs_keep_their_length(one):
    lengths = {
        ("hip", "knee"): THIGH, ("knee", "ankle"): SHANK, ("shoulder", "elbow"): UPPER,
        ("elbow", "wrist"): FORE, ("wrist", "hand"): PALM,
    }  # fmt: skip
    for body in bodies_of(one)[1]:
        for side in SIDES:
            for ends, length in lengths.items():
                assert dist(*limb(body, side, *ends)) == pytest.approx(length, abs=2e-4), (side, ends)
        assert dist(body.at["pelvis"], body.at["chest"]) == pytest.approx(TRUNK, rel=0.13)


# ---- standing, sitting and lying where it should --------------------------------------------------------


@each
def test_whoever_stands_has_a_foot_on_the_floor(one):
    pose, bodies = bodies_of(one)
    for moment, (phase, body) in enumerate(zip(pose.phases, bodies, strict=True)):
        if posture(pose.at(moment)) != "standing" or pedalled(pose):
            continue
        levels = [phase.leg(side, "foot_height") / 100 for side in SIDES]
        gaps = [
            abs(
                min(body.at[f"{side}_toe"][2] - FLESH["toe"], body.at[f"{side}_heel"][2] - FLESH["heel"])
                - level
            )
            for side, level in zip(SIDES, levels, strict=True)
            if tread(pose, phase, side) != "up"
        ]
        assert gaps
        assert min(gaps) < PERCENT


@each
def test_nothing_of_the_body_is_below_the_floor_or_in_the_bed(one):
    pose, bodies = bodies_of(one)
    if pose.has("bed edge", "bench", "leg press") or posture(pose) in ("hanging", "swimming"):
        return NotMeant  # the feet are meant to hang
    for body in bodies:
        for name, place in body.at.items():
            part = name.rpartition("_")[2]
            rim = FLESH.get(part, ROUND.get(part, 0.0)) if part not in ROUND else ROUND[part]
            if posture(pose) == "semi_reclined" and part in ("ankle", "toe", "heel", "knee"):
                continue  # the couch ends before the feet of those who pedal
            rim = min(rim, 0.05)
            assert place[2] - rim > -PERCENT - (0.012 if part in ("head", "hand") else 0.0), name
    return None


@each
def test_whoever_sits_is_on_the_seat(one):
    pose, bodies = bodies_of(one)
    for moment, (phase, body) in enumerate(zip(pose.phases, bodies, strict=True)):
        if posture(pose.at(moment)) == "sitting" and phase.leg("near", "hip_flex") >= 40:
            seat = LYING if pose.has("bed,", "bed edge") else seat_of(pose)
            assert body.at["pelvis"][2] == pytest.approx(seat, abs=PERCENT)


@each
def test_whoever_lies_has_the_back_on_the_bed(one):
    pose, bodies = bodies_of(one)
    if posture(pose) in ("supine", "prone", "semi_reclined"):
        assert bodies[0].at["pelvis"][2] == pytest.approx(LYING, abs=PERCENT)
        for body in bodies if posture(pose) == "supine" else ():
            assert body.at["chest"][2] == pytest.approx(LYING, abs=PERCENT)


@each
def test_a_foot_that_carries_does_not_slide(one):
    pose, bodies = bodies_of(one)
    still = (
        posture(pose) == "standing"
        and pose.cycle != "travel"
        and not pose.has("cross-trainer")
        and not pose.then
    )
    if not still or pose.phases[1].trunk.get("body_turn"):
        return NotMeant  # the feet are meant to move
    kept = [
        dist(bodies[0].at[f"{side}_{end}"], bodies[1].at[f"{side}_{end}"])
        for side in SIDES
        for end in ("toe", "heel")
    ]
    jumps = any(phase.leg("near", "foot_height") for phase in pose.phases)
    assert jumps or min(kept) < PERCENT
    return None


@each
def test_hands_are_on_what_they_hold(one):
    pose, bodies, held = POSED[one["id"]]
    for moment, body in enumerate(bodies):
        for side, grip in held.at[moment].items():
            said = pose.phases[moment].hands.get(side, "")
            if not said:
                reach = dist(body.at[f"{side}_shoulder"], grip)
                assert reach <= ARM * 1.12, f"the {side} hand cannot reach"
                assert dist(body.at[f"{side}_hand"], grip) < 0.045, side


@each
def test_no_head_is_inside_a_thing(one):
    pose, bodies, held = POSED[one["id"]]
    for moment, body in enumerate(bodies):
        x, y, z = body.at["head"]
        for thing in (thing for layer in props(pose, bodies, held, moment) for thing in layer):
            if isinstance(thing, Box):
                inside = all(
                    low - 0.03 < at < high + 0.03
                    for low, at, high in zip(thing.low, (x, y, z), thing.high, strict=True)
                )
                assert not inside, thing


# ---- the picture ----------------------------------------------------------------------------------------


@each
def test_everything_is_inside_the_box_of_its_moment(one):
    drawn = drawn_of(one["id"])
    for frame in drawn.frames:
        left, low, right, high = frame.box
        assert left >= -1e-9
        assert low >= -1e-9
        assert right <= drawn.width + 1e-9
        assert high <= drawn.height + 1e-9
        for mark in frame.marks:
            half = mark.width / 2 if isinstance(mark, Stroke | Arrow) else 0.0
            for x, y in points_of(mark):
                assert left <= x + frame.origin[0] - half
                assert x + frame.origin[0] + half <= right
                assert low <= y + frame.origin[1] - half
                assert y + frame.origin[1] + half <= high


@each
def test_start_and_end_differ_for_the_eye(one):
    pose, bodies = bodies_of(one)
    if pose.cycle == "hold" or one["modality"] == "breathing" or pose.arrow:
        return NotMeant  # held, or shown by its arrow
    assert max(dist(bodies[0].at[name], bodies[1].at[name]) for name in bodies[0].at) > 0.03
    return None


@each
def test_what_moves_has_an_arrow(one):
    pose, _ = bodies_of(one)
    if pose.cycle == "hold" and not pose.arrow:
        return NotMeant  # held still
    marks = [mark for frame in drawn_of(one["id"]).frames for mark in frame.marks]
    assert any(isinstance(mark, Arrow) or getattr(mark, "tone", "") == "arrow" for mark in marks)
    return None


@each
def test_the_same_exercise_gives_the_same_picture(one):
    assert scene(one) == drawn_of(one["id"])


def test_pictures_are_made_faster_than_a_page_can_be_turned():
    """A scene is asked for once for each card: 12 of them must not be felt. The best of several rounds."""
    rounds = []
    for _ in range(3):
        start = time.process_time()
        for one in EXERCISES.values():
            scene(one)
        rounds.append((time.process_time() - start) / len(EXERCISES))

    assert min(rounds) < 0.002


def test_the_proportions_are_those_of_the_source():
    """Drillis and Contini: from the floor to the hip 0.530 of height, to the shoulder 0.818."""
    assert pytest.approx(0.530) == ANKLE + SHANK + THIGH
    assert pytest.approx(0.818) == ANKLE + SHANK + THIGH + TRUNK


# ---- renderers ------------------------------------------------------------------------------------------

FEW = ["sit_to_stand_standard", "knee_rolls_lying", "water_walk", "back_squat", "figure_eight_walk"]


@pytest.mark.parametrize("name", FEW)
def test_an_svg_stands_alone_and_says_what_it_shows(name):
    one = EXERCISES[name]
    root = ET.fromstring(to_svg(drawn_of(one["id"]), one["name"]))
    space = "{http://www.w3.org/2000/svg}"

    assert root.findtext(f"{space}title") == one["name"]
    assert one["plain"]["move"] in (root.findtext(f"{space}desc") or "")
    assert len(list(root.iter(f"{space}path"))) > 20
    assert "nan" not in ET.tostring(root, encoding="unicode").casefold()


def test_words_with_marks_of_html_are_safe_in_an_svg():
    drawn = scene({**EXERCISES[FEW[0]], "plain": {"start": "Sit < stand & rise", "move": '"Up"'}})

    assert "Sit < stand & rise" in "".join(ET.fromstring(to_svg(drawn, "<b>&")).itertext())


@pytest.mark.parametrize("name", FEW)
def test_a_png_has_the_asked_height_and_ink_on_it(name):
    from PIL import Image

    drawn = drawn_of(name)
    image = Image.open(BytesIO(to_png(drawn, 200)))

    assert image.height == 200
    assert image.width == pytest.approx(200 * drawn.aspect, abs=1)
    assert len(image.getcolors(maxcolors=200 * 2000) or []) > 10


def test_near_and_far_limbs_differ_without_colour():
    """In grey the near limbs are far darker than the far ones, and both differ from white paper."""
    grey = to_image(scene(EXERCISES["standing_knee_curl"]), 300).convert("L")
    paper = 255
    tones = {value for count, value in grey.getcolors() if count > grey.width * grey.height / 100}
    dark, light = min(tones), [value for value in tones if 150 < value < 200]

    assert dark < 60
    assert light, "the far limbs cover more than a hundredth of the picture"
    assert paper in tones


def test_an_empty_catalogue_entry_is_refused_not_drawn():
    with pytest.raises(KeyError):
        scene({"pose": {"view": "side"}})


def test_a_scene_knows_its_shape():
    drawn = drawn_of(FEW[0])

    assert isinstance(drawn, Scene)
    assert drawn.aspect == pytest.approx(drawn.width / drawn.height)


# ---- the command line and the page ----------------------------------------------------------------------


def test_a_picture_is_written_under_the_name_asked_for(tmp_path):
    png, svg = tmp_path / "chair.png", tmp_path / "chair.svg"
    result = call("exercises", "show", "sit_to_stand_standard", "--png", png, "--svg", svg)

    assert result.exit_code == 0, result.output
    assert png.read_bytes().startswith(b"\x89PNG")
    assert ET.fromstring(svg.read_text(encoding="utf-8")).tag.endswith("svg")
    assert "Nose over toes" in result.stdout


def test_a_picture_that_is_already_there_is_kept(tmp_path):
    png = tmp_path / "chair.png"
    png.write_bytes(b"mine")
    result = call("exercises", "show", "sit_to_stand_standard", "--png", png, "--svg", tmp_path / "chair.svg")

    assert result.exit_code == 2
    assert "--force" in result.stderr
    assert png.read_bytes() == b"mine"
    assert not (tmp_path / "chair.svg").exists()


def test_of_two_pictures_none_is_written_where_one_name_is_taken(tmp_path):
    svg = tmp_path / "chair.svg"
    svg.write_text("mine", encoding="utf-8")
    result = call("exercises", "show", "sit_to_stand_standard", "--png", tmp_path / "chair.png", "--svg", svg)

    assert result.exit_code == 2
    assert not (tmp_path / "chair.png").exists()


def test_two_pictures_cannot_have_one_name(tmp_path):
    one = tmp_path / "chair"

    assert call("exercises", "show", "sit_to_stand_standard", "--png", one, "--svg", one).exit_code == 2


def test_an_unknown_exercise_gets_the_nearest_name():
    result = call("exercises", "show", "sit_to_stand_standart")

    assert result.exit_code == 2
    assert "Did you mean `sit_to_stand_standard`?" in result.stderr


def test_an_exercise_is_found_by_its_name_too():
    result = call("exercises", "show", EXERCISES["heel_raise_supported"]["name"].upper(), "--json")

    assert json.loads(result.stdout)["id"] == "heel_raise_supported"


def test_the_list_has_every_exercise_and_its_picture():
    rows = json.loads(call("exercises", "list", "--json").stdout)["exercises"]

    assert {row["id"] for row in rows} == set(EXERCISES)
    assert all(row["picture"] for row in rows)


def card(picture):
    return ExerciseCard("Sit to stand", "10 times", (("", "Stand up."),), picture=picture)


def test_a_card_with_a_picture_stays_low_and_draws_it():
    drawn = pieces_of([card(scene(EXERCISES["sit_to_stand_standard"]))], THEMES["home"])[0]

    assert 80 <= drawn.height(515) <= 115


def test_a_record_from_before_the_pictures_prints_its_card_without_one():
    low = pieces_of([card(None)], THEMES["home"])[0].height(515)

    assert low < 60


def test_every_picture_can_be_printed(ink):  # noqa: F811
    cards = tuple(
        ExerciseCard(one["name"], "", (), picture=drawn_of(one["id"])) for one in EXERCISES.values()
    )
    made = render(Document("", "", "", "", cards, "home"))
    assert len(made) > 100_000
    texts = " ".join(words for *_, words in ink)
    assert all(one["name"].split()[0] in texts for one in EXERCISES.values())
    assert len(PdfReader(BytesIO(made)).pages) > 10
