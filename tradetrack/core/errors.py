"""The errors that tradetrack raises on purpose.

    TradetrackError
    ├── LedgerError    the bytes of a ledger are wrong; carries every problem found
    ├── RequestError   the question cannot be answered: unknown pair, impossible option value
    └── AccessError    something cannot be opened, read or written

What exit code each one means is known to the command line alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tradetrack.core.faults import known

# A parameter that a message names: the command line spells it as an option, Python as it stands.
PARAMETER = re.compile(
    r"\{(all|as_of|axes|base|by|columns|currency|data|encoding|flow|format|grid|growth|indexed|lang|memory|output|pair"
    r"|paths|period|reporter|scope|score|sheet|since|skip|summary|target|top|unit|value|whole|year_start)\}"
)


class TradetrackError(Exception):
    """Root of all errors that tradetrack raises on purpose; its text is fit for a person."""


class RequestError(TradetrackError):
    """A question that cannot be answered as it was put.

    `parameter` is the name of the argument at fault, as Python spells it, where one is; the command line puts
    its dashes before it. A {parameter} in the message is named alike. `more` has the same of further
    arguments that are at fault too. `details` are lines that help to answer: what was understood so far.
    """

    def __init__(
        self,
        message: str,
        parameter: str | None = None,
        more: Sequence[RequestError] = (),
        details: Sequence[str] = (),
    ) -> None:
        self.message = message
        self.parameter = parameter
        self.more = tuple(more)
        self.details = tuple(details)
        plain = PARAMETER.sub(r"\1", message)
        own = f"{parameter}: {plain}" if parameter else plain
        super().__init__("\n".join([own, *map(str, self.more)]))


class AccessError(TradetrackError):
    """Something cannot be opened, read or written."""


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One fault of a ledger: its place (1-based line and character) and the way out."""

    line: int
    column: int
    code: str
    message: str

    def __post_init__(self) -> None:
        known(self.code)


class LedgerError(TradetrackError):
    """The bytes of a ledger are wrong. `problems` has every fault, in file order."""

    def __init__(self, name: str, problems: list[Problem]) -> None:
        self.name = name
        self.problems = sorted(problems)
        super().__init__(name)

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def lines(self) -> Iterator[str]:
        """A line a fault: its place, its code, and the way out."""
        for p in self.problems:
            yield f"{self.name}:{p.line}:{p.column}: error[{p.code}]: {p.message}"
