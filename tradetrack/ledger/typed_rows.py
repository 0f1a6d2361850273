"""A CSV of new rows, as people type them -> rows for a ledger, or every fault of it at its place."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from tradetrack.core import schema
from tradetrack.core.errors import LedgerError, Problem, RequestError
from tradetrack.core.faults import DUPLICATE
from tradetrack.core.units import DEFAULT_UNIT
from tradetrack.ledger.append import only_pair, same_figures, usual_unit, value_cells
from tradetrack.ledger.batch import Cells, with_rows
from tradetrack.ledger.csv_parser import Columns, Field, first_record
from tradetrack.ledger.fiscal import fiscal_start
from tradetrack.ledger.frame import make_figures
from tradetrack.ledger.header import check_header
from tradetrack.ledger.reader import parse_ledger, placed, require_commas, require_utf8, scanned
from tradetrack.ledger.tokenizer import fields_at
from tradetrack.ledger.typed import typed_cells

_CODES = {schema.STATED_ON: "bad-date", schema.GROWTH_PCT: "bad-growth"}


class Batch(NamedTuple):
    """A ledger before and after many rows were added; the new figures are the last ones.

    `read` has column, text as typed and what it was read as; `left_out` the columns of the rows that the
    ledger does not have.
    """

    old: bytes
    new: bytes
    before: pd.DataFrame
    after: pd.DataFrame
    read: tuple[tuple[str, str, str], ...]
    left_out: tuple[str, ...]
    columns: tuple[str, ...]


class TypedRows(NamedTuple):
    """The rows of a file: texts by column, and where each one starts in the text."""

    name: str
    text: str
    header: list[Field]
    rows: list[Cells]
    starts: array[int]
    lines: array[int]

    def fields(self, row: int) -> list[Field]:
        """The fields of a row, with their places."""
        return fields_at(self.text, self.starts[row], self.lines[row])

    def problem(self, row: int, column: str, code: str, message: str) -> Problem:
        """A fault of a cell, at its place; that of a column which the file lacks stands at the row."""
        names = [field.text for field in self.header]
        place = self.fields(row)[names.index(column) if column in names else 0]
        return Problem(place.line, place.column, code, message)


def read_rows(data: bytes, name: str, otherwise: Mapping[str, str]) -> TypedRows:
    """The rows of a CSV with columns named as in a ledger; an empty or missing cell is that of `otherwise`.

    Raises LedgerError for a file that is no such CSV.
    """
    text = require_commas(require_utf8(data, name).decode(), name)
    found = scanned(text)
    if not found.header:
        empty = Problem(1, 1, "no-header", "there are no rows; start with a header such as period,value")
        raise LedgerError(name, found.problems or [empty])
    problems = [*_header_faults(found.header, otherwise), *found.problems]
    if problems:
        raise LedgerError(name, problems)
    names = [field.text for field in found.header]
    width = len(names)
    cells = (found.cells[at : at + width] for at in range(0, len(found.cells), width))
    rows = [dict(otherwise) | {n: t for n, t in zip(names, row, strict=True) if t.strip()} for row in cells]
    return TypedRows(name, text, found.header, rows, found.starts, found.lines)


def _header_faults(header: list[Field], otherwise: Mapping[str, str]) -> list[Problem]:
    """What is wrong with the header; a column that is given otherwise need not stand in it."""
    more = [Field(column, header[0].line, header[0].column) for column in otherwise]
    names = {field.text for field in header}
    return check_header([*header, *(field for field in more if field.text not in names)])


def with_typed_rows(old: bytes, name: str, new: TypedRows, allow_duplicate: bool = False) -> Batch:
    """The ledger of bytes `old` with the rows, all or none. Raises LedgerError for either file."""
    before = parse_ledger(old, name)
    read: list[tuple[str, str, str]] = []
    rows = _in_notation(new, before, read)
    _require_sound(new, rows)
    if not rows:
        return Batch(old, old, before, before, (), (), ())
    data = with_rows(old, name, rows)
    after = parse_ledger(data, name)
    if not allow_duplicate:
        _require_new(after, new, name)
    header = first_record(require_utf8(old, name))
    wide = first_record(require_utf8(data, name))
    left_out = [field.text for field in new.header if field.text not in wide]
    columns = tuple(column for column in wide if column not in header)
    return Batch(old, data, before, after, tuple(read), tuple(left_out), columns)


def _in_notation(new: TypedRows, before: pd.DataFrame, read: list[tuple[str, str, str]]) -> list[Cells]:
    """The rows in the notation of a ledger; `read` gets what was read otherwise than it was typed."""
    pairs = before[schema.PAIR].unique().tolist()
    rows, problems = [], []
    usual = {}
    for place, cells in enumerate(new.rows):
        own = {column: text for column, text in cells.items() if column in schema.LEDGER_NAMES}
        try:
            typed = typed_cells(own, lambda found: fiscal_start(before, found))
            given = {schema.PAIR: only_pair(before)} | typed.cells
            pair = given[schema.PAIR]
            if pair not in usual:
                usual[pair] = usual_unit(before, given)
            unit = DEFAULT_UNIT if given.get(schema.UNIT) else usual[pair]
            value = value_cells(given.get(schema.VALUE), _without(given, schema.VALUE), unit)
        except RequestError as error:
            problems += [_problem(new, place, one) for one in (error, *error.more)]
            continue
        if pairs and "" not in pairs and not given[schema.PAIR]:
            message = f"the ledger names its pairs; name one too, such as {min(pairs)}"
            problems.append(new.problem(place, schema.PAIR, "bad-pair", message))
        read += typed.read
        rows.append({column: text for column, text in (cells | given | value).items() if text})
    if problems:
        raise LedgerError(new.name, problems)
    return rows


def _without(cells: Mapping[str, str], column: str) -> Cells:
    return {name: text for name, text in cells.items() if name != column}


def _problem(new: TypedRows, row: int, error: RequestError) -> Problem:
    column = error.parameter or schema.VALUE
    return new.problem(row, column, _CODES.get(column, f"bad-{column}"), error.message)


def _require_sound(new: TypedRows, rows: Sequence[Cells]) -> None:
    """That each row is one that a ledger may have. Raises LedgerError."""
    names = [field.text for field in new.header]
    texts = {
        column: np.array([row.get(column, "") for row in rows], dtype=object)
        for column in schema.LEDGER_NAMES
    }
    _, faults = make_figures(Columns(texts, np.array(new.lines, dtype=np.int64)))
    if faults:
        raise LedgerError(new.name, placed(faults, names, new.fields))


def _require_new(after: pd.DataFrame, new: TypedRows, name: str) -> None:
    """That no row is a figure that the ledger, or a row above it, has already. Raises LedgerError."""
    first = len(after) - len(new.rows)
    problems = []
    for place, earlier in same_figures(after):
        if place >= first:
            line = int(after[schema.LINE].iloc[earlier])
            where = f"line {line} of {name}" if earlier < first else f"line {new.lines[earlier - first]}"
            message = f"the figure stands in {where} already"
            problems.append(new.problem(place - first, "", DUPLICATE, message))
    if problems:
        raise LedgerError(new.name, problems)
