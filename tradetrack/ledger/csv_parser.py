"""CSV text -> cells (RFC 4180), strictly: `read_columns` for speed, `tokenize` for places.

What is well formed is what `csv.reader(strict=True)` takes, with every row as long as the header and
lines of nothing but blanks skipped. `read_columns` proves by counting that a file is well formed and
lets pandas split it; wherever it cannot prove it, `ledger.tokenizer` reads the text a character class at a
time and knows the line and column of every field.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from tradetrack.core.schema import CODED_NAMES, OFTEN_CODED_NAMES
from tradetrack.ledger.tokenizer import Field, Record, fields_at, scan, tokenize

__all__ = ["Columns", "Field", "first_record", "places_in", "read_columns", "tokenize"]

Bytes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int64]
Cells = Mapping[str, npt.NDArray[np.object_] | pd.Categorical]


class Columns(NamedTuple):
    """The rows of a file, column by column: texts by column name, and the line each row starts on.

    A column of few distinct texts may be a categorical of them.
    """

    cells: Cells
    lines: Ints


_BLOCK = 1 << 19  # bytes
_NUMBER = re.compile(r"[+-]?[0-9.]*")


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
    if not len(lines):
        return Columns({name: np.empty(0, dtype=object) for name in header}, lines)
    coded = _coded_names(data, header)
    frame = _split(data, header, coded)
    if not all(_are_words(frame[name]) for name in coded):
        frame = _split(data, header, ())
    if len(frame) != len(lines):
        return None
    # not `pop`, which moves all the columns that are left
    return Columns({str(name): _cells(column) for name, column in frame.items()}, lines)


def places_in(data: bytes, lines: Ints) -> Callable[[int], list[Field]]:
    """What gives the fields of a row with their places; `lines` are those of the rows of `read_columns`."""
    after = np.append(0, np.flatnonzero(np.frombuffer(data, np.uint8) == ord("\n")) + 1)
    starts = np.append(after[lines - 1], len(data)).tolist()

    def fields(row: int) -> list[Field]:
        return fields_at(data[starts[row] : starts[row + 1]].decode(), 0, int(lines[row]))

    return fields


def _coded_names(data: bytes, header: list[str]) -> Sequence[str]:
    """The columns to read as codes; the first row tells whether all the cells of a column can be numbers."""
    rows = scan(data[: data.find(b"\n", 1 << 12) + 1 or None].decode())
    first = next((row.texts for row in rows if isinstance(row, Record) and row.texts != header), [])
    words = [name for name, cell in zip(header, first, strict=False) if not _NUMBER.fullmatch(cell)]
    return [*(name for name in CODED_NAMES if name in header), *(n for n in OFTEN_CODED_NAMES if n in words)]


def _split(data: bytes, header: list[str], coded: Sequence[str]) -> pd.DataFrame:
    """The cells as pandas splits them, those of the `coded` columns as categories."""
    return pd.read_csv(
        io.BytesIO(data),
        # Never `str`: with pyarrow beside, it would be backed by Arrow, for twice the time and the memory.
        dtype=dict.fromkeys(header, object) | dict.fromkeys(coded, "category"),
        names=header,
        header=0,
        index_col=False,
        na_filter=False,
        low_memory=True,  # in pieces: whole, the places of all cells take more memory than their texts
        encoding="utf-8",
    )


def _are_words(column: pd.Series[Any]) -> bool:
    """Whether the categories of a column are its texts: pandas makes numbers of them where it can."""
    if not isinstance(column.array, pd.Categorical):
        return True
    return pd.api.types.infer_dtype(column.array.categories) in ("string", "empty")


def _cells(column: pd.Series[Any]) -> npt.NDArray[np.object_] | pd.Categorical:
    return column.array if isinstance(column.array, pd.Categorical) else column.to_numpy(object)


def _row_lines(data: bytes, width: int) -> Ints | None:
    """The line of each row after the header, if all rows have `width` fields; else None."""
    if b"\r" in data and data.count(b"\r") != data.count(b"\r\n"):
        return None
    has_quotes = b'"' in data
    buffer = np.frombuffer(data, np.uint8)
    found, line = [], 1
    for start, end in _blocks(data, len(data) if has_quotes else _BLOCK):
        block = buffer[start:end]
        breaks = np.flatnonzero(block == ord("\n"))
        lines = _lines_of(block, breaks, width, has_quotes)
        if lines is None:
            return None
        found.append(lines + line)
        line += len(breaks)
    return np.concatenate(found)[1:] if found else None


def _blocks(data: bytes, size: int) -> Iterator[tuple[int, int]]:
    """Where blocks of whole lines, each of about `size` bytes, begin and end."""
    start = 0
    while start < len(data):
        end = data.find(b"\n", start + size) + 1 or len(data)
        yield start, end
        start = end


def _lines_of(buffer: Bytes, breaks: Ints, width: int, has_quotes: bool) -> Ints | None:
    """The line (from 0) of each row that is not blank, if all of them have `width` fields; else None."""
    ends, commas = breaks, buffer == ord(",")
    if has_quotes:
        quotes = np.flatnonzero(buffer == ord('"'))
        if not _quotes_pair_up(buffer, quotes):
            return None
        ends = breaks[np.searchsorted(quotes, breaks) % 2 == 0]
        commas &= np.logical_xor.accumulate(buffer == ord('"')) == 0
    if not len(breaks) or breaks[-1] != len(buffer) - 1:
        ends = np.append(ends, len(buffer))
    starts = np.concatenate(([0], ends[:-1] + 1))
    fields = np.add.reduceat(commas.view(np.uint8), starts, dtype=np.int32) + 1
    lengths = ends - starts
    filled = (lengths > 1) | ((lengths == 1) & (buffer[np.minimum(starts, len(buffer) - 1)] != ord("\r")))
    if not (fields[filled] == width).all():
        return None
    rows = np.flatnonzero(filled)
    lines: Ints = np.searchsorted(breaks, starts[rows]) if has_quotes else rows
    return lines


def _quotes_pair_up(buffer: Bytes, quotes: Ints) -> bool:
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
