"""The use case that counts what became of targets."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tradetrack.reports.target_summary import SummaryResult
    from tradetrack.series.analysis import Analysis


def target_summary(analysis: Analysis) -> SummaryResult:
    """How many targets were met, by what they asked for."""
    from tradetrack.reports.target_summary import SummaryResult

    return SummaryResult(analysis.summary, tuple(analysis.left_out), analysis.data)
