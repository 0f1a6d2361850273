"""The options of a table of many series, and when a command prints that table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import typer

from tradetrack import workflow
from tradetrack.cli.options import ColorName, FormatName
from tradetrack.cli.stage import stage
from tradetrack.cli.steps import print_report
from tradetrack.core.errors import RequestError
from tradetrack.reports.league_view import BY_NAME, HEADINGS, PAGE, PROJECT, SHOW, LeagueView

if TYPE_CHECKING:
    from tradetrack.reports.tables import Report
    from tradetrack.series.analysis import Analysis

SortName = Literal["name", "chance", "gap", "value", "growth"]


def parse_columns(text: str) -> str:
    """The names of columns, separated by commas."""
    for name in text.split(","):
        if name.strip() not in HEADINGS:
            raise typer.BadParameter(f"{name.strip()!r} is not a column; there are {', '.join(HEADINGS)}")
    return ",".join(name.strip() for name in text.split(","))


def parse_top(text: str) -> int:
    """A number of rows."""
    if not text.isascii() or not text.isdecimal() or not 0 < int(text[:9]) == int(text):
        raise typer.BadParameter(f"{text!r} is not a number of rows; write 10")
    return int(text)


Sort = Annotated[
    SortName | None,
    typer.Option(
        "--sort",
        help="Of several series: by name, or by the largest chance, gap to the target, value or growth.",
        show_default="name",
    ),
]
Reverse = Annotated[
    bool, typer.Option("--reverse", help="The other way round; what is not known stays last.")
]
Columns = Annotated[
    str | None,
    typer.Option(
        "--columns",
        metavar="NAME,…",
        parser=parse_columns,
        help=f"Of several series: these columns, of {', '.join(HEADINGS)}.",
    ),
]
Top = Annotated[
    int | None,
    typer.Option(
        "--top",
        metavar="N",
        parser=parse_top,
        help="Of several series: the first N rows.",
        show_default=f"{PAGE} on a screen, all in csv and json",
    ),
]


class Asked(NamedTuple):
    """What was asked for of a table of many series."""

    sort: SortName | None
    reverse: bool
    columns: str | None
    top: int | None

    @property
    def is_any(self) -> bool:
        """Whether anything was."""
        return bool(self.sort or self.reverse or self.columns or self.top)

    def view(self, kind: str, output_format: FormatName) -> LeagueView:
        """The view of a command: on a screen the first page, else all."""
        page = PAGE if output_format in ("table", "markdown") else None
        names = tuple(self.columns.split(",")) if self.columns else ()
        return LeagueView(kind, self.sort or BY_NAME, self.reverse, names, self.top or page)


class Answer(NamedTuple):
    """What a command of a kind answers; with `every` each figure has a row."""

    kind: str
    analysis: Analysis
    question: workflow.Question
    aims: workflow.Aims = workflow.Aims()
    every: bool = False

    def report(self) -> Report:
        """The answer in full, as it is of one series."""
        if self.kind == SHOW:
            from tradetrack.reports.show import show_report

            return show_report(workflow.show(self.analysis, self.question), self.every)
        if self.kind == PROJECT:
            from tradetrack.reports.project import project_report

            return project_report(workflow.project(self.analysis, self.aims))
        from tradetrack.reports.targets import targets_report

        return targets_report(workflow.targets(self.analysis))


def print_answer(answer: Answer, asked: Asked, output_format: FormatName, color: ColorName) -> None:
    """Print the table of many series where there are several, or its options are given; else the report.

    As data it comes only with these, beside what scripts rely on.
    """
    if answer.every and asked.is_any:
        raise RequestError("it shows every figure; leave it out to sort series or to choose columns", "all")
    is_screen = output_format in ("table", "markdown")
    if answer.every or not (asked.is_any or (answer.analysis.is_many and is_screen)):
        with stage("working out the answer"):
            report = answer.report()
        print_report(report, output_format, color)
        return
    from tradetrack.reports.league_report import league_report

    view = asked.view(answer.kind, output_format)
    with stage("setting the series side by side"):
        result = workflow.league(answer.analysis, answer.question, answer.aims, view)
    print_report(league_report(result, lambda: answer.report().document()), output_format, color)
