"""Tables for a person, as a string: in colour by rich, without colour as rich lays them out, but faster."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from rich.cells import cell_len

from tradetrack.render.escape import in_encoding, visible
from tradetrack.render.fitting import fitting
from tradetrack.render.layout import GAP, TALLEST, column_widths, natural_width, wrapped
from tradetrack.reports.tables import Cell, Table, without_empty_columns

_CODES = re.compile(r"\x1b\[[0-9;]*m")


class Screen(NamedTuple):
    """Where tables are shown: the width (None: as wide as they are), colour, and the encoding."""

    width: int | None = None
    color: bool = False
    encoding: str = "utf-8"


def terminal_text(tables: Sequence[Table], screen: Screen) -> str:
    """The tables one below the other, a blank line between them."""
    return "\n".join(_table_text(table, screen) for table in tables)


def _table_text(table: Table, screen: Screen) -> str:
    table = fitting(_spelt(table, screen.encoding), screen.width)
    body = _body(table, screen)
    width = max((cell_len(_CODES.sub("", line)) for line in body.splitlines()), default=0)
    width = min(width, screen.width or width)
    parts = [_heading(table, width, screen), body, _notes(table.all_notes, screen)]
    return "\n".join(part for part in parts if part)


def _spelt(table: Table, encoding: str) -> Table:
    """The table as the screen can show it, before anything is measured, without its empty columns."""

    def spelt(text: Cell) -> str:
        return in_encoding("" if text is None else visible(str(text)), encoding)

    table = without_empty_columns(table)
    return table._replace(
        columns=[c._replace(name=spelt(c.name), note=spelt(c.note)) for c in table.columns],
        rows=[[spelt(cell) for cell in row] for row in table.rows],
        title=spelt(table.title),
        aside=spelt(table.aside),
        notes=[spelt(note) for note in table.notes],
        narrow=_spelt(table.narrow, encoding) if table.narrow else None,
    )


def _body(table: Table, screen: Screen) -> str:
    """The rows as a grid, in the form of the table and with the fewest lines that fit; else stacked."""
    if not table.columns:
        return ""
    if screen.width is None or natural_width(table.columns, _texts(table)) <= screen.width:
        return _grid(table, screen)
    last = table.narrow or table
    tries = [(form, 2) for form in (table, last)] + [(last, lines) for lines in range(3, TALLEST + 1)]
    for form, lines in tries:
        widths = column_widths(form.columns, _texts(form), screen.width, lines)
        if widths:
            return _grid(form, screen, widths)
    return _stacked(table, screen)


def _texts(table: Table) -> list[list[str]]:
    return [[str(cell) for cell in row] for row in table.rows]


def _heading(table: Table, width: int, screen: Screen) -> str:
    title, aside = table.title, table.aside
    if not title:
        return ""
    if aside:
        room = width - cell_len(title) - cell_len(aside)
        fits = screen.width is None or cell_len(title) + cell_len(aside) + GAP < screen.width
        aside = (" " * max(room, GAP + 1) if fits else "\n") + aside
    return _line([(title, "bold"), (aside, "not bold")], screen)


def _line(parts: Sequence[tuple[str, str]], screen: Screen) -> str:
    """Texts, each in its style, one after the other."""
    plain = "".join(text for text, _ in parts)
    if not screen.color and _fits(plain, screen.width):
        return "".join(f"{line.rstrip(' ')}\n" for line in plain.split("\n"))
    from tradetrack.render.styled import styled_line

    return styled_line(parts, screen.width, screen.color)


def _fits(text: str, width: int | None) -> bool:
    return width is None or all(cell_len(line) <= width for line in text.split("\n"))


def _grid(table: Table, screen: Screen, widths: Sequence[int] | None = None) -> str:
    if not screen.color:
        return _plain_grid(table, widths)
    from tradetrack.render.styled import styled_grid

    return styled_grid(table.columns, _texts(table), widths, screen.width)


def _plain_grid(table: Table, widths: Sequence[int] | None) -> str:
    """A grid without colour, as rich lays it out but far faster; `widths` are those to wrap to."""
    rows = [[column.name for column in table.columns], *_texts(table)]
    if widths:
        rows = [[wrapped(cell, widths[i]) for i, cell in enumerate(row)] for row in rows]
    blocks = [[cell.split("\n") for cell in row] for row in rows]
    longest = [max(cell_len(line) for row in blocks for line in row[i]) for i in range(len(table.columns))]
    room = list(zip(widths or longest, [column.number for column in table.columns], strict=True))
    lines = []
    for block in blocks:
        for line in zip_longest(*block, fillvalue=""):
            cells = [_padded(text, width, right) for text, (width, right) in zip(line, room, strict=True)]
            lines.append((" " * GAP).join(cells).rstrip(" "))
    return "\n".join(lines) + "\n"


def _padded(text: str, width: int, right: bool) -> str:
    blanks = " " * (width - cell_len(text))
    return blanks + text if right else text + blanks


def _stacked(table: Table, screen: Screen) -> str:
    """Each row as lines of heading and cell, for a screen too narrow for a grid."""
    from tradetrack.render.styled import styled_pairs

    names = [column.name for column in table.columns]
    rows = ([(name, str(cell)) for name, cell in zip(names, row, strict=True) if cell] for row in table.rows)
    return "\n".join(styled_pairs(names, row, screen.width, screen.color) for row in rows)


def _notes(notes: Sequence[str], screen: Screen) -> str:
    return "".join(_line([(_folded(note, screen.width), "dim")], screen) for note in notes)


def _folded(note: str, width: int | None) -> str:
    """A note in lines of `width`: an address goes on from where it stands, and is cut only at the edge."""
    if width is None or cell_len(note) != len(note):
        return note
    return "\n".join(textwrap.wrap(note, width, break_on_hyphens=False))
