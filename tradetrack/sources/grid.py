"""The table of a file by a layout: its header row and the rows below it."""

from __future__ import annotations

import csv
import io
import re
from typing import NamedTuple

from tradetrack.core.errors import RequestError
from tradetrack.core.hints import meant_period
from tradetrack.core.numerals import listed
from tradetrack.core.periods import parse_period
from tradetrack.sources.layout import PERIODS, Layout
from tradetrack.sources.reading import File
from tradetrack.sources.rows import encoding_of
from tradetrack.sources.sheets import sheets_of

_HEADER_WITHIN = 30  # rows


class Grid(NamedTuple):
    """The names of the columns, and the rows below them that are not blank, as wide as the header."""

    header: list[str]
    rows: list[list[str]]

    def place(self, name: str) -> int:
        """The column of a name."""
        return self.header.index(name)


def grid_of(file: File, layout: Layout) -> Grid:
    """The table of a file. Raises RequestError where its sheet or its columns are not found."""
    tables = _tables(file, layout)
    found = [(name, rows, place) for name, rows in tables if (place := _header_row(rows, layout)) is not None]
    if not found:
        raise RequestError(_not_found(tables, layout), "header")
    if len(found) > 1:
        names = listed(name for name, _, _ in found)
        raise RequestError(f"the columns are in the sheets {names}; name one", "sheet")
    _, rows, place = found[0]
    header = [" ".join(name.split()) for name in rows[place]]
    for name in layout.named:
        if header.count(name) > 1:
            raise RequestError(f"the header has {name!r} {header.count(name)} times; rename one in the file")
    width = len(header)
    below = [row[:width] + [""] * (width - len(row)) for row in rows[place + 1 :] if any(row)]
    return Grid(header, [[field.strip() for field in row] for row in below])


def _tables(file: File, layout: Layout) -> list[tuple[str, list[list[str]]]]:
    """The sheets of a workbook, or the one table of a text file."""
    if file.head.parts or file.head.is_old_workbook:
        sheets = [(sheet.name, sheet.rows) for sheet in sheets_of(file)]
        if layout.sheet is None:
            return sheets
        chosen = [sheet for sheet in sheets if sheet[0] == layout.sheet]
        if not chosen:
            names = listed(repr(name) for name, _ in sheets)
            raise RequestError(f"there is no sheet {layout.sheet!r}; there are {names}", "sheet")
        return chosen
    try:
        encoding = layout.encoding or encoding_of(file.data)
        text = io.TextIOWrapper(io.BytesIO(file.data), encoding, "strict", newline="")
        return [("the file", list(csv.reader(text, delimiter=file.head.delimiter)))]
    except (LookupError, UnicodeError, csv.Error) as error:
        raise RequestError(f"the file cannot be read so: {error}", "encoding") from None


def _header_row(rows: list[list[str]], layout: Layout) -> int | None:
    """The row of the header: the one named, else the first that has all the columns that are named."""
    if layout.header is not None:
        place = layout.header - 1
        return place if 0 <= place < len(rows) and _has_columns(rows[place], layout) else None
    return next((place for place, row in enumerate(rows[:_HEADER_WITHIN]) if _has_columns(row, layout)), None)


def _has_columns(row: list[str], layout: Layout) -> bool:
    names = {" ".join(name.split()) for name in row}
    periods = sum(period_of(name) is not None for name in names) if layout.columns_are == PERIODS else 2
    return bool(names - {""}) and names.issuperset(layout.named) and periods > 1


def _not_found(tables: list[tuple[str, list[list[str]]]], layout: Layout) -> str:
    periods = ["several periods"] if layout.columns_are == PERIODS else []
    wanted = listed([*(repr(name) for name in layout.named), *periods] or ["a name"])
    rows = [row for _, rows in tables for row in rows[:_HEADER_WITHIN]]
    fullest = max(rows, key=lambda row: sum(bool(field.strip()) for field in row), default=[])
    names = ", ".join(repr(name.strip()) for name in fullest[:12] if name.strip())
    where = f"row {layout.header}" if layout.header else "no row"
    has = "has not" if layout.header else "has"
    return f"{where} {has} {wanted}; the fullest of the first rows is {names}"


def period_of(text: str, october: bool = False) -> str | None:
    """The period of a text, in the notation of a ledger; with `october`, `2023.1` is the tenth month."""
    tidy = " ".join(text.replace("\u00a0", " ").split())
    tidy = re.sub(r"(?<=[0-9]{4})-M(?=[0-9]{2}$)", "-", tidy)
    if october and len(tidy) == 6 and tidy.endswith(".1"):
        tidy += "0"
    meant = tidy if _is_period(tidy) else meant_period(tidy)
    return meant if meant and _is_period(meant) else None


def _is_period(text: str) -> bool:
    try:
        parse_period(text)
    except ValueError:
        return False
    return True
