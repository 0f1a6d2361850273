"""A chart's spec -> a matplotlib figure -> the bytes of a picture.

No pyplot, no backend of the user's, no matplotlibrc: the same spec gives the same bytes.
"""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from tradetrack.core.errors import RequestError
from tradetrack.render.chart.fonts import DEFAULT_FAMILY, GENERIC, families_for, lacking
from tradetrack.render.chart.frame import draw_frame, frame_of
from tradetrack.render.chart.grid import draw_grid
from tradetrack.render.chart.margin import draw_margin, name_width, stacked
from tradetrack.render.chart.marks import Marks
from tradetrack.render.chart.measure import Ruler
from tradetrack.render.chart.names import draw_names, in_key, place_names, things
from tradetrack.render.chart.overlay import draw_lines
from tradetrack.render.chart.room import look, set_room
from tradetrack.render.chart.scales import last_year, set_limits
from tradetrack.render.chart.style import DESIGN_HEIGHT, DESIGN_WIDTH, Style
from tradetrack.render.chart.svg import described, salt
from tradetrack.render.escape import visible
from tradetrack.reports.chart_many_spec import GridSpec, LinesSpec
from tradetrack.reports.chart_spec import ChartSpec

AnySpec = ChartSpec | LinesSpec | GridSpec
ENDINGS = ("png", "svg", "pdf")
_DPI = 100
_SMALLEST = 0.7  # of the size of the design: below, letters are no longer legible
_METADATA: dict[str, dict[str, Any]] = {
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "Producer": None, "Creator": None},
}


class Chart(Figure):
    """A figure that says what it shows, and shows itself in a notebook.

    `notes` are about what it cannot show: characters that no font has, levels of 0 on a logarithmic scale.
    """

    title = description = ""
    notes: tuple[str, ...] = ()

    def _repr_png_(self) -> bytes:
        return picture(self, "png")

    def _repr_svg_(self) -> str:
        return picture(self, "svg").decode()

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        """Before any formatter that an inline backend has for figures, which would cut the picture."""
        return {"image/png": self._repr_png_(), "text/plain": self.description}


def check_ending(file: str) -> str:
    """The format that the name of a file asks for. Raises RequestError for any but PNG, SVG and PDF."""
    ending = Path(file).suffix.lower().removeprefix(".")
    if ending not in ENDINGS:
        raise RequestError(f"{file!r}: cannot tell the format; end the name in .png, .svg or .pdf")
    return ending


def draw(spec: AnySpec, style: Style, ending: str = "png") -> tuple[Chart, list[str]]:
    """The figure of a chart, and what is to be said of it: characters that no font has, levels of 0.

    An SVG is drawn with the fonts of its reader, so that none is missing here.
    """
    foreign = lacking(spec.text)
    families, notes = families_for(foreign if ending != "svg" else set())
    if style.log:
        spec = spec.above_zero()
        if isinstance(spec, ChartSpec) and spec.zeros:
            notes.append(f"a logarithmic scale has no 0: {spec.zero_words}, marked at its lower edge")
    # Text from outside is never mathematics: `US$140bn to US$200bn` stands as it is.
    settings: Any = {**mpl.rcParamsDefault, "font.family": [*families, GENERIC], "text.parse_math": False}
    foreign = foreign if ending == "svg" else set()
    with mpl.rc_context(settings), warnings.catch_warnings():
        _ignore_glyphs()
        figure = _figure(spec, style)
        ruler = Ruler(figure, foreign)
        if isinstance(spec, LinesSpec):
            draw_lines(figure, spec, style, ruler)
        elif isinstance(spec, GridSpec):
            draw_grid(figure, spec, style, ruler)
        else:
            _draw_one(figure, spec, style, ruler)
        ruler.close()
    figure.notes = tuple(notes)
    return figure, notes


def _draw_one(figure: Chart, spec: ChartSpec, style: Style, ruler: Ruler) -> None:
    """One series with its targets, paths and outlook."""
    axes = figure.add_axes((0.1, 0.1, 0.8, 0.8), facecolor=style.paper)
    set_limits(axes, spec, style)
    look(axes, style)
    marks = Marks(figure, axes, spec, style, last_year(spec))
    _lay_out(figure, axes, spec, marks, style, ruler)


def picture(figure: Figure, ending: str) -> bytes:
    """The bytes of a figure as PNG, SVG or PDF; the same figure gives the same bytes."""
    out = io.BytesIO()
    title, description = getattr(figure, "title", ""), getattr(figure, "description", "")
    # The defaults too: `bbox_inches=None` alone means the `savefig.bbox` of a stray matplotlibrc.
    own = {"svg.fonttype": "none", "svg.hashsalt": salt(title, description), "pdf.fonttype": 42}
    settings: Any = {**mpl.rcParamsDefault, **own, f"font.{GENERIC}": [DEFAULT_FAMILY]}
    with mpl.rc_context(settings), warnings.catch_warnings():
        _ignore_glyphs()
        figure.savefig(
            out,
            format=ending,
            dpi=figure.dpi,
            bbox_inches=None,
            pad_inches=0,
            metadata=_METADATA[ending],
            facecolor=figure.get_facecolor(),
        )
    if ending != "svg":
        return out.getvalue()
    return described(
        out.getvalue(), title, description, (round(figure.bbox.width), round(figure.bbox.height))
    )


def _ignore_glyphs() -> None:
    warnings.filterwarnings("ignore", "Glyph .* missing")  # `draw` warns of it, without a path
    warnings.filterwarnings("ignore", "Matplotlib currently does not support .* natively")


def _figure(spec: AnySpec, style: Style) -> Chart:
    scale = min(style.width / DESIGN_WIDTH, style.height / DESIGN_HEIGHT)
    dpi = _DPI * max(scale, _SMALLEST)
    figure = Chart(figsize=(style.width / dpi, style.height / dpi), dpi=dpi, facecolor=style.paper)
    FigureCanvasAgg(figure)
    figure.title, figure.description = visible(spec.title), visible(spec.description)
    return figure


def _lay_out(figure: Chart, axes: Axes, spec: ChartSpec, marks: Marks, style: Style, ruler: Ruler) -> None:
    """Place all words: those that find no room in the plot go into the key, and the rest anew."""
    wanted = things(spec, marks, style)
    key = in_key(wanted)
    while True:
        frame = frame_of(figure, spec, key, style, ruler)
        margin = name_width(spec, ruler)
        set_room(figure, axes, frame.room, margin, ruler, spec.first_month, spec.language)
        placed, homeless = place_names(axes, [thing for thing in wanted if thing not in key], marks, ruler)
        if not homeless:
            break
        key += homeless
    names = stacked(spec, axes, frame.room.right, ruler) if spec.targets else []
    draw_frame(figure, frame, style, ruler)
    draw_names(figure, axes, placed, style)
    draw_margin(figure, axes, names, style, ruler)
