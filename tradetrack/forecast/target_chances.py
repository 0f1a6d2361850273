"""The outlook as it is read for one target: chances by year, levels, and paths that few flows kept up."""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

HORIZON = 10  # years: how far the reference was tested
DIGITS = 6  # of a chance: the tables that it is read from are no finer
LEAST, MOST = 1e-6, 1 - 1e-6  # a chance that there is, is neither 0 nor certain


def as_said(chances: Any) -> Any:
    """Chances with the digits that they are good for."""
    return np.where(chances > 0, np.round(np.clip(chances, LEAST, MOST), DIGITS), 0.0)


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


class Looked(Protocol):
    """The outlooks of many bases for a target each: `chances` by base, year and era, the rest by base."""

    chances: npt.NDArray[np.float64]
    reached: list[list[int]]
    typical: list[float]
    reversal: list[float]
    growths_known: list[int]
    world_growth: float | None

    def levels(self, item: int) -> npt.NDArray[np.float64]:
        """The low end, the median and the high end of each year of one base."""

    def swings_80(self, item: int) -> tuple[float, float]:
        """How much flows of the size of one base swing a year, in percent: four in five of them."""

    def steep(self, item: int, projection: Any) -> tuple[SteepPath, ...]:
        """The paths of a projection that few flows kept up."""


class TargetOutlook:
    """What trade flows of this size and volatility would do (`tradetrack.forecast.outlook`), for one target.

    One of many that are worked out at once: it is their number `item`, and reads from them what is asked.
    """

    __slots__ = ("_item", "_looked", "_projection")

    def __init__(self, looked: Looked, item: int, projection: Any) -> None:
        self._looked = looked
        self._item = item
        self._projection = projection

    @property
    def first_year(self) -> int:
        """The first year ahead."""
        return int(self._projection.base.year) + 1

    @property
    def chances(self) -> npt.NDArray[np.float64]:
        """A row for each year from `first_year` on: the middle, and in a slow and a fast era.

        No row without a target.
        """
        found = np.asarray(self._looked.chances[self._item])
        return found if self._projection.target is not None else found[:0]

    @property
    def median_year(self) -> int | None:
        """The year by which the chance is 50 %; None beyond the last year, and without a target."""
        return self._year(0)

    @property
    def interval_80(self) -> tuple[int | None, int | None]:
        """The years by which the chance is 10 and 90 %; None as for `median_year`."""
        return self._year(1), self._year(2)

    def _year(self, which: int) -> int | None:
        place = self._looked.reached[self._item][which]
        return self.first_year + place if place < len(self.chances) else None

    @property
    def typical_growth_pct(self) -> float:
        """The typical growth of flows of this size, in percent a year."""
        return self._looked.typical[self._item]

    @property
    def reversal_pct(self) -> float:
        """The part of the base that is given back where its year was a jump, else 0."""
        return self._looked.reversal[self._item]

    @property
    def growths_known(self) -> int:
        """How many growths from one known year to another the record has."""
        return self._looked.growths_known[self._item]

    @property
    def swings_80(self) -> tuple[float, float] | None:
        """Where only one year is known: from how much to how much four in five flows of this size swing.

        That is the standard deviation of their growth, in percent a year. None where the record has growths:
        then the outlook is of this flow's own volatility.
        """
        return None if self.growths_known else self._looked.swings_80(self._item)

    @property
    def world_growth_pct(self) -> float | None:
        """An assumption for world trade that stands in for its eras."""
        return self._looked.world_growth

    @property
    def chance_by(self) -> tuple[Chance, ...]:
        """The chance to have reached the target by each year; none without a target."""
        return tuple(Chance(year, *row) for year, row in enumerate(self.chances.tolist(), self.first_year))

    def chance_of(self, year: int | None) -> Chance | None:
        """The chance by one year, or by the last one where the outlook does not cover it."""
        chances, first = self.chances, self.first_year
        if not len(chances):
            return None
        last = first + len(chances) - 1
        found = year if year is not None and first <= year <= last else last
        return Chance(found, *chances[found - first].tolist())

    @property
    def level_numbers(self) -> npt.NDArray[np.float64]:
        """A row for each year from `first_year` on: the low end, the median and the high end."""
        return self._looked.levels(self._item)

    @property
    def levels(self) -> tuple[Level, ...]:
        """The level of each year."""
        found = self.level_numbers.tolist()
        return tuple(Level(year, *row) for year, row in enumerate(found, self.first_year))

    @property
    def steep(self) -> tuple[SteepPath, ...]:
        """The paths that few flows of this size kept up."""
        return self._looked.steep(self._item, self._projection)

    def __repr__(self) -> str:
        """Its year and its chances."""
        return f"TargetOutlook(median_year={self.median_year}, chance_by={self.chance_by})"

    def __eq__(self, other: object) -> bool:
        """Whether two outlooks say the same."""
        if not isinstance(other, TargetOutlook):
            return NotImplemented
        return (self.chance_by, self.levels, self.reversal_pct) == (
            other.chance_by,
            other.levels,
            other.reversal_pct,
        )

    def __hash__(self) -> int:
        """Alike for outlooks that say the same."""
        return hash(self.chance_by)
