"""The commands that change a row of a ledger or take it out: `edit` and `remove`."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING

import typer

from tradetrack.cli import console, options, row_options
from tradetrack.cli.writing import ledger_of_yours, read_lines, write
from tradetrack.core.errors import RequestError
from tradetrack.core.schema import GROWTH_PCT, KIND, LEDGER_NAMES, NOTE, PAIR, REPORTER, STATED_ON
from tradetrack.render.escape import visible

if TYPE_CHECKING:
    from tradetrack.ledger.change import Change
    from tradetrack.ledger.typed import Typed

_CONTEXT = (PAIR, REPORTER, KIND)  # cells of the row that tell how others are read


def edit(
    context: typer.Context,
    line: row_options.Line,
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
    expect: row_options.Expect = None,
    allow_duplicate: row_options.AllowDuplicate = False,
    dry_run: row_options.DryRun = False,
) -> None:
    """Change cells of one row of a ledger of yours, and say what that does; '' empties a cell.

    \b
    tradetrack edit 7 --data my.csv
    tradetrack edit 7 --data my.csv --value 'over 150' --dry-run
    tradetrack edit 7 --data my.csv --stated-on 'Feb 14, 2024' --note '' --expect 3f9a2c1b
    """
    from tradetrack.ledger.change import with_cells

    name, cells = ledger_of_yours(data), _given(context.params)
    if not cells:
        _show_row(name, line, expect)
        return

    def changed(old: bytes) -> "Change":
        return with_cells(old, name, line, partial(_typed, cells, old, name), expect, allow_duplicate)

    _write(name, changed, dry_run, "the row is changed")


def _given(parameters: Mapping[str, str | None]) -> dict[str, str]:
    """The cells that options name, by column; an empty text is one too."""
    texts = {column: parameters["growth" if column == GROWTH_PCT else column] for column in LEDGER_NAMES}
    cells = {column: text for column, text in texts.items() if text is not None}
    return cells | ({STATED_ON: options.dated(cells[STATED_ON])} if STATED_ON in cells else {})


def remove(
    line: row_options.Line,
    data: row_options.Ledger = None,
    expect: row_options.Expect = None,
    dry_run: row_options.DryRun = False,
) -> None:
    """Take one row out of a ledger of yours, and say what that does.

    \b
    tradetrack remove 7 --data my.csv --dry-run
    tradetrack remove 7 --data my.csv --expect 3f9a2c1b
    """
    from tradetrack.ledger.change import without_row

    name = ledger_of_yours(data)
    _write(name, lambda old: without_row(old, name, line, expect), dry_run, "the row is taken out")


def _write(name: str, changed: "Callable[[bytes], Change]", dry_run: bool, done: str) -> None:
    """Write the change of a row, or show it; nothing is written if the row is not the one seen first."""
    from tradetrack.ledger.rows_of_text import fingerprint_of
    from tradetrack.reports.row_change import change_difference, change_effects

    seen: list[str] = []

    def change(old: bytes) -> tuple[bytes, Iterable[str]]:
        result = changed(old)
        if seen and seen[0] != result.was:
            message = f"line {result.line} of {name} has just been changed by another program"
            raise RequestError(f"{message}; nothing was written")
        seen[:] = [result.was]
        if result.new == old:
            return old, [f"{name}:{result.line}: {result.was}", "it says so already: nothing to change"]
        again = f"--expect {fingerprint_of(result.was)} writes it only if the line is still this row"
        shown = [*read_lines(result.read), *change_difference(old, result.new, name)]
        lines = [*shown, *change_effects(result)]
        return result.new, [*lines, again] if dry_run else lines

    write(name, change, dry_run, done)


def _typed(cells: dict[str, str], old: bytes, name: str, own: dict[str, str]) -> "Typed":
    """The cells that were typed, in the notation of a ledger; the row's own tell how they are read."""
    from tradetrack.core.errors import LedgerError
    from tradetrack.ledger.fiscal import fiscal_start
    from tradetrack.ledger.reader import parse_ledger
    from tradetrack.ledger.typed import typed_cells

    def start(found: Mapping[str, str]) -> int:
        try:
            figures = parse_ledger(old, name)
        except LedgerError:
            figures = None
        return fiscal_start(figures, {column: own.get(column, "") for column in _CONTEXT} | {**found})

    kept = {column: own.get(column, "") for column in (NOTE, KIND) if column not in cells}
    return typed_cells({column: text for column, text in kept.items() if text} | cells, start)


def _show_row(name: str, line: int, expect: str | None) -> None:
    """Show the row, and the word by which a change can tell whether it is still the same."""
    from tradetrack.ledger.change import require_expected, row_at
    from tradetrack.ledger.location import read_input

    _, row = row_at(read_input(name)[1], name, line)
    require_expected(row, expect, name)
    typer.echo(visible(f"{name}:{line}: {row.text}"))
    console.say(f"name what to change, such as --value; --expect {row.fingerprint} makes sure it is this row")
