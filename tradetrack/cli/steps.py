"""The steps that commands share: read and ask, print."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tradetrack import workflow
from tradetrack.cli import console, options
from tradetrack.core.vocabulary import NOWCAST

if TYPE_CHECKING:
    from tradetrack.reports.tables import Report, Table
    from tradetrack.series.analysis import Analysis


def analysis_of(data: str | None, question: workflow.Question) -> Analysis:
    """Read the ledger and ask."""
    return workflow.ask(workflow.load(data), question)


def aims_of(
    target: list[float] | None,
    growth: list[float] | None,
    by: list[int] | None,
    base: str | None,
    settled: bool,
) -> workflow.Aims:
    """What the options of a projection ask for."""
    start = int(base) if base and base != NOWCAST else base
    return workflow.Aims(tuple(target or ()), tuple(growth or ()), tuple(by or ()), start, settled)


def print_report(report: Report, output_format: options.FormatName, color: options.ColorName) -> None:
    """Print a report in the format asked for; notes are printed to standard error."""
    from tradetrack.render import text

    if output_format == "csv":
        sys.stdout.write(text.csv_text(report.records()))
    elif output_format == "json":
        sys.stdout.write(text.json_text(report.document(), console.encoding_of(sys.__stdout__)))
    else:
        print_tables(report.tables(), output_format, color)
    for note in report.notes:
        console.say(options.with_options(note))


def print_tables(
    tables: Sequence[Table], output_format: options.FormatName, color: options.ColorName
) -> None:
    """Print tables for people: on the terminal, or as Markdown."""
    tables = [replace(table, notes=[options.with_options(note) for note in table.notes]) for table in tables]
    if output_format == "markdown":
        from tradetrack.render.text import markdown_text

        sys.stdout.write(markdown_text(tables))
        return
    from tradetrack.render.terminal import Screen, terminal_text

    screen = Screen(console.output_width(), console.wants_color(color), console.encoding_of(sys.__stdout__))
    sys.stdout.write(terminal_text(tables, screen))
