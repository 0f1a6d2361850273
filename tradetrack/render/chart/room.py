"""The look of axes, and the room that they have between the words around the plot."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from tradetrack.render.chart.measure import Ruler
from tradetrack.render.chart.plane import Box
from tradetrack.render.chart.scales import TICK_POINTS, value_ticks, year_ticks
from tradetrack.render.chart.style import Style
from tradetrack.reports.language import Language

_TICK_GAP = 7.0  # pixels of the design, between an axis and its labels


def look(axes: Axes, style: Style, points: float = TICK_POINTS) -> None:
    """No box and no ticks: labels in a soft colour, and lines for levels behind all else."""
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(style.soft)
    axes.tick_params(which="both", colors=style.soft, labelsize=points, length=0, pad=5)
    axes.tick_params(axis="x", pad=7)  # below the lower half of the lowest level's label
    axes.grid(axis="y", color=style.grid, linewidth=0.8)
    axes.set_axisbelow(True)


def set_room(
    figure: Figure, axes: Axes, room: Box, margin: float, ruler: Ruler, first_month: int, language: Language
) -> None:
    """Give the axes the room that their labels and a margin to the right leave."""
    unit, (width, height) = ruler.unit, (figure.bbox.width, figure.bbox.height)
    bottom = room.bottom + ruler.size("2021", TICK_POINTS)[1] + (_TICK_GAP + 3) * unit
    top = max(room.top, bottom + 10 * unit)
    values = value_ticks(axes, top - bottom, unit, language)
    widest = max((ruler.size(label, TICK_POINTS)[0] for label in values.labels), default=0)
    left = room.left + widest + _TICK_GAP * unit
    right = room.right - margin
    years = year_ticks(axes, first_month, ruler, right - left)
    axes.set_position((left / width, bottom / height, (right - left) / width, (top - bottom) / height))
    axes.set_yticks(*values)
    axes.set_xticks(*years)
