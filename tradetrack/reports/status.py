"""Why a figure has its status, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TypeGuard

from tradetrack.core.numerals import estimate, exact, signed, with_thousands
from tradetrack.core.rows import AnnualRow, FigureRow, HeadlineRow
from tradetrack.core.units import scale_of
from tradetrack.core.vocabulary import (
    CONFLICT,
    GROWTH_ONLY,
    HEADLINE,
    OTHER_REPORTER,
    RESTATED,
    ROUNDED,
    SUM_OF_MONTHS,
    SUM_OF_PARTS,
    SUM_OF_QUARTERS,
    SUPERSEDED,
    TARGET,
)
from tradetrack.reports.beside import Statement
from tradetrack.reports.language import ENGLISH, Language

Valued = FigureRow | HeadlineRow | AnnualRow | Statement
# What a figure is beside the headline of its period, and one that has none. Catalogues have these too.
BESIDE = {
    RESTATED: "states the value of {where} again",
    ROUNDED: "agrees with {value} of {where}",
    SUPERSEDED: "replaced by {value} of {where}",
    CONFLICT: "contradicts {value} of {where}",
}
REPLACED = "replaced by {value} of {where}, stated {day}"
ALONE = {GROWTH_ONLY: "states a rate and no level", TARGET: "a goal, no trade"}
COUNTED_SUMS = {
    SUM_OF_MONTHS: "sum of {number} months",
    SUM_OF_QUARTERS: "sum of {number} quarters",
    SUM_OF_PARTS: "sum of {number} parts",
}
NARROW = 0.1  # of the level: the width of an interval that supports a fourth digit


def value_text(row: Valued) -> str:
    """A figure's value as it is written; that of a sum with the decimals of its parts."""
    return row.value_text or exact(row.amount, scale_of(row.unit), row.rounding_unit)


def quoted(row: Valued) -> str:
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


def basis_words(row: HeadlineRow | AnnualRow, language: Language = ENGLISH) -> str:
    """What a sum is of: `sum of 12 months`, `sum of 3 parts`, `exports plus imports`."""
    return language.phrase(COUNTED_SUMS.get(row.basis, row.basis), number=row.parts)


def reasons(
    figures: Sequence[FigureRow], sums: Sequence[HeadlineRow] = (), language: Language = ENGLISH
) -> list[str]:
    """For each of the chosen figures, why it has its status; `sums` are the derived headlines among them."""
    at: dict[int, FigureRow | HeadlineRow] = {row.place: row for row in figures}
    at |= {row.place: row for row in sums}
    count = Counter(row.headline for row in figures)
    return [_reason(row, at.get(row.headline), count[row.headline], language) for row in figures]


def _reason(row: FigureRow, head: FigureRow | HeadlineRow | None, stated: int, language: Language) -> str:
    if head is None:
        words = "statistics of {reporter}; the series follows another reporter"
        return language.phrase(ALONE.get(row.status, words), reporter=row.reporter)
    if row.status == HEADLINE:
        return language.phrase(
            "the only figure" if stated == 1 else "chosen of {number} figures", number=stated
        )
    if row.status == OTHER_REPORTER:
        words = "statistics of {reporter}; the series follows {other}"
        return language.phrase(words, reporter=row.reporter, other=head.reporter)
    if head.line:
        where = language.phrase("line {line}", line=head.line)
    else:
        where = language.phrase("the {sum}", sum=basis_words(head, language)) if _is_sum(head) else ""
    status = row.status
    words = REPLACED if status == SUPERSEDED and head.line else BESIDE[status]
    value = language.number(quoted(head))
    return language.phrase(words, value=value, where=where, day=head.stated_on)


def _is_sum(head: FigureRow | HeadlineRow) -> TypeGuard[HeadlineRow]:
    return isinstance(head, HeadlineRow)
