"""`check`: what was found in each ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from tradetrack.checks.finding import ERROR, SEVERITIES, Finding
from tradetrack.core.errors import LedgerError, Problem
from tradetrack.core.lazy import Made
from tradetrack.reports.check_result import CheckResult
from tradetrack.reports.documents import data_document
from tradetrack.reports.tables import Cell, Column, Report, Table

_NAMES = ("file", "line", "severity", "code", "message")


def check_report(result: CheckResult) -> Report:
    """The findings of one ledger as a table, records and a document."""
    return Report(
        tables=lambda: [_records(result)],
        records=lambda: _records(result),
        document=lambda: check_document([result]),
    )


def _records(result: CheckResult) -> Table:
    def rows() -> Iterator[list[Cell]]:
        return ([result.name, f.lines[0], f.severity, f.code, f.message] for f in result)

    return Table([Column(name) for name in _NAMES], Made(len(result), rows))


def check_document(results: Sequence[CheckResult], malformed: Sequence[LedgerError] = ()) -> dict[str, Any]:
    """The findings of all ledgers for a program, the faults of form first."""
    faults = [_fault(error.name, problem) for error in malformed for problem in error.problems]
    number = len(faults) + sum(map(len, results))
    return {
        "findings": Made(number, lambda: chain(faults, (_document(r.name, f) for r in results for f in r))),
        "data": [data_document(result.data) for result in results if result.data],
    }


def _fault(name: str, problem: Problem) -> dict[str, Any]:
    return {
        "file": name,
        "code": problem.code,
        "severity": ERROR,
        "lines": [problem.line],
        "column": problem.column,
        "message": problem.message,
    }


def _document(name: str, finding: Finding) -> dict[str, Any]:
    return {
        "file": name,
        "code": finding.code,
        "severity": finding.severity,
        "lines": list(finding.lines),
        "column": None,
        "message": finding.message,
    }


def check_summary(result: CheckResult) -> str:
    """`trade.csv: 1 note`; or that nothing was found."""
    count = result.severities
    parts = [f"{count[s]} {s}{'s' if count[s] > 1 else ''}" for s in SEVERITIES if count[s]]
    return f"{result.name}: {', '.join(parts) or 'nothing found'}"
