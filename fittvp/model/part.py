"""The base of everything that is kept in a record: frozen, extra keys refused.

Floor: model. It refuses to know what is kept.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A piece of the record, at the border only."""

    model_config = ConfigDict(frozen=True, extra="forbid")
