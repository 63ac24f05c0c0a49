"""One writer at a time for a record, and a word to the second: who wrote what since they began.

Floor: cli. The lock lies beside the record and the kernel gives it back when its process dies.
It refuses to know what an event leads to, and to read more of the record than its events.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import shlex
import stat
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fittvp.cli.errors import Refusal, disk_words

WAIT = 10.0
BUSY = "Somebody else is writing this plan just now. Nothing was written; try again in a moment."
_NAMED = 3


@contextmanager
def holding(path: Path, timeout: float = WAIT, busy: str = BUSY) -> Iterator[None]:
    """Hold the record for writing. Waits `timeout` seconds, then raises Refusal with the words `busy`.

    One file has one lock, by whatever path it is named. Not reentrant. The empty lock file stays: removing it
    would let two writers in.
    """
    from filelock import FileLock, Timeout

    real = Path(os.path.realpath(path))
    lock = FileLock(lock_of(real), mode=_who_may_write(real.parent))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a disk without locks gets filelock's next best
            lock.acquire(timeout=timeout)
    except Timeout:
        raise Refusal(busy) from None
    except OSError as error:
        raise Refusal(disk_words(error, str(real.parent))) from None
    try:
        yield
    finally:
        lock.release()


def lock_of(path: Path) -> Path:
    """The lock file beside a file."""
    return path.with_name(f".{path.name}.lock")


def same_head(path: Path, head: str, kept: Path | None = None, again: str = "") -> None:
    """Under the lock: Refusal if events came in after the one whose hash is `head`.

    `kept`: the draft that holds this person's answers. `again`: the command to run with it, without --from.
    """
    events = _events(path)
    if events and events[-1].get("hash") == head:
        return
    places = [place for place, event in enumerate(events) if event.get("hash") == head]
    if places:
        came = [told(event) for event in events[places[-1] + 1 :]]
        rest = [f"{len(came) - _NAMED} more came in"] if len(came) > _NAMED else []
        said = f"{_sentence([*came[:_NAMED], *rest])} while you were working."
        said = said[0].upper() + said[1:]
    else:
        said = "This plan was replaced by another while you were working."
    raise Refusal(f"{said} {_what_now(path, kept, again)}")


def told(event: dict[str, Any]) -> str:
    """`Dr B recorded the review of week 3 on 2026-12-14 at 10:05 UTC`: an event of the record, as it stands there."""
    what = event.get("what")
    what = what if isinstance(what, dict) else {}
    week = _plain(what.get("week", what.get("from_week", "")))
    deeds = {
        "made": "made the plan",
        "review": f"recorded the review of week {week}",
        "adjust": f"adjusted the plan as of week {week}",
        "migrate": f"moved the plan to other protocol texts as of week {week}",
    }
    who = _plain(event.get("by", "")) or "somebody who gave no name"
    return f"{who} {deeds.get(str(what.get('kind')), 'changed the plan')}{_when(event)}"


def _what_now(path: Path, kept: Path | None, again: str) -> str:
    read = f"Read what changed (fittvp history {shlex.quote(str(path))})"
    if kept is None:
        return f"Nothing was written. {read}, then try again."
    command = f"{again or 'the same command'} --from {shlex.quote(str(kept))}"
    return f"Nothing of yours was lost: your answers are in {kept}. {read}, then run: {command}"


def _when(event: dict[str, Any]) -> str:
    """The moment of writing; where it is not known, the day that the event holds for."""
    try:
        moment = dt.datetime.fromisoformat(str(event.get("recorded")))
    except ValueError:
        day = _plain(event.get("on", ""))
        return f" on {day}" if day else ""
    moment = moment.astimezone(dt.UTC) if moment.tzinfo else moment
    return f" on {moment:%Y-%m-%d} at {moment:%H:%M} UTC"


def _events(path: Path) -> list[dict[str, Any]]:
    try:
        events = json.loads(path.read_bytes())["events"]
        return [event for event in events if isinstance(event, dict)]
    except FileNotFoundError:
        raise Refusal(f"`{path}` is gone: it was moved or deleted. Nothing was written.") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Refusal(
            f"`{path}` is no longer a plan that can be read. Nothing was written. Find out who changed it."
        ) from None


def _who_may_write(folder: Path) -> int:
    """Whoever may write into the folder may hold the lock; nobody else."""
    return (stat.S_IMODE(folder.stat().st_mode) & 0o666) | 0o600


def _plain(value: object) -> str:
    from fittvp.model.problems import quoted

    return quoted(value)[1:-1].strip()


def _sentence(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
