"""The one neutral table: typed columns and raw cells, for a person or for a program.

A table for a person has cells of text, ready to read; one for a program has numbers and None.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

Cell = str | int | float | None


class Column(NamedTuple):
    """A heading; `number` columns are aligned right and never broken."""

    name: str
    number: bool = False
    keep: bool = False  # short text that is never broken either


class Table(NamedTuple):
    """Rows under columns, with a title above and notes below."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    title: str = ""
    aside: str = ""  # stands at the right end of the title line, or after it
    notes: Sequence[str] = ()


class Report(NamedTuple):
    """What a command found, in three shapes, each made only when it is asked for.

    `tables` are for people, `records` is the one table of the CSV, `document` the JSON. `notes` are printed
    beside them, on standard error. `left_out` is the last line below the
    tables: what the view does not show, and how to see it. `left_out_of_data` is that of CSV and JSON.
    """

    tables: Callable[[], Sequence[Table]]
    records: Callable[[], Table]
    document: Callable[[], dict[str, Any]]
    notes: Sequence[str] = ()
    left_out: str = ""
    left_out_of_data: str = ""
