"""A long table of a text file, column by column: only those that are wanted, each distinct text kept once.

A download of a quarter of a million rows has a few hundred different codes and names, so that a rule is asked
about each of them once, and the rows are told apart as arrays of numbers. pandas splits the text; where it
could differ from the rules of `sources.rows`, the file is read by those.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from tradetrack.sources.reading import File, Reading, is_plain_number
from tradetrack.sources.rows import encoding_of, require_columns, rows_of

_BEYOND = 8  # columns beyond the header in which a row's text is looked for

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Objects = npt.NDArray[np.object_]
Names = Mapping[str, Sequence[str]]


class Column(NamedTuple):
    """The texts of a column, each once, and for each row the place of its text among them."""

    codes: Ints
    texts: list[str]

    def each(self, rule: Callable[[str], Any]) -> Objects:
        """What a rule makes of the text of each row."""
        made = np.empty(len(self.texts), dtype=object)
        made[:] = [rule(text) for text in self.texts]
        results: Objects = made[self.codes]
        return results

    def are(self, rule: Callable[[str], bool]) -> Mask:
        """The rows whose text a rule is true of."""
        found: Mask = np.array([rule(text) for text in self.texts], dtype=bool)[self.codes]
        return found

    def read_as(self, rule: Callable[[str], str]) -> Column:
        """The column of what a rule makes of each text."""
        made = column_of([rule(text) for text in self.texts])
        return Column(made.codes[self.codes], made.texts)

    def only(self, rows: Mask | Ints) -> Column:
        """Some of the rows; there can be texts that none of them has."""
        return self._replace(codes=self.codes[rows])

    def present(self) -> list[str]:
        """The different texts of the rows."""
        return [self.texts[code] for code in np.unique(self.codes).tolist()]


Table = Mapping[str, Column]


def column_of(texts: Objects | Sequence[str]) -> Column:
    """A column of the text of each row."""
    cells = texts if isinstance(texts, np.ndarray) else np.array([*texts, ""], dtype=object)[:-1]
    codes, distinct = pd.factorize(cells)
    return Column(codes.astype(np.int64, copy=False), list(distinct))


def columns_of(file: File, names: Names) -> Table:
    """The columns of a file under the first of their names that its header has; empty where it has none.

    Raises LedgerError as `rows_of` does.
    """
    return _quickly(file, names) or _by_rows(file, names)


def table_of(records: Iterable[Sequence[str]], names: Iterable[str]) -> Table:
    """The columns of records that have their texts in the order of the names."""
    rows = list(records)
    texts = zip(*rows, strict=True) if rows else [()] * len(list(names))
    return dict(zip(names, (column_of(list(column)) for column in texts), strict=True))


def groups_of(*codes: Ints) -> Ints:
    """A number for each row, the same for rows of the same codes; they count up from 0 as they appear."""
    numbers = np.zeros(len(codes[0]), dtype=np.int64)
    for each in codes:
        numbers = pd.factorize(numbers * (each.max(initial=0) + 1) + each)[0].astype(np.int64, copy=False)
    return numbers


def only(table: Table, rows: Mask | Ints) -> Table:
    """Some of the rows of a table."""
    return {name: column.only(rows) for name, column in table.items()}


def given(cells: Objects) -> Mask:
    """Which cells are not None."""
    found: Mask = pd.notna(cells)
    return found


def values_of(reading: Reading, column: Column) -> Objects:
    """The numbers of a column; what is none of them is counted in the reading, and None."""
    counts = np.bincount(column.codes, minlength=len(column.texts)).tolist()
    numbers = np.empty(len(column.texts), dtype=object)
    numbers[:] = [
        Decimal(text) if is_plain_number(text) else reading.value_of(text, count) if count else None
        for text, count in zip(column.texts, counts, strict=True)
    ]
    values: Objects = numbers[column.codes]
    return values


def _places(header: Sequence[str], names: Names) -> dict[str, int]:
    """Where each column stands; -1 where it does not."""
    return {
        field: next((header.index(name) for name in options if name in header), -1)
        for field, options in names.items()
    }


def _by_rows(file: File, names: Names) -> Table:
    """The columns, row by row."""
    rows = rows_of(file)
    header = [name.strip() for name in next(rows, [])]
    places = _places(header, names).values()
    return table_of(([row[place] if place >= 0 else "" for place in places] for row in rows), names)


class _WithHeader:
    """Bytes below a header in place of theirs; not a file, whose bytes pandas would decode first."""

    def __init__(self, header: bytes, data: bytes, start: int) -> None:
        self.header = header
        self.below = io.BytesIO(data)
        self.below.seek(start)

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.below)

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        first, self.header = self.header, b""
        return first or self.below.read(size)


def _quickly(file: File, names: Names) -> Table | None:
    """The columns as pandas splits them; None where that could differ from `_by_rows`."""
    data = file.data
    if b"\0" in data:  # UTF-16
        data = data.decode(encoding_of(data), "replace").encode()
    start, header = _header(data, file.head.delimiter)
    if not header or b"\0" in data:
        return None
    require_columns(file)
    places = _places(header, names)
    width = len(header)
    wanted = sorted({place for place in places.values() if place >= 0} | {*range(width, width + _BEYOND)})
    line = file.head.delimiter.join(map(str, range(width + _BEYOND))) + "\n"
    below: Any = _WithHeader(line.encode(), data, start)
    try:
        frame = pd.read_csv(
            below,
            sep=file.head.delimiter,
            usecols=[str(place) for place in wanted],
            # Never `str`: with pyarrow beside, Arrow would back it, for twice the time and the memory.
            dtype=object,
            index_col=False,
            na_filter=False,
        )
    except (pd.errors.ParserError, pd.errors.EmptyDataError, ValueError):
        return None
    if any((frame[str(place)].to_numpy() != "").any() for place in range(width, width + _BEYOND)):
        return None
    columns = {place: column_of(frame[str(place)].to_numpy()) for place in wanted if place < width}
    empty = Column(np.zeros(len(frame), dtype=np.int64), [""])
    table = {field: columns.get(place, empty) for field, place in places.items()}
    blank = np.logical_and.reduce([column.are(lambda text: not text) for column in table.values()])
    return only(table, ~blank) if blank.any() else table


def _header(data: bytes, delimiter: str) -> tuple[int, list[str]]:
    """Where the header ends, and its names; none where it is not one line."""
    start = 0
    while start < len(data):
        end = data.find(b"\n", start) + 1 or len(data)
        line = data[start:end].decode("utf-8-sig" if not start else "utf-8", "replace").strip("\r\n")
        start = end
        if line.strip(delimiter):
            if line.count('"') % 2 or "\r" in line:
                return start, []
            return start, [name.strip() for name in next(csv.reader([line], delimiter=delimiter))]
    return start, []
