"""One target of a ledger with its history, as plain values."""

from __future__ import annotations

from typing import NamedTuple

from tradetrack.series.lineage import Ancestor
from tradetrack.series.pace import Pace


class YearValue(NamedTuple):
    """A level of the annual series, in the unit of the series; a base is `is_stale` where it is old."""

    year: int
    value: float
    label: str
    is_stale: bool = False


class ReporterOutcome(NamedTuple):
    """What became of a target by the figures of one reporter alone."""

    reporter: str
    outcome: str
    settled_by: str | None
    outcome_year: int | None
    outcome_label: str
    outcome_value: float | None
    outcome_qualifier: str | None


class TargetRecord(NamedTuple):
    """One target with its history. Values are in `unit`; `series` and `line` tell where it comes from.

    `value_text` is the target as it was written, empty where that is in another unit.

    Of a missed target `share_pct` is the part of the target and `gap_pct` the part of the way from the base
    that the year of the deadline had, `passed` the later year that had it after all.
    """

    pair: str
    flow: str
    scope: str
    unit: str
    value: float
    value_text: str
    qualifier: str
    deadline: int | None
    first_stated_on: str
    first_stated_by: str
    restated: int
    base: YearValue | None
    required_growth_pct: float | None
    outcome: str
    settled_by: str | None
    outcome_year: int | None
    outcome_label: str
    outcome_value: float | None
    outcome_qualifier: str | None
    rating: str | None
    series: int
    line: int
    source: str
    amount: int
    due: int | None  # the start of the period that judges it
    share_pct: float | None = None
    gap_pct: float | None = None
    passed: YearValue | None = None
    by_reporter: tuple[ReporterOutcome, ...] = ()
    lineage: Ancestor | None = None
    pace: Pace | None = None
