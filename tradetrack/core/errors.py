"""The errors that tradetrack raises on purpose.

    TradetrackError
    ├── LedgerError    the bytes of a ledger are wrong; carries every problem found
    ├── RequestError   the question cannot be answered: unknown pair, impossible option value
    └── AccessError    something cannot be opened, read or written

What exit code each one means is known to the command line alone.
"""

from __future__ import annotations

from dataclasses import dataclass


class TradetrackError(Exception):
    """Root of all errors that tradetrack raises on purpose; its text is fit for a person."""


class RequestError(TradetrackError):
    """A question that cannot be answered as it was put.

    `parameter` is the name of the argument at fault, as Python spells it, where one is; the command line
    puts its dashes before it.
    """

    def __init__(self, message: str, parameter: str | None = None) -> None:
        self.message = message
        self.parameter = parameter
        super().__init__(f"{parameter}: {message}" if parameter else message)


class AccessError(TradetrackError):
    """Something cannot be opened, read or written."""


@dataclass(frozen=True, order=True)
class Problem:
    """One fault of a ledger: its place (1-based line and character) and the way out."""

    line: int
    column: int
    code: str
    message: str


class LedgerError(TradetrackError):
    """The bytes of a ledger are wrong. `problems` has every fault, in file order."""

    def __init__(self, name: str, problems: list[Problem]) -> None:
        self.name = name
        self.problems = sorted(problems)
        super().__init__(
            "\n".join(f"{name}:{p.line}:{p.column}: error[{p.code}]: {p.message}" for p in self.problems)
        )
