"""The use case that sets many series side by side, a row for each pair and target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradetrack.reports.league_view import PROJECT, LeagueView
from tradetrack.workflow.questions import Aims

if TYPE_CHECKING:
    from tradetrack.reports.league_result import LeagueResult
    from tradetrack.series.analysis import Analysis
    from tradetrack.workflow.questions import Question


def league(analysis: Analysis, question: Question, aims: Aims, view: LeagueView) -> LeagueResult:
    """The figures, the projections or the targets of a view (its `kind`), a row for each pair and target.

    `aims` are for projections; with figures and targets go the chances of the ledger's open targets. Raises
    RequestError as `project` does.
    """
    from tradetrack.reports.league import Asked, league_result
    from tradetrack.workflow.forecasts import lacking_years, projections_of, sound_projections

    if view.kind == PROJECT:
        projections = sound_projections(analysis, aims)
        lacking = lacking_years(analysis, aims, len(projections))
    else:
        aims, lacking = Aims(), []
        projections = projections_of(analysis, aims) if analysis.wanted_targets() else []
    asked = Asked(
        projections,
        question.since,
        question.until,
        question.by,
        aims.growth,
        aims.by,
        aims.at,
        aims.world_growth,
        tuple(lacking),
    )
    return league_result(analysis, view, asked)
