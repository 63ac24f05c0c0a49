"""A draft of a week's answers, beside the record: what was answered and is not yet in the plan.

Floor: cli. YAML that `--from` reads, for the owner's eyes only, never half written.
It refuses to know what an answer means: it gives back the text that was typed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from fittvp.cli.errors import Refusal

Answer = str | list[str]
"""As in a patient file: a text, or for a set of words the list of them; []: asked, none."""

_ENDING: Final = ".draft.yaml"
_HEAD = (
    "# Answers that are not in the plan yet. `fittvp review` goes on from them, or takes them with --from.\n"
)


def draft_beside(record: Path, week: int) -> Path:
    """`ID-week-3.draft.yaml`, in the folder of `ID-plan.json`."""
    return record.with_name(f"{record.stem.removesuffix('-plan')}-week-{week}{_ENDING}")


def free_draft(path: Path) -> Path:
    """This draft's name if nothing has it, else the next: for answers that must not replace somebody's others."""
    stem, number, free = path.name.removesuffix(_ENDING), 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{stem}-{number}{_ENDING}")
    return free


def save_draft(path: Path, answers: Mapping[str, Any]) -> None:
    """Keep the answers in place of what the draft held; no answers: no draft. Raises Refusal."""
    from fittvp.cli.output import write_all

    if not answers:
        path.unlink(missing_ok=True)
        return
    write_all(path.parent, {path.name: draft_text(answers).encode()}, force=True, private=True)


def draft_text(answers: Mapping[str, Any]) -> str:
    """YAML in which every name and value is quoted, so that each reads back as the same text.

    Sections and dated entries, as a file given with --from may hold them, stay what they are.
    """
    import yaml

    return _HEAD + yaml.dump(
        _texts(answers), Dumper=yaml.SafeDumper, default_style='"', allow_unicode=True, sort_keys=False,
        default_flow_style=False, width=2**30,
    )  # fmt: skip


def _texts(value: Any) -> Any:
    """Texts all the way down: yes for true, and no half letters, which no file can keep."""
    if isinstance(value, Mapping):
        return {_texts(name): _texts(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_texts(each) for each in value]
    if value is None or isinstance(value, bool):
        return {None: "", True: "yes", False: "no"}[value]
    return str(value).encode("utf-8", "replace").decode()


def read_draft(path: Path) -> dict[str, Answer]:
    """The answers that were kept; {} where there is no draft. Raises Refusal for what is none."""
    from fittvp.cli.read import read_patient_file
    from fittvp.model.problems import PatientError

    if not path.exists():
        return {}
    remedy = f"Mend it; or, if nothing in it is needed, delete `{path}` and begin again."
    try:
        data = read_patient_file(path)
    except PatientError as error:
        raise Refusal(f"The answers that were kept cannot be read. {error} {remedy}") from None
    for name, value in data.items():
        whole = isinstance(value, str) or (isinstance(value, list) and all(isinstance(v, str) for v in value))
        if not whole:
            raise Refusal(
                f"The answers that were kept cannot be gone on from: {name} is no plain answer. --from takes them. {remedy}"
            )
    return data


def kept_on(path: Path) -> dt.date:
    """The day on which the draft was last written."""
    return dt.date.fromtimestamp(path.stat().st_mtime)


def drop_draft(path: Path) -> None:
    """The answers are in the plan: the draft and its lock go, if they can. Never fails: the plan is written."""
    from fittvp.cli.hold import lock_of

    for each in (path, lock_of(path)):
        with suppress(OSError):
            each.unlink(missing_ok=True)
