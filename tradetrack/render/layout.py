"""How wide the columns of a table are on a screen: words and numbers stay whole, cells low."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.cells import cell_len

from tradetrack.reports.tables import Column

_BREAK = re.compile(r"(?<![≈~<>]) (?!%|s(?: |$))")
GAP = 2  # blanks between columns
TALLEST = 6  # lines of a cell; a table that would need more is not a grid


def natural_width(columns: Sequence[Column], cells: Sequence[Sequence[str]]) -> int:
    """The width of a table whose cells stand on one line each."""
    return sum(_least(texts, 1) for texts in _by_column(columns, cells)) + GAP * (len(columns) - 1)


def column_widths(
    columns: Sequence[Column], cells: Sequence[Sequence[str]], room: int, lines: int
) -> list[int] | None:
    """The widths at which no cell takes more than so many lines; None where `room` is too narrow for that.

    What is left of the room goes to the columns that need the least to stand on one line.
    """
    by_column = _by_column(columns, cells)
    whole = [_least(texts, 1) for texts in by_column]
    widths = [
        full if column.number or column.keep else _least(texts, lines)
        for column, texts, full in zip(columns, by_column, whole, strict=True)
    ]
    left = room - sum(widths) - GAP * (len(columns) - 1)
    if left < 0:
        return None
    for place in sorted(range(len(columns)), key=lambda place: whole[place] - widths[place]):
        if whole[place] - widths[place] <= left:
            left -= whole[place] - widths[place]
            widths[place] = whole[place]
    return widths


def _by_column(columns: Sequence[Column], cells: Sequence[Sequence[str]]) -> list[set[str]]:
    """The different texts of each column, with its heading."""
    return [{column.name, *(row[place] for row in cells)} for place, column in enumerate(columns)]


def _least(texts: set[str], lines: int) -> int:
    """The least width at which none of the texts takes more than so many lines, and no word is broken."""
    width = 1
    for text in texts:
        width = max(width, _least_of(text, lines, width))
    return width


def wrapped(text: str, width: int) -> str:
    """The text in lines of `width`, broken between words; signs and units stay with their numbers."""
    lines = [""]
    for word in _BREAK.split(text):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if cell_len(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)


def _least_of(text: str, lines: int, width: int) -> int:
    if lines == 1 or cell_len(text) <= width:
        return cell_len(text)
    width = max(width, *map(cell_len, _BREAK.split(text)))
    while wrapped(text, width).count("\n") >= lines:
        width += 1
    return width
