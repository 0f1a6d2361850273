"""The commands that write a ledger: `init` and `add`."""

import os
import shlex
import sys
from dataclasses import replace
from pathlib import Path

import typer

from tradetrack.cli import console, row_options
from tradetrack.core.errors import LedgerError, Problem, RequestError
from tradetrack.core.faults import DUPLICATE
from tradetrack.core.numerals import listed
from tradetrack.core.periods import FORMS
from tradetrack.core.schema import LEDGER_NAMES, PAIR, UNIT
from tradetrack.core.units import DEFAULT_UNIT
from tradetrack.core.vocabulary import GOODS, TARGET
from tradetrack.ledger.location import DATA_VARIABLE, DEFAULT_LEDGER, STDIN, bundled_ledgers
from tradetrack.render.escape import visible
from tradetrack.sources.ledger_file import naming_other_files

_COPY = "tradetrack init FILE --from"


def init(file: row_options.NewFile, copy_of: row_options.CopyOf = None) -> None:
    """Start a ledger of your own: empty, or a copy of a bundled one.

    \b
    tradetrack init my.csv
    tradetrack init my.csv --from trade
    """
    from tradetrack.storage.atomic import create

    bundled = bundled_ledgers()
    if not file or file == STDIN:
        raise RequestError("name the new file, such as my.csv")
    if copy_of is None:
        text = (",".join(LEDGER_NAMES) + "\n").encode()
    elif copy_of in bundled:
        text = bundled[copy_of].read_bytes()
    else:
        raise RequestError(f"--from: no bundled ledger {copy_of!r}; there are {listed(bundled)}")
    with console.interruptible():
        create(file, text)
    what = f"a copy of {copy_of}" if copy_of else "an empty ledger"
    console.mark_done(f"{file} is written")
    typer.echo(visible(f"{file}: {what}; tradetrack add --data {shlex.quote(file)} adds a figure"))


def add(
    data: row_options.Ledger = None,
    pair: row_options.Pair = None,
    flow: row_options.Flow = None,
    kind: row_options.Kind = None,
    period: row_options.Period = None,
    value: row_options.Value = None,
    unit: row_options.Unit = None,
    qualifier: row_options.Qualifier = None,
    scope: row_options.Scope = None,
    growth: row_options.Growth = None,
    reporter: row_options.Reporter = None,
    stated_by: row_options.StatedBy = None,
    stated_on: row_options.StatedOn = None,
    source: row_options.Source = None,
    note: row_options.Note = None,
    allow_duplicate: row_options.AllowDuplicate = False,
    dry_run: row_options.DryRun = False,
) -> None:
    """Add one figure to a ledger of yours, and say what it does there.

    \b
    tradetrack add --data my.csv --pair CHN-RUS --period 2022 --value 190.27 --reporter CHN
    tradetrack add --data my.csv --pair CHN-RUS --period 2023 --value 'over $240 billion' --dry-run
    tradetrack add --data my.csv --pair CHN-RUS --kind target --period 2030 --value 300
    """
    name = ledger_of_yours(data)
    if not period and kind != TARGET:
        period = _asked("period", FORMS)
    if not value and (not growth or kind == TARGET):
        value = _asked("value", "146.87, over 140 or ~146.87bn")
    scope = None if scope == GOODS else scope
    stated = (pair, flow, kind, period, None, unit, qualifier, scope, growth)
    texts = (*stated, reporter, stated_by, stated_on, source, note)
    cells = {column: text for column, text in zip(LEDGER_NAMES, texts, strict=True) if text}
    _add(name, cells, value, allow_duplicate, dry_run)


def _add(name: str, cells: dict[str, str], value: str | None, allow_duplicate: bool, dry_run: bool) -> None:
    """Add the row, or show what adding it would change; then say what it does."""
    from tradetrack.ledger.append import only_pair, usual_unit, value_cells, with_row
    from tradetrack.ledger.location import read_input, require_size
    from tradetrack.ledger.reader import parse_ledger
    from tradetrack.reports.add import difference, effects
    from tradetrack.storage.atomic import rewrite

    if Path(name).is_file():
        require_size(name, Path(name).stat().st_size)
    value_cells(value, cells)  # what is wrong with them is said before the file is read
    messages: list[str] = []

    def change(old: bytes) -> bytes:
        with naming_other_files(old):
            return changed(old)

    def changed(old: bytes) -> bytes:
        figures = parse_ledger(old, name)
        own = {PAIR: only_pair(figures)} | cells
        usual = DEFAULT_UNIT if cells.get(UNIT) or not value else usual_unit(figures, own)
        addition = with_row(old, name, own | value_cells(value, cells, usual), allow_duplicate)
        shown = difference(addition, name) if dry_run else [f"{name}:{addition.line}: {addition.text}"]
        messages[:] = [*shown, *effects(addition)]  # all that can go wrong goes wrong before the writing
        return addition.new

    try:
        if dry_run:
            change(read_input(name)[1])
            console.say("a dry run: nothing was written")
        else:
            with console.interruptible():
                warnings = rewrite(name, change)
            console.mark_done(f"{name}: the row is written")
            console.say(*warnings)
    except LedgerError as error:
        raise LedgerError(error.name, [_with_way_out(problem) for problem in error.problems]) from error
    for line in messages:
        typer.echo(visible(line))


def _with_way_out(problem: Problem) -> Problem:
    """The problem; a duplicate has an option here that lets it pass."""
    if problem.code != DUPLICATE:
        return problem
    return replace(problem, message=f"{problem.message}; --allow-duplicate adds it all the same")


def ledger_of_yours(data: str | None) -> str:
    """The file to add to. Raises RequestError for what is no file of the user's."""
    name = data if data is not None else os.environ.get(DATA_VARIABLE) or DEFAULT_LEDGER
    if name in ("", STDIN):
        raise RequestError("--data: add writes to a file; name one")
    bundled = bundled_ledgers()
    path = Path(name)
    for own, ledger in bundled.items():
        if (path.exists() and path.samefile(ledger)) or (name == own and not path.is_file()):
            raise RequestError(
                f"{name}: the bundled ledger {own} is read-only; {_COPY} {own} makes a copy of your own, "
                "then add --data FILE"
            )
    return name


def _asked(what: str, forms: str) -> str:
    """Ask for a cell on a terminal. Raises RequestError where nobody can answer, or does not."""
    answer = ""
    if sys.stdin is not None and sys.stdin.isatty():
        console.say(f"{what} ({forms})?")
        answer = sys.stdin.readline().strip()
    if not answer:
        raise RequestError(f"the figure has no {what}; give it with --{what}, such as {forms}")
    return answer
