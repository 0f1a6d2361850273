"""The chance that a random walk with drift has reached a distance by each step, from tables.

The walk has steps of standard deviation 1 and the drift `delta` a step. R(h, y), the chance that one of its
first h sums is at least y, follows from the first step, which ends at the distance y' from the target:

    R(h, y) = Phi(delta - y) + integral over y' > 0 of phi(y - delta - y') R(h - 1, y')

A row of a table has R for one drift, on a grid of distances; it is made when it is first asked for, one
convolution a step. Between grid points R is linear in both. The grids keep the error below 0.002 (compared
with simulations in the tests).
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

STEP = 0.1  # between distances
DRIFT_STEP = 0.05
MAX_DRIFT = 3.0  # in standard deviations a step; a stronger one hardly ever falls back
_ABOVE = 80  # grid points at and below a distance of 0: a walk may start above its target
FARTHEST = 8.5  # standard deviations: beyond them nothing of a normal distribution counts
_REACH = 6.0  # standard deviations: the farthest single step that counts
_GREGORY = (3 / 8, 7 / 6, 23 / 24)  # weights of an integral's first points, the others counting 1

Floats = npt.NDArray[np.float64]

_Z = np.linspace(-FARTHEST, FARTHEST, 3401)
_PHI = np.array([0.5 * math.erfc(-z / math.sqrt(2)) for z in _Z.tolist()])
_LOG_PHI = np.log(_PHI)


def normal_cdf(z: Any) -> Floats:
    """The standard normal distribution function, within 3e-6."""
    return np.asarray(np.interp(z, _Z, _PHI))


def normal_density(z: Any) -> Floats:
    """The density of the standard normal distribution."""
    return np.asarray(np.exp(-(np.asarray(z) ** 2) / 2) / math.sqrt(2 * math.pi))


def normal_tail_quantile(log_p: Any) -> Floats:
    """The z that a standard normal exceeds with the chance exp(log_p), up to FARTHEST."""
    return -np.asarray(np.interp(log_p, _LOG_PHI, _Z))


class _Table:
    """The rows for walks of up to `steps` steps."""

    def __init__(self, steps: int) -> None:
        self.steps = steps
        farthest = MAX_DRIFT * steps + 5 * math.sqrt(steps)
        self.distances = np.arange(-_ABOVE, int(farthest / STEP) + 2) * STEP
        rows = round(2 * MAX_DRIFT / DRIFT_STEP) + 2
        self._made = np.zeros(rows, dtype=bool)
        self._is_ready = np.zeros(rows - 1, dtype=bool)  # with the row after it
        self._chance = np.zeros((rows, len(self.distances), steps))
        self._by_step: dict[int, Floats] = {}

    def means(self, drift: Any, distance: Any, weight: Any) -> Floats:
        """The weighted sums of R, (walks, steps), over the last axis of what is given, (walks, any)."""
        row, column, across, along = self._places(drift, distance)
        near, far = weight * (1 - across), weight * across
        weights = np.concatenate([near * (1 - along), near * along, far * (1 - along), far * along], axis=1)
        width = len(self.distances)
        first = row * width + column
        corners = np.concatenate([first, first + 1, first + width, first + width + 1], axis=1)
        # One copy of whole rows: several times as fast as an index for each axis.
        found = self._chance.reshape(-1, self.steps).take(corners, axis=0, mode="clip")
        return np.asarray(np.matmul(weights[:, np.newaxis], found)[:, 0])

    def chances_in(self, step: int, drift: Any, distance: Any) -> Floats:
        """R of so many steps alone, for drifts and distances of one shape: for very many of them."""
        row, column, across, along = self._places(drift, distance)
        table, width = self._one_step(step), len(self.distances)
        at = row * width + column
        low = table[at]
        low += (table[at + 1] - low) * along
        at += width
        high = table[at]
        high += (table[at + 1] - high) * along
        return np.asarray(low + (high - low) * across)

    def _one_step(self, step: int) -> Floats:
        """The chances of one step, row after row: a table small enough to stay in the processor's cache."""
        if step not in self._by_step:
            self._by_step[step] = np.ascontiguousarray(self._chance[..., step - 1]).ravel()
        return self._by_step[step]

    def _places(self, drift: Any, distance: Any) -> tuple[Any, Any, Any, Any]:
        """The grid points before, and how far beyond them, made rows guaranteed."""
        across = (np.clip(drift, -MAX_DRIFT, MAX_DRIFT) + MAX_DRIFT) / DRIFT_STEP
        along = np.clip(distance / STEP + _ABOVE, 0.0, len(self.distances) - 2.0)
        row, column = across.astype(np.int64), along.astype(np.int64)
        if not self._is_ready[row].all():
            for one in np.unique(row).tolist():
                self._make(one)
                self._make(one + 1)
        return row, column, across - row, along - column

    def _make(self, row: int) -> None:
        if self._made[row]:
            return
        delta = row * DRIFT_STEP - MAX_DRIFT
        farthest = max(delta, 0.0) * self.steps + 5 * math.sqrt(self.steps)
        distances = self.distances[: _ABOVE + int(farthest / STEP) + 2]
        count, at_once = len(distances), normal_cdf(delta - distances)
        most = int((_REACH + abs(delta)) / STEP)
        away = np.arange(-most, most + 1) * STEP - delta
        kernel = np.exp(-(away**2) / 2) * (STEP / math.sqrt(2 * math.pi))
        reached = [at_once]
        for _ in range(self.steps - 1):
            weighted = reached[-1].copy()
            weighted[:_ABOVE] = 0.0
            weighted[_ABOVE : _ABOVE + len(_GREGORY)] *= _GREGORY
            reached.append(at_once + np.convolve(weighted, kernel)[most : most + count])
        found = np.maximum.accumulate(np.clip(reached, 0.0, 1.0), axis=0)
        self._chance[row, :count] = np.minimum.accumulate(found, axis=1).T
        self._made[row] = True
        self._is_ready[:] = self._made[:-1] & self._made[1:]
        self._by_step.clear()


@lru_cache(maxsize=4)
def table(steps: int) -> _Table:
    """The table of walks of up to so many steps, empty until it is asked."""
    return _Table(steps)


@lru_cache(maxsize=128)
def mixture(freedom: float) -> tuple[Floats, Floats]:
    """Volatilities over their centre, sqrt(freedom / chi-square(freedom)), and the weight of each.

    Equally spaced in the logarithm of chi-square / freedom, 1.2 standard deviations apart: with so smooth a
    density the trapezium rule is all but exact.
    """
    spread = math.sqrt(2 / freedom)
    log_ratio = np.arange(-6.0, 4.0, 1.2) * spread
    density = np.exp(freedom / 2 * (log_ratio - np.expm1(log_ratio)))
    weight = density / density.sum()
    kept = weight > 1e-5
    return np.exp(-log_ratio[kept] / 2), weight[kept] / weight[kept].sum()
