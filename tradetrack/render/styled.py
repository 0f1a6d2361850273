"""Text in colour and in bold, and lines that wrap: what rich prints, as a string.

rich is imported with this module, which is imported only when one of these is wanted.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from tradetrack.render.layout import GAP, wrapped
from tradetrack.reports.tables import Column

_UNLIMITED = 10_000
_HEIGHT = 100  # any: without a height, rich takes a dumb terminal for 80 columns wide
_SPACES = re.compile(r"[ ]+((?:\x1b\[[0-9;]*m)*)$", re.MULTILINE)


def styled_line(parts: Sequence[tuple[str, str]], width: int | None, color: bool) -> str:
    """Texts, each in its style, one after the other; longer lines than `width` are wrapped."""
    return _printed(Text.assemble(*parts), width, color)


def styled_grid(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], widths: Sequence[int] | None, width: int | None
) -> str:
    """A grid in colour; `widths` are those that its cells are wrapped to."""
    grid = RichTable(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="bold")
    for place, column in enumerate(columns):
        grid.add_column(
            Text(wrapped(column.name, widths[place]) if widths else column.name),
            justify="right" if column.number else "left",
            no_wrap=column.number or column.keep,
            overflow="fold",
            width=widths[place] if widths else None,
        )
    for row in rows:
        grid.add_row(*(Text(wrapped(cell, widths[i]) if widths else cell) for i, cell in enumerate(row)))
    return _printed(grid, width, True)


def styled_pairs(
    names: Sequence[str], pairs: Sequence[tuple[str, str]], width: int | None, color: bool
) -> str:
    """A line for each name and text, the texts in a column of their own; `names` are all that may occur."""
    room = (width or _UNLIMITED) // 2 - GAP
    longest = max(map(cell_len, names))
    heading = min(longest, max(room, *(cell_len(word) for name in names for word in name.split())))
    grid = RichTable(box=None, pad_edge=False, padding=(0, GAP, 0, 0), show_header=False)
    grid.add_column(width=heading)
    grid.add_column(overflow="fold")
    for name, text in pairs:
        grid.add_row(Text(name, style="bold"), Text(text))
    return _printed(grid, width, color)


def _printed(renderable: RichTable | Text, width: int | None, color: bool) -> str:
    # Every choice is made here, so that rich asks the environment for none.
    out = io.StringIO()
    console = Console(
        file=out,
        width=width or _UNLIMITED,
        height=_HEIGHT,
        color_system="standard" if color else None,
        force_terminal=color,
        no_color=not color,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        force_jupyter=False,
        force_interactive=False,
    )
    console.print(renderable)
    return _SPACES.sub(r"\1", out.getvalue())
