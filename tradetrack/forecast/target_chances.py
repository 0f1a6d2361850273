"""The outlook as it is read for one target: chances by year, levels, and paths that few flows kept up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple


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


@dataclass(frozen=True, eq=False)
class TargetOutlook:
    """What trade flows of this size and volatility did (`tradetrack.forecast.outlook`), read for one target.

    `median_year` and the ends of `interval_80` are None beyond the last year of `chance_by`, and all three
    are empty without a target. `reversal_pct` is the part of the base that is given back where its year was a
    jump, else 0. `growths_known` counts the yearly growths that the record has. `world_growth_pct` is an
    assumption that stands in for the eras of world trade.
    """

    median_year: int | None
    interval_80: tuple[int | None, int | None]
    chance_by: tuple[Chance, ...]
    typical_growth_pct: float
    reversal_pct: float
    growths_known: int
    world_growth_pct: float | None
    find_levels: Callable[[], tuple[Level, ...]] = field(repr=False)
    find_steep: Callable[[], tuple[SteepPath, ...]] = field(repr=False)

    @cached_property
    def levels(self) -> tuple[Level, ...]:
        """The level of each year."""
        return self.find_levels()

    @cached_property
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

    __hash__ = None  # type: ignore[assignment]
