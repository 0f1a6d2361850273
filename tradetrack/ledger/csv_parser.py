"""CSV text -> cells (RFC 4180), strictly: `read_columns` for speed, `tokenize` for places.

What is well formed is what `csv.reader(strict=True)` takes, with every row as long as the header and
lines of nothing but blanks skipped. `read_columns` proves by counting that a file is well formed and
lets pandas split it; wherever it cannot prove it, `tokenize` reads the text a character class at a time
and knows the line and column of every field.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from tradetrack.core.errors import Problem

Cells = dict[str, npt.NDArray[np.object_]]


@dataclass(frozen=True)
class Field:
    """One field: its text, and the line and character (from 1) at which it starts."""

    text: str
    line: int
    column: int


@dataclass(frozen=True)
class Columns:
    """The rows of a file, column by column: texts by column name, and the line each row starts on."""

    cells: Cells
    lines: npt.NDArray[np.int64]


_QUOTED = re.compile(r'"([^"]*(?:""[^"]*)*)"')  # an alternative a character costs 140 bytes each
_PLAIN = re.compile(r"[^,\r\n]*")
_LINE_END = re.compile(r"\r\n|\r|\n")
_BLANK_LINE = re.compile(r"[ \t]*(?:\r\n|\r|\n|\Z)")


def first_record(data: bytes) -> list[str]:
    """The header names, or none where the first line that is not blank is not a well-formed record."""
    for line in io.BytesIO(data):
        if line.strip():
            try:
                return next(csv.reader([line.decode()], strict=True))
            except csv.Error:
                return []
    return []


def read_columns(data: bytes, header: list[str]) -> Columns | None:
    """The cells of well-formed CSV bytes (UTF-8, no BOM, no NUL); None where that is not proved.

    `header` must be the names of the first record, all different.
    """
    lines = _row_lines(data, len(header))
    if lines is None:
        return None
    frame = pd.read_csv(
        io.BytesIO(data),
        dtype=object,  # with pyarrow beside, `str` would be backed by Arrow: twice the time and the memory
        names=header,
        header=0,
        index_col=False,
        na_filter=False,
        low_memory=False,
        encoding="utf-8",
    )
    if len(frame) != len(lines):
        return None
    return Columns({name: frame.pop(name).to_numpy(object) for name in header}, lines)


def _row_lines(data: bytes, width: int) -> npt.NDArray[np.int64] | None:
    """The line of each row after the header, if all rows have `width` fields; else None."""
    if b"\r" in data and data.count(b"\r") != data.count(b"\r\n"):
        return None
    buffer = np.frombuffer(data, np.uint8)
    breaks = np.flatnonzero(buffer == ord("\n"))
    commas = np.flatnonzero(buffer == ord(","))
    quotes = np.flatnonzero(buffer == ord('"'))
    ends = breaks
    if len(quotes):
        if not _quotes_pair_up(buffer, quotes):
            return None
        ends = breaks[np.searchsorted(quotes, breaks) % 2 == 0]
        commas = commas[np.searchsorted(quotes, commas) % 2 == 0]
    if not data.endswith(b"\n"):
        ends = np.append(ends, len(data))
    starts = np.concatenate(([0], ends[:-1] + 1))
    fields = np.diff(np.searchsorted(commas, ends), prepend=0) + 1
    lengths = ends - starts
    filled = (lengths > 1) | ((lengths == 1) & (buffer[np.minimum(starts, len(data) - 1)] != 13))
    if not (fields[filled] == width).all():
        return None
    lines: npt.NDArray[np.int64] = np.searchsorted(breaks, starts[filled]) + 1
    return lines[1:]


def _quotes_pair_up(buffer: npt.NDArray[np.uint8], quotes: npt.NDArray[np.int64]) -> bool:
    """Whether every quote opens a field, closes one, or is doubled inside one."""
    if len(quotes) % 2:
        return False
    opening, closing = quotes[::2], quotes[1::2]
    outside = np.frombuffer(b",\r\n", np.uint8)
    after_quote = np.concatenate(([False], opening[1:] == closing[:-1] + 1))
    before_quote = np.append(after_quote[1:], False)
    opens = (opening == 0) | np.isin(buffer[np.maximum(opening - 1, 0)], outside) | after_quote
    last = closing == len(buffer) - 1
    following = buffer[np.minimum(closing + 1, len(buffer) - 1)]
    closes = last | np.isin(following, outside) | before_quote
    return bool(opens.all() and closes.all())


def tokenize(text: str) -> tuple[list[list[Field]], list[Problem]]:
    """The records of CSV text with the place of each field, and what is not well formed.

    A record with a bad quote is dropped and reading goes on with the line after the one on which the
    quote stands, so that one stray quote does not hide what follows.
    """
    records: list[list[Field]] = []
    problems: list[Problem] = []
    position, line = 0, 1
    while position < len(text):
        blank = _BLANK_LINE.match(text, position)
        if blank:
            position, line = blank.end(), line + 1
            continue
        record, position, line, problem = _record(text, position, line)
        if problem:
            problems.append(problem)
        else:
            records.append(record)
    return records, problems


def _record(text: str, position: int, line: int) -> tuple[list[Field], int, int, Problem | None]:
    """One record from `position`; where the next one starts, its line; a fault of the quotes."""
    fields: list[Field] = []
    line_start = position
    while True:
        column = position - line_start + 1
        if text.startswith('"', position):
            quoted = _QUOTED.match(text, position)
            end = quoted.end() if quoted else len(text)
            if not quoted or text[end : end + 1] not in ("", ",", "\r", "\n"):
                fault = (
                    "the quote opened here is followed by text after it closes; double a quote "
                    'inside a quoted field ("")'
                    if quoted
                    else "the quote opened here is never closed; close it, or double it inside quotes"
                )
                skip = _LINE_END.search(text, position)
                after = skip.end() if skip else len(text)
                return fields, after, line + 1, Problem(line, column, "bad-quote", fault)
            fields.append(Field(quoted[1].replace('""', '"'), line, column))
            breaks = list(_LINE_END.finditer(quoted[0]))
            if breaks:
                line += len(breaks)
                line_start = position + breaks[-1].end()
        else:
            plain = _PLAIN.match(text, position)
            end = plain.end() if plain else position
            fields.append(Field(text[position:end], line, column))
        if text.startswith(",", end):
            position = end + 1
            continue
        line_end = _LINE_END.match(text, end)
        return fields, line_end.end() if line_end else end, line + 1, None
