"""What a table of periods says below it: figures folded away, years without a sum, the estimate."""

from __future__ import annotations

from collections.abc import Sequence

from tradetrack.core.numerals import listed
from tradetrack.core.periods import year_label
from tradetrack.reports.language import ENGLISH, Language
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


def gap_words(gap: Gap, language: Language = ENGLISH) -> str:
    """Why a year has no sum: `2024 lacks Aug: no sum`."""
    year = year_label(gap.start)
    if gap.missing:
        months = language.listed(language.months(period.start, period.months) for period in gap.missing)
        return language.phrase("{year} lacks {months}: no sum", year=year, months=months)
    if gap.overlap:
        periods = language.listed(language.period(*period) for period in gap.overlap)
        return language.phrase("{year} has no sum: {periods} overlap", year=year, periods=periods)
    if len(gap.reporters) > 1:
        who = language.listed(by or language.phrase("an unknown reporter") for by in gap.reporters)
        words = "{year} has no sum: its parts are figures of {reporters}"
        return language.phrase(words, year=year, reporters=who)
    words = (
        "{year} has no sum: parts that are over and under a level, or of flows that do not go together, are "
        "not added"
    )
    return language.phrase(words, year=year)
