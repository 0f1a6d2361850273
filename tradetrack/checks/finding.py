"""What a check finds: a code, how serious it is, the lines it concerns and what to do about it.

A finding is accepted in the ledger itself, by a note of one of its lines that says `accept: CODE reason`,
at the start of a line of the note or after a semicolon; without a reason nothing is accepted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

import pandas as pd

from tradetrack.core import schema
from tradetrack.core.numerals import exact, signed, with_thousands
from tradetrack.core.rows import HeadlineRow
from tradetrack.core.units import scale_of
from tradetrack.core.vocabulary import EXPORTS_PLUS_IMPORTS, REPORTED, SUM_OF_MONTHS, SUM_OF_QUARTERS

ERROR = "error"
WARNING = "warning"
NOTE = "note"
SEVERITIES = (ERROR, WARNING, NOTE)  # the most serious first
SHOWN_LINES = 6  # that a message names; the finding has all of them

_PART_WORDS = {SUM_OF_MONTHS: "months", SUM_OF_QUARTERS: "quarters"}
_ACCEPT = re.compile(r"(?:^|;)[ \t]*accept:[ \t]*([^\s;]*)[ \t]*([^;\r\n]*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a careful reader would ask about; `lines` starts with the line to look at first."""

    code: str
    severity: str
    lines: tuple[int, ...]
    message: str


@dataclass(frozen=True)
class Acceptance:
    """One `accept:` of a note, as it is written."""

    line: int
    code: str
    reason: str


def acceptances(figures: pd.DataFrame) -> list[Acceptance]:
    """Every `accept:` in the notes of the figures, in file order."""
    notes = figures[schema.NOTE]
    noted = figures[notes.str.contains("accept:", regex=False).to_numpy(bool)]
    pairs = zip(noted[schema.LINE].tolist(), noted[schema.NOTE].tolist(), strict=True)
    found = [
        Acceptance(line, match[1], match[2].strip())
        for line, note in pairs
        for match in _ACCEPT.finditer(note)
    ]
    return sorted(found, key=lambda acceptance: acceptance.line)


def accepted_lines(figures: pd.DataFrame) -> dict[str, set[int]]:
    """By code the lines whose notes accept it."""
    lines: dict[str, set[int]] = {}
    for accepted in acceptances(figures):
        if accepted.reason:
            lines.setdefault(accepted.code, set()).add(accepted.line)
    return lines


class Quotable(Protocol):
    """What a row needs to be quoted."""

    @property
    def qualifier(self) -> str:
        """`exact`, `about`, `over` or `under`."""
        ...

    @property
    def value_text(self) -> str:
        """The value as it is written."""
        ...

    @property
    def unit(self) -> str:
        """The unit as it is written."""
        ...

    @property
    def line(self) -> int:
        """The line of the ledger."""
        ...


def quoted(row: Quotable) -> str:
    """A figure as its row writes it, with its place: `≈ 42.6 USD bn (line 7)`."""
    return f"{signed(row.qualifier, with_thousands(row.value_text))} {row.unit} (line {row.line})"


def named(row: HeadlineRow) -> str:
    """A headline figure with its place, or what it is made of: `146.9 USD bn (sum of 12 months by CHN)`."""
    if row.basis == REPORTED:
        return quoted(row)
    by = f" by {row.reporter}" if row.reporter else ""
    value = exact(row.amount, scale_of(row.unit), row.rounding_unit)
    return f"{signed(row.qualifier, with_thousands(value))} {row.unit} ({sum_of(row.basis, row.parts)}{by})"


def sum_of(basis: str, parts: int) -> str:
    """`sum of 12 months`, `exports plus imports`: what a derived figure is."""
    if basis == EXPORTS_PLUS_IMPORTS:
        return basis
    return f"sum of {parts} {_PART_WORDS.get(basis, 'parts')}"


def line_list(lines: Iterable[int]) -> str:
    """`line 7`, `lines 7, 9 and 12`; of many the first ones."""
    texts = [str(line) for line in lines]
    if len(texts) == 1:
        return f"line {texts[0]}"
    if len(texts) > SHOWN_LINES:
        return f"lines {', '.join(texts[:SHOWN_LINES])} and {len(texts) - SHOWN_LINES} more"
    return f"lines {', '.join(texts[:-1])} and {texts[-1]}"
