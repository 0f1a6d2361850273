"""One row of a ledger changed or taken out; every other byte stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from tradetrack.core import schema
from tradetrack.core.errors import LedgerError, RequestError
from tradetrack.core.units import DEFAULT_UNIT
from tradetrack.ledger.append import lacking_columns, require_new, value_cells
from tradetrack.ledger.cells import is_utf8_text
from tradetrack.ledger.reader import parse_ledger, require_utf8
from tradetrack.ledger.rows_of_text import TextRow, header_and_row, with_texts
from tradetrack.ledger.stated_value import names_qualifier
from tradetrack.ledger.typed import Typed
from tradetrack.ledger.widen import with_columns

BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Change:
    """A ledger before and after one of its rows was changed or taken out.

    `before` is None where the old ledger had faults. `was` and `now` are the row as it stood and as it stands
    in the file; `now` is None for a row that was taken out. `columns` are those that every line got.
    """

    old: bytes
    new: bytes
    before: pd.DataFrame | None
    after: pd.DataFrame
    line: int
    was: str
    now: str | None
    read: tuple[tuple[str, str, str], ...] = ()
    columns: tuple[str, ...] = ()


def row_at(data: bytes, name: str, line: int) -> tuple[list[str], TextRow]:
    """The names of the columns and the row that starts on a line. Raises RequestError, LedgerError."""
    return header_and_row(require_utf8(data, name).decode(), line, name)


def require_expected(row: TextRow, expect: str | None, name: str) -> None:
    """That the row is what was expected: its text, or its fingerprint. Raises RequestError."""
    if expect is not None and expect.rstrip("\r\n") not in (row.text, row.fingerprint):
        message = f"line {row.line} of {name} is not what was expected, but {row.text} ({row.fingerprint})"
        raise RequestError(f"{message}; nothing was written", "expect")


def without_row(old: bytes, name: str, line: int, expect: str | None = None) -> Change:
    """The ledger without the row that starts on a line. Raises RequestError, LedgerError."""
    _, row = row_at(old, name, line)
    require_expected(row, expect, name)
    new = _replaced(old, row.start, row.after, "")
    return Change(old, new, _sound(old, name), parse_ledger(new, name), line, row.text, None)


def with_cells(
    old: bytes,
    name: str,
    line: int,
    typed: Callable[[dict[str, str]], Typed],
    expect: str | None = None,
    allow_duplicate: bool = False,
) -> Change:
    """The ledger with other cells in the row that starts on a line.

    `typed` gives the cells to change, from those that the row has, as a ledger has them but for the value,
    which is as it was stated. A column that the file lacks is added to every line. Raises RequestError for
    cells that no row may have, LedgerError for what is wrong with the file then.
    """
    header, row = row_at(old, name, line)
    require_expected(row, expect, name)
    was = row.text
    if len(row.texts) != len(header):
        parse_ledger(old, name)  # says that the row is too long or too short
    own = dict(zip(header, row.texts, strict=True))
    given = typed(own)
    cells = _in_columns(own, given.cells)
    lacking = lacking_columns(header, cells)
    wide = with_columns(old, lacking) if lacking else old
    if lacking:
        header, row = row_at(wide, name, line)
    places = {column: place for place, column in enumerate(header)}
    now = with_texts(row, {places[column]: text for column, text in cells.items() if column in places})
    new = _replaced(wide, row.start, row.end, now)
    after = parse_ledger(new, name)
    if not allow_duplicate and now != row.text:
        require_new(after, name, int((after[schema.LINE] == line).to_numpy().argmax()))
    return Change(old, new, _sound(old, name), after, line, was, now, given.read, tuple(lacking))


def _in_columns(own: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """The cells to write; a value is taken apart, and leaves unit and qualifier alone if it names none."""
    cells = {column: text for column, text in given.items() if column != schema.VALUE}
    for column, text in cells.items():
        if not is_utf8_text(text):
            raise RequestError(f"{text!r} is not text that UTF-8 can hold", column)
    value = given.get(schema.VALUE)
    if value == "":
        cells[schema.VALUE] = ""
    elif value:
        kind = {schema.KIND: given.get(schema.KIND, own.get(schema.KIND, ""))}
        named = {column: given[column] for column in (schema.UNIT, schema.QUALIFIER) if given.get(column)}
        own_unit = own.get(schema.UNIT) or DEFAULT_UNIT
        found = value_cells(value, kind | named, own_unit)
        if found[schema.UNIT] == own_unit and schema.UNIT not in given:
            del found[schema.UNIT]
        if not names_qualifier(value) and schema.QUALIFIER not in given:
            del found[schema.QUALIFIER]
        cells |= found
    return cells


def _replaced(data: bytes, start: int, end: int, text: str) -> bytes:
    """The bytes with the characters between two places (after the byte order mark) replaced."""
    mark = BOM if data.startswith(BOM) else b""
    whole = data.removeprefix(BOM).decode()
    return mark + (whole[:start] + text + whole[end:]).encode()


def _sound(data: bytes, name: str) -> pd.DataFrame | None:
    """The figures of a ledger; None where it has faults, which the change may mend."""
    try:
        return parse_ledger(data, name)
    except LedgerError:
        return None
