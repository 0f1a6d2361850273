"""A DataFrame of yours -> the frame of figures, checked as a ledger is."""

from __future__ import annotations

import datetime as dt
import math

import numpy as np
import numpy.typing as npt
import pandas as pd

from tradetrack.core.errors import LedgerError, Problem
from tradetrack.ledger.csv_parser import Columns, Field
from tradetrack.ledger.frame import CellFault, make_figures
from tradetrack.ledger.header import check_header

NAME = "frame"


def figures(frame: pd.DataFrame) -> pd.DataFrame:
    """The figures of any DataFrame with the columns of a ledger: at least `period` and `value`.

    Cells are texts, numbers, dates or periods; a missing one (None, NaN, NA) is empty. A whole number loses
    its point, so that 2021.0 is the year 2021. Other columns are kept and ignored; the frame stays as it is.
    The result is that of `read_ledger`, its `line` being the row of the frame, counted from 1.

    Raises LedgerError with every fault, each with its row and column: `frame:2:3: error[bad-value]: …` is the
    second row and the third column, and row 0 is the header.
    """
    names = [str(name) for name in frame.columns]
    problems = check_header([Field(name, 0, place) for place, name in enumerate(names, 1)])
    if problems:
        raise LedgerError(NAME, problems)
    columns = [frame.iloc[:, place] for place in range(len(names))]
    texts = [_texts(column.astype(object).to_numpy()) for column in columns]
    lines = np.arange(1, len(frame) + 1, dtype=np.int64)
    found, faults = make_figures(Columns(dict(zip(names, texts, strict=True)), lines))
    if faults:
        places = {name: place for place, name in enumerate(names, 1)}
        raise LedgerError(NAME, [_problem(fault, places.get(fault.column, 1)) for fault in faults])
    return found


def _problem(fault: CellFault, column: int) -> Problem:
    return Problem(fault.row + 1, column, fault.code, f"{fault.column}: {fault.message}")


def _texts(values: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
    """The texts of a column, each as a ledger would have it."""
    texts = np.empty(len(values), dtype=object)
    texts[:] = [value if isinstance(value, str) else _text(value) for value in values]
    return texts


def _is_missing(value: object) -> bool:
    return value is None or value is pd.NA or value != value


def _text(value: object) -> str:
    if _is_missing(value):
        return ""
    if isinstance(value, float | np.floating):
        if not math.isfinite(value):
            return str(value)
        return np.format_float_positional(value, trim="-")
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return str(value)
