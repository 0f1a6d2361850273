"""The columns of a ledger as they are parsed: a rule sees each distinct text once.

A column that the file lacks, or that says the same in every row, takes no room: its array repeats one value.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from tradetrack.core.repeated import looked_up
from tradetrack.ledger.cells import CellError
from tradetrack.ledger.csv_parser import Columns

Mask = npt.NDArray[np.bool_]


class CellFault(NamedTuple):
    """A fault of one cell, by row (from 0) and column name."""

    row: int
    column: str
    code: str
    message: str


class Parsed(NamedTuple):
    """A column after its rule: per row a code, per code the text and the value."""

    codes: npt.NDArray[Any]
    texts: list[str]
    values: list[Any]

    def spread(self, pick: Callable[[Any], Any], dtype: str) -> npt.NDArray[Any]:
        """`pick` of the value of each row."""
        return looked_up(np.array([pick(value) for value in self.values], dtype=dtype), self.codes)

    def is_empty(self) -> Mask:
        """Where the cell is empty."""
        return looked_up(np.array([not text for text in self.texts], dtype=bool), self.codes)

    def category(self, pick: Callable[[Any], str] = str) -> pd.Categorical:
        """`pick` of the value of each row, as a categorical of what occurs."""
        merged, distinct = pd.factorize(np.array([pick(v) for v in self.values], dtype=object))
        return _categorical(looked_up(merged, self.codes), distinct)

    def choice(self, words: tuple[str, ...]) -> pd.Categorical:
        """The value of each row as a categorical of all `words`, in their order."""
        return _categorical(self.spread(words.index, "int8"), words)

    def words(self) -> pd.Categorical:
        """The text of each row."""
        return _categorical(self.codes, self.texts)


def _categorical(codes: npt.NDArray[Any], words: Any) -> pd.Categorical:
    narrow = codes.astype(np.min_scalar_type(-max(len(words), 1)), copy=False)
    if len(words) == 1 and len(codes):
        narrow = np.broadcast_to(np.int8(0), len(codes))
    return pd.Categorical.from_codes(narrow, pd.Index(words, dtype=object), validate=False)


class Reader:
    """The columns of one file as they are parsed, and the faults found on the way.

    A column is taken out of the cells when it is parsed, so that its texts can go.
    """

    def __init__(self, columns: Columns) -> None:
        self.cells = dict(columns.cells)
        self.rows = len(columns.lines)
        self.faults: list[CellFault] = []

    def parse(self, name: str, rule: Callable[[str], Any], default: Any) -> Parsed:
        """Apply `rule` to each distinct text of a column; empty and refused cells get `default`."""
        cells = self.cells.pop(name, None)
        if cells is None or self.rows == 0:
            return Parsed(np.broadcast_to(np.int8(0), self.rows), [""], [default])
        codes, distinct = _coded(cells)
        values = []
        refused: dict[int, CellError] = {}
        for code, text in enumerate(distinct):
            try:
                values.append(rule(text) if text else default)
            except CellError as error:
                values.append(default)
                refused[code] = error
        if refused:
            for row in np.flatnonzero(np.isin(codes, list(refused))):
                self.add_fault(row, name, refused[int(codes[row])])
        return Parsed(codes, distinct, values)

    def text(self, name: str) -> npt.NDArray[np.object_]:
        """A column of free text, as it is."""
        cells = self.cells.pop(name, None)
        if cells is None:
            return np.broadcast_to(np.array("", dtype=object), self.rows)
        return np.asarray(cells, dtype=object)

    def add_fault(self, row: np.int64, column: str, error: CellError) -> None:
        """Note a fault of the cell in `row` and `column`."""
        self.faults.append(CellFault(int(row), column, error.code, str(error)))


def as_texts(texts: npt.NDArray[np.object_]) -> pd.Series[Any]:
    """A column of free text as a frame keeps it: an array alone it would take for one of Arrow's."""
    return pd.Series(texts, dtype=object, copy=False)


def _coded(cells: npt.NDArray[np.object_] | pd.Categorical) -> tuple[npt.NDArray[Any], list[str]]:
    """The distinct texts of a column, and for each row the place of its text among them."""
    if isinstance(cells, pd.Categorical):
        return cells.codes, cells.categories.tolist()
    codes, distinct = pd.factorize(cells)
    return codes.astype(np.min_scalar_type(-max(len(distinct), 1))), list(distinct)
