"""The outlook as it is read for one target: chances by year, levels, and paths that few flows kept up."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt


class Chance(NamedTuple):
    """How likely the target has been reached by the end of a year, and is in a slow and in a fast era."""

    year: int
    chance: float
    chance_slow: float
    chance_fast: float


class Level(NamedTuple):
    """The level of a year in the outlook: its median and its 80 % interval, in the unit of the series."""

    year: int
    low_80: float
    median: float
    high_80: float


class SteepPath(NamedTuple):
    """A path that few comparable flows kept up: the share of them that grew as fast for so many years."""

    growth_pct: float
    years: int
    share: float


class TargetOutlook(NamedTuple):
    """What trade flows of this size and volatility would do (`tradetrack.forecast.outlook`), for one target.

    `median_year` and the ends of `interval_80` are None beyond the last year of `chance_by`, and all three
    are empty without a target. `reversal_pct` is the part of the base that is given back where its year was a
    jump, else 0. `growths_known` counts the yearly growths that the record has. `world_growth_pct` is an
    assumption that stands in for the eras of world trade. `chances` has a row for each year from `first_year`
    on: the middle, and in a slow and a fast era.
    """

    median_year: int | None
    interval_80: tuple[int | None, int | None]
    first_year: int
    chances: npt.NDArray[np.float64]
    typical_growth_pct: float
    reversal_pct: float
    growths_known: int
    world_growth_pct: float | None
    find_levels: Callable[[], tuple[Level, ...]]
    find_steep: Callable[[], tuple[SteepPath, ...]]

    @property
    def chance_by(self) -> tuple[Chance, ...]:
        """The chance to have reached the target by each year; none without a target."""
        return tuple(self._chance(place) for place in range(len(self.chances)))

    def chance_of(self, year: int | None) -> Chance | None:
        """The chance by one year, or by the last one where the outlook does not cover it."""
        if not len(self.chances):
            return None
        place = -1 if year is None else year - self.first_year
        return self._chance(place if 0 <= place < len(self.chances) else len(self.chances) - 1)

    def _chance(self, place: int) -> Chance:
        middle, slow, fast = self.chances[place].tolist()
        return Chance(self.first_year + place, middle, slow, fast)

    @property
    def levels(self) -> tuple[Level, ...]:
        """The level of each year."""
        return self.find_levels()

    @property
    def steep(self) -> tuple[SteepPath, ...]:
        """The paths that few flows of this size kept up."""
        return self.find_steep()

    def __eq__(self, other: object) -> bool:
        """Whether two outlooks say the same."""
        if not isinstance(other, TargetOutlook):
            return NotImplemented
        return (self.chance_by, self.levels, self.reversal_pct) == (
            other.chance_by,
            other.levels,
            other.reversal_pct,
        )

    def __ne__(self, other: object) -> bool:
        """Whether two outlooks differ."""
        return not self == other

    def __hash__(self) -> int:
        """Alike for outlooks that say the same."""
        return hash(self.chance_by)
