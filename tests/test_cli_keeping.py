"""Nothing that was written or answered is lost: killed processes, full disks, two people, a closed terminal."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from cli_help import ROOT
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from fittvp.cli.ask import Question, answer_lines, ask
from fittvp.cli.draft import draft_beside, drop_draft, free_draft, kept_on, read_draft, save_draft
from fittvp.cli.errors import Refusal
from fittvp.cli.hold import BUSY, holding, lock_of, same_head
from fittvp.cli.output import write_all
from fittvp.cli.read import read_patient_file

RECORD = "p-plan.json"
NAMES = ("p-plan.pdf", "p-handout.pdf", RECORD)
FULL = OSError(errno.ENOSPC, "No space left on device")
STEPS = ("open", "unlink", "link", "replace", "fsync", "chmod", "scandir")

WRITER = """
import itertools, json, os, signal, sys
from pathlib import Path
from fittvp.cli.output import write_all

def three(turn, size):
    record = json.dumps({"turn": turn, "events": [turn * 7 + "x" * 60] * (size // 68)}).encode()
    return {"p-plan.pdf": b"%PDF plan " + turn.encode(), "p-handout.pdf": b"%PDF hand " + turn.encode(),
            "p-plan.json": record}

def forever(folder):
    both = [three(turn, 700_000) for turn in "AB"]
    write_all(folder, both[0], force=True)
    print("ready", flush=True)
    for files in itertools.cycle(both):
        write_all(folder, files, force=True)

def killed_at(step, folder):
    calls = itertools.count(1)
    def patched(real):
        def work(*given, **more):
            if next(calls) == step:
                os.kill(os.getpid(), signal.SIGKILL)
            done = real(*given, **more)
            if next(calls) == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return done
        return work
    for name in sys.argv[3].split(","):
        setattr(os, name, patched(getattr(os, name)))
    write_all(folder, three("B", 700), force=True)

if __name__ == "__main__":
    if sys.argv[1] == "forever":
        forever(Path(sys.argv[2]))
    for step in itertools.count(1):
        folder = Path(sys.argv[2]) / f"{step:03}"
        write_all(folder, three("A", 700))
        child = os.fork()
        if child == 0:
            killed_at(step, folder)
            os._exit(0)
        if os.waitpid(child, 0)[1] == 0:
            break
"""


def start(script: str, *words: object) -> subprocess.Popen[str]:
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, words)],
        stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip


def turn_of(folder: Path) -> str:
    """Which of the two records stands there; it must be whole."""
    record = json.loads((folder / RECORD).read_bytes())
    assert record["events"]
    assert {each[:7] for each in record["events"]} == {record["turn"] * 7}
    assert record["turn"] in "AB"
    return str(record["turn"])


def three(word: str) -> dict[str, bytes]:
    return {name: f"{word} {name}".encode() for name in NAMES}


def held(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir()}


def test_a_record_survives_a_kill_at_fifty_moments_of_writing(tmp_path: Path) -> None:
    chance = random.Random(11)

    def once(number: int, delay: float) -> bool:
        folder = tmp_path / str(number)
        with start(WRITER, "forever", folder) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "ready\n"
            time.sleep(delay)
            writer.send_signal(signal.SIGKILL)
        turn_of(folder)
        inside = len(list(folder.iterdir())) > 3
        write_all(folder, three("next"), force=True)
        assert held(folder) == three("next")
        return inside

    with ThreadPoolExecutor(4) as workers:
        inside = list(workers.map(once, range(50), [chance.uniform(0, 0.03) for _ in range(50)]))
    assert sum(inside) >= 10, "too few kills fell into a write to show anything"


def test_a_record_survives_a_kill_before_and_after_every_step(tmp_path: Path) -> None:
    with start(WRITER, "steps", tmp_path, ",".join(STEPS)) as writer:
        assert writer.wait(10) == 0
    turns = []
    for folder in sorted(tmp_path.iterdir()):
        turns.append(turn_of(folder))
        assert all(page.read_bytes().startswith(b"%PDF") for page in folder.glob("[!.]*.pdf"))
        assert len(list(folder.glob("[!.]*"))) == 3
        write_all(folder, three("next"), force=True)
        assert held(folder) == three("next")
    assert len(turns) > 30
    assert turns == sorted(turns), "the old record until the commit point, the new one from there on"
    assert {"A", "B"} == set(turns)


def breaking(monkeypatch: pytest.MonkeyPatch, name: str, at: int) -> list[int]:
    """The call number `at` of one function of `os` finds a full disk."""
    calls: list[int] = []
    real = getattr(os, name)

    def work(*given: Any, **more: Any) -> Any:
        calls.append(1)
        if len(calls) == at:
            raise FULL
        return real(*given, **more)

    monkeypatch.setattr(os, name, work)
    return calls


@pytest.mark.parametrize("name", STEPS)
def test_a_full_disk_at_any_step_leaves_all_old_or_all_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for at in range(1, 30):
        folder = tmp_path / str(at)
        write_all(folder, three("old"))
        calls = breaking(monkeypatch, name, at)
        try:
            write_all(folder, three("new"), force=True)
            wanted = three("new")
        except Refusal:
            wanted = three("old")
        finally:
            monkeypatch.undo()
        assert held(folder) == wanted
        if len(calls) < at:
            return
    raise AssertionError("never came to an end")


def no_links(*_: Any, **__: Any) -> None:
    raise OSError(errno.EPERM, "no links here")


@pytest.mark.parametrize("at", [1, 2, 3])
def test_where_a_disk_has_no_links_a_copy_keeps_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    write_all(tmp_path, three("old"))
    monkeypatch.setattr(os, "link", no_links)
    breaking(monkeypatch, "replace", at)
    with pytest.raises(Refusal):
        write_all(tmp_path, three("new"), force=True)
    monkeypatch.undo()
    assert held(tmp_path) == three("old")
    monkeypatch.setattr(os, "link", no_links)
    write_all(tmp_path, three("new"), force=True)
    assert held(tmp_path) == three("new")


def test_left_overs_of_the_dead_go_and_those_of_the_living_stay(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    dead = [
        f".{RECORD}.{number}.{kind}" for number in (gone.pid, os.getpid()) for kind in ("partial", "before")
    ]
    alive = [f".{RECORD}.{os.getppid()}.partial", f".q-plan.json.{gone.pid}.partial", ".p-plan.json.lock"]
    for name in (*dead, *alive):
        (tmp_path / name).write_text("left over")
    write_all(tmp_path, three("new"))
    assert set(held(tmp_path)) == {*NAMES, *alive}


def test_a_record_keeps_who_may_read_it_and_a_new_one_follows_the_folder(tmp_path: Path) -> None:
    write_all(tmp_path, {"new": b"1"})
    (tmp_path / "fresh").write_text("as any file of this person")
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "fresh").stat().st_mode
    (tmp_path / "new").chmod(0o640)
    write_all(tmp_path, {"new": b"2"}, force=True)
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o640


def test_a_file_that_came_in_meanwhile_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.replace

    def work(source: Any, target: Any) -> None:
        real(source, target)
        (tmp_path / RECORD).write_text("theirs")
        monkeypatch.undo()

    monkeypatch.setattr(os, "replace", work)
    with pytest.raises(Refusal, match="kept and nothing was written"):
        write_all(tmp_path, three("mine"))
    assert held(tmp_path) == {RECORD: b"theirs"}


def event(number: int, by: str, what: dict[str, Any], recorded: str) -> dict[str, Any]:
    return {"on": "2026-12-14", "recorded": recorded, "by": by, "what": what, "hash": f"hash {number}"}


MADE = event(1, "Dr A", {"kind": "made"}, "2026-11-23T09:00:00+00:00")
REVIEW = event(2, "Dr B", {"kind": "review", "week": 3}, "2026-12-14T12:05:00+02:00")
LATER = [event(n, "", {"kind": "adjust", "from_week": n}, "") for n in (3, 4, 5)]


def record_of(folder: Path, *events: dict[str, Any]) -> Path:
    path = folder / RECORD
    path.write_text(json.dumps({"id": "p", "events": list(events)}))
    return path


def test_who_reads_the_last_event_may_write(tmp_path: Path) -> None:
    path = record_of(tmp_path, MADE, REVIEW)
    with holding(path):
        same_head(path, "hash 2")


def test_the_second_person_is_told_who_wrote_what_and_where_the_answers_are(tmp_path: Path) -> None:
    path = record_of(tmp_path, MADE, REVIEW)
    draft = tmp_path / "p week 3.yaml"
    with pytest.raises(Refusal) as said:
        same_head(path, "hash 1", draft, f"fittvp review {path} --week 3")
    assert str(said.value) == (
        "Dr B recorded the review of week 3 on 2026-12-14 at 10:05 UTC while you were working. "
        f"Nothing of yours was lost: your answers are in {draft}. "
        f"Read what changed (fittvp history {path}), then run: fittvp review {path} --week 3 --from '{draft}'"
    )
    with pytest.raises(Refusal, match=r"Nothing was written\. Read what changed"):
        same_head(path, "hash 1")


def test_several_events_that_came_in_are_told_in_their_order(tmp_path: Path) -> None:
    path = record_of(tmp_path, MADE, REVIEW, *LATER)
    with pytest.raises(Refusal) as said:
        same_head(path, "hash 1")
    assert str(said.value).startswith(
        "Dr B recorded the review of week 3 on 2026-12-14 at 10:05 UTC, "
        "somebody who gave no name adjusted the plan as of week 3 on 2026-12-14, "
        "somebody who gave no name adjusted the plan as of week 4 on 2026-12-14 and 1 more came in "
        "while you were working. Nothing was written."
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "is gone"), ("{", "no longer a plan"), ("[]", "no longer a plan"), ('{"events": 3}', "no longer"),
        ('{"events": []}', "replaced by another"), ('{"events": [{"hash": "x", "what": 3}]}', "replaced by"),
    ],
)  # fmt: skip
def test_a_record_that_is_another_now_is_not_written_over(
    tmp_path: Path, content: str | None, said: str
) -> None:
    path = tmp_path / RECORD
    if content is not None:
        path.write_text(content)
    with pytest.raises(Refusal, match=said):
        same_head(path, "hash 1")


ADDER = """
import json, sys
from pathlib import Path
from fittvp.cli.hold import holding
from fittvp.cli.output import write_all
path = Path(sys.argv[1])
for turn in range(10):
    with holding(path):
        record = json.loads(path.read_bytes())
        record["events"].append({"hash": f"{sys.argv[2]} {turn}"})
        write_all(path.parent, {path.name: json.dumps(record).encode()}, force=True)
"""


def test_two_people_who_write_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    path = record_of(tmp_path)
    writers = [start(ADDER, path, name) for name in ("a", "b", "c")]
    for writer in writers:
        with writer:
            assert writer.wait(20) == 0
    hashes = [each["hash"] for each in json.loads(path.read_bytes())["events"]]
    assert sorted(hashes) == [f"{name} {turn}" for name in "abc" for turn in range(10)]
    assert {each.name for each in tmp_path.iterdir()} == {RECORD, lock_of(path).name}


HOLDER = """
import sys, time
from pathlib import Path
from fittvp.cli.hold import holding
with holding(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_who_waits_too_long_is_told_and_a_killed_holder_gives_the_plan_back(tmp_path: Path) -> None:
    path = record_of(tmp_path, MADE)
    other = tmp_path / "link.json"
    other.symlink_to(path)
    with start(HOLDER, path) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        for name in (path, other):
            with pytest.raises(Refusal, match=BUSY), holding(name, timeout=0.1):
                raise AssertionError("two hold it")
        holder.send_signal(signal.SIGKILL)
    with holding(path, timeout=0.5):
        same_head(path, "hash 1")


HOSTILE = {
    "potassium": "5,1 mmol/L@2026-11-20",
    "pain: worst": "3 of 10",
    "date": "2026-11-20",
    "yes": "no",
    "number": "0012",
    "nothing": "",
    "tilde": "~",
    "null": "null",
    "tag": "!!python/object:os.system",
    "alias": "*a &b",
    "markup": "{{ x }} [a, b] # no comment",
    "quotes": 'she said "it\'s fine" \\ back\\n',
    "lines": "first: line\n\n  second - line\n\ttabbed\n",
    "spaces": "  outside  ",
    "long": "word " * 500,
    "letters": "Müller, 北京, 😀, e\u0301, \u2028, \x85, \ufeff, \u202e",
    "control": "\x00\x07\x1b[31m\x7f\r\n",
    "name:\nwith line #": "x",
    "symptoms": ["chest pain: at rest", "- dizzy"],
    "none": [],
}


def test_a_draft_reads_back_as_exactly_what_was_answered(tmp_path: Path) -> None:
    path = draft_beside(tmp_path / "ward-3-plan.json", 3)
    assert path == tmp_path / "ward-3-week-3.draft.yaml"
    assert read_draft(path) == {}
    save_draft(path, HOSTILE)
    assert read_draft(path) == HOSTILE == read_patient_file(path)
    assert list(read_draft(path)) == list(HOSTILE)
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(held(tmp_path)) == [path.name]
    drop_draft(path)
    drop_draft(path)
    assert held(tmp_path) == {}


def test_a_draft_without_answers_is_no_draft(tmp_path: Path) -> None:
    path = tmp_path / "draft.yaml"
    save_draft(path, {"pain": "3 of 10"})
    save_draft(path, {})
    save_draft(path, {})
    assert held(tmp_path) == {}
    save_draft(path, {"broken": "half a letter \ud800"})
    assert read_draft(path) == {"broken": "half a letter ?"}


def test_a_draft_keeps_what_a_file_with_sections_said(tmp_path: Path) -> None:
    path = tmp_path / "draft.yaml"
    dated = {"value": "4.6 mmol/L", "date": "2026-12-06"}
    save_draft(path, {"laboratory": {"potassium": [dated]}, "fall": True, "team": ("a",), "gone": None})
    assert read_patient_file(path) == {
        "laboratory": {"potassium": [dated]}, "fall": "yes", "team": ["a"], "gone": "",
    }  # fmt: skip
    with pytest.raises(Refusal, match="--from takes them"):
        read_draft(path)


def test_a_second_persons_answers_do_not_replace_the_firsts(tmp_path: Path) -> None:
    first = draft_beside(tmp_path / RECORD, 3)
    assert free_draft(first) == first
    save_draft(first, {"pain": "3 of 10"})
    save_draft(free_draft(first), {"pain": "4 of 10"})
    assert sorted(held(tmp_path)) == ["p-week-3-2.draft.yaml", "p-week-3.draft.yaml"]
    assert free_draft(first).name == "p-week-3-3.draft.yaml"
    assert read_draft(first) == {"pain": "3 of 10"}


@pytest.mark.parametrize("text", ["a: [", "- list", "a: {b: c}", "a: [{b: c}]", "a: 1\na: 2"])
def test_a_draft_that_was_broken_by_hand_is_said_and_kept(tmp_path: Path, text: str) -> None:
    path = tmp_path / "draft.yaml"
    path.write_text(text)
    with pytest.raises(Refusal, match=r"were kept cannot be .*delete"):
        read_draft(path)
    assert path.read_text() == text


def test_a_full_disk_leaves_the_draft_of_the_answer_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "draft.yaml"
    save_draft(path, {"pain": "3 of 10"})
    breaking(monkeypatch, "replace", 1)
    with pytest.raises(Refusal, match="no room left"):
        save_draft(path, {"pain": "3 of 10", "borg": "13"})
    assert read_draft(path) == {"pain": "3 of 10"}


def not_above_ten(text: str) -> str | None:
    return "Pain goes from 0 to 10." if int(text.split()[0]) > 10 else None


QUESTIONS = [
    Question("pain", "Worst pain in training", "number", unit="of 10", check=not_above_ten),
    Question("felt", "How it felt", "choice", choices=(("easy", "Too easy"), ("right", "Just right"))),
    Question(
        "signs", "Signs in training", "choices", choices=(("chest", "Chest pain"), ("dizzy", "Dizziness"))
    ),
    Question("fall", "Any fall", "yes-no"),
    Question("notes", "Remarks", "text", hint="in your own words"),
]
ENTER, DOWN, STOP, RUBBED_OUT = "\r", "\x1b[B", "\x03", "\x15"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    return tmp_path / "p-week-3.draft.yaml"


@pytest.fixture
def keys() -> Iterator[Any]:
    """A keyboard: what is typed waits there for the questions."""
    with create_pipe_input() as keyboard, create_app_session(input=keyboard, output=DummyOutput()):
        yield keyboard


def test_a_weeks_questions_are_answered_at_the_keyboard(keys: Any, draft: Path) -> None:
    keys.send_text("3\r" + "2\r" + f" {DOWN} \r" + "N\r" + "slept: badly\r")
    wanted = {
        "pain": "3 of 10",
        "felt": "right",
        "signs": ["chest", "dizzy"],
        "fall": "no",
        "notes": "slept: badly",
    }
    assert ask(QUESTIONS, draft) == wanted
    assert read_draft(draft) == wanted


def test_what_is_skipped_is_not_asked_and_leaves_no_draft(keys: Any, draft: Path) -> None:
    keys.send_text("\r" + "\r" + "\r\r" + "-\r" + " - \r")
    assert ask(QUESTIONS, draft) == {}
    assert not draft.exists()


def test_none_of_these_is_an_answer_and_forgetting_the_space_bar_is_asked_back(
    keys: Any, draft: Path
) -> None:
    keys.send_text("\r\r" + f"{DOWN}\r{DOWN} \r" + "\r\r")
    assert ask(QUESTIONS, draft) == {"signs": []}
    keys.send_text("n" + "\r\r" + " \r" + " \r" + "\r\r")
    assert ask(QUESTIONS, draft) == {"signs": []}, "none of these beside a sign is asked back"


def test_an_answer_that_cannot_be_is_asked_back_at_once(keys: Any, draft: Path) -> None:
    keys.send_text(
        f"30\r{RUBBED_OUT}3 of 10@2026-11-20\r" + "\r" + "\r\r" + f"maybe\r{RUBBED_OUT}unknown\r" + "\r"
    )
    assert ask(QUESTIONS, draft) == {"pain": "3 of 10@2026-11-20", "fall": "unknown"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("145", "145 mmHg"), ("145 mmHg", "145 mmHg"), ("128/76", "128/76 mmHg"), ("5,1", "5,1 mmHg"),
        ("145 on 2026-11-20", "145 mmHg on 2026-11-20"), ("145@2026-11-20", "145 mmHg@2026-11-20"),
        ("19 kPa", "19 kPa"), ("unknown", "unknown"), ("1 4", "1 4"),
    ],
)  # fmt: skip
def test_the_unit_that_is_shown_belongs_to_a_bare_number(
    keys: Any, draft: Path, typed: str, kept: str
) -> None:
    keys.send_text(f"{typed}\r")
    assert ask([Question("sbp", "Systolic pressure", "number", unit="mmHg")], draft) == {"sbp": kept}


@pytest.mark.parametrize("end", [STOP, "\x04"])
def test_whoever_stops_is_told_where_the_answers_are(keys: Any, draft: Path, end: str) -> None:
    keys.send_text(f"3\r2\r\r\r{end}")
    with pytest.raises(Refusal) as said:
        ask(QUESTIONS, draft)
    assert str(said.value) == (
        f"Stopped. Nothing was written to the plan. Your answers so far are kept in {draft}."
    )
    assert said.value.exit_code == 2
    assert read_draft(draft) == {"pain": "3 of 10", "felt": "right"}


def test_whoever_stops_before_the_first_answer_leaves_nothing(keys: Any, draft: Path) -> None:
    keys.send_text(STOP)
    with pytest.raises(Refusal, match=r"^Stopped. Nothing was written to the plan.$"):
        ask(QUESTIONS, draft)
    assert not draft.exists()


def test_a_draft_is_gone_on_from(keys: Any, draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save_draft(draft, {"felt": "right", "other": "kept too"})
    os.utime(draft, (1795430000, 1795430000))
    keys.send_text("y" + " \r" + "y\r" + "\r")
    wanted = {"felt": "right", "other": "kept too", "signs": ["chest"], "fall": "yes"}
    day = kept_on(draft)
    assert ask(QUESTIONS, draft) == wanted
    shown = capsys.readouterr().out
    assert f"You had answered 2 questions on {day}:\n  How it felt: Just right\n  other: kept too\n" in shown
    assert day.year == 2026
    assert answer_lines({"signs": []}, QUESTIONS) == ["  Signs in training: none of these"]


def test_an_answer_of_a_draft_that_cannot_be_is_asked_again(keys: Any, draft: Path) -> None:
    save_draft(draft, {"pain": "30 of 10", "notes": "well"})
    keys.send_text("y" + f"{RUBBED_OUT}3\r")
    assert ask(QUESTIONS, draft) == {"pain": "3 of 10", "notes": "well"}


def test_whoever_begins_again_finds_each_answer_filled_in(keys: Any, draft: Path) -> None:
    before = {"pain": "3 of 10", "felt": "easy", "signs": ["dizzy"], "fall": "no", "notes": "well"}
    save_draft(draft, before)
    keys.send_text("n" + "\r" * 5)
    assert ask(QUESTIONS, draft) == before
    keys.send_text("n" + f"{RUBBED_OUT}\r" + "2\r" + "\r" + STOP)
    with pytest.raises(Refusal, match="kept in"):
        ask(QUESTIONS, draft)
    assert read_draft(draft) == {"felt": "right", "signs": ["dizzy"], "fall": "no", "notes": "well"}


def test_a_long_list_is_searched_by_typing(keys: Any, draft: Path) -> None:
    many = tuple((f"w{number}", f"Answer number {number}") for number in range(60))
    keys.send_text("47\r")
    assert ask([Question("which", "Which", "choice", choices=many)], draft) == {"which": "w47"}


def test_two_people_do_not_answer_one_weeks_questions_at_once(keys: Any, draft: Path) -> None:
    save_draft(draft, {"pain": "3 of 10"})
    with (
        holding(draft),
        pytest.raises(Refusal, match="Somebody else is answering the questions of this week"),
    ):
        ask(QUESTIONS, draft)
    assert read_draft(draft) == {"pain": "3 of 10"}


def test_a_killed_terminal_leaves_the_answers_so_far(draft: Path) -> None:
    script = (
        "import sys\nsys.path.insert(0, sys.argv[1])\nimport test_cli_keeping as t\n"
        "with t.create_pipe_input() as keys, t.create_app_session(input=keys, output=t.DummyOutput()):\n"
        "    keys.send_text('3\\r2\\r')\n"
        "    t.ask(t.QUESTIONS, t.Path(sys.argv[2]))\n"
    )
    with start(script, ROOT / "tests", draft) as person:
        patience = time.monotonic() + 20
        while len(read_draft(draft)) < 2 and time.monotonic() < patience:
            time.sleep(0.02)
        person.send_signal(signal.SIGKILL)
    assert read_draft(draft) == {"pain": "3 of 10", "felt": "right"}


def test_asking_and_locking_load_nothing_before_they_are_needed() -> None:
    look = (
        "import sys, fittvp.cli.ask, fittvp.cli.draft, fittvp.cli.hold, fittvp.cli.output\n"
        "print({'questionary', 'prompt_toolkit', 'filelock', 'yaml', 'pydantic'} & set(sys.modules) or 'nothing')"
    )
    with start(look) as process:
        assert process.stdout is not None
        assert process.stdout.read() == "nothing\n"
