"""The command `import`."""

import os
import shlex
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from tradetrack.cli import console, options, row_options
from tradetrack.cli.edit import ledger_of_yours
from tradetrack.core.errors import RequestError
from tradetrack.ledger.location import DATA_VARIABLE
from tradetrack.render.escape import visible
from tradetrack.sources.ledger_file import naming_other_files
from tradetrack.sources.reading import Choice

if TYPE_CHECKING:
    from tradetrack.sources.importing import Intake

Files = Annotated[list[str], typer.Argument(metavar="FILE", help="Downloads of statistical offices.")]
Ledger = Annotated[
    str | None,
    typer.Option(
        "--data",
        metavar="PATH",
        help="The ledger to add to: a file of yours.",
        show_default="$TRADETRACK_DATA",
    ),
]
Output = Annotated[
    str | None, typer.Option("--output", "-o", metavar="NEW", help="Make a new ledger of the figures.")
]
Pairs = Annotated[
    list[str] | None,
    typer.Option("--pair", metavar="A-B", help="Only this pair; or what a series without a name is of."),
]
Reporter = Annotated[
    str | None,
    typer.Option("--reporter", metavar="CODE", help="Only this reporter; or whose statistics the file has."),
]
Flow = Annotated[
    str | None,
    typer.Option("--flow", metavar="FLOW", help="Only exports or imports.", show_default="both"),
]
Scope = Annotated[
    str | None,
    typer.Option("--scope", metavar="SCOPE", help="What a file of single products counts, such as chips."),
]
Skip = Annotated[
    list[str] | None,
    typer.Option("--skip", metavar="LABEL", help="Leave out the rows of this label; repeatable."),
]
Whole = Annotated[bool, typer.Option("--whole", help="The file is whole, although it looks cut.")]

_QUESTIONS = {
    "reporter": "whose statistics are these, such as USA",
    "pair": "which pair is it of, such as USA-CHN",
    "flow": "exports or imports",
    "scope": "what does it count, such as chips",
}


def import_files(
    files: Files,
    data: Ledger = None,
    output: Output = None,
    pair: Pairs = None,
    reporter: Reporter = None,
    flow: Flow = None,
    scope: Scope = None,
    since: options.Since = None,
    until: options.Until = None,
    skip: Skip = None,
    whole: Whole = False,
    dry_run: row_options.DryRun = False,
) -> None:
    """Take the figures of statistical offices' files into a ledger: all of them or none.

    \b
    tradetrack import comtrade.csv -o my.csv
    tradetrack import comtrade.csv --data my.csv --pair CHN-RUS --since 2015 --dry-run
    tradetrack import trademap.txt -o usa.csv --reporter USA
    """
    _require_ledger(files[0], data, output)
    _require_flow(flow)
    choice = Choice(tuple(pair or ()), reporter, flow, since, until, scope, tuple(skip or ()), whole)
    intakes = [_taken_in(file, choice) for file in files]
    name = output if output is not None else ledger_of_yours(data)
    for line in _written(intakes, name, output is not None, dry_run):
        typer.echo(visible(line))


def _written(intakes: "list[Intake]", name: str, is_new: bool, dry_run: bool) -> list[str]:
    """Write what is new in the intakes to the ledger, all or nothing; gives what there is to tell."""
    from tradetrack.ledger.batch import NEW_LEDGER
    from tradetrack.ledger.location import read_input
    from tradetrack.reports.imported import intake_lines, merged_lines
    from tradetrack.sources.importing import merged
    from tradetrack.storage.atomic import create, rewrite

    messages: list[str] = []

    def change(old: bytes) -> bytes:
        messages.clear()
        with naming_other_files(old):
            for intake in intakes:
                result = merged(old, name, intake)
                messages.extend([*intake_lines(intake), *merged_lines(name, result)])
                old = result.data
        return old

    if dry_run:
        change(NEW_LEDGER if is_new else read_input(name)[1])
        console.say("a dry run: nothing was written")
    elif is_new:
        create(name, change(NEW_LEDGER))
    else:
        for warning in rewrite(name, change):
            console.say(warning)
    return messages


def _require_ledger(file: str, data: str | None, output: str | None) -> None:
    if output is not None and data is not None:
        raise RequestError("give either --data or --output")
    if output is None and data is None and not os.environ.get(DATA_VARIABLE):
        made = f"tradetrack import {shlex.quote(file)} -o NEW.csv"
        raise RequestError(f"name the ledger: {made} makes one, --data LEDGER adds to one of yours")


def _require_flow(flow: str | None) -> None:
    if flow not in (None, "exports", "imports", "total"):
        raise RequestError(f"{flow!r} is not a flow; write exports or imports", "flow")


def _taken_in(file: str, choice: Choice) -> "Intake":
    """What a file gives; on a terminal the user is asked for what it does not say."""
    from tradetrack.sources.importing import take_in

    while True:
        try:
            return take_in(file, choice)
        except RequestError as error:
            what = error.parameter or ""
            if what not in _QUESTIONS or getattr(choice, what) or sys.stdin is None or not sys.stdin.isatty():
                raise
            console.say(f"{options.with_options(error.message)}\n{_QUESTIONS[what]}?")
            answer = sys.stdin.readline().strip()
            if not answer:
                raise
            choice = Choice(**{**choice._asdict(), what: (answer,) if what == "pair" else answer})
