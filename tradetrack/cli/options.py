"""The options of the command line, each spelt once, and the rules of their values."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Literal

import typer

from tradetrack.cli import completion, console
from tradetrack.core.dates import last_day
from tradetrack.core.errors import PARAMETER
from tradetrack.core.periods import MONTH_NAMES
from tradetrack.core.typed import typed_date, typed_year
from tradetrack.core.vocabulary import NOWCAST
from tradetrack.workflow import HEIGHTS, MAX_GROWTH, WIDTHS

_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,15})?")
_GROUPED = re.compile(r",[0-9]{3}(?![0-9])")  # 1,000 is a thousand or one: in a rate it is not guessed

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


def parse_growth_option(text: str) -> float:
    """Percent a year, above -100 and at most 1000, with a sign of percent or a decimal comma or not."""
    written, text = text, text.strip().replace("−", "-").removesuffix("%").strip()
    if "," in text and not _GROUPED.search(text):
        text = text.replace(",", ".")
        console.say(f"--growth {written} is read with a decimal comma: {text}")
    if not _NUMBER.fullmatch(text) or not -100 < float(text) <= MAX_GROWTH:
        raise typer.BadParameter(
            f"{written!r} is not a growth in percent a year above -100 and up to 1000, such as 7.5"
        )
    return float(text)


def parse_year(text: str) -> int:
    """A year of four digits; of a fiscal year such as `2017-18` the one in which it starts."""
    return _years(text)[0]


def parse_deadline(text: str) -> int:
    """A year of four digits; of a fiscal year such as `2017-18` the one in which it ends."""
    return _years(text)[1]


def parse_base(text: str) -> str:
    """A year, as printed, or `nowcast`."""
    return text if text == NOWCAST else str(parse_year(text))


def _years(text: str) -> tuple[int, int]:
    """The years in which a year, as it is printed, starts and ends."""
    try:
        return typed_year(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def parse_month(text: str) -> int:
    """A month from 1 to 12, by its number or its English name."""
    names = [name.lower() for name in MONTH_NAMES]
    if text[:3].lower() in names:
        return names.index(text[:3].lower()) + 1
    if not text.isdecimal() or int(text) not in range(1, 13):
        raise typer.BadParameter(f"{text!r} is not a month; write a number from 1 to 12, such as 4 for April")
    return int(text)


def parse_width(text: str) -> int:
    """The width of a chart in pixels."""
    return _pixels(text, WIDTHS)


def parse_height(text: str) -> int:
    """The height of a chart in pixels."""
    return _pixels(text, HEIGHTS)


def _pixels(text: str, allowed: range) -> int:
    if not text.isdecimal() or int(text) not in allowed:
        message = f"{text!r} is no size in pixels; write a number from {allowed[0]} to {allowed[-1]}"
        raise typer.BadParameter(message)
    return int(text)


def parse_day(text: str) -> int:
    """The last day that a date can mean, as YYYYMMDD."""
    try:
        day = typed_date(dated(text))
    except ValueError as error:
        raise typer.BadParameter(f"{error} (or today)") from None
    if day != text:
        console.say(f"{text} is read as {day}")
    return last_day(day)


def dated(text: str) -> str:
    """The date, in place of `today` that of the day: the one place that asks the clock."""
    is_today = text.strip().lower() == "today"
    return dt.datetime.now().astimezone().date().isoformat() if is_today else text


Data = Annotated[
    str | None,
    typer.Option(
        "--data",
        metavar="PATH|NAME",
        autocompletion=completion.ledger_names,
        help="Ledger: a file, - for standard input, or a bundled one (trade, china-russia, stated-targets).",
        show_default="$TRADETRACK_DATA, else trade",
    ),
]
Pairs = Annotated[
    list[str] | None,
    typer.Option(
        "--pair",
        metavar="A-B",
        autocompletion=completion.pairs,
        help="Only this pair, such as CHN-RUS; repeatable.",
    ),
]
Flow = Annotated[FlowName, typer.Option("--flow", help="Which flow.")]
Reporter = Annotated[
    str | None,
    typer.Option(
        "--reporter",
        metavar="CODE",
        autocompletion=completion.reporters,
        help="Only these statistics, such as CHN.",
    ),
]
Scope = Annotated[
    str | None,
    typer.Option(
        "--scope",
        metavar="SCOPE",
        autocompletion=completion.scopes,
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
        parser=parse_month,
        help="Years that start in this month, such as 4 for fiscal years.",
        show_default="the month with the most years",
    ),
]
Targets = Annotated[
    list[str] | None,
    typer.Option(
        "--target",
        metavar="VALUE",
        help="Level to reach, such as 200, 200bn or 2x (times the base); repeatable.",
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
        parser=parse_deadline,
        help="Also the growth required to arrive by then, in the year that ends in it; repeatable.",
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
Width = Annotated[
    int,
    typer.Option(
        "--width", metavar="PIXELS", parser=parse_width, help=f"Width, {WIDTHS[0]} to {WIDTHS[-1]}."
    ),
]
Height = Annotated[
    int,
    typer.Option(
        "--height", metavar="PIXELS", parser=parse_height, help=f"Height, {HEIGHTS[0]} to {HEIGHTS[-1]}."
    ),
]
Title = Annotated[str | None, typer.Option("--title", help="Title of the chart.")]
Dark = Annotated[bool, typer.Option("--dark", help="Light on dark.")]
Log = Annotated[bool, typer.Option("--log", help="Logarithmic scale of values.")]
