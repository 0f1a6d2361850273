"""Why a figure has its status, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tradetrack.core.numerals import signed
from tradetrack.core.rows import AnnualRow, FigureRow, HeadlineRow
from tradetrack.core.vocabulary import (
    CONFLICT,
    GROWTH_ONLY,
    HEADLINE,
    OTHER_REPORTER,
    RESTATED,
    ROUNDED,
    SUPERSEDED,
    TARGET,
)


def quoted(row: FigureRow | HeadlineRow | AnnualRow) -> str:
    """A figure's value as it is written, with the sign of its qualifier."""
    if row.unit == row.series_unit:
        return signed(row.qualifier, row.value_text)
    return f"{signed(row.qualifier, row.value_text)} {row.unit}"


def reasons(figures: Sequence[FigureRow]) -> list[str]:
    """For each of the chosen figures, why it has its status."""
    at = {row.place: row for row in figures}
    count = Counter(row.headline for row in figures)
    return [_reason(row, at.get(row.headline), count[row.headline]) for row in figures]


def _reason(row: FigureRow, head: FigureRow | None, stated: int) -> str:
    if head is None:
        return {
            GROWTH_ONLY: "states a rate and no level",
            TARGET: "a goal, no trade",
        }.get(row.status, f"statistics of {row.reporter}; the series follows another reporter")
    value, where = quoted(head), f"line {head.line}"
    return {
        HEADLINE: "the only figure" if stated == 1 else f"chosen of {stated} figures",
        RESTATED: f"states the value of {where} again",
        ROUNDED: f"agrees with {value} of {where}",
        SUPERSEDED: f"replaced by {value} of {where}, stated {head.stated_on}",
        CONFLICT: f"contradicts {value} of {where}",
        OTHER_REPORTER: f"statistics of {row.reporter}; the series follows {head.reporter}",
    }[row.status]
