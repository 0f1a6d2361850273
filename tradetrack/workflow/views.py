"""The use cases that read and show: loading a ledger, asking a question of it, figures and targets."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os

    import pandas as pd

    from tradetrack.reports.results import ShowResult, TargetsResult
    from tradetrack.series.analysis import Analysis
    from tradetrack.workflow.questions import Question


def load(source: str | os.PathLike[str] | None = None) -> pd.DataFrame:
    """The figures of a ledger (`tradetrack.sources.ledger_file.read_ledger`)."""
    from tradetrack.sources.ledger_file import read_ledger

    return read_ledger(source)


def ask(figures: pd.DataFrame, question: Question) -> Analysis:
    """The analysis that answers a question. Raises RequestError for an unknown pair or reporter."""
    from tradetrack.series.analysis import analyse

    return analyse(figures, question)


def show(analysis: Analysis, question: Question) -> ShowResult:
    """The figures, years, parts and targets of a view."""
    from tradetrack.reports.show import show_result

    return show_result(analysis, question.since, question.until, question.by)


def targets(analysis: Analysis) -> TargetsResult:
    """Every distinct target with its outcome."""
    from tradetrack.reports.results import TargetsResult

    return TargetsResult(tuple(analysis.targets_by_reporter), tuple(analysis.left_out), analysis.data)
