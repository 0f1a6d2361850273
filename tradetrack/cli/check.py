"""The command `check`."""

from __future__ import annotations

import difflib
import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tradetrack.cli import console, options
from tradetrack.core.errors import LedgerError, RequestError
from tradetrack.render.escape import visible

if TYPE_CHECKING:
    from tradetrack.reports.check import Checked

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
    from tradetrack.reports.check import check_document, check_summary, has_severity

    _check_codes([*(select or ()), *(ignore or ())])
    sources: list[str | None] = [*(files or ()), *([data] if data is not None else [])]
    ledgers, malformed = [], False
    for source in sources or [None]:
        try:
            ledgers.append(_checked(source, select, ignore))
        except LedgerError as error:
            malformed = True
            console.write_error("\n".join(visible(line) for line in str(error).split("\n")))
    if output_format == "json":
        sys.stdout.write(json_text(check_document(ledgers), console.encoding_of(sys.__stdout__)))
    else:
        sys.stdout.write(check_lines(ledgers))
    for ledger in ledgers:
        console.say(check_summary(ledger))
    if malformed or has_severity(ledgers, severity):
        raise typer.Exit(1)


def _checked(source: str | None, select: list[str] | None, ignore: list[str] | None) -> Checked:
    """Read and check one ledger; keep the codes that are wanted."""
    from tradetrack.checks.registry import check_ledger
    from tradetrack.ledger.location import read_input
    from tradetrack.ledger.reader import parse_ledger
    from tradetrack.reports.check import Checked

    name, data = read_input(source)
    found = check_ledger(parse_ledger(data, name))
    wanted = [f for f in found if (not select or f.code in select) and f.code not in (ignore or ())]
    return Checked(name, wanted)


def _check_codes(asked: list[str]) -> None:
    from tradetrack.checks.registry import CODES

    for code in asked:
        if code not in CODES:
            near = difflib.get_close_matches(code, CODES, n=3, cutoff=0.5)
            hint = f"did you mean {' or '.join(near)}?" if near else f"the codes are {', '.join(CODES)}"
            raise RequestError(f"unknown code {code!r}; {hint}")
