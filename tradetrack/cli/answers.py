"""The commands that answer: `show` and `project`; of several series each prints one table."""

from tradetrack import workflow
from tradetrack.cli import league_options, options, outlook_options
from tradetrack.cli.league_options import Answer, Asked, print_answer
from tradetrack.cli.steps import aims_of, analysis_of, query_of
from tradetrack.reports import league_view


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
    sort: league_options.Sort = None,
    reverse: league_options.Reverse = False,
    columns: league_options.Columns = None,
    top: league_options.Top = None,
    output_format: options.Format = "table",
    color: options.Color = "auto",
) -> None:
    """Show the figures: what was traded, how fast it grew, who said so, how far the targets are.

    \b
    tradetrack show
    tradetrack show --data my.csv --since 2015 --format csv
    tradetrack show --by quarter
    tradetrack show --all
    tradetrack show --data many.csv --sort growth --top 10
    """
    query = query_of(pair, flow, scope, currency, reporter, as_of, year_start)
    question = workflow.Question(**query, since=since, until=until, by=by)
    answer = Answer(league_view.SHOW, analysis_of(data, question), question, every=every)
    print_answer(answer, Asked(sort, reverse, columns, top), output_format, color)


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
    sort: league_options.Sort = None,
    reverse: league_options.Reverse = False,
    columns: league_options.Columns = None,
    top: league_options.Top = None,
    output_format: options.Format = "table",
    color: options.Color = "auto",
) -> None:
    """Project to targets: when at which growth, which growth it takes by each year, and how likely it is.

    \b
    tradetrack project --target 2x --growth 10 --by 2024 --at 2030
    tradetrack project --data my.csv --pair CHN-RUS
    tradetrack project --data many.csv --sort chance --top 10
    """
    question = workflow.Question(**query_of(pair, flow, scope, currency, reporter, as_of, year_start))
    aims = aims_of(target, growth, by, base, every, at, world_growth)
    answer = Answer(league_view.PROJECT, analysis_of(data, question), question, aims)
    print_answer(answer, Asked(sort, reverse, columns, top), output_format, color)
