"""The face for notebooks and scripts: questions about a frame of figures, answered with plain results."""

from __future__ import annotations

from collections.abc import Iterable
from numbers import Real
from typing import TYPE_CHECKING

import pandas as pd

from tradetrack.core import schema
from tradetrack.core.dates import last_day
from tradetrack.core.errors import RequestError
from tradetrack.core.vocabulary import FLOWS
from tradetrack.forecast.project import project as project_targets
from tradetrack.forecast.projection import Projection
from tradetrack.forecast.target_outlook import MOST, with_outlooks
from tradetrack.series.analysis import Analysis, Query, analyse

if TYPE_CHECKING:
    from matplotlib.figure import Figure

LARGEST = 1e12

_ANNUAL_COLUMNS = {
    schema.SERIES_PAIR: schema.PAIR,
    schema.SERIES_FLOW: schema.FLOW,
    schema.SERIES_UNIT: schema.UNIT,
    schema.YEAR_COLUMN: schema.YEAR_COLUMN,
    schema.LABEL: schema.LABEL,
    schema.LEVEL: schema.VALUE,
    schema.QUALIFIER: schema.QUALIFIER,
    schema.BASIS: schema.BASIS,
    schema.COMPUTED: schema.GROWTH_PCT,
    schema.BOUND: schema.BOUND,
    schema.BOUND_PCT: schema.BOUND_PCT,
    schema.STATED: schema.STATED,
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

    Columns: pair, flow, unit, year, label, value (in `unit`), qualifier, basis (`reported`, `implied` or
    `nowcast`), growth_pct (computed, NaN where none), growth_bound and growth_bound_pct (where only a
    bound follows), stated_growth_pct, reporter, line (of the figure in the ledger). `as_of` is a date such as
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
    base: int | str | None = None,
) -> list[Projection]:
    """What it takes to reach each target: one frozen `Projection` for each series and target.

    `target` is a level in the unit of the series, or several; without one, the open targets of the
    figures. `growth` adds paths (percent a year), `by` years to the required growth, `base` names the
    year to start from, or is "nowcast". Up to 50 projections have their outlook. Raises RequestError for
    what cannot be asked.
    """
    analysis = _analysis(figures, pair, flow, reporter, as_of)
    projections = _projections(analysis, target, by, growth, base)
    return with_outlooks(projections, analysis) if len(projections) <= MOST else projections


def chart(
    figures: pd.DataFrame,
    target: float | Iterable[float] | None = None,
    by: int | Iterable[int] = (),
    growth: float | Iterable[float] = (),
    pair: str | None = None,
    flow: str | None = "total",
    reporter: str | None = None,
    as_of: str | None = None,
    base: int | str | None = None,
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
    from tradetrack.render.chart.figure import draw
    from tradetrack.render.chart.style import Style
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
        day = None if as_of is None else last_day(str(as_of))
    except ValueError as error:
        raise RequestError(f"as_of: {error}") from None
    return analyse(figures, Query((pair,) if pair else (), flow, reporter, day))


def _projections(
    analysis: Analysis,
    target: float | Iterable[float] | None,
    by: int | Iterable[int],
    growth_pct: float | Iterable[float],
    base: int | str | None,
) -> list[Projection]:
    values = [] if target is None else _several("target", target, above=0)
    rates = _several("growth", growth_pct, above=-100)
    years = [int(year) for year in _several("by", by, above=0)]
    records = () if values else analysis.wanted_targets()
    return project_targets(analysis, records, values, rates, years, base)


def _several(name: str, given: float | Iterable[float], above: float) -> list[float]:
    """One number or several as a list. Raises RequestError for what is no number in reason."""
    several = list(given) if isinstance(given, Iterable) and not isinstance(given, str) else [given]
    for number in several:
        if not isinstance(number, Real) or not above < float(number) < LARGEST:
            raise RequestError(f"{name}: {number!r} is not a number above {above:g}")
    return [float(number) for number in several]
