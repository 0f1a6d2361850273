"""The marks of a chart: the series, its targets, the paths to them, and their names."""

from __future__ import annotations

import textwrap
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from tradetrack.render.safe import visible
from tradetrack.render.style import Style
from tradetrack.reports.chart import ChartContent, Point

LABEL_WIDTH = 0.2  # of the width of the axes: room for the name of the base
LINE = 0.047  # of the height of the axes: one line of labels


def draw_series(axes: Axes, content: ChartContent, style: Style) -> None:
    """Full years as solid points and a line that breaks at gaps; partial and implied ones hollow."""
    years = np.array([p.year for p in content.full])
    values = np.array([p.value for p in content.full])
    for run in np.split(np.arange(len(years)), np.flatnonzero(np.diff(years) > 1) + 1):
        axes.plot(years[run], values[run], color=style.ink, linewidth=2, marker="o", markersize=5, zorder=5)
    hollow: dict[str, Any] = {"linestyle": "none", "markerfacecolor": style.paper, "zorder": 6}
    for points, marker, size in ((content.partial, "o", 5.5), (content.implied, "D", 5)):
        for point in points:
            axes.plot(point.year, point.value, marker=marker, markersize=size, color=style.soft, **hollow)
    for point in (*content.full, *content.partial, *content.implied):
        _bound(axes, point, style.ink if point in content.full else style.soft)
    _base_label(axes, content, style)
    for point in content.implied:
        _label(axes, style, point, point.label, (-6, 9), "left", soft=True)
    if content.partial:
        lowest = min(content.partial, key=lambda point: point.value)
        words = "\n".join(
            textwrap.wrap(", ".join(p.label for p in content.partial), 30, break_on_hyphens=False)
        )
        _label(axes, style, lowest, words, (12, -4), "left", soft=True)


def _base_label(axes: Axes, content: ChartContent, style: Style) -> None:
    """The base named above the series before it, or below it where there is no room to its left."""
    if content.base is None:
        return
    base, (first, last) = content.base, axes.get_xlim()
    if base.year - first < LABEL_WIDTH * (last - first):
        _label(axes, style, base, base.label, (8, -16), "left")
        return
    near = [p.value for p in content.full if base.year - p.year < LABEL_WIDTH * (last - first)]
    above = Point(base.year, max(near), base.qualifier, base.label)
    _label(axes, style, above, base.label, (2, 9), "right")


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
) -> None:
    axes.annotate(
        "\n".join(visible(line) for line in words.split("\n")),
        (point.year, point.value),
        offset,
        textcoords="offset points",
        ha=side,
        color=style.soft if soft else style.ink,
        fontsize=9 if soft else 10,
        zorder=7,
        bbox=_plate(style),
    )


def _plate(style: Style) -> dict[str, Any]:
    """What keeps a line from running through words."""
    return {"facecolor": style.paper, "edgecolor": "none", "alpha": 0.8, "pad": 1}


def draw_goals(axes: Axes, content: ChartContent, style: Style, end: float) -> None:
    """Targets as lines across the chart, named at its right; names that would touch are moved apart."""
    to_axes = axes.transLimits
    placed: list[tuple[float, str]] = []
    for goal in sorted(content.goals, key=lambda goal: (goal.value, goal.deadline or 0)):
        axes.axhline(goal.value, color=style.goal, linewidth=1.3, zorder=2)
        if goal.deadline and goal.deadline <= end:
            axes.plot(goal.deadline, goal.value, marker="d", markersize=7, color=style.goal, zorder=4)
        scaled = axes.transScale.transform((end, goal.value))
        placed.append((float(to_axes.transform(scaled)[1]), goal.label))
    spread: list[float] = []
    for height, label in placed:
        needed = LINE * (label.count("\n") + 1.6)
        spread.append(max(height, spread[-1] + needed) if spread else height)
    for (_, label), height in zip(placed, spread, strict=True):
        lines = [visible(line) for line in label.split("\n")]
        words = "\n".join([lines[0], *textwrap.wrap(" ".join(lines[1:]), 24)])
        axes.text(
            1.01,
            height,
            words,
            transform=axes.transAxes,
            va="center",
            color=style.goal,
            fontsize=9.5,
            linespacing=1.3,
        )


def draw_courses(axes: Axes, content: ChartContent, style: Style, end: float) -> None:
    """Each path dashed from the base to where it crosses, and its name above the series."""
    if content.base is None:
        return
    top = axes.get_ylim()[1]
    for index, course in enumerate(content.courses):
        color = style.paths[index % len(style.paths)]
        years = np.linspace(0, min(course.years, end - content.base.year), 100)
        values = content.base.value * (1 + course.growth_pct / 100) ** years
        shown = values <= top
        axes.plot(
            content.base.year + years[shown],
            values[shown],
            color=color,
            linewidth=1.6,
            dashes=(4, 2),
            zorder=3,
        )
        for after, value in course.arrivals:
            axes.plot(content.base.year + after, value, marker="o", markersize=4.5, color=color, zorder=4)
        axes.text(
            0.01,
            0.985 - index * LINE,
            f"- -  {visible(course.label)}",
            transform=axes.transAxes,
            va="top",
            color=color,
            fontsize=9.5,
            zorder=8,
            bbox=_plate(style),
        )
