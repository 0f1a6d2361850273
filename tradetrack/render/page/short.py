"""Paths in fewer bytes: numbers rounded, and points left out that no eye misses."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMBER = re.compile(r"-?\d*\.\d+(?:e-?\d+)?")
_SPACES = re.compile(r"\s*([A-Za-z])\s*|\s+")
_LINES = re.compile(r"(M[^A-Za-z]+(?:L[^A-Za-z]+)+)(z?)")
_NEAR = 0.12  # units, a sixth of a pixel: a point so near the line through its neighbours is not missed
_SMALL = 12.0  # units: the shape of a point, drawn in hundredths

Place = tuple[float, float]


def short(text: str, decimals: int) -> str:
    """The text with its numbers rounded: a tenth of a unit is a seventh of a pixel."""
    return _NUMBER.sub(lambda match: _written(float(match[0]), decimals), text)


def short_path(text: str) -> str:
    """A path with rounded numbers, lines of fewer points, and no space that is not needed."""
    flat = " ".join(text.split())
    if match := _LINES.fullmatch(flat):
        places = [_place(pair) for pair in re.split(r"[ML]", match[1])[1:]]
        if match[2] and max(abs(number) for place in places for number in place) >= _SMALL:
            return f"{line_path(places)}z"
        if not match[2]:
            return line_path(places)
    numbers = [abs(float(number)) for number in re.findall(r"-?[\d.]+", flat)]
    decimals = 2 if max(numbers, default=0) < _SMALL else 1
    return _SPACES.sub(lambda match: match[1] or " ", short(flat, decimals)).strip()


def line_path(places: Sequence[Place]) -> str:
    """A line through places; a second one and later are written as steps from the one before."""
    kept = _thinned(places)
    x, y = (round(number, 1) for number in kept[0])
    parts = [f"M{x:g} {y:g}"]
    for place in kept[1:]:
        right, down = round(place[0] - x, 1), round(place[1] - y, 1)
        x, y = x + right, y + down
        if not right or not down:
            parts.append(f"v{down:g}" if not right else f"h{right:g}")
        else:
            parts.append(f"l{right:g} {down:g}")
    return "".join(parts)


def _thinned(places: Sequence[Place]) -> list[Place]:
    """The places that are needed to draw the same line (Douglas and Peucker's rule)."""
    if len(places) < 3:
        return list(places)
    (x0, y0), (x1, y1) = places[0], places[-1]
    length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5 or 1.0
    off = [abs((x1 - x0) * (y0 - y) - (x0 - x) * (y1 - y0)) / length for x, y in places[1:-1]]
    far = max(range(len(off)), key=off.__getitem__)
    if off[far] < _NEAR and (x0, y0) != (x1, y1):
        return [places[0], places[-1]]
    return [*_thinned(places[: far + 2])[:-1], *_thinned(places[far + 1 :])]


def _place(pair: str) -> Place:
    x, y = pair.split()
    return float(x), float(y)


def _written(number: float, decimals: int) -> str:
    return f"{round(number, decimals) + 0.0:g}"
