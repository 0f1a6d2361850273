"""The command `cite`."""

import sys
from typing import Annotated, Literal

import typer

from tradetrack.cli import completion

FormatName = Literal["text", "bibtex"]

Data = Annotated[
    list[str] | None,
    typer.Option(
        "--data",
        metavar="NAME",
        autocompletion=completion.bundled_names,
        help="Only this bundled ledger beside the program; repeatable.",
        show_default="all of them",
    ),
]
Format = Annotated[FormatName, typer.Option("--format", help="How to print it.")]


def cite(data: Data = None, output_format: Format = "text") -> None:
    """Say how to cite the program and the ledgers that come with it, each at its version.

    \b
    tradetrack cite
    tradetrack cite --data stated-targets --format bibtex
    """
    from tradetrack.reports.citation import citations

    entries = citations(data or ())
    texts = [one.bibtex if output_format == "bibtex" else str(one) for one in entries]
    sys.stdout.write("\n\n".join(texts) + "\n")
