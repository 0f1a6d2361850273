"""`check`: what was found in each ledger, as lines for a person or an editor, and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tradetrack.checks.finding import SEVERITIES, Finding


@dataclass(frozen=True)
class Checked:
    """A ledger by its name, and what is left of what was found in it."""

    name: str
    findings: Sequence[Finding]


def check_document(ledgers: Sequence[Checked]) -> dict[str, Any]:
    """The findings of all ledgers for a program."""
    return {
        "findings": [
            {
                "file": ledger.name,
                "code": f.code,
                "severity": f.severity,
                "lines": list(f.lines),
                "message": f.message,
            }
            for ledger in ledgers
            for f in ledger.findings
        ]
    }


def check_summary(ledger: Checked) -> str:
    """`trade.csv: 1 note`; or that nothing was found."""
    count = Counter(f.severity for f in ledger.findings)
    parts = [f"{count[s]} {s}{'s' if count[s] > 1 else ''}" for s in SEVERITIES if count[s]]
    return f"{ledger.name}: {', '.join(parts) or 'nothing found'}"


def has_severity(ledgers: Sequence[Checked], least: str) -> bool:
    """Whether a finding is at least as serious as `least`."""
    serious = SEVERITIES[: SEVERITIES.index(least) + 1]
    return any(f.severity in serious for ledger in ledgers for f in ledger.findings)
