"""A chart's spec -> a matplotlib figure -> the bytes of a picture.

No pyplot, no backend of the user's, no matplotlibrc: the same spec gives the same bytes.
"""

from __future__ import annotations

import io
import math
import textwrap
import warnings
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator, NullFormatter

from tradetrack.core.errors import RequestError
from tradetrack.core.periods import YEAR, year_label
from tradetrack.render.chart.fonts import families_for
from tradetrack.render.chart.marks import LINE, draw_outlook, draw_paths, draw_series, draw_targets
from tradetrack.render.chart.style import DESIGN_HEIGHT, DESIGN_WIDTH, Style
from tradetrack.render.escape import visible
from tradetrack.reports.chart_spec import ChartSpec

ENDINGS = ("png", "svg", "pdf")
_DPI = 100
MAX_TICKS = 12
_LEFT, _RIGHT, _TOP, _BOTTOM = 0.07, 0.80, 0.80, 0.14
_MAX_ROOM = 0.35  # of the height of the axes: never more for the names of paths
_METADATA: dict[str, dict[str, Any]] = {
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "Producer": None, "Creator": None},
}


def check_ending(file: str) -> str:
    """The format that the name of a file asks for. Raises RequestError for any but PNG, SVG and PDF."""
    ending = Path(file).suffix.lower().removeprefix(".")
    if ending not in ENDINGS:
        raise RequestError(f"{file!r}: cannot tell the format; end the name in .png, .svg or .pdf")
    return ending


def draw(spec: ChartSpec, style: Style) -> tuple[Figure, list[str]]:
    """The figure of a chart, and the warnings about it (characters that no font has)."""
    families, notes = families_for(_all_text(spec))
    # Text from outside is never mathematics: `US$140bn to US$200bn` stands as it is.
    settings: Any = {**mpl.rcParamsDefault, "font.family": families, "text.parse_math": False}
    with mpl.rc_context(settings):
        if style.log and any(p.value <= 0 for p in spec.points):
            spec = spec.above_zero()
            notes.append("a logarithmic scale has no 0: levels of 0 are left out")
        scale = min(style.width / DESIGN_WIDTH, style.height / DESIGN_HEIGHT)
        dpi = _DPI * max(scale, 0.4)
        figure = Figure(figsize=(style.width / dpi, style.height / dpi), dpi=dpi, facecolor=style.paper)
        FigureCanvasAgg(figure)
        axes = figure.add_axes((_LEFT, _BOTTOM, _RIGHT - _LEFT, _TOP - _BOTTOM), facecolor=style.paper)
        end = _last_year(spec)
        _axes(axes, spec, style)
        draw_outlook(axes, spec, style)
        draw_targets(axes, spec, style, end)
        draw_paths(axes, spec, style, end)
        draw_series(axes, spec, style)
        _words(figure, spec, style)
    return figure, notes


def picture(figure: Figure, ending: str) -> bytes:
    """The bytes of a figure as PNG, SVG or PDF; the same figure gives the same bytes."""
    out = io.BytesIO()
    # The defaults too: `bbox_inches=None` alone means the `savefig.bbox` of a stray matplotlibrc.
    own = {"svg.fonttype": "none", "svg.hashsalt": "tradetrack", "pdf.fonttype": 42}
    settings: Any = {**mpl.rcParamsDefault, **own}
    with mpl.rc_context(settings), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")  # `draw` warns of it, without a path
        figure.savefig(
            out,
            format=ending,
            dpi=figure.dpi,
            bbox_inches=None,
            pad_inches=0,
            metadata=_METADATA[ending],
            facecolor=figure.get_facecolor(),
        )
    return out.getvalue()


def _all_text(spec: ChartSpec) -> str:
    labels = [p.label for p in spec.points] + [g.label for g in spec.targets]
    return "".join([spec.title, spec.subtitle, spec.foot, *labels])


def _last_year(spec: ChartSpec) -> float:
    if spec.base is None or not spec.targets:
        return max(p.year for p in spec.points)
    if spec.outlook:
        return spec.outlook.years[-1]
    arrivals = [years for path in spec.paths for years, _ in path.arrivals]
    deadlines = [g.deadline - spec.base.year for g in spec.targets if g.deadline]
    ahead = max([spec.min_years_ahead, *map(math.ceil, arrivals), *deadlines])
    return spec.base.year + min(spec.max_years_ahead, ahead)


def _axes(axes: Axes, spec: ChartSpec, style: Style) -> None:
    points = spec.points
    first, end = min(p.year for p in points), _last_year(spec)
    margin = max((end - first) * 0.02, 0.3)
    axes.set_xlim(first - margin, end + margin)
    levels = [p.value for p in points] + [g.value for g in spec.targets]
    if spec.outlook:
        levels.append(spec.outlook.median[-1])
    if spec.nowcast and spec.nowcast.interval:
        levels.append(spec.nowcast.interval[1])
    if style.log:
        axes.set_yscale("log")
        lowest = min((value for value in levels if value > 0), default=1.0)
        bottom, top = lowest / 1.3, max(*levels, lowest * 2) * 1.3
        axes.set_ylim(bottom, bottom * (top / bottom) ** (1 / (1 - _room(spec))))
    else:
        axes.set_ylim(0, _top(spec, levels))
        axes.yaxis.set_major_locator(MaxNLocator(6))
    years = range(math.ceil(first - margin), math.floor(end + margin) + 1)
    axes.set_xticks(years[:: math.ceil(len(years) / MAX_TICKS)])
    month = spec.first_month - 1
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: year_label(round(x) * YEAR + month)))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: f"{y:,.10g}"))
    axes.yaxis.set_minor_formatter(NullFormatter())
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(style.soft)
    axes.tick_params(which="both", colors=style.soft, labelsize=10, length=0, pad=6)
    axes.grid(axis="y", color=style.grid, linewidth=0.8)
    axes.set_axisbelow(True)


def _top(spec: ChartSpec, levels: list[float]) -> float:
    """The top of the axis: above all levels, with room for the names of the paths."""
    return (max(levels, default=1.0) * 1.1 or 1.0) / (1 - _room(spec))


def _room(spec: ChartSpec) -> float:
    """The part of the height that the names of the paths take."""
    return min(len(spec.paths) * LINE, _MAX_ROOM)


def _words(figure: Figure, spec: ChartSpec, style: Style) -> None:
    """Title, subtitle and foot."""
    title = textwrap.wrap(visible(spec.title), 62) or [""]
    size = 16 if len(title) == 1 else 13
    figure.text(_LEFT, 0.955, _cut(title, 2), fontsize=size, fontweight="bold", color=style.ink, va="top")
    figure.text(
        _LEFT,
        0.875 if len(title) == 1 else 0.862,
        visible(spec.subtitle),
        fontsize=11,
        color=style.soft,
        va="top",
    )
    foot = _cut(textwrap.wrap(visible(spec.foot), 130), 2)
    figure.text(_LEFT, 0.02, foot, fontsize=8.5, color=style.soft, va="bottom")


def _cut(lines: list[str], most: int) -> str:
    """So many lines, with a sign where there would be more."""
    return "\n".join(lines[:most]) + (" …" if len(lines) > most else "")
