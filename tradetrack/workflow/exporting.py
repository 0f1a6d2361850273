"""The use case of `export`: all that a view has, as one result that any format can hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tradetrack.core.errors import RequestError
from tradetrack.workflow.forecasts import project
from tradetrack.workflow.questions import Aims
from tradetrack.workflow.views import show, targets

if TYPE_CHECKING:
    from tradetrack.reports.export import ExportResult
    from tradetrack.reports.forecast_results import ProjectResult
    from tradetrack.series.analysis import Analysis
    from tradetrack.workflow.questions import Question


def export(
    analysis: Analysis,
    question: Question,
    tables: Sequence[str],
    ledger: str = "ledger",
    aims: Aims | None = None,
) -> ExportResult:
    """The tables of a view that are asked for; `ledger` is the name of what was read.

    The projections are those of `project` with the same aims: without any, to the open targets, or of a
    ledger without one. Raises RequestError for aims that cannot be projected.
    """
    from tradetrack.reports.export import PROJECTIONS, TARGETS, ExportResult
    from tradetrack.reports.results import TargetsResult

    projections, notes = _projections(analysis, aims) if PROJECTIONS in tables else (None, ())
    judged = targets(analysis) if TARGETS in tables else TargetsResult(())
    return ExportResult(ledger, tuple(tables), show(analysis, question), judged, projections, notes)


def _projections(analysis: Analysis, aims: Aims | None) -> tuple[ProjectResult, tuple[str, ...]]:
    """The projections, and a note where there is nothing to project."""
    from tradetrack.reports.forecast_results import ProjectResult

    try:
        return project(analysis, aims or Aims()), ()
    except RequestError:
        if aims and aims != Aims():
            raise
        return ProjectResult(()), ("there is no projection in it; tradetrack project says why",)
