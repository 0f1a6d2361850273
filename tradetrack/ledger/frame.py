"""The cells of a ledger -> the frame of figures.

A rule (`ledger.cells`) sees each distinct text of its column once; values, which are mostly distinct,
are checked as one matrix. What a single cell cannot tell is judged by row afterwards.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from tradetrack.core import schema
from tradetrack.core.dates import NO_DATE
from tradetrack.core.periods import NO_PERIOD, YEAR
from tradetrack.core.repeated import looked_up
from tradetrack.core.units import DEFAULT_UNIT, LARGEST_AMOUNT, currency_of, scale_of
from tradetrack.core.vocabulary import FLOWS, KINDS, QUALIFIERS
from tradetrack.ledger.cells import (
    POWERS,
    CellError,
    parse_date,
    parse_flow,
    parse_growth,
    parse_kind,
    parse_pair,
    parse_period_cell,
    parse_qualifier,
    parse_reporter,
    parse_scope,
    parse_unit_cell,
    parse_values,
    value_error,
)
from tradetrack.ledger.csv_parser import Columns
from tradetrack.ledger.parsed import CellFault, Parsed, Reader, as_texts
from tradetrack.ledger.partners import partner_column, second_partner

LARGEST_IN = dict.fromkeys(("USD", "EUR", "GBP"), 10**14)  # the world trades less in a year

_NO_PERIOD = "a reported figure needs its period; write 2021 or 2021-01/2021-09"
_NO_YEAR = "a target's deadline is a year; write {}, or leave the cell empty"
_NO_FIGURE = "the row has no figure; write its value, or for a reported one at least growth_pct"
_TOO_SMALL = "the value is less than one unit of its currency; check the value and its unit"
_TOO_LARGE = "the value is larger than any trade; are these millions? check the value and its unit"

Mask = npt.NDArray[np.bool_]


def make_figures(columns: Columns) -> tuple[pd.DataFrame, list[CellFault]]:
    """The frame of figures, and the faults of its cells: with one of them it is not to be used."""
    reader = Reader(columns)
    kind = reader.parse(schema.KIND, parse_kind, "reported").choice(KINDS)
    period = reader.parse(schema.PERIOD, parse_period_cell, NO_PERIOD)
    unit = reader.parse(schema.UNIT, parse_unit_cell, DEFAULT_UNIT)
    stated_on = reader.parse(schema.STATED_ON, parse_date, NO_DATE)
    growth = reader.parse(schema.GROWTH_PCT, parse_growth, np.nan)
    value_text, value, decimals, bad = _values(reader)
    scale = unit.spread(scale_of, "int64")
    amount = np.where(np.isnan(value), -1, value * scale)
    frame = {
        schema.PAIR: reader.parse(schema.PAIR, parse_pair, "").category(),
        schema.FLOW: reader.parse(schema.FLOW, parse_flow, "total").choice(FLOWS),
        schema.KIND: kind,
        schema.PERIOD: period.words(),
        schema.VALUE: value,
        schema.UNIT: unit.category(),
        schema.QUALIFIER: reader.parse(schema.QUALIFIER, parse_qualifier, "exact").choice(QUALIFIERS),
        schema.SCOPE: reader.parse(schema.SCOPE, parse_scope, "").category(),
        schema.GROWTH_PCT: growth.spread(float, "float64"),
        schema.REPORTER: reader.parse(schema.REPORTER, parse_reporter, "").category(),
        schema.STATED_BY: as_texts(reader.text(schema.STATED_BY)),
        schema.STATED_ON: stated_on.words(),
        schema.SOURCE: as_texts(reader.text(schema.SOURCE)),
        schema.NOTE: as_texts(reader.text(schema.NOTE)),
        schema.LINE: columns.lines,
        schema.VALUE_TEXT: as_texts(value_text),
        schema.START: period.spread(lambda p: p.start, "int32"),
        schema.MONTHS: period.spread(lambda p: p.months, "int32"),
        schema.AMOUNT: np.rint(np.minimum(amount, LARGEST_AMOUNT)).astype(np.int64),
        schema.ROUNDING_UNIT: _rounding_unit(unit, decimals),
        schema.CURRENCY: unit.category(currency_of),
        schema.SCALE: scale,
        schema.KNOWN_ON: stated_on.spread(int, "int32"),
    }
    _check_rows(reader, frame, period, growth, amount, np.isnan(value) & ~bad)
    if name := partner_column(columns.cells):
        _require_one_partner(reader, name)
    return _with_other_columns(pd.DataFrame(frame, copy=False), reader), reader.faults


def _require_one_partner(reader: Reader, name: str) -> None:
    if found := second_partner(np.asarray(reader.cells[name], dtype=object)):
        row, message = found
        reader.faults.append(CellFault(row, name, "several-partners", message))


def _values(
    reader: Reader,
) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.float64], npt.NDArray[np.uint8], Mask]:
    """The column of values: the texts, the numbers, their decimals, and which are refused."""
    texts = reader.text(schema.VALUE)
    value, decimals, bad = parse_values(texts)
    for row in np.flatnonzero(bad):
        reader.add_fault(row, schema.VALUE, value_error(texts[row]))
    return texts, value, decimals, bad


def _rounding_unit(unit: Parsed, decimals: npt.NDArray[np.uint8]) -> npt.NDArray[np.int64]:
    """For each row one unit of the last of its decimals, by its unit."""
    scales = np.array([scale_of(name) for name in unit.values], dtype=np.int64)
    units = np.maximum(1, np.rint(scales[:, np.newaxis] / POWERS)).astype(np.int64)
    found: npt.NDArray[np.int64] = units[0][decimals] if len(scales) == 1 else units[unit.codes, decimals]
    return found


def _with_other_columns(figures: pd.DataFrame, reader: Reader) -> pd.DataFrame:
    """The figures and the columns that are not ours: in one block, as there may be thousands of them."""
    # what `show --format csv` adds is made anew
    names = [name for name in reader.cells if name not in (schema.LINE, schema.STATUS)]
    block = np.empty((len(names), reader.rows), dtype=object)
    for place, name in enumerate(names):
        block[place] = reader.text(name)
    titles = [name + (schema.SAME_NAME if name in schema.DERIVED_NAMES else "") for name in names]
    others = pd.DataFrame(block.T, columns=titles, dtype=object, copy=False)
    return pd.concat([figures, others], axis=1) if names else figures


def _check_rows(
    reader: Reader,
    frame: dict[str, Any],
    period: Parsed,
    growth: Parsed,
    amount: npt.NDArray[np.float64],
    no_value: Mask,
) -> None:
    """Judge what no cell tells alone, in the rows whose cells are all right."""
    is_target = np.asarray(frame[schema.KIND] == "target")
    no_period = period.is_empty()
    is_year = looked_up(
        np.array([len(text) == len("2021") for text in period.texts], dtype=bool), period.codes
    )
    unsound = np.zeros(reader.rows, dtype=bool)
    unsound[[fault.row for fault in reader.faults]] = True

    requirements = (
        (~is_target & no_period, schema.PERIOD, "missing-period", _NO_PERIOD),
        (no_value & (growth.is_empty() | is_target), schema.VALUE, "missing-value", _NO_FIGURE),
        ((amount > 0) & (np.rint(amount) == 0), schema.VALUE, "bad-value", _TOO_SMALL),
        (amount > _largest(frame), schema.VALUE, "bad-value", _TOO_LARGE),
    )
    for row in np.flatnonzero(is_target & ~no_period & ~is_year & ~unsound):
        ends_in = (
            period.values[period.codes[row]].start + period.values[period.codes[row]].months - 1
        ) // YEAR
        reader.add_fault(row, schema.PERIOD, CellError("bad-deadline", _NO_YEAR.format(ends_in)))
    for wrong, column, code, message in requirements:
        for row in np.flatnonzero(wrong & ~unsound):
            reader.add_fault(row, column, CellError(code, message))


def _largest(frame: dict[str, Any]) -> npt.NDArray[np.int64]:
    """For each row the amount that no trade in its currency exceeds."""
    currency: pd.Categorical = frame[schema.CURRENCY]
    limits = [LARGEST_IN.get(name, LARGEST_AMOUNT) for name in currency.categories]
    return looked_up(np.array(limits, dtype=np.int64), currency.codes)
