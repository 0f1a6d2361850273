"""`targets`: every target, who stated it and from what base, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tradetrack.core.names import series_title, unit_words
from tradetrack.core.numerals import brief, level, percent, signed
from tradetrack.reports.common import Sources, by_series
from tradetrack.reports.overview import name_order, series_name
from tradetrack.reports.records import number, text
from tradetrack.reports.results import TargetsResult
from tradetrack.reports.tables import Cell, Column, Report, Table
from tradetrack.series.targets import MET, MISSED, OVERTAKEN, UNKNOWN, TargetRecord

_COLUMNS = (
    Column("Target", number=True),
    Column("Deadline", keep=True),
    Column("First stated by"),
    Column("On", keep=True),
    Column("Again", number=True),
    Column("From"),
    Column("Asked for", number=True),
    Column("Outcome"),
    Column("Source", keep=True),
)
_MANY = (
    Column("Pair"),
    Column("Target", number=True),
    Column("Deadline", keep=True),
    Column("First stated by"),
    Column("On", keep=True),
    Column("Outcome"),
)
_RECORDS = (
    "pair",
    "flow",
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
    "outcome_year",
    "outcome_value",
    "rating",
)
_NOTES = (
    "From: the base known on the day of the first statement. Asked for: growth a year from it on.",
    "A rating looks back: growth since then beside the growth asked for; it is no likelihood.",
)


def targets_report(result: TargetsResult) -> Report:
    """The targets of all series: a table a series, one CSV row and one JSON document a target."""
    return Report(
        tables=lambda: _tables(result),
        records=lambda: Table([Column(name) for name in _RECORDS], [_record(r) for r in result]),
        document=lambda: {"targets": [_document(record) for record in result]},
        notes=() if result else ("no target in this view",),
    )


def _tables(records: Sequence[TargetRecord]) -> list[Table]:
    sources = Sources()
    grouped = by_series(records)
    if len(grouped) > 1:
        return _in_one(records)
    tables = []
    for own in grouped.values():
        first = own[0]
        title = f"Targets of {series_title(first.pair, first.flow)}"
        rows = [_row(record, sources) for record in own]
        tables.append(Table(_COLUMNS, rows, title, unit_words(first.unit), _NOTES))
    return tables + sources.table()


def _in_one(records: Sequence[TargetRecord]) -> list[Table]:
    """The targets of several series in one table, each with its pair."""
    rows: list[list[Cell]] = [
        [
            series_name(record.pair, record.flow, record.unit),
            signed(record.qualifier, level(record.value)),
            str(record.deadline or "none"),
            record.first_stated_by,
            record.first_stated_on,
            outcome_words(record),
        ]
        for record in sorted(records, key=lambda r: name_order(r.pair))
    ]
    return [Table(_MANY, rows, "Targets", notes=("{pair} shows one pair in full.",))]


def _row(record: TargetRecord, sources: Sources) -> list[Cell]:
    required = record.required_growth_pct
    return [
        signed(record.qualifier, level(record.value)),
        str(record.deadline or "none"),
        record.first_stated_by,
        record.first_stated_on,
        record.restated or "",
        f"{brief(record.base.value)} in {record.base.label}" if record.base else "",
        percent(required, sign=False) if required is not None else "",
        outcome_words(record),
        sources.mark(record.source),
    ]


def outcome_words(record: TargetRecord) -> str:
    """What became of a target: `met in 2023 (240.1)`, `missed (93.7 of 100)`, `open, on track`."""
    value = brief(record.outcome_value) if record.outcome_value is not None else ""
    if record.outcome == MET:
        return f"met in {record.outcome_label} ({value})"
    if record.outcome == MISSED:
        return f"missed ({value} of {level(record.value)})"
    if record.outcome == OVERTAKEN:
        return f"overtaken before it was stated ({value} in {record.outcome_label})"
    if record.outcome == UNKNOWN:
        return f"unknown (no figure for {record.deadline})"
    return f"{record.outcome}, {record.rating}" if record.rating else record.outcome


def _record(record: TargetRecord) -> list[Cell]:
    base = record.base
    return [
        record.pair,
        record.flow,
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
        record.outcome_year,
        number(record.outcome_value),
        record.rating,
    ]


def _document(record: TargetRecord) -> dict[str, Any]:
    base = record.base
    return {
        "pair": text(record.pair),
        "flow": text(record.flow),
        "unit": text(record.unit),
        "value": number(record.value),
        "deadline": record.deadline,
        "first_stated_on": text(record.first_stated_on),
        "first_stated_by": text(record.first_stated_by),
        "restated": record.restated,
        "base": {"year": base.year, "value": number(base.value)} if base else None,
        "required_growth_pct": record.required_growth_pct,
        "outcome": record.outcome,
        "outcome_year": record.outcome_year,
        "outcome_value": number(record.outcome_value),
        "rating": record.rating,
    }
