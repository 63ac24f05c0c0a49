"""What the makers of props are given: the exercise, the bodies, the hands, and two lists to put things on.

Floor: figure. It refuses to draw.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from fittvp.figure.body import FLESH, SIDES, Body
from fittvp.figure.grips import Grips
from fittvp.figure.place import seat_of
from fittvp.figure.pose import Pose
from fittvp.figure.things import Thing
from fittvp.figure.vec import Vec


@dataclass(slots=True)
class Stage:
    """`behind` is drawn before the figure, `before` over it. What stands still is placed from `first`."""

    pose: Pose
    bodies: list[Body]
    held: Grips
    moment: int
    behind: list[Thing] = field(default_factory=list)
    before: list[Thing] = field(default_factory=list)

    @property
    def body(self) -> Body:
        return self.bodies[self.moment]

    @property
    def still(self) -> Body:
        """The body from which standing things are measured: the first, or in travel the present one."""
        return self.body if self.pose.cycle == "travel" else self.bodies[0]

    @property
    def seat(self) -> float:
        """The top of the seat."""
        return seat_of(self.pose) - FLESH["pelvis"] * 0.95

    def reach(self, *names: str) -> tuple[float, float]:
        """How far joints of these names extend along x, over all moments shown on one ground."""
        shown = [self.body] if self.pose.cycle == "travel" else self.bodies
        xs = [
            place[0] for body in shown for name, place in body.at.items() if not names or name.endswith(names)
        ]
        return min(xs), max(xs)

    def hands(self) -> list[Vec]:
        return [self.body.at[f"{side}_hand"] for side in SIDES]
