"""The names of targets in the right margin: moved apart, or merged where their lines look like one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from tradetrack.render.chart.measure import Ruler
from tradetrack.render.chart.style import Style
from tradetrack.render.escape import visible
from tradetrack.reports.chart_spec import ChartSpec, TargetLine, merged_words
from tradetrack.reports.language import Language

TARGET_POINTS = 9.5
_MAX_SHARE = 0.32  # of the width of the picture: never more for the names of targets
# Pixels of the design.
_ONE = 3.5  # lines nearer than this look like one
_MOVED = 4.0  # a name that is so far from its line has a leader line
_FAR = 50.0  # names are shortened before one is moved so far
_SPACE = 4.0  # between two names
_NEAR, _WIDE = 8.0, 26.0  # from the plot to names that stand at their lines, and to names that do not
_WIDTH = 205.0  # of a name
_CLOSE = 0.02  # of the highest target: lines nearer than this may look like one


class MarginName(NamedTuple):
    """The name of one target or of several: words, size, the pixels of the lines, and of its middle."""

    words: str
    width: float
    height: float
    lines: tuple[float, ...]
    middle: float
    color: str = ""  # that of targets where none is given

    @property
    def level(self) -> float:
        """The middle of the lines that it names."""
        return (self.lines[0] + self.lines[-1]) / 2


def name_width(spec: ChartSpec, ruler: Ruler) -> float:
    """The pixels that the margin needs at most, names and leader lines; 0 without targets."""
    room = _MAX_SHARE * ruler.page - _WIDE * ruler.unit
    words = [_words((line,), ruler, False, room, spec.language) for line in spec.targets]
    lines = sorted(spec.targets, key=_order)
    close = [pair for pair in pairwise(lines) if pair[1].value - pair[0].value < _CLOSE * lines[-1].value]
    words += [_words((*pair, lines[-1]), ruler, False, room, spec.language) for pair in close]
    widest = max((ruler.size(text, TARGET_POINTS)[0] for text in words), default=0)
    return widest + _WIDE * ruler.unit if words else 0


def stacked(spec: ChartSpec, axes: Axes, edge: float, ruler: Ruler) -> list[MarginName]:
    """The names of all targets from the lowest on, none on another, none beyond the pixel `edge`."""
    unit, bounds = ruler.unit, axes.get_window_extent()
    targets = sorted(spec.targets, key=_order)
    groups: list[list[TargetLine]] = []
    at = [float(axes.transData.transform((0, line.value))[1]) for line in targets]
    for line, level, before in zip(targets, at, [-1e9, *at], strict=False):
        if level - before < _ONE * unit:
            groups[-1].append(line)
        else:
            groups.append([line])
    levels = dict(zip(map(id, targets), at, strict=True))
    brief, room = False, edge - bounds.x1 - _WIDE * unit
    while True:
        names = [_name(group, levels, ruler, brief, room, spec.language) for group in groups]
        if sum(name.height + _SPACE * unit for name in names) <= bounds.height:
            names = apart(names, _SPACE * unit, bounds.y0, bounds.y1)
            if brief or max(abs(name.middle - name.level) for name in names) < _FAR * unit:
                return names
        if brief and len(groups) > 1:
            nearest = min(range(len(groups) - 1), key=lambda i: names[i + 1].level - names[i].level)
            groups[nearest : nearest + 2] = [groups[nearest] + groups[nearest + 1]]
        elif brief:
            return names
        brief = True


def draw_margin(figure: Figure, axes: Axes, names: Sequence[MarginName], style: Style, ruler: Ruler) -> None:
    """Write the names beside the plot, with leader lines where one has been moved."""
    unit, right = ruler.unit, axes.get_window_extent().x1
    moved = [abs(name.middle - name.level) > _MOVED * unit or len({*name.lines}) > 1 for name in names]
    x = right + (_WIDE if any(moved) else _NEAR) * unit
    width, height = figure.bbox.width, figure.bbox.height
    for name, is_moved in zip(names, moved, strict=True):
        figure.text(
            x / width,
            name.middle / height,
            name.words,
            va="center",
            color=name.color or style.target,
            fontsize=TARGET_POINTS,
        )
        if is_moved:
            bracket, end = right + 4 * unit, x - 4 * unit
            xs = [right + unit, bracket, bracket, right + unit, bracket, bracket, end]
            ys = [name.lines[0]] * 2 + [name.lines[-1]] * 3 + [name.level, name.middle]
            line = Line2D([x / width for x in xs], [y / height for y in ys], color=name.color or style.target)
            line.set(transform=figure.transFigure, linewidth=0.8)
            figure.add_artist(line)


def _order(line: TargetLine) -> tuple[float, int]:
    return line.value, line.deadline or 0


def _name(
    group: Sequence[TargetLine],
    levels: dict[int, float],
    ruler: Ruler,
    brief: bool,
    room: float,
    language: Language,
) -> MarginName:
    words = _words(group, ruler, brief, room, language)
    lines = tuple(levels[id(line)] for line in group)
    return MarginName(words, *ruler.size(words, TARGET_POINTS), lines, (lines[0] + lines[-1]) / 2)


def _words(group: Iterable[TargetLine], ruler: Ruler, brief: bool, room: float, language: Language) -> str:
    """The name of a target, or of several as one, in lines that fit the margin."""
    head, *rest = merged_words(tuple(group), language).split("\n")
    width = min(_WIDTH * ruler.unit, room)
    lines = [ruler.wrapped(visible(head), width, TARGET_POINTS, 2, even=True)]
    if rest and not brief:
        lines.append(ruler.wrapped(visible(" ".join(rest)), width, TARGET_POINTS, 2, even=True))
    return "\n".join(lines)


def apart(names: Sequence[MarginName], space: float, bottom: float, top: float) -> list[MarginName]:
    """Names moved as little as can be, so that none touches the next and all are inside the plot's height.

    Neighbours that would touch become one block, which stands where the mean of their levels is.
    """
    blocks: list[list[MarginName]] = []
    for name in names:
        blocks.append([name])
        while (
            len(blocks) > 1
            and _extent(blocks[-2], space, bottom, top)[1] > (_extent(blocks[-1], space, bottom, top)[0])
        ):
            blocks[-2:] = [blocks[-2] + blocks[-1]]
    moved = []
    for block in blocks:
        edge = _extent(block, space, bottom, top)[0]
        for name in block:
            moved.append(name._replace(middle=edge + (name.height + space) / 2))
            edge += name.height + space
    return moved


def _extent(block: Sequence[MarginName], space: float, bottom: float, top: float) -> tuple[float, float]:
    """The lower and upper edge of a block of names that touch."""
    height = sum(name.height + space for name in block)
    before, offsets = 0.0, []
    for name in block:
        offsets.append(name.level - before - (name.height + space) / 2)
        before += name.height + space
    edge = sum(offsets) / len(offsets)
    edge = max(min(edge, top + space / 2 - height), bottom - space / 2)
    return edge, edge + height
