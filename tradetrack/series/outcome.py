"""What became of a target, and what settled it, by the rules of docs/counting.md."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tradetrack.core.dates import NO_DATE
from tradetrack.core.periods import YEAR, last_day_of
from tradetrack.core.vocabulary import OVER, QUALIFIERS, UNDER
from tradetrack.series.evidence import FIGURE, FLOOR, LATER, MARGIN, YearEvidence

OPEN = "open"
MET = "met"
MISSED = "missed"
OVERTAKEN = "overtaken"
UNKNOWN = "unknown"

YEARS_LATER = 4  # after the deadline, in which a later figure can show that a target was missed


class Question(NamedTuple):
    """A target as it is judged: an amount by the period `due` (its start; None without a deadline).

    `stated_on` is the day of its first statement (0: unknown), `base` the start of the year that was the base
    then, `base_has_it` whether that had the amount already, `is_over` whether the deadline has passed.
    """

    amount: int
    is_ceiling: bool
    due: int | None
    stated_on: int
    base: YearEvidence | None
    is_over: bool


class Verdict(NamedTuple):
    """The outcome of a target, by which kind of evidence, and the year that decided it."""

    outcome: str
    settled_by: str | None = None
    year: YearEvidence | None = None


def judge(question: Question, known: Sequence[YearEvidence]) -> Verdict:
    """What became of a target, given the evidence of its series, the earliest year first."""
    if question.is_ceiling:
        return Verdict(UNKNOWN)
    before = _overtaken(question, known)
    if before:
        return Verdict(OVERTAKEN, before.settled_by, before)
    for year in known:
        if _is_later(question, year) and year.reaches(question.amount):
            if question.due is None or year.start <= question.due:
                return Verdict(MET, year.settled_by, year)
            break
    if question.due is None or not question.is_over:
        return _at_deadline(question, known) or Verdict(OPEN)
    return _at_deadline(question, known) or _after_deadline(question, known) or Verdict(UNKNOWN)


def _overtaken(question: Question, known: Sequence[YearEvidence]) -> YearEvidence | None:
    """The year that had the amount before the target was stated: its base, or a later one that had ended."""
    base = question.base
    if base is None or question.stated_on == NO_DATE:
        return None
    if base.reaches(question.amount):
        return base
    ended = (y for y in known if y.start > base.start and last_day_of(y.start, YEAR) < question.stated_on)
    return next((year for year in ended if year.reaches(question.amount)), None)


def _is_later(question: Question, year: YearEvidence) -> bool:
    """Whether a year comes after the base; without one, whether it ended after the target was stated."""
    if question.base is not None:
        return year.start > question.base.start
    return question.stated_on == NO_DATE or last_day_of(year.start, YEAR) >= question.stated_on


def _at_deadline(question: Question, known: Sequence[YearEvidence]) -> Verdict | None:
    """Missed by what is known of the year of the deadline."""
    at = [year for year in known if year.start == question.due]
    floor = max((year.amount for year in at if year.settled_by == FLOOR), default=0)
    short = next((year for year in at if year.falls_short(question.amount)), None)
    if short is None or (short.qualifier == QUALIFIERS[OVER] and floor >= MARGIN * question.amount):
        return None
    return Verdict(MISSED, short.settled_by, short)


def _after_deadline(question: Question, known: Sequence[YearEvidence]) -> Verdict | None:
    """Missed by the first figure after the deadline, where that year has none and this one is far below."""
    due = question.due
    if due is None or any(year.start == due and not year.is_bound for year in known):
        return None
    later = (year for year in known if year.start > due and year.settled_by == FIGURE)
    first = next(later, None)
    if first is None or first.start - due > YEARS_LATER * YEAR:
        return None
    return Verdict(MISSED, LATER, first) if first.amount < MARGIN * question.amount else None


def is_ceiling(qualifier: str) -> bool:
    """Whether a target is a level to stay under."""
    return qualifier == QUALIFIERS[UNDER]
