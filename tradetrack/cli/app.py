"""The command line: parse, ask, render."""

from typing import Annotated

import typer

from tradetrack import __version__
from tradetrack.cli import (
    answers,
    backtest,
    change,
    chart,
    check,
    cite,
    edit,
    export,
    report,
    screen,
    take_in,
    targets,
)
from tradetrack.cli.parameters import Command, Group

app = typer.Typer(
    cls=Group,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tradetrack {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit."),
    ] = False,
) -> None:
    """Track stated trade figures and project them to stated targets.

    \b
    tradetrack show
    tradetrack project --target 200
    tradetrack chart -o trade.png --target 200
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


app.command(cls=Command)(answers.show)
app.command(cls=Command)(answers.project)
app.command(cls=Command)(targets.targets)
app.command(cls=Command)(backtest.backtest)
app.command(cls=Command)(check.check)


app.command(cls=Command)(chart.chart)
app.command(cls=Command)(screen.screen)
app.command(cls=Command)(report.report)
for command in (cite.cite, edit.init, edit.add, change.edit, change.remove):
    app.command(cls=Command)(command)
app.command("import", cls=Command)(take_in.import_files)
app.command(cls=Command)(export.export)
