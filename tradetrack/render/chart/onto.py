"""A chart drawn on the axes of somebody else's figure, with few words: those axes may be small."""

from __future__ import annotations

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from tradetrack.render.chart.figure import draw
from tradetrack.render.chart.marks import Marks
from tradetrack.render.chart.measure import Ruler
from tradetrack.render.chart.room import look
from tradetrack.render.chart.scales import last_year, set_limits, value_ticks, year_ticks
from tradetrack.render.chart.style import Style
from tradetrack.render.escape import visible
from tradetrack.reports.chart_spec import ChartSpec

_NAME_POINTS = 8.0
_GAP = 2.0  # points between the line of a target and its name


def drawn(spec: ChartSpec, style: Style, axes: Axes | None) -> Figure:
    """The figure of a chart: one of its own, or that of the axes on which it is drawn."""
    return draw(spec, style)[0] if axes is None else draw_onto(axes, spec, style)


def draw_onto(axes: Axes, spec: ChartSpec, style: Style) -> Figure:
    """Draw the marks of a chart on `axes`, with its title, unit and the names of its targets.

    Paths and outlook have no names there. Returns the figure of the axes.
    """
    spec = spec.above_zero() if style.log else spec
    figure = axes.get_figure(root=True)
    if figure is None:
        raise ValueError("the axes belong to no figure")
    with mpl.rc_context({"text.parse_math": False}):  # text from outside is never mathematics
        axes.set_facecolor(style.paper)
        set_limits(axes, spec, style)
        look(axes, style)
        Marks(figure, axes, spec, style, last_year(spec))
        ruler, box = Ruler(figure, set()), axes.get_window_extent()
        axes.set_yticks(*value_ticks(axes, box.height, ruler.unit))
        axes.set_xticks(*year_ticks(axes, spec.first_month, ruler, box.width))
        ruler.close()
        axes.set_title(visible(spec.title), loc="left", color=style.ink, fontweight="bold", wrap=True)
        axes.set_ylabel(visible(spec.subtitle.partition(";")[0]), color=style.soft)
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
    return figure
