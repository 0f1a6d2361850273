"""The pace of a running year, in words and as a document."""

from __future__ import annotations

from typing import Any

from tradetrack.core.numerals import estimate, level
from tradetrack.reports.documents import number
from tradetrack.series.pace import Pace


def pace_words(pace: Pace, target: float) -> str:
    """`Jan-Sep 2025 96.2; on the way to 150 it would be 108.4 by now: 11 % behind`."""
    share = f"{abs(pace.ahead_pct):.0f} % {'ahead' if pace.ahead_pct >= 0 else 'behind'}"
    how = " (by months, as no share is known)" if pace.is_linear else ""
    return (
        f"{pace.label} {level(pace.value)}; on the way to {level(target)} it would be "
        f"{estimate(pace.needed)} by now{how}: {share}"
    )


def pace_document(pace: Pace | None) -> dict[str, Any] | None:
    """The pace of a running year."""
    if pace is None:
        return None
    return {
        "year": pace.year,
        "months": pace.months,
        "value": number(pace.value),
        "needed": number(pace.needed),
        "linear": pace.is_linear,
    }
