"""CSV text -> records (RFC 4180), strictly, with the place of every field.

A record is its texts and where it starts. Where a field stands is worked out again when somebody asks, so
that a long file takes little more memory than its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tradetrack.core.errors import Problem


class Field(NamedTuple):
    """One field: its text, and the line and character (from 1) at which it starts."""

    text: str
    line: int
    column: int


class Record(NamedTuple):
    """One record: its texts, the character (from 0) of the text at which it starts, and its line."""

    texts: list[str]
    start: int
    line: int


# Possessive throughout: what a repetition could give back costs 140 bytes each time it goes round.
_PLAIN_LINE = re.compile(r'([^"\r\n]*+)(?:\r\n|\r|\n|\Z)')
_QUOTED = re.compile(r'"[^"]*+(?:""[^"]*+)*+"')
_PLAIN = re.compile(r"[^,\r\n]*+")
_LINE_END = re.compile(r"\r\n|\r|\n")
_AFTER_TEXT = (
    'the quote opened here is followed by text after it closes; double a quote inside a quoted field ("")'
)
_NEVER_CLOSED = "the quote opened here is never closed; close it, or double it inside quotes"


def scan(text: str) -> Iterator[Record | Problem]:
    """The records of CSV text, and a problem in the place of each that is not well formed.

    Lines of nothing but blanks are skipped. A record with a bad quote is dropped and reading goes on with the
    line after the one on which the quote stands, so that one stray quote does not hide what follows.
    """
    position, line = 0, 1
    while position < len(text):
        start, at = position, line
        plain = _PLAIN_LINE.match(text, position)
        if plain:
            position, line = plain.end(), line + 1
            if plain[1].strip(" \t"):
                yield Record(plain[1].split(","), start, at)
            continue
        fields, position, line, problem = _fields(text, position, line)
        yield problem or Record([field.text for field in fields], start, at)


def tokenize(text: str) -> tuple[list[list[Field]], list[Problem]]:
    """The records of CSV text with the place of each field, and what is not well formed (`scan`)."""
    records: list[list[Field]] = []
    problems: list[Problem] = []
    for found in scan(text):
        if isinstance(found, Problem):
            problems.append(found)
        else:
            records.append(fields_at(text, found.start, found.line))
    return records, problems


def fields_at(text: str, start: int, line: int) -> list[Field]:
    """The fields of the well-formed record that starts at a character of the text, which is on `line`."""
    return _fields(text, start, line)[0]


def _fields(text: str, position: int, line: int) -> tuple[list[Field], int, int, Problem | None]:
    """One record from `position`; where the next one starts, its line; a fault of the quotes."""
    fields: list[Field] = []
    line_start = position
    while True:
        column = position - line_start + 1
        if text.startswith('"', position):
            quoted = _QUOTED.match(text, position)
            end = quoted.end() if quoted else len(text)
            if not quoted or text[end : end + 1] not in ("", ",", "\r", "\n"):
                skip = _LINE_END.search(text, position)
                problem = Problem(line, column, "bad-quote", _AFTER_TEXT if quoted else _NEVER_CLOSED)
                return fields, skip.end() if skip else len(text), line + 1, problem
            fields.append(Field(text[position + 1 : end - 1].replace('""', '"'), line, column))
            breaks = _breaks(text, position, end)
            if breaks:
                line += breaks
                line_start = 1 + max(text.rfind("\n", position, end), text.rfind("\r", position, end))
        else:
            plain = _PLAIN.match(text, position)
            end = plain.end() if plain else position
            fields.append(Field(text[position:end], line, column))
        if text.startswith(",", end):
            position = end + 1
            continue
        line_end = _LINE_END.match(text, end)
        return fields, line_end.end() if line_end else end, line + 1, None


def _breaks(text: str, start: int, end: int) -> int:
    """How many lines end between two characters of the text; a quoted field never ends within a line end."""
    count = text.count("\n", start, end)
    returns = text.count("\r", start, end)
    return count + returns - text.count("\r\n", start, end) if returns else count
