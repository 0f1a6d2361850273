"""Writing figures and what follows from them as a file for other programs."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tradetrack import workflow
from tradetrack.api.arguments import aims_of, question_of, several
from tradetrack.core.errors import RequestError

if TYPE_CHECKING:
    import pandas as pd


def export(
    figures: pd.DataFrame,
    file: str | os.PathLike[str],
    format: str | None = None,  # noqa: A002 -- as pandas and the command line call it
    table: str | Iterable[str] = (),
    pair: str | Iterable[str] | None = None,
    flow: str | None = None,
    reporter: str | None = None,
    as_of: str | None = None,
    since: int | None = None,
    until: int | None = None,
    year_start: int | None = None,
    scope: str | None = None,
    currency: str | None = None,
    name: str = "ledger",
    target: float | str | Iterable[float | str] | None = None,
    by: int | Iterable[int] = (),
    growth: float | Iterable[float] = (),
) -> tuple[str, ...]:
    """Write figures, annual series, projections and targets to a file; gives the paths of all files written.

    The ending of `file` tells the format (.xlsx, .parquet, .csv, .json, .sdmx.csv, or datapackage.json with a
    CSV of each table beside it), unless `format` names it: "xlsx", "parquet", "csv", "json", "sdmx-csv",
    "datapackage". `table` is one or several of "figures", "annual", "projections" and "targets"; without it
    all are written, or the figures where a file holds one table. `flow` is None for all of them, and `name`
    what the ledger is called in the file. `target`, `by` and `growth` are what `project` takes.
    A file that is there is replaced in one step. Raises AccessError where it cannot be written.
    """
    from tradetrack.render.export import STDOUT, format_of, tables_of
    from tradetrack.render.export.saving import save

    if (path := os.fspath(file)) == STDOUT:
        raise RequestError("name a file", "file")
    form = format_of(path, format)
    tables = tables_of(form, several(table))
    form.require()
    question = question_of(pair, flow, reporter, as_of, year_start, scope, currency, since, until)
    aims, analysis = aims_of(target, by, growth, None), workflow.ask(figures, question)
    result = workflow.export(analysis, question, tables, name, aims)
    return save(path, form.write(result))
