"""The report of an answer: its tables, records and document, by the kind of the answer."""

from __future__ import annotations

from typing import Any

from tradetrack.reports.answer import Answer
from tradetrack.reports.check_result import CheckResult
from tradetrack.reports.forecast_results import BacktestResult, ProjectResult
from tradetrack.reports.league_result import LeagueResult
from tradetrack.reports.results import TargetsResult
from tradetrack.reports.tables import Report


def report_of(answer: Answer[Any]) -> Report:
    """The report of an answer. Raises TypeError for an answer of no known kind."""
    if isinstance(answer, ProjectResult):
        from tradetrack.reports.project import project_report

        return project_report(answer)
    if isinstance(answer, TargetsResult):
        from tradetrack.reports.targets import targets_report

        return targets_report(answer)
    if isinstance(answer, CheckResult):
        from tradetrack.reports.check import check_report

        return check_report(answer)
    if isinstance(answer, LeagueResult):
        from tradetrack.reports.league_report import league_report

        return league_report(answer)
    if isinstance(answer, BacktestResult):
        from tradetrack.reports.backtest import backtest_report

        return backtest_report(answer)
    raise TypeError(f"no report for {type(answer).__name__}")
