"""CSV: one table. The figures are a ledger again, with `line` and `status` after its own columns.

Texts are as the ledger has them, values as they were stated and other numbers in full. A text that a
spreadsheet would run as a formula stays what it is: a mark before it would not be read back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from tradetrack.render.csv_pieces import csv_pieces, safe_pieces
from tradetrack.render.export.form import Format, Pieces, Written, counted, one
from tradetrack.reports.export import ExportResult, ExportTable, Stated, Value


def csv_data(table: ExportTable) -> Pieces:
    """A table as CSV."""
    return csv_of([field.name for field in table.fields], table.rows, table.is_plain)


def csv_of(names: Sequence[str], rows: Iterable[Sequence[Value]], is_plain: bool = False) -> Pieces:
    """Rows as CSV in UTF-8.

    All cells are quoted where one has a lone carriage return, which the writer leaves unquoted though it ends
    a line for a reader, or where a line would begin with what a CI runner obeys. `rows` are read again.
    """

    def texts() -> Iterator[list[str]]:
        return ([cell if type(cell) is str else text_of(cell) for cell in row] for row in rows)

    return Pieces(lambda: safe_pieces(lambda quoting: csv_pieces(names, texts(), quoting), is_plain))


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


def _write(result: ExportResult) -> Written:
    table = result.table(result.tables[0])
    return one(csv_data(table), counted([table]))


FORMAT = Format("csv", ".csv", _write, is_text=True)
