"""The options of `screen`."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from tradetrack.cli.options import parse_deadline
from tradetrack.core.sizes import memory_size

SortName = Literal["chance", "growth", "gap", "base"]


def parse_memory(text: str) -> int:
    """A size such as 4GB, in bytes."""
    try:
        return memory_size(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


Flows = Annotated[
    str,
    typer.Argument(
        metavar="FLOWS", help="A CSV or Parquet file, a folder of them, a ledger, or a table of the engine."
    ),
]
Target = Annotated[
    str,
    typer.Option("--target", metavar="VALUE", help="Level to pass, such as '1 bn' or 2x (times the base)."),
]
By = Annotated[
    int, typer.Option("--by", metavar="YEAR", parser=parse_deadline, help="The year to pass it by.")
]
Per = Annotated[
    list[str] | None,
    typer.Option(
        "--per",
        metavar="KEY",
        help="What makes a flow: pair, product, exporter, importer or a column; several with commas.",
        show_default="all that the file tells apart",
    ),
]
Where = Annotated[
    list[str] | None,
    typer.Option("--where", metavar="KEY=VALUE", help="Only these flows, such as exporter=CHN; repeatable."),
]
Top = Annotated[
    int | None,
    typer.Option(
        "--top", metavar="N", min=1, help="How many flows to print.", show_default="50 in tables, else all"
    ),
]
Sort = Annotated[SortName, typer.Option("--sort", help="What comes first; of gaps the smallest.")]
Output = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="FILE.parquet", help="Write all flows to this file too."),
]
Flow = Annotated[
    str | None,
    typer.Option(
        "--flow", metavar="FLOW", help="Exports or imports.", show_default="exports; of a ledger the total"
    ),
]
Period = Annotated[
    str | None, typer.Option("--period", metavar="COL", help="Any table: the column of the years or months.")
]
Value = Annotated[str | None, typer.Option("--value", metavar="COL", help="The column of the values.")]
Product = Annotated[
    str | None, typer.Option("--product-column", metavar="COL", help="The column of the products.")
]
Engine = Annotated[
    str,
    typer.Option(
        "--engine",
        metavar="URL",
        help="Where to add up: duckdb://[FILE], pyspark://local[*] or postgres://HOST/DATABASE.",
    ),
]
Memory = Annotated[
    int | None,
    typer.Option(
        "--memory",
        metavar="SIZE",
        parser=parse_memory,
        help="Memory for the engine, such as 4GB; beyond it, it uses the disk.",
        show_default="half of the machine's",
    ),
]
