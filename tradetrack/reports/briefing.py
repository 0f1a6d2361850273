"""A briefing: all that is known of some pairs as one frozen value, made of the answers of the use cases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from tradetrack.checks.finding import Finding
from tradetrack.core.periods import YEAR
from tradetrack.core.rows import AnnualRow, HeadlineRow
from tradetrack.core.vocabulary import BOUNDS, KNOWN
from tradetrack.forecast.projection import Projection
from tradetrack.forecast.reference import Vintage
from tradetrack.reports.chart_spec import ChartSpec
from tradetrack.reports.results import ShowResult
from tradetrack.series.growth import cagr
from tradetrack.series.left_out import LeftOut, NoTotal
from tradetrack.series.outcome import MET, MISSED, OPEN, OVERTAKEN, UNKNOWN
from tradetrack.series.target_record import TargetRecord

CAGR_YEARS = 5
OUTCOMES = (OPEN, MET, MISSED, OVERTAKEN, UNKNOWN)
NO_DEADLINE = 9999  # sorts a target without one last


class Goal(NamedTuple):
    """A target of the ledger, and the projection to it where there is one."""

    record: TargetRecord
    projection: Projection | None

    @property
    def is_ahead(self) -> bool:
        """Whether the target is open and above the latest year."""
        return self.record.outcome == OPEN and self.projection is not None and self.projection.is_ahead


class LeagueRow(NamedTuple):
    """One series and target of a league table; a series without a target has one row.

    `latest` is the latest full year, `to_date` the longest year to date after it, `cagr_pct` the CAGR of the
    five years up to `latest` (NaN where both ends are not known, or are of two reporters).
    """

    series: int
    latest: AnnualRow | None
    to_date: HeadlineRow | None
    cagr_pct: float
    goal: Goal | None


class Section(NamedTuple):
    """One series: its figures and years, its targets, its chart, and the findings about its figures."""

    series: int
    pair: str
    flow: str
    scope: str
    unit: str
    show: ShowResult
    goals: tuple[Goal, ...]
    findings: tuple[Finding, ...]
    chart: ChartSpec | None

    @property
    def latest(self) -> AnnualRow | None:
        """The latest year that is stated or added up."""
        return latest_year(self.show.annual)

    @property
    def first_goal(self) -> Goal | None:
        """The target that a headline is about: of the open ones ahead that with the earliest deadline."""
        return min((goal for goal in self.goals if goal.is_ahead), key=_by_deadline, default=None)


class Ledger(NamedTuple):
    """The ledger behind a briefing: its name, and the SHA-256 of its bytes (empty where it was no file)."""

    name: str
    sha256: str = ""


@dataclass(frozen=True)
class Briefing:
    """Everything that a report says, before it is worded and drawn.

    `as_of` is the day (YYYYMMDD) up to which the ledger speaks, or 0 where no figure has a date; `intro` is
    Markdown. `figures` are those of all sections in file order.
    """

    title: str
    intro: str
    version: str
    ledger: Ledger
    as_of: int
    vintage: Vintage
    sections: tuple[Section, ...]
    figures: ShowResult
    left_out: tuple[LeftOut, ...] = ()
    without_total: tuple[NoTotal, ...] = ()

    @property
    def league(self) -> tuple[LeagueRow, ...]:
        """One row a series and target, in the order of the sections."""
        return tuple(row for section in self.sections for row in _rows(section))


def _rows(section: Section) -> Iterable[LeagueRow]:
    latest, annual = section.latest, section.show.annual
    to_date = year_to_date(section.show.parts, latest)
    growth = five_year_cagr(annual)
    for goal in section.goals or (None,):
        yield LeagueRow(section.series, latest, to_date, growth, goal)


def latest_year(annual: Sequence[AnnualRow]) -> AnnualRow | None:
    """The latest year of a series that is stated or added up; a bound only where there is nothing else."""
    known = [row for row in annual if row.basis in KNOWN]
    sound = [row for row in known if row.qualifier not in BOUNDS] or known
    return sound[-1] if sound else None


def year_to_date(parts: Iterable[HeadlineRow], latest: AnnualRow | None) -> HeadlineRow | None:
    """The longest first months of the latest year, where that comes after the latest full year."""
    first = latest.start % YEAR if latest else 0
    after = latest.start if latest else 0
    found = [row for row in parts if row.start % YEAR == first and row.months < YEAR and row.start > after]
    return max(found, key=lambda row: (row.start, row.months), default=None)


def five_year_cagr(annual: Sequence[AnnualRow]) -> float:
    """The compound growth of the five years up to the latest one; NaN where it cannot be said."""
    last = latest_year(annual)
    if last is None:
        return float("nan")
    for row in annual:
        if row.basis in KNOWN and row.year == last.year - CAGR_YEARS and row.reporter == last.reporter:
            is_sound = row.level > 0 and not {row.qualifier, last.qualifier} & {*BOUNDS}
            return cagr(row.level, last.level, CAGR_YEARS) if is_sound else float("nan")
    return float("nan")


def goals_of(records: Iterable[TargetRecord], projections: Iterable[Projection]) -> tuple[Goal, ...]:
    """The targets of a series, open ones first and the earliest deadline first, each with its projection."""
    by_target = {
        (one.target.value, one.target.deadline): one for one in projections if one.target is not None
    }
    goals = [Goal(record, by_target.get((record.value, record.deadline))) for record in records]
    return tuple(sorted(goals, key=lambda goal: (goal.record.outcome != OPEN, *_by_deadline(goal))))


def show_by_series(result: ShowResult) -> dict[int, ShowResult]:
    """The answer for each of its series; the other columns of the ledger, `extra`, stay with the whole."""
    groups: dict[str, dict[int, list[Any]]] = {name: defaultdict(list) for name in _OF_SERIES}
    for name, own in groups.items():
        for item in getattr(result, name):
            own[item.series].append(item)
    series = sorted({number for own in groups.values() for number in own})
    whole = replace(result, without_total=(), left_out=(), extra=())
    parts: dict[int, dict[str, Any]] = {
        number: {name: tuple(own[number]) for name, own in groups.items()} for number in series
    }
    return {number: replace(whole, **own) for number, own in parts.items()}


_OF_SERIES = ("figures", "annual", "parts", "targets", "bases", "sums", "periods", "folded", "floors", "gaps")


def findings_about(findings: Iterable[Finding], lines: set[int]) -> tuple[Finding, ...]:
    """The findings that concern a figure of some lines."""
    return tuple(finding for finding in findings if not lines.isdisjoint(finding.lines))


def _by_deadline(goal: Goal) -> tuple[int, float]:
    return goal.record.deadline or NO_DEADLINE, goal.record.value
