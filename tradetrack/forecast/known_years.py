"""What is known of years after the base, and the walks that an outlook consists of because of it.

A walk starts in some year from a level that is known, or known up to a spread. Where a year after the base
has a figure or an estimate, the walk from there takes the place of the one from the base. A floor can only
raise: beside the walk from before there are one whose step into that year is cut off below the floor, and one
that starts from the floor itself; for each year and target the largest of their chances holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tradetrack.forecast.reference import Reference
from tradetrack.forecast.walks import Walks

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]


class Estimate(NamedTuple):
    """An estimate of a year after the base: `level` in the unit, and the deviation of its logarithm.

    Without a known `deviation` it is that of the flow for the `share_left` of the year that is still to come.
    """

    level: float
    deviation: float | None
    share_left: float


class KnownYears(NamedTuple):
    """By year what is known after a base: estimates, where walks go on, and floors, below which none lies."""

    estimates: Mapping[int, Estimate]
    floors: Mapping[int, float]


NOTHING = KnownYears({}, {})


class Records(NamedTuple):
    """The bases of many series, an entry each, and what their records say; levels as logs, sizes in $bn.

    `squares` and `growths` (their number) are those of the record's deviations, without the step into the
    year of the base: so a higher base never calms the flow and lowers a chance. That step is `own` (its
    square; 0 with `own_count` 0). `reversal` is what the base is expected to give back, in logs. `surplus` is
    the growth of all these steps above what is typical, and `spans` the years that they take.
    """

    base: Floats
    size: Floats
    growth_size: Floats
    squares: Floats
    growths: Floats
    own: Floats
    own_count: Floats
    reversal: Floats
    surplus: Floats
    spans: Floats

    def squares_by(self, item: Whole, growth: Floats, typical: Floats) -> Floats:
        """The squares of some records, own steps included, were `growth` typical in the place of `typical`.

        (x - (m - e) j)^2 / j summed over steps is their sum with m, and 2 e (x - m j) + e^2 j of each.
        """
        more = typical - growth
        added = more * (2 * self.surplus[item] + more * self.spans[item])
        return np.asarray(np.maximum(self.squares[item] + self.own[item] + added, 0.0))


class Estimates(NamedTuple):
    """Known years after bases, sorted by item and offset from the base's year; a figure has no spread."""

    item: Whole
    offset: Whole
    level: Floats  # log
    deviation: Floats  # of the log
    share_left: Floats  # of the flow's own volatility, where no deviation is known


class Floors(NamedTuple):
    """Floors of years after bases, sorted by item and offset."""

    item: Whole
    offset: Whole
    level: Floats  # log


_NONE = np.zeros(0, dtype=np.int64)
NO_ESTIMATES = Estimates(_NONE, _NONE, np.zeros(0), np.zeros(0), np.zeros(0))
NO_FLOORS = Floors(_NONE, _NONE, np.zeros(0))


def walks_of(
    records: Records, estimates: Estimates, floors: Floors, known: Reference, level: float, horizon: int
) -> Walks:
    """The walks of all series; `level` is the typical growth (g) that they are to have."""
    count = len(records.base)
    drift = np.broadcast_to(known.growth(records.growth_size, level), (count,))
    is_alone = (records.growths + records.own_count) == 0
    scale = known.scale(records.size, records.squares, records.growths) * np.where(is_alone, known.alone, 1.0)
    freedom = known.prior_df + records.growths
    end = horizon + 1
    until = np.full(count, end)
    np.minimum.at(until, estimates.item, estimates.offset)
    until[estimates.item[(estimates.deviation == 0) & (estimates.share_left == 0)]] = 0  # a figure is known
    zeros = np.zeros(count)
    start = records.base - records.reversal
    walks = Walks(
        np.arange(count),
        np.zeros(count, int),
        until,
        start,
        zeros,
        zeros,
        zeros - np.inf,
        drift,
        scale,
        freedom,
    )
    kept = until > 1  # a walk from the base has no year of its own where the next one is known or estimated
    parts = [Walks._make(column[kept] for column in walks)]
    if len(estimates.item):
        parts.append(_from_estimates(walks, estimates, floors, end))
    if len(floors.item):
        parts += _from_floors(walks, records, estimates, floors, known, level, end)
    return Walks._make(np.concatenate(columns) for columns in zip(*parts, strict=True))


def _from_estimates(base: Walks, estimates: Estimates, floors: Floors, end: int) -> Walks:
    """The walks that go on from estimates, each until the next one of its series."""
    item = estimates.item
    follows = np.append(item[1:] == item[:-1], False)
    until = np.where(follows, np.append(estimates.offset[1:], 0), end)
    own_floor = {
        (one, year): level for one, year, level in zip(*(part.tolist() for part in floors), strict=True)
    }
    years = zip(item.tolist(), estimates.offset.tolist(), strict=True)
    floor = np.array([own_floor.get(year, -np.inf) for year in years])
    return Walks(
        item,
        estimates.offset,
        until,
        estimates.level,
        estimates.deviation,
        estimates.share_left,
        floor,
        base.drift[item],
        base.scale[item],
        base.freedom[item],
    )


def _from_floors(
    base: Walks,
    records: Records,
    estimates: Estimates,
    floors: Floors,
    known: Reference,
    level: float,
    end: int,
) -> list[Walks]:
    """The walks from floors of years after the last estimate, and the steps that floors cut off."""
    last = np.zeros(len(records.base), dtype=np.int64)
    np.maximum.at(last, estimates.item, estimates.offset)
    counts = floors.offset > last[floors.item]
    item, offset, floor = floors.item[counts], floors.offset[counts], floors.level[counts]
    above = np.exp(floor - records.base[item])
    added = records.growths[item] + records.own_count[item]
    growth_size = records.growth_size[item]
    squares = records.squares_by(item, known.growth(growth_size * above), known.growth(growth_size))
    scale = known.scale(records.size[item] * above, squares, added)
    drift = known.growth(growth_size * above, level)
    none, ends = np.zeros(len(item)), np.full(len(item), end)
    freedom = known.prior_df + added
    restarted = Walks(item, offset, ends, floor, none, none, none - np.inf, drift + none, scale, freedom)
    return [restarted, _cut_steps(base, estimates, item[offset == 1], floor[offset == 1], end)]


def _cut_steps(base: Walks, estimates: Estimates, item: Whole, floor: Floats, end: int) -> Walks:
    """The steps from bases into the next year, cut off below its floor; no estimate takes their place."""
    from_base = ~np.isin(item, estimates.item)
    item, floor = item[from_base], floor[from_base]
    one, none = np.ones(len(item), dtype=np.int64), np.zeros(len(item))
    mean, drift = base.mean[item] + base.drift[item], base.drift[item]
    scale, freedom = base.scale[item], base.freedom[item]
    return Walks(item, one, one * end, mean, none, none + 1, floor, drift, scale, freedom)
