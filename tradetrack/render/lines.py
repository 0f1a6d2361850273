"""Findings as lines for a person or an editor."""

from __future__ import annotations

from collections.abc import Sequence

from tradetrack.render.escape import visible
from tradetrack.reports.check_result import CheckResult


def check_lines(ledgers: Sequence[CheckResult]) -> str:
    """One line a finding, `file:line: warning[code]: message`, as compilers print them."""
    return "".join(
        visible(f"{ledger.name}:{f.lines[0]}: {f.severity}[{f.code}]: {f.message}") + "\n"
        for ledger in ledgers
        for f in ledger
    )
