"""The face for notebooks and scripts: questions about a frame of figures, answered with plain results."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pandas as pd

from tradetrack import growth, schema
from tradetrack.analysis import Analysis, Query, analyse
from tradetrack.cells import FLOWS, CellError, parse_date
from tradetrack.errors import RequestError
from tradetrack.projecting import project_targets
from tradetrack.projection import Projection

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_ANNUAL_COLUMNS = {
    schema.SERIES_PAIR: schema.PAIR,
    schema.SERIES_FLOW: schema.FLOW,
    schema.SERIES_UNIT: schema.UNIT,
    growth.YEAR_COLUMN: growth.YEAR_COLUMN,
    growth.LABEL: growth.LABEL,
    schema.LEVEL: schema.VALUE,
    schema.QUALIFIER: schema.QUALIFIER,
    growth.BASIS: growth.BASIS,
    growth.COMPUTED: schema.GROWTH_PCT,
    growth.BOUND: growth.BOUND,
    growth.BOUND_PCT: growth.BOUND_PCT,
    growth.STATED: growth.STATED,
    schema.REPORTER: schema.REPORTER,
    schema.LINE: schema.LINE,
}


def annual_series(
    figures: pd.DataFrame,
    pair: str | None = None,
    flow: str | None = "total",
    reporter: str | None = None,
    as_of: str | None = None,
) -> pd.DataFrame:
    """The annual series of a frame of figures (`read_ledger`): one row a series and year.

    Columns: pair, flow, unit, year, label, value (in `unit`), qualifier, basis (`reported` or `implied`),
    growth_pct (computed, NaN where none), growth_bound and growth_bound_pct (where only a bound follows),
    stated_growth_pct, reporter, line (of the figure in the ledger). `as_of` is a date such as
    "2022-02-04"; `flow=None` takes all flows. Raises RequestError for an unknown pair, flow or reporter.
    """
    annual = _analysis(figures, pair, flow, reporter, as_of).annual
    return annual[list(_ANNUAL_COLUMNS)].rename(columns=_ANNUAL_COLUMNS).reset_index(drop=True)


def project(
    figures: pd.DataFrame,
    target: float | Iterable[float] | None = None,
    by: int | Iterable[int] = (),
    growth: float | Iterable[float] = (),
    pair: str | None = None,
    flow: str | None = "total",
    reporter: str | None = None,
    as_of: str | None = None,
    base: int | None = None,
) -> list[Projection]:
    """What it takes to reach each target: one frozen `Projection` for each series and target.

    `target` is a level in the unit of the series, or several; without one, the open targets of the
    figures. `growth` adds paths (percent a year), `by` years to the required growth, `base` names the
    year to start from. Raises RequestError for what cannot be asked.
    """
    analysis = _analysis(figures, pair, flow, reporter, as_of)
    return _projections(analysis, target, by, growth, base)


def chart(
    figures: pd.DataFrame,
    target: float | Iterable[float] | None = None,
    by: int | Iterable[int] = (),
    growth: float | Iterable[float] = (),
    pair: str | None = None,
    flow: str | None = "total",
    reporter: str | None = None,
    as_of: str | None = None,
    base: int | None = None,
    title: str | None = None,
    width: int = 960,
    height: int = 540,
    dark: bool = False,
    log: bool = False,
) -> Figure:
    """The chart of one series with its targets and paths, as a matplotlib figure of its own.

    Takes what `project` takes; `width` and `height` are pixels. Raises RequestError where there is no
    figure to draw, or more than one series.
    """
    from tradetrack.render.chart import draw
    from tradetrack.render.style import Style
    from tradetrack.reports.chart import chart_content

    analysis = _analysis(figures, pair, flow, reporter, as_of)
    content = chart_content(analysis, _projections(analysis, target, by, growth, base), title=title)
    return draw(content, Style(width, height, dark, log))[0]


def _analysis(
    figures: pd.DataFrame, pair: str | None, flow: str | None, reporter: str | None, as_of: str | None
) -> Analysis:
    if flow is not None and flow not in FLOWS:
        raise RequestError(f"unknown flow {flow!r}; choose total, exports or imports")
    try:
        day = None if as_of is None else parse_date(as_of)
    except CellError as error:
        raise RequestError(f"as_of: {error}") from None
    return analyse(figures, Query((pair,) if pair else (), flow, reporter, day))


def _projections(
    analysis: Analysis,
    target: float | Iterable[float] | None,
    by: int | Iterable[int],
    growth_pct: float | Iterable[float],
    base: int | None,
) -> list[Projection]:
    values = [] if target is None else _several(target)
    rates = _several(growth_pct)
    if any(not 0 < value < float("inf") for value in values):
        raise RequestError("a target is a positive number, such as 200")
    if any(not -100 < rate < float("inf") for rate in rates):
        raise RequestError("a growth is a number of percent above -100")
    records = None if values else analysis.wanted_targets()
    return project_targets(analysis.reported, records, values, rates, [int(y) for y in _several(by)], base)


def _several(given: float | Iterable[float]) -> list[float]:
    return list(given) if isinstance(given, Iterable) else [given]
