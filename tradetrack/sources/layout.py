"""How a table of no known source is to be read: by its user's options, by a recipe, or as proposed.

What a value is of stands in the cells around it: in its row (`left`), above its column (`up`), or in a header
cell that holds for the columns to its right too (`up-left`).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tradetrack.core.errors import RequestError
from tradetrack.core.units import parse_unit

PERIODS, PARTNERS, FLOWS = COLUMNS_ARE = ("periods", "partners", "flows")
REPORTERS = "reporters"
NOTHING = "-"  # a row of the header that says nothing of the values
BOTH = "+"  # joins what one cell says together: `periods+flows`
_UNIT = re.compile(
    r"([A-Za-z$€£]{1,4}) ?"
    r"(thousand|1000|crore|lakh|(?:100?)? ?(?:mn|million)|(?:100)? ?(?:bn|billion)|tn|trillion)?"
)
_SCALES = {
    None: ("mn", -6), "thousand": ("mn", -3), "1000": ("mn", -3), "10mn": ("mn", 1), "100mn": ("mn", 2),
    "100bn": ("bn", 2), "crore": ("mn", 1), "lakh": ("mn", -1), "mn": ("mn", 0), "bn": ("bn", 0),
    "tn": ("tn", 0),
}  # fmt: skip
_WORDS = {"million": "mn", "billion": "bn", "trillion": "tn"}


class Layout(NamedTuple):
    """The columns of a table and what they hold.

    `header` is the row of their names, from 1; `above` says what stands in the last rows of the header, from
    the top: each of `periods`, `partners`, `flows` and `reporters`, or two of them joined by a plus where one
    cell says both. `filled` has the columns whose cells hold for the blank ones below them too; `sheets` says
    what the names of the sheets say. `year_start` is the month in which fiscal years start.
    """

    period: str | None = None
    value: tuple[str, ...] = ()
    unit: str | None = None
    partner: str | None = None
    partner_code: str | None = None  # of all rows
    reporter: str | None = None
    flow: str | None = None
    where: tuple[tuple[str, str], ...] = ()
    columns_are: str | None = None  # of `above`, joined by commas
    sheet: str | int | None = None  # its name, or its place from 1; from the end, -1 is the last
    header: int | None = None
    decimal: str = "."
    encoding: str | None = None
    source: str | None = None
    sum_over: str | None = None
    month: str | None = None  # the column of the months or quarters beside that of the years
    filled: tuple[str, ...] = ()
    sheets: str | None = None
    year_start: int | None = None
    fixed_period: str | None = None  # of all rows

    @property
    def above(self) -> tuple[str, ...]:
        """What the rows of the header say, from the top."""
        return tuple(part.strip() for part in self.columns_are.split(",")) if self.columns_are else ()

    def says(self, kind: str) -> bool:
        """Whether the header or the names of the sheets say this of a value."""
        return any(kind in row.split(BOTH) for row in (*self.above, self.sheets or ""))

    @property
    def has_flows(self) -> bool:
        """Whether the table says which flow each value is."""
        return self.flow is not None or self.says(FLOWS)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that say what the values of a row are of."""
        single = (self.period, self.month, self.partner, self.reporter, self.flow, self.sum_over)
        return (*(name for name in single if name), *(name for name, _ in self.where))

    @property
    def named(self) -> tuple[str, ...]:
        """The columns that are named."""
        return (*self.columns, *self.value)


def checked_columns_are(text: str) -> str:
    """A text of what stands above the values: `periods`, or `partners,flows`, `periods+flows`.

    Raises RequestError for other words.
    """
    rows = [[word.strip() for word in row.split(BOTH)] for row in text.split(",")]
    words = [word for row in rows for word in row if word != NOTHING]
    single = [word for word in words if word != PERIODS]  # years and their months can stand in two rows
    if not {*words} <= {*COLUMNS_ARE, REPORTERS} or len({*single}) < len(single) or not words:
        forms = "periods, partners or flows; 'partners,flows' in two rows, 'periods+flows' in one cell"
        raise RequestError(f"{text!r} is not what stands side by side; write {forms}", "columns_are")
    return ",".join(BOTH.join(row) for row in rows)


def unit_of(text: str | None) -> tuple[str, int]:
    """The unit of a ledger for values in `USD thousand` or `CNY 100 mn`, and the power of ten to it.

    Raises RequestError: a unit is never guessed.
    """
    if not text:
        raise RequestError("name the unit of the values, such as 'USD thousand' or 'USD mn'", "unit")
    match = _UNIT.fullmatch(text.strip())
    scale = match[2] and match[2].replace(" ", "") if match else None
    for word, short in _WORDS.items():
        scale = scale and scale.replace(word, short)
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
