"""Random walks of log levels, many at once: the chance to have reached a target, and the levels of each year.

A walk of a flow whose volatility is not known for certain is a mixture of walks, each of one volatility.
From a known level the chance to have arrived is a first passage (`first_passage`); from a level with a spread
it is the mean of first passages from where the walk may start. No random number is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tradetrack.forecast.first_passage import (
    FARTHEST,
    mixture,
    normal_cdf,
    normal_density,
    normal_tail_quantile,
    table,
)
from tradetrack.forecast.student import student_cdf, student_quantile

NODES, NODES_BELOW = 10, 5  # of integrals over where a walk starts: over all of it, and below a target
CHUNK = 200  # walks at a time: what is worked on stays in the processor's cache
_ROUNDS, _EXACT = 60, 1e-7  # of the search for quantiles; the distribution itself is known within 3e-6
_MOST_VOLATILE = 8  # times the scale: more has no weight in any mixture

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]


class Walks(NamedTuple):
    """Walks, an entry each. `item` says whose; it counts from the year `offset` after the base to `until`.

    The log level in the year `offset` is normal around `mean`, with the deviation `spread` and `share` times
    the volatility, cut off below `floor`. Later years add `drift` and a step of the volatility: `scale` times
    the root of freedom / chi-square(freedom). Offset 0 is the base, which is no year to arrive in.
    """

    item: Whole
    offset: Whole
    until: Whole
    mean: Floats
    spread: Floats
    share: Floats
    floor: Floats
    drift: Floats
    scale: Floats
    freedom: Floats

    @property
    def is_cut(self) -> npt.NDArray[np.bool_]:
        """Whether a start with a spread is cut off by its floor at all."""
        farthest = FARTHEST * (self.spread + _MOST_VOLATILE * self.share * self.scale)
        return np.asarray((farthest > 0) & (self.floor > self.mean - farthest))

    def alike(self) -> Iterator[tuple[Walks, int, float, bool]]:
        """The walks in groups of one offset, freedom and kind of start, a chunk at a time."""
        has_spread = (self.spread > 0) | (self.share > 0)
        _, key = np.unique(self.freedom, return_inverse=True)
        key = (key * (self.offset.max(initial=0) + 1) + self.offset) * 3 + has_spread + self.is_cut
        order = np.argsort(key, kind="stable")
        for rows in np.split(order, np.flatnonzero(np.diff(key[order])) + 1) if len(key) else ():
            one = rows[0]
            spread = bool(has_spread[one])
            for first in range(0, len(rows), CHUNK):
                some = Walks._make(column.take(rows[first : first + CHUNK]) for column in self)
                yield some, int(self.offset[one]), float(self.freedom[one]), spread


def chances_by(walks: Walks, targets: Floats, horizon: int) -> Floats:
    """The chance of each item to have had its target (a log level) by each year, (items, horizon)."""
    found = np.zeros((len(targets), horizon))
    for group, offset, freedom, has_spread in walks.alike():
        if offset > horizon:
            continue
        reach = _reach_from_spread if has_spread else _reach_from_level
        own, later = reach(group, targets[group.item], freedom, horizon)
        first = max(offset, 1)
        parts = [own[:, np.newaxis]] if offset else []
        years = np.concatenate([*parts, later[:, : horizon - offset]], axis=1)
        counts = np.arange(first, horizon + 1) < group.until[:, np.newaxis]
        np.maximum.at(found[:, first - 1 :], group.item, np.where(counts, years, 0.0))
    return np.minimum(np.maximum.accumulate(found, axis=1), 1.0)


def _reach_from_level(group: Walks, aims: Floats, freedom: float, horizon: int) -> tuple[Floats, Floats]:
    """Whether the start itself has the target, and the chance by each year after it."""
    ratio, weight = mixture(freedom)
    volatility = group.scale[:, np.newaxis] * ratio
    away = (aims - group.mean)[:, np.newaxis] / volatility
    drift = group.drift[:, np.newaxis] / volatility
    later = table(horizon).means(drift, away, np.broadcast_to(weight, away.shape))
    later[:, 0] = normal_cdf(drift - away) @ weight  # a table is only so exact
    has = (aims <= group.mean) & (group.offset > 0)
    return has.astype(np.float64), np.where(has[:, np.newaxis], 1.0, later)


def _reach_from_spread(group: Walks, aims: Floats, freedom: float, horizon: int) -> tuple[Floats, Floats]:
    """As `_reach_from_level`, for a start known up to a spread: the mean over the part below the target."""
    ratio, weight = mixture(freedom)
    start = _Start(group, group.scale[:, np.newaxis] * ratio)
    has = start.share_above(aims[:, np.newaxis])
    share, below = _nodes(NODES_BELOW)
    levels = start.levels(1 - (1 - has)[:, np.newaxis] * (1 - share[:, np.newaxis]))
    away = np.maximum(aims[:, np.newaxis, np.newaxis] - levels, 0.0) / start.volatility[:, np.newaxis]
    drift = np.broadcast_to((group.drift[:, np.newaxis] / start.volatility)[:, np.newaxis], away.shape)
    weights = ((1 - has) * weight)[:, np.newaxis] * below[:, np.newaxis]
    flat, own = (len(aims), -1), has @ weight
    later = table(horizon).means(drift.reshape(flat), away.reshape(flat), weights.reshape(flat))
    return own, later + own[:, np.newaxis]


class _Start:
    """Where walks with a spread start, (walks, volatilities): normally distributed, cut off below a floor."""

    def __init__(self, group: Walks, volatility: Floats) -> None:
        self.volatility = volatility
        self.mean, self.floor = group.mean[:, np.newaxis], group.floor[:, np.newaxis]
        self.deviation = group.spread[:, np.newaxis] + group.share[:, np.newaxis] * volatility
        self.left = normal_cdf(-self._standard(self.floor))

    def _standard(self, level: Floats) -> Floats:
        return np.asarray(np.clip((level - self.mean) / self.deviation, -FARTHEST, FARTHEST))

    def share_above(self, level: Floats) -> Floats:
        """The chance to start at a level or above it."""
        z = self._standard(level)
        share = np.where(z < FARTHEST, np.minimum(normal_cdf(-z) / self.left, 1.0), 0.0)
        return np.asarray(np.where(level <= self.floor, 1.0, share))

    def density(self, level: Floats) -> Floats:
        """The density of the start at a level."""
        found = normal_density((level - self.mean) / self.deviation) / self.deviation / self.left
        return np.asarray(np.where(level < self.floor, 0.0, found))

    def levels(self, share: Floats) -> Floats:
        """The levels with such shares above them; `share` broadcasts to (walks, any, volatilities)."""
        z = normal_tail_quantile(np.log(self.left[:, np.newaxis] * share))
        found = self.mean[:, np.newaxis] + self.deviation[:, np.newaxis] * z
        return np.asarray(np.maximum(found, self.floor[:, np.newaxis]))


@lru_cache(maxsize=2)
def _nodes(count: int) -> tuple[Floats, Floats]:
    """The points and weights of Gauss and Legendre's rule for an integral from 0 to 1."""
    at, weight = np.polynomial.legendre.leggauss(count)
    return (at + 1) / 2, weight / 2


