"""The rows of a whole text file: its fields by column, whatever the delimiter and the encoding."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from tradetrack.core.errors import LedgerError, Problem
from tradetrack.sources.reading import File


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


def rows_of(file: File) -> Iterator[list[str]]:
    """The rows that are not blank, the header first, each at least as wide as the header.

    Raises LedgerError for what is no table, and for a row with text beyond the header: a comma that was
    meant as a decimal or a thousands one would lose half of a number.
    """
    # Decoded as it is read: a text of the whole file would take four times the bytes.
    text = io.TextIOWrapper(io.BytesIO(file.data), encoding_of(file.data), "replace", newline="")
    reader = csv.reader(text, delimiter=file.head.delimiter)
    width = 0
    try:
        for row in reader:
            if row and any(row):
                width = width or len(row)
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
