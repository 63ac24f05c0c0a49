"""`fittvp`: the door. Each command lives in its own module and is loaded only when it is called.

Floor: cli. It refuses to import anything heavy; `fittvp --help` loads click and the commands' own words.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from importlib import import_module
from types import FrameType
from typing import Any

import click

from fittvp import __version__
from fittvp.cli.errors import EXIT_WORDS, clear_errors

COMMANDS = (
    *("plan", "review", "adjust", "check", "explain", "history", "diff", "replay", "migrate", "print"),
    *("protocols", "exercises", "schema", "new"),
)


class Doors(click.Group):
    """Commands by name, imported on demand; whatever fails in one ends as one clear message."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = import_module(f"fittvp.cli.{cmd_name}").command
        return found

    def invoke(self, ctx: click.Context) -> Any:
        with clear_errors():
            return super().invoke(ctx)


@click.group(
    cls=Doors,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=EXIT_WORDS,
)
@click.version_option(__version__, prog_name="fittvp")
def app() -> None:
    """From a patient's file to a cited, week-by-week exercise prescription.

    It informs; it does not replace the clinician, who reads, changes and signs the plan.

    \b
    Example:
      fittvp new patient.yaml
      fittvp check patient.yaml
      fittvp plan patient.yaml
      fittvp review output/patient-plan.json --week 1 --sessions-done 3 --pain 2 --otherwise-well
      fittvp explain output/patient-plan.json --field aerobic.session_time
    """


def main() -> None:
    """The console script."""
    gc.disable()  # one short run, under a hundred megabytes: collecting costs a tenth of it and frees nothing
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # no other package's plugin sees a patient
    signal.signal(signal.SIGTERM, _stopped)
    sys.exit(app(prog_name="fittvp"))


def _stopped(number: int, frame: FrameType | None) -> None:
    """A polite request to end is treated as the keyboard's: nothing half-written stays."""
    del number, frame
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
