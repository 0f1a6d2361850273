"""The options of `import`: the ledger, what to take, and how a table of no known source is to be read."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

Files = Annotated[list[str], typer.Argument(metavar="FILE", help="Downloads of statistical offices.")]
Ledger = Annotated[
    str | None,
    typer.Option(
        "--data",
        metavar="PATH",
        help="The ledger to add to: a file of yours.",
        show_default="$TRADETRACK_DATA",
    ),
]
Output = Annotated[
    str | None, typer.Option("--output", "-o", metavar="NEW", help="Make a new ledger of the figures.")
]
Pairs = Annotated[
    list[str] | None,
    typer.Option("--pair", metavar="A-B", help="Only this pair; or what a series without a name is of."),
]
Reporter = Annotated[
    str | None,
    typer.Option("--reporter", metavar="CODE", help="Only this reporter; or whose statistics the file has."),
]
Flow = Annotated[
    str | None,
    typer.Option("--flow", metavar="FLOW", help="Only exports or imports.", show_default="both"),
]
Scope = Annotated[
    str | None,
    typer.Option("--scope", metavar="SCOPE", help="What a file of single products counts, such as chips."),
]
Skip = Annotated[
    list[str] | None,
    typer.Option("--skip", metavar="LABEL", help="Leave out the rows of this label; repeatable."),
]
Whole = Annotated[bool, typer.Option("--whole", help="The file is whole, although it looks cut.")]
PeriodColumn = Annotated[
    str | None,
    typer.Option(
        "--period", metavar="COL", help="Any table: the column of the periods; or the period of all rows."
    ),
]
MonthColumn = Annotated[
    str | None,
    typer.Option("--month-column", metavar="COL", help="The column of months or quarters beside the years."),
]
YearStart = Annotated[
    int | None,
    typer.Option(
        "--year-start", metavar="MONTH", min=1, max=12, help="The month in which years such as 2019-20 start."
    ),
]
Values = Annotated[
    list[str] | None, typer.Option("--value", metavar="COL", help="The column of the values; repeatable.")
]
Unit = Annotated[
    str | None,
    typer.Option("--unit", metavar="UNIT", help="Of the values: USD, 'USD thousand', 'CNY 100 mn'."),
]
Partner = Annotated[
    str | None, typer.Option("--partner", metavar="CODE", help="The partner of all rows, such as WLD.")
]
PartnerColumn = Annotated[
    str | None, typer.Option("--partner-column", metavar="COL", help="The column of the partners.")
]
ReporterColumn = Annotated[
    str | None, typer.Option("--reporter-column", metavar="COL", help="The column of the reporters.")
]
FlowColumn = Annotated[
    str | None, typer.Option("--flow-column", metavar="COL", help="The column of the flows.")
]
Where = Annotated[
    list[str] | None,
    typer.Option("--where", metavar="COL=VALUE", help="Only the rows with this value; repeatable."),
]
SumOver = Annotated[
    str | None,
    typer.Option(
        "--sum-over", metavar="COL", help="Add up the rows that differ in this column, such as goods."
    ),
]
ColumnsAre = Annotated[
    str | None,
    typer.Option(
        "--columns-are",
        metavar="WHAT",
        help="What stands side by side: periods, partners or flows; in two rows of a header partners,flows.",
    ),
]
SheetName = Annotated[str | None, typer.Option("--sheet", metavar="NAME", help="The sheet of a workbook.")]
Header = Annotated[
    int | None,
    typer.Option(
        "--header",
        metavar="ROW",
        min=1,
        help="The last row of the header.",
        show_default="the first with the columns",
    ),
]
Decimals = Annotated[Literal[".", ","], typer.Option("--decimal", help="The sign before the decimals.")]
Encoding = Annotated[
    str | None,
    typer.Option(
        "--encoding", metavar="NAME", help="Of a text file, such as latin-1.", show_default="found out"
    ),
]
SourceName = Annotated[
    str | None,
    typer.Option("--source", metavar="NAME", help="Whose table it is.", show_default="the file's name"),
]
Recipe = Annotated[
    str | None,
    typer.Option(
        "--recipe", metavar="TOML", help="Read the table as a recipe says, if it is still as it was."
    ),
]
SaveRecipe = Annotated[
    str | None,
    typer.Option("--save-recipe", metavar="TOML", help="Write how the table was read, for the next one."),
]
