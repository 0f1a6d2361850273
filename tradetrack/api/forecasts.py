"""Projections, and the test of the outlook, of a frame of figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tradetrack import workflow
from tradetrack.api.arguments import aims_of, question_of
from tradetrack.core.errors import RequestError

if TYPE_CHECKING:
    import pandas as pd

    from tradetrack.reports.forecast_results import BacktestResult, ProjectResult
    from tradetrack.series.plain import AnnualSeries


def project(
    figures: pd.DataFrame,
    target: float | str | Iterable[float | str] | None = None,
    by: int | Iterable[int] = (),
    growth: float | Iterable[float] = (),
    pair: str | Iterable[str] | None = None,
    flow: str | None = "total",
    reporter: str | None = None,
    as_of: str | None = None,
    base: int | str | None = None,
    year_start: int | None = None,
    scope: str | None = None,
    currency: str | None = None,
    at: int | Iterable[int] = (),
    world_growth: float | None = None,
) -> ProjectResult:
    """What it takes to reach each target: one frozen `Projection` for each series and target.

    `target` is a level in the unit of the series, or a text with its own ("200bn") or with a multiple of the
    base ("2x"), or several; without one, the open targets of the figures, and where none is stated a
    projection of each series without a target. `growth` adds paths (percent a year, above -100 and up to
    1000), `by` years to the required growth, `base` names the year to start from, or is "nowcast". `at` names
    years whose levels are of interest, up to ten years on, and `world_growth` is an assumption for world
    trade (percent a year) in place of its eras.
    """
    analysis = workflow.ask(figures, question_of(pair, flow, reporter, as_of, year_start, scope, currency))
    return workflow.project(analysis, aims_of(target, by, growth, base, at, world_growth))


def backtest(
    figures: pd.DataFrame | None = None,
    pair: str | Iterable[str] | None = None,
    flow: str | None = "total",
    reporter: str | None = None,
    as_of: str | None = None,
    year_start: int | None = None,
    scope: str | None = None,
    currency: str | None = None,
    series: Sequence[AnnualSeries] | None = None,
) -> BacktestResult:
    """How the outlook would have done on the series of the figures, beside simpler forecasts.

    `series` takes plain annual series (`AnnualSeries`) in place of figures.
    """
    from tradetrack.forecast.target_outlook import annual_record

    if figures is None and series is not None:
        return workflow.backtest(series)
    if figures is None or series is not None:
        raise RequestError("give either figures or series", "series")
    analysis = workflow.ask(figures, question_of(pair, flow, reporter, as_of, year_start, scope, currency))
    return workflow.backtest(annual_record(analysis), data=analysis.data)
