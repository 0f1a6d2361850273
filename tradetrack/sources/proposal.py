"""A reading of an unknown table, proposed by its form: its header, what its columns hold, its numbers.

What the user has said stays as it is. The unit is never proposed, nor whose trade it is, nor which rows of
several are the total; what is proposed is shown before anything is taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from tradetrack.sources import cell_kinds as kinds
from tradetrack.sources.grid import names_of, tables_of
from tradetrack.sources.labels import flow_of, period_of
from tradetrack.sources.layout import FLOWS, NOTHING, PARTNERS, PERIODS, Layout
from tradetrack.sources.partners import economy
from tradetrack.sources.reading import File
from tradetrack.sources.sheets import Sheet
from tradetrack.sources.side_columns import is_code, side_columns

_WITHIN = 60  # rows in which the values begin
_SAMPLE = 400  # rows of values that are looked at
_WIDEST = 2_000  # columns that are looked at
_HIGHEST = 5  # rows of a header
_ALIKE = 6  # rows below the first one of values that should be like it
_VALUE = re.compile(r"(?:trade |obs_|obs )?(?:values?|amount|val)", re.IGNORECASE)


class Block(NamedTuple):
    """The place of the values in a sheet: the rows of the header (from 0) and the first row below it."""

    sheet: Sheet
    header: range
    decimal: str

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        return names_of([_row(self.sheet, place) for place in self.header])

    def names_of_last(self, rows: int) -> list[str]:
        """The names of the columns in so many of the last rows of the header."""
        return names_of([_row(self.sheet, place) for place in self.header[-rows:]])

    @property
    def body(self) -> list[list[str]]:
        """The first rows with a number; a footnote is none."""
        width = len(self.names)
        rows = [_row(self.sheet, at) for at in range(self.header.stop, len(self.sheet.rows[: _SAMPLE * 2]))]
        with_numbers = [row for row in rows if any(kinds.is_number(cell, self.decimal) for cell in row)]
        return [row + [""] * (width - len(row)) for row in with_numbers[:_SAMPLE]]


def _row(sheet: Sheet, place: int) -> list[str]:
    return [" ".join(cell.split()) for cell in sheet.rows[place][:_WIDEST]]


def proposed(file: File, layout: Layout) -> Layout:
    """The layout with what it leaves open filled in by the form of the table, where that is a help.

    Raises RequestError for a sheet or an encoding that does not fit, AccessError for an unreadable workbook.
    """
    tables = tables_of(file, layout)
    found = [(block, _completed(block, layout)) for table in tables if (block := _block(table, layout))]
    good = [(block, each) for block, each in found if each.value or each.above]
    if len(good) > 1:
        return _of_sheets(good, layout)
    if not good:
        return layout
    block, complete = good[0]
    is_one_of_many = len(tables) > 1 and not layout.sheet
    return complete._replace(sheet=block.sheet.name) if is_one_of_many else complete


def _of_sheets(found: Sequence[tuple[Block, Layout]], layout: Layout) -> Layout:
    """One layout of several sheets, where their names tell flows, partners or periods apart."""
    first = found[0][1]
    names = [block.sheet.name for block, _ in found]
    if any(each != first for _, each in found):
        return layout
    for kind, rule in ((FLOWS, flow_of), (PERIODS, period_of), (PARTNERS, economy)):
        if not first.says(kind) and len({rule(name) for name in names} - {None, ""}) == len(names):
            return first._replace(sheets=kind)
    return layout


def _block(sheet: Sheet, layout: Layout) -> Block | None:
    """Where the values of a sheet are; None where it has none."""
    rows = [_row(sheet, place) for place in range(min(len(sheet.rows), _WITHIN + _ALIKE))]
    decimal = layout.decimal if layout.decimal != "." else _decimal(rows)
    counts = [_values_in(row, decimal) for row in rows]
    if layout.header is not None:
        last = layout.header - 1
        if last >= len(rows):
            return None
    else:
        starts = (place for place in range(1, min(len(rows), _WITHIN)) if _begins(rows, counts, place))
        first = next(starts, None)
        if first is None:
            return None
        last = next((place for place in range(first - 1, -1, -1) if any(rows[place])), 0)
    top = last
    while top > 0 and last - top < _HIGHEST - 1 and len({*rows[top - 1]} - {""}) > 1:
        top -= 1
    return Block(sheet, range(top, last + 1), decimal)


def _values_in(row: Sequence[str], decimal: str) -> int:
    """How many values a row has; none where all its numbers are periods that stand side by side."""
    numbers = [cell for cell in row if cell and kinds.is_number(cell, decimal)]
    plain = [cell for cell in numbers if not kinds.is_period(cell)]
    if not plain and len(numbers) > 1 and len({*numbers}) > len(numbers) / 2:
        return 0
    return len(plain)


def _begins(rows: Sequence[Sequence[str]], counts: Sequence[int], place: int) -> bool:
    """Whether the values begin in this row: it has some, and most of the rows below it have."""
    if not counts[place]:
        return False
    below = [counts[at] for at in range(place + 1, len(rows)) if any(rows[at])][:_ALIKE]
    return sum(count > 0 for count in below) >= len(below) / 2


def _decimal(rows: Sequence[Sequence[str]]) -> str:
    """A comma where the numbers can only be read with one before their decimals; else a point."""
    cells = [cell for row in rows for cell in row if any(sign.isdigit() for sign in cell)]
    points = [kinds.is_number(cell) for cell in cells]
    commas = [kinds.is_number(cell, ",") for cell in cells]
    return "," if sum(commas) > sum(points) else "."


def _completed(block: Block, layout: Layout) -> Layout:
    """The layout of a user with the proposal for one block of values."""
    body, names = block.body, block.names
    if not {*names}.issuperset(layout.named):
        return layout
    found = {
        place: kinds.column_kind(name, [row[place] for row in body], block.decimal)
        for place, name in enumerate(names)
    }
    said = {name: getattr(layout, name) for name in ("period", "month", "partner", "reporter", "flow")}
    given = {kind: names.index(name) for kind, name in said.items() if name in names}
    used = {names.index(name) for name in (layout.sum_over, *dict(layout.where)) if name in names}
    used |= {*given.values()}
    free = {place: kind for place, kind in found.items() if place not in used}
    free_columns = side_columns(free, names, body, layout, given)
    columns = {kind: place for kind, place in free_columns.items() if not said[kind]} | given
    used |= {*columns.values()}
    values = [place for place, kind in found.items() if kind == kinds.NUMBER and place not in used]
    values = [place for place in values if not is_code(place, names)]
    above = layout.above or (() if layout.value else tuple(_above(block, values, "period" in columns)))
    names = block.names_of_last(max(1, len(above)))
    fields: dict[str, Any] = {kind: names[place] for kind, place in columns.items()}
    fields |= {"decimal": block.decimal, "columns_are": ",".join(above) or None}
    if not layout.columns_are:
        fields["header"] = block.header.stop
    named = [place for place in values if _VALUE.fullmatch(names[place])] if len(values) > 1 else values
    if not layout.value and not above and len(named) == 1:
        fields["value"] = (names[named[0]],)
    filled = [names[place] for place in columns.values() if _holds_downwards(place, body)]
    return layout._replace(**(fields | {"filled": layout.filled or tuple(filled)}))


def _above(block: Block, values: Sequence[int], has_years: bool) -> list[str]:
    """What the rows of the header say, from the first one that says something down to the last."""
    found: list[str] = []
    last = block.header.stop - 1
    for place in block.header:
        row = [*_row(block.sheet, place), *[""] * len(block.names)]
        labels, above = [], ""
        for at in range(len(block.names)):
            above = row[at] or (above if place < last else "")
            if at in values:
                labels.append(above)
        kind = kinds.row_kind(labels, has_years or PERIODS in found)
        found.append(kind if kind != NOTHING and kind not in found else _again(kind, found))
    while found and found[0] == NOTHING:
        del found[0]
    return found


def _again(kind: str, found: Sequence[str]) -> str:
    """A kind that stands above already: months below years say more of the period, nothing else does."""
    return kind if kind == PERIODS and found[-1] == PERIODS else NOTHING


def _holds_downwards(place: int, body: Sequence[Sequence[str]]) -> bool:
    """Whether the blank cells of a column are those below a text that holds for them too."""
    blanks = [row for row in body if not row[place]]
    return bool(body and body[0][place] and blanks) and all(
        any(kinds.is_number(cell) for cell in row) for row in blanks
    )


def columns_in_words(layout: Layout) -> str:
    """Where the cells are that say what a value is of: `up-left (row 4) partner, up (row 5) flow`."""
    last = layout.header or 1
    said = [
        (f"up{'-left' if at < len(layout.above) - 1 else ''} (row {last - len(layout.above) + 1 + at})", what)
        for at, what in enumerate(layout.above)
        if what != NOTHING
    ]
    words = [f"{where} {what.replace('s+', ' and ').removesuffix('s')}" for where, what in said]
    for name in ("reporter", "partner", "flow", "period", "month"):
        column = getattr(layout, name)
        if column:
            up = "-up" if column in layout.filled else ""
            words.append(f"left{up} (column {column!r}) {name}")
    return ", ".join(words)
