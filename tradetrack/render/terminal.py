"""Tables for a person: rich lays them out, into a string."""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from tradetrack.render.escape import in_encoding, visible
from tradetrack.render.layout import GAP, TALLEST, column_widths, natural_width, wrapped
from tradetrack.reports.tables import Cell, Table, without_empty_columns

_UNLIMITED = 10_000
_HEIGHT = 100  # any: without a height, rich takes a dumb terminal for 80 columns wide
_SPACES = re.compile(r"[ ]+((?:\x1b\[[0-9;]*m)*)$", re.MULTILINE)
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
    table = _spelt(table, screen.encoding)
    body = _body(table, screen)
    width = max((cell_len(_CODES.sub("", line)) for line in body.splitlines()), default=0)
    width = min(width, screen.width or width)
    parts = [_heading(table, width, screen), body, _notes(table.notes, screen)]
    return "\n".join(part for part in parts if part)


def _spelt(table: Table, encoding: str) -> Table:
    """The table as the screen can show it, before anything is measured, without its empty columns."""

    def spelt(text: Cell) -> str:
        return in_encoding("" if text is None else visible(str(text)), encoding)

    table = without_empty_columns(table)
    return table._replace(
        columns=[column._replace(name=spelt(column.name)) for column in table.columns],
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


def _printed(renderable: RichTable | Text, screen: Screen) -> str:
    # Every choice is made here, so that rich asks the environment for none.
    out = io.StringIO()
    console = Console(
        file=out,
        width=screen.width or _UNLIMITED,
        height=_HEIGHT,
        color_system="standard" if screen.color else None,
        force_terminal=screen.color,
        no_color=not screen.color,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        force_jupyter=False,
        force_interactive=False,
    )
    console.print(renderable)
    return _SPACES.sub(r"\1", out.getvalue())


def _heading(table: Table, width: int, screen: Screen) -> str:
    title, aside = table.title, table.aside
    if not title:
        return ""
    room = width - cell_len(title) - cell_len(aside)
    fits = screen.width is None or cell_len(title) + cell_len(aside) + GAP < screen.width
    text = Text(title, style="bold")
    if aside:
        text.append((" " * max(room, GAP + 1) if fits else "\n") + aside, style="not bold")
    return _printed(text, screen)


def _grid(table: Table, screen: Screen, widths: Sequence[int] | None = None) -> str:
    if not screen.color:
        return _plain_grid(table, widths)
    grid = RichTable(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="bold")
    for place, column in enumerate(table.columns):
        grid.add_column(
            Text(wrapped(column.name, widths[place]) if widths else column.name),
            justify="right" if column.number else "left",
            no_wrap=column.number or column.keep,
            overflow="fold",
            width=widths[place] if widths else None,
        )
    for row in _texts(table):
        grid.add_row(*(Text(wrapped(cell, widths[i]) if widths else cell) for i, cell in enumerate(row)))
    return _printed(grid, screen)


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
    names = [column.name for column in table.columns]
    room = (screen.width or _UNLIMITED) // 2 - GAP
    heading = min(
        max(map(cell_len, names)), max(room, *(cell_len(w) for name in names for w in name.split()))
    )
    blocks = []
    for row in table.rows:
        grid = RichTable(box=None, pad_edge=False, padding=(0, GAP, 0, 0), show_header=False)
        grid.add_column(width=heading)
        grid.add_column(overflow="fold")
        for name, cell in zip(names, row, strict=True):
            if cell:
                grid.add_row(Text(name, style="bold"), Text(str(cell)))
        blocks.append(_printed(grid, screen))
    return "\n".join(blocks)


def _notes(notes: Sequence[str], screen: Screen) -> str:
    return "".join(_printed(Text(_folded(note, screen.width), style="dim"), screen) for note in notes)


def _folded(note: str, width: int | None) -> str:
    """A note in lines of `width`: an address goes on from where it stands, and is cut only at the edge."""
    if width is None or cell_len(note) != len(note):
        return note
    return "\n".join(textwrap.wrap(note, width, break_on_hyphens=False))
