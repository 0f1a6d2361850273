"""The chance of very many series to have reached a level by one year each, from bases that are known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from tradetrack.forecast.first_passage import mixture, normal_cdf, table
from tradetrack.forecast.walks import Walks

_CHUNK = 4096  # walks at a time: what is worked on stays in the processor's cache

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]


def chances_by_one_year(eras: Sequence[Walks], targets: Floats, steps: Whole, horizon: int) -> Floats:
    """The chance of each item to have had its target (a log level) so many years on, (eras, items).

    `eras` has the walks of the items in each era, one an item, which differ in their drift alone; each starts
    from a known base. `steps` are the years from 1 to `horizon`. The numbers are those of
    `walks.chances_by`, a year in place of all of them.
    """
    found = np.empty((len(eras), len(targets)))
    start = eras[0]
    for some, freedom, step in _alike(start.freedom, steps):
        ratio, weight = mixture(freedom)
        calm = 1 / (start.scale[some] * ratio[:, np.newaxis])
        away = (targets[some] - start.mean[some]) * calm
        for era, walks in enumerate(eras):
            drift = walks.drift[some] * calm
            first = _mean(normal_cdf(drift - away), weight)  # a table is only so exact
            later = _mean(table(horizon).chances_in(step, drift, away), weight) if step > 1 else first
            found[era, some] = np.maximum(later, first)
    return np.minimum(found, 1.0)


def _mean(chances: Floats, weight: Floats) -> Floats:
    """The mean over volatilities, the same to the last bit wherever among others a walk stands."""
    return np.asarray((chances * weight[:, np.newaxis]).sum(axis=0))


def _alike(freedom: Floats, steps: Whole) -> Iterator[tuple[Whole, float, int]]:
    """The places of one freedom and number of steps, a chunk at a time."""
    order = np.lexsort((freedom, steps))
    changes = (np.diff(freedom[order]) != 0) | (np.diff(steps[order]) != 0)
    for group in np.split(order, np.flatnonzero(changes) + 1):
        for first in range(0, len(group), _CHUNK):
            some = group[first : first + _CHUNK]
            yield some, float(freedom[some[0]]), int(steps[some[0]])
