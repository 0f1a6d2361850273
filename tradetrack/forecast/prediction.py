"""What was predicted of a target on a day, and how good it was once the target is settled.

The chance of the outlook stands beside two rivals: the base rate, what became of stated targets that asked
for as much, and the naive forecast, that the latest growth goes on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tradetrack.series.outcome import MET, MISSED


class Prediction(NamedTuple):
    """The chance that a target is met by its deadline, as it was seen from the base of `base_year`.

    `chance_slow` and `chance_fast` are those of the two eras; `base_rate` is a share, `naive` 1 or 0, and
    None where none was known.
    """

    pair: str
    flow: str
    scope: str
    unit: str
    value: float
    deadline: int
    base_year: int
    base_value: float
    chance: float
    chance_slow: float
    chance_fast: float
    base_rate: float | None
    naive: float | None


class Judgement(NamedTuple):
    """A prediction beside what is known now: an outcome, or None for a target that the ledger has not."""

    prediction: Prediction
    outcome: str | None
    outcome_label: str = ""
    outcome_value: float | None = None

    @property
    def came_true(self) -> float | None:
        """1 for a target that was met, 0 for one that was missed, None while neither is known."""
        return {MET: 1.0, MISSED: 0.0}.get(self.outcome or "")


def smoothed(met: int, known: int) -> float:
    """A share as a forecast: one success and one failure are added (Laplace), so that it is never 0 or 1."""
    return (met + 1) / (known + 2)


def brier(said: Sequence[float | None], came: Sequence[float | None]) -> float | None:
    """The mean squared error of chances (Brier 1950): 0 is perfect, 0.25 is what 50 % always has.

    Over the pairs in which both are known; None without any.
    """
    errors = [(s - c) ** 2 for s, c in zip(said, came, strict=True) if s is not None and c is not None]
    return sum(errors) / len(errors) if errors else None
