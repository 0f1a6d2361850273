"""A ledger (CSV) -> the frame of figures, or every fault of the file at once.

The frame has one row a figure in file order, with the columns of `tradetrack.core.schema`. The
quick way proves that the bytes are well formed and takes the columns whole; only where something is wrong
(or cannot be proved) is the file read again by the tokenizer that knows the place of every field.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np
import pandas as pd

from tradetrack.core.errors import LedgerError, Problem
from tradetrack.ledger.csv_parser import Columns, Field, first_record, places_in, read_columns
from tradetrack.ledger.frame import make_figures
from tradetrack.ledger.header import check_header, other_delimiter
from tradetrack.ledger.parsed import CellFault
from tradetrack.ledger.tokenizer import fields_at, scan

_KNOWN = 1 << 16  # texts that are kept to share
_FILLED_LINE = re.compile(r"^[^\S\r\n]*[^\s].*", re.MULTILINE)

_TITLE_ROWS = 15  # above a header; nobody writes more


def parse_ledger(data: bytes, name: str) -> pd.DataFrame:
    """The frame of figures of a ledger's bytes; `name` stands in errors. Raises LedgerError."""
    data = require_utf8(data, name)
    header = first_record(data)
    if header and not check_header([Field(text, 1, 1) for text in header]):
        columns = read_columns(data, header)
        if columns:
            lines = columns.lines
            figures, faults = make_figures(columns)
            if faults:
                raise LedgerError(name, placed(faults, header, places_in(data, lines)))
            return figures
    return _parse_with_places(data.decode(), name)


def _parse_with_places(text: str, name: str) -> pd.DataFrame:
    """As `parse_ledger`, by the tokenizer that takes what is well formed out of what is not."""
    found = scanned(require_commas(text, name))
    if not found.header:
        empty = Problem(1, 1, "no-header", "the ledger has no header; start it with period,value")
        raise LedgerError(name, found.problems or [empty])
    header_problems = check_header(found.header)
    if header_problems:
        below = _line_of_header(text)
        if below and header_problems[0].code != "separator-line":
            message = f"the header stands in line {below}; delete the title above it"
            header_problems = [Problem(found.header[0].line, 1, "title-row", message)]
        raise LedgerError(name, header_problems)
    names = [field.text for field in found.header]
    lines = np.array(found.lines, dtype=np.int64)
    cells = {column: np.array(found.cells[i :: len(names)], dtype=object) for i, column in enumerate(names)}
    found.cells.clear()
    figures, faults = make_figures(Columns(cells, lines))
    problems = found.problems
    if faults:
        problems += placed(faults, names, lambda row: fields_at(text, found.starts[row], found.lines[row]))
    if problems:
        raise LedgerError(name, problems)
    return figures


def _line_of_header(text: str) -> int | None:
    """The line of a sound header below the first record, if there is one near it."""
    for record in islice(scan(text), 1, 1 + _TITLE_ROWS):
        if not isinstance(record, Problem) and not check_header(fields_at(text, record.start, record.line)):
            return record.line
    return None


class Scanned(NamedTuple):
    """The rows of a file that are as long as the header: cell after cell, and their places."""

    header: list[Field]
    cells: list[str]
    starts: array[int]
    lines: array[int]
    problems: list[Problem]


def scanned(text: str) -> Scanned:
    """The header and the rows of CSV text, and what is not well formed."""
    found = Scanned([], [], array("q"), array("q"), [])
    known: dict[
        str, str
    ] = {}  # one object for a text that comes again: a cell costs 50 bytes more than it says
    for record in scan(text):
        if isinstance(record, Problem):
            found.problems.append(record)
        elif not found.header:
            found.header.extend(fields_at(text, record.start, record.line))
        elif len(record.texts) != len(found.header):
            fields = fields_at(text, record.start, record.line)
            found.problems.extend(wrong_lengths([fields], len(found.header)))
        else:
            if len(known) > _KNOWN:
                known.clear()
            found.cells.extend([known.setdefault(cell, cell) for cell in record.texts])
            found.starts.append(record.start)
            found.lines.append(record.line)
    return found


def placed(
    faults: Sequence[CellFault], names: Sequence[str], fields: Callable[[int], list[Field]]
) -> list[Problem]:
    """The faults of cells with their places; `fields` gives those of a row."""
    places = {name: place for place, name in enumerate(names)}
    problems = []
    for fault in faults:
        place = fields(fault.row)[places.get(fault.column, 0)]
        problems.append(Problem(place.line, place.column, fault.code, fault.message))
    return problems


def wrong_lengths(rows: list[list[Field]], width: int) -> list[Problem]:
    """The rows that have more or fewer fields than the header."""
    problems = []
    for row in rows:
        if len(row) != width:
            place = row[min(len(row), width + 1) - 1]
            count = f"{len(row)} field{'s' if len(row) > 1 else ''}"
            message = f"the row has {count}, the header {width}; " + (
                "add the missing commas"
                if len(row) < width
                else "quote a field that has a comma in it, or remove the extra one"
            )
            problems.append(Problem(place.line, place.column, "field-count", message))
    return problems


def require_commas(text: str, name: str) -> str:
    """The text, whose first line is not separated by something else. Raises LedgerError."""
    filled = _FILLED_LINE.search(text)
    if filled and (separated := other_delimiter(filled[0])):
        line = text.count("\n", 0, filled.start()) + 1
        message = f"the columns are separated by {separated}; save the file with commas"
        raise LedgerError(name, [Problem(line, 1, "delimiter", message)])
    return text


def require_utf8(data: bytes, name: str) -> bytes:
    """The bytes without a byte order mark, proved to be UTF-8 text without NUL."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        message = "the file is UTF-16 or UTF-32; save it as UTF-8 (in Excel: CSV UTF-8)"
        raise LedgerError(name, [Problem(1, 1, "encoding", message)])
    nul = data.find(b"\0")
    if nul >= 0:
        message = "a NUL byte: the file is UTF-16 without a mark, or no text; save it as UTF-8 CSV"
        raise LedgerError(name, [_byte_problem(data, nul, message)])
    if not data.isascii():
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as error:
            message = f"byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
            raise LedgerError(name, [_byte_problem(data, error.start, message)]) from None
    return data.removeprefix(b"\xef\xbb\xbf")


def _byte_problem(data: bytes, offset: int, message: str) -> Problem:
    before = data[:offset].removeprefix(b"\xef\xbb\xbf")
    line_start = before.rfind(b"\n") + 1
    column = len(before[line_start:].decode("utf-8", "replace")) + 1
    return Problem(before.count(b"\n") + 1, column, "encoding", message)
