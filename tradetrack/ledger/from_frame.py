"""A DataFrame of yours -> the frame of figures, checked as a ledger is."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from tradetrack.core.errors import LedgerError, Problem
from tradetrack.ledger.cells import is_utf8_text
from tradetrack.ledger.csv_parser import Columns, Field
from tradetrack.ledger.frame import make_figures
from tradetrack.ledger.header import check_header
from tradetrack.ledger.parsed import CellFault

NAME = "frame"


def figures(frame: pd.DataFrame) -> pd.DataFrame:
    """The figures of any DataFrame with the columns of a ledger: at least `period` and `value`.

    Cells are texts, numbers, dates or periods; a missing one (None, NaN, NA) is empty. A whole number loses
    its point, so that 2021.0 is the year 2021. Other columns are kept and ignored; the frame stays as it is.
    The result is that of `read_ledger`, its `line` being the row of the frame, counted from 1.

    Raises LedgerError with every fault, each with its row and column: `frame:2:3: error[bad-value]: …` is the
    second row and the third column, and row 0 is the header.
    """
    names = ["" if _is_missing(name) else str(name) for name in frame.columns]
    if not names:
        message = "the frame has no columns; it needs at least period and value"
        raise LedgerError(NAME, [Problem(0, 1, "no-header", message)])
    problems = check_header([Field(name, 0, place) for place, name in enumerate(names, 1)])
    if problems:
        raise LedgerError(NAME, problems)
    texts = [_texts(frame.iloc[:, place]) for place in range(len(names))]
    problems = [problem for place, column in enumerate(texts, 1) for problem in _not_utf8(column, place)]
    lines = np.arange(1, len(frame) + 1, dtype=np.int64)
    found, faults = make_figures(Columns(dict(zip(names, texts, strict=True)), lines))
    places = {name: place for place, name in enumerate(names, 1)}
    problems += [_problem(fault, places.get(fault.column, 1)) for fault in faults]
    if problems:
        raise LedgerError(NAME, problems)
    return found


def _problem(fault: CellFault, column: int) -> Problem:
    return Problem(fault.row + 1, column, fault.code, f"{fault.column}: {fault.message}")


def _not_utf8(texts: npt.NDArray[np.object_], place: int) -> list[Problem]:
    """The cells of a column that no ledger could hold."""
    if is_utf8_text("".join(texts)):
        return []
    wrong = (row for row, text in enumerate(texts, 1) if not is_utf8_text(text))
    return [Problem(row, place, "encoding", "the text is not one that UTF-8 can hold") for row in wrong]


def _texts(column: pd.Series[Any]) -> npt.NDArray[np.object_]:
    """The texts of a column, each as a ledger would have it."""
    # A number of a short float has fewer digits than the Python float of the same value.
    values = list(column.array) if column.dtype.kind == "f" else column.astype(object).tolist()
    texts = np.empty(len(values), dtype=object)
    texts[:] = [value if isinstance(value, str) else _text(value) for value in values]
    return texts


def _is_missing(value: Any) -> bool:
    return bool(pd.api.types.is_scalar(value) and pd.isna(value))


def _text(value: Any) -> str:
    if _is_missing(value):
        return ""
    if isinstance(value, float | np.floating) and math.isfinite(value):
        return np.format_float_positional(value, trim="-")
    if isinstance(value, Decimal) and value.is_finite():
        return f"{value:f}"
    if isinstance(value, pd.Period) and value.freqstr.startswith("Q"):
        return f"{value.year}-Q{value.quarter}"
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return str(value)
