"""What a source makes of a file: its figures, what it leaves out and why, and what nobody told it yet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from tradetrack.core.errors import RequestError
from tradetrack.sources.head import Head
from tradetrack.sources.layout import Layout
from tradetrack.sources.partners import GROUP, economy


class Choice(NamedTuple):
    """What the user chose: which figures to take, and what a file does not say of itself.

    `pair` and `flow` also say what a single series without a name is of, `reporter` whose statistics a
    file without a reporter has; `scope` names the products of a file that has no total of all goods. `skip`
    has labels that are left out, `whole` says that a file which looks cut is not. `layout` reads any table.
    """

    pair: tuple[str, ...] = ()
    reporter: str | None = None
    flow: str | None = None
    since: int | None = None
    until: int | None = None
    scope: str | None = None
    skip: tuple[str, ...] = ()
    whole: bool = False
    layout: Layout | None = None


class File(NamedTuple):
    """A file to import: what errors call it, its bytes, its beginning, the day it is of (ISO) or nothing."""

    name: str
    data: bytes
    head: Head
    day: str = ""


class Figure(NamedTuple):
    """One figure of a source, with the texts that a ledger has; the reporter is the first of its pair."""

    reporter: str
    partner: str
    flow: str
    period: str
    value: str
    unit: str
    scope: str = ""
    note: str = ""


@dataclass
class Reading:
    """The figures of a file, and its cells that are no figure of the ledger.

    `left_out` counts them by the reason why, `unknown` by the text that was not understood: a file with one
    of those is not taken in. `taken` and `omitted` are the sums of both in the unit of the file, so that
    nothing is lost; `rows` is how many rows the file has, `lines` how many with
    its titles and header where that is known, `values` what each figure is in the file's unit. `skip` has
    the texts that are left out as asked.
    """

    figures: list[Figure] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)
    unknown: dict[str, int] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    taken: Decimal = Decimal(0)
    omitted: Decimal = Decimal(0)
    rows: int = 0
    lines: int = 0
    values: list[Decimal] = field(default_factory=list)
    skip: tuple[str, ...] = ()

    def leave_out(self, reason: str, value: Decimal | int | None = None, count: int = 1) -> None:
        """Count cells that are left out, and the sum of what they say."""
        self.left_out[reason] = self.left_out.get(reason, 0) + count
        self.omitted += value or 0

    def leave_out_all(self, reason: str, values: Iterable[Decimal], count: int | None = None) -> None:
        """Count many cells that are left out for one reason; none of them is no reason."""
        said = list(values)
        if said:
            self.leave_out(reason, sum(said, Decimal(0)), len(said) if count is None else count)

    def take(self, figure: Figure, value: Decimal) -> None:
        """Add a figure; `value` is its value in the unit of the file."""
        self.figures.append(figure)
        self.values.append(value)
        self.taken += value

    def take_all(self, figures: Iterable[Figure], values: Iterable[Decimal]) -> None:
        """Add many figures."""
        said = list(values)
        self.figures += figures
        self.values += said
        self.taken += sum(said, Decimal(0))

    def give_back(self, place: int, reason: str) -> None:
        """Leave out the figure at a place after all."""
        self.taken -= self.values[place]
        self.leave_out(reason, self.values[place])

    def not_understood(self, name: str, count: int = 1, value: Decimal | int | None = None) -> None:
        """Count cells whose name of an economy, number or period is not understood, or skipped as asked."""
        if name.strip() in self.skip:
            self.leave_out(f"of {name.strip()}, as asked", value, count)
        else:
            self.unknown[name] = self.unknown.get(name, 0) + count

    def value_of(self, text: str, count: int = 1) -> Decimal | None:
        """The number of `count` cells; where it is none, they are counted, and the result is None."""
        try:
            value = number(text)
        except ValueError:
            self.not_understood(text, count)
            return None
        if value is None:
            self.leave_out(NO_VALUE, None, count)
        return value

    def economy_of(
        self, name: str, choice: Choice, value: Decimal | int | None = None, cells: int = 1
    ) -> str | None:
        """The code of an economy; where a name is none, its cells are counted, and the result is None."""
        if name.strip() in choice.skip:
            self.leave_out(f"of {name.strip()}, as asked", value, cells)
            return None
        code = economy(name)
        if code is None:
            self.not_understood(name)
        elif code == GROUP:
            self.leave_out(REGIONS, value, cells)
        return code or None


NO_VALUE = "without a value"
TWICE = "that the file has twice"
REGIONS = "of regions and areas that are no single economy"
OWN_PARTNER = "with the reporter as its own partner"
_NUMBER = re.compile(
    r"[-+]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]*)?(?:[eE][-+]?[0-9]{1,2})?|-?\.[0-9]+"
)
is_plain_number = re.compile(r"[0-9]+(?:\.[0-9]+)?").fullmatch
_IN_BRACKETS = re.compile(r"\(([0-9.,]+)\)")
MISSING = frozenset(
    (
        *(
            "",
            ".",
            "..",
            "...",
            "…",
            ":",
            "-",
            "--",
            "---",
            "–",
            "—",
            "−",
            "*",
            "na",
            "n/a",
            "n.a.",
            "n.a",
            "nan",
        ),
        *("null", "none", "x", "(x)", "(d)", "(s)", "c", ":c", "n.s.", "nd", "n.d.", "<na>", "#n/a"),
    )
)


def number(text: str) -> Decimal | None:
    """The number of a cell with a decimal point, whose thousands may be grouped by commas or blanks.

    A number in brackets is negative.

    None for one of the usual marks of a missing value. Raises ValueError for any other text.
    """
    if is_plain_number(text):  # as most are
        return Decimal(text)
    tidy = text.replace("\u00a0", "").replace("\u202f", "").replace("\u2009", "").replace(" ", "")
    if tidy.casefold() in MISSING:
        return None
    if bracketed := _IN_BRACKETS.fullmatch(tidy):
        tidy = f"-{bracketed[1]}"
    tidy = tidy.replace("−", "-")
    if not _NUMBER.fullmatch(tidy):
        raise ValueError(text)
    return Decimal(tidy.replace(",", ""))


def in_unit(value: Decimal, power: int) -> str:
    """A value times ten to the `power`, as a ledger writes it: `36.52` for 36520 and -3."""
    text = f"{value.scaleb(power):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def require_reporter(choice: Choice, whose: str) -> str:
    """The reporter that the user names for a file that names none. Raises RequestError."""
    if not choice.reporter:
        raise RequestError(f"the file does not say {whose}; name the reporter, such as USA", "reporter")
    return choice.reporter


def require_scope(choice: Choice, products: Iterable[str], whole: str) -> str:
    """The scope that the user gives to a file without a total of all goods. Raises RequestError."""
    if not choice.scope:
        names = list(dict.fromkeys(products))
        shown = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
        count = "one product" if len(names) == 1 else f"{len(names)} products"
        raise RequestError(
            f"the file has {count} ({shown}) and no {whole}, so it is not all trade; name what it counts, "
            "such as chips",
            "scope",
        )
    return choice.scope