def quantiles(walks: Walks, items: int, p: float, horizon: int) -> Floats:
    """The log level that each item's year stays below with the chance p, (items, horizon)."""
    found = np.full((items, horizon), -np.inf)
    for group, offset, freedom, has_spread in walks.alike():
        first = max(offset, 1)
        if first > horizon:
            continue
        years = np.arange(first, horizon + 1)
        steps = years - offset
        middle = group.mean[:, np.newaxis] + group.drift[:, np.newaxis] * steps
        if has_spread:
            levels = _spread_quantiles(group, freedom, p, steps)
        else:
            levels = middle + group.scale[:, np.newaxis] * np.sqrt(steps) * student_quantile(p, freedom)
        counts = years < group.until[:, np.newaxis]
        np.maximum.at(found[:, first - 1 :], group.item, np.where(counts, levels, -np.inf))
    return found


def _spread_quantiles(group: Walks, freedom: float, p: float, steps: Whole) -> Floats:
    """Where the chance to lie below is p: by Newton's steps, and by halving where one leads astray."""
    below = _Below(group, freedom, steps)
    reach = 12 * group.scale[:, np.newaxis] * np.sqrt(steps) + np.abs(group.drift[:, np.newaxis]) * steps
    reach += FARTHEST * below.start.deviation.max(axis=1)[:, np.newaxis]
    low = below.levels.min(axis=(1, 2))[:, np.newaxis] - reach - 1e-9
    high = below.levels.max(axis=(1, 2))[:, np.newaxis] + reach + 1e-9
    deviation = np.hypot(group.spread, group.share * group.scale)[:, np.newaxis]
    away = np.hypot(group.scale[:, np.newaxis] * np.sqrt(steps), deviation)
    at = group.mean[:, np.newaxis] + below.moved + away * student_quantile(p, freedom)  # as if Student's
    for _ in range(_ROUNDS):
        share, density = below.share(at)
        is_low = share < p
        low, high = np.where(is_low, at, low), np.where(is_low, high, at)
        better = at + (p - share) / np.maximum(density, 1e-300)
        better = np.where((better >= low) & (better <= high), better, (low + high) / 2)
        if np.abs(better - at).max() < _EXACT:
            return np.asarray(better)
        at = better
    return np.asarray(at)


