"""The use cases that look ahead: projections with their outlook, their chart, and the test of the outlook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tradetrack.core.errors import RequestError

if TYPE_CHECKING:
    from tradetrack.core.provenance import Provenance
    from tradetrack.forecast.outlook import Outlook
    from tradetrack.forecast.projection import Projection
    from tradetrack.reports.chart_spec import ChartSpec
    from tradetrack.reports.chart_words import ChartWords
    from tradetrack.reports.forecast_results import BacktestResult, ProjectResult
    from tradetrack.series.analysis import Analysis
    from tradetrack.series.left_out import LeftOut
    from tradetrack.series.plain import AnnualSeries
    from tradetrack.workflow.questions import Aims, Question


def project(analysis: Analysis, aims: Aims) -> ProjectResult:
    """The projections to each target with their outlook; of a ledger without a target, those to none.

    Raises RequestError that says what is missing where there is none, though the ledger has figures.
    """
    from tradetrack.forecast.base_rate import with_base_rates
    from tradetrack.forecast.target_outlook import with_outlooks
    from tradetrack.reports.forecast_results import ProjectResult

    projections = with_outlooks(sound_projections(analysis, aims), analysis, aims.world_growth)
    projections = with_base_rates(projections, analysis.day)
    left_out = (*lacking_years(analysis, aims, len(projections)), *analysis.left_out)
    return ProjectResult(tuple(projections), left_out, aims.at, analysis.data, analysis.day)


def sound_projections(analysis: Analysis, aims: Aims) -> list[Projection]:
    """The projections without their outlook.

    Raises RequestError where there is none, though there are figures, and for a year that was not tested.
    """
    from tradetrack.forecast.target_outlook import require_tested

    projections = projections_of(analysis, aims)
    if not projections and (len(analysis.chosen.figures) or analysis.undated):
        from tradetrack.reports.nothing import nothing_to_project

        raise RequestError(nothing_to_project(analysis, bool(aims.targets)))
    require_tested(aims.at, projections)
    return projections


def lacking_years(analysis: Analysis, aims: Aims, projected: int) -> list[LeftOut]:
    """The targets of the ledger to which nothing is projected, as their series have no full year."""
    from tradetrack.series.left_out import LeftOut

    wanted = 0 if aims.targets else len(analysis.wanted_targets(settled=aims.settled))
    return [LeftOut(wanted - projected, "no_year", (), "target")] if wanted > projected else []


def projections_of(analysis: Analysis, aims: Aims) -> list[Projection]:
    """The projections without their outlook. Raises RequestError."""
    from tradetrack.forecast.project import project as project_targets

    records = () if aims.targets else analysis.wanted_targets(settled=aims.settled)
    without_target = not aims.targets and not analysis.targets and len(analysis.reported) > 0
    return project_targets(
        analysis, records, aims.targets, aims.growth, aims.by, aims.base, without_target=without_target
    )


def backtest(
    series: Sequence[AnnualSeries],
    progress: Callable[[int], None] = lambda _: None,
    data: Provenance | None = None,
) -> BacktestResult:
    """The scores of the outlook and of simpler forecasts; `progress` is called for each series done.

    `data` is the bundled ledger that the series are of, if any.
    """
    from tradetrack.forecast.backtest import backtest as score
    from tradetrack.reports.forecast_results import BacktestResult

    return BacktestResult(tuple(score(series, progress)), len(series), data)


def chart(analysis: Analysis, question: Question, aims: Aims, words: ChartWords | None = None) -> ChartSpec:
    """What the chart of one series says. Raises RequestError where there is nothing to draw."""
    from tradetrack.reports.chart import chart_spec
    from tradetrack.reports.chart_words import NO_WORDS
    from tradetrack.series.one import one_series

    analysis = one_series(analysis)
    projections = [one for one in projections_of(analysis, aims) if one.target is not None]
    outlook = _chart_outlook(analysis, projections, aims.world_growth)
    hidden = 0 if aims.targets or aims.settled else len(analysis.targets) - len(analysis.wanted_targets())
    words = words or NO_WORDS
    return chart_spec(analysis, projections, outlook, question.since, question.until, words, hidden)


def _chart_outlook(
    analysis: Analysis, projections: Sequence[Projection], world_growth: float | None
) -> Outlook | None:
    """The outlook of the base, where a target is still ahead of it."""
    from tradetrack.forecast.target_outlook import series_outlook

    ahead = [projection for projection in projections if projection.is_ahead]
    return series_outlook(analysis, ahead[0], world_growth) if ahead else None
