"""The base rate of a target in words, with its sample."""

from __future__ import annotations

from tradetrack.forecast.base_rate import BaseRate
from tradetrack.series.target_kinds import BILATERAL, NATIONAL, ONE_YEAR

_KINDS = {BILATERAL: "bilateral goals", NATIONAL: "goals with the world", None: "goals of every kind"}


def base_rate_words(rate: BaseRate | None) -> str:
    """What became of stated targets that asked for as much, in a sentence; empty for no base rate.

    `Of 24 stated targets that asked for 10 to 15 % a year, 1 was met (bilateral goals, …).` It stands beside
    the chance of the model and is no part of it.
    """
    if rate is None:
        return ""
    targets = "target" if rate.known == 1 else "targets"
    were = "was" if rate.met == 1 else "were"
    met = f"{rate.met or 'none'} {were} met"
    when = "due in the same or the next year" if rate.horizon == ONE_YEAR else "due two or more years ahead"
    return (
        f"Of {rate.known} stated {targets} that asked for {_growth(rate)} a year, {met} "
        f"({_KINDS[rate.kind]}, {when})."
    )


def _growth(rate: BaseRate) -> str:
    if rate.to_pct is None:
        return f"{rate.from_pct:g} % or more"
    return f"{rate.from_pct:g} to {rate.to_pct:g} %"
