"""CSV: one table. The figures are a ledger again, with `line` and `status` after its own columns.

Texts are as the ledger has them, values as they were stated and other numbers in full. A text that a
spreadsheet would run as a formula stays what it is: a mark before it would not be read back.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Literal

from tradetrack.render.escape import harmless_lines
from tradetrack.render.export.form import Format, Written, counted, one
from tradetrack.reports.export import ExportResult, ExportTable, Stated, Value


def csv_bytes(table: ExportTable) -> bytes:
    """A table as CSV."""
    return csv_of([field.name for field in table.fields], table.rows)


def csv_of(names: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """Rows as CSV in UTF-8.

    All cells are quoted where one has a lone carriage return, which the writer leaves unquoted though it ends
    a line for a reader, or where a line would begin with what a CI runner obeys.
    """
    texts = [[text_of(cell) for cell in row] for row in rows]
    plain = _csv(names, texts, csv.QUOTE_MINIMAL)
    if "\r" in plain or harmless_lines(plain) != plain:
        plain = _csv(names, texts, csv.QUOTE_ALL)
    return plain.encode()


def text_of(cell: Value) -> str:
    """A cell as text: a number as it was stated, or in full and without an exponent."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Stated):
        return cell.text
    if cell is None:
        return ""
    text = repr(cell)
    return format(Decimal(text), "f") if "e" in text else text.removesuffix(".0")


def _csv(names: Sequence[str], rows: Iterable[Sequence[str]], quoting: Literal[0, 1]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, quoting=quoting, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(rows)
    return out.getvalue()


def _write(result: ExportResult) -> Written:
    table = result.table(result.tables[0])
    return one(csv_bytes(table), counted([table]))


FORMAT = Format("csv", ".csv", _write, is_text=True)
