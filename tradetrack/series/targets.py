"""The targets of a ledger: who stated which when, from what base, and what became of it.

A value, a deadline and a scope make one target, whatever the qualifier; its first statement stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from tradetrack.core import schema
from tradetrack.core.dates import NO_DATE
from tradetrack.core.periods import YEAR, last_day_of
from tradetrack.core.rows import BaseRow, FigureRow, NowcastRow, rows
from tradetrack.core.units import scale_of
from tradetrack.core.vocabulary import BOUNDS, TARGET
from tradetrack.series.compound import cagr
from tradetrack.series.evidence import FIGURE, YearEvidence
from tradetrack.series.lineage import with_lineage
from tradetrack.series.outcome import (
    MISSED,
    OPEN,
    Question,
    Verdict,
    is_ceiling,
    judge,
)
from tradetrack.series.pace import Pace, pace
from tradetrack.series.target_record import ReporterOutcome, TargetRecord, YearValue
from tradetrack.series.then import BaseKey

ON_TRACK = "on track"
MODERATE = "moderate"
INSUFFICIENT = "insufficient"
MOVING_AWAY = "moving away"

ByReporter = Mapping[int, Mapping[str, Sequence[YearEvidence]]]
STALE_AFTER = 2  # years from the end of the base's year to the statement


class Now(NamedTuple):
    """What targets are judged by: the last day and month that the ledger speaks of, and what is known.

    `known` is by series the evidence of its years, `first_month` the month in which they start, `latest` the
    base of today, `running` the estimate of the running year; `bases_then` is by series, day and
    reporter the base that was known then, with the reporter "" that of the series.
    """

    day: int
    end: int
    first_month: Mapping[int, int]
    known: Mapping[int, Sequence[YearEvidence]]
    bases_then: Mapping[BaseKey, YearEvidence]
    latest: Mapping[int, BaseRow]
    running: Mapping[int, NowcastRow]

    def is_over(self, due: int | None) -> bool:
        """Whether the period that judges a target has passed."""
        return due is not None and (self.day > last_day_of(due, YEAR) or self.end > due + YEAR)


def deadline_start(deadline: int, month: int) -> int:
    """The start of the annual period that ends in the year `deadline`; years start in `month` (from 0)."""
    return (deadline if month == 0 else deadline - 1) * YEAR + month


def first_statements(figures: pd.DataFrame) -> tuple[pd.DataFrame, list[int]]:
    """The first statement of each distinct target, in the order of statement, and how often it came again."""
    stated = figures[(figures[schema.STATUS] == TARGET).to_numpy()]
    day = stated[schema.KNOWN_ON].to_numpy().astype(np.int64)
    in_order = np.lexsort((stated[schema.LINE], np.where(day == NO_DATE, np.iinfo(np.int64).max, day)))
    stated = stated.iloc[in_order]
    same = stated[[schema.SERIES, schema.AMOUNT, schema.START, schema.MONTHS]].to_numpy().astype(np.int64)
    _, place, count = np.unique(same, axis=0, return_index=True, return_counts=True)
    by_statement = np.argsort(place)
    return stated.iloc[place[by_statement]], (count[by_statement] - 1).tolist()


def target_records(first: pd.DataFrame, restated: Sequence[int], now: Now) -> list[TargetRecord]:
    """The records of the targets whose first statements are `first`, in that order."""
    records = [_record(row, again, now) for row, again in zip(rows(first, FigureRow), restated, strict=True)]
    return with_lineage(records)


def _record(row: FigureRow, restated: int, now: Now) -> TargetRecord:
    """The record of the target whose first statement is `row`."""
    deadline = row.start // YEAR if row.months else None
    month = now.first_month.get(row.series, 0)
    due = None if deadline is None else deadline_start(deadline, month)
    known = now.known.get(row.series, ())
    base = _base(row, known, now)
    verdict = judge(_question(row, due, base, now), known)
    scale = scale_of(row.series_unit)
    is_stale = base is not None and _year_of(row.known_on) > base.start + (1 + STALE_AFTER) * YEAR
    required = None if is_stale else _required(row, base, due)
    rating = _rating(required, base, now.latest.get(row.series)) if verdict.outcome == OPEN else None
    record = TargetRecord(
        pair=row.series_pair,
        flow=row.series_flow,
        scope=row.scope,
        unit=row.series_unit,
        value=row.level,
        value_text=row.value_text if row.unit == row.series_unit else "",
        qualifier=row.qualifier,
        deadline=deadline,
        first_stated_on=row.stated_on,
        first_stated_by=row.stated_by,
        restated=restated,
        base=YearValue(base.year, base.amount / scale, base.label, is_stale) if base else None,
        required_growth_pct=required,
        **_settlement(verdict, scale),
        rating=rating,
        series=row.series,
        line=row.line,
        source=row.source,
        amount=row.amount,
        due=due,
        pace=_pace(row, due, now) if verdict.outcome == OPEN else None,
    )
    return _with_shortfall(record, base, known, scale) if verdict.outcome == MISSED else record


def _year_of(day: int) -> int:
    """The month of a day YYYYMMDD, counted as the start of a period is."""
    return day // 10_000 * YEAR + day // 100 % 100


def _settlement(verdict: Verdict, scale: int) -> dict[str, Any]:
    """What a verdict says of a target, in the fields of its record."""
    year = verdict.year
    return {
        "outcome": verdict.outcome,
        "settled_by": verdict.settled_by,
        "outcome_year": year.year if year else None,
        "outcome_label": year.label if year else "",
        "outcome_value": year.amount / scale if year else None,
        "outcome_qualifier": year.qualifier if year else None,
    }


def _base(row: FigureRow, known: Sequence[YearEvidence], now: Now, reporter: str = "") -> YearEvidence | None:
    """The base on the day of the statement: the one known then, else the latest year that had ended."""
    if row.known_on == NO_DATE:
        return None
    return now.bases_then.get((row.series, row.known_on, reporter)) or latest_ended(known, row.known_on)


def latest_ended(known: Sequence[YearEvidence], day: int) -> YearEvidence | None:
    """The latest figure of a year that had ended by a day: one that is no bound, if there is any."""
    ended = [y for y in known if y.settled_by == FIGURE and last_day_of(y.start, YEAR) < day]
    sound = [year for year in ended if not year.is_bound]
    return next(iter(reversed(sound or ended)), None)


def _required(row: FigureRow, base: YearEvidence | None, due: int | None) -> float | None:
    """The growth a year that the target asked for when it was stated."""
    if base is None or due is None or due <= base.start or not 0 < base.amount < row.amount:
        return None
    return float(cagr(base.amount, row.amount, (due - base.start) // YEAR))


def _rating(required: float | None, base: YearEvidence | None, latest: BaseRow | None) -> str | None:
    """Growth since the base beside the growth that the target asked for, as Eurostat rates SDG progress.

    Source: Eurostat, Sustainable development in the European Union, annex on methods. It looks back and
    says nothing of likelihood.
    """
    if required is None or base is None or latest is None or latest.start <= base.start:
        return None
    if latest.reporter != base.reporter or latest.qualifier in BOUNDS or base.qualifier in BOUNDS:
        return None
    ratio = cagr(base.amount, latest.amount, latest.year - base.year) / required
    steps = ((0.95, ON_TRACK), (0.60, MODERATE), (0.0, INSUFFICIENT))
    return next((word for least, word in steps if ratio >= least), MOVING_AWAY)


def _pace(row: FigureRow, due: int | None, now: Now) -> Pace | None:
    """The pace of the running year on the way to a target with a deadline, from the base of today."""
    base, running = now.latest.get(row.series), now.running.get(row.series)
    if base is None or running is None or due is None:
        return None
    return pace(running, base.level, base.start, row.level, due)


def with_reporters(
    records: Sequence[TargetRecord], first: pd.DataFrame, now: Now, known: ByReporter
) -> list[TargetRecord]:
    """The records with the outcome by each reporter's own figures, `known` by series and reporter.

    `first` are their first statements, in the same order.
    """
    pairs = zip(records, rows(first, FigureRow), strict=True)
    return [
        record._replace(by_reporter=_by_reporter(record, row, now, known.get(record.series, {})))
        for record, row in pairs
    ]


def _by_reporter(
    record: TargetRecord, row: FigureRow, now: Now, known: Mapping[str, Sequence[YearEvidence]]
) -> tuple[ReporterOutcome, ...]:
    """The outcome by each reporter's own figures, from the base that they gave when it was stated."""
    found = []
    for reporter, years in known.items():
        base = _base(row, years, now, reporter)
        verdict = judge(_question(row, record.due, base, now), years)
        found.append(ReporterOutcome(reporter, **_settlement(verdict, scale_of(row.series_unit))))
    return tuple(found)


def _question(row: FigureRow, due: int | None, base: YearEvidence | None, now: Now) -> Question:
    """What is asked of the target whose first statement is `row`."""
    return Question(row.amount, is_ceiling(row.qualifier), due, row.known_on, base, now.is_over(due))


def _with_shortfall(
    record: TargetRecord, base: YearEvidence | None, known: Sequence[YearEvidence], scale: int
) -> TargetRecord:
    """The record of a missed target with how near it came, and when it was passed after all."""
    at = next((y for y in known if y.start == record.due and not y.is_bound), None)
    passed = next((y for y in known if y.start > (record.due or 0) and y.reaches(record.amount)), None)
    gap = record.amount - base.amount if base else 0
    return record._replace(
        share_pct=at.amount / record.amount * 100 if at and record.amount else None,
        gap_pct=(at.amount - base.amount) / gap * 100 if at and base and gap > 0 else None,
        passed=YearValue(passed.year, passed.amount / scale, passed.label) if passed else None,
    )
