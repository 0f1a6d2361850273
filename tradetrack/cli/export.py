"""The command `export`."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from tradetrack import workflow
from tradetrack.cli import console, options
from tradetrack.cli.steps import aims_of, analysis_of, query_of
from tradetrack.core.numerals import listed
from tradetrack.ledger.location import DATA_VARIABLE, DEFAULT_LEDGER, STDIN, bundled_ledgers
from tradetrack.render.escape import harmless_lines, visible

if TYPE_CHECKING:
    from tradetrack.render.export import Written

FormatName = Literal["xlsx", "parquet", "csv", "json", "sdmx-csv", "sdmx-structure", "datapackage"]
_QUERY = ("pair", "flow", "scope", "currency", "reporter", "as_of", "year_start")
TABLES = ("figures", "annual", "projections", "targets")

Output = Annotated[
    str,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="What to write: .xlsx, .parquet, .csv, .json, .sdmx.csv, .xml (the structure of that) or "
        "datapackage.json; - prints it.",
    ),
]
FileFormat = Annotated[
    FormatName | None,
    typer.Option("--format", help="The format.", show_default="what the name of the file ends in"),
]
Tables = Annotated[
    list[str] | None,
    typer.Option(
        "--table",
        metavar="|".join(TABLES),
        autocompletion=lambda incomplete: [name for name in TABLES if name.startswith(incomplete)],
        help="Only this table; repeatable.",
        show_default="all, or figures where a file holds one",
    ),
]
Flow = Annotated[options.FlowName | None, typer.Option("--flow", help="Only this flow.", show_default="all")]


def export(
    context: typer.Context,
    file: Output,
    file_format: FileFormat = None,
    table: Tables = None,
    data: options.Data = None,
    pair: options.Pairs = None,
    flow: Flow = None,
    scope: options.Scope = None,
    currency: options.Currency = None,
    reporter: options.Reporter = None,
    as_of: options.AsOf = None,
    since: options.Since = None,
    until: options.Until = None,
    year_start: options.YearStart = None,
    target: options.Targets = None,
    growth: options.Growths = None,
    by: options.By = None,
) -> None:
    """Write the figures, the annual series, projections and targets as a file for other programs.

    \b
    tradetrack export -o trade.xlsx
    tradetrack export -o annual.parquet --table annual --data my.csv --pair CHN-RUS
    tradetrack export -o plan.csv --table projections --target 200 --by 2024
    tradetrack export -o datapackage.json
    tradetrack export -o - --format csv
    """
    _export(context.params)


def _export(given: dict[str, Any]) -> None:
    """Export by the options of `export`, by their names."""
    from tradetrack.render.export import STDOUT, format_of, tables_of

    file, data = given["file"], given["data"]
    form = format_of(file, given["file_format"])
    tables = tables_of(form, tuple(given["table"] or ()))
    form.require()
    query = query_of(*(given[name] for name in _QUERY))
    question = workflow.Question(**query, since=given["since"], until=given["until"])
    aims = aims_of(given["target"], given["growth"], given["by"], None, settled=False)
    result = workflow.export(analysis_of(data, question), question, tables, _name_of(data), aims)
    written = form.write(result)
    if file == STDOUT:
        _print(written)
    else:
        _save(file, written, data)
    for note in (*result.notes, *written.notes, *([result.left_out] if result.left_out else [])):
        console.say(options.with_options(note))


def _print(written: "Written") -> None:
    data = written.parts[-1].data
    console.mark_as_data()
    console.put(map(harmless_lines, [data.decode()] if isinstance(data, bytes) else data.texts()))


def _save(file: str, written: "Written", data: str | None) -> None:
    from tradetrack.render.export.saving import save

    with console.interruptible():
        *beside, last = save(file, written, _source(data))
    console.mark_done(f"{file}: the export is written")
    counts = [f"{number} {row}{'' if number == 1 else 's'}" for row, number in written.counts.items()]
    for line in (*beside, f"{last}: {listed(counts)}"):
        typer.echo(visible(line))


def _source(data: str | None) -> str:
    """The ledger that is read, as it was named."""
    return data or os.environ.get(DATA_VARIABLE) or DEFAULT_LEDGER


def _name_of(data: str | None) -> str:
    """What to call the ledger in a file made of it."""
    name = _source(data)
    return "ledger" if name == STDIN else name if name in bundled_ledgers() else Path(name).stem
