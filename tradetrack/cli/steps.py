"""The steps that commands share: read and ask, print."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tradetrack import workflow
from tradetrack.cli import console, options
from tradetrack.cli.stage import stage
from tradetrack.core.errors import AccessError
from tradetrack.core.vocabulary import NOWCAST

if TYPE_CHECKING:
    from pandas import DataFrame

    from tradetrack.render.chart.figure import AnySpec
    from tradetrack.render.chart.style import Style
    from tradetrack.reports.tables import Report, Table
    from tradetrack.series.analysis import Analysis


def analysis_of(data: str | None, question: workflow.Question) -> Analysis:
    """Read the ledger and ask."""
    figures, question = figures_for(data, question)
    with stage("choosing the headline figures"):
        return workflow.ask(figures, question)


def figures_for(data: str | None, question: workflow.Question) -> tuple[DataFrame, workflow.Question]:
    """The figures of a ledger, and the question with the codes that it has."""
    with stage("reading the ledger"):
        quicken_pandas()
        figures = workflow.load(data)
    return figures, _with_codes(question, figures)


def quicken_pandas() -> None:
    """Keep names of columns as Python's strings: in Arrow a command on a small ledger takes a fifth longer.

    Only for a process that is the command's own; of a caller's pandas nothing is changed.
    """
    import pandas as pd

    pd.set_option("mode.string_storage", "python")


def _with_codes(question: workflow.Question, figures: DataFrame) -> workflow.Question:
    """The question with codes that the ledger has in place of names such as `India-UAE`."""
    from tradetrack.core.codes import code_for, pair_for

    pairs = {*figures["pair"].cat.categories}
    pairs |= {"-".join(reversed(pair.split("-"))) for pair in pairs}
    reporters = {*figures["reporter"].cat.categories}
    read = {("pair", text): pair_for(text) for text in question.pairs if text.upper() not in pairs}
    if question.reporter and question.reporter.upper() not in reporters:
        read["reporter", question.reporter] = code_for(question.reporter)
    found = {given: code for given, code in read.items() if code in pairs | reporters}
    for (parameter, text), code in found.items():
        console.say(f"{options.option_of(parameter)} {text} is read as {code}")
    asked = tuple(found.get(("pair", pair)) or pair for pair in question.pairs)
    reporter = question.reporter and (found.get(("reporter", question.reporter)) or question.reporter)
    return dataclasses.replace(question, pairs=asked, reporter=reporter)


def query_of(
    pair: list[str] | None,
    flow: str | None,
    scope: str | None,
    currency: str | None,
    reporter: str | None,
    as_of: int | None,
    year_start: int | None,
) -> dict[str, Any]:
    """What the options that commands share ask about, in the fields of `Query`."""
    return {
        "pairs": tuple(pair or ()),
        "flow": flow,
        "scope": scope,
        "currency": currency,
        "reporter": reporter,
        "as_of": as_of,
        "year_start": year_start,
    }


def aims_of(
    target: list[str] | None,
    growth: list[float] | None,
    by: list[int] | None,
    base: str | None,
    settled: bool,
    at: list[int] | None = None,
    world_growth: float | None = None,
) -> workflow.Aims:
    """What the options of a projection ask for."""
    start = int(base) if base and base != NOWCAST else base
    levels, rates, years = tuple(map(workflow.amount, target or ())), tuple(growth or ()), tuple(by or ())
    for text in target or ():
        if "," in text:
            console.say(f"--target {text} is read with a comma between thousands")
    return workflow.Aims(levels, rates, years, start, settled, tuple(at or ()), world_growth)


def print_report(report: Report, output_format: options.FormatName, color: options.ColorName) -> None:
    """Print a report in the format asked for; notes are printed to standard error."""
    from tradetrack.render import text
    from tradetrack.reports.tables import Table

    is_table = output_format in ("table", "markdown")
    if output_format == "csv":
        console.mark_as_data()
        console.put(text.csv_text(report.records()))
    elif output_format == "json":
        console.mark_as_data()
        console.put(text.json_text(report.document(), console.encoding_of(sys.__stdout__)))
    else:
        last = [Table((), (), notes=(report.left_out,))] if report.left_out else []
        print_tables([*report.tables(), *last], output_format, color)
    last_note = [report.left_out_of_data] if report.left_out_of_data and not is_table else []
    for note in (*report.notes, *last_note):
        console.say(options.with_options(note))


def without_matplotlibrc() -> None:
    """Import matplotlib, which reads a matplotlibrc then and there, that of the working folder first.

    A broken one speaks, or fails, and none may change a chart: so it finds none. Nor does it say that
    its first list of fonts takes a moment: standard error is for what becomes of the chart.
    """
    import logging

    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    os.environ["MATPLOTLIBRC"] = os.devnull
    with contextlib.suppress(OSError), contextlib.chdir(Path(__file__).parent):
        import_module("tradetrack.render.chart")


def check_picture(file: str) -> None:
    """Raise RequestError for the name of a file whose ending tells no format of a picture."""
    without_matplotlibrc()
    from tradetrack.render.chart.figure import check_ending

    check_ending(file)


def save_chart(file: str, spec: AnySpec, style: Style) -> None:
    """Draw a chart and write it, as its ending asks for; warnings are printed to standard error."""
    from tradetrack.render.chart.figure import check_ending, draw, picture
    from tradetrack.storage.atomic import write_whole

    ending = check_ending(file)
    if ending == "pdf":
        _require_sound_epoch()
    figure, warnings = draw(spec, style, ending)
    drawn = picture(figure, ending)
    with console.interruptible():
        write_whole(file, drawn)
    console.mark_done(f"{file}: the chart is written")
    for warning in (*warnings, *([spec.left_out] if spec.left_out else [])):
        console.say(options.with_options(warning))


def _require_sound_epoch() -> None:
    """That matplotlib can read the variable that it reads for every PDF. Raises AccessError."""
    text = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        dt.datetime.fromtimestamp(int(text or 0), dt.UTC)
    except (ValueError, OverflowError, OSError):
        message = f"SOURCE_DATE_EPOCH={text!r} is not a time in seconds since 1970; correct it or unset it"
        raise AccessError(message) from None


def print_tables(
    tables: Sequence[Table], output_format: options.FormatName, color: options.ColorName
) -> None:
    """Print tables for people: on the terminal, or as Markdown."""
    tables = [
        table._replace(
            notes=[options.with_options(note) for note in table.notes],
            wider=options.with_options(table.wider),
        )
        for table in tables
    ]
    if output_format == "markdown":
        from tradetrack.render.text import markdown_text

        console.mark_as_data()
        sys.stdout.write(markdown_text(tables))
        return
    from tradetrack.render.terminal import Screen, terminal_text

    screen = Screen(console.output_width(), console.wants_color(color), console.encoding_of(sys.__stdout__))
    sys.stdout.write(terminal_text(tables, screen))
