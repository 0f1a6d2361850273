"""Why a figure has its status, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tradetrack.core.numerals import estimate, exact, signed, with_thousands
from tradetrack.core.rows import AnnualRow, FigureRow, HeadlineRow
from tradetrack.core.units import scale_of
from tradetrack.core.vocabulary import (
    CONFLICT,
    EXPORTS_PLUS_IMPORTS,
    GROWTH_ONLY,
    HEADLINE,
    OTHER_REPORTER,
    RESTATED,
    ROUNDED,
    SUPERSEDED,
    TARGET,
)

NARROW = 0.1  # of the level: the width of an interval that supports a fourth digit


def value_text(row: FigureRow | HeadlineRow | AnnualRow) -> str:
    """A figure's value as it is written; that of a sum with the decimals of its parts."""
    return row.value_text or exact(row.amount, scale_of(row.unit), row.rounding_unit)


def quoted(row: FigureRow | HeadlineRow | AnnualRow) -> str:
    """A figure's value with the sign of its qualifier, and its unit where that is not the series'."""
    value = signed(row.qualifier, with_thousands(value_text(row)))
    return value if row.unit == row.series_unit else f"{value} {row.unit}"


def implied(row: AnnualRow) -> str:
    """An implied level, with the decimals of the figure that implies it and three to five digits in all."""
    size = len(str(row.amount))
    unit = min(max(row.rounding_unit, 10 ** max(size - 5, 0)), 10 ** max(size - 3, 0))
    return signed(row.qualifier, with_thousands(exact(row.amount, scale_of(row.series_unit), unit)))


def estimated(row: AnnualRow) -> str:
    """An estimate, with four significant digits where its interval is that narrow, else with three."""
    return signed(row.qualifier, estimate(row.level, estimate_digits(row)))


def estimate_digits(row: AnnualRow) -> int:
    """How many significant digits the spread of an estimate supports."""
    is_narrow = row.low_80 == row.low_80 and row.high_80 - row.low_80 < NARROW * row.level
    return 4 if is_narrow else 3


def basis_words(row: HeadlineRow | AnnualRow) -> str:
    """What a sum is of: `sum of 12 months`, `sum of 3 parts`, `exports plus imports`."""
    if row.basis == EXPORTS_PLUS_IMPORTS:
        return row.basis
    return row.basis.replace("sum of", f"sum of {row.parts}")


def reasons(figures: Sequence[FigureRow], sums: Sequence[HeadlineRow] = ()) -> list[str]:
    """For each of the chosen figures, why it has its status; `sums` are the derived headlines among them."""
    at: dict[int, FigureRow | HeadlineRow] = {row.place: row for row in figures}
    at |= {row.place: row for row in sums}
    count = Counter(row.headline for row in figures)
    return [_reason(row, at.get(row.headline), count[row.headline]) for row in figures]


def _reason(row: FigureRow, head: FigureRow | HeadlineRow | None, stated: int) -> str:
    if head is None:
        return {
            GROWTH_ONLY: "states a rate and no level",
            TARGET: "a goal, no trade",
        }.get(row.status, f"statistics of {row.reporter}; the series follows another reporter")
    value = quoted(head)
    where = (
        f"line {head.line}"
        if head.line
        else f"the {basis_words(head)}"
        if isinstance(head, HeadlineRow)
        else ""
    )
    known = f", stated {head.stated_on}" if head.line else ""
    return {
        HEADLINE: "the only figure" if stated == 1 else f"chosen of {stated} figures",
        RESTATED: f"states the value of {where} again",
        ROUNDED: f"agrees with {value} of {where}",
        SUPERSEDED: f"replaced by {value} of {where}{known}",
        CONFLICT: f"contradicts {value} of {where}",
        OTHER_REPORTER: f"statistics of {row.reporter}; the series follows {head.reporter}",
    }[row.status]
