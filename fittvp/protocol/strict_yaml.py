"""Reads YAML as a clinic means it: every scalar is the text that was written, and nothing is clever.

Floor: protocol. It turns one text into dicts, lists and strings, with the line of every key if asked.
It refuses duplicate keys, anchors, aliases, tags, several documents, and whatever is too deep or too big.
It refuses to know files, rules and patients: the caller says what the text is called.
"""

from __future__ import annotations

from typing import Any, Final

import yaml

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # a Python built without libyaml: slower, same answers
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

MAX_DEPTH: Final = 32
MAX_NODES: Final = 400_000
Path = tuple[str | int, ...]


class YamlProblem(ValueError):
    """One thing that stops a text from being read. `line` counts from 1; 0 means the whole text."""

    def __init__(self, line: int, what: str, remedy: str, source: str = "") -> None:
        self.line, self.what, self.remedy, self.source = line, what, remedy, source
        where = f"{source}, line {line}" if line else source
        super().__init__(f"{where}: {what}. {remedy}" if where else f"{what}. {remedy}")


def load_strict(text: str, source: str) -> Any:
    """The data of one YAML document: dicts, lists and strings only. Raises YamlProblem."""
    return _Builder(source, None).build(text)


def load_with_lines(text: str, source: str = "") -> tuple[Any, dict[Path, int]]:
    """As load_strict, with the line (from 1) of every mapping key and list item by its path."""
    lines: dict[Path, int] = {}
    return _Builder(source, lines).build(text), lines


class _Builder:
    """Builds the data from parser events with its own stack, so that depth never reaches Python's."""

    def __init__(self, source: str, lines: dict[Path, int] | None) -> None:
        self.source, self.lines = source, lines
        self.stack: list[_Open] = []
        self.nodes = 0
        self.result: Any = None

    def build(self, text: str) -> Any:
        try:
            loader = _Loader(text)
        except (yaml.YAMLError, UnicodeError) as error:
            raise self._unreadable(error) from None
        try:
            self._run(loader)
        except (yaml.YAMLError, UnicodeError) as error:
            raise self._unreadable(error) from None
        finally:
            loader.dispose()
        return self.result

    def _run(self, loader: Any) -> None:
        documents = 0
        while (event := loader.get_event()) is not None:
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._check(event)
                self._scalar(event)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self._check(event)
                self._open(event, {} if kind is yaml.MappingStartEvent else [])
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self._place(self.stack.pop())
            elif kind is yaml.AliasEvent:
                raise self._problem(event, "an alias (*name) is not allowed", "Write the value out.")
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise self._problem(
                        event, "a second document begins here", "Keep one document in a file."
                    )

    def _check(self, event: Any) -> None:
        self.nodes += 1
        if event.anchor is not None:
            raise self._problem(
                event, "an anchor (&name) is not allowed", "Write the value out where it is used."
            )
        if event.tag is not None:
            raise self._problem(event, "a tag (!name) is not allowed", "Write the plain value.")
        if self.nodes > MAX_NODES:
            raise self._problem(event, f"more than {MAX_NODES} values", "Split the file.")

    def _scalar(self, event: Any) -> None:
        top = self.stack[-1] if self.stack else None
        if top is not None and top.wants_key:
            self._key(top, event.value, event)
        else:
            self._mark(top, event)
            self._add(top, event.value)

    def _open(self, event: Any, data: Any) -> None:
        top = self.stack[-1] if self.stack else None
        if top is not None and top.wants_key:
            raise self._problem(
                event, "a list or a mapping stands where a name is expected", "Write a plain name."
            )
        if len(self.stack) >= MAX_DEPTH:
            raise self._problem(event, f"nested deeper than {MAX_DEPTH} levels", "Flatten it.")
        self._mark(top, event)
        path: Path = ()
        if top is not None and self.lines is not None:
            path = (*top.path, len(top.data) if top.is_list else top.key)
        self.stack.append(_Open(data, path))

    def _key(self, top: _Open, key: str, event: Any) -> None:
        if key in top.data:
            first = f" (first on line {top.key_lines[key]})"
            raise self._problem(
                event, f"the name `{_short(key)}` stands twice{first}", "Keep one of the two."
            )
        top.key, top.wants_key = key, False
        top.key_lines[key] = event.start_mark.line + 1
        if self.lines is not None:
            self.lines[(*top.path, key)] = event.start_mark.line + 1

    def _mark(self, top: _Open | None, event: Any) -> None:
        if self.lines is not None and top is not None and top.is_list:
            self.lines[(*top.path, len(top.data))] = event.start_mark.line + 1

    def _place(self, done: _Open) -> None:
        self._add(self.stack[-1] if self.stack else None, done.data)

    def _add(self, top: _Open | None, value: Any) -> None:
        if top is None:
            self.result = value
        elif top.is_list:
            top.data.append(value)
        else:
            top.data[top.key] = value
            top.wants_key = True

    def _problem(self, event: Any, what: str, remedy: str) -> YamlProblem:
        return YamlProblem(event.start_mark.line + 1, what, remedy, self.source)

    def _unreadable(self, error: Exception) -> YamlProblem:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        detail = getattr(error, "problem", None) or getattr(error, "reason", None) or "not readable as YAML"
        line = mark.line + 1 if mark is not None else 0
        return YamlProblem(
            line, str(detail), "Check the indentation, the colons and the quotes there.", self.source
        )


class _Open:
    """A list or mapping that has not ended yet."""

    __slots__ = ("data", "is_list", "key", "key_lines", "path", "wants_key")

    def __init__(self, data: Any, path: Path) -> None:
        self.data, self.path = data, path
        self.is_list = isinstance(data, list)
        self.wants_key = not self.is_list
        self.key = ""
        self.key_lines: dict[str, int] = {}


def _short(text: str) -> str:
    clean = "".join(letter if letter.isprintable() else "?" for letter in text)
    return clean if len(clean) <= 40 else clean[:37] + "..."
