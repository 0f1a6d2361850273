"""The options of the command line, each spelt once, and the rules of their values."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Literal

import typer

from tradetrack.core.dates import last_day
from tradetrack.core.errors import PARAMETER
from tradetrack.core.vocabulary import NOWCAST
from tradetrack.workflow import HEIGHTS, MAX_GROWTH, WIDTHS

_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,15})?")
_YEAR = re.compile(r"[0-9]{4}")

FlowName = Literal["total", "exports", "imports"]
RhythmName = Literal["month", "quarter", "ytd", "year", "12m"]
FormatName = Literal["table", "csv", "json", "markdown"]
ColorName = Literal["auto", "always", "never"]


def option_of(parameter: str) -> str:
    """The option that gives a parameter its value: `--year-start` for `year_start`."""
    return "--growth" if parameter == "growth_pct" else "--" + parameter.replace("_", "-")


def with_options(text: str) -> str:
    """The text of a report or an error with each {parameter} in it as the option that gives it."""
    return PARAMETER.sub(lambda match: option_of(match[1]), text)


def parse_target(text: str) -> float:
    """A level to reach: a plain number above 0."""
    if not _NUMBER.fullmatch(text) or float(text) <= 0:
        raise typer.BadParameter(f"{text!r} is not a positive plain number, such as 200")
    return float(text)


def parse_growth_option(text: str) -> float:
    """Percent a year, above -100 and at most 1000."""
    if not _NUMBER.fullmatch(text) or not -100 < float(text) <= MAX_GROWTH:
        raise typer.BadParameter(
            f"{text!r} is not a growth in percent a year above -100 and up to 1000, such as 7.5"
        )
    return float(text)


def parse_year(text: str) -> int:
    """A year of four digits."""
    if not _YEAR.fullmatch(text):
        raise typer.BadParameter(f"{text!r} is not a year, such as 2024")
    return int(text)


def parse_base(text: str) -> str:
    """A year, or `nowcast`."""
    return text if text == NOWCAST else str(parse_year(text))


def parse_day(text: str) -> int:
    """The last day that a date can mean, as YYYYMMDD; `today` is the one place that asks the clock."""
    if text == "today":
        return int(dt.datetime.now().astimezone().date().strftime("%Y%m%d"))
    try:
        return last_day(text)
    except ValueError as error:
        raise typer.BadParameter(f"{error} (or today)") from None


Data = Annotated[
    str | None,
    typer.Option(
        "--data",
        metavar="PATH|NAME",
        help="Ledger: a file, - for standard input, or a bundled one (trade, china-russia).",
        show_default="$TRADETRACK_DATA, else trade",
    ),
]
Pairs = Annotated[
    list[str] | None,
    typer.Option("--pair", metavar="A-B", help="Only this pair, such as CHN-RUS; repeatable."),
]
Flow = Annotated[FlowName, typer.Option("--flow", help="Which flow.")]
Reporter = Annotated[
    str | None,
    typer.Option("--reporter", metavar="CODE", help="Only these statistics, such as CHN."),
]
Scope = Annotated[
    str | None,
    typer.Option(
        "--scope",
        metavar="SCOPE",
        help="Only what counts this: goods, or a word such as non-oil.",
        show_default="all",
    ),
]
Currency = Annotated[
    str | None,
    typer.Option("--currency", metavar="CODE", help="Only this currency, such as EUR.", show_default="all"),
]
Rhythm = Annotated[
    RhythmName | None,
    typer.Option("--by", help="Months, quarters, years to date, years, or every twelve months."),
]
AsOf = Annotated[
    int | None,
    typer.Option("--as-of", metavar="DATE", parser=parse_day, help="Only what had been stated by then."),
]
Since = Annotated[
    int | None, typer.Option("--since", metavar="YEAR", parser=parse_year, help="First year shown.")
]
Until = Annotated[
    int | None, typer.Option("--until", metavar="YEAR", parser=parse_year, help="Last year shown.")
]
YearStart = Annotated[
    int | None,
    typer.Option(
        "--year-start",
        metavar="MONTH",
        min=1,
        max=12,
        help="Years that start in this month, such as 4 for fiscal years.",
        show_default="the month with the most years",
    ),
]
Targets = Annotated[
    list[float] | None,
    typer.Option(
        "--target",
        metavar="VALUE",
        parser=parse_target,
        help="Level to reach, in the unit of the series; repeatable.",
        show_default="the ledger's open targets",
    ),
]
Growths = Annotated[
    list[float] | None,
    typer.Option(
        "--growth",
        metavar="PERCENT",
        parser=parse_growth_option,
        help="Add a path at this growth a year; repeatable.",
    ),
]
By = Annotated[
    list[int] | None,
    typer.Option(
        "--by",
        metavar="YEAR",
        parser=parse_year,
        help="Also the growth required to arrive by then; repeatable.",
    ),
]
BaseYear = Annotated[
    str | None,
    typer.Option(
        "--base",
        metavar="YEAR|nowcast",
        parser=parse_base,
        help="Start from this year.",
        show_default="the latest full year",
    ),
]
All = Annotated[bool, typer.Option("--all", help="Everything, with its status and the reason.")]
AllTargets = Annotated[bool, typer.Option("--all", help="The settled targets of the ledger too.")]
Format = Annotated[FormatName, typer.Option("--format", help="How to print it.")]
Color = Annotated[ColorName, typer.Option("--color", help="Colour.")]
Series = Annotated[
    str | None,
    typer.Option("--series", metavar="CSV", help="Test these instead: a CSV of series,year,value."),
]
Output = Annotated[
    str,
    typer.Option("--output", "-o", metavar="FILE", help="The picture: .png, .svg or .pdf."),
]
Width = Annotated[int, typer.Option("--width", min=WIDTHS[0], max=WIDTHS[-1], help="Pixels.")]
Height = Annotated[int, typer.Option("--height", min=HEIGHTS[0], max=HEIGHTS[-1], help="Pixels.")]
Title = Annotated[str | None, typer.Option("--title", help="Title of the chart.")]
Dark = Annotated[bool, typer.Option("--dark", help="Light on dark.")]
Log = Annotated[bool, typer.Option("--log", help="Logarithmic scale of values.")]
