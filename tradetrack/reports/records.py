"""The shapes that programs read: figures and annual series as JSON documents and CSV records."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from tradetrack.core import schema
from tradetrack.core.periods import YEAR
from tradetrack.core.vocabulary import NOWCAST
from tradetrack.reports.tables import Cell, Column, Table

_ADDED = (schema.LINE, schema.STATUS)
_OURS = {*schema.LEDGER_NAMES, *schema.DERIVED_NAMES}


def number(value: Any) -> int | float | None:
    """A number for JSON: whole ones without a point, unknown as None."""
    plain = float(value)
    if math.isnan(plain):
        return None
    return int(plain) if plain.is_integer() and abs(plain) < 2**53 else plain


def _plain(rate: float) -> str:
    """A rate as a ledger may have it: digits and a point, no exponent."""
    return "" if math.isnan(rate) else np.format_float_positional(rate, trim="-")


def text(value: Any) -> str | None:
    """A text for JSON: unknown as None."""
    return str(value) or None


def figure_documents(figures: pd.DataFrame) -> list[dict[str, Any]]:
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
            schema.GROWTH_PCT: number(row.growth_pct),
            schema.REPORTER: text(row.reporter),
            schema.STATED_BY: text(row.stated_by),
            schema.STATED_ON: text(row.stated_on),
            schema.SOURCE: text(row.source),
            schema.NOTE: text(row.note),
            schema.LINE: row.line,
            schema.STATUS: row.status,
        }
        for row in schema.rows(figures)
    ]


def figure_records(figures: pd.DataFrame) -> Table:
    """The figures as rows of the ledger's columns, its other columns, then line and status."""
    others = [name for name in figures.columns if name not in _OURS]
    columns: dict[str, list[Cell]] = {}
    for name in (*schema.LEDGER_NAMES, *others, *_ADDED):
        if name == schema.VALUE:
            columns[name] = figures[schema.VALUE_TEXT].tolist()
        elif name == schema.GROWTH_PCT:
            columns[name] = [_plain(rate) for rate in figures[name]]
        else:
            columns[name] = figures[name].astype(object).tolist()
    names = [name.removesuffix(schema.SAME_NAME) for name in columns]
    return Table([Column(name) for name in names], list(zip(*columns.values(), strict=True)))


def _interval(row: Any) -> list[int | float | None] | None:
    return [number(row.low_80), number(row.high_80)] if row.low_80 == row.low_80 else None


def annual_documents(annual: pd.DataFrame) -> list[dict[str, Any]]:
    """The annual series: one document a year."""
    return [
        {
            schema.PAIR: text(row.series_pair),
            schema.FLOW: row.series_flow,
            schema.UNIT: row.series_unit,
            schema.YEAR_COLUMN: row.year,
            schema.LABEL: row.label,
            schema.VALUE: number(row.level),
            schema.QUALIFIER: row.qualifier,
            schema.BASIS: row.basis,
            schema.GROWTH_PCT: number(row.computed_growth_pct),
            schema.BOUND: (
                {schema.QUALIFIER: row.growth_bound, schema.VALUE: number(row.growth_bound_pct)}
                if row.growth_bound
                else None
            ),
            schema.STATED: number(row.stated_growth_pct),
            schema.METHOD: row.method if row.basis == NOWCAST else None,
            "interval_80": _interval(row) if row.basis == NOWCAST else None,
            schema.CAGR: number(row.cagr_pct),
            schema.CAGR_SINCE: row.cagr_since // YEAR or None,
        }
        for row in schema.rows(annual)
    ]


def narrowed(figures: pd.DataFrame, since: int | None, until: int | None) -> pd.DataFrame:
    """The figures and targets of periods that start in the years from `since` to `until`.

    A target without a deadline belongs to every year.
    """
    year = figures[schema.START].to_numpy() // YEAR
    keep = np.ones(len(figures), dtype=bool)
    if since is not None:
        keep &= year >= since
    if until is not None:
        keep &= year <= until
    keep |= (figures[schema.MONTHS] == 0).to_numpy() & (figures[schema.KIND] == "target").to_numpy()
    return figures.loc[keep]
