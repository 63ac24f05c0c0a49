"""The body as outlines: limbs that grow thinner, a trunk of four depths, a head with a profile and no face.

Floor: figure. It refuses to know exercises and props.
"""

from __future__ import annotations

from fittvp.figure.body import FLESH, Body
from fittvp.figure.camera import Camera, blob, capsule
from fittvp.figure.shapes import Shape, Tone
from fittvp.figure.vec import Point, Vec, add, between

HALO = 0.011
_FACE_SEEN = 0.45  # how squarely the face must turn to the viewer
_HIP, _SHOULDER, _CALF, _NECK = 0.056, 0.031, 0.033, 0.028


def trunk(body: Body, camera: Camera) -> Shape:
    """Hips to neck and head, as one shape."""
    at, flat = body.at, camera.flat
    low, mid, high = at["pelvis"], at["waist"], between(at["waist"], at["chest"], 0.66)
    wide = _across(body, add(low, body.hips.front, 0.010), body.hips.left, 0.040)
    wide += _across(body, add(low, body.hips.front, -0.012), body.hips.left, 0.040)
    middle = _across(body, add(mid, body.hips.front, 0.004 + body.belly), body.chest.left, 0.028)
    ribs = _across(body, high, body.chest.left, 0.046)
    tops = [add(at[f"{side}_shoulder"], body.chest.up, 0.001) for side in ("near", "far")]
    neck = add(at["chest"], body.chest.up, 0.012)
    seat = [(flat(p), 0.053) for p in wide]
    belly = [(flat(p), FLESH["waist"]) for p in middle]
    chest = [(flat(p), FLESH["chest"]) for p in ribs]
    yoke = [(flat(p), 0.034) for p in tops] + [(flat(neck), 0.036)]
    parts = (blob(seat + belly), blob(belly + chest), blob(chest + yoke))
    column = capsule(flat(neck), _NECK + 0.004, flat(add(at["head"], body.face.up, -0.02)), _NECK)
    return Shape((*parts, column), "body", HALO)


def head(body: Body, camera: Camera) -> Shape:
    """Skull, jaw and nose: enough to show where it faces."""
    flat, face, middle = camera.flat, body.face, body.at["head"]
    skull = (flat(add(add(middle, face.up, 0.012), face.front, -0.006)), FLESH["head"])
    jaw = (flat(add(add(middle, face.up, -0.030), face.front, 0.020)), 0.031)
    bridge = (flat(add(add(middle, face.front, 0.030), face.up, 0.002)), 0.014)
    nose = (flat(add(add(middle, face.front, 0.057), face.up, -0.010)), 0.0065)
    return Shape((blob([skull, jaw]), blob([bridge, nose])), "body", HALO)


def hair(body: Body, camera: Camera, knot: bool) -> Shape:
    """A cap of hair over crown and back of the head; with a knot on it, or short."""
    flat, face, middle = camera.flat, body.face, body.at["head"]

    def place(up: float, front: float) -> Point:
        return flat(add(add(middle, face.up, up), face.front, front))

    cap = blob([(place(0.036, 0.010), 0.034), (place(0.026, -0.016), 0.044), (place(-0.004, -0.028), 0.034)])
    if not knot:
        return Shape((cap,), "hair")
    bun = blob([(place(0.064, -0.040), 0.021), (place(0.050, -0.030), 0.021)])
    return Shape((cap, bun), "hair")


def face(body: Body, camera: Camera) -> Shape | None:
    """A lighter patch where the face is, if the viewer sees it: front and back of the head are told apart."""
    seen = sum(a * b for a, b in zip(body.face.front, camera.towards, strict=True))
    if seen < _FACE_SEEN:
        return None
    middle = add(add(body.at["head"], body.face.front, 0.042 * (1.25 - seen * 0.6)), body.face.up, -0.008)
    ends = [camera.flat(add(middle, body.face.up, up)) for up in (0.016, -0.016)]
    radius = 0.032 * min(1.0, 0.35 + seen * 0.75)
    return Shape((capsule(ends[0], radius, ends[1], radius * 0.8),), "face")


def _across(body: Body, middle: Vec, left: Vec, half: float) -> list[Vec]:
    del body
    return [add(middle, left, half), add(middle, left, -half)]


def leg(body: Body, side: str, camera: Camera, tone: Tone) -> Shape:
    """Thigh, shank and foot; where it joins the trunk it has no rim."""
    at, flat = body.at, camera.flat
    hip, knee, ankle = (flat(at[f"{side}_{joint}"]) for joint in ("hip", "knee", "ankle"))
    calf = flat(between(at[f"{side}_knee"], at[f"{side}_ankle"], 0.28))
    foot = [(flat(at[f"{side}_heel"]), 0.0150), (flat(at[f"{side}_toe"]), FLESH["toe"]), (ankle, 0.022)]
    return Shape(
        (
            capsule(hip, _HIP, knee, FLESH["knee"]),
            capsule(knee, FLESH["knee"], calf, _CALF),
            capsule(calf, _CALF, ankle, FLESH["ankle"]),
            blob(foot),
        ),
        tone,
        HALO,
    )


def arm(body: Body, side: str, camera: Camera, tone: Tone) -> Shape:
    """Upper arm, forearm and a mitten of a hand."""
    at, flat = body.at, camera.flat
    shoulder, elbow, wrist, hand = (flat(at[f"{side}_{j}"]) for j in ("shoulder", "elbow", "wrist", "hand"))
    return Shape(
        (
            capsule(shoulder, _SHOULDER, elbow, 0.023),
            capsule(elbow, 0.023, wrist, FLESH["wrist"]),
            capsule(wrist, FLESH["wrist"], hand, FLESH["hand"]),
        ),
        tone,
        HALO,
    )


def tip(body: Body, name: str, camera: Camera) -> Point:
    """A joint on the picture."""
    return camera.flat(body.at[name])
