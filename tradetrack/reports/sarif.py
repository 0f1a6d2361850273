"""The findings of `check` in the format of code scanning: SARIF 2.1.0.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any
from urllib.parse import quote

from tradetrack.checks.finding import ERROR
from tradetrack.checks.registry import checks
from tradetrack.core.errors import LedgerError
from tradetrack.core.faults import FAULTS
from tradetrack.core.lazy import Made
from tradetrack.reports.check_result import CheckResult

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif_document(
    results: Sequence[CheckResult], malformed: Sequence[LedgerError], version: str
) -> dict[str, Any]:
    """The findings of all ledgers as one run, the faults of form first; `version` is that of tradetrack."""
    rules = [{"id": each.code, **_described(each.finds)} for each in checks()]
    rules += [{"id": code, **_described(when)} for code, when in FAULTS.items()]
    number = {rule["id"]: place for place, rule in enumerate(rules)}
    count = sum(len(error.problems) for error in malformed) + sum(map(len, results))
    found = Made(count, lambda: chain(_faults(malformed, number), _findings(results, number)))
    driver = {"name": "tradetrack", "version": version, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": found}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _described(words: str) -> dict[str, Any]:
    return {"shortDescription": {"text": words}}


def _faults(malformed: Iterable[LedgerError], number: dict[str, int]) -> Iterator[dict[str, Any]]:
    for error in malformed:
        for fault in error.problems:
            place = _place(error.name, fault.line, fault.column)
            yield _result(fault.code, number, ERROR, fault.message, [place])


def _findings(results: Iterable[CheckResult], number: dict[str, int]) -> Iterator[dict[str, Any]]:
    for ledger in results:
        for finding in ledger:
            places = [_place(ledger.name, line) for line in dict.fromkeys(finding.lines)]
            yield _result(finding.code, number, finding.severity, finding.message, places)


def _result(
    code: str, number: dict[str, int], severity: str, message: str, places: list[dict[str, Any]]
) -> dict[str, Any]:
    """One result: at its first place, the others are related. Our severities are SARIF's levels."""
    first, *others = places
    result = {
        "ruleId": code,
        "ruleIndex": number[code],
        "level": severity,
        "message": {"text": message},
        "locations": [first],
    }
    return result | ({"relatedLocations": others} if others else {})


def _place(name: str, line: int, column: int | None = None) -> dict[str, Any]:
    path = quote(os.fsencode(name))
    uri = f"file://{path}" if path.startswith("/") else path
    region = {"startLine": line} | ({"startColumn": column} if column else {})
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}
