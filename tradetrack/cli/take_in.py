"""The command `import`."""

import os
import shlex
import sys
from typing import TYPE_CHECKING, Any

import typer

from tradetrack.cli import console, import_options, options, row_options
from tradetrack.cli.stage import stage
from tradetrack.cli.writing import ledger_of_yours
from tradetrack.core.errors import RequestError
from tradetrack.ledger.location import DATA_VARIABLE
from tradetrack.render.escape import visible
from tradetrack.sources.ledger_file import naming_other_files

if TYPE_CHECKING:
    from tradetrack.sources.importing import Intake
    from tradetrack.sources.layout import Layout
    from tradetrack.sources.reading import Choice
    from tradetrack.sources.recipe import Recipe

_QUESTIONS = {
    "reporter": "whose statistics are these, such as USA",
    "pair": "which pair is it of, such as USA-CHN",
    "flow": "exports or imports",
    "scope": "what does it count, such as chips",
    "whole": "is it whole (yes or no)",
}
# The options that a recipe stands for.
_OF_RECIPE = (
    *("pair", "reporter", "flow", "scope", "period", "value", "unit", "partner", "partner_column", "where"),
    *("reporter_column", "flow_column", "month_column", "year_start", "sum_over", "columns_are", "sheet"),
    *("header", "decimal", "encoding", "source"),
)


def import_files(
    context: typer.Context,
    files: import_options.Files,
    data: import_options.Ledger = None,
    output: import_options.Output = None,
    pair: import_options.Pairs = None,
    reporter: import_options.Reporter = None,
    flow: import_options.Flow = None,
    scope: import_options.Scope = None,
    since: options.Since = None,
    until: options.Until = None,
    skip: import_options.Skip = None,
    whole: import_options.Whole = False,
    dry_run: row_options.DryRun = False,
    period: import_options.PeriodColumn = None,
    value: import_options.Values = None,
    unit: import_options.Unit = None,
    partner: import_options.Partner = None,
    partner_column: import_options.PartnerColumn = None,
    reporter_column: import_options.ReporterColumn = None,
    flow_column: import_options.FlowColumn = None,
    where: import_options.Where = None,
    sum_over: import_options.SumOver = None,
    columns_are: import_options.ColumnsAre = None,
    month_column: import_options.MonthColumn = None,
    year_start: import_options.YearStart = None,
    sheet: import_options.SheetName = None,
    header: import_options.Header = None,
    decimal: import_options.Decimals = ".",
    encoding: import_options.Encoding = None,
    source: import_options.SourceName = None,
    recipe: import_options.Recipe = None,
    save_recipe: import_options.SaveRecipe = None,
) -> None:
    """Take the figures of statistical offices' files, or of any table, into a ledger: all or none.

    \b
    tradetrack import table.xlsx -o my.csv --unit 'USD mn' --reporter USA --save-recipe table.toml
    """
    _import(context.params)


def _import(given: dict[str, Any]) -> None:
    """Import by the options of `import_files`, by their names."""
    from tradetrack.sources.reading import Choice

    files, data, output = given["files"], given["data"], given["output"]
    _require_ledger(files[0], data, output)
    _require_flow(given["flow"])
    single = ("reporter", "flow", "since", "until", "scope", "whole")
    said = {name: given[name] for name in single}
    said |= {name: tuple(given[name] or ()) for name in ("pair", "skip")}
    choice = Choice(**said, layout=_layout(given))
    recipe = _recipe(given)
    intakes = [taken_in(file, choice, recipe, given["save_recipe"] is not None) for file in files]
    name = output if output is not None else ledger_of_yours(data)
    for line in _written(intakes, name, output is not None, given["dry_run"]):
        typer.echo(visible(line))
    if given["save_recipe"] and not given["dry_run"]:
        typer.echo(visible(_saved(intakes, given["save_recipe"])))


def _recipe(given: dict[str, Any]) -> "tuple[str, Recipe] | None":
    """The recipe that is asked for, with its name; it says all that it can say, and no option says it too."""
    from tradetrack.ledger.location import read_input
    from tradetrack.sources.recipe import parsed

    name = given["recipe"]
    if name is None:
        return None
    beside = [each for each in _OF_RECIPE if given[each] not in (None, [], ".")]
    if beside:
        option = f"--{beside[0].replace('_', '-')}"
        raise RequestError(
            f"{option} is said by the recipe; edit it there, or leave the recipe out", "recipe"
        )
    data = read_input(name)[1]
    try:
        return name, parsed(data.decode(), name)
    except UnicodeDecodeError:
        raise RequestError(f"{name} is not a recipe: it is not UTF-8", "recipe") from None


def _saved(intakes: "list[Intake]", name: str) -> str:
    """Write the recipe of the files, which is one; gives what there is to tell."""
    from tradetrack.sources.recipe import written
    from tradetrack.storage.atomic import write_whole

    made = {written(intake.recipe) for intake in intakes if intake.recipe}
    if len(made) != 1:
        raise RequestError("the files are not read in one way; save the recipe of one", "save_recipe")
    write_whole(name, made.pop().encode())
    return f"{name}: how the next one is read: --recipe {shlex.quote(name)}"


def _layout(given: dict[str, Any]) -> "Layout | None":
    """How to read a table, where an option says so."""
    from tradetrack.sources.layout import Layout, checked_columns_are, condition

    single = ("period", "unit", "sheet", "header", "encoding", "source", "sum_over", "year_start")
    said = {name: given[name] for name in single}
    said |= {name: given[f"{name}_column"] for name in ("partner", "reporter", "flow", "month")}
    said["columns_are"] = checked_columns_are(given["columns_are"]) if given["columns_are"] else None
    said["partner_code"] = given["partner"]
    said["value"] = tuple(given["value"] or ())
    said["where"] = tuple(condition(text) for text in given["where"] or ())
    if not any(said.values()) and given["decimal"] == ".":
        return None
    return Layout(**said, decimal=given["decimal"])


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
                with stage(f"setting the figures against {name}"):
                    result = merged(old, name, intake)
                messages.extend([*intake_lines(intake), *merged_lines(name, result)])
                old = result.data
        return old

    if dry_run:
        change(NEW_LEDGER if is_new else read_input(name)[1])
        console.say("a dry run: nothing was written")
        return messages
    with console.interruptible():
        warnings = create(name, change(NEW_LEDGER)) if is_new else rewrite(name, change)
    console.mark_done(f"{name}: the figures are written")
    console.say(*warnings)
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


def taken_in(
    file: str, choice: "Choice", recipe: "tuple[str, Recipe] | None" = None, makes_recipe: bool = False
) -> "Intake":
    """What a file gives; on a terminal the user is asked for what it does not say."""
    from tradetrack.sources.importing import take_in

    while True:
        try:
            with stage(f"reading {file}"):
                return take_in(file, choice, recipe, makes_recipe)
        except RequestError as error:
            what = error.parameter or ""
            if what not in _QUESTIONS or getattr(choice, what) or sys.stdin is None or not sys.stdin.isatty():
                raise
            console.say(*error.details, options.with_options(error.message))
            console.say(f"{_QUESTIONS[what]}?")
            answer = sys.stdin.readline().strip()
            if not answer:
                raise
            if what == "whole" and answer.lower() not in ("y", "yes"):
                raise
            answers: dict[str, Any] = {"pair": (answer,), "whole": True}
            choice = choice._replace(**{what: answers.get(what, answer)})
