"""The command `targets`."""

from typing import Annotated

import typer

from tradetrack import workflow
from tradetrack.cli import league_options, options
from tradetrack.cli.league_options import Answer, Asked, print_answer
from tradetrack.cli.steps import analysis_of, print_report, query_of
from tradetrack.reports import league_view

Flow = Annotated[
    options.FlowName | None,
    typer.Option("--flow", help="Which flow.", show_default="total; with --summary all"),
]
Summary = Annotated[bool, typer.Option("--summary", help="How many were met, by what they asked for.")]


def targets(
    data: options.Data = None,
    pair: options.Pairs = None,
    flow: Flow = None,
    scope: options.Scope = None,
    currency: options.Currency = None,
    reporter: options.Reporter = None,
    as_of: options.AsOf = None,
    year_start: options.YearStart = None,
    sort: league_options.Sort = None,
    reverse: league_options.Reverse = False,
    columns: league_options.Columns = None,
    top: league_options.Top = None,
    summary: Summary = False,
    output_format: options.Format = "table",
    color: options.Color = "auto",
) -> None:
    """Judge the targets: who set them when, from what base, and what became of each.

    \b
    tradetrack targets --data china-russia
    tradetrack targets --data china-russia --as-of 2019-12-31 --format csv
    tradetrack targets --data stated-targets --summary
    """
    asked = flow or (None if summary else "total")
    question = workflow.Question(**query_of(pair, asked, scope, currency, reporter, as_of, year_start))
    if summary:
        from tradetrack.reports.target_summary import summary_report

        found = workflow.target_summary(analysis_of(data, question))
        print_report(summary_report(found), output_format, color)
        return
    answer = Answer(league_view.TARGETS, analysis_of(data, question), question)
    print_answer(answer, Asked(sort, reverse, columns, top), output_format, color)
