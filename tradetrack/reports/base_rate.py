"""The base rate of a target in words, with its sample."""

from __future__ import annotations

from tradetrack.forecast.base_rate import BaseRate
from tradetrack.reports.language import ENGLISH, Language
from tradetrack.series.target_kinds import BILATERAL, NATIONAL, ONE_YEAR

KINDS = {BILATERAL: "bilateral goals", NATIONAL: "goals with the world", None: "goals of every kind"}


def base_rate_words(rate: BaseRate | None, language: Language = ENGLISH) -> str:
    """What became of stated targets that asked for as much, in a sentence; empty for no base rate.

    `Of 24 stated targets that asked for 10 to 15 % a year, 1 was met (bilateral goals, …).` It stands beside
    the chance of the model and is no part of it.
    """
    if rate is None:
        return ""
    return language.counted(
        "Of {number} stated target that asked for {growth} a year, {met} ({kind}, {when}).",
        "Of {number} stated targets that asked for {growth} a year, {met} ({kind}, {when}).",
        rate.known,
        growth=_growth(rate, language),
        met=_met(rate, language),
        kind=language.phrase(KINDS[rate.kind]),
        when=language.phrase(
            "due in the same or the next year" if rate.horizon == ONE_YEAR else "due two or more years ahead"
        ),
    )


def _met(rate: BaseRate, language: Language) -> str:
    if not rate.met:
        return language.phrase("none were met")
    return language.counted("{number} was met", "{number} were met", rate.met)


def _growth(rate: BaseRate, language: Language) -> str:
    first = language.number(f"{rate.from_pct:g}")
    if rate.to_pct is None:
        return language.phrase("{share} or more", share=language.number(f"{rate.from_pct:g} %"))
    return language.phrase("{low} to {high}", low=first, high=language.number(f"{rate.to_pct:g} %"))
