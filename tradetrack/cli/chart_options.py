"""The options of `chart` alone: several series, and the words of a picture."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from tradetrack.cli.options import parse_height
from tradetrack.core.numerals import listed
from tradetrack.core.vocabulary import FLOWS
from tradetrack.workflow import HEIGHTS

AxesName = Literal["common", "own"]
PathsName = Literal["all", "given", "none"]
LangName = Literal["en", "fr", "es", "de", "ru", "zh"]

Pairs = Annotated[
    list[str] | None,
    typer.Option(
        "--pair",
        metavar="A-B",
        help="Only this pair, such as CHN-RUS; repeatable: several are drawn in one plot.",
    ),
]


def parse_flow(text: str) -> str:
    """One of the flows."""
    if text not in FLOWS:
        raise typer.BadParameter(f"{text!r} is not one of {listed(FLOWS, 'or')}")
    return text


Flows = Annotated[
    list[str] | None,
    typer.Option(
        "--flow",
        metavar="|".join(FLOWS),
        parser=parse_flow,
        help="Which flow; repeatable: exports and imports are drawn with their balance.",
        show_default="total",
    ),
]
Grid = Annotated[bool, typer.Option("--grid", help="A small chart of each pair, up to 60.")]
Indexed = Annotated[bool, typer.Option("--indexed", help="Of several pairs: their growth, from 100 on.")]
Axes = Annotated[
    AxesName | None,
    typer.Option("--axes", help="Of a grid.", show_default="common where all are in one currency"),
]
Height = Annotated[
    int | None,
    typer.Option(
        "--height",
        metavar="PIXELS",
        parser=parse_height,
        help=f"Height, {HEIGHTS[0]} to {HEIGHTS[-1]}.",
        show_default="540, or what a grid needs",
    ),
]
Subtitle = Annotated[str | None, typer.Option("--subtitle", help="Line below the title.")]
Paths = Annotated[PathsName, typer.Option("--paths", help="Which paths: all, those of --growth, or none.")]
Lang = Annotated[LangName, typer.Option("--lang", help="Language of the chart.")]
Labels = Annotated[
    str | None,
    typer.Option(
        "--labels",
        metavar="FILE",
        help='Own words for texts of the chart: a TOML file of "text" = "own words".',
    ),
]