class _Below:
    """The chance to lie below levels so many steps after a start with a spread."""

    def __init__(self, group: Walks, freedom: float, steps: Whole) -> None:
        ratio, self.weight = mixture(freedom)
        self.start = _Start(group, group.scale[:, np.newaxis] * ratio)
        self.steps = steps
        self.moved = group.drift[:, np.newaxis] * steps
        scale = self.start.volatility[:, np.newaxis] * np.sqrt(np.maximum(steps, 1))[:, np.newaxis]
        if group.is_cut[0]:
            share, self.part = _nodes(NODES)
            self.levels, self.scale = self.start.levels(share[:, np.newaxis]), scale
        else:  # a normal start and a normal walk are normal together
            self.levels, self.part = self.start.mean[:, np.newaxis], np.ones(1)
            self.scale = np.hypot(scale, self.start.deviation[:, np.newaxis])

    def share(self, at: Floats) -> tuple[Floats, Floats]:
        """The chance to lie below levels, (walks, steps), and its density."""
        apart = (at - self.moved)[..., np.newaxis, np.newaxis] - self.levels[:, np.newaxis]
        away = apart / self.scale[:, :, np.newaxis]
        walked, density = self.part @ normal_cdf(away), (self.part @ normal_density(away)) / self.scale
        if not self.steps[0]:  # the first level is of the start itself
            walked[:, 0] = 1 - self.start.share_above(at[:, :1])
            density[:, 0] = self.start.density(at[:, :1])
        return walked @ self.weight, density @ self.weight


def chances_in(walks: Walks, target: float, year: int) -> float:
    """The chance of one item to have at least the log level `target` in the year `year` after the base."""
    best = 0.0
    for group, offset, freedom, has_spread in walks.alike():
        for place in np.flatnonzero((offset <= year) & (year < group.until)).tolist():
            one = Walks._make(column[place : place + 1] for column in group)
            steps = np.array([year - offset])
            if has_spread:
                below = _Below(one, freedom, steps).share(np.array([[target]]))[0][0, 0]
            else:
                below = _level_below(one, freedom, int(steps[0]), target)
            best = max(best, 1 - float(below))
    return best


def _level_below(one: Walks, freedom: float, steps: int, target: float) -> float:
    away = target - one.mean[0] - one.drift[0] * steps
    return float(away > 0) if not steps else student_cdf(float(away / (one.scale[0] * steps**0.5)), freedom)
