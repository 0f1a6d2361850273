"""Many new rows for a ledger at once: all of them or none."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence

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
_FREE_TEXT = (schema.STATED_BY, schema.SOURCE, schema.NOTE)
NEW_LEDGER = (",".join(schema.LEDGER_NAMES) + "\n").encode()


def figures_of(rows: Sequence[Cells]) -> pd.DataFrame:
    """The figures of rows, by the rules of a ledger. Raises RequestError for what no row may have."""
    given = [name for name in schema.LEDGER_NAMES if name not in _FREE_TEXT and any(map(_in(name), rows))]
    texts = {name: np.array([row.get(name, "") for row in rows], dtype=object) for name in given}
    figures, faults = make_figures(Columns(texts, np.arange(1, len(rows) + 1, dtype=np.int64)))
    if faults:
        first = faults[0]
        row = rows[first.row]
        place = " ".join(row.get(name, "") for name in (schema.PAIR, schema.FLOW, schema.PERIOD))
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        raise RequestError(f"{place}: {first.column}: {first.message}{more}; nothing was written")
    return figures


class _Lines:
    """What the csv module writes rows to; with the line end that it has itself it quotes both signs of it."""

    def __init__(self, line_end: str) -> None:
        self.line_end = line_end
        self.written: list[str] = []

    def write(self, row: str) -> None:
        """Take one row, which ends as the csv module ends it."""
        self.written.append(row.removesuffix("\r\n") + self.line_end)


def _in(name: str) -> Callable[[Cells], object]:
    return lambda row: row.get(name)


def with_rows(old: bytes, name: str, rows: Sequence[Cells]) -> bytes:
    """The bytes of a sound ledger with more rows; a column that it lacks is added to every line.

    The result is read as a whole before it is given out. Raises LedgerError for what is wrong with the file.
    """
    header = first_record(require_utf8(old, name))
    lacking = [
        column
        for column in schema.LEDGER_NAMES
        if column not in header
        and any(row.get(column, "") not in ("", DEFAULTS.get(column, "")) for row in rows)
    ]
    wide = with_columns(old, lacking) if lacking else old
    columns = [*header, *lacking]
    filled = {column: DEFAULTS.get(column, "") for column in columns}
    found = _LINE_END.search(old)
    line_end = found[0].decode() if found else "\n"
    lines = _Lines(line_end)
    csv.writer(lines).writerows(map((filled | row).get, columns) for row in rows)
    glue = "" if old.endswith((b"\n", b"\r")) else line_end
    new = wide + (glue + "".join(lines.written)).encode()
    before, after = len(parse_ledger(old, name)), len(parse_ledger(new, name))
    if after != before + len(rows):
        message = "the rows cannot be added after what stands in the file; check its last lines"
        raise LedgerError(name, [Problem(1, 1, "bad-quote", message)])
    return new
