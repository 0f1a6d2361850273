"""The options of `add`, `edit`, `remove` and `init`: the cells of a row, and what to do with them."""

from __future__ import annotations

from typing import Annotated

import typer

from tradetrack.cli import completion

NewFile = Annotated[str, typer.Argument(metavar="FILE", help="The new ledger.", show_default=False)]
CopyOf = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="NAME",
        autocompletion=completion.bundled_names,
        help="Start as a copy of a bundled ledger (trade, china-russia, stated-targets).",
    ),
]
Ledger = Annotated[
    str | None,
    typer.Option(
        "--data",
        metavar="PATH",
        autocompletion=completion.ledger_names,
        help="The ledger to add to: a file of yours.",
        show_default="$TRADETRACK_DATA",
    ),
]
Rows = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="CSV",
        help="Add all rows of a CSV (- for standard input), or none; other options fill its empty cells.",
    ),
]
Line = Annotated[
    int,
    typer.Argument(metavar="LINE", help="The line of the file, as show --all --format csv has it."),
]
Expect = Annotated[
    str | None,
    typer.Option(
        "--expect",
        metavar="WORD",
        help="Only if the line is still what it was: the word that a dry run shows, or its whole text.",
    ),
]
Pair = Annotated[
    str | None,
    typer.Option(
        "--pair", metavar="A-B", autocompletion=completion.pairs, help="Two economies, such as CHN-RUS."
    ),
]
Flow = Annotated[
    str | None,
    typer.Option("--flow", metavar="FLOW", help="total, exports or imports.", show_default="total"),
]
Kind = Annotated[
    str | None,
    typer.Option("--kind", metavar="KIND", help="reported or target.", show_default="reported"),
]
Period = Annotated[
    str | None,
    typer.Option(
        "--period",
        metavar="PERIOD",
        help="2021, 2021-Q3, Sep 2021, Jan-Sep 2021 or 2019-20; a target's deadline.",
    ),
]
Value = Annotated[
    str | None,
    typer.Option(
        "--value", metavar="VALUE", help="As it was stated: 146.87, over 140, ~146.87bn, '$146.87 billion'."
    ),
]
Unit = Annotated[
    str | None,
    typer.Option("--unit", metavar="UNIT", help="Currency and scale.", show_default="USD bn"),
]
Qualifier = Annotated[
    str | None,
    typer.Option(
        "--qualifier", metavar="WORD", help="exact, about, over or under.", show_default="as in the value"
    ),
]
Scope = Annotated[
    str | None,
    typer.Option("--scope", metavar="SCOPE", help="What is counted, such as non-oil.", show_default="goods"),
]
Growth = Annotated[
    str | None,
    typer.Option("--growth", metavar="PERCENT", help="Growth on the year before, as the source states it."),
]
Reporter = Annotated[
    str | None,
    typer.Option(
        "--reporter",
        metavar="CODE",
        autocompletion=completion.reporters,
        help="Whose statistics these are, such as CHN.",
    ),
]
StatedBy = Annotated[str | None, typer.Option("--stated-by", metavar="NAME", help="Who said it.")]
StatedOn = Annotated[
    str | None, typer.Option("--stated-on", metavar="DATE", help="When: 2022-02-04, Feb 2022, 2022 or today.")
]
Source = Annotated[str | None, typer.Option("--source", metavar="TEXT", help="Address or title.")]
Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Free text.")]
AllowDuplicate = Annotated[
    bool, typer.Option("--allow-duplicate", help="Add it even if the same figure stands there already.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show the change and write nothing.")]
