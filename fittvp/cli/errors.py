"""Exit codes, and how anything that goes wrong becomes one clear message.

Floor: cli. 0 issued (ok or caution), 20 deferred, 30 refused, 2 the input or the command is wrong.
Never a traceback, never a patient's fact beyond the value in question. FITTVP_DEBUG=1 shows developers more.
"""

from __future__ import annotations

import errno
import os
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import click

ISSUED, WRONG, DEFERRED, REFUSED = 0, 2, 20, 30
EXIT = {"ok": ISSUED, "caution": ISSUED, "defer": DEFERRED, "refuse": REFUSED}
EXIT_WORDS = (
    "Exit codes: 0 plan issued (ok or caution), 20 deferred, 30 refused, 2 the input or the command is wrong."
)


class Refusal(click.ClickException):
    """The command cannot be done as asked. The message says what is wrong and what to do. Exit code 2."""

    exit_code = WRONG

    def show(self, file: object = None) -> None:
        del file
        click.echo(self.format_message(), err=True)


@contextmanager
def clear_errors() -> Iterator[None]:
    """Everything that may fail below a command ends as one message and exit code 2."""
    try:
        yield
    except (click.exceptions.Exit, click.Abort, click.ClickException):
        raise
    except KeyboardInterrupt:
        raise Refusal("Stopped. Nothing was written.") from None
    except BrokenPipeError:
        raise
    except OSError as error:
        raise Refusal(disk_words(error)) from None
    except MemoryError:
        raise Refusal("There is not enough memory. Nothing was written.") from None
    except Exception as error:
        if os.environ.get("FITTVP_DEBUG"):
            raise
        raise Refusal(_own_fault(error)) from None


def disk_words(error: OSError, folder: str = "") -> str:
    """What the disk refused, and what to do about it."""
    place = f"the folder `{folder}`" if folder else "the disk"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return (
            f"There is no room left in {place}. Nothing was written. Free some space, or use another folder."
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"Writing is not allowed in {place}. Nothing was written. Use another folder."
    if error.errno in (errno.ENOTDIR, errno.EEXIST, errno.EISDIR):
        return f"There is a file where {place} should be. Nothing was written. Use another folder."
    if error.errno == errno.ENAMETOOLONG:
        return f"A name is too long for {place}. Nothing was written. Use a shorter one."
    if error.errno == errno.ENOENT:
        return f"{place[0].upper()}{place[1:]} cannot be made. Nothing was written. Use another folder."
    return f"Writing to {place} failed ({type(error).__name__}). Nothing was written. Check it and try again."


def _own_fault(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    shown = [frame for frame in frames if "fittvp" in frame.filename][-1:] or frames[-1:]
    place = ", ".join(f"{os.path.basename(frame.filename)}, line {frame.lineno}" for frame in shown)
    return (
        f"This is a fault of fittvp, not yours ({type(error).__name__} in {place}). Nothing was written. "
        "Please report it with these words, and without the patient's file."
    )
