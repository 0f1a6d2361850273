"""The marks of a chart: the series, its targets, the paths to them, and their names."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.text import Annotation

from tradetrack.render.chart.style import Style
from tradetrack.render.escape import visible
from tradetrack.reports.chart_spec import ChartSpec, NowcastPoint, Point, TargetLine

LABEL_WIDTH = 0.2  # of the width of the axes: room for the name of the base
LINE = 0.047  # of the height of the axes: one line of labels
MARKER = 5  # pixels: what a point takes up around its middle


def draw_series(axes: Axes, spec: ChartSpec, style: Style) -> None:
    """Full years as solid points and a line that breaks at gaps; partial and implied ones hollow."""
    years = np.array([p.year for p in spec.full])
    values = np.array([p.value for p in spec.full])
    for run in np.split(np.arange(len(years)), np.flatnonzero(np.diff(years) > 1) + 1):
        axes.plot(years[run], values[run], color=style.ink, linewidth=2, marker="o", markersize=5, zorder=5)
    hollow: dict[str, Any] = {"linestyle": "none", "markerfacecolor": style.paper, "zorder": 6}
    for points, marker, size in ((spec.partial, "o", 5.5), (spec.implied, "D", 5)):
        for point in points:
            axes.plot(point.year, point.value, marker=marker, markersize=size, color=style.soft, **hollow)
    nowcast = _nowcast(axes, spec.nowcast, style) if spec.nowcast else None
    for point in (*spec.full, *spec.partial, *spec.implied):
        _bound(axes, point, style.ink if point in spec.full else style.soft)
    _base_label(axes, spec, style, nowcast)
    for point in spec.implied:
        _implied_label(axes, point, spec.partial, style)
    if spec.partial:
        lowest = min(spec.partial, key=lambda point: point.value)
        words = "\n".join(textwrap.wrap(", ".join(p.label for p in spec.partial), 30, break_on_hyphens=False))
        _label(axes, style, lowest, words, (12, -4), "left", soft=True)


def _nowcast(axes: Axes, nowcast: NowcastPoint, style: Style) -> Annotation:
    """The nowcast: hollow, with its interval as a line."""
    point = nowcast.point
    if nowcast.interval:
        axes.vlines(point.year, *nowcast.interval, color=style.soft, linewidth=1.5, zorder=5)
    hollow: dict[str, Any] = {"markerfacecolor": style.paper, "color": style.ink, "markersize": 6.5}
    axes.plot(point.year, point.value, marker="o", linestyle="none", zorder=6, **hollow)
    top = Point(point.year, max([point.value, *(nowcast.interval or ())]), point.qualifier, point.label)
    return _label(axes, style, top, top.label, (6, 5), "right", soft=True)


def _implied_label(axes: Axes, point: Point, partial: Sequence[Point], style: Style) -> None:
    """An implied level named above it, or well below it where a part of a year would stand in its name."""
    above = _label(axes, style, point, point.label, (-6, 9), "left", soft=True)
    taken = above.get_window_extent().padded(MARKER)
    if any(taken.contains(*axes.transData.transform((other.year, other.value))) for other in partial):
        above.remove()
        _label(axes, style, point, point.label, (-6, -26), "left", soft=True)


def _base_label(axes: Axes, spec: ChartSpec, style: Style, nowcast: Annotation | None) -> None:
    """The base named above the series before it; below it where there is no room, or the nowcast's name."""
    if spec.base is None or not spec.base.label:
        return
    base, (first, last) = spec.base, axes.get_xlim()
    room = LABEL_WIDTH * (last - first)
    if base.year - first >= room:
        near = [base.value, *(p.value for p in spec.full if 0 <= base.year - p.year < room)]
        above = Point(base.year, max(near), base.qualifier, base.label)
        up = 24 if base.qualifier == "over" else 9
        label = _label(axes, style, above, base.label, (2, up), "right")
        if not (nowcast and label.get_window_extent().overlaps(nowcast.get_window_extent())):
            return
        label.remove()
    _label(axes, style, base, base.label, (20, -15), "left")


def _bound(axes: Axes, point: Point, color: str) -> None:
    """An arrow in the direction in which a bound is open."""
    if point.qualifier not in ("over", "under"):
        return
    away = 18 if point.qualifier == "over" else -18
    arrow = {"arrowstyle": "<|-", "color": color, "linewidth": 1.2, "shrinkA": 0, "shrinkB": 4}
    place = (point.year, point.value)
    axes.annotate("", place, (0, away), textcoords="offset points", arrowprops=arrow, zorder=6)


