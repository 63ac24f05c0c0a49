"""A patient's record (ID-plan.json): opened with its own libraries, continued by one event, written whole.

Floor: cli. It tells of a chain that was edited by hand and goes on from the events as they stand: noticed, not
prevented. It refuses files of a newer format, and says exactly why an older one cannot be continued.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fittvp.cli import clock
from fittvp.cli.errors import Refusal

if TYPE_CHECKING:
    from fittvp.cli.keep import Writer
    from fittvp.model.event import What
    from fittvp.model.plan import Plan
    from fittvp.protocol.library import Library

LARGEST = 50_000_000  # bytes; a plan of a year has about 5 million


@dataclass(slots=True)
class Record:
    """An opened record. `present`: the library of this program or of --protocols. `notes` go to stderr."""

    path: Path
    plan: Plan
    libraries: dict[str, Library]
    present: Library
    seen: str  # the file's own hash when it was read
    notes: list[str] = field(default_factory=list)

    @property
    def head(self) -> str:
        """The hash of the last event: what was there when the record was read."""
        return self.plan.events[-1].hash

    @property
    def on(self) -> dt.date:
        return dt.date.fromisoformat(self.plan.on)

    def today(self) -> dt.date:
        """Today, or the day of the last entry if that is later."""
        return max(clock.today(), dt.date.fromisoformat(self.plan.as_of))


def read_bytes(path: str | Path) -> bytes:
    """The file's content. Raises Refusal."""
    name = Path(path).name
    try:
        with open(path, "rb") as opened:
            content = opened.read(LARGEST + 1)
    except FileNotFoundError:
        raise Refusal(f"{name}: there is no such file. `fittvp plan PATIENT` writes one.") from None
    except OSError as error:
        raise Refusal(f"{name} cannot be opened ({type(error).__name__}). Check the path.") from None
    if len(content) > LARGEST:
        raise Refusal(f"{name} is too large to be a plan.")
    return content


def read_plan(path: str | Path, present: Library | None = None) -> Plan:
    """The plan of a file, brought to this format. Raises Refusal.

    Without `present`, a plan of an older format is opened to be read, as it was printed.
    """
    from fittvp.model.plan import FORMAT, load

    name, content = Path(path).name, read_bytes(path)
    try:
        plan = load(content.decode())
        if plan.format == FORMAT:
            return plan
    except ValueError:
        pass
    raw = _object(content)
    found = raw.get("format") if raw else None
    if isinstance(found, int) and found > FORMAT:
        raise Refusal(
            f"{name} was written by a newer fittvp (its format is {found}, this program knows {FORMAT}). "
            "Update fittvp to read it."
        )
    if raw is not None and found == 1:
        from fittvp.cli.upgrade import from_format_1, readable_1

        return readable_1(raw, name) if present is None else from_format_1(raw, present, name)
    if raw is not None and found == FORMAT:
        raise Refusal(f"{name} is damaged: parts of it are missing or wrong. Take the record from a backup.")
    raise Refusal(
        f"{name} is no plan of this version of fittvp. Give the ID-plan.json that `fittvp plan` wrote."
    )


def _object(content: bytes) -> dict[str, Any] | None:
    try:
        raw = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return raw if isinstance(raw, dict) else None


def open_record(path: str, protocols: str | None = None) -> Record:
    """The record with the libraries of its events. Raises Refusal."""
    from fittvp.cli.case import open_library
    from fittvp.model.chain import broken

    present = open_library(protocols)
    seen = hashlib.sha256(read_bytes(path)).hexdigest()
    plan = read_plan(path, present)
    if not plan.events or plan.events[0].what.kind != "made":
        raise Refusal(
            f"{Path(path).name} holds no first event: it is damaged. Take the record from a backup."
        )
    libraries = {digest: _library(plan, digest, present) for digest in digests_of(plan)}
    record = Record(Path(os.path.realpath(path)), plan, libraries, present, seen)
    record.notes += [f"Changed by hand: {line}" for line in broken(plan.events)]
    record.plan = replayed(record)
    if record.plan.model_copy(update={"engine": plan.engine}) != plan:
        record.notes.append(
            "The weeks in the file are not those that its events lead to (fittvp replay): its events count."
        )
    return record


