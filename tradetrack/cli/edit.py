"""The commands that start a ledger and add to it: `init` and `add`."""

import shlex
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import typer

from tradetrack.cli import console, options, row_options
from tradetrack.cli.writing import ledger_of_yours, read_lines, write
from tradetrack.core.errors import RequestError
from tradetrack.core.numerals import listed
from tradetrack.core.periods import FORMS
from tradetrack.core.schema import GROWTH_PCT, KIND, LEDGER_NAMES, PAIR, PERIOD, UNIT, VALUE
from tradetrack.core.units import DEFAULT_UNIT
from tradetrack.core.vocabulary import TARGET
from tradetrack.ledger.location import STDIN, bundled_ledgers
from tradetrack.render.escape import visible

if TYPE_CHECKING:
    from pandas import DataFrame

    from tradetrack.ledger.typed import Typed


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
        warnings = create(file, text)
    what = f"a copy of {copy_of}" if copy_of else "an empty ledger"
    console.mark_done(f"{file} is written")
    console.say(*warnings)
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
    rows: row_options.Rows = None,
    allow_duplicate: row_options.AllowDuplicate = False,
    dry_run: row_options.DryRun = False,
) -> None:
    """Add one figure, or all rows of a CSV, to a ledger of yours, and say what they do there.

    \b
    tradetrack add --data my.csv --pair CHN-RUS --period 2022 --value 190.27 --reporter CHN
    tradetrack add --data my.csv --pair India-UAE --period 2023-24 --value 'nearly $84bn' --dry-run
    tradetrack add --data my.csv --pair CHN-RUS --period 'by 2030' --value 300
    tradetrack add --data my.csv --from rows.csv --reporter CHN
    """
    name = ledger_of_yours(data)
    stated = (pair, flow, kind, period, value, unit, qualifier, scope, growth)
    day = stated_on and options.dated(stated_on)
    given = (*stated, reporter, stated_by, day, source, note)
    cells = {column: text for column, text in zip(LEDGER_NAMES, given, strict=True) if text}
    if rows is not None:
        _add_rows(name, rows, cells, allow_duplicate, dry_run)
    else:
        _add(name, _completed(cells), allow_duplicate, dry_run)


def _completed(cells: dict[str, str]) -> dict[str, str]:
    """The cells, with period and value asked for on a terminal where they are missing."""
    is_target = cells.get(KIND, "").lower() == TARGET
    if PERIOD not in cells and not is_target:
        cells[PERIOD] = _asked("period", FORMS)
    if VALUE not in cells and (GROWTH_PCT not in cells or is_target):
        cells[VALUE] = _asked("value", "146.87, over 140 or ~146.87bn")
    return cells


def _add(name: str, cells: dict[str, str], allow_duplicate: bool, dry_run: bool) -> None:
    """Add the row, or show what adding it would change; then say what it does."""
    from tradetrack.ledger.append import only_pair, usual_unit, value_cells, with_row
    from tradetrack.ledger.reader import parse_ledger
    from tradetrack.reports.add import difference, effects

    value_cells(*_value_and_others(_typed(cells, None)))  # what is wrong is said before the file is read

    def change(old: bytes) -> tuple[bytes, Iterable[str]]:
        figures = parse_ledger(old, name)
        typed = _typed(cells, figures)
        value, others = _value_and_others(typed)
        own = {PAIR: only_pair(figures)} | others
        usual = DEFAULT_UNIT if own.get(UNIT) or not value else usual_unit(figures, own)
        addition = with_row(old, name, own | value_cells(value, own, usual), allow_duplicate)
        shown = difference(addition, name) if dry_run else [f"{name}:{addition.line}: {addition.text}"]
        return addition.new, [*read_lines(typed.read), *shown, *effects(addition)]

    write(name, change, dry_run, "the row is written")


def _typed(cells: dict[str, str], figures: "DataFrame | None") -> "Typed":
    """The cells in the notation of a ledger, which the figures are of."""
    from tradetrack.ledger.fiscal import fiscal_start
    from tradetrack.ledger.typed import typed_cells

    return typed_cells(cells, lambda own: fiscal_start(figures, own))


def _value_and_others(typed: "Typed") -> tuple[str | None, dict[str, str]]:
    return typed.cells.get(VALUE), {column: text for column, text in typed.cells.items() if column != VALUE}


def _add_rows(name: str, source: str, cells: dict[str, str], allow_duplicate: bool, dry_run: bool) -> None:
    """Add the rows of a CSV, all or none; `cells` fill what they leave empty."""
    from tradetrack.ledger.location import read_input
    from tradetrack.ledger.typed_rows import read_rows, with_typed_rows
    from tradetrack.reports.row_change import batch_effects, change_difference, read_words

    for column in (PERIOD, VALUE):
        if column in cells:
            raise RequestError(f"the rows of {source} have their own; leave it out", column)
    rows_name, data = read_input(source)
    rows = read_rows(data, rows_name, cells)

    def change(old: bytes) -> tuple[bytes, Iterable[str]]:
        batch = with_typed_rows(old, name, rows, allow_duplicate)
        shown = change_difference(old, batch.new, name) if dry_run else []
        return batch.new, [*shown, *read_words(batch.read), *batch_effects(batch, name)]

    write(name, change, dry_run, "the rows are written")


def _asked(what: str, forms: str) -> str:
    """Ask for a cell on a terminal. Raises RequestError where nobody can answer, or does not."""
    answer = ""
    if sys.stdin is not None and sys.stdin.isatty():
        console.say(f"{what} ({forms})?")
        answer = sys.stdin.readline().strip()
    if not answer:
        raise RequestError(f"the figure has no {what}; give it with --{what}, such as {forms}")
    return answer
