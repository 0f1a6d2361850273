"""The one neutral table: typed columns and raw cells, for a person or for a program.

A table for a person has cells of text, ready to read; one for a program has numbers and None.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

Cell = str | int | float | None


class Column(NamedTuple):
    """A heading; `number` columns are aligned right and never broken.

    On a screen that a table does not fit, its columns of the highest `weight` are left out first, those of
    weight 0 never; a `note` says what the column has, as long as it is there.
    """

    name: str
    number: bool = False
    keep: bool = False  # short text that is never broken either
    weight: int = 0
    note: str = ""


class Table(NamedTuple):
    """Rows under columns, with a title above and notes below."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    title: str = ""
    aside: str = ""  # stands at the right end of the title line, or after it
    notes: Sequence[str] = ()
    narrow: Table | None = None  # the rows in fewer or shorter columns, for a screen that they do not fit
    wider: str = ""  # how to see the columns that a screen leaves out, as a sentence
    is_plain: bool = False  # known to have no line end in a cell, and a code or nothing in each first one

    @property
    def all_notes(self) -> list[str]:
        """The notes of the columns, then those of the table."""
        return [*(column.note for column in self.columns if column.note), *self.notes]


def without_empty_columns(table: Table) -> Table:
    """The table without the columns that no row has a cell in; one without rows keeps them all."""
    kept = [
        place
        for place in range(len(table.columns))
        if not table.rows or any(row[place] not in ("", None) for row in table.rows)
    ]
    if len(kept) == len(table.columns):
        return table
    return table._replace(
        columns=[table.columns[place] for place in kept],
        rows=[[row[place] for place in kept] for row in table.rows],
    )


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
