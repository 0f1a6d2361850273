"""The face for notebooks and scripts: questions about a frame of figures, answered with plain results.

Every question takes the same parameters: `pair` (one or several, in either order), `flow` ("total",
"exports", "imports" or None for all), `reporter`, `as_of` (a date such as "2022-02-04": only what had been
stated by then), `year_start` (the month, 1 to 12, in which the years start), `scope` ("goods", or a word of
the ledger such as "non-oil") and `currency` ("USD"). All raise RequestError, whose `parameter` names the
argument at fault.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from tradetrack import workflow
from tradetrack.core.dates import last_day
from tradetrack.core.errors import RequestError
from tradetrack.workflow import HEIGHTS, WIDTHS, Aims, Question

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from tradetrack.reports.check_result import CheckResult
    from tradetrack.reports.forecast_results import BacktestResult, ProjectResult
    from tradetrack.reports.results import ShowResult, TargetsResult
    from tradetrack.series.plain import AnnualSeries

Item = TypeVar("Item")


def show(
    figures: pd.DataFrame,
    pair: str | Iterable[str] | None = None,
    flow: str | None = "total",
    reporter: str | None = None,
    as_of: str | None = None,
    since: int | None = None,
    until: int | None = None,
    year_start: int | None = None,
    scope: str | None = None,
    currency: str | None = None,
    by: str | None = None,
) -> ShowResult:
    """The figures of a view with their status, the years they came to, and the targets.

    `to_frame()` of the result gives the annual series as a DataFrame; with `by` ("month", "quarter", "ytd",
    "year" or "12m") the periods of that rhythm, stated and added up.
    """
    question = _question(pair, flow, reporter, as_of, year_start, scope, currency, since, until, by)
    return workflow.show(workflow.ask(figures, question), question)


def annual_series(
    figures: pd.DataFrame,
    pair: str | Iterable[str] | None = None,
    flow: str | None = "total",
    reporter: str | None = None,
    as_of: str | None = None,
    year_start: int | None = None,
    scope: str | None = None,
    currency: str | None = None,
) -> pd.DataFrame:
    """The annual series as a DataFrame, one row a series and year.

    Columns: pair, flow, scope, unit, year, label, value (in `unit`), qualifier, basis (`reported`, a sum,
    `implied` or `nowcast`), parts (the stated figures in a sum), floor, growth_pct (computed, NaN where
    none), growth_bound and growth_bound_pct (where only a bound follows), stated_growth_pct, reporter, line
    (of the figure in the ledger).
    """
    from tradetrack.core.rows import AnnualRow, rows
    from tradetrack.reports.records import annual_frame

    analysis = workflow.ask(figures, _question(pair, flow, reporter, as_of, year_start, scope, currency))
    return annual_frame(list(rows(analysis.annual, AnnualRow)))


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
    analysis = workflow.ask(figures, _question(pair, flow, reporter, as_of, year_start, scope, currency))
    return workflow.project(analysis, _aims(target, by, growth, base, at, world_growth))


def targets(
    figures: pd.DataFrame,
    pair: str | Iterable[str] | None = None,
    flow: str | None = "total",
    reporter: str | None = None,
    as_of: str | None = None,
    year_start: int | None = None,
    scope: str | None = None,
    currency: str | None = None,
) -> TargetsResult:
    """Every distinct target: who set it when, from what base, and what became of it."""
    return workflow.targets(
        workflow.ask(figures, _question(pair, flow, reporter, as_of, year_start, scope, currency))
    )


def check(
    figures: pd.DataFrame, select: str | Iterable[str] = (), ignore: str | Iterable[str] = ()
) -> CheckResult:
    """What a careful colleague would ask about the figures; `select` and `ignore` are codes of checks."""
    return workflow.check(figures, select=_several(select), ignore=_several(ignore))


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
    analysis = workflow.ask(figures, _question(pair, flow, reporter, as_of, year_start, scope, currency))
    return workflow.backtest(annual_record(analysis))


def chart(
    figures: pd.DataFrame,
    target: float | str | Iterable[float | str] | None = None,
    by: int | Iterable[int] = (),
    growth: float | Iterable[float] = (),
    pair: str | Iterable[str] | None = None,
    flow: str | None = "total",
    reporter: str | None = None,
    as_of: str | None = None,
    base: int | str | None = None,
    title: str | None = None,
    width: int = 960,
    height: int = 540,
    dark: bool = False,
    log: bool = False,
    since: int | None = None,
    until: int | None = None,
    year_start: int | None = None,
    scope: str | None = None,
    currency: str | None = None,
    world_growth: float | None = None,
) -> Figure:
    """The chart of one series with its targets and paths, as a matplotlib figure of its own.

    Takes what `project` takes; `width` (400 to 8000) and `height` (300 to 8000) are pixels. Also raises
    RequestError where there is no figure to draw, or more than one series.
    """
    for name, size, allowed in (("width", width, WIDTHS), ("height", height, HEIGHTS)):
        if size not in allowed:
            raise RequestError(f"{size!r} is not between {allowed[0]} and {allowed[-1]} pixels", name)
    from tradetrack.render.chart.figure import draw
    from tradetrack.render.chart.style import Style

    question = _question(pair, flow, reporter, as_of, year_start, scope, currency, since, until)
    analysis = workflow.ask(figures, question)
    spec = workflow.chart(analysis, question, _aims(target, by, growth, base, (), world_growth), title)
    return draw(spec, Style(width, height, dark, log))[0]


def _question(
    pair: str | Iterable[str] | None,
    flow: str | None,
    reporter: str | None,
    as_of: str | None,
    year_start: int | None,
    scope: str | None,
    currency: str | None,
    since: int | None = None,
    until: int | None = None,
    by: str | None = None,
) -> Question:
    pairs: tuple[str, ...] = () if pair is None else _several(pair)
    try:
        day = None if as_of is None else last_day(str(as_of))
    except ValueError as error:
        raise RequestError(str(error), "as_of") from None
    return Question(pairs, flow, reporter, day, year_start, scope, currency, since, until, by)


def _aims(
    target: float | str | Iterable[float | str] | None,
    by: int | Iterable[int],
    growth: float | Iterable[float],
    base: int | str | None,
    at: int | Iterable[int] = (),
    world_growth: float | None = None,
) -> Aims:
    levels: tuple[float | str, ...] = () if target is None else _several(target)
    return Aims(
        tuple(map(workflow.amount, levels)),
        _several(growth),
        _several(by),
        base,
        at=_several(at),
        world_growth=world_growth,
    )


def _several(given: Item | Iterable[Item]) -> tuple[Item, ...]:
    """One value or several, as a tuple; a text is one value."""
    if isinstance(given, Iterable) and not isinstance(given, str):
        return tuple(given)
    return (given,)
