"""The tables of a file by a layout: the rows of their header, and the rows below it."""

from __future__ import annotations

import csv
import io
from itertools import accumulate
from typing import NamedTuple

from tradetrack.core.errors import AccessError, RequestError
from tradetrack.core.numerals import listed
from tradetrack.sources.labels import flow_of, is_part_of_year, period_of
from tradetrack.sources.layout import BOTH, FLOWS, PERIODS, Layout
from tradetrack.sources.reading import File
from tradetrack.sources.rows import encoding_of, require_columns, require_width
from tradetrack.sources.sheets import Sheet, sheets_of

_HEADER_WITHIN = 30  # rows


class Grid(NamedTuple):
    """The names of the columns, what stands above them, and the rows below them that are not blank.

    A column without a name is called by its letter (`column A`). `labels` has the rows of the header that say
    what the values are of, from the top; all rows are as wide as the header.
    """

    sheet: str
    header: list[str]
    labels: list[list[str]]
    rows: list[list[str]]
    first_row: int = 1  # of the header, from 1
    lines: int = 0  # of the whole sheet

    def place(self, name: str) -> int:
        """The column of a name."""
        return self.header.index(name)


def grids_of(file: File, layout: Layout) -> list[Grid]:
    """The tables of a file. Raises RequestError where its sheet or its columns are not found."""
    tables = tables_of(file, layout)
    found = [(table, place) for table in tables if (place := _header_row(table.rows, layout)) is not None]
    if not found:
        raise RequestError(_not_found(tables, layout), "header")
    if len(found) > 1 and not layout.sheets:
        names = listed(table.name for table, _ in found)
        raise RequestError(f"the columns are in the sheets {names}; name one", "sheet")
    return [_grid(table, place, layout) for table, place in found]


def _grid(table: Sheet, place: int, layout: Layout) -> Grid:
    """The table whose last row of the header is at a place."""
    levels = max(1, len(layout.above))
    rows = [[" ".join(field.split()) for field in row] for row in table.rows[place + 1 - levels : place + 1]]
    header = names_of(rows)
    for name in layout.named:
        if header.count(name) > 1:
            raise RequestError(f"the header has {name!r} {header.count(name)} times; rename one in the file")
    width = len(header)
    labels = [_spread(row, width) for row in rows[:-1]] + [_widened(rows[-1], width)]
    _require_within(table.rows, place, width)
    below = [[field.strip() for field in _widened(row, width)] for row in table.rows[place + 1 :] if any(row)]
    below = [row for row in below if any(row)]
    for name in layout.filled:
        column = header.index(name)
        for row, text in zip(below, accumulate((row[column] for row in below), _filled), strict=True):
            row[column] = text
    return Grid(table.name, header, labels, below, place + 2 - levels, len(table.rows))


def _require_within(rows: list[list[str]], header: int, width: int) -> None:
    """That no row has text beyond the header, as a comma in a number makes. Raises RequestError."""
    for place in range(header + 1, len(rows)):
        if len(rows[place]) > width and any(cell.strip() for cell in rows[place][width:]):
            raise RequestError(
                f"row {place + 1} has {len(rows[place])} fields, the header {width}; quote a field that has "
                "the delimiter in it"
            )


def _filled(above: str, text: str) -> str:
    return text or above


def _widened(row: list[str], width: int) -> list[str]:
    return row[:width] + [""] * (width - len(row))


def _spread(row: list[str], width: int) -> list[str]:
    """A row of labels, each of which holds for the blank cells to its right too."""
    return list(accumulate(_widened(row, width), _filled))


def names_of(rows: list[list[str]]) -> list[str]:
    """The names of the columns: what stands lowest in each; its letter where nothing does."""
    width = max(map(len, rows))
    names = [""] * width
    for row in rows:
        names = [text or name for text, name in zip(_widened(row, width), names, strict=True)]
    return [name or f"column {letters(place)}" for place, name in enumerate(names)]


