"""CSV piece by piece: a long table never stands in memory as a whole."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import Literal

from tradetrack.render.escape import harmless_lines
from tradetrack.reports.tables import Cell

_ROWS = 1 << 12  # in a piece
_KEPT = 1 << 22  # characters: so much is kept rather than made again
_EXPONENT = re.compile(r"[0-9]e[+-][0-9]")

Rows = Iterable[Sequence[Cell]]
Quoting = Literal[0, 1]


def csv_pieces(
    names: Sequence[str], rows: Rows, quoting: Quoting = csv.QUOTE_MINIMAL, exponents: bool = True
) -> Iterator[str]:
    """Rows as CSV with the names above them, each piece to the end of a row.

    Without `exponents` no number has one, as a ledger takes it.
    """
    out, every, header = io.StringIO(), iter(rows), [names]
    writer = csv.writer(out, quoting=quoting, lineterminator="\n")
    while some := [*header, *islice(every, _ROWS)]:
        header = []
        writer.writerows(some)
        piece = out.getvalue()
        _empty(out)
        if not exponents and ("e-" in piece or "e+" in piece) and _EXPONENT.search(piece):
            writer.writerows([_without_exponent(cell) for cell in row] for row in some)
            piece = out.getvalue()
            _empty(out)
        yield piece


def _empty(out: io.StringIO) -> None:
    out.seek(0)
    out.truncate()


def _without_exponent(cell: Cell) -> Cell:
    """A cell whose number is written in full."""
    if isinstance(cell, float) and "e" in repr(cell):
        return format(Decimal(repr(cell)), "f")
    return cell


def safe_pieces(make: Callable[[Quoting], Iterator[str]], is_plain: bool) -> Iterator[str]:
    """What `make` gives with few quotes, or else with all of them.

    Else is where a cell has a lone carriage return, which ends a line for a reader, yet the writer leaves it
    unquoted, or where a line would begin with what a CI runner obeys; not so in what `is_plain`. Of many
    pieces none is kept while they are looked at: they are made a second time.
    """
    kept: list[str] = []
    size = 0
    for piece in () if is_plain else make(csv.QUOTE_MINIMAL):
        if "\r" in piece or harmless_lines(piece) != piece:
            return make(csv.QUOTE_ALL)
        size += len(piece)
        kept.append(piece)
        if size > _KEPT:
            kept.clear()
    return iter(kept) if 0 < size <= _KEPT else make(csv.QUOTE_MINIMAL)
