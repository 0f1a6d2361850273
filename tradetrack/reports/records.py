"""The shapes that programs read: figures and annual series as JSON documents, CSV records and frames."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from tradetrack.core import schema
from tradetrack.core.periods import YEAR, period_label, rolling_label
from tradetrack.core.rows import AnnualRow, FigureRow, HeadlineRow
from tradetrack.core.vocabulary import DERIVED, NOWCAST
from tradetrack.reports.status import value_text
from tradetrack.reports.tables import Cell, Column, Table

if TYPE_CHECKING:
    import pandas as pd

    from tradetrack.reports.answer import Answer
    from tradetrack.reports.results import ShowResult

Number = int | float | None
_PERIODS = (
    "pair",
    "flow",
    "period",
    "value",
    "unit",
    "qualifier",
    "scope",
    "growth_pct",
    "reporter",
    "basis",
    "parts",
    "computed_growth_pct",
)

_ANNUAL = {
    "pair": "series_pair",
    "flow": "series_flow",
    "scope": "scope",
    "unit": "series_unit",
    "year": "year",
    "label": "label",
    "value": "level",
    "qualifier": "qualifier",
    "basis": "basis",
    "parts": "parts",
    "floor": "floor",
    "growth_pct": "computed_growth_pct",
    "growth_bound": "growth_bound",
    "growth_bound_pct": "growth_bound_pct",
    "stated_growth_pct": "stated_growth_pct",
    "reporter": "reporter",
    "line": "line",
}


def number(value: float | None) -> Number:
    """A number for JSON: whole ones without a point, unknown as None."""
    if value is None or math.isnan(value):
        return None
    return int(value) if float(value).is_integer() and abs(value) < 2**53 else float(value)


def _plain(rate: float) -> str:
    """A rate as a ledger may have it: digits and a point, no exponent."""
    return "" if math.isnan(rate) else str(np.format_float_positional(rate, trim="-"))


def text(value: str) -> str | None:
    """A text for JSON: unknown as None."""
    return value or None


def figure_documents(figures: Iterable[FigureRow]) -> list[dict[str, Any]]:
    """The figures as the ledger states them, each with its line and status."""
    return [
        {
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
        for row in figures
    ]


def figure_records(result: ShowResult) -> Table:
    """The figures as rows of the ledger's columns, its other columns, then line and status."""
    names = [*schema.LEDGER_NAMES, *(name for name, _ in result.extra), schema.LINE, schema.STATUS]
    own = [_ledger_cells(row) for row in result.figures]
    others = list(zip(*(cells for _, cells in result.extra), strict=True)) or [()] * len(own)
    rows = [
        [*cells, *other, row.line, row.status]
        for cells, other, row in zip(own, others, result.figures, strict=True)
    ]
    return Table([Column(name) for name in names], rows)


def _ledger_cells(row: FigureRow) -> list[Cell]:
    return [
        row.pair,
        row.flow,
        row.kind,
        row.period,
        row.value_text,
        row.unit,
        row.qualifier,
        row.scope,
        _plain(row.growth_pct),
        row.reporter,
        row.stated_by,
        row.stated_on,
        row.source,
        row.note,
    ]


def annual_documents(annual: Iterable[AnnualRow]) -> list[dict[str, Any]]:
    """The annual series: one document a year."""
    return [_annual_document(row) for row in annual]


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


def period_records(periods: Iterable[HeadlineRow]) -> Table:
    """The headlines of one rhythm as rows: what a ledger has of a figure, and where it comes from."""
    rows: list[list[Cell]] = [
        [
            row.series_pair,
            row.series_flow,
            row.period,
            value_text(row),
            row.unit,
            row.qualifier,
            row.scope,
            _plain(row.stated_growth_pct),
            row.reporter,
            row.basis,
            row.parts,
            number(row.computed_growth_pct),
        ]
        for row in periods
    ]
    return Table([Column(name) for name in _PERIODS], rows)


def annual_frame(annual: Sequence[AnnualRow]) -> pd.DataFrame:
    """The annual series as a frame, one row a series and year; unknown numbers are NaN."""
    import pandas as pd

    columns = {name: [getattr(row, field) for row in annual] for name, field in _ANNUAL.items()}
    return pd.DataFrame(columns)


def frame_of(answer: Answer[Any]) -> pd.DataFrame:
    """The table of an answer that `--format csv` prints, as a frame."""
    from tradetrack.reports.report import report_of

    return frame_of_table(report_of(answer).records())


def frame_of_table(table: Table) -> pd.DataFrame:
    """A table for programs as a frame."""
    import pandas as pd

    return pd.DataFrame([list(row) for row in table.rows], columns=[column.name for column in table.columns])