def letters(place: int) -> str:
    """The letters of a column in a spreadsheet: `A` of 0, `AA` of 26."""
    text = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def tables_of(file: File, layout: Layout) -> list[Sheet]:
    """The sheets of a workbook, or the one table of a text file, as they stand.

    Raises RequestError for a sheet that is not there and an encoding that does not fit, AccessError for a
    workbook that cannot be read.
    """
    tables = _all_tables(file, layout.encoding)
    if layout.sheet is None or not is_workbook(file):
        return tables
    if isinstance(layout.sheet, int):
        places = range(1, len(tables) + 1)
        chosen = [tables[at - 1] for at in places if layout.sheet in (at, at - 1 - len(tables))]
    else:
        chosen = [sheet for sheet in tables if sheet.name == layout.sheet]
    if not chosen:
        names = listed(repr(sheet.name) for sheet in tables)
        raise RequestError(f"there is no sheet {layout.sheet!r}; there are {names}", "sheet")
    return chosen


def is_workbook(file: File) -> bool:
    """Whether a file has sheets."""
    return bool(file.head.parts) or file.head.is_old_workbook


def _all_tables(file: File, encoding: str | None) -> list[Sheet]:
    """Every table of a file, read once."""
    kept = file.head.tables
    key = encoding or ""
    if key not in kept:
        kept[key] = sheets_of(file) if is_workbook(file) else [_text_table(file, encoding)]
    found: list[Sheet] = kept[key]
    return found


def _text_table(file: File, encoding: str | None) -> Sheet:
    require_columns(file)
    try:
        text = io.TextIOWrapper(
            io.BytesIO(file.data), encoding or encoding_of(file.data), "strict", newline=""
        )
        rows = list(csv.reader(text, delimiter=file.head.delimiter))
        widest = max(range(len(rows)), key=lambda place: len(rows[place]), default=None)
        if widest is not None:
            require_width(file, len(rows[widest]), widest + 1)
        return Sheet("the file", rows)
    except csv.Error as error:
        raise AccessError(f"{file.name}: this is no table of figures: {error}") from None
    except (LookupError, UnicodeError) as error:
        raise RequestError(f"the file cannot be read so: {error}", "encoding") from None


def _header_row(rows: list[list[str]], layout: Layout) -> int | None:
    """The last row of the header: the one named, else the first that has all that the layout says."""
    if layout.header is not None:
        place = layout.header - 1
        return place if 0 <= place < len(rows) and _has_columns(rows, place, layout) else None
    places = range(min(len(rows), _HEADER_WITHIN))
    return next((place for place in places if _has_columns(rows, place, layout)), None)


def _has_columns(rows: list[list[str]], place: int, layout: Layout) -> bool:
    levels = max(1, len(layout.above))
    if place + 1 < levels:
        return False
    header = [[" ".join(name.split()) for name in row] for row in rows[place + 1 - levels : place + 1]]
    if not any(header[-1]) or not {*names_of(header)}.issuperset(layout.named):
        return False
    said = layout.above[-1].split(BOTH) if layout.above else []
    names = {name for name in header[-1] if name and name not in layout.columns}
    if said == [PERIODS]:
        return sum(_is_period(name, layout) for name in names) > 1
    return FLOWS not in said or any(flow_of(name) for name in names)


def _is_period(name: str, layout: Layout) -> bool:
    is_whole = period_of(name, year_start=layout.year_start) is not None
    has_years = layout.period or layout.above.count(PERIODS) > 1
    return is_whole or bool(has_years and is_part_of_year(name))


def _not_found(tables: list[Sheet], layout: Layout) -> str:
    periods = ["several periods"] if layout.above[-1:] == (PERIODS,) else []
    wanted = listed([*(repr(name) for name in layout.named), *periods] or ["a name"])
    rows = [row for table in tables for row in table.rows[:_HEADER_WITHIN]]
    fullest = max(rows, key=lambda row: sum(bool(field.strip()) for field in row), default=[])
    names = ", ".join(repr(name.strip()) for name in fullest[:12] if name.strip())
    where = f"row {layout.header}" if layout.header else "no row"
    has = "has not" if layout.header else "has"
    return f"{where} {has} {wanted}; the fullest of the first rows is {names}"
