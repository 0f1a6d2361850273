"""The steps that commands share: read and answer, project, print."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tradetrack.cli import console, options

if TYPE_CHECKING:
    from tradetrack.forecast.projection import Projection
    from tradetrack.reports.tables import Report
    from tradetrack.series.analysis import Analysis


def analysis_of(
    data: str | None,
    pair: list[str] | None,
    flow: options.FlowName | None,
    reporter: str | None,
    as_of: int | None,
    year_start: int | None,
) -> Analysis:
    """Read the ledger and answer what the options ask of it."""
    from tradetrack.ledger.reader import read_ledger
    from tradetrack.series.analysis import Query, analyse

    query = Query(tuple(pair or ()), flow, reporter, as_of, year_start)
    return analyse(read_ledger(data), query)


def projections_of(
    analysis: Analysis,
    target: list[float] | None,
    growth: list[float] | None,
    by: list[int] | None,
    base: str | None,
    every: bool,
) -> list[Projection]:
    """The projections that the options ask for."""
    from tradetrack.forecast.project import project

    start = int(base) if base and base != options.NOWCAST else base
    records = analysis.wanted_targets(settled=every) if not target else ()
    return project(analysis, records, target or (), growth or (), by or (), start)


def print_report(report: Report, output_format: options.FormatName, color: options.ColorName) -> None:
    """Print a report in the format asked for; what is to be said besides goes to standard error."""
    from tradetrack.render import text

    encoding = console.encoding_of(sys.__stdout__)
    if output_format == "csv":
        sys.stdout.write(text.csv_text(report.records()))
    elif output_format == "json":
        sys.stdout.write(text.json_text(report.document(), encoding))
    elif output_format == "markdown":
        sys.stdout.write(text.markdown_text(report.tables()))
    else:
        from tradetrack.render.terminal import Screen, terminal_text

        screen = Screen(console.output_width(), console.wants_color(color), encoding)
        sys.stdout.write(terminal_text(report.tables(), screen))
    for note in report.notes:
        console.say(note)
