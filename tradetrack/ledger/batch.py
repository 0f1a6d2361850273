"""Many new rows for a ledger at once: all of them or none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import overload

import numpy as np
import pandas as pd

from tradetrack.core import schema
from tradetrack.core.errors import LedgerError, Problem, RequestError
from tradetrack.ledger.append import DEFAULTS
from tradetrack.ledger.csv_parser import Columns, first_record
from tradetrack.ledger.frame import make_figures
from tradetrack.ledger.reader import parse_ledger, require_utf8
from tradetrack.ledger.widen import with_columns

Cells = dict[str, str]
_LINE_END = re.compile(rb"\r\n|\r|\n")
_TO_QUOTE = re.compile('[",\r\n]')
_FREE_TEXT = (schema.STATED_BY, schema.SOURCE, schema.NOTE)
NEW_LEDGER = (",".join(schema.LEDGER_NAMES) + "\n").encode()


class NewRows(Sequence[Cells]):
    """New rows for a ledger, kept column by column; each is given out as its cells by column."""

    def __init__(self, columns: Mapping[str, Sequence[str]], size: int) -> None:
        self.columns = columns
        self.size = size

    def __len__(self) -> int:
        return self.size

    @overload
    def __getitem__(self, place: int) -> Cells: ...
    @overload
    def __getitem__(self, place: slice) -> NewRows: ...
    def __getitem__(self, place: int | slice) -> Cells | NewRows:
        if isinstance(place, slice):
            return self.only(range(self.size)[place])
        return {name: texts[place] for name, texts in self.columns.items()}

    def only(self, places: Sequence[int]) -> NewRows:
        """The rows at these places."""
        columns = {name: [texts[place] for place in places] for name, texts in self.columns.items()}
        return NewRows(columns, len(places))

    def column(self, name: str) -> Sequence[str]:
        """The text of each row in a column; empty where the rows do not have it."""
        return self.columns.get(name) or [""] * self.size


def new_rows(rows: Sequence[Cells]) -> NewRows:
    """Rows, column by column; a cell that one lacks has what a ledger takes it for."""
    if isinstance(rows, NewRows):
        return rows
    names = dict.fromkeys(name for row in rows for name in row)
    columns = {name: [row.get(name, DEFAULTS.get(name, "")) for row in rows] for name in names}
    return NewRows(columns, len(rows))


def figures_of(given: Sequence[Cells]) -> pd.DataFrame:
    """The figures of rows, by the rules of a ledger. Raises RequestError for what no row may have."""
    rows = new_rows(given)
    names = [name for name in schema.LEDGER_NAMES if name not in _FREE_TEXT and any(rows.column(name))]
    texts = {name: np.array(rows.column(name), dtype=object) for name in names}
    figures, faults = make_figures(Columns(texts, np.arange(1, len(rows) + 1, dtype=np.int64)))
    if faults:
        first = faults[0]
        row = rows[first.row]
        place = " ".join(row.get(name, "") for name in (schema.PAIR, schema.FLOW, schema.PERIOD))
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        raise RequestError(f"{place}: {first.column}: {first.message}{more}; nothing was written")
    return figures


def with_rows(old: bytes, name: str, given: Sequence[Cells]) -> bytes:
    """The bytes of a sound ledger with more rows; a column that it lacks is added to every line.

    The ledger is read as it is and with the first of the rows, and the rows are judged as its cells, column
    by column. Raises LedgerError for what is wrong with the file, RequestError for what no row may have.
    """
    rows = new_rows(given)
    header = first_record(require_utf8(old, name))
    lacking = [
        column
        for column in schema.LEDGER_NAMES
        if column not in header and not {*rows.column(column)} <= {"", DEFAULTS.get(column, "")}
    ]
    wide = with_columns(old, lacking) if lacking else old
    found = _LINE_END.search(old)
    line_end = found[0].decode() if found else "\n"
    glue = "" if old.endswith((b"\n", b"\r")) else line_end
    columns = [*header, *lacking]
    lines = require_utf8(_lines_of(rows, columns, line_end), name)
    figures_of(rows)
    first = _lines_of(rows.only(range(min(len(rows), 1))), columns, line_end)
    before, after = (len(parse_ledger(data, name)) for data in (old, wide + glue.encode() + first))
    if after != before + 1:
        message = "the rows cannot be added after what stands in the file; check its last lines"
        raise LedgerError(name, [Problem(1, 1, "bad-quote", message)])
    return b"".join((wide, glue.encode(), lines))


def _lines_of(rows: NewRows, columns: Sequence[str], line_end: str) -> bytes:
    """The rows as lines of a ledger with these columns."""
    texts = [
        _quoted(rows.columns.get(column) or [DEFAULTS.get(column, "")] * len(rows)) for column in columns
    ]
    return "".join(f"{','.join(row)}{line_end}" for row in zip(*texts, strict=True)).encode()


def _quoted(texts: Sequence[str]) -> Sequence[str]:
    """The cells of a column as CSV has them: in quotes where they need them, as the csv module does it."""
    if not _TO_QUOTE.search("\t".join(texts)):
        return texts
    in_quotes = {
        text: '"{}"'.format(text.replace('"', '""')) for text in set(texts) if _TO_QUOTE.search(text)
    }
    return [in_quotes.get(text, text) for text in texts]
