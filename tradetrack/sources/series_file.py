"""A plain CSV of annual series (`series,year,value`, and `unit` if it is not USD bn) -> annual series."""

from __future__ import annotations

import os
import re

from tradetrack.core.errors import LedgerError, Problem
from tradetrack.core.units import DEFAULT_UNIT
from tradetrack.ledger.cells import CellError, parse_unit_cell, value_error
from tradetrack.ledger.csv_parser import Field, tokenize
from tradetrack.ledger.header import check_names
from tradetrack.ledger.location import read_input
from tradetrack.ledger.reader import require_commas, require_utf8, wrong_lengths
from tradetrack.series.plain import AnnualSeries

COLUMNS = ("series", "year", "value")
UNIT = "unit"
_YEAR = re.compile(r"[0-9]{4}")
_NUMBER = re.compile(r"[0-9]{1,15}(\.[0-9]{1,15})?")


def read_series(source: str | os.PathLike[str]) -> list[AnnualSeries]:
    """The series of a CSV file (or `-`), in the order of their names.

    Levels of 0 are left out, as they have no logarithm. Raises LedgerError with every fault of the file,
    AccessError when it cannot be read.
    """
    name, data = read_input(source)
    records, problems = tokenize(require_commas(require_utf8(data, name).decode(), name))
    header, *rows = records or [[]]
    wrong_header = _check_header(header)
    if wrong_header:
        raise LedgerError(name, wrong_header)
    places = {field.text: place for place, field in enumerate(header)}
    problems += wrong_lengths(rows, len(header))
    found: dict[str, AnnualSeries] = {}
    for row in rows:
        if len(row) == len(header):
            problems += _add(found, {column: row[place] for column, place in places.items()})
    if problems:
        raise LedgerError(name, problems)
    return [found[series] for series in sorted(found)]


def _check_header(header: list[Field]) -> list[Problem]:
    problems = check_names(header, (*COLUMNS, UNIT))
    missing = [column for column in COLUMNS if column not in (field.text for field in header)]
    if missing and not problems:
        message = f"the header has no {missing[0]!r}; a file of series has series,year,value"
        problems.append(Problem(1, 1, "missing-column", message))
    return problems


def _add(found: dict[str, AnnualSeries], row: dict[str, Field]) -> list[Problem]:
    """Add one row to its series, or say what is wrong with it."""
    year, value, unit = row["year"], row["value"], row.get(UNIT)
    problems = []
    if not _YEAR.fullmatch(year.text):
        problems.append(_problem(year, "bad-period", f"{year.text!r} is not a year; write 2021"))
    if not _NUMBER.fullmatch(value.text):
        problems.append(_problem(value, "bad-value", str(value_error(value.text))))
    written = unit.text if unit and unit.text else DEFAULT_UNIT
    try:
        parse_unit_cell(written)
    except CellError as error:
        problems.append(_problem(unit or value, error.code, str(error)))
    if problems:
        return problems
    name = row["series"].text
    one = found.setdefault(name, AnnualSeries(name, written, {}, {}))
    if int(year.text) in one.levels:
        return [_problem(year, "bad-period", f"{name!r} has {year.text} twice; remove one row")]
    if written != one.unit:
        return [_problem(unit or value, "bad-unit", f"{name!r} is in {one.unit} above; use one unit")]
    if float(value.text) > 0:
        one.levels[int(year.text)] = float(value.text)
    return []


def _problem(field: Field, code: str, message: str) -> Problem:
    return Problem(field.line, field.column, code, message)
