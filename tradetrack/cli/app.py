"""The command line: parse, ask, render."""

from typing import TYPE_CHECKING, Annotated

import typer

from tradetrack import __version__, workflow
from tradetrack.cli import (
    backtest,
    check,
    cite,
    console,
    edit,
    options,
    outlook_options,
    report,
    screen,
    take_in,
)
from tradetrack.cli.parameters import Command, Group
from tradetrack.cli.steps import (
    aims_of,
    analysis_of,
    check_picture,
    left_out_table,
    print_report,
    print_tables,
    query_of,
    save_chart,
)
from tradetrack.render.escape import visible

if TYPE_CHECKING:
    from tradetrack.reports.results import OverviewResult

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


@app.command(cls=Command)
def show(
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
    by: options.Rhythm = None,
    every: options.All = False,
    output_format: options.Format = "table",
    color: options.Color = "auto",
) -> None:
    """Show the figures: what was traded, how fast it grew, who said so, how far the targets are.

    \b
    tradetrack show
    tradetrack show --data my.csv --since 2015 --format csv
    tradetrack show --by quarter
    tradetrack show --all
    """
    query = query_of(pair, flow, scope, currency, reporter, as_of, year_start)
    question = workflow.Question(**query, since=since, until=until, by=by)
    analysis = analysis_of(data, question)
    if analysis.is_many and not every and not by and output_format in ("table", "markdown"):
        _print_overview(workflow.overview(analysis, question), output_format, color)
        return
    from tradetrack.reports.show import show_report

    print_report(show_report(workflow.show(analysis, question), every), output_format, color)


def _print_overview(
    result: "OverviewResult", output_format: options.FormatName, color: options.ColorName
) -> None:
    from tradetrack.reports.overview import overview_tables

    empty = () if result.count else ("nothing to show: no full year in this view",)
    tables = [*overview_tables(result), *left_out_table(result.left_out)]
    print_tables(tables, output_format, color)
    for note in empty:
        console.say(note)


@app.command(cls=Command)
def project(
    data: options.Data = None,
    pair: options.Pairs = None,
    flow: options.Flow = "total",
    scope: options.Scope = None,
    currency: options.Currency = None,
    reporter: options.Reporter = None,
    as_of: options.AsOf = None,
    year_start: options.YearStart = None,
    target: options.Targets = None,
    growth: options.Growths = None,
    by: options.By = None,
    at: outlook_options.At = None,
    base: options.BaseYear = None,
    world_growth: outlook_options.WorldGrowth = None,
    every: options.AllTargets = False,
    output_format: options.Format = "table",
    color: options.Color = "auto",
) -> None:
    """Project to targets: when at which growth, which growth it takes by each year, and how likely it is.

    \b
    tradetrack project --target 2x --growth 10 --by 2024 --at 2030
    tradetrack project --data my.csv --pair CHN-RUS
    """
    from tradetrack.reports.project import project_report

    question = workflow.Question(**query_of(pair, flow, scope, currency, reporter, as_of, year_start))
    aims = aims_of(target, growth, by, base, every, at, world_growth)
    print_report(project_report(workflow.project(analysis_of(data, question), aims)), output_format, color)


@app.command(cls=Command)
def targets(
    data: options.Data = None,
    pair: options.Pairs = None,
    flow: options.Flow = "total",
    scope: options.Scope = None,
    currency: options.Currency = None,
    reporter: options.Reporter = None,
    as_of: options.AsOf = None,
    year_start: options.YearStart = None,
    output_format: options.Format = "table",
    color: options.Color = "auto",
) -> None:
    """Judge the targets: who set them when, from what base, and what became of each.

    \b
    tradetrack targets --data china-russia
    tradetrack targets --data china-russia --as-of 2019-12-31 --format csv
    """
    from tradetrack.reports.targets import targets_report

    question = workflow.Question(**query_of(pair, flow, scope, currency, reporter, as_of, year_start))
    result = workflow.targets(analysis_of(data, question))
    print_report(targets_report(result), output_format, color)


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
app.command(cls=Command)(cite.cite)
app.command(cls=Command)(edit.init)
app.command(cls=Command)(edit.add)
app.command("import", cls=Command)(take_in.import_files)
