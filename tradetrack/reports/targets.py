"""`targets`: every target, who stated it and from what base, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tradetrack.core.names import series_title, unit_words
from tradetrack.core.numerals import as_stated, level, percent
from tradetrack.reports.common import Sources, by_series, left_out_words
from tradetrack.reports.documents import data_document, number, text
from tradetrack.reports.outcome import lineage_words, outcome_words, reporter_words
from tradetrack.reports.pace import pace_document
from tradetrack.reports.results import TargetsResult
from tradetrack.reports.tables import Cell, Column, Report, Table
from tradetrack.series.lineage import Ancestor
from tradetrack.series.target_record import ReporterOutcome, TargetRecord, YearValue

_COLUMNS = (
    Column("Target", number=True),
    Column("Deadline", keep=True),
    Column("First stated by"),
    Column("On", keep=True),
    Column("Again", number=True),
    Column("From"),
    Column("Asked for", number=True),
    Column("Outcome"),
    Column("Changes"),
    Column("Source", keep=True),
)
_RECORDS = (
    "pair",
    "flow",
    "scope",
    "unit",
    "value",
    "deadline",
    "first_stated_on",
    "first_stated_by",
    "restated",
    "base_year",
    "base_value",
    "required_growth_pct",
    "outcome",
    "settled_by",
    "outcome_year",
    "outcome_value",
    "outcome_qualifier",
    "rating",
    "lineage",
)
_BASE_NOTE = "From: the base known on the day of the first statement. Asked for: growth a year from it on."
_RATING_NOTE = "A rating looks back: growth since then beside the growth asked for; it is no likelihood."


def targets_report(result: TargetsResult) -> Report:
    """The targets of all series: a table a series, one CSV row and one JSON document a target."""
    return Report(
        tables=lambda: _tables(result),
        records=lambda: Table([Column(name) for name in _RECORDS], [_record(r) for r in result]),
        document=lambda: {
            "targets": [_document(record) for record in result],
            "data": data_document(result.data),
        },
        notes=() if result else ("no target in this view",),
        left_out=left_out_words(result.left_out),
        left_out_of_data=left_out_words(result.left_out),
    )


def _tables(records: Sequence[TargetRecord]) -> list[Table]:
    sources = Sources()
    tables = []
    for own in by_series(records).values():
        first = own[0]
        title = f"Targets of {series_title(first.pair, first.flow, first.scope)}"
        rows = [_row(record, sources) for record in own]
        tables.append(Table(_COLUMNS, rows, title, unit_words(first.unit), _notes(own)))
    return tables + sources.table()


def _notes(records: Sequence[TargetRecord]) -> list[str]:
    """What the words mean that the table has."""
    notes = [_BASE_NOTE] if any(record.base for record in records) else []
    return [*notes, _RATING_NOTE] if any(record.rating for record in records) else notes


def _row(record: TargetRecord, sources: Sources) -> list[Cell]:
    required = record.required_growth_pct
    return [
        as_stated(record.value, record.value_text, record.qualifier),
        str(record.deadline or "none"),
        record.first_stated_by,
        record.first_stated_on,
        record.restated or "",
        _base_words(record.base) if record.base else "",
        percent(required, sign=False) if required is not None else "",
        "; ".join(word for word in (outcome_words(record), reporter_words(record)) if word),
        lineage_words(record),
        sources.mark(record.source),
    ]


def _base_words(base: YearValue) -> str:
    old = " (stale)" if base.is_stale else ""
    return f"{level(base.value)} in {base.label}{old}"


def _record(record: TargetRecord) -> list[Cell]:
    base, before = record.base, record.lineage
    return [
        record.pair,
        record.flow,
        record.scope,
        record.unit,
        number(record.value),
        record.deadline,
        record.first_stated_on,
        record.first_stated_by,
        record.restated,
        base.year if base else None,
        number(base.value) if base else None,
        record.required_growth_pct,
        record.outcome,
        record.settled_by,
        record.outcome_year,
        number(record.outcome_value),
        record.outcome_qualifier,
        record.rating,
        before.change if before else None,
    ]


def _document(record: TargetRecord) -> dict[str, Any]:
    return {
        "pair": text(record.pair),
        "flow": text(record.flow),
        "scope": text(record.scope),
        "unit": text(record.unit),
        "value": number(record.value),
        "qualifier": record.qualifier,
        "deadline": record.deadline,
        "first_stated_on": text(record.first_stated_on),
        "first_stated_by": text(record.first_stated_by),
        "restated": record.restated,
        "base": _year_document(record.base) | {"stale": record.base.is_stale} if record.base else None,
        "required_growth_pct": record.required_growth_pct,
        "outcome": record.outcome,
        "settled_by": record.settled_by,
        "outcome_year": record.outcome_year,
        "outcome_label": text(record.outcome_label),
        "outcome_value": number(record.outcome_value),
        "outcome_qualifier": record.outcome_qualifier,
        "share_pct": number(record.share_pct),
        "gap_pct": number(record.gap_pct),
        "passed": _year_document(record.passed) if record.passed else None,
        "by_reporter": [_reporter_document(own) for own in record.by_reporter],
        "rating": record.rating,
        "pace": pace_document(record.pace),
        "lineage": _lineage_document(record.lineage),
    }


def _year_document(year: YearValue) -> dict[str, Any]:
    return {"year": year.year, "label": year.label, "value": number(year.value)}


def _reporter_document(own: ReporterOutcome) -> dict[str, Any]:
    return {
        "reporter": own.reporter,
        "outcome": own.outcome,
        "settled_by": own.settled_by,
        "outcome_year": own.outcome_year,
        "outcome_label": text(own.outcome_label),
        "outcome_value": number(own.outcome_value),
        "outcome_qualifier": own.outcome_qualifier,
    }


def _lineage_document(before: Ancestor | None) -> dict[str, Any] | None:
    if before is None:
        return None
    return {"change": before.change, "value": number(before.value), "deadline": before.deadline}
