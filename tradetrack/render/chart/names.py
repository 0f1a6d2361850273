"""The names of what stands in the plot: of points, the outlook and the paths, most important first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from tradetrack.render.chart.marks import RADIUS, Marks
from tradetrack.render.chart.measure import Ruler
from tradetrack.render.chart.placing import Name, Place, place
from tradetrack.render.chart.plane import Box, Floats, Plane
from tradetrack.render.chart.style import Style
from tradetrack.render.escape import visible
from tradetrack.reports.chart_spec import ChartSpec

Sample = Literal["point", "hollow", "diamond", "zero", "line", "path", "outlook", "bar"]
NAME_POINTS, SOFT_POINTS = 10.0, 9.0
MAX_PATHS_IN_PLOT = 2  # so many have room for their names beside them
_WIDTHS = (250, 170)  # pixels of the design: where long names are broken
_LEADER = 0.8  # points
_ORDERS = 3  # that are tried after the one by importance, names that found no place first


@dataclass(frozen=True, eq=False)
class Thing:
    """A thing that has a name: what it looks like, and where it stands in the units of the axes."""

    words: str
    color: str
    sample: Sample
    anchors: Floats
    points: float = SOFT_POINTS
    radius: float = RADIUS


class Placed(NamedTuple):
    """A thing whose name has a place."""

    thing: Thing
    words: str
    place: Place


def things(spec: ChartSpec, marks: Marks, style: Style) -> list[Thing]:
    """All that has a name in the plot, in the order of importance."""
    return [*_points(spec, style), *_areas(spec, marks, style)]


def in_key(things: Sequence[Thing]) -> list[Thing]:
    """The things that are named beside the plot from the start: paths of which there are many."""
    paths = [thing for thing in things if thing.sample == "path"]
    many = len(paths) > MAX_PATHS_IN_PLOT
    return [thing for thing in things if many and thing.sample in ("path", "outlook")]


def _points(spec: ChartSpec, style: Style) -> Iterator[Thing]:
    soft = style.soft

    def at(year: float, value: float) -> Floats:
        return np.array([[year, value]])

    if spec.base and spec.base.label:
        base = spec.base
        yield Thing(base.label, style.ink, "point", at(base.year, base.value), NAME_POINTS)
    if spec.nowcast:
        point = spec.nowcast.point
        yield Thing(point.label, soft, "hollow", at(point.year, point.value))
    for point in (*spec.floors[-1:], *spec.partial[::-1]):
        yield Thing(point.label, soft, "hollow", at(point.year, point.value))
    for point in spec.implied:
        yield Thing(point.label, soft, "diamond", at(point.year, point.value))
    for run in (run for run in spec.runs if run.label):
        yield Thing(run.label, soft, "line", np.column_stack([run.years, run.values])[::-1][:12], radius=2)
    if spec.zeros:
        yield Thing(
            spec.zero_words, soft, "zero", np.array([[point.year, 0.0] for point in spec.zeros[::-1]][:6])
        )


def _areas(spec: ChartSpec, marks: Marks, style: Style) -> Iterator[Thing]:
    """The outlook and the paths, which can be named at many points."""
    for index, (path, line) in enumerate(zip(spec.paths, marks.paths, strict=False)):
        color = style.paths[index % len(style.paths)]
        yield Thing(path.label, color, "path", line[len(line) // 5 :: max(1, len(line) // 8)], radius=2)
    if spec.outlook:
        edges = np.concatenate([edge[2::2] for edge in marks.bands])
        yield Thing(spec.outlook.label, style.outlook, "outlook", edges, radius=2)


def place_names(
    axes: Axes, wanted: Sequence[Thing], marks: Marks, ruler: Ruler
) -> tuple[list[Placed], list[Thing]]:
    """The names with their places, and the things whose names find none in any of a few orders."""
    order, fewest = list(wanted), _in_order(axes, wanted, marks, ruler)
    for _ in range(_ORDERS):
        homeless = fewest[1]
        if not homeless or order[: len(homeless)] == homeless:
            break
        order = [*homeless, *(thing for thing in order if thing not in homeless)]
        fewest = min(fewest, _in_order(axes, order, marks, ruler), key=lambda found: len(found[1]))
    return fewest


def _in_order(
    axes: Axes, wanted: Sequence[Thing], marks: Marks, ruler: Ruler
) -> tuple[list[Placed], list[Thing]]:
    """The names placed one after the other, and the things whose names find no place."""
    unit, bounds = ruler.unit, axes.get_window_extent()
    area = Box(bounds.x0, bounds.y0, bounds.x1, bounds.y1).padded(-2 * unit)
    plane = Plane(area, 2 * unit)
    marks.take(plane, unit)
    placed, homeless = [], []
    for thing in wanted:
        forms = _forms(thing, ruler)
        anchors = _inside(axes, thing.anchors, area)
        sizes = tuple(ruler.size(form, thing.points) for form in forms)
        found = place(plane, Name(sizes, anchors, thing.radius), unit) if len(anchors) else None
        if found:
            placed.append(Placed(thing, forms[found.form], found))
        else:
            homeless.append(thing)
    return placed, homeless


def _inside(axes: Axes, anchors: Floats, area: Box) -> Floats:
    """Points of the axes as pixels; those outside the plot only where a point stands at its edge."""
    if axes.get_yscale() == "log":
        anchors = np.column_stack([anchors[:, 0], np.maximum(anchors[:, 1], axes.get_ylim()[0])])
    pixels: Floats = axes.transData.transform(anchors)
    if len(pixels) == 1:
        return pixels
    left, bottom, right, top = area.padded(5)
    inside: Floats = pixels[((pixels >= (left, bottom)) & (pixels <= (right, top))).all(axis=1)]
    return inside


def _forms(thing: Thing, ruler: Ruler) -> tuple[str, ...]:
    """The forms of a name: in one line, and broken at two widths."""
    words = visible(thing.words)
    broken = (ruler.wrapped(words, width * ruler.unit, thing.points, 5, even=True) for width in _WIDTHS)
    return tuple(dict.fromkeys((words, *broken)))


def draw_names(figure: Figure, axes: Axes, placed: Sequence[Placed], style: Style) -> None:
    """Write the names, tied to their things, with leader lines to those that are far."""
    plate = {"facecolor": style.paper, "edgecolor": "none", "alpha": 0.8, "pad": 1}
    points = 72 / figure.dpi
    for thing, words, (_, box, (x, y), leader) in placed:
        side, at = _side(box, x)
        axes.annotate(
            words,
            tuple(axes.transData.inverted().transform((x, y)).tolist()),
            ((at - x) * points, (box.bottom - y) * points),
            textcoords="offset points",
            annotation_clip=False,
            ha=side,
            va="bottom",
            color=thing.color,
            fontsize=thing.points,
            zorder=8,
            bbox=plate,
        )
        if leader is not None:
            ends = figure.transFigure.inverted().transform(leader)
            line = Line2D(*ends.T, transform=figure.transFigure, color=thing.color, linewidth=_LEADER)
            figure.add_artist(line)


def _side(box: Box, x: float) -> tuple[Literal["left", "right", "center"], float]:
    """How words are aligned, so that they stay near their thing in a narrower font, and where."""
    if box.left >= x:
        return "left", box.left
    if box.right <= x:
        return "right", box.right
    return "center", (box.left + box.right) / 2
