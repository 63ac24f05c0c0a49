"""`fittvp schema`: the JSON Schema of a patient file, a plan or a protocol, for editors and programs.

Floor: cli.
"""

from __future__ import annotations

import json
from typing import Any

import click

from fittvp.cli import options


@click.command("schema")
@click.argument("what", type=click.Choice(["patient", "plan", "protocol"]))
@options.protocols
def command(what: str, protocols: str | None) -> None:
    """Print the JSON Schema of a patient file, a plan.json or a protocol.

    \b
    Example:
      fittvp schema patient > patient.schema.json
      fittvp schema plan
    """
    click.echo(json.dumps(_schema(what, protocols), ensure_ascii=False, indent=1))


def _schema(what: str, protocols: str | None) -> dict[str, Any]:
    if what == "patient":
        from fittvp.cli.case import open_library
        from fittvp.model.patient_schema import patient_schema

        return patient_schema(open_library(protocols).facts)
    if what == "plan":
        return plan_schema()
    from fittvp.protocol.schema import Protocol

    return Protocol.model_json_schema()


def plan_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of plan.json."""
    from fittvp.model.plan import FORMAT, Plan

    schema = Plan.model_json_schema()
    title = f"fittvp plan, format {FORMAT}"
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": title}
