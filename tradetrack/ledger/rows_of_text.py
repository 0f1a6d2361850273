"""Where the rows of a ledger stand in its text, to the character: to change one and keep every other byte."""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple

from tradetrack.core.errors import LedgerError, Problem, RequestError
from tradetrack.ledger.tokenizer import Record, scan

_FIELD = re.compile(r'"[^"]*+(?:""[^"]*+)*+"|[^,\r\n]*+')
_LINE_END = re.compile(r"\r\n|\r|\n")
_FINGERPRINT = 8  # characters; a change goes unseen once in four billion


class TextRow(NamedTuple):
    """One row of a ledger: its fields as they stand in the text, each with its quotes, and where it stands.

    `start` and `end` are characters of the text, without the line end; `after` is where the next line starts.
    """

    fields: tuple[str, ...]
    texts: tuple[str, ...]
    line: int
    start: int
    end: int
    after: int

    @property
    def text(self) -> str:
        """The row as it stands in the file, without its line end."""
        return ",".join(self.fields)

    @property
    def fingerprint(self) -> str:
        """A short word that changes with the row."""
        return fingerprint_of(self.text)


def fingerprint_of(text: str) -> str:
    """A short word that changes with the text of a row."""
    return hashlib.sha256(text.encode()).hexdigest()[:_FINGERPRINT]


def header_and_row(text: str, line: int, name: str) -> tuple[list[str], TextRow]:
    """The names of the columns, and the row that starts on a line of a ledger's text (without its BOM).

    Raises RequestError where no row starts there, LedgerError where the quotes of the file are broken.
    """
    header: Record | None = None
    before: Record | None = None
    for record in scan(text):
        if isinstance(record, Problem):
            raise LedgerError(name, [found for found in scan(text) if isinstance(found, Problem)])
        if record.line > line:
            break
        header, before = header or record, record
        if record.line == line and record is not header:
            return header.texts, _row(text, record)
    raise RequestError(_no_row(text, line, header, before, name))


def _no_row(text: str, line: int, header: Record | None, before: Record | None, name: str) -> str:
    """Why no row starts on a line: it is beyond the end, blank, the header, or inside the row `before` it."""
    count = len(_LINE_END.findall(text)) + (not text.endswith(("\n", "\r")))
    if not 1 <= line <= count:
        return f"{name} has no line {line}; its last one is {count}"
    if before:
        row = _row(text, before)
        if line <= row.line + len(_LINE_END.findall(text, row.start, row.end)):
            if before is header:
                return f"line {line} of {name} is the header; name the line of a figure"
            return f"line {line} of {name} is part of the row that starts on line {row.line}; name that line"
    return f"line {line} of {name} is blank; name the line of a figure"


def _row(text: str, record: Record) -> TextRow:
    fields, position = [], record.start
    while True:
        start = position
        position = _end_of_field(text, start)
        fields.append(text[start:position])
        if not text.startswith(",", position):
            break
        position += 1
    line_end = _LINE_END.match(text, position)
    after = line_end.end() if line_end else position
    return TextRow(tuple(fields), tuple(record.texts), record.line, record.start, position, after)


def _end_of_field(text: str, position: int) -> int:
    field = _FIELD.match(text, position)
    return field.end() if field else position


def with_texts(row: TextRow, texts: dict[int, str]) -> str:
    """The row with other texts in some of its fields, by place; the other fields stay as they are."""
    fields = list(row.fields)
    for place, text in texts.items():
        if text != row.texts[place]:
            fields[place] = _field(text, fields[place].startswith('"'))
    return ",".join(fields)


def _field(text: str, is_quoted: bool) -> str:
    if is_quoted or any(sign in text for sign in ',"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text
