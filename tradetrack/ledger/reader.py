"""A ledger (CSV) -> the frame of figures, or every fault of the file at once.

The frame has one row a figure in file order, with the columns of `tradetrack.core.schema`. The
quick way proves that the bytes are well formed and takes the columns whole; only where something is wrong
(or cannot be proved) is the file read again by the tokenizer that knows the place of every field.
"""

from __future__ import annotations

import os

import numpy as np
import pandas as pd

from tradetrack.core.errors import LedgerError, Problem
from tradetrack.ledger.csv_parser import Columns, Field, first_record, read_columns, tokenize
from tradetrack.ledger.frame import make_figures
from tradetrack.ledger.header import check_header, other_delimiter
from tradetrack.ledger.location import read_input


def read_ledger(source: str | os.PathLike[str] | None = None) -> pd.DataFrame:
    """Read a ledger: a path, `-` for standard input, or the name of a bundled ledger.

    Without `source`: `$TRADETRACK_DATA`, else the bundled `trade`. Returns the frame of figures, whose
    columns `tradetrack.core.schema` describes. Raises LedgerError with every fault of the file, AccessError
    when it cannot be read.
    """
    name, data = read_input(source)
    return parse_ledger(data, name)


def parse_ledger(data: bytes, name: str) -> pd.DataFrame:
    """The frame of figures of a ledger's bytes; `name` stands in errors. Raises LedgerError."""
    data = require_utf8(data, name)
    header = first_record(data)
    if header and not check_header([Field(text, 1, 1) for text in header]):
        columns = read_columns(data, header)
        if columns:
            figures, faults = make_figures(columns)
            if not faults:
                return figures
    return _parse_with_places(data.decode(), name)


def _parse_with_places(text: str, name: str) -> pd.DataFrame:
    """As `parse_ledger`, by the tokenizer that knows the place of every field."""
    records, problems = tokenize(require_commas(text, name))
    if not records:
        empty = Problem(1, 1, "no-header", "the ledger has no header; start it with period,value")
        raise LedgerError(name, problems or [empty])
    header, *rows = records
    header_problems = check_header(header)
    if header_problems:
        raise LedgerError(name, header_problems)
    width = len(header)
    problems += wrong_lengths(rows, width)
    rows = [row for row in rows if len(row) == width]
    texts = np.array([[field.text for field in row] for row in rows], dtype=object)
    by_column = texts.reshape(len(rows), width).T
    names = [field.text for field in header]
    lines = np.array([row[0].line for row in rows], dtype=np.int64)
    figures, faults = make_figures(Columns(dict(zip(names, by_column, strict=True)), lines))
    for fault in faults:
        row = rows[fault.row]
        place = row[names.index(fault.column)] if fault.column in names else row[0]
        problems.append(Problem(place.line, place.column, fault.code, fault.message))
    if problems:
        raise LedgerError(name, problems)
    return figures


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
    first = next((line for line in text.splitlines() if line.strip()), "")
    if separated := other_delimiter(first):
        line = text[: text.index(first)].count("\n") + 1
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
