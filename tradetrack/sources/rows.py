"""The rows of a whole text file: its fields by column, whatever the delimiter and the encoding."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from tradetrack.core.errors import AccessError, LedgerError, Problem
from tradetrack.sources.head import HEAD_BYTES
from tradetrack.sources.reading import File

MAX_JSON_BYTES = 1 << 28  # 256 MiB, as much as the largest answer of a service; it takes ten times the memory
MAX_COLUMNS = 20_000  # a spreadsheet has 16,384
_LARGEST_EXPONENT = 300  # of a number, as of a float


def encoding_of(data: bytes) -> str:
    """The encoding of a text file: UTF-8 or UTF-16, with a mark or without, else Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        if not data.isascii():
            data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def decoded(file: File) -> str:
    """The text of a file, without a byte order mark."""
    return file.data.decode(encoding_of(file.data), "replace")


def json_of(file: File) -> Any:
    """What a JSON file says, its numbers as decimals.

    Raises LedgerError where it is damaged, AccessError where it would take too much memory or is nested too
    deeply.
    """
    if len(file.data) > MAX_JSON_BYTES:
        raise AccessError(
            f"{file.name}: more than the {MAX_JSON_BYTES >> 20} MiB of JSON that are read; download it as "
            "CSV, or in parts"
        )
    try:
        return json.loads(decoded(file), parse_float=_bounded, parse_int=_bounded_whole)
    except RecursionError:
        raise AccessError(
            f"{file.name}: its JSON is nested more deeply than that of any office; it is not read"
        ) from None
    except ValueError as error:
        problem = Problem(1, 1, "foreign-file", f"the JSON is damaged ({error}); download it anew")
        raise LedgerError(file.name, [problem]) from None


def _bounded(text: str) -> Decimal:
    """A number of JSON; one like 1e999999999 would take a gigabyte to write out. Raises ValueError."""
    value = Decimal(text) if len(text) <= _LARGEST_EXPONENT else None
    if value is None or abs(value.adjusted()) > _LARGEST_EXPONENT:
        raise ValueError(f"{text[:20]} is no figure of trade")
    return value


def _bounded_whole(text: str) -> int:
    return int(_bounded(text))


def require_columns(file: File) -> None:
    """That the first line of a text does not have more columns than any table. Raises AccessError."""
    end = file.data.find(b"\n", HEAD_BYTES)
    line = file.data[: end if end >= 0 else len(file.data)].partition(b"\n")[0]
    require_width(file, line.count(file.head.delimiter.encode()) + 1, 1)


def require_width(file: File, columns: int, line: int) -> None:
    """That a line does not have more columns than any table. Raises AccessError."""
    if columns > MAX_COLUMNS:
        raise AccessError(
            f"{file.name}: line {line} has {columns:,} columns, more than the {MAX_COLUMNS:,} of the widest "
            "table that is read; save the columns that you need"
        )


def rows_of(file: File) -> Iterator[list[str]]:
    """The rows that are not blank, the header first, each at least as wide as the header.

    Raises LedgerError for what is no table, and for a row with text beyond the header: a comma that was
    meant as a decimal or a thousands one would lose half of a number.
    """
    require_columns(file)
    # Decoded as it is read: a text of the whole file would take four times the bytes.
    text = io.TextIOWrapper(io.BytesIO(file.data), encoding_of(file.data), "replace", newline="")
    reader = csv.reader(text, delimiter=file.head.delimiter)
    width = 0
    try:
        for row in reader:
            if row and any(row):
                width = width or len(row)
                require_width(file, len(row), reader.line_num)
                if len(row) > width and any(row[width:]):
                    raise LedgerError(file.name, [_too_long(reader.line_num, len(row), width)])
                yield row + [""] * (width - len(row)) if len(row) < width else row
    except csv.Error as error:
        problem = Problem(
            reader.line_num, 1, "bad-quote", f"the file is damaged here ({error}); download it anew"
        )
        raise LedgerError(file.name, [problem]) from None


def _too_long(line: int, fields: int, width: int) -> Problem:
    message = f"the row has {fields} fields, the header {width}; quote a field that has a comma in it"
    return Problem(line, 1, "field-count", message)
