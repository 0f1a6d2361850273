"""How a table of no known source is to be read, as its user says."""

from __future__ import annotations

import re
from typing import NamedTuple

from tradetrack.core.errors import RequestError
from tradetrack.core.units import parse_unit

PERIODS, PARTNERS, FLOWS = COLUMNS_ARE = ("periods", "partners", "flows")
_UNIT = re.compile(r"([A-Za-z$€£]{1,4}) ?(thousand|100 ?mn|100 ?bn|mn|bn|tn)?")
_SCALES = {None: ("mn", -6), "thousand": ("mn", -3), "100mn": ("mn", 2), "100bn": ("bn", 2)}


class Layout(NamedTuple):
    """The columns of a table and what they hold; `header` is the row of their names, from 1."""

    period: str | None = None
    value: tuple[str, ...] = ()
    unit: str | None = None
    partner: str | None = None
    partner_code: str | None = None  # of all rows
    reporter: str | None = None
    flow: str | None = None
    where: tuple[tuple[str, str], ...] = ()
    columns_are: str | None = None
    sheet: str | None = None
    header: int | None = None
    decimal: str = "."
    encoding: str | None = None
    source: str | None = None
    sum_over: str | None = None

    @property
    def has_flows(self) -> bool:
        """Whether the table says which flow each value is."""
        return self.flow is not None or self.columns_are == FLOWS

    @property
    def named(self) -> tuple[str, ...]:
        """The columns that are named."""
        single = (self.period, self.partner, self.reporter, self.flow, self.sum_over)
        return (*(name for name in single if name), *self.value, *(name for name, _ in self.where))


def unit_of(text: str | None) -> tuple[str, int]:
    """The unit of a ledger for values in `USD thousand` or `CNY 100 mn`, and the power of ten to it.

    Raises RequestError: a unit is never guessed.
    """
    if not text:
        raise RequestError("name the unit of the values, such as 'USD thousand' or 'USD mn'", "unit")
    match = _UNIT.fullmatch(text.strip())
    scale = match[2] and match[2].replace(" ", "") if match else None
    try:
        if match and scale in _SCALES:
            ours, power = _SCALES[scale]
            return parse_unit(f"{match[1]} {ours}"), power
        return parse_unit(text.strip()), 0
    except ValueError:
        known = "USD, 'USD thousand', 'USD mn', 'CNY 100 mn' or 'USD bn'"
        raise RequestError(f"{text!r} is not a unit of values; write one such as {known}", "unit") from None


def condition(text: str) -> tuple[str, str]:
    """The column and the value of `COL=VALUE`. Raises RequestError."""
    column, sign, value = text.partition("=")
    if not sign or not column.strip():
        raise RequestError(f"{text!r} is not COL=VALUE, such as 'Goods=Total'", "where")
    return column.strip(), value.strip()
