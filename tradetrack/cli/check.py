"""The command `check`."""

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tradetrack import __version__, workflow
from tradetrack.cli import console, options
from tradetrack.cli.exits import ACCESS, LEDGER
from tradetrack.cli.stage import stage
from tradetrack.cli.steps import quicken_pandas
from tradetrack.core.errors import AccessError, LedgerError
from tradetrack.render.escape import visible
from tradetrack.sources.ledger_file import read_named

if TYPE_CHECKING:
    from tradetrack.reports.check_result import CheckResult

SeverityName = Literal["error", "warning", "note"]
FormatName = Literal["lines", "json", "github", "sarif"]

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
    tradetrack check my.csv --format github
    """
    from tradetrack.reports.check import check_summary

    sources: list[str | None] = [*(files or ()), *([data] if data is not None else [])]
    ledgers, malformed, is_missing = _all_checked(sources or [None], select or (), ignore or ())
    console.put(_printed(ledgers, malformed, output_format))
    for ledger in ledgers:
        console.say(check_summary(ledger))
    if is_missing:
        raise typer.Exit(ACCESS)
    if malformed or any(ledger.has_severity(severity) for ledger in ledgers):
        raise typer.Exit(LEDGER)


def _printed(
    ledgers: "Sequence[CheckResult]", malformed: Sequence[LedgerError], output_format: FormatName
) -> Iterator[str]:
    """The findings in the format asked for, in pieces."""
    from tradetrack.render.lines import check_lines, github_lines
    from tradetrack.render.text import json_text
    from tradetrack.reports.check import check_document
    from tradetrack.reports.sarif import sarif_document

    if output_format == "lines":
        return check_lines(ledgers)
    if output_format == "github":
        console.mark_as_data()
        return github_lines(ledgers, malformed)
    if output_format == "sarif":
        document = sarif_document(ledgers, malformed, __version__)
    else:
        document = check_document(ledgers, malformed)
    return json_text(document, console.encoding_of(sys.__stdout__))


def _all_checked(
    sources: Sequence[str | None], select: Sequence[str], ignore: Sequence[str]
) -> "tuple[list[CheckResult], list[LedgerError], bool]":
    """The findings of each ledger, the ones that are malformed, and whether one could not be read.

    What is wrong with a file is printed to standard error as soon as it is known.
    """
    ledgers: list[CheckResult] = []
    malformed: list[LedgerError] = []
    is_missing = False
    for source in sources:
        try:
            ledgers.append(_checked(source, select, ignore))
        except LedgerError as error:
            malformed.append(error)
            console.write_error(*map(visible, error.lines()))
        except AccessError as error:
            is_missing = True
            console.say(str(error))
    return ledgers, malformed, is_missing


def _checked(source: str | None, select: Sequence[str], ignore: Sequence[str]) -> "CheckResult":
    """Read and check one ledger; keep the codes that are wanted."""
    with stage(f"checking {source or 'the ledger'}"):
        quicken_pandas()
        name, figures = read_named(source)
        return workflow.check(figures, name, select, ignore)
