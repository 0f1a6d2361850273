"""The share of targets that was met, with an interval that resamples pairs.

Targets of one pair are not independent: they are restated, raised and postponed, and one bad year misses them
all. So pairs are drawn, not targets (a cluster bootstrap: Cameron, Gelbach and Miller, 2008).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tradetrack.series.outcome import MET, MISSED
from tradetrack.series.target_kinds import kind_of, span_of

_RESAMPLES, _SEED = 2000, 2026
_TAIL = 0.1  # on either side of an interval


class Judged(NamedTuple):
    """One target as it is counted.

    `growth_pct` is what it asked for a year (None where no fresh base was known), `horizon` in how many years
    its year starts (0: the running one; None without a date), `is_due` says that its deadline has passed,
    `is_figure_known` that the year of its deadline has a figure that is no bound.
    """

    pair: str
    outcome: str
    deadline: int | None
    growth_pct: float | None
    horizon: int | None
    is_due: bool
    is_figure_known: bool

    @property
    def kind(self) -> str:
        """National goals are with the world, bilateral ones between two economies or blocs."""
        return kind_of(self.pair)

    @property
    def span(self) -> str | None:
        """Whether it is a goal for the running or the next year, or a longer plan."""
        return None if self.horizon is None else span_of(self.horizon)

    @property
    def is_settled(self) -> bool:
        """Whether it counts in a share: due, and known to be met or missed."""
        return self.is_due and self.outcome in (MET, MISSED)


class Share(NamedTuple):
    """So many of the settled targets were met; `interval_80` in percent, None where one pair has them all."""

    known: int
    met: int
    interval_80: tuple[float, float] | None = None

    @property
    def share_pct(self) -> float | None:
        """The share that was met, in percent; None of none."""
        return percentage(self.met, self.known)


def percentage(part: int, whole: int) -> float | None:
    """Part of a whole in percent; None of nothing."""
    return part / whole * 100 if whole else None


class Resampled:
    """Pairs drawn with replacement, as often as there are pairs: a target moves with its pair."""

    def __init__(self, targets: Sequence[Judged]) -> None:
        pairs = sorted({t.pair for t in targets if t.is_settled})
        self._place = {pair: place for place, pair in enumerate(pairs)}
        count = max(len(pairs), 1)
        drawn = np.random.default_rng(_SEED).multinomial(count, np.full(count, 1 / count), _RESAMPLES)
        self._times: npt.NDArray[np.int64] = drawn

    def share(self, targets: Sequence[Judged]) -> Share:
        """The share of the settled ones that was met, with its interval."""
        own = [t for t in targets if t.is_settled]
        met = [t for t in own if t.outcome == MET]
        return Share(len(own), len(met), self._interval(own, met))

    def _interval(self, own: Sequence[Judged], met: Sequence[Judged]) -> tuple[float, float] | None:
        pairs = len({t.pair for t in own})
        if pairs < 2:
            return None
        if len(met) in (0, len(own)):  # nothing varies: the exact bound for as many independent pairs
            bound = (1 - _TAIL ** (1 / pairs)) * 100
            return (0.0, bound) if not met else (100 - bound, 100.0)
        known, reached = (self._times @ self._per_pair(some) for some in (own, met))
        shares = reached[known > 0] / known[known > 0] * 100
        low, high = np.quantile(shares, [_TAIL, 1 - _TAIL]).tolist()
        return low, high

    def _per_pair(self, targets: Sequence[Judged]) -> npt.NDArray[np.int64]:
        places = np.array([self._place[t.pair] for t in targets], dtype=np.int64)
        return np.bincount(places, minlength=len(self._place))
