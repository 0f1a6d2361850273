"""What a table of periods says below it: figures folded away, years without a sum, the estimate."""

from __future__ import annotations

from collections.abc import Sequence

from tradetrack.core.numerals import listed
from tradetrack.core.periods import MONTH_NAMES, YEAR, Period, period_label, year_label
from tradetrack.reports.results import Folded
from tradetrack.series.gaps import Gap


def folded_words(folded: Sequence[Folded]) -> list[str]:
    """How to see the figures that stand behind the years."""
    by_months = {item.months: item.number for item in folded}
    words = {1: ("monthly", "month"), 3: ("quarterly", "quarter")}
    known = [
        f"{count} {words[months][0]} figure{'s' if count > 1 else ''} ({{by}} {words[months][1]})"
        for months, count in sorted(by_months.items())
        if months in words
    ]
    rest = sum(count for months, count in by_months.items() if months not in words)
    known += [f"{rest} other part{'s' if rest > 1 else ''} of years ({{all}})"] if rest else []
    return [f"Folded away: {listed(known)}."] if known else []


def gap_words(gap: Gap) -> str:
    """Why a year has no sum: `2024 lacks Aug: no sum`."""
    if gap.missing:
        return f"{year_label(gap.start)} lacks {listed(_months(period) for period in gap.missing)}: no sum"
    year = f"{year_label(gap.start)} has no sum"
    if gap.overlap:
        return f"{year}: {listed(period_label(*period) for period in gap.overlap)} overlap"
    if len(gap.reporters) > 1:
        return (
            f"{year}: its parts are figures of {listed(by or 'an unknown reporter' for by in gap.reporters)}"
        )
    return (
        f"{year}: parts that are over and under a level, or of flows that do not go together, are not added"
    )


def _months(period: Period) -> str:
    """A run of months without the year: `Aug`, `Oct-Dec`."""
    first, last = (MONTH_NAMES[month % YEAR] for month in (period.start, period.start + period.months - 1))
    return first if period.months == 1 else f"{first}-{last}"
