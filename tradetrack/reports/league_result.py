"""The league: many series at once, a row for each pair and target, as frozen values."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

from tradetrack.core.rows import AnnualRow, HeadlineRow
from tradetrack.forecast.projection import LATEST, Path, Projection, Required, Target
from tradetrack.forecast.target_chances import Chance
from tradetrack.reports.answer import Answer
from tradetrack.reports.league_view import LeagueView
from tradetrack.series.left_out import LeftOut
from tradetrack.series.outcome import OPEN
from tradetrack.series.target_record import TargetRecord

FIVE_YEARS = "5-year"
YEARS_REQUIRED = 5  # after the base, where a target has no deadline


class LeagueRow(NamedTuple):
    """One series and one of its targets, or none.

    `latest` is its latest level in the view (of projections, the base) with its growth, `label` that period
    as people write it, `to_date` the longest part of the year that is not over. `record` is a target of the
    ledger with its history, `projection` the way to a target from the base with the outlook.
    """

    series: int
    pair: str
    flow: str
    scope: str
    unit: str
    label: str
    latest: AnnualRow | HeadlineRow | None
    to_date: HeadlineRow | None = None
    record: TargetRecord | None = None
    projection: Projection | None = None
    cagr_5_pct: float | None = None

    @property
    def value(self) -> float | None:
        """The latest level, in `unit`."""
        return self.latest.level if self.latest else None

    @property
    def growth_pct(self) -> float | None:
        """The growth of the latest level: computed, or as stated where it cannot be."""
        return growth_of(self.latest)

    @property
    def target(self) -> Target | None:
        """The target of the row."""
        if self.projection:
            return self.projection.target
        known = self.record
        if known is None:
            return None
        who, day = known.first_stated_by, known.first_stated_on
        return Target(known.value, known.deadline, who, day, known.qualifier, known.lineage)

    @property
    def to_go_pct(self) -> float | None:
        """How far the target lies above the base, in percent; None where it does not."""
        target = self.target
        base = self.projection.base.value if self.projection else self.value
        is_ahead = self.projection.is_ahead if self.projection else True
        if not is_ahead or target is None or not base or target.value <= base:
            return None
        return (target.value / base - 1) * 100

    @property
    def is_ahead(self) -> bool:
        """Whether the target is one of the ledger that is open and above the latest year."""
        is_open = self.record is not None and self.record.outcome == OPEN
        return is_open and self.projection is not None and self.projection.is_ahead

    @property
    def needed(self) -> Required | None:
        """The growth a year that reaches the target by its deadline, else five years after the base."""
        if self.projection is None or not self.projection.required:
            return None
        due = self.projection.deadline_year
        return self.needed_by(self.projection.base.year + YEARS_REQUIRED if due is None else due)

    def needed_by(self, year: int) -> Required | None:
        """The growth a year that reaches the target in a year of the series."""
        asked = self.projection.required if self.projection else ()
        return next((required for required in asked if required.by == year), None)

    @property
    def chance(self) -> Chance | None:
        """The chance by the deadline, else by the last year of the outlook."""
        ahead = self.projection.outlook if self.projection else None
        return ahead.chance_of(self.projection.deadline_year) if ahead and self.projection else None

    @property
    def median_year(self) -> int | None:
        """The year by which the chance is 50 %; None beyond the outlook."""
        ahead = self.projection.outlook if self.projection else None
        return ahead.median_year if ahead else None

    @property
    def reached_in(self) -> int | None:
        """The first year that has the target."""
        return self.projection.already_reached_in if self.projection else None

    def path(self, assumption: str) -> Path | None:
        """The path of the projection at one assumption."""
        paths = self.projection.paths if self.projection else ()
        return next((path for path in paths if path.assumption == assumption), None)

    @property
    def at_latest(self) -> Path | None:
        """The path at the latest growth."""
        return self.path(LATEST)

    @property
    def at_cagr(self) -> Path | None:
        """The path at the CAGR of five years."""
        return self.path(FIVE_YEARS)


def growth_of(row: AnnualRow | HeadlineRow | None) -> float | None:
    """The growth of a figure in percent: computed, else stated; None where neither is known."""
    if row is None:
        return None
    rates = (row.computed_growth_pct, row.stated_growth_pct)
    return next((rate for rate in rates if not math.isnan(rate)), None)


class Sum(NamedTuple):
    """The levels of several series in one period, added up; growth only where that of each is known."""

    label: str
    value: float
    qualifier: str
    growth_pct: float | None
    series: int


class LeagueTotal(NamedTuple):
    """What all rows of a league come to, each series once, in `unit`.

    `latest` is that of the period that most series have as their latest, `to_date` that of the part of a year
    that all have. `why_not` says why nothing is added up. `outcomes` counts the targets by outcome.
    """

    series: int
    unit: str
    latest: Sum | None
    to_date: Sum | None
    outcomes: tuple[tuple[str, int], ...]
    why_not: str = ""


@dataclass(frozen=True)
class LeagueResult(Answer[LeagueRow]):
    """The rows of a league in their order, as many as were asked for, of `in_all`."""

    view: LeagueView
    in_all: int
    total: LeagueTotal
    left_out: tuple[LeftOut, ...] = ()
    growth: tuple[float, ...] = ()  # given rates, by each of which there is a path
    by: tuple[int, ...] = ()  # years, the growth required to arrive in which was asked for
    at: tuple[int, ...] = ()  # years whose levels were asked for
    is_rolling: bool = False
