"""A workbook (.xlsx), by xlsxwriter: one sheet a table, the figures first.

Every cell is written as what it is: no text is ever a formula, an address or a number. A number shows the
decimals in which it was stated. A full date is a date, a month or a year stays text, and so does a day before
1900, which no workbook has. The time of creation is fixed, so that the same tables give the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from tradetrack.core.errors import AccessError
from tradetrack.render.export.form import Format, Written, counted, missing, one
from tradetrack.reports.export import ExportResult, ExportTable, Stated, Value
from tradetrack.reports.export_fields import Field

CREATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001 -- a workbook knows no time zones
MAX_ROWS, MAX_COLUMNS = 1 << 20, 1 << 14  # of a sheet, the header included
MAX_TEXT = 32_767  # characters of a cell, counted as UTF-16
MAX_LINKS, MAX_ADDRESS = 65_530, 2_079  # of a sheet; characters
FIRST_YEAR = 1900
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_WIDTHS = {"number": 12, "integer": 9, "date": 11, "link": 40, "text": 14}
_WIDE = {"note": 40, "stated_by": 24, "pair": 10, "flow": 8, "kind": 9, "unit": 8}


class _Exact(float):
    """A number with all the digits that it takes; xlsxwriter writes 16, and some need 17."""

    def __format__(self, _: str) -> str:
        return repr(float(self)).removesuffix(".0").upper()


class _Sheet:
    """One sheet as it is written; `linked` counts its links."""

    def __init__(self, book: Any, table: ExportTable) -> None:
        self.sheet = book.add_worksheet(table.name)
        self.table = table
        self.linked = 0
        self.unlinked = 0
        self.date = book.add_format({"num_format": "yyyy-mm-dd"})
        self.link = book.get_default_url_format()
        self.decimals = cache(lambda n: book.add_format({"num_format": f"0.{'0' * n}" if n else "0"}))

    def write(self, header: Any) -> None:
        """Write the header and the rows."""
        rows, fields = self.table.rows, self.table.fields
        self._require_room()
        for column, field in enumerate(fields):
            self.sheet.write_string(0, column, field.name, header)
            width = _WIDE.get(field.name, max(_WIDTHS[field.kind], len(field.name) + 2))
            self.sheet.set_column(column, column, min(width, 60))
        writers = [self._writer(field) for field in fields]
        for place, row in enumerate(rows, 1):
            for column, (write, cell) in enumerate(zip(writers, row, strict=True)):
                if cell not in ("", None):
                    write(place, column, cell)
        last = len(fields) - 1
        self.sheet.freeze_panes(1, 0)
        self.sheet.autofilter(0, 0, len(rows), last)
        self.sheet.ignore_errors({"number_stored_as_text": f"A1:{_letters(last)}{len(rows) + 1}"})

    def _require_room(self) -> None:
        rows, columns = len(self.table.rows) + 1, len(self.table.fields)
        if rows > MAX_ROWS or columns > MAX_COLUMNS:
            raise AccessError(
                f"{self.table.name}: {rows:,} rows and {columns:,} columns, more than a sheet holds "
                f"({MAX_ROWS:,} and {MAX_COLUMNS:,}); export to CSV or Parquet"
            )

    def _writer(self, field: Field) -> Callable[[int, int, Any], None]:
        if field.kind in ("number", "integer"):
            return self._number
        return {"date": self._date, "link": self._link}.get(field.kind, self._text)

    def _number(self, row: int, column: int, cell: Value) -> None:
        if isinstance(cell, Stated):
            decimals = len(cell.text.partition(".")[2])
            self.sheet.write_number(row, column, _Exact(cell.value), self.decimals(decimals))
        elif isinstance(cell, int | float):
            self.sheet.write_number(row, column, _Exact(cell))

    def _date(self, row: int, column: int, text: str) -> None:
        day = _DAY.fullmatch(text)
        if day and int(day[1]) >= FIRST_YEAR:
            self.sheet.write_datetime(row, column, dt.date(*map(int, day.groups())), self.date)
        else:
            self._text(row, column, text)

    def _link(self, row: int, column: int, text: str) -> None:
        if not _ADDRESS.fullmatch(text) or len(text) > MAX_ADDRESS:
            self._text(row, column, text)
        elif self.linked == MAX_LINKS:
            self.unlinked += 1
            self._text(row, column, text)
        else:
            self.linked += 1
            self.sheet.write_url(row, column, text, self.link, text)

    def _text(self, row: int, column: int, text: str) -> None:
        if len(text.encode("utf-16-le")) > 2 * MAX_TEXT:
            place = f"{self.table.name}: row {row + 1}, {self.table.fields[column].name}"
            raise AccessError(
                f"{place}: {len(text):,} characters, more than a cell of a workbook holds ({MAX_TEXT:,}); "
                "export to CSV or Parquet"
            )
        self.sheet.write_string(row, column, text)


def _letters(column: int) -> str:
    """The name of a column, counted from 0: A to Z, then AA."""
    first, last = divmod(column, 26)
    return (_letters(first - 1) if first else "") + chr(ord("A") + last)


def _require() -> Any:
    try:
        import xlsxwriter
    except ImportError:
        raise missing("a workbook", "xlsxwriter", "excel") from None
    return xlsxwriter


def _write(result: ExportResult) -> Written:
    out = io.BytesIO()
    book = _require().Workbook(out, {"in_memory": True})
    about = {"title": f"tradetrack: {result.ledger}", "comments": str(result.data or "")}
    book.set_properties({**about, "created": CREATED})
    header = book.add_format({"bold": True})
    sheets = [_Sheet(book, result.table(name)) for name in result.tables]
    for sheet in sheets:
        sheet.write(header)
    book.close()
    return one(out.getvalue(), counted(sheet.table for sheet in sheets), *_notes(sheets))


def _notes(sheets: Sequence[_Sheet]) -> list[str]:
    return [
        f"{sheet.table.name}: {sheet.unlinked:,} addresses are plain text; a sheet holds {MAX_LINKS:,} links"
        for sheet in sheets
        if sheet.unlinked
    ]


FORMAT = Format("xlsx", ".xlsx", _write, several=True, require=_require)
