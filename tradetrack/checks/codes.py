"""Checks of codes: those of economies in pairs and reporters, and those of currencies."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from tradetrack.checks.finding import NOTE, WARNING, Finding, line_list
from tradetrack.checks.registry import check
from tradetrack.core import schema
from tradetrack.core.codes import is_currency, is_known, meant, question
from tradetrack.core.rows import grouped
from tradetrack.series.analysis import Analysis

_COLUMNS = (schema.PAIR, schema.REPORTER)


@check(
    "unknown-code",
    severity="warning; note if no known code is meant",
    finds="a code in `pair` or `reporter` that names no known economy or bloc, such as `CN` or `UAE`",
    advice="write the code that is meant; a bloc of your own may stand",
)
def unknown_code(analysis: Analysis) -> list[Finding]:
    """Codes that name no economy or bloc that we know, each with its lines."""
    figures = analysis.figures
    cells: dict[str, list[str]] = {}
    for cell in dict.fromkeys(cell for column in _COLUMNS for cell in figures[column].unique().tolist()):
        for code in dict.fromkeys(cell.split("-")):
            if code and not is_known(code):
                cells.setdefault(code, []).append(cell)
    lines_of = [_lines_of_cells(figures, column) for column in _COLUMNS]
    return [_finding(code, own, lines_of) for code, own in cells.items()]


@check(
    "unknown-currency",
    severity="warning",
    finds="a currency in `unit` whose code is none of ISO 4217",
    advice="write the code of the currency",
)
def unknown_currency(analysis: Analysis) -> list[Finding]:
    """Currencies that ISO 4217 does not have, former ones included, each with its lines."""
    figures, column = analysis.figures, analysis.figures[schema.CURRENCY]
    found = []
    for code in column.unique().tolist():
        if not is_currency(code):
            lines = tuple(sorted(figures[schema.LINE][column == code].tolist()))
            message = f"{code} is no currency of ISO 4217; check the unit of {line_list(lines)}"
            found.append(Finding("unknown-currency", WARNING, lines, message))
    return found


def _lines_of_cells(figures: pd.DataFrame, column: str) -> dict[str, list[int]]:
    """The lines on which each cell of a column stands."""
    words = figures[column].cat
    order = np.argsort(words.codes.to_numpy(), kind="stable")
    codes, lines = words.codes.to_numpy()[order], figures[schema.LINE].to_numpy()[order]
    return {
        words.categories[group[0][0]]: [line for _, line in group]
        for group in grouped(codes.tolist(), zip(codes.tolist(), lines.tolist(), strict=True))
    }


def _finding(code: str, cells: list[str], lines_of: Sequence[dict[str, list[int]]]) -> Finding:
    here = {line for lines in lines_of for cell in cells for line in lines.get(cell, ())}
    lines = tuple(sorted(here))
    asked, where = question(code, cells), line_list(lines)
    if meant(code):
        return Finding("unknown-code", WARNING, lines, f"{asked} ({where})")
    return Finding("unknown-code", NOTE, lines, f"{asked}; check {where}")
