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

from tradetrack.forecast.first_passage import FARTHEST, mixture, normal_cdf, normal_tail_quantile, table

NODES, NODES_BELOW = 10, 5  # of integrals over where a walk starts: over all of it, and below a target
CHUNK = 200  # walks at a time: what is worked on stays in the processor's cache
_HALVINGS = 40

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

    def alike(self) -> Iterator[tuple[Walks, int, float, bool]]:
        """The walks in groups of one offset and freedom, with and without a spread, a chunk at a time."""
        has_spread = (self.spread > 0) | (self.share > 0)
        _, key = np.unique(self.freedom, return_inverse=True)
        key = (key * (self.offset.max(initial=0) + 1) + self.offset) * 2 + has_spread
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
    """By halving: where the chance to lie below is p."""
    below = _Below(group, freedom, steps)
    reach = 12 * group.scale[:, np.newaxis] * np.sqrt(steps) + np.abs(group.drift[:, np.newaxis]) * steps
    low = below.levels.min(axis=(1, 2))[:, np.newaxis] - reach - 1e-9
    high = below.levels.max(axis=(1, 2))[:, np.newaxis] + reach + 1e-9
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        is_low = below.share(middle) < p
        low, high = np.where(is_low, middle, low), np.where(is_low, high, middle)
    return np.asarray((low + high) / 2)


class _Below:
    """The chance to lie below levels so many steps after a start with a spread."""

    def __init__(self, group: Walks, freedom: float, steps: Whole) -> None:
        ratio, self.weight = mixture(freedom)
        self.start = _Start(group, group.scale[:, np.newaxis] * ratio)
        share, self.part = _nodes(NODES)
        self.levels = self.start.levels(share[:, np.newaxis])
        self.steps = steps
        self.moved = group.drift[:, np.newaxis] * steps
        self.scale = self.start.volatility[:, np.newaxis] * np.sqrt(np.maximum(steps, 1))[:, np.newaxis]

    def share(self, at: Floats) -> Floats:
        """The chance to lie below levels, (walks, steps)."""
        apart = (at - self.moved)[..., np.newaxis, np.newaxis] - self.levels[:, np.newaxis]
        walked = self.part @ normal_cdf(apart / self.scale[:, :, np.newaxis])
        started = 1 - self.start.share_above(at[:, :1])
        found = np.where((self.steps == 0)[:, np.newaxis], started[:, np.newaxis], walked)
        return np.asarray(found @ self.weight)


def chances_in(walks: Walks, target: float, year: int) -> float:
    """The chance of one item to have at least the log level `target` in the year `year` after the base."""
    best = 0.0
    for group, offset, freedom, has_spread in walks.alike():
        for place in np.flatnonzero((offset <= year) & (year < group.until)).tolist():
            one = Walks._make(column[place : place + 1] for column in group)
            steps = np.array([year - offset])
            if has_spread:
                below = _Below(one, freedom, steps).share(np.array([[target]]))[0, 0]
            else:
                below = _level_below(one, freedom, int(steps[0]), target)
            best = max(best, 1 - float(below))
    return best


def _level_below(one: Walks, freedom: float, steps: int, target: float) -> float:
    away = target - one.mean[0] - one.drift[0] * steps
    return float(away > 0) if not steps else student_cdf(float(away / (one.scale[0] * steps**0.5)), freedom)


def student_cdf(x: float, freedom: float) -> float:
    """Student's distribution function, as the mixture of normal ones that walks are made of."""
    ratio, weight = mixture(freedom)
    return float(normal_cdf(x / ratio) @ weight)


@lru_cache(maxsize=1024)
def student_quantile(p: float, freedom: float) -> float:
    """The quantile of Student's distribution, by halving `student_cdf`."""
    low, high = -60.0, 60.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if student_cdf(middle, freedom) < p else (low, middle)
    return (low + high) / 2