def _label(
    axes: Axes,
    style: Style,
    point: Point,
    words: str,
    offset: tuple[int, int],
    side: str,
    soft: bool = False,
) -> Annotation:
    return axes.annotate(
        "\n".join(visible(line) for line in words.split("\n")),
        (point.year, point.value),
        offset,
        textcoords="offset points",
        ha=side,
        color=style.soft if soft else style.ink,
        fontsize=9 if soft else 10,
        zorder=4.5 if soft else 7,  # no soft name hides a point or its arrow
        bbox=_plate(style),
    )


def _plate(style: Style) -> dict[str, Any]:
    """What keeps a line from running through words."""
    return {"facecolor": style.paper, "edgecolor": "none", "alpha": 0.8, "pad": 1}


def draw_targets(axes: Axes, spec: ChartSpec, style: Style, end: float) -> None:
    """Targets as lines across the chart, named at its right; names that would touch are moved apart."""
    named = [(line, _target_words(line)) for line in sorted(spec.targets, key=_target_order)]
    if sum(len(words) + 0.5 for _, words in named) * LINE > 1:
        named = [(line, words[:1]) for line, words in named]
    height, lines = -1.0, 0
    for line, words in named:
        axes.axhline(line.value, color=style.target, linewidth=1.3, zorder=2)
        if line.deadline and line.deadline <= end:
            axes.plot(line.deadline, line.value, marker="d", markersize=7, color=style.target, zorder=4)
            _move(axes, line, style, end)
        at = axes.transLimits.transform(axes.transScale.transform((end, line.value)))[1]
        least = height + LINE * ((lines + len(words)) / 2 + (0.5 if len(words) > 1 else 0.1))
        height, lines = max(float(at), least), len(words)
        axes.text(
            1.01,
            height,
            "\n".join(words),
            transform=axes.transAxes,
            va="center",
            color=style.target,
            fontsize=9.5,
            linespacing=1.25,
        )


def _move(axes: Axes, line: TargetLine, style: Style, end: float) -> None:
    """An arrow from where an earlier target stood to the one that it became."""
    if line.moved_from is None or line.deadline is None or line.moved_from[0] > end:
        return
    arrow = {"arrowstyle": "-|>", "color": style.target, "linewidth": 1.1, "shrinkA": 2, "shrinkB": 5}
    arrow["connectionstyle"] = "arc3,rad=-0.25"
    axes.annotate("", (line.deadline, line.value), line.moved_from, arrowprops=arrow, zorder=4)


def _target_order(line: TargetLine) -> tuple[float, int]:
    return line.value, line.deadline or 0


def _target_words(line: TargetLine) -> list[str]:
    """The lines of a target's name: the level, then who set it and when."""
    first, *rest = (visible(part) for part in line.label.split("\n"))
    return [first, *textwrap.wrap(" ".join(rest), 24)[:3]]


def draw_outlook(axes: Axes, spec: ChartSpec, style: Style) -> None:
    """The outlook behind all else: its intervals as shades of one colour, its median as a line."""
    outlook = spec.outlook
    if outlook is None:
        return
    for low, high in outlook.bands:
        axes.fill_between(outlook.years, low, high, color=style.outlook, alpha=0.2, linewidth=0, zorder=1)
    axes.plot(outlook.years, outlook.median, color=style.outlook, linewidth=1.6, zorder=2)
    axes.text(
        0.99,
        0.98,
        outlook.label,
        transform=axes.transAxes,
        ha="right",
        va="top",
        color=style.outlook,
        fontsize=9,
        bbox=_plate(style),
        zorder=7,
    )


def draw_paths(axes: Axes, spec: ChartSpec, style: Style, end: float) -> None:
    """Each path dashed from the base to where it crosses, and its name above the series."""
    if spec.base is None:
        return
    top = axes.get_ylim()[1]
    for index, path in enumerate(spec.paths):
        color = style.paths[index % len(style.paths)]
        years = np.linspace(0, min(path.years, end - spec.base.year), 100)
        values = spec.base.value * (1 + path.growth_pct / 100) ** years
        shown = values <= top
        axes.plot(
            spec.base.year + years[shown],
            values[shown],
            color=color,
            linewidth=1.6,
            dashes=(4, 2),
            zorder=3,
        )
        for after, value in path.arrivals:
            axes.plot(spec.base.year + after, value, marker="o", markersize=4.5, color=color, zorder=4)
        axes.text(
            0.01,
            0.985 - index * LINE,
            f"- -  {visible(path.label)}",
            transform=axes.transAxes,
            va="top",
            color=color,
            fontsize=9.5,
            zorder=8,
            bbox=_plate(style),
        )
