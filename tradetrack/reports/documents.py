"""The shapes of JSON: figures, annual series and periods as documents, unknown values as null."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from tradetrack.core import schema
from tradetrack.core.lazy import Made, Rows
from tradetrack.core.periods import YEAR, period_label, rolling_label
from tradetrack.core.provenance import Provenance
from tradetrack.core.rows import AnnualRow, FigureRow, HeadlineRow, LedgerRow
from tradetrack.core.vocabulary import DERIVED, NOWCAST

if TYPE_CHECKING:
    from tradetrack.reports.results import YearFloor

Number = int | float | None


def number(value: float | None) -> Number:
    """A number for JSON: whole ones without a point, unknown as None."""
    if value is None or math.isnan(value):
        return None
    return int(value) if float(value).is_integer() and abs(value) < 2**53 else float(value)


def text(value: str) -> str | None:
    """A text for JSON: unknown as None."""
    return value or None


def data_document(source: Provenance | None) -> dict[str, Any] | None:
    """The bundled ledger that an answer rests on, or None."""
    return source and source._asdict()


def figure_documents(figures: Rows[FigureRow]) -> Sequence[dict[str, Any]]:
    """The figures as the ledger states them, each with its line and status."""
    return Made(len(figures), lambda: map(_figure_document, figures.of(LedgerRow)))


def _figure_document(row: LedgerRow) -> dict[str, Any]:
    return {
        schema.PAIR: text(row.pair),
        schema.FLOW: row.flow,
        schema.KIND: row.kind,
        schema.PERIOD: text(row.period),
        schema.VALUE: number(row.value),
        schema.UNIT: row.unit,
        schema.QUALIFIER: row.qualifier,
        schema.SCOPE: text(row.scope),
        schema.GROWTH_PCT: number(row.growth_pct),
        schema.REPORTER: text(row.reporter),
        schema.STATED_BY: text(row.stated_by),
        schema.STATED_ON: text(row.stated_on),
        schema.SOURCE: text(row.source),
        schema.NOTE: text(row.note),
        schema.LINE: row.line,
        schema.STATUS: row.status,
    }


def annual_documents(annual: Iterable[AnnualRow]) -> list[dict[str, Any]]:
    """The annual series: one document a year."""
    return [_annual_document(row) for row in annual]


def floor_documents(floors: Iterable[YearFloor]) -> list[dict[str, Any]]:
    """What is known at least of years without a row in the annual series: one document a year."""
    return [
        {
            "pair": text(floor.series_pair),
            "flow": floor.series_flow,
            "scope": text(floor.scope),
            "unit": floor.series_unit,
            "year": floor.year,
            "label": floor.label,
            "value": number(floor.level),
        }
        for floor in floors
    ]


def _annual_document(row: AnnualRow) -> dict[str, Any]:
    estimated = row.basis == NOWCAST
    interval = [number(row.low_80), number(row.high_80)] if row.low_80 == row.low_80 else None
    bound = _growth_bound(row)
    return {
        "pair": text(row.series_pair),
        "flow": row.series_flow,
        "scope": text(row.scope),
        "unit": row.series_unit,
        "reporter": text(row.reporter),
        "year": row.year,
        "label": row.label,
        "value": number(row.level),
        "qualifier": row.qualifier,
        "basis": row.basis,
        "parts": row.parts if row.basis in DERIVED else None,
        "floor": number(row.floor),
        "growth_pct": number(row.computed_growth_pct),
        "growth_bound": bound,
        "stated_growth_pct": number(row.stated_growth_pct),
        "method": row.method if estimated else None,
        "interval_80": interval if estimated else None,
        "cagr_pct": number(row.cagr_pct),
        "cagr_since": row.cagr_since // YEAR or None,
    }


def _growth_bound(row: AnnualRow | HeadlineRow) -> dict[str, Any] | None:
    if not row.growth_bound:
        return None
    return {"qualifier": row.growth_bound, "value": number(row.growth_bound_pct)}


def period_documents(periods: Iterable[HeadlineRow], rolling: bool = False) -> list[dict[str, Any]]:
    """The headlines of one rhythm: one document a period; `rolling` years are named by their months."""
    label = rolling_label if rolling else period_label
    return [
        {
            "pair": text(row.series_pair),
            "flow": row.series_flow,
            "scope": text(row.scope),
            "unit": row.series_unit,
            "reporter": text(row.reporter),
            "period": row.period,
            "label": label(row.start, row.months),
            "value": number(row.level),
            "qualifier": row.qualifier,
            "basis": row.basis,
            "parts": row.parts if row.basis in DERIVED else None,
            "growth_pct": number(row.computed_growth_pct),
            "growth_bound": _growth_bound(row),
            "stated_growth_pct": number(row.stated_growth_pct),
        }
        for row in periods
    ]
