"""The pace of a running year, in words and as a document."""

from __future__ import annotations

from typing import Any

from tradetrack.core.numerals import estimate
from tradetrack.reports.documents import number
from tradetrack.reports.language import ENGLISH, Language
from tradetrack.series.pace import Pace


def pace_words(pace: Pace, target: float, language: Language = ENGLISH) -> str:
    """`Jan-Sep 2025 96.2; on the way to 150 it would be 108.4 by now: 11 % behind`."""
    rate = language.number(f"{abs(pace.ahead_pct):.0f} %")
    share = language.phrase("{share} ahead" if pace.ahead_pct >= 0 else "{share} behind", share=rate)
    words = (
        "{period} {value}; on the way to {aim} it would be {needed} by now (by months, as no share is "
        "known): {share}"
        if pace.is_linear
        else "{period} {value}; on the way to {aim} it would be {needed} by now: {share}"
    )
    return language.phrase(
        words,
        period=language.period(pace.start, pace.months),
        value=language.level(pace.value),
        aim=language.level(target),
        needed=language.number(estimate(pace.needed)),
        share=share,
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
