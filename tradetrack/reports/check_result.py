"""The answer about a ledger: what a careful colleague would ask."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from tradetrack.checks.alike import severities
from tradetrack.checks.finding import SEVERITIES, Finding
from tradetrack.core.provenance import Provenance
from tradetrack.reports.answer import Answer


@dataclass(frozen=True)
class CheckResult(Answer[Finding]):
    """What is left of the findings in one ledger, which errors call `name`; `data` where it is bundled."""

    name: str = "ledger"
    data: Provenance | None = None

    def has_severity(self, least: str) -> bool:
        """Whether a finding is at least as serious as `least`: error, warning or note."""
        serious = SEVERITIES[: SEVERITIES.index(least) + 1]
        return any(self.severities[severity] for severity in serious)

    @property
    def severities(self) -> Counter[str]:
        """How many findings there are of each severity."""
        return severities(self.items)
