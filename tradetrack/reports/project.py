"""`project`: when a target is reached at which growth, and the growth it takes by each year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tradetrack.core.names import series_subject, unit_words
from tradetrack.core.numerals import as_stated, estimate, level, percent, percent_as_stated, signed
from tradetrack.core.vocabulary import NOWCAST
from tradetrack.forecast.projection import (
    GIVEN,
    LATEST,
    STATED,
    WHOLE,
    Path,
    Projection,
    Reached,
    TargetOutlook,
)
from tradetrack.reports.chances import outlook_table
from tradetrack.reports.common import left_out_words
from tradetrack.reports.documents import number, text
from tradetrack.reports.forecast_results import MAX_PROJECTIONS_WITH_OUTLOOK, ProjectResult
from tradetrack.reports.overview import projection_table
from tradetrack.reports.pace import pace_document, pace_words
from tradetrack.reports.tables import Cell, Column, Report, Table
from tradetrack.series.evidence import BY_GROWTH, ESTIMATE, FLOOR

MAX_YEARS_COUNTED = 1000  # what takes longer is not counted for a person

_PATHS = (
    Column("Growing by"),
    Column("a year", number=True),
    Column("years", number=True),
    Column("reached in", number=True),
)
_RECORDS = (
    "pair",
    "flow",
    "scope",
    "unit",
    "base_year",
    "base_value",
    "base_qualifier",
    "base_basis",
    "target",
    "deadline",
    "already_reached_in",
    "assumption",
    "growth_pct",
    "years",
    "reached_in",
)


def project_report(result: ProjectResult) -> Report:
    """The projections as tables for people (of many series one row each), CSV rows a path, and JSON."""

    def tables() -> list[Table]:
        if result.is_many:
            return projection_table(result)
        return [table for projection in result for table in _tables(projection)]

    return Report(
        tables=tables,
        records=lambda: _records(result),
        document=lambda: {"projections": [_document(projection) for projection in result]},
        notes=_result_notes(result),
        left_out=left_out_words(result.left_out),
        left_out_of_data=left_out_words(result.left_out),
    )


def _result_notes(result: ProjectResult) -> list[str]:
    if not result:
        return ["nothing to project: the ledger has no figure"]
    if result.lacks_outlook:
        most = MAX_PROJECTIONS_WITH_OUTLOOK
        return [f"the outlook is left out of more than {most} projections; {{pair}} gives it"]
    return []


def _tables(projection: Projection) -> list[Table]:
    base, target = projection.base, projection.target
    aim = as_stated(target.value, projection.target_text, target.qualifier)
    estimated = base.basis == NOWCAST
    known = as_stated(base.value, projection.base_text, base.qualifier)
    start = signed(base.qualifier, estimate(base.value)) if estimated else known
    what = series_subject(projection.pair, projection.flow, projection.scope)
    ahead = projection.is_ahead
    distance = f" ({percent((target.value / base.value - 1) * 100)})" if ahead else ""
    by = f" by {target.deadline}" if target.deadline else ""
    since = projection.year_label(base.year) + (" (estimated)" if estimated else "")
    title = f"{what} to {aim}{by}, from {start} in {since}{distance}"
    rows = [_path_row(path, projection) for path in projection.paths]
    tables = [
        Table(
            _PATHS if rows else (),
            rows,
            title,
            unit_words(projection.unit),
            _notes(projection),
        )
    ]
    if projection.required:
        years = [projection.year_label(required.by) for required in projection.required]
        rates = [percent(required.growth_pct, sign=False) for required in projection.required]
        columns = [Column("Needed to reach it by"), *(Column(year, number=True) for year in years)]
        tables.append(Table(columns, [["a year", *rates]]))
    outlook = outlook_table(projection)
    return [*tables, outlook] if outlook else tables


def _path_row(path: Path, projection: Projection) -> list[Cell]:
    base = projection.base.year
    label = projection.year_label(base)
    words = {
        STATED: f"stated for {label}",
        LATEST: f"latest, {label} on {projection.year_label(base - 1)}",
        WHOLE: "whole period (CAGR)",
        GIVEN: GIVEN,
    }
    name = words.get(path.assumption) or f"{path.assumption.replace('-year', ' years')} (CAGR)"
    in_words = percent_as_stated if path.assumption in (GIVEN, STATED) else percent
    rate = in_words(path.growth_pct, sign=False)
    if path.years is None or path.reached_in is None:
        return [name, rate, "", "never"]
    if path.years > MAX_YEARS_COUNTED:
        return [name, rate, f"> {MAX_YEARS_COUNTED}", f"after {base + MAX_YEARS_COUNTED}"]
    return [name, rate, f"{path.years:.2f}", projection.year_label(path.reached_in)]


def _notes(projection: Projection) -> list[str]:
    base, target, reached = projection.base, projection.target, projection.reached
    aim = as_stated(target.value, projection.target_text)
    ahead, notes = base.value < target.value and not projection.is_settled, []
    if reached is not None:
        again = (
            f", but {projection.year_label(base.year)} is below it"
            if ahead and reached.year < base.year
            else ""
        )
        how = f" ({_known_words(reached)})"
        notes.append(f"Already reached: {aim} in {projection.year_label(reached.year)}{how}{again}.")
    elif base.value >= target.value:
        notes.append(f"The base is a bound: whether {aim} is reached is not known.")
    if ahead and base.value == 0:
        notes.append(f"No growth leads from 0 to {aim}.")
    elif ahead and not projection.paths:
        notes.append("No growth is known for this series; give one with {growth} PERCENT.")
    if projection.floor:
        floor, rate = projection.floor, (projection.floor.value / base.value - 1) * 100
        year = projection.year_label(floor.year)
        notes.append(f"{year} is known to have at least {level(floor.value)} ({percent(rate)} on the base).")
    if projection.pace:
        notes.append(f"{pace_words(projection.pace, target.value)}.")
    if projection.rating:
        notes.append(
            f"Since it was first stated: {projection.rating} (growth since then beside the growth "
            "that it asked for; this looks back and is no likelihood)."
        )
    return notes


def _known_words(reached: Reached) -> str:
    """How a year is known to have a target: its level, a bound of it, or the estimate."""
    if reached.known_by == ESTIMATE:
        return "by the estimate"
    if reached.known_by == FLOOR:
        return f"at least {level(reached.value)}"
    value = estimate(reached.value) if reached.known_by == BY_GROWTH else level(reached.value)
    return signed(reached.qualifier, value)


def _document(projection: Projection) -> dict[str, Any]:
    base, target = projection.base, projection.target
    return {
        "pair": text(projection.pair),
        "flow": projection.flow,
        "scope": text(projection.scope),
        "unit": projection.unit,
        "base": {
            "year": base.year,
            "value": number(base.value),
            "qualifier": base.qualifier,
            "basis": base.basis,
        },
        "target": {
            "value": number(target.value),
            "deadline": target.deadline,
            "stated_by": text(target.stated_by),
            "stated_on": text(target.stated_on),
        },
        "already_reached_in": projection.already_reached_in,
        "pace": pace_document(projection.pace),
        "paths": [_path_document(path) for path in projection.paths],
        "required": [
            {"by": r.by, "label": projection.year_label(r.by), "growth_pct": number(r.growth_pct)}
            for r in projection.required
        ],
        "rating": projection.rating,
        "outlook": _outlook_document(projection.outlook),
    }


def _path_document(path: Path) -> dict[str, Any]:
    return {
        "assumption": path.assumption,
        "growth_pct": number(path.growth_pct),
        "years": None if path.years is None else number(path.years),
        "reached_in": path.reached_in,
    }


def _outlook_document(outlook: TargetOutlook | None) -> dict[str, Any] | None:
    if outlook is None:
        return None
    return {
        "median_year": outlook.median_year,
        "interval_80": list(outlook.interval_80),
        "chance_by": [{"year": item.year, "chance": number(item.chance)} for item in outlook.chance_by],
        "typical_growth_pct": number(outlook.typical_growth_pct),
        "reversal_pct": number(outlook.reversal_pct),
        "undone_pct": number(outlook.reversal_pct),  # its name up to 0.1; leaves with the next release
    }


def _records(projections: Sequence[Projection]) -> Table:
    """One row a path; a projection without a path keeps one row with no path in it."""
    rows: list[list[Cell]] = []
    for p in projections:
        start: list[Cell] = [
            p.pair,
            p.flow,
            p.scope,
            p.unit,
            p.base.year,
            number(p.base.value),
            p.base.qualifier,
            p.base.basis,
            number(p.target.value),
            p.target.deadline,
            p.already_reached_in,
        ]
        paths = [[path.assumption, path.growth_pct, path.years, path.reached_in] for path in p.paths] or [
            [None] * 4
        ]
        rows += [start + path for path in paths]
    return Table([Column(name) for name in _RECORDS], rows)
