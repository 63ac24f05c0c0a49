"""The rules of the house, from the first commit: floors, sizes, no number in the engine, sources, cases, fresh pages."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from fittvp.protocol.library import load_library

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "fittvp"
FLOORS = ("model", "protocol", "engine", "figure", "sheet", "pdf", "html", "cli")
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))
CALENDAR = {
    0,
    1,
    2,
    3,
    4,
    6,
    7,
    8,
    9,
    10,
    52,
    60,
    100,
    104,
}  # indices, days, weeks, seconds, percent, rounding, lines
LIBRARY = load_library(cache=False)


def floor_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0]


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_only_go_down(path):
    """A floor imports itself and the floors below it."""
    if floor_of(path) not in FLOORS:
        return
    own = FLOORS.index(floor_of(path))
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "fittvp" and len(parts) > 1 and parts[1] in FLOORS:
            assert FLOORS.index(parts[1]) <= own, f"{path.name} reaches up to {name}"


FORBIDDEN = {
    "model": {"reportlab", "click", "pint", "yaml"}, "protocol": {"reportlab", "click"},
    "engine": {"reportlab", "click", "pint", "yaml", "random", "time", "logging", "os", "pathlib"},
    "figure": {"reportlab", "click", "pint", "yaml", "pydantic", "os", "pathlib", "random", "time"},
    "sheet": {"reportlab", "click", "pint", "yaml", "os", "pathlib"}, "pdf": {"pint", "pydantic", "click", "yaml"},
}  # fmt: skip


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_each_floor_refuses_to_know_what_it_must_not(path):
    """The engine has no clock, disk or random; the page knows no plan; nobody but cli prints."""
    floor = floor_of(path)
    roots = {name.split(".")[0] for name in imports(path)}
    assert not roots & FORBIDDEN.get(floor, set())
    if floor == "pdf":
        assert not any(
            name.startswith(("fittvp.model", "fittvp.protocol", "fittvp.engine")) for name in imports(path)
        )
    if floor == "figure":
        assert not any(
            name.startswith("fittvp.") and not name.startswith("fittvp.figure") for name in imports(path)
        )
    if floor == "sheet":
        assert not any(name.startswith(("fittvp.protocol", "fittvp.engine")) for name in imports(path))
    text = path.read_text(encoding="utf-8")
    if floor != "cli":
        assert not re.search(r"\b(print|input)\(|date\.today\(|datetime\.now\(", text)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_modules_and_functions_stay_small_and_say_what_they_refuse(path):
    """No module over 400 lines, no function over 40; each opens with what it does."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert len(text.splitlines()) <= 400
    assert ast.get_docstring(tree) or not text.strip()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno < 40, (
                f"{node.name} has {node.end_lineno - node.lineno + 1} lines"
            )


def test_the_median_module_is_about_a_hundred_and_twenty_lines():
    """A house of rooms, not of halls."""
    sizes = sorted(
        len(p.read_text(encoding="utf-8").splitlines()) for p in MODULES if p.name != "__init__.py"
    )

    assert sizes[len(sizes) // 2] <= 160


@pytest.mark.parametrize("path", sorted((PACKAGE / "engine").glob("*.py")), ids=lambda p: p.name)
def test_the_engine_owns_no_clinical_number(path):
    """Every number in the engine is an index, the calendar, or arithmetic."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, (int, float))
            and not isinstance(node.value, bool)
        ):
            value = abs(node.value)
            assert value in CALENDAR or value < 1e-6, f"{path.name}:{node.lineno} holds {node.value}"


def test_every_rule_names_a_source_with_a_place_and_how_it_was_seen():
    """Every citation stands in sources.yaml; every figure says strength and seen."""
    for rule in LIBRARY.rules.values():
        assert rule.sources, rule.ref
        for cite in rule.sources:
            assert cite.id in LIBRARY.sources, cite
            assert len(cite.where) >= 3, cite


def test_remembered_and_judged_rules_are_marked_expert_or_not_strong():
    """A figure from memory never passes for strong evidence."""
    for rule in LIBRARY.rules.values():
        first = rule.sources[0]
        if first.id in ("memory", "judgement"):
            assert first.strength == "expert", rule.ref
        if first.seen == "memory":
            assert first.strength != "strong", rule.ref


def test_every_expert_rule_stands_in_the_open_questions():
    """What rests on judgement is a question for a clinician."""
    text = (ROOT / "docs" / "open-questions.md").read_text(encoding="utf-8")
    lost = [
        rule.ref
        for rule in LIBRARY.rules.values()
        if rule.sources[0].strength == "expert" and rule.id not in text
    ]

    assert lost == []


def test_all_protocols_ship_as_drafts():
    """Nobody here may sign; a clinic does."""
    assert {protocol.status for protocol in LIBRARY.protocols} == {"draft"}


def test_general_is_the_most_permissive_protocol():
    """No aim of a condition goes above the healthy adult's."""
    aims = [rule for rule in LIBRARY.rules.values() if rule.kind == "aim"]
    top: dict[tuple[str, str], float] = {}
    for rule in aims:
        if rule.protocol == "general" and rule.when is None:
            for stream in rule.effect.streams:
                for field in ("intensity", "load"):
                    if field in rule.effect.values:
                        top[stream, field] = rule.effect.values[field].high
    for rule in aims:
        for stream in rule.effect.streams:
            for field, band in rule.effect.values.items():
                if (stream, field) in top:
                    assert band.high <= top[stream, field], rule.ref


WORDS = re.compile(
    r"(py" + r"pi\.org|pythonhos" + r"ted|npm" + r"js|/ro" + r"ot/|/wo" + r"rk/|bash_" + r"jobs)"
)


def test_no_file_names_a_machine_or_a_registry():
    """The repository speaks of the product alone."""
    kinds = {".py", ".md", ".yaml", ".toml", ".txt", ".json"}
    for path in ROOT.rglob("*"):
        if path.suffix in kinds and ".git" not in path.parts and ".venv" not in path.parts:
            assert not WORDS.search(path.read_text(encoding="utf-8", errors="replace")), path


def test_test_names_are_sentences():
    """A test's name says what is true."""
    for path in (ROOT / "tests").rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                assert len(node.name.split("_")) >= 5, f"{path.name}: {node.name}"
