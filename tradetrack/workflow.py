"""The use cases, one each: what the command line and Python both do, with the same limits and errors."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tradetrack.core.errors import RequestError
from tradetrack.core.numerals import listed
from tradetrack.core.units import Amount
from tradetrack.core.vocabulary import NOWCAST
from tradetrack.series.query import RHYTHMS, Query

if TYPE_CHECKING:
    import os

    import pandas as pd

    from tradetrack.forecast.outlook import Outlook
    from tradetrack.forecast.projection import Projection
    from tradetrack.forecast.times import Times
    from tradetrack.reports.chart_spec import ChartSpec
    from tradetrack.reports.check_result import CheckResult
    from tradetrack.reports.forecast_results import BacktestResult, ProjectResult
    from tradetrack.reports.results import OverviewResult, ShowResult, TargetsResult
    from tradetrack.series.analysis import Analysis
    from tradetrack.series.plain import AnnualSeries

MAX_GROWTH = 1000.0  # percent a year
MAX_LEVEL = 1e15
LAST_YEAR = 9999
WIDTHS, HEIGHTS = range(400, 8001), range(300, 8001)  # of a chart, in pixels


@dataclass(frozen=True)
class Question(Query):
    """A query, and the years from `since` to `until` that are shown, `by` month, quarter, ytd, year or 12m.

    Raises RequestError.
    """

    since: int | None = None
    until: int | None = None
    by: str | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        _require_year("since", self.since)
        _require_year("until", self.until)
        if self.by is not None and self.by not in RHYTHMS:
            raise RequestError(f"{self.by!r} is not one of {listed(RHYTHMS, 'or')}", "by")


@dataclass(frozen=True)
class Aims:
    """What to project to, and how: levels, growth in percent a year, years to arrive by, the base.

    Without `targets` those of the ledger are taken: the open ones, or with `settled` all. A target is a
    level, or `Times` the base. `base` is a year, "nowcast" or None for the latest full year, `at` names years
    whose levels are to be shown, `world_growth` is an assumption for world trade in percent a year. Raises
    RequestError for what no projection can take.
    """

    targets: tuple[Amount | Times, ...] = ()
    growth: tuple[float, ...] = ()
    by: tuple[int, ...] = ()
    base: int | str | None = None
    settled: bool = False
    at: tuple[int, ...] = ()
    world_growth: float | None = None

    def __post_init__(self) -> None:
        for target in self.targets:
            if not (_is_number(target.value) and 0 < target.value <= MAX_LEVEL):
                raise RequestError(f"{target.value!r} is not a positive number, such as 200", "target")
        for rate in self.growth:
            if not (_is_number(rate) and -100 < rate <= MAX_GROWTH):
                message = f"{rate!r} is not a growth in percent a year above -100 and up to 1000, such as 7.5"
                raise RequestError(message, "growth")
        for year in self.by:
            _require_year("by", year)
        for year in self.at:
            _require_year("at", year)
        if self.world_growth is not None:  # refused before any figure is read
            from tradetrack.forecast.reference import shipped_reference

            shipped_reference().with_world_growth(self.world_growth)
        if self.base != NOWCAST:
            _require_year("base", self.base)


def amount(level: float | str) -> Amount | Times:
    """A level to reach: a number in the unit of the series, or a text that may name its own (`200bn`).

    `2x` is twice the base. Raises RequestError for a text that is none.
    """
    from tradetrack.forecast.times import times
    from tradetrack.ledger.stated_value import parse_amount

    if not isinstance(level, str):
        return Amount(level)
    if (found := times(level)) is not None:
        return found
    try:
        return parse_amount(level)
    except ValueError as error:
        raise RequestError(str(error), "target") from None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _require_year(parameter: str, year: object) -> None:
    if year is not None and not (_is_number(year) and year in range(1, LAST_YEAR + 1)):
        raise RequestError(f"{year!r} is not a year, such as 2024", parameter)


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


def overview(analysis: Analysis, question: Question) -> OverviewResult:
    """Many series, a row each: the latest reported year of the view and the open targets."""
    from tradetrack.reports.overview import overview_result

    return overview_result(analysis, question.since, question.until)


def project(analysis: Analysis, aims: Aims) -> ProjectResult:
    """The projections to each target with their outlook; of a ledger without a target, those to none.

    Raises RequestError that says what is missing where there is none, though the ledger has figures.
    """
    from tradetrack.forecast.target_outlook import require_tested, with_outlooks
    from tradetrack.reports.forecast_results import ProjectResult
    from tradetrack.series.left_out import LeftOut

    projections = _projections(analysis, aims)
    if not projections and (len(analysis.chosen.figures) or analysis.undated):
        from tradetrack.reports.nothing import nothing_to_project

        raise RequestError(nothing_to_project(analysis, bool(aims.targets)))
    require_tested(aims.at, projections)
    projections = with_outlooks(projections, analysis, aims.world_growth)
    wanted = 0 if aims.targets else len(analysis.wanted_targets(settled=aims.settled))
    lacking = (
        [LeftOut(wanted - len(projections), "no_year", (), "target")] if wanted > len(projections) else []
    )
    left_out = (*lacking, *analysis.left_out)
    return ProjectResult(tuple(projections), analysis.is_many, left_out, aims.at)


def _projections(analysis: Analysis, aims: Aims) -> list[Projection]:
    from tradetrack.forecast.project import project as project_targets

    records = () if aims.targets else analysis.wanted_targets(settled=aims.settled)
    without_target = not aims.targets and not analysis.targets and len(analysis.reported) > 0
    return project_targets(
        analysis, records, aims.targets, aims.growth, aims.by, aims.base, without_target=without_target
    )


def targets(analysis: Analysis) -> TargetsResult:
    """Every distinct target with its outcome."""
    from tradetrack.reports.results import TargetsResult

    return TargetsResult(tuple(analysis.targets_by_reporter), tuple(analysis.left_out))


def check(
    figures: pd.DataFrame, name: str = "ledger", select: Sequence[str] = (), ignore: Sequence[str] = ()
) -> CheckResult:
    """The findings in a ledger's figures that no note accepts, of the codes that are wanted.

    Raises RequestError for an unknown code.
    """
    from tradetrack.checks.registry import check_ledger, codes
    from tradetrack.reports.check_result import CheckResult

    known = codes()
    for parameter, given in (("select", select), ("ignore", ignore)):
        for code in given:
            if code not in known:
                raise RequestError(_unknown_code(code, known), parameter)
    wanted = set(select or known) - set(ignore)
    return CheckResult(tuple(check_ledger(figures, wanted)), name)


def _unknown_code(code: str, known: Sequence[str]) -> str:
    import difflib

    near = difflib.get_close_matches(code, known, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else f"the codes are {', '.join(known)}"
    return f"unknown code {code!r}; {hint}"


def backtest(
    series: Sequence[AnnualSeries], progress: Callable[[int], None] = lambda _: None
) -> BacktestResult:
    """The scores of the outlook and of simpler forecasts; `progress` is called for each series done."""
    from tradetrack.forecast.backtest import backtest as score
    from tradetrack.reports.forecast_results import BacktestResult

    return BacktestResult(tuple(score(series, progress)), len(series))


def chart(analysis: Analysis, question: Question, aims: Aims, title: str | None = None) -> ChartSpec:
    """What the chart of one series says. Raises RequestError where there is nothing to draw."""
    from tradetrack.reports.chart import chart_spec
    from tradetrack.series.one import one_series

    analysis = one_series(analysis)
    projections = [one for one in _projections(analysis, aims) if one.target is not None]
    outlook = _chart_outlook(analysis, projections, aims.world_growth)
    hidden = 0 if aims.targets or aims.settled else len(analysis.targets) - len(analysis.wanted_targets())
    return chart_spec(analysis, projections, outlook, question.since, question.until, title, hidden)


def _chart_outlook(
    analysis: Analysis, projections: Sequence[Projection], world_growth: float | None
) -> Outlook | None:
    """The outlook of the base, where a target is still ahead of it."""
    from tradetrack.forecast.target_outlook import series_outlook

    ahead = [projection for projection in projections if projection.is_ahead]
    return series_outlook(analysis, ahead[0], world_growth) if ahead else None
