"""Where the names in the plot stand: each beside its thing, or at the end of a leader line.

Names are placed one by one in the order of their importance, so that the same chart has the same names at the
same places.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from tradetrack.render.chart.plane import Box, Floats, Plane

# All lengths are in pixels of the design (960 x 540).
_GAPS = (4.0, 8.0, 15.0, 24.0, 36.0, 52.0, 75.0, 105.0, 150.0)
_FAR = 15.0  # from a mark to its name: a leader line from here on
_PAD = 2.5  # around a name
_ANGLES = np.arange(16) * np.pi / 8
_COVERING = 0.25  # what covering a pixel of a line of weight 1 costs, in pixels of distance
_CROSSING = 4.0  # what crossing a pixel of another mark costs a leader line, in pixels of distance
_WRAPPING = 14.0  # what taking the next form of a name costs
_TRIED = 400  # of the free places, the best ones
_STEP = 14.0  # between the places that are tried where there is no room near the mark


class Name(NamedTuple):
    """A name that looks for a place: the sizes of its forms, the points it may stand at, their radius."""

    sizes: tuple[tuple[float, float], ...]
    anchors: Floats
    radius: float


class Place(NamedTuple):
    """Where a name stands: which form, in which box, at which of its points; its leader line or None."""

    form: int
    box: Box
    anchor: tuple[float, float]
    leader: Floats | None


class _Candidates(NamedTuple):
    boxes: Floats
    forms: Floats
    anchors: Floats


def place(plane: Plane, name: Name, unit: float) -> Place | None:
    """The best free place for a name, which is then taken; None where there is none.

    `unit` is the length of a pixel of the design.
    """
    for candidates in (_near(name, unit), _anywhere(plane, name, unit)):
        found = _best(plane, candidates, name.radius * unit, unit)
        if found:
            plane.block(found.box.padded(_PAD * unit), is_name=True)
            if found.leader is not None:
                plane.block_line(found.leader)
            return found
    return None


def _best(plane: Plane, candidates: _Candidates, radius: float, unit: float) -> Place | None:
    boxes, (left, bottom, right, top) = candidates.boxes, plane.area
    inside = (boxes[:, :2] >= (left, bottom)).all(axis=1) & (boxes[:, 2:] <= (right, top)).all(axis=1)
    pad = _PAD * unit
    padded = boxes + np.array([-pad, -pad, pad, pad])
    free = np.flatnonzero(inside & (plane.taken(padded) == 0))
    if not len(free):
        return None
    boxes, anchors, forms = boxes[free], candidates.anchors[free], candidates.forms[free]
    nearest = np.clip(anchors, boxes[:, :2], boxes[:, 2:])
    away = np.hypot(*(nearest - anchors).T)
    below = boxes[:, 3] < anchors[:, 1]
    cost = away + _COVERING * plane.covered(padded[free]) + (forms * _WRAPPING + 2 * below) * unit
    best, least = None, np.inf
    for index in np.argsort(cost, kind="stable")[:_TRIED]:
        if cost[index] >= least:
            break
        box = Box(*boxes[index].tolist())
        x, y = anchors[index].tolist()
        leader = _leader(box, (x, y), radius) if away[index] > radius + _FAR * unit else None
        if leader is not None and plane.is_crossing_name(leader):
            continue
        total = cost[index] + (0.0 if leader is None else _CROSSING * plane.crossed(leader))
        if total < least:
            best, least = Place(int(forms[index]), box, (x, y), leader), total
    return best


def _leader(box: Box, anchor: tuple[float, float], radius: float) -> Floats:
    """From the edge of a mark to the nearest point of its name."""
    start, end = np.array(anchor), np.array(box.nearest(*anchor))
    direction = (end - start) / np.hypot(*(end - start))
    return np.stack([start + direction * radius, end - direction * radius / 2])


def _near(name: Name, unit: float) -> _Candidates:
    """Places around each point of a name, in all directions."""
    directions = np.stack([np.cos(_ANGLES), np.sin(_ANGLES)], axis=-1)
    gaps = np.array(_GAPS) * unit + name.radius * unit
    offsets = directions[:, None, :] * gaps[None, :, None]
    lean = np.clip(directions * 1.5, -1, 1)[:, None, :]

    def around(size: Floats) -> Iterator[Floats]:
        for anchor in name.anchors:
            yield (anchor + offsets + lean * size / 2).reshape(-1, 2)

    return _candidates(name, {form: list(around(np.array(size))) for form, size in enumerate(name.sizes)})


def _anywhere(plane: Plane, name: Name, unit: float) -> _Candidates:
    """Places all over the area."""
    left, bottom, right, top = plane.area
    xs, ys = np.arange(left, right, _STEP * unit * 2), np.arange(bottom, top, _STEP * unit / 2)
    grid = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    return _candidates(name, {form: [grid] * len(name.anchors) for form in range(len(name.sizes))})


def _candidates(name: Name, centers: dict[int, list[Floats]]) -> _Candidates:
    """Boxes of every form with their centers, by the anchors of the name in order."""
    boxes, forms, anchors = [], [], []
    for form, groups in centers.items():
        half = np.array(name.sizes[form]) / 2
        for anchor, group in zip(name.anchors, groups, strict=True):
            boxes.append(np.concatenate([group - half, group + half], axis=1))
            forms.append(np.full(len(group), float(form)))
            anchors.append(np.broadcast_to(anchor, group.shape))
    return _Candidates(np.concatenate(boxes), np.concatenate(forms), np.concatenate(anchors))
