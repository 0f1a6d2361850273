"""Checks of the codes of economies: those of pairs and reporters."""

from __future__ import annotations

from tradetrack.checks.finding import NOTE, WARNING, Finding, line_list
from tradetrack.checks.registry import check
from tradetrack.core import schema
from tradetrack.core.codes import is_known, meant, question
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


def _finding(analysis: Analysis, code: str, cells: list[str]) -> Finding:
    figures = analysis.figures
    is_here = figures[schema.PAIR].isin(cells) | figures[schema.REPORTER].isin(cells)
    lines = tuple(sorted(figures[schema.LINE][is_here].tolist()))
    asked, where = question(code, cells), line_list(lines)
    if meant(code):
        return Finding("unknown-code", WARNING, lines, f"{asked} ({where})")
    return Finding("unknown-code", NOTE, lines, f"{asked}; check {where}")
