"""The cells of a row as people type them -> as a ledger has them, with what was read otherwise than written.

A ledger file is strict; what is typed for a new row or a changed one is understood wherever it can mean one
thing only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from tradetrack.core import schema
from tradetrack.core.codes import code_for, pair_for
from tradetrack.core.errors import RequestError
from tradetrack.core.typed import APRIL, is_deadline, is_fiscal_year, typed_date, typed_period
from tradetrack.core.units import meant_unit, parse_unit
from tradetrack.core.vocabulary import FLOWS, GOODS, KINDS, QUALIFIERS, TARGET
from tradetrack.ledger.cells import CellError, parse_pair, parse_reporter
from tradetrack.ledger.stated_value import qualifier_word
from tradetrack.ledger.typed_value import typed_growth, typed_value

_FLOW_WORDS = {"export": "exports", "import": "imports", "totals": "total"}


class Typed(NamedTuple):
    """Cells in the notation of a ledger (the value as it was stated), and what was read into them.

    `read` has column, text as typed, and what it was read as, of each cell that is not what was typed.
    """

    cells: dict[str, str]
    read: tuple[tuple[str, str, str], ...]


def typed_cells(cells: Mapping[str, str], fiscal_start: Callable[[Mapping[str, str]], int]) -> Typed:
    """The cells of a row that people typed, by column; an empty cell stays empty.

    `fiscal_start` gives the month in which the fiscal years of a row start. Raises RequestError that names
    each column at fault.
    """
    found, notes = dict(cells), [cells.get(schema.NOTE, "")]
    errors: list[RequestError] = []
    for column, text in sorted(cells.items(), key=lambda cell: cell[0] == schema.PERIOD):
        try:
            if column == schema.PERIOD and text:
                start = fiscal_start(found) if is_fiscal_year(text) else APRIL
                found[column] = typed_period(text, start)
            elif column == schema.VALUE and text:
                found[column], note = typed_value(text)
                notes.append(note)
            elif text and column in _RULES:
                found[column] = _RULES[column](text)
        except (CellError, ValueError) as error:
            errors.append(RequestError(str(error), column))
    if errors:
        first, *more = errors
        raise RequestError(first.message, first.parameter, more)
    if note := "; ".join(filter(None, notes)):
        found[schema.NOTE] = note
    if not cells.get(schema.KIND) and is_deadline(cells.get(schema.PERIOD, "")):
        found[schema.KIND] = TARGET
    read = ((column, text, found[column]) for column, text in cells.items() if column != schema.NOTE)
    return Typed(found, tuple(one for one in read if one[1] != one[2]))


def _or_meant(rule: Callable[[str], str], meant: Callable[[str], str | None]) -> Callable[[str], str]:
    """A rule that takes what it allows as it stands, and else what is meant by it."""

    def read(text: str) -> str:
        try:
            rule(text)
        except CellError:
            found = meant(text)
            if found is None:
                raise
            return found
        return text

    return read


def _unit(text: str) -> str:
    return meant_unit(text) or parse_unit(text)


def _word(words: tuple[str, ...], others: Mapping[str, str] | None = None) -> Callable[[str], str]:
    def rule(text: str) -> str:
        tidy = text.strip().lower()
        tidy = (others or {}).get(tidy, tidy)
        return tidy if tidy in words else text

    return rule


def _qualifier(text: str) -> str:
    tidy = text.strip().lower()
    return tidy if tidy in QUALIFIERS else qualifier_word(tidy) or text


def _scope(text: str) -> str:
    return "" if text.strip().lower() == GOODS else "-".join(text.strip().lower().split())


_RULES: dict[str, Callable[[str], str]] = {
    schema.PAIR: _or_meant(parse_pair, pair_for),
    schema.FLOW: _word(FLOWS, _FLOW_WORDS),
    schema.KIND: _word(KINDS),
    schema.UNIT: _unit,
    schema.QUALIFIER: _qualifier,
    schema.SCOPE: _scope,
    schema.GROWTH_PCT: typed_growth,
    schema.REPORTER: _or_meant(parse_reporter, code_for),
    schema.STATED_ON: typed_date,
}
