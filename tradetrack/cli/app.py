"""The command line: parse, ask, render."""

from typing import Annotated

import typer

from tradetrack import __version__, workflow
from tradetrack.cli import (
    answers,
    backtest,
    change,
    check,
    cite,
    edit,
    export,
    options,
    outlook_options,
    report,
    screen,
    take_in,
    targets,
)
from tradetrack.cli.parameters import Command, Group
from tradetrack.cli.steps import (
    aims_of,
    analysis_of,
    check_picture,
    query_of,
    save_chart,
)
from tradetrack.render.escape import visible

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


@app.command(cls=Command)
def chart(
    file: options.Output,
    data: options.Data = None,
    pair: options.Pairs = None,
    flow: options.Flow = "total",
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
    base: options.BaseYear = None,
    world_growth: outlook_options.WorldGrowth = None,
    every: options.AllTargets = False,
    width: options.Width = 960,
    height: options.Height = 540,
    title: options.Title = None,
    dark: options.Dark = False,
    log: options.Log = False,
) -> None:
    """Draw the series, its targets and the paths to them as PNG, SVG or PDF.

    \b
    tradetrack chart -o trade.png --target 200
    tradetrack chart -o trade.svg --dark --title 'China-Russia trade'
    """
    check_picture(file)
    from tradetrack.render.chart.style import Style

    query = query_of(pair, flow, scope, currency, reporter, as_of, year_start)
    question = workflow.Question(**query, since=since, until=until)
    aims = aims_of(target, growth, by, base, every, None, world_growth)
    spec = workflow.chart(analysis_of(data, question), question, aims, title)
    save_chart(file, spec, Style(width, height, dark, log))
    typer.echo(visible(file))


app.command(cls=Command)(screen.screen)
app.command(cls=Command)(report.report)
for command in (cite.cite, edit.init, edit.add, change.edit, change.remove):
    app.command(cls=Command)(command)
app.command("import", cls=Command)(take_in.import_files)
app.command(cls=Command)(export.export)
