"""Checks of codes: those of economies in pairs and reporters, and those of currencies."""

from __future__ import annotations

from tradetrack.checks.finding import NOTE, WARNING, Finding, line_list
from tradetrack.checks.registry import check
from tradetrack.core import schema
from tradetrack.core.codes import is_currency, is_known, meant, question
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
    return [_finding(analysis, code, own) for code, own in cells.items()]


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


def _finding(analysis: Analysis, code: str, cells: list[str]) -> Finding:
    figures = analysis.figures
    is_here = figures[schema.PAIR].isin(cells) | figures[schema.REPORTER].isin(cells)
    lines = tuple(sorted(figures[schema.LINE][is_here].tolist()))
    asked, where = question(code, cells), line_list(lines)
    if meant(code):
        return Finding("unknown-code", WARNING, lines, f"{asked} ({where})")
    return Finding("unknown-code", NOTE, lines, f"{asked}; check {where}")
