"""Figures, annual series, targets and findings of a frame of figures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tradetrack import workflow
from tradetrack.api.arguments import question_of, several

if TYPE_CHECKING:
    import pandas as pd

    from tradetrack.reports.check_result import CheckResult
    from tradetrack.reports.results import ShowResult, TargetsResult
    from tradetrack.reports.target_summary import SummaryResult


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
    question = question_of(pair, flow, reporter, as_of, year_start, scope, currency, since, until, by)
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

    analysis = workflow.ask(figures, question_of(pair, flow, reporter, as_of, year_start, scope, currency))
    return annual_frame(list(rows(analysis.annual, AnnualRow)))


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
        workflow.ask(figures, question_of(pair, flow, reporter, as_of, year_start, scope, currency))
    )


def target_summary(
    figures: pd.DataFrame,
    pair: str | Iterable[str] | None = None,
    flow: str | None = None,
    reporter: str | None = None,
    as_of: str | None = None,
    year_start: int | None = None,
    scope: str | None = None,
    currency: str | None = None,
) -> SummaryResult:
    """How many targets were met, by what they asked for, with intervals; of all flows, or of one."""
    return workflow.target_summary(
        workflow.ask(figures, question_of(pair, flow, reporter, as_of, year_start, scope, currency))
    )


def check(
    figures: pd.DataFrame, select: str | Iterable[str] = (), ignore: str | Iterable[str] = ()
) -> CheckResult:
    """What a careful colleague would ask about the figures; `select` and `ignore` are codes of checks."""
    return workflow.check(figures, select=several(select), ignore=several(ignore))
