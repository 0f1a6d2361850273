"""`project`: when a target is reached at which growth, and the growth it takes by each year."""

from __future__ import annotations

from collections.abc import Sequence

from tradetrack.core.names import series_subject, unit_words
from tradetrack.core.numerals import as_stated, estimate, level, percent, percent_as_stated, signed
from tradetrack.core.vocabulary import NOWCAST
from tradetrack.forecast.projection import GIVEN, STATED, Path, Projection, Reached, Target
from tradetrack.reports.base_rate import base_rate_words
from tradetrack.reports.chances import level_table, outlook_table
from tradetrack.reports.common import left_out_words
from tradetrack.reports.documents import data_document
from tradetrack.reports.forecast_results import ProjectResult
from tradetrack.reports.pace import pace_words
from tradetrack.reports.projection_records import projection_document, projection_records
from tradetrack.reports.tables import Cell, Column, Report, Table
from tradetrack.series.evidence import BY_GROWTH, ESTIMATE, FLOOR

MAX_YEARS_COUNTED = 1000  # what takes longer is not counted for a person

_PATHS = (
    Column("Growing by"),
    Column("a year", number=True),
    Column("years", number=True),
    Column("reached in", number=True),
)


def project_report(result: ProjectResult) -> Report:
    """The projections as tables for people, CSV rows a path, and JSON."""
    return Report(
        tables=lambda: [table for projection in result for table in _tables(projection, result.at)],
        records=lambda: projection_records(result),
        document=lambda: {
            "projections": [projection_document(projection) for projection in result],
            "as_of": result.as_of,
            "data": data_document(result.data),
        },
        notes=_result_notes(result),
        left_out=left_out_words(result.left_out),
        left_out_of_data=left_out_words(result.left_out),
    )


def _result_notes(result: ProjectResult) -> list[str]:
    if not result:
        return ["nothing to project: the ledger has no figure"]
    return [_understood(projection) for projection in result if projection.is_far_below][:1]


def _understood(projection: Projection) -> str:
    """How a number without a unit was read that is far below all figures."""
    value = level(projection.target_value)
    return (
        f"{{target}} {value} is taken as {value} {projection.unit}, the unit of the series; all its figures "
        f"are ten times as large or larger, so name another unit if you mean it, such as {value}bn"
    )


def _tables(projection: Projection, at: Sequence[int]) -> list[Table]:
    base, target = projection.base, projection.target
    estimated = base.basis == NOWCAST
    known = as_stated(base.value, projection.base_text, base.qualifier)
    start = signed(base.qualifier, estimate(base.value)) if estimated else known
    what = series_subject(projection.pair, projection.flow, projection.scope)
    since = projection.year_label(base.year) + (" (estimated)" if estimated else "")
    unit = unit_words(projection.unit)
    if target is None:
        return [level_table(projection, at, f"{what} from {start} in {since}", unit, _notes(projection))]
    aim = as_stated(target.value, projection.target_text, target.qualifier)
    distance = f" ({percent((target.value / base.value - 1) * 100)})" if projection.is_ahead else ""
    by = f" by {target.deadline}" if target.deadline else ""
    title = f"{what} to {aim}{by}, from {start} in {since}{distance}"
    pairs = zip(projection.path_names, projection.paths, strict=True)
    rows = [_path_row(name, path, projection) for name, path in pairs]
    notes = [*_target_notes(projection, target), *_notes(projection)]
    tables = [Table(_PATHS if rows else (), rows, title, unit, notes)]
    if projection.required:
        years = [projection.year_label(required.by) for required in projection.required]
        rates = [percent(required.growth_pct, sign=False) for required in projection.required]
        columns = [Column("Needed to reach it by"), *(Column(year, number=True) for year in years)]
        tables.append(Table(columns, [["a year", *rates]]))
    outlook, rate = outlook_table(projection, at), base_rate_words(projection.base_rate)
    last = [outlook] if outlook else []
    return [*tables, *last, *([Table((), (), notes=(rate,))] if rate else [])]


def _path_row(name: str, path: Path, projection: Projection) -> list[Cell]:
    base = projection.base.year
    in_words = percent_as_stated if path.assumption in (GIVEN, STATED) else percent
    rate = in_words(path.growth_pct, sign=False)
    if path.years is None or path.reached_in is None:
        return [name, rate, "", "never"]
    if path.years > MAX_YEARS_COUNTED:
        return [name, rate, f"> {MAX_YEARS_COUNTED}", f"after {base + MAX_YEARS_COUNTED}"]
    return [name, rate, f"{path.years:.2f}", projection.year_label(path.reached_in)]


def _target_notes(projection: Projection, target: Target) -> list[str]:
    """What is known of the target, and what of the way to it is not."""
    base, reached = projection.base, projection.reached
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
    elif projection.is_ahead and not projection.paths:
        notes.append("No growth is known for this series; give one with {growth} PERCENT.")
    return notes


def _notes(projection: Projection) -> list[str]:
    base, notes = projection.base, []
    if projection.floor:
        floor, year = projection.floor, projection.year_label(projection.floor.year)
        more = f" ({percent((floor.value / base.value - 1) * 100)} on the base)" if base.value else ""
        notes.append(f"{year} is known to have at least {level(floor.value)}{more}.")
    if projection.pace:
        notes.append(f"{pace_words(projection.pace, projection.target_value)}.")
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
