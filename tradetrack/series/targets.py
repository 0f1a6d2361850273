"""The targets of a ledger: who stated which when, from what base, and what became of it.

A value and a deadline make one target, whatever the qualifier; its first statement stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from tradetrack.core import schema
from tradetrack.core.dates import NO_DATE
from tradetrack.core.periods import YEAR
from tradetrack.core.rows import AnnualRow, FigureRow, rows
from tradetrack.core.units import scale_of
from tradetrack.core.vocabulary import BOUNDS, QUALIFIERS, TARGET, UNDER, is_bound
from tradetrack.series import growth
from tradetrack.series.headline import choose

OPEN = "open"
MET = "met"
MISSED = "missed"
OVERTAKEN = "overtaken"
UNKNOWN = "unknown"

ON_TRACK = "on track"
MODERATE = "moderate"
INSUFFICIENT = "insufficient"
MOVING_AWAY = "moving away"


@dataclass(frozen=True)
class YearValue:
    """A level of the annual series, in the unit of the series."""

    year: int
    value: float
    label: str


@dataclass(frozen=True)
class TargetRecord:
    """One target with its history. Values are in `unit`; `series` and `line` tell where it comes from."""

    pair: str
    flow: str
    unit: str
    value: float
    qualifier: str
    deadline: int | None
    first_stated_on: str
    first_stated_by: str
    restated: int
    base: YearValue | None
    required_growth_pct: float | None
    outcome: str
    outcome_year: int | None
    outcome_label: str
    outcome_value: float | None
    rating: str | None
    series: int
    line: int
    source: str


def reaches(annual: pd.DataFrame, amount: Any) -> npt.NDArray[np.bool_]:
    """Which annual figures have `amount`: a bound counts at its number, and `under` never reaches it."""
    under = annual[schema.QUALIFIER].cat.codes.to_numpy() == UNDER
    reached: npt.NDArray[np.bool_] = (annual[schema.AMOUNT].to_numpy() >= amount) & ~under
    return reached


def latest_base(annual: pd.DataFrame) -> pd.DataFrame:
    """The base of each series: its latest annual figure that is no bound (a bound if there is no other)."""
    bound = is_bound(annual)
    by_rank = annual.assign(exact=~bound).sort_values([schema.SERIES, "exact", schema.START], kind="stable")
    return by_rank.drop_duplicates(schema.SERIES, keep="last").drop(columns="exact")


def deadline_start(deadline: int, first_start: int) -> int:
    """The start of the annual period that ends in the year `deadline`, for a series of that rhythm."""
    month = first_start % YEAR
    return (deadline if month == 0 else deadline - 1) * YEAR + month


def target_records(
    chosen: pd.DataFrame, annual: pd.DataFrame, year_start: int | None = None
) -> list[TargetRecord]:
    """Every distinct target of the chosen figures, in the order of first statement.

    `annual` is their annual series as reported (`tradetrack.series.growth.annual_levels`).
    """
    stated = chosen[chosen[schema.STATUS] == TARGET]
    if not len(stated):
        return []
    day = stated[schema.KNOWN_ON].to_numpy().astype(np.int64)
    in_order = np.lexsort((stated[schema.LINE], np.where(day == NO_DATE, np.iinfo(np.int64).max, day)))
    stated = stated.iloc[in_order]
    same = stated[[schema.SERIES, schema.AMOUNT, schema.START, schema.MONTHS]].to_numpy()
    _, place, count = np.unique(same, axis=0, return_index=True, return_counts=True)
    by_statement = np.argsort(place)
    first = stated.iloc[place[by_statement]]
    restated = (count[by_statement] - 1).tolist()
    figures = chosen[chosen[schema.SERIES].isin(first[schema.SERIES])]
    bases = _bases_then(figures, first, year_start)
    latest = {base.series: base for base in rows(latest_base(annual), AnnualRow)}
    series = annual[schema.SERIES].to_numpy()
    return [
        _record(
            row,
            again,
            annual.iloc[np.searchsorted(series, row.series) : np.searchsorted(series, row.series, "right")],
            bases.get((row.series, row.known_on)),
            latest.get(row.series),
        )
        for row, again in zip(rows(first, FigureRow), restated, strict=True)
    ]


def _bases_then(
    figures: pd.DataFrame, first: pd.DataFrame, year_start: int | None
) -> dict[tuple[int, int], AnnualRow]:
    """By series and day, the base that was known on the days on which targets were first stated.

    Each series as it was known on one of the days is a series of its own, so that all are chosen at once.
    """
    dated = first[first[schema.KNOWN_ON] > 0].drop_duplicates([schema.SERIES, schema.KNOWN_ON])
    views = list(zip(dated[schema.SERIES].tolist(), dated[schema.KNOWN_ON].tolist(), strict=True))
    series, known_on = figures[schema.SERIES].to_numpy(), figures[schema.KNOWN_ON].to_numpy()
    taken = [np.flatnonzero((series == s) & (known_on > 0) & (known_on <= day)) for s, day in views]
    then = figures.take(np.concatenate([np.empty(0, np.int64), *taken]))
    view_of = np.repeat(np.arange(len(views)), [len(rows) for rows in taken])
    chosen = choose(then.assign(**{schema.SERIES: view_of}))
    annual = growth.annual_levels(growth.headlines(chosen), year_start)
    return {views[base.series]: base for base in rows(latest_base(annual), AnnualRow)}


def _record(
    row: FigureRow, restated: int, annual: pd.DataFrame, base: AnnualRow | None, latest: AnnualRow | None
) -> TargetRecord:
    """The record of the target whose first statement is `row`."""
    scale = scale_of(row.series_unit)
    deadline = row.start // YEAR if row.months else None
    due = deadline_start(deadline, annual[schema.START].iloc[0]) if deadline and len(annual) else None
    outcome, year = _outcome(row, annual, base, due)
    required = None
    if base and due and due > base.start and 0 < base.amount < row.amount:
        required = growth.cagr(base.amount, row.amount, (due - base.start) // YEAR)
    return TargetRecord(
        pair=row.series_pair,
        flow=row.series_flow,
        unit=row.series_unit,
        value=row.level,
        qualifier=row.qualifier,
        deadline=deadline,
        first_stated_on=row.stated_on,
        first_stated_by=row.stated_by,
        restated=restated,
        base=YearValue(base.year, base.amount / scale, base.label) if base else None,
        required_growth_pct=required,
        outcome=outcome,
        outcome_year=year.year if year else None,
        outcome_label=year.label if year else "",
        outcome_value=year.level if year else None,
        rating=_rating(required, base, latest) if outcome == OPEN else None,
        series=row.series,
        line=row.line,
        source=row.source,
    )


def _outcome(
    row: FigureRow, annual: pd.DataFrame, base: AnnualRow | None, due: int | None
) -> tuple[str, AnnualRow | None]:
    """What became of a target, and the year that decided it."""
    if base and base.amount >= row.amount and base.qualifier != QUALIFIERS[UNDER]:
        return OVERTAKEN, base
    # Without a base, what came before the year of the statement is no answer to it.
    since = base.start + 1 if base else row.known_on // 10_000 * YEAR - YEAR + 1
    if due is not None:
        since = min(since, due)
    starts = annual[schema.START]
    in_time = (starts >= since) & (starts <= due if due is not None else True)
    reached = annual[in_time & reaches(annual, row.amount)]
    if len(reached):
        return MET, next(rows(reached, AnnualRow))
    if due is None or not len(annual):
        return OPEN, None
    at_deadline = annual[starts == due]
    if len(at_deadline):
        return MISSED, next(rows(at_deadline, AnnualRow))
    return (UNKNOWN if starts.max() > due else OPEN), None


def _rating(required: float | None, base: AnnualRow | None, latest: AnnualRow | None) -> str | None:
    """Growth since the base beside the growth that the target asked for, as Eurostat rates SDG progress.

    Source: Eurostat, Sustainable development in the European Union, annex on methods. It looks back and
    says nothing of likelihood.
    """
    if required is None or base is None or latest is None or latest.start <= base.start:
        return None
    if latest.reporter != base.reporter or latest.qualifier in BOUNDS or base.qualifier in BOUNDS:
        return None
    ratio = growth.cagr(base.amount, latest.amount, latest.year - base.year) / required
    steps = ((0.95, ON_TRACK), (0.60, MODERATE), (0.0, INSUFFICIENT))
    return next((word for least, word in steps if ratio >= least), MOVING_AWAY)
