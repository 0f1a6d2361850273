"""Answers as a notebook shows them: their tables as HTML, with all text escaped."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from tradetrack.core.errors import PARAMETER
from tradetrack.render.escape import visible
from tradetrack.reports.tables import Report, Table

MAX_ROWS = 500  # of a table: a notebook keeps what it shows


def report_html(report: Report) -> str:
    """The tables of a report with their notes, as markup for a notebook."""
    last = (*report.notes, *((report.left_out,) if report.left_out else ()))
    return "".join([*map(_table, report.tables()), *map(_note, last)])


def _table(table: Table) -> str:
    return "".join([_title(table), *_grid(table), *map(_note, table.notes)])


def _title(table: Table) -> str:
    aside = f" <span>({_shown(table.aside)})</span>" if table.aside else ""
    return f"<p><strong>{_shown(table.title)}</strong>{aside}</p>" if table.title else ""


def _grid(table: Table) -> Iterator[str]:
    if not table.columns:
        return
    sides = ("right" if column.number else "left" for column in table.columns)
    look = [f' style="text-align:{side}"' for side in sides]
    heads = "".join(
        f'<th scope="col"{own}>{_shown(column.name)}</th>'
        for own, column in zip(look, table.columns, strict=True)
    )
    yield f"<table><thead><tr>{heads}</tr></thead><tbody>"
    for row in table.rows[:MAX_ROWS]:
        cells = [f"<td{own}>{_shown(cell)}</td>" for own, cell in zip(look, row, strict=True)]
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</tbody></table>"
    rest = len(table.rows) - MAX_ROWS
    if rest > 0:
        yield _note(f"{rest:,} more rows; to_frame() has all of them.")


def _note(words: str) -> str:
    plain = PARAMETER.sub(r"\1", words)  # the parameter of a function, as Python spells it
    return f"<p>{_shown(plain)}</p>"


def _shown(cell: object) -> str:
    return escape("" if cell is None else visible(str(cell)))


def framed(markup: str, height: int = 720) -> str:
    """A whole page as a notebook shows it: in a frame of its own, which runs its script and loads nothing."""
    inside = escape(markup, quote=True)
    return (
        f'<iframe title="report" sandbox="allow-scripts allow-downloads" width="100%" height="{height}" '
        f'style="border:0" srcdoc="{inside}"></iframe>'
    )
