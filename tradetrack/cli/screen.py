"""The command `screen`."""

from typing import TYPE_CHECKING, Any

import typer

from tradetrack.cli import console, import_options, options, screen_options
from tradetrack.cli.progress import percentage
from tradetrack.cli.steps import print_report
from tradetrack.core.errors import RequestError

if TYPE_CHECKING:
    from tradetrack.flows.wanted import Wanted
    from tradetrack.reports.screen_result import ScreenResult


def screen(
    context: typer.Context,
    flows: screen_options.Flows,
    target: screen_options.Target,
    by: screen_options.By,
    per: screen_options.Per = None,
    where: screen_options.Where = None,
    top: screen_options.Top = None,
    sort: screen_options.Sort = "chance",
    output: screen_options.Output = None,
    flow: screen_options.Flow = None,
    period: screen_options.Period = None,
    value: screen_options.Value = None,
    unit: import_options.Unit = None,
    reporter_column: import_options.ReporterColumn = None,
    partner_column: import_options.PartnerColumn = None,
    product_column: screen_options.Product = None,
    flow_column: import_options.FlowColumn = None,
    header: import_options.Header = None,
    decimal: import_options.Decimals = ".",
    encoding: import_options.Encoding = None,
    engine: screen_options.Engine = "duckdb://",
    memory: screen_options.Memory = None,
    output_format: options.Format = "table",
    color: options.Color = "auto",
) -> None:
    """Screen many flows: which would pass a level by a year, ranked by chance.

    \b
    tradetrack screen BACI_HS92 --target '1 bn' --by 2030 --where exporter=CHN
    tradetrack screen flows.parquet --target 2x --by 2028 --per product --sort growth --top 20
    tradetrack screen china-russia --target 300 --by 2030
    """
    _screen(context.params)


def _screen(given: dict[str, Any]) -> None:
    """Screen by the options of `screen`, by their names."""
    output = given["output"]
    if output is not None and not output.lower().endswith(".parquet"):
        raise RequestError(f"{output!r} does not end in .parquet; {{format}} gives other forms", "output")
    from tradetrack import workflow
    from tradetrack.reports.screen import screen_report

    with console.interruptible(), percentage() as watch:
        result = workflow.screen(given["flows"], _wanted(given), watch)
    if output is not None:
        _write(output, result)
    print_report(screen_report(result, given["top"]), given["output_format"], given["color"])


def _wanted(given: dict[str, Any]) -> "Wanted":
    """What the options ask for."""
    from tradetrack import workflow
    from tradetrack.sources.layout import Layout, condition

    columns = {name: given[f"{name}_column"] for name in ("reporter", "partner", "flow")}
    layout = Layout(
        **columns,
        period=given["period"],
        value=(given["value"],) if given["value"] else (),
        unit=given["unit"],
        header=given["header"],
        decimal=given["decimal"],
        encoding=given["encoding"],
    )
    where = [condition(text) for text in given["where"] or ()]
    rest = (given[name] for name in ("product_column", "sort", "engine", "memory"))
    return workflow.wanted_of(
        given["target"], given["by"], given["per"] or (), where, given["flow"], layout, *rest
    )


def _write(output: str, result: "ScreenResult") -> None:
    """Write all flows, and say so."""
    from tradetrack.render.parquet import parquet_bytes
    from tradetrack.storage.atomic import write_whole

    data = parquet_bytes(result)
    with console.interruptible():
        write_whole(output, data)
    written = "1 flow is" if len(result) == 1 else f"{len(result):,} flows are"
    console.mark_done(f"{output}: {written} written")
    console.say(f"{output}: {written} written")
