"""Charts of a frame of figures: one series with its targets and paths, or several series."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from tradetrack import workflow
from tradetrack.api.arguments import aims_of, question_of, require_pixels, several, words_of
from tradetrack.core.errors import RequestError
from tradetrack.core.vocabulary import TOTAL
from tradetrack.workflow.many_charts import Arrangement, many_chart

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from tradetrack.render.chart.figure import AnySpec

_USUAL = 540  # pixels
_AIMS = ("target", "by", "growth", "base", "world_growth")
_VIEW = ("reporter", "as_of", "year_start", "scope", "currency", "since", "until")
_WORDS = ("title", "subtitle", "paths", "lang", "labels")


def chart(
    figures: pd.DataFrame,
    target: float | str | Iterable[float | str] | None = None,
    by: int | Iterable[int] = (),
    growth: float | Iterable[float] = (),
    pair: str | Iterable[str] | None = None,
    flow: str | Iterable[str] | None = "total",
    reporter: str | None = None,
    as_of: str | None = None,
    base: int | str | None = None,
    title: str | None = None,
    subtitle: str | None = None,
    paths: str = "all",
    lang: str = "en",
    labels: Mapping[str, str] | None = None,
    width: int = 960,
    height: int | None = None,
    dark: bool = False,
    log: bool = False,
    since: int | None = None,
    until: int | None = None,
    year_start: int | None = None,
    scope: str | None = None,
    currency: str | None = None,
    world_growth: float | None = None,
    ax: Axes | None = None,
    grid: bool = False,
    indexed: bool = False,
    axes: str | None = None,
) -> Figure:
    """The chart of one series with its targets and paths, or of several, as a matplotlib figure of its own.

    One series takes what `project` takes. Several pairs or flows are lines in one plot, from 100 on if they
    are `indexed`, or small charts with `grid` (`axes` "common" or "own"). `width` (400 to 8000) and `height`
    (300 to 8000) are pixels, `paths` "all", "given" or "none", `lang` such as "fr", `labels` own words; `ax`
    are axes of yours, on which a grid has no room. Raises RequestError.
    """
    return _chart(dict(locals()))


def _chart(given: dict[str, Any]) -> Figure:
    """The chart by the arguments of `chart`, by their names."""
    flow, aims = given["flow"], {name: given[name] for name in _AIMS}
    flows: tuple[str, ...] = (TOTAL,) if flow is None else several(flow)
    how = Arrangement(given["grid"], given["indexed"], given["axes"])
    question = question_of(given["pair"], flows[0], *(given[name] for name in _VIEW))
    words = words_of(*(given[name] for name in _WORDS))
    spec: AnySpec
    if how.grid or how.indexed or len({*question.pairs}) > 1 or len({*flows}) > 1:
        is_on_axes = how.grid and given["ax"] is not None
        _require_no_projection(aims | {"paths": given["paths"] != "all", "ax": is_on_axes})
        spec = many_chart(given["figures"], question, list(dict.fromkeys(flows)), how, words)
    else:
        analysis = workflow.ask(given["figures"], question)
        spec = workflow.chart(analysis, question, aims_of(**aims), words)
    return _drawn(spec, *(given[name] for name in ("width", "height", "dark", "log", "ax")))


def _require_no_projection(given: Mapping[str, object]) -> None:
    """Raise RequestError for an argument of the chart of one series, and for axes that a grid cannot use."""
    for name, value in given.items():
        if value is not None and value is not False and value != ():
            why = "a grid has a figure of its own" if name == "ax" else "it is for the chart of one series"
            raise RequestError(why, name)


def _drawn(spec: AnySpec, width: int, height: int | None, dark: bool, log: bool, axes: Axes | None) -> Figure:
    from tradetrack.render.chart.grid import usual_height
    from tradetrack.render.chart.onto import drawn
    from tradetrack.render.chart.style import Style
    from tradetrack.reports.chart_many_spec import GridSpec

    usual = usual_height(len(spec.panels), width) if isinstance(spec, GridSpec) else _USUAL
    height = usual if height is None else height
    require_pixels(width, height)
    return drawn(spec, Style(width, height, dark, log), axes)
