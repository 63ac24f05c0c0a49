"""Compiles `protocols/facts.yaml` into Facts: units ready to multiply, ranges and good values in kept units.

Floor: protocol. Strict: unknown keys, wrong kinds and impossible units are refused, all at once.
It leaves `expected_when` and `condition` as written: the library compiles them when all facts are known.
It refuses to read files and to know any patient.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

from fittvp.model.fact import Fact, Value
from fittvp.model.history import read_band
from fittvp.model.problems import PatientError, nearest
from fittvp.model.units import read_quantity
from fittvp.model.words import duration_days
from fittvp.protocol.spellings import SpellingError, compile_spellings

KINDS: Final = ("quantity", "choice", "choices", "flag", "date", "text")
OPERATIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "age": (), "bmi": (), "egfr": (), "kidney_stage": (), "adjusted_calcium": (), "heart_rate_reserve": (),
    "count": ("of",), "is_dated": ("of",), "weeks_since": ("of",), "lowest_of": ("of",),
    "when": ("condition",), "highest_within": ("of", "within"), "lowest_within": ("of", "within"),
    "change_since": ("of", "within"), "in_a_row": ("of", "band", "apart"),
}  # fmt: skip
_OPTIONS: Final = ("of", "within", "band", "apart", "from")
_TEXTS: Final = (
    "label",
    "plain",
    "group",
    "kind",
    "unit",
    "plausible",
    "shelf_life",
    "derived",
    "required",
    "renewed",
)
_CONDITIONS: Final = ("expected_when", "condition")
_LISTS: Final = ("accepts", "molar_mass", "valence", "choices", "names", "good")
_KEYS: Final = frozenset((*_TEXTS, *_OPTIONS, *_CONDITIONS, *_LISTS))
_ONLY: Final[Mapping[str, tuple[str, ...]]] = {  # keys that only these kinds may have
    **dict.fromkeys(("unit", "accepts", "molar_mass", "valence", "plausible"), ("quantity",)),
    **dict.fromkeys(("choices", "names", "from"), ("choice", "choices")),
}
_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class FactProblem:
    """`fact` and `key` say where in facts.yaml; `key` is empty for the fact as a whole."""

    fact: str
    key: str
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        place = f"{self.fact}.{self.key}" if self.key else self.fact
        return f"{place}: {self.what} {self.remedy}".strip()


class FactsError(ValueError):
    """Everything that is wrong with facts.yaml."""

    def __init__(self, problems: list[FactProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in problems))


def load_facts(
    raw: Mapping[str, Any], vocabularies: Mapping[str, Mapping[str, str]] | None = None
) -> dict[str, Fact]:
    """Facts by name, in the file's order. `vocabularies`: word -> label for each name used in `from`.

    A `from` that is no vocabulary takes the choices of the fact of that name. Raises FactsError.
    """
    problems: list[FactProblem] = []
    known = dict(vocabularies or {})
    for name, definition in raw.items():
        if isinstance(definition, Mapping) and isinstance(definition.get("choices"), Mapping):
            known.setdefault(name, definition["choices"])
    facts: dict[str, Fact] = {}
    for name, definition in raw.items():
        reader = _Reader(str(name), definition, known, problems)
        fact = reader.fact()
        if fact is not None:
            facts[fact.name] = fact
    _check_references(facts, raw, problems)
    if problems:
        raise FactsError(problems)
    return facts


def fact_to_json(fact: Fact) -> dict[str, Any]:
    """Plain dicts, lists, strings and numbers; defaults left out. Conditions stay whatever they are."""
    plain: dict[str, Any] = {}
    for field in fields(Fact):
        value = getattr(fact, field.name)
        if value is not None and value != field.default:
            plain[field.name] = _plain(value)
    return plain


def fact_from_json(plain: Mapping[str, Any]) -> Fact:
    """The Fact that fact_to_json wrote."""
    values = dict(plain)
    if "spellings" in values:
        values["spellings"] = {name: (pair[0], pair[1]) for name, pair in values["spellings"].items()}
    if "plausible" in values:
        values["plausible"] = tuple(values["plausible"])
    if isinstance(values.get("good"), list):
        values["good"] = frozenset(values["good"])
    return Fact(**values)


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, (list, tuple)) else value


def _check_references(facts: Mapping[str, Fact], raw: Mapping[str, Any], problems: list[FactProblem]) -> None:
    for fact in facts.values():
        of = (fact.options or {}).get("of", [])
        for name in [of] if isinstance(of, str) else of:
            if name not in raw:
                problems.append(
                    FactProblem(fact.name, "of", f"there is no fact `{name}`.", nearest(str(name), raw))
                )
            elif fact.derived in ("weeks_since", "is_dated") and name in facts and facts[name].kind != "date":
                problems.append(FactProblem(fact.name, "of", f"`{name}` is not a date."))
            elif fact.derived == "in_a_row" and name in facts:
                try:
                    read_band(str((fact.options or {}).get("band")), facts[name])
                except ValueError as error:
                    problems.append(FactProblem(fact.name, "band", str(error)))


class _Reader:
    """Reads one definition; every problem goes to the shared list, with the key it is about."""

    def __init__(
        self, name: str, raw: Any, vocabularies: Mapping[str, Mapping[str, str]], problems: list[FactProblem]
    ) -> None:
        self.name, self.raw, self.vocabularies, self.problems = name, raw, vocabularies, problems

    def fact(self) -> Fact | None:
        if not isinstance(self.raw, Mapping):
            self._say("", "a fact is a mapping.", "Write `{label: ..., group: ..., kind: ...}`.")
            return None
        before = len(self.problems)
        self._check_keys()
        if len(self.problems) > before:
            return None
        draft = Fact(
            name=self.name,
            label=self._text("label"),
            plain=self._text("plain") or self._text("label"),
            group=self._text("group"),
            kind=self._text("kind"),
            unit=self._text("unit"),
            spellings=self._spellings(),
            shelf_days=self._shelf_days(),
            choices=self._choices(),
            names=self._names(),
            derived=self._text("derived"),
            options={key: self.raw[key] for key in _OPTIONS if key in self.raw} or None,
            expected_when=self.raw.get("expected_when"),
            condition=self.raw.get("condition"),
            required=self._text("required") == "yes",
            renewed=self._text("renewed") == "yes",
        )
        if len(self.problems) > before:
            return None
        ranged = _with(draft, plausible=self._plausible(draft))
        return _with(ranged, good=self._good(ranged)) if "good" in self.raw else ranged

    def _check_keys(self) -> None:
        if not _NAME.fullmatch(self.name):
            self._say("", "a fact's name is small letters, digits and _.")
        kind = self.raw.get("kind")
        for key in self.raw:
            if key not in _KEYS:
                self._say(str(key), "is not a key of a fact.", nearest(str(key), _KEYS))
            elif kind in KINDS and key in _ONLY and kind not in _ONLY[key]:
                self._say(key, f"a {kind} has no `{key}`.")
        for key in ("label", "group", "kind"):
            if not isinstance(self.raw.get(key), str) or not self.raw[key]:
                self._say(key, "is missing.")
        if isinstance(kind, str) and kind not in KINDS:
            self._say("kind", f"`{kind}` is not a kind.", f"Kinds: {', '.join(KINDS)}.")
        if kind == "quantity" and not self.raw.get("unit"):
            self._say("unit", "a quantity needs its unit.")
        if kind in ("choice", "choices") and ("choices" in self.raw) == ("from" in self.raw):
            self._say("choices", f"a {kind} needs either `choices` or `from`.")
        for key in ("required", "renewed"):
            if self.raw.get(key, "no") not in ("yes", "no"):
                self._say(key, "is yes or no.")
        self._check_derived()

    def _check_derived(self) -> None:
        operation = self.raw.get("derived")
        wanted = OPERATIONS.get(operation, ()) if isinstance(operation, str) else ()
        if operation is not None and operation not in OPERATIONS:
            self._say("derived", f"`{operation}` is not an operation.", nearest(str(operation), OPERATIONS))
            return
        for key in ("of", "within", "band", "apart", "condition"):
            if key in self.raw and key not in wanted:
                self._say(key, f"`{operation or 'a fact that is not derived'}` takes no `{key}`.")
            elif key in wanted and key not in self.raw:
                self._say(key, f"`{operation}` needs `{key}`.")
        for key in ("within", "apart"):
            if key in self.raw:
                self._days(key)

    def _text(self, key: str) -> str:
        value = self.raw.get(key, "")
        if not isinstance(value, str):
            self._say(key, "is a text.")
            return ""
        return value

    def _spellings(self) -> Mapping[str, tuple[float, float]] | None:
        if self.raw["kind"] != "quantity":
            return None
        if not isinstance(self.raw.get("accepts", []), list):
            self._say("accepts", "is a list of units.")
            return None
        try:
            return compile_spellings(self.raw)
        except SpellingError as problem:
            self._say("accepts", f"{problem}.")
            return None

    def _shelf_days(self) -> int | None:
        days = self._days("shelf_life") if "shelf_life" in self.raw else None
        return None if days is None else round(days)

    def _days(self, key: str) -> float | None:
        try:
            return duration_days(str(self.raw[key]))
        except ValueError as error:
            self._say(key, f"{error}.")
            return None

    def _choices(self) -> Mapping[str, str] | None:
        if self.raw["kind"] not in ("choice", "choices"):
            return None
        source = self.raw.get("from")
        choices = self.raw.get("choices") if source is None else self.vocabularies.get(source)
        if not isinstance(choices, Mapping) or not choices:
            self._say("from" if source else "choices", f"no words for `{source or self.name}`.")
            return None
        return {str(word): str(label) for word, label in choices.items()}

    def _names(self) -> Mapping[str, str] | None:
        names = self.raw.get("names")
        if names is None:
            return None
        if not isinstance(names, Mapping):
            self._say("names", "is a mapping of other spellings to words.")
            return None
        for spelling, word in names.items():
            if word not in (self.raw.get("choices") or {}):
                self._say("names", f"`{spelling}` leads to `{word}`, which is not a choice.")
        return {" ".join(str(spelling).casefold().split()): word for spelling, word in names.items()}

    def _plausible(self, fact: Fact) -> tuple[float, float] | None:
        text = self._text("plausible")
        if not text:
            return None
        low, _, rest = text.partition(" to ")
        high, _, unit = rest.partition(" ")
        try:
            ends = tuple(read_quantity(f"{end} {unit}", fact) for end in (low, high))
        except PatientError as error:
            self._say("plausible", error.problems[0].what, "Write `1.5 to 9.0 mmol/L`.")
            return None
        if ends[0] >= ends[1]:
            self._say("plausible", "the low end is not below the high end.")
        return ends[0], ends[1]

    def _good(self, fact: Fact) -> Value | None:
        good = self.raw["good"]
        words = fact.choices or {"yes": "yes", "no": "no"}
        if fact.kind == "quantity" and isinstance(good, str):
            try:
                return read_quantity(good, fact)
            except PatientError as error:
                self._say("good", error.problems[0].what, error.problems[0].remedy)
                return None
        if fact.kind in ("choice", "flag") and good in words:
            return str(good)
        if fact.kind == "choices" and isinstance(good, list) and all(word in words for word in good):
            return frozenset(good)
        if fact.kind == "text" and isinstance(good, str):
            return good
        self._say("good", f"does not fit a {fact.kind}.")
        return None

    def _say(self, key: str, what: str, remedy: str = "") -> None:
        self.problems.append(FactProblem(self.name, key, what, remedy))


def _with(fact: Fact, **changes: Any) -> Fact:
    return Fact(**{field.name: getattr(fact, field.name) for field in fields(Fact)} | changes)
