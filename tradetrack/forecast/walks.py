"""Random walks of log levels, many at once: the chance to have reached a target, and the levels of each year.

A walk of a flow whose volatility is not known for certain is a mixture of walks, each of one volatility.
From a known level the chance to have arrived is a first passage (`first_passage`); from a level with a spread
it is the mean of first passages from the edges of slices of equal chance. No random number is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tradetrack.forecast.first_passage import STEP, mixture, normal_cdf, normal_tail_quantile, table

SLICES = 8
_OUTER = 0.15  # of the outermost slice's chance: where it is taken to end
CHUNK = 100  # walks at a time: what is worked on stays in the processor's cache
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
        key = np.stack([self.offset, self.freedom, has_spread], axis=1)
        if len(key) < 2 or (key == key[0]).all():
            groups: list[Any] = [np.arange(len(key))]
        else:
            _, group = np.unique(key, axis=0, return_inverse=True)
            order = np.argsort(group, kind="stable")
            groups = np.split(order, np.flatnonzero(np.diff(group[order])) + 1)
        for rows in groups:
            for first in range(0, len(rows), CHUNK):
                some = rows[first : first + CHUNK]
                offset, freedom, spread = key[some[0]].tolist()
                yield Walks._make(column[some] for column in self), int(offset), freedom, bool(spread)


def chances_by(walks: Walks, targets: Floats, horizon: int) -> Floats:
    """The chance of each item to have had its target (a log level) by each year, (items, horizon)."""
    found = np.zeros((len(targets), horizon))
    for group, offset, freedom, has_spread in walks.alike():
        if offset > horizon:
            continue
        ratio, weight = mixture(freedom)
        volatility = group.scale[:, np.newaxis] * ratio
        aims = targets[group.item]
        if has_spread:
            own, later = _from_spread(group, volatility, aims, horizon)
        else:
            own, later = _from_level(group, volatility, aims, horizon)
        parts = [(own @ weight)[:, np.newaxis]] if offset else []
        parts.append(np.einsum("ikh,k->ih", later, weight)[:, : horizon - offset])
        years = np.concatenate(parts, axis=1)
        first = max(offset, 1)
        counts = np.arange(first, horizon + 1) < group.until[:, np.newaxis]
        np.maximum.at(found[:, first - 1 :], group.item, np.where(counts, years, 0.0))
    return np.minimum(np.maximum.accumulate(found, axis=1), 1.0)


def _from_level(group: Walks, volatility: Floats, aims: Floats, horizon: int) -> tuple[Floats, Floats]:
    """Whether the start itself has the target, and the chance by each year after it, by volatility."""
    away = (aims - group.mean)[:, np.newaxis] / volatility
    drift = group.drift[:, np.newaxis] / volatility
    later = table(horizon).chances(drift, away)
    later[..., 0] = normal_cdf(drift - away)  # a table is only so exact
    has = (away <= 0) & (group.offset > 0)[:, np.newaxis]
    return has.astype(np.float64), np.where(has[..., np.newaxis], 1.0, later)


def _from_spread(group: Walks, volatility: Floats, aims: Floats, horizon: int) -> tuple[Floats, Floats]:
    """As `_from_level`, for a start known up to a spread: the mean over its slices."""
    edges = (aims[:, np.newaxis, np.newaxis] - slice_edges(group, volatility)) / volatility[:, np.newaxis]
    middle = (edges[:, 1:] + edges[:, :-1]) / 2
    half = np.maximum((edges[:, :-1] - edges[:, 1:]) / 2, STEP / 2)
    near, far = middle - half, middle + half
    own = (np.minimum(far, 0.0) - np.minimum(near, 0.0)) / (2 * half)
    drift = np.broadcast_to((group.drift[:, np.newaxis] / volatility)[:, np.newaxis], edges.shape)
    later = np.where((edges <= 0)[..., np.newaxis], 1.0, table(horizon).chances(drift, edges))
    return own.mean(axis=1), (later[:, 1:] + later[:, :-1]).mean(axis=1) / 2


def slice_edges(group: Walks, volatility: Floats) -> Floats:
    """The log levels between slices of equal chance, (walks, slices + 1, volatilities), rising."""
    deviation = group.spread[:, np.newaxis] + group.share[:, np.newaxis] * volatility
    with np.errstate(divide="ignore"):
        lowest = np.clip((group.floor - group.mean)[:, np.newaxis] / deviation, -8.5, 8.5)
    left = np.log(normal_cdf(-lowest))
    shares = np.append(1 - np.arange(SLICES) / SLICES, _OUTER / SLICES)
    z = normal_tail_quantile(left[:, np.newaxis] + np.log(shares)[:, np.newaxis])
    outer = float(normal_tail_quantile(np.log1p(-_OUTER / SLICES)))
    z[:, 0] = np.maximum(lowest, outer)
    z = np.maximum.accumulate(np.maximum(z, outer), axis=1)
    levels = group.mean[:, np.newaxis, np.newaxis] + deviation[:, np.newaxis] * z
    return np.asarray(np.maximum(levels, group.floor[:, np.newaxis, np.newaxis]))


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
    ratio, _ = mixture(freedom)
    edges = slice_edges(group, group.scale[:, np.newaxis] * ratio)
    reach = 12 * group.scale[:, np.newaxis] * np.sqrt(steps) + np.abs(group.drift[:, np.newaxis]) * steps
    low = edges.min(axis=(1, 2))[:, np.newaxis] - reach - 1e-9
    high = edges.max(axis=(1, 2))[:, np.newaxis] + reach + 1e-9
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        below = _share_below(group, edges, freedom, steps, middle) < p
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return np.asarray((low + high) / 2)


def _share_below(group: Walks, edges: Floats, freedom: float, steps: Whole, levels: Floats) -> Floats:
    """The chance to lie below levels, (walks, years), so many steps after the start."""
    ratio, weight = mixture(freedom)
    low, high = edges[:, np.newaxis, :-1], edges[:, np.newaxis, 1:]
    at = levels[..., np.newaxis, np.newaxis]
    volatility = (group.scale[:, np.newaxis] * ratio)[:, np.newaxis, np.newaxis]
    moved = (group.drift[:, np.newaxis] * steps)[..., np.newaxis, np.newaxis]
    scale = volatility * np.sqrt(np.maximum(steps, 1))[:, np.newaxis, np.newaxis]
    walked = normal_cdf((at - moved - (low + high) / 2) / scale)
    inside = np.clip((at - low) / np.maximum(high - low, 1e-12), 0.0, 1.0)
    share = np.where((steps == 0)[:, np.newaxis, np.newaxis], inside, walked)
    return np.asarray(share.mean(axis=2) @ weight)


def chances_in(walks: Walks, target: float, year: int) -> float:
    """The chance of one item to have at least the log level `target` in the year `year` after the base."""
    best = 0.0
    for group, offset, freedom, has_spread in walks.alike():
        for place in np.flatnonzero((offset <= year) & (year < group.until)).tolist():
            one = Walks._make(column[place : place + 1] for column in group)
            steps = np.array([year - offset])
            if has_spread:
                edges = slice_edges(one, one.scale[:, np.newaxis] * mixture(freedom)[0])
                below = _share_below(one, edges, freedom, steps, np.array([[target]]))[0, 0]
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
