"""A briefing: all that is known of some pairs as one frozen value, made of the answers of the use cases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from tradetrack.checks.finding import Finding
from tradetrack.core.rows import AnnualRow
from tradetrack.core.schema import SERIES
from tradetrack.forecast.reference import Vintage
from tradetrack.reports.chart_spec import ChartSpec
from tradetrack.reports.language import ENGLISH, Language
from tradetrack.reports.league_result import LeagueResult, LeagueRow
from tradetrack.reports.results import ShowResult
from tradetrack.series.left_out import LeftOut, NoTotal
from tradetrack.series.of_one import SeriesName
from tradetrack.series.outcome import MET, MISSED, OPEN, OVERTAKEN, UNKNOWN

OUTCOMES = (OPEN, MET, MISSED, OVERTAKEN, UNKNOWN)
NO_DEADLINE = 9999  # sorts a target without one last


class Section(NamedTuple):
    """One series: its rows in the league, its figures and years, its chart, and what was found."""

    rows: tuple[LeagueRow, ...]
    show: ShowResult
    findings: tuple[Finding, ...]
    chart: ChartSpec | None

    @property
    def name(self) -> SeriesName:
        """What the series is."""
        first = self.rows[0]
        return SeriesName(first.series, first.pair, first.flow, first.scope, first.unit)

    @property
    def latest(self) -> AnnualRow | None:
        """The latest year that is stated or added up; a bound only where there is nothing else."""
        latest = self.rows[0].latest
        return latest if isinstance(latest, AnnualRow) else None

    @property
    def goals(self) -> tuple[LeagueRow, ...]:
        """Its targets, open ones first and the earliest deadline first."""
        return tuple(sorted((row for row in self.rows if row.record), key=_by_outcome))

    @property
    def first_goal(self) -> LeagueRow | None:
        """The target that a headline is about: of the open ones ahead that with the earliest deadline."""
        return next((goal for goal in self.goals if goal.is_ahead), None)


class Ledger(NamedTuple):
    """The ledger behind a briefing: its name, and the SHA-256 of its bytes (empty where it was no file)."""

    name: str
    sha256: str = ""


@dataclass(frozen=True)
class Briefing:
    """Everything that a report says, before it is worded and drawn: a league, and a section a series of it.

    `as_of` is the day (YYYYMMDD) up to which the ledger speaks, or 0 where no figure has a date; `intro` is
    Markdown, `language` that of the page. `figures` are those of all sections in file order.
    """

    title: str
    intro: str
    version: str
    ledger: Ledger
    as_of: int
    vintage: Vintage
    league: LeagueResult
    sections: tuple[Section, ...]
    figures: ShowResult
    language: Language = ENGLISH
    left_out: tuple[LeftOut, ...] = ()
    without_total: tuple[NoTotal, ...] = ()


def show_by_series(result: ShowResult) -> dict[int, ShowResult]:
    """The answer for each of its series; the other columns of the ledger, `extra`, stay with the whole."""
    groups: dict[str, dict[int, list[Any]]] = {name: defaultdict(list) for name in _OF_SERIES}
    for name, own in groups.items():
        for item in getattr(result, name):
            own[item.series].append(item)
    figures = result.figures.by(SERIES)
    series = sorted({*figures, *(number for own in groups.values() for number in own)})
    whole = replace(result, without_total=(), left_out=(), extra=())
    parts: dict[int, dict[str, Any]] = {
        number: {name: tuple(own[number]) for name, own in groups.items()}
        | {"figures": figures.get(number, result.figures[:0])}
        for number in series
    }
    return {number: replace(whole, **own) for number, own in parts.items()}


_OF_SERIES = ("annual", "parts", "targets", "bases", "sums", "periods", "folded", "floors", "gaps")


def findings_about(findings: Iterable[Finding], lines: set[int]) -> tuple[Finding, ...]:
    """The findings that concern a figure of some lines."""
    return tuple(finding for finding in findings if not lines.isdisjoint(finding.lines))


def _by_outcome(row: LeagueRow) -> tuple[bool, int, float]:
    target = row.target
    is_settled = row.record is None or row.record.outcome != OPEN
    return is_settled, (target and target.deadline) or NO_DEADLINE, target.value if target else 0.0
