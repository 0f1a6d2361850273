"""Which columns of a table a screen has room for; those that it has not are named below it."""

from __future__ import annotations

from tradetrack.core.numerals import listed
from tradetrack.render.layout import column_widths
from tradetrack.reports.tables import Table

_LINES = 2  # of a cell, at most, before a column is left out


def fitting(table: Table, width: int | None) -> Table:
    """The table without the columns of the greatest weight that do not fit `width`, and a note of them."""
    left_out: list[str] = []
    fitted = table
    while width is not None and not _fits(fitted, width):
        weights = [column.weight for column in fitted.columns]
        heaviest = max(weights, default=0)
        if not heaviest:
            break
        at = weights.index(heaviest)
        left_out.insert(0, fitted.columns[at].name)
        fitted = fitted._replace(
            columns=[*fitted.columns[:at], *fitted.columns[at + 1 :]],
            rows=[[*row[:at], *row[at + 1 :]] for row in fitted.rows],
        )
    if not left_out:
        return table
    why = f"No room for {listed(left_out)}. {table.wider}".strip()
    return fitted._replace(notes=[*fitted.notes, why])


def _fits(table: Table, width: int) -> bool:
    cells = [[str(cell) for cell in row] for row in table.rows]
    return column_widths(table.columns, cells, width, _LINES) is not None
