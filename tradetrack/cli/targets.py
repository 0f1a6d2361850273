"""The command `targets`."""

from typing import TYPE_CHECKING, Annotated

import typer

from tradetrack import workflow
from tradetrack.cli import league_options, options
from tradetrack.cli.league_options import Answer, Asked, print_answer
from tradetrack.cli.steps import analysis_of, print_report, query_of
from tradetrack.core.errors import RequestError
from tradetrack.reports import league_view

if TYPE_CHECKING:
    from tradetrack.reports.tables import Report

Flow = Annotated[
    options.FlowName | None,
    typer.Option("--flow", help="Which flow.", show_default="total; with --summary or --score all"),
]
Score = Annotated[
    str | None,
    typer.Option(
        "--score",
        metavar="JSON",
        help="Hold what `project --format json` printed earlier against the ledger.",
    ),
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
    score: Score = None,
    output_format: options.Format = "table",
    color: options.Color = "auto",
) -> None:
    """Judge the targets: who set them when, from what base, and what became of each.

    \b
    tradetrack targets --data china-russia
    tradetrack targets --data china-russia --as-of 2019-12-31 --format csv
    tradetrack targets --data stated-targets --summary
    tradetrack targets --data my.csv --score predictions-2025.json
    """
    if summary and score:
        raise RequestError("it takes no {summary}: give one of the two", "score")
    asked = flow or (None if summary or score else "total")
    question = workflow.Question(**query_of(pair, asked, scope, currency, reporter, as_of, year_start))
    if score:
        print_report(_scored(data, question, score), output_format, color)
    elif summary:
        print_report(_counted(data, question), output_format, color)
    else:
        answer = Answer(league_view.TARGETS, analysis_of(data, question), question)
        print_answer(answer, Asked(sort, reverse, columns, top), output_format, color)


def _counted(data: str | None, question: workflow.Question) -> "Report":
    from tradetrack.reports.target_summary import summary_report

    return summary_report(workflow.target_summary(analysis_of(data, question)))


def _scored(data: str | None, question: workflow.Question, file: str) -> "Report":
    from tradetrack.reports.prediction_score import score_report
    from tradetrack.sources.predictions import read_predictions

    stored = read_predictions(file)
    return score_report(workflow.score(analysis_of(data, question), stored))
