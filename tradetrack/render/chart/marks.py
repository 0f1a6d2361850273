"""The marks of a chart: the series, its targets, the outlook and the paths; what they take up is kept.

Names are no marks: they are placed when all marks are known (`tradetrack.render.chart.names`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.transforms import ScaledTranslation

from tradetrack.render.chart.plane import Box, Floats, Plane
from tradetrack.render.chart.style import Style
from tradetrack.reports.chart_spec import ChartSpec, PathLine, Point, TargetLine

RADIUS = 5.0  # pixels of the design: what a point takes up around its middle
_FEW = 4  # targets; the lines of more are thinner
_END = 2.5  # around the end of a line
_LINE, _EDGE = 24, 1  # how much a name keeps off a line, and off the edge of an interval
_ARROW = 17.0  # points: how far the arrow of a bound reaches
_PIXELS = 100 / 72  # of the design in a point


class Spot(NamedTuple):
    """A mark at a place in the units of the axes; its arrow points up, down or nowhere (1, -1, 0)."""

    x: float
    y: float
    arrow: int = 0
    radius: float = RADIUS


class Marks:
    """Draws the marks of a chart and keeps where they stand."""

    def __init__(self, figure: Figure, axes: Axes, spec: ChartSpec, style: Style, end: float) -> None:
        self._figure, self._axes, self._style, self._end = figure, axes, style, end
        self.spots: list[Spot] = []
        self.lines: list[Floats] = []
        self.paths: list[Floats] = []
        self.bands: list[Floats] = []
        self._outlook(spec)
        for target in spec.targets:
            self._target(target, 1.3 if len(spec.targets) <= _FEW else 0.8)
        for index, path in enumerate(spec.paths):
            self._path(spec, path, style.paths[index % len(style.paths)])
        self._series(spec)

    def take(self, plane: Plane, unit: float) -> None:
        """Take the room of all marks in a plane of pixels."""
        to_pixels = self._axes.transData.transform
        for spot in self.spots:
            x, y = to_pixels((spot.x, spot.y))
            radius, arrow = spot.radius * unit, (_ARROW + 3) * _PIXELS * unit
            up, down = max(radius, arrow * (spot.arrow > 0)), max(radius, arrow * (spot.arrow < 0))
            plane.block(Box(x - radius, y - down, x + radius, y + up))
        for band in self.bands:
            plane.trace(to_pixels(band), _EDGE)
        for line in self.lines:
            pixels = to_pixels(line)
            plane.trace(pixels, _LINE)
            for x, y in (pixels[0], pixels[-1]):
                plane.block(Box(x, y, x, y).padded(_END * unit))

    def _outlook(self, spec: ChartSpec) -> None:
        """The outlook behind all else: its intervals as shades of one colour, its median as a line."""
        outlook, color = spec.outlook, self._style.outlook
        if outlook is None:
            return
        for low, high in outlook.bands:
            self._axes.fill_between(outlook.years, low, high, color=color, alpha=0.2, linewidth=0, zorder=1)
        self._line(outlook.years, outlook.median, color=color, linewidth=1.6, zorder=2)
        self.bands = [np.column_stack([outlook.years, edge]) for band in outlook.bands for edge in band]

    def _target(self, target: TargetLine, width: float) -> None:
        """A target: a line across the chart, a diamond at its deadline, an arrow from where it stood."""
        axes, color = self._axes, self._style.target
        axes.axhline(target.value, color=color, linewidth=width, zorder=2)
        self.lines.append(np.array([(x, target.value) for x in axes.get_xlim()]))
        if not target.year or not axes.get_xlim()[0] <= target.year <= self._end:
            return
        self._spot(target.year, target.value, marker="d", markersize=7, color=color, zorder=4)
        moved = target.moved_from
        if moved and axes.get_xlim()[0] <= moved[0] <= self._end:
            arrow = {"arrowstyle": "-|>", "color": color, "linewidth": 1.1, "shrinkA": 2, "shrinkB": 5}
            arrow["connectionstyle"] = "arc3,rad=-0.25"
            axes.annotate("", (target.year, target.value), moved, arrowprops=arrow, zorder=4)
            self.lines.append(np.array([moved, (target.year, target.value)]))

    def _path(self, spec: ChartSpec, path: PathLine, color: str) -> None:
        """A path, dashed from the base to where it reaches its last target."""
        base = spec.base
        if base is None:
            return
        years = np.linspace(0, min(path.years, self._end - base.year), 100)
        values = base.value * (1 + path.growth_pct / 100) ** years
        bottom, top = self._axes.get_ylim()
        shown = (values <= top) & (values >= bottom)
        dashed: dict[str, Any] = {"color": color, "linewidth": 1.6, "dashes": (4, 2), "zorder": 3}
        if shown.sum() > 1:
            self._line(base.year + years[shown], values[shown], **dashed)
            self.paths.append(self.lines[-1])
        else:
            self.paths.append(np.array([(base.year, base.value)]))
        for after, value in path.arrivals:
            if after <= self._end - base.year:
                self._spot(base.year + after, value, marker="o", markersize=4.5, color=color, zorder=4)

    def _series(self, spec: ChartSpec) -> None:
        """Full years as solid points and a line that breaks at gaps; all that is no full figure hollow."""
        ink, soft, paper = self._style.ink, self._style.soft, self._style.paper
        years, values = np.array([p.year for p in spec.full]), np.array([p.value for p in spec.full])
        size = 5.0 if len(years) <= 40 else 3.5
        breaks = np.flatnonzero(np.diff(years) > 1) + 1
        for xs, ys in zip(np.split(years, breaks), np.split(values, breaks), strict=True):
            if len(xs):
                self._line(xs, ys, color=ink, linewidth=2, marker="o", markersize=size, zorder=5)
        hollow: dict[str, Any] = {"markerfacecolor": paper, "zorder": 6}
        for run in spec.runs:
            self._line(run.years, run.values, color=soft, linewidth=1, zorder=4)
        if spec.nowcast:
            point, interval = spec.nowcast.point, spec.nowcast.interval
            if interval:
                self._line([point.year] * 2, interval, color=soft, linewidth=1.5, zorder=5)
            self._spot(point.year, point.value, marker="o", color=ink, markersize=6.5, **hollow)
        for points, marker, size in ((spec.partial, "o", 5.5), (spec.implied, "D", 5), (spec.floors, "o", 5)):
            for p in points:
                self._spot(p.year, p.value, marker=marker, markersize=size, color=soft, **hollow)
        bottom = self._axes.get_ylim()[0]
        for p in spec.zeros:
            self._spot(p.year, bottom, marker="v", markersize=7, color=soft, clip_on=False, **hollow)
        self._known(spec.full, ink)
        self._known([*spec.partial, *spec.implied, *spec.floors], soft)

    def _known(self, points: Iterable[Point], color: str) -> None:
        """Take the room of points, and point an arrow in the direction in which a bound is open."""
        for p in points:
            arrow = {"over": 1, "under": -1}.get(p.qualifier, 0)
            self.spots.append(Spot(p.year, p.value, arrow))
            if arrow:
                self._arrow(p, arrow, color)

    def _arrow(self, point: Point, sign: int, color: str) -> None:
        """An arrow from a point upwards (1) or downwards (-1)."""
        inches = self._figure.dpi_scale_trans
        for lift, marker, size in ((_ARROW / 2, "|", _ARROW), (_ARROW, "^" if sign > 0 else "v", 5)):
            part = Line2D(
                [point.year], [point.value], marker=marker, markersize=size, color=color, linestyle="none"
            )
            part.set(zorder=4.5, markeredgewidth=1.2 if marker == "|" else 0)
            part.set_transform(self._axes.transData + ScaledTranslation(0, sign * lift / 72, inches))
            self._axes.add_line(part)

    def _line(self, xs: Any, ys: Any, **look: Any) -> None:
        self._axes.plot(xs, ys, **look)
        self.lines.append(np.column_stack([xs, ys]).astype(float))

    def _spot(self, x: float, y: float, **look: Any) -> None:
        self._axes.plot(x, y, linestyle="none", **look)
        self.spots.append(Spot(x, y))
