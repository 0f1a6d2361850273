"""The options of the outlook: years to show, and an assumption for world trade."""

from __future__ import annotations

from typing import Annotated

import typer

from tradetrack.cli.options import parse_growth_option, parse_year

At = Annotated[
    list[int] | None,
    typer.Option(
        "--at",
        metavar="YEAR",
        parser=parse_year,
        help="Also show the levels of this year, up to ten years on; repeatable.",
    ),
]
WorldGrowth = Annotated[
    float | None,
    typer.Option(
        "--world-growth",
        metavar="PERCENT",
        parser=parse_growth_option,
        help="Growth of world trade a year that the outlook is to assume.",
        show_default="between a slow and a fast era",
    ),
]
