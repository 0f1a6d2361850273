"""`export`: the figures, annual series, projections and targets of a view, as tables for any format."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple

from tradetrack.core.lazy import Made
from tradetrack.core.periods import YEAR, period_text
from tradetrack.core.rows import AnnualRow, LedgerRow
from tradetrack.core.schema import GROWTH_PCT, LEDGER_NAMES, VALUE
from tradetrack.core.vocabulary import DERIVED, NOWCAST
from tradetrack.reports import export_fields
from tradetrack.reports.common import left_out_words
from tradetrack.reports.documents import annual_documents, data_document, figure_documents
from tradetrack.reports.export_fields import LINE, STATUS, Field, ledger_field
from tradetrack.reports.records import are_plain

if TYPE_CHECKING:
    from tradetrack.core.provenance import Provenance
    from tradetrack.reports.forecast_results import ProjectResult
    from tradetrack.reports.results import ShowResult, TargetsResult
    from tradetrack.reports.tables import Table

TABLES = FIGURES, ANNUAL, PROJECTIONS, TARGETS = ("figures", "annual", "projections", "targets")


class Stated(NamedTuple):
    """A number as a source states it: its value, and its text, whose decimals say how fine it is."""

    value: float
    text: str


_VALUE, _GROWTH = (LEDGER_NAMES.index(name) for name in (VALUE, GROWTH_PCT))
Value = str | int | float | Stated | None


class ExportTable(NamedTuple):
    """One table: its columns, and its rows, whose unknown numbers are None and unknown texts empty."""

    name: str
    fields: tuple[Field, ...]
    rows: Sequence[Sequence[Value]]
    is_plain: bool = False  # as of a `Table`


@dataclass(frozen=True)
class ExportResult:
    """What there is to write of a ledger: `ledger` is its name, `tables` are those asked for.

    `shown` has the figures and years, `targets` the targets; `projections` is None where they are not asked
    for. `notes` say why a table is empty.
    """

    ledger: str
    tables: tuple[str, ...]
    shown: ShowResult
    targets: TargetsResult
    projections: ProjectResult | None = None
    notes: tuple[str, ...] = ()

    def table(self, name: str) -> ExportTable:
        """One of the tables."""
        return _MAKERS[name](self)

    def document(self) -> dict[str, Any]:
        """The tables as one document, in the shapes of the commands' `--format json`, and `data` as there."""
        return {name: _DOCUMENTS[name](self) for name in self.tables} | {"data": data_document(self.data)}

    @property
    def data(self) -> Provenance | None:
        """The bundled ledger that it rests on, if it is one."""
        return self.shown.data

    @property
    def left_out(self) -> str:
        """What the view leaves out, in words; empty for nothing."""
        return left_out_words(self.shown.left_out, lists=("reporter",))


def _figures(result: ExportResult) -> ExportTable:
    shown = result.shown
    names = (*LEDGER_NAMES, *(name for name, _ in shown.extra))
    rows = Made(len(shown.figures), lambda: _figure_rows(shown))
    return ExportTable(FIGURES, (*map(ledger_field, names), LINE, STATUS), rows, are_plain(shown))


def _figure_rows(shown: ShowResult) -> Iterator[tuple[Value, ...]]:
    """The cells of the ledger's columns, in their order, its other ones, then line and status."""
    others = zip(*(cells for _, cells in shown.extra), strict=True) if shown.extra else repeat(())
    for row, other in zip(shown.figures.of(LedgerRow), others, strict=False):
        own: list[Value] = [*row[: len(LEDGER_NAMES)]]
        own[_VALUE] = Stated(row.value, row.value_text) if row.value_text else None
        own[_GROWTH] = _known(row.growth_pct)
        yield (*own, *other, row.line, row.status)


def _annual(result: ExportResult) -> ExportTable:
    return ExportTable(ANNUAL, export_fields.ANNUAL, [_year(row) for row in result.shown.annual])


def _year(row: AnnualRow) -> tuple[Value, ...]:
    is_estimate = row.basis == NOWCAST
    return (
        row.series_pair,
        row.series_flow,
        row.scope,
        row.series_unit,
        row.reporter,
        row.year,
        row.label,
        period_text(row.start, row.months),
        _known(row.level),
        row.qualifier,
        row.basis,
        row.parts if row.basis in DERIVED else None,
        _known(row.floor),
        _known(row.computed_growth_pct),
        row.growth_bound,
        _known(row.growth_bound_pct) if row.growth_bound else None,
        _known(row.stated_growth_pct),
        _known(row.cagr_pct),
        row.cagr_since // YEAR or None,
        row.method if is_estimate else "",
        _known(row.low_80) if is_estimate else None,
        _known(row.high_80) if is_estimate else None,
        row.stated_by,
        row.stated_on,
        row.source,
    )


def _projections(result: ExportResult) -> ExportTable:
    from tradetrack.reports.projection_records import projection_records

    records = projection_records(result.projections or ())
    return ExportTable(PROJECTIONS, export_fields.PROJECTIONS, _typed(records, export_fields.PROJECTIONS))


def _targets(result: ExportResult) -> ExportTable:
    from tradetrack.reports.targets import targets_report

    records = targets_report(result.targets).records()
    more = [(record.qualifier, record.source, record.line) for record in result.targets]
    records = records._replace(
        rows=[[*row, *own] for row, own in zip(records.rows, more, strict=True)],
    )
    return ExportTable(TARGETS, export_fields.TARGETS, _typed(records, export_fields.TARGETS))


def _typed(records: Table, fields: Sequence[Field]) -> list[tuple[Value, ...]]:
    """The rows of a table for programs; an unknown text is empty."""
    texts = [field.kind not in ("number", "integer") for field in fields]
    return [
        tuple("" if is_text and cell is None else cell for cell, is_text in zip(row, texts, strict=True))
        for row in records.rows
    ]


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value


def _figure_documents(result: ExportResult) -> Sequence[dict[str, Any]]:
    """The figures, each with the ledger's other columns after ours."""
    documents, extra = figure_documents(result.shown.figures), result.shown.extra
    if not extra:
        return documents
    names = [name for name, _ in extra]

    def made() -> Iterator[dict[str, Any]]:
        others = zip(*(cells for _, cells in extra), strict=True)
        for document, other in zip(documents, others, strict=True):
            yield document | {name: cell or None for name, cell in zip(names, other, strict=True)}

    return Made(len(documents), made)


def _projection_documents(result: ExportResult) -> list[dict[str, Any]]:
    from tradetrack.reports.projection_records import projection_document

    return [projection_document(projection) for projection in result.projections or ()]


def _target_documents(result: ExportResult) -> list[dict[str, Any]]:
    from tradetrack.reports.targets import targets_report

    documents: list[dict[str, Any]] = targets_report(result.targets).document()["targets"]
    return documents


_MAKERS = {FIGURES: _figures, ANNUAL: _annual, PROJECTIONS: _projections, TARGETS: _targets}
_DOCUMENTS = {
    FIGURES: _figure_documents,
    ANNUAL: lambda result: annual_documents(result.shown.annual),
    PROJECTIONS: _projection_documents,
    TARGETS: _target_documents,
}
