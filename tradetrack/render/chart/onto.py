"""A chart drawn on the axes of somebody else's figure, with few words: those axes may be small."""

from __future__ import annotations

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from tradetrack.render.chart.figure import AnySpec, draw
from tradetrack.render.chart.marks import Marks
from tradetrack.render.chart.measure import Ruler
from tradetrack.render.chart.overlay import mark_lines
from tradetrack.render.chart.room import look
from tradetrack.render.chart.scales import last_year, set_limits, value_ticks, year_ticks
from tradetrack.render.chart.style import Style
from tradetrack.render.escape import visible
from tradetrack.reports.chart_many_spec import GridSpec, LinesSpec
from tradetrack.reports.chart_spec import ChartSpec

_NAME_POINTS = 8.0
_GAP = 2.0  # points between the line of a target and its name


def drawn(spec: AnySpec, style: Style, axes: Axes | None) -> Figure:
    """The figure of a chart: one of its own, or that of the axes on which it is drawn.

    Raises ValueError for a grid on axes.
    """
    return draw(spec, style)[0] if axes is None else draw_onto(axes, spec, style)


def draw_onto(axes: Axes, spec: AnySpec, style: Style) -> Figure:
    """Draw the marks of a chart on `axes`, with its title, unit and the names of its targets or lines.

    Paths and outlook have no names there. Returns the figure of the axes.
    """
    figure = axes.get_figure(root=True)
    if figure is None or isinstance(spec, GridSpec):
        raise ValueError("the axes belong to no figure" if figure is None else "a grid has no room on axes")
    spec = spec.above_zero() if style.log else spec
    with mpl.rc_context({"text.parse_math": False}):  # text from outside is never mathematics
        axes.set_facecolor(style.paper)
        if isinstance(spec, LinesSpec):
            mark_lines(axes, spec, style)
        else:
            set_limits(axes, spec, style)
            look(axes, style)
            Marks(figure, axes, spec, style, last_year(spec))
        ruler, box = Ruler(figure, set()), axes.get_window_extent()
        axes.set_yticks(*value_ticks(axes, box.height, ruler.unit))
        axes.set_xticks(*year_ticks(axes, spec.first_month, ruler, box.width))
        ruler.close()
        axes.set_title(visible(spec.title), loc="left", color=style.ink, fontweight="bold", wrap=True)
        axes.set_ylabel(visible(spec.subtitle.partition(";")[0]), color=style.soft)
        if isinstance(spec, LinesSpec):
            _name_lines(axes, spec, style)
        else:
            _name_targets(axes, spec, style)
    return figure


def _name_targets(axes: Axes, spec: ChartSpec, style: Style) -> None:
    for target in spec.targets:
        axes.annotate(
            visible(target.label.partition("\n")[0]),
            (0.01, target.value),
            (0, _GAP),
            xycoords=axes.get_yaxis_transform(),
            textcoords="offset points",
            color=style.target,
            fontsize=_NAME_POINTS,
        )


def _name_lines(axes: Axes, spec: LinesSpec, style: Style) -> None:
    """A key: where there is room for the ends of the lines is for the owner of the axes to say."""
    marks = [
        Line2D([], [], color=color, linewidth=2) for _, color in zip(spec.lines, style.lines, strict=False)
    ]
    names = [visible(line.name) for line in spec.lines]
    axes.legend(marks, names, fontsize=_NAME_POINTS, labelcolor=style.ink, frameon=False, loc="best")