def digests_of(plan: Plan) -> list[str]:
    """The libraries that the events name, in order."""
    return list(dict.fromkeys(e.what.library for e in plan.events if e.what.kind in ("made", "migrate")))


def _library(plan: Plan, digest: str, present: Library) -> Library:
    from fittvp.protocol.archive import BadArchive, unpack_texts
    from fittvp.protocol.library import library_of

    if digest == present.digest:
        return present
    if digest not in plan.texts:
        raise Refusal(f"{plan.id}: the record does not hold the protocols that it was made with.")
    try:
        return library_of(unpack_texts(plan.texts[digest], digest))
    except BadArchive as error:
        raise Refusal(f"{plan.id}: {error}. Take the record from a backup.") from None
    except ValueError as error:
        raise Refusal(
            f"{plan.id}: this fittvp cannot read the protocols that the plan was made with "
            f"(fittvp {plan.engine}). Use that version, or make a new plan.\n{error}"
        ) from None


def continued(record: Record, what: What, on: dt.date, by: str, reason: str) -> Plan:
    """The plan after one more event. Raises Refusal where it does not fit or would pass a limit."""
    from fittvp.cli.told import followed_words
    from fittvp.engine.accept import accept
    from fittvp.engine.course import NotNow, follow_events
    from fittvp.engine.prescribe import NoSuchOverride, PassesALimit, plan_of
    from fittvp.model.chain import sealed
    from fittvp.model.event import Adjusted

    if on < dt.date.fromisoformat(record.plan.as_of):
        raise Refusal(f"--on {on} is before the last entry of this plan ({record.plan.as_of}).")
    event = sealed(record.plan.events, what, on.isoformat(), clock.stamp(), by, reason)
    try:
        course = follow_events(record.plan.events, record.libraries)
        before = course.turns[-1].state
        course.take(event)
        if isinstance(what, Adjusted):
            accept(what, before, course)
        plan = plan_of(course, [*record.plan.events, event])
        told = sealed(record.plan.events, what, event.on, event.recorded, by, reason, followed_words(plan))
        plan = plan.model_copy(update={"events": [*record.plan.events, told]})
        return kept_with(plan, record.plan, record.libraries)
    except (NotNow, PassesALimit, NoSuchOverride) as error:
        raise Refusal(str(error)) from None


def replayed(record: Record) -> Plan:
    """What the events lead to, worked out anew. Raises Refusal where they do not fit together."""
    from fittvp.engine.course import NotNow
    from fittvp.engine.prescribe import replay

    try:
        plan = replay(record.plan.events, record.libraries)
    except (NotNow, LookupError, ValueError) as error:
        raise Refusal(f"The events do not fit together: {error}.") from None
    return kept_with(plan, record.plan, record.libraries)


def kept_with(plan: Plan, before: Plan | None, libraries: dict[str, Library], **more: Any) -> Plan:
    """The plan with the protocol texts of its events, and the pages' looks, as they are kept."""
    texts = before.texts if before else {}
    texts = {digest: texts.get(digest) or libraries[digest].packed for digest in digests_of(plan)}
    printing = before.printing if before else plan.printing
    return plan.model_copy(update={"texts": texts, "printing": printing, **more})


def write_next(
    record: Record, plan: Plan, writer: Writer, keep: Callable[[], Path] | None = None, again: str = ""
) -> list[Path]:
    """The three files of the next version, beside the record, under its lock: all or none.

    Refused where somebody else continued the record meanwhile; `keep` then keeps this person's answers in a
    file, for the command `again`.
    """
    from fittvp.cli.hold import holding, same_head

    files = writer.draw(plan)
    with holding(record.path):
        try:
            if hashlib.sha256(read_bytes(record.path)).hexdigest() != record.seen:
                same_head(record.path, record.head)
        except Refusal:
            if keep is not None:
                same_head(record.path, record.head, keep(), again)
            raise
        return writer.write(record.path, files)
