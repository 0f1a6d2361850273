"""The command `check`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tradetrack import workflow
from tradetrack.cli import console, options
from tradetrack.core.errors import LedgerError
from tradetrack.render.escape import visible

if TYPE_CHECKING:
    from tradetrack.reports.check_result import CheckResult

SeverityName = Literal["error", "warning", "note"]
FormatName = Literal["lines", "json"]

Files = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[FILE...]", help="Ledgers: files or bundled names.", show_default="the ledger of --data"
    ),
]
Selected = Annotated[
    list[str] | None, typer.Option("--select", metavar="CODE", help="Only this code; repeatable.")
]
Ignored = Annotated[
    list[str] | None, typer.Option("--ignore", metavar="CODE", help="Not this code; repeatable.")
]
Severity = Annotated[
    SeverityName, typer.Option("--severity", help="Exit 1 from this severity on; all are listed.")
]
Format = Annotated[FormatName, typer.Option("--format", help="How to print it.")]


def check(
    files: Files = None,
    data: options.Data = None,
    select: Selected = None,
    ignore: Ignored = None,
    severity: Severity = "warning",
    output_format: Format = "lines",
) -> None:
    """Check ledgers: first their form, then what a careful colleague would ask about.

    A note with `accept: CODE reason` accepts the findings of that code on its line.

    \b
    tradetrack check my.csv
    tradetrack check --data china-russia --ignore growth
    tradetrack check my.csv --format json --severity error
    """
    from tradetrack.render.lines import check_lines
    from tradetrack.render.text import json_text
    from tradetrack.reports.check import check_document, check_summary

    sources: list[str | None] = [*(files or ()), *([data] if data is not None else [])]
    ledgers, malformed = [], False
    for source in sources or [None]:
        try:
            ledgers.append(_checked(source, select or (), ignore or ()))
        except LedgerError as error:
            malformed = True
            console.write_error("\n".join(visible(line) for line in str(error).split("\n")))
    if output_format == "json":
        sys.stdout.write(json_text(check_document(ledgers), console.encoding_of(sys.__stdout__)))
    else:
        sys.stdout.write(check_lines(ledgers))
    for ledger in ledgers:
        console.say(check_summary(ledger))
    if malformed or any(ledger.has_severity(severity) for ledger in ledgers):
        raise typer.Exit(1)


def _checked(source: str | None, select: Sequence[str], ignore: Sequence[str]) -> CheckResult:
    """Read and check one ledger; keep the codes that are wanted."""
    from tradetrack.ledger.location import read_input
    from tradetrack.ledger.reader import parse_ledger

    name, data = read_input(source)
    return workflow.check(parse_ledger(data, name), name, select, ignore)
