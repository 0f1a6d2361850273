"""What is known of years after the base, put into the paths of an outlook."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

MIN_PATHS = 500  # that are above a floor, for the others to be left out
_NO_FLOOR = 1e-300

Floats = npt.NDArray[np.float64]


class Estimate(NamedTuple):
    """An estimate of a year after the base: `level` in the unit, and the deviation of its logarithm.

    Without a known `deviation` it is that of the flow for the `share_left` of the year that is still to come.
    """

    level: float
    deviation: float | None
    share_left: float


class KnownYears(NamedTuple):
    """By year what is known after a base: estimates, where paths go on, and floors, below which none lies."""

    estimates: Mapping[int, Estimate]
    floors: Mapping[int, float]

    def put_into(
        self, growth: Floats, years: Sequence[int], base: float, volatility: Floats, normal: Floats
    ) -> Floats:
        """The log growth since the base, shape (years, paths), as far as it is open.

        `volatility` and `normal`, a standard normal draw, have one number for each path.
        """
        for place, year in enumerate(years):
            if year in self.estimates:
                estimate = self.estimates[year]
                left = volatility * estimate.share_left
                deviation = left if estimate.deviation is None else estimate.deviation
                reached = math.log(estimate.level / base) + deviation * normal
                growth[place:] += reached - growth[place]
            if year in self.floors:
                growth = _above(growth, place, math.log(max(self.floors[year], _NO_FLOOR) / base))
        return growth


NOTHING = KnownYears({}, {})


def _above(growth: Floats, place: int, floor: float) -> Floats:
    """The paths without those below a floor in one year; where too few are left, all are lifted to it."""
    kept = np.flatnonzero(growth[place] >= floor)
    if len(kept) < MIN_PATHS:
        lift = np.maximum(floor - growth[place], 0)
        return np.concatenate([growth[:place], growth[place:] + lift])
    return growth[:, kept[np.arange(growth.shape[1]) % len(kept)]]
