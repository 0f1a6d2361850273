"""The rows of CSV, and answers as frames."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from tradetrack.core import schema
from tradetrack.core.lazy import Made
from tradetrack.core.numerals import plain
from tradetrack.core.rows import AnnualRow, HeadlineRow, LedgerRow
from tradetrack.reports.documents import number
from tradetrack.reports.status import value_text
from tradetrack.reports.tables import Cell, Column, Table

if TYPE_CHECKING:
    import pandas as pd

    from tradetrack.reports.answer import Answer
    from tradetrack.reports.results import ShowResult

_PERIODS = (
    "pair",
    "flow",
    "period",
    "value",
    "unit",
    "qualifier",
    "scope",
    "growth_pct",
    "reporter",
    "basis",
    "parts",
    "computed_growth_pct",
)

_JOINED = 1 << 13  # texts that are looked through at once
_GROWTH = LedgerRow._fields.index(schema.GROWTH_PCT)
_ANNUAL = {
    "pair": "series_pair",
    "flow": "series_flow",
    "scope": "scope",
    "unit": "series_unit",
    "year": "year",
    "label": "label",
    "value": "level",
    "qualifier": "qualifier",
    "basis": "basis",
    "parts": "parts",
    "floor": "floor",
    "growth_pct": "computed_growth_pct",
    "growth_bound": "growth_bound",
    "growth_bound_pct": "growth_bound_pct",
    "stated_growth_pct": "stated_growth_pct",
    "reporter": "reporter",
    "line": "line",
}


def figure_records(result: ShowResult) -> Table:
    """The figures as rows of the ledger's columns, its other columns, then line and status."""
    names = [*schema.LEDGER_NAMES, *(name for name, _ in result.extra), schema.LINE, schema.STATUS]
    rows = Made(len(result.figures), lambda: _figure_records(result))
    return Table([Column(name) for name in names], rows, is_plain=are_plain(result))


def are_plain(result: ShowResult) -> bool:
    """Whether each figure of a ledger takes one line of it: no text has a line end in it."""
    own = (result.figures.frame[name] for name in (schema.STATED_BY, schema.SOURCE, schema.NOTE))
    texts = chain((column.tolist() for column in own), (cells for _, cells in result.extra))
    return not any(
        "\n" in joined or "\r" in joined
        for cells in texts
        for start in range(0, len(cells), _JOINED)
        for joined in [" ".join(map(str, cells[start : start + _JOINED]))]
    )


def _figure_records(result: ShowResult) -> Iterator[Sequence[Cell]]:
    own = map(_ledger_cells, result.figures.of(LedgerRow))
    if not result.extra:
        return own
    others = zip(*(cells for _, cells in result.extra), strict=True)
    return ((*cells[:-2], *other, *cells[-2:]) for cells, other in zip(own, others, strict=True))


def ledger_records(result: ShowResult) -> Table:
    """The figures as a ledger: its columns and its other ones, in file order."""
    table = figure_records(result)
    rows = Made(len(table.rows), lambda: (row[:-2] for row in table.rows))
    return table._replace(columns=table.columns[:-2], rows=rows)


def annual_records(annual: Sequence[AnnualRow]) -> Table:
    """The annual series as rows, one a series and year, with the columns of `annual_frame`."""
    rows = [[_known(getattr(row, field)) for field in _ANNUAL.values()] for row in annual]
    return Table([Column(name) for name in _ANNUAL], rows)


def _known(cell: Cell) -> Cell:
    """A cell, or None for a number that is not known."""
    return None if cell != cell else cell


def _ledger_cells(row: LedgerRow) -> Sequence[Cell]:
    growth = "" if math.isnan(row.growth_pct) else plain(row.growth_pct)
    return (*row[:_GROWTH], growth, *row[_GROWTH + 1 : -1])


def period_records(periods: Iterable[HeadlineRow]) -> Table:
    """The headlines of one rhythm as rows: what a ledger has of a figure, and where it comes from."""
    rows: list[list[Cell]] = [
        [
            row.series_pair,
            row.series_flow,
            row.period,
            value_text(row),
            row.unit,
            row.qualifier,
            row.scope,
            "" if math.isnan(row.stated_growth_pct) else plain(row.stated_growth_pct),
            row.reporter,
            row.basis,
            row.parts,
            number(row.computed_growth_pct),
        ]
        for row in periods
    ]
    return Table([Column(name) for name in _PERIODS], rows)


def annual_frame(annual: Sequence[AnnualRow]) -> pd.DataFrame:
    """The annual series as a frame, one row a series and year; unknown numbers are NaN."""
    import pandas as pd

    columns = {name: [getattr(row, field) for row in annual] for name, field in _ANNUAL.items()}
    return pd.DataFrame(columns)


def frame_of(answer: Answer[Any]) -> pd.DataFrame:
    """The table of an answer that `--format csv` prints, as a frame."""
    from tradetrack.reports.report import report_of

    return frame_of_table(report_of(answer).records())


def frame_of_table(table: Table) -> pd.DataFrame:
    """A table for programs as a frame."""
    import pandas as pd

    return pd.DataFrame([list(row) for row in table.rows], columns=[column.name for column in table.columns])
