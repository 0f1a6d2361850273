"""Tables for a person: rich lays them out, into a string."""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from tradetrack.render.escape import can_encode, visible
from tradetrack.reports.tables import Cell, Column, Table

_UNLIMITED = 10_000
_HEIGHT = 100  # any: without a height, rich takes a dumb terminal for 80 columns wide
_GAP = 2
_NARROW_TEXT = 9  # a column of text narrower than this reads worse than rows set one below the other
_SPACES = re.compile(r"[ ]+((?:\x1b\[[0-9;]*m)*)$", re.MULTILINE)
_CODES = re.compile(r"\x1b\[[0-9;]*m")
_SIGNS = "≈…−"
_ASCII_SIGNS = str.maketrans({"≈": "~", "…": "...", "−": "-"})


class Screen(NamedTuple):
    """Where tables are shown: the width (None: as wide as they are), colour, and the encoding."""

    width: int | None = None
    color: bool = False
    encoding: str = "utf-8"


def terminal_text(tables: Sequence[Table], screen: Screen) -> str:
    """The tables one below the other, a blank line between them."""
    text = "\n".join(_table_text(table, screen) for table in tables)
    return text if can_encode(_SIGNS, screen.encoding) else text.translate(_ASCII_SIGNS)


def cell_text(cell: Cell) -> str:
    """A cell of a table for people, harmless on a screen."""
    return "" if cell is None else visible(str(cell))


def _table_text(table: Table, screen: Screen) -> str:
    cells = [[cell_text(cell) for cell in row] for row in table.rows]
    if screen.width and _narrowest(table.columns, cells) > screen.width:
        body = _stacked(table.columns, cells, screen)
    else:
        body = _grid(table.columns, cells, screen)
    width = max((cell_len(_CODES.sub("", line)) for line in body.splitlines()), default=0)
    width = min(width, screen.width or width)
    parts = [_heading(table, width, screen), body, _notes(table.notes, screen)]
    return "\n".join(part for part in parts if part)


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
    title, aside = visible(table.title), visible(table.aside)
    if not title:
        return ""
    room = width - cell_len(title) - cell_len(aside)
    fits = screen.width is None or cell_len(title) + cell_len(aside) + _GAP < screen.width
    text = Text(title, style="bold")
    if aside:
        text.append((" " * max(room, _GAP + 1) if fits else "\n") + aside, style="not bold")
    return _printed(text, screen)


def _grid(columns: Sequence[Column], cells: list[list[str]], screen: Screen) -> str:
    if not columns:
        return ""
    grid = RichTable(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="bold")
    for column in columns:
        grid.add_column(
            Text(column.name),
            justify="right" if column.number else "left",
            no_wrap=column.number or column.keep,
            overflow="fold",
        )
    for row in cells:
        grid.add_row(*(Text(cell) for cell in row))
    return _printed(grid, screen)


def _narrowest(columns: Sequence[Column], cells: list[list[str]]) -> int:
    """The least width at which a grid is readable and no number is cut."""
    width = -_GAP
    for index, column in enumerate(columns):
        longest = max((cell_len(row[index]) for row in cells), default=0)
        unbroken = column.number or column.keep
        least = max(longest, len(column.name)) if unbroken else min(longest, _NARROW_TEXT)
        width += max(least, 1) + _GAP
    return width


def _stacked(columns: Sequence[Column], cells: list[list[str]], screen: Screen) -> str:
    """Each row as lines of heading and cell, for a screen too narrow for a grid."""
    blocks = []
    for row in cells:
        grid = RichTable(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), show_header=False)
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        for column, cell in zip(columns, row, strict=True):
            if cell:
                grid.add_row(Text(column.name, style="bold"), Text(cell))
        blocks.append(_printed(grid, screen))
    return "\n".join(blocks)


def _notes(notes: Sequence[str], screen: Screen) -> str:
    return "".join(
        _printed(Text(_folded(visible(note), screen.width), style="dim"), screen) for note in notes
    )


def _folded(note: str, width: int | None) -> str:
    """A note in lines of `width`: an address goes on from where it stands, and is cut only at the edge."""
    if width is None or cell_len(note) != len(note):
        return note
    return "\n".join(textwrap.wrap(note, width, break_on_hyphens=False))
