"""Which rows were refused, the first of them by their place: nothing that cannot be read goes unnamed."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from tradetrack.flows.expression import COMMA, FILE_NAME, GROUPED, LARGEST, NUMBER, ROW_NAME
from tradetrack.flows.files import Files
from tradetrack.flows.periods import period_of
from tradetrack.flows.shapes import Shape
from tradetrack.sources.reading import MISSING

SHOWN = 3


def in_text(files: Files, shape: Shape, decimal: str, wanted: Mapping[str, Sequence[str]]) -> list[str]:
    """The first refused rows of text files, with their lines: `flows.csv:20482: 'abc' is not a number`.

    `wanted` has by column the raw values that count.
    """
    return list(islice(_found(files, shape, decimal, wanted), SHOWN))


def _found(files: Files, shape: Shape, decimal: str, wanted: Mapping[str, Sequence[str]]) -> Iterator[str]:
    encoding = "utf-8-sig" if files.encoding == "utf-8" else files.encoding
    value, period = files.names.index(shape.value), files.names.index(shape.period)
    keys = [(files.names.index(column), set(values)) for column, values in wanted.items()]
    for path in files.paths:
        with open(path, encoding=encoding, newline="") as file:  # noqa: PTH123 - as csv wants it
            rows = csv.reader(file, delimiter=files.delimiter)
            end = 0
            for place, row in enumerate(rows):
                line, end = end + 1, rows.line_num
                if place < files.header_row:
                    continue
                if not row or any(row[key].strip() not in values for key, values in keys):
                    continue
                if not is_number(row[value], decimal):
                    yield f"{path}:{line}: {row[value].strip()!r} is not a number from 0 up"
                elif period_of(row[period]) is None:
                    yield f"{path}:{line}: {row[period].strip()!r} is not a year or a month"


def is_number(cell: str, decimal: str) -> bool:
    """Whether a cell is a value that counts, or a mark of none: as the engines judge it."""
    text = cell.strip()
    if text.lower() in MISSING:
        return True
    if decimal == ",":
        text = text.replace(".", "").replace(",", ".") if re.search(COMMA, text) else ""
    elif re.search(GROUPED, text):
        text = text.replace(",", "")
    return bool(re.search(NUMBER, text)) and 0 <= float(text) <= LARGEST


def worded(rows: Sequence[Mapping[str, Any]], shape: Shape) -> list[str]:
    """Refused rows of a table in words: their place, or else their keys, and what they have for a value."""
    found = []
    for row in rows:
        named = ", ".join(f"{column} {row[column]}" for column in shape.keys.values() if column in row)
        path, number = row.get(FILE_NAME), row.get(ROW_NAME)
        where = f"{path}: row {int(number) + 1:,}" if path and number is not None else named
        cell = f"{shape.value} is {row[shape.value]}"
        found.append(f"{where}: {cell}, {shape.period} is {row[shape.period]}")
    return found
