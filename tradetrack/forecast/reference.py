"""What real trade flows did, as the few numbers that an outlook starts from.

`tools/fit_reference.py` fits them and writes `reference.json`; docs/outlook-settings.md has the
equations, docs/outlook-evidence.md the tests.
"""

from __future__ import annotations

import json
import math
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from tradetrack.core.errors import RequestError

GROWTH_SIZES = (0.1, 1000.0)  # billions of US dollars: beyond them growth falls no further with size
Z_90 = 1.2815515655446004  # the standard normal's quantile of 0.9
MAX_WORLD_GROWTH = 50.0  # percent a year, up or down


class Reference(NamedTuple):
    """What flows did: the numbers in the equations of an outlook, growth and jumps in logs a year."""

    typical_growth: float  # g, of a flow of 1 billion US dollars
    log_scale: float  # a
    size_slope: float  # b
    prior_df: float  # w
    jump: float  # c
    reversal: float  # u
    growth_slope: float = 0.0  # k, a unit of the log of size
    slow_growth: float | None = None  # g of the slow era of world trade
    fast_growth: float | None = None  # g of the fast one
    world_gap: float = 0.0  # growth of world trade above g
    alone: float = 1.0  # how much more volatile a flow is taken to be of which only one year is known

    def growth(self, size: Any, level: float | None = None) -> Any:
        """The typical growth at a size in billions of US dollars, or at many; `level` replaces g."""
        known = np.log(np.clip(size, *GROWTH_SIZES))
        return (self.typical_growth if level is None else level) + self.growth_slope * known

    @property
    def eras(self) -> tuple[float, float]:
        """G in the slow and in the fast era of world trade; without them, g twice."""
        slow, fast = self.slow_growth, self.fast_growth
        return (
            self.typical_growth if slow is None else slow,
            self.typical_growth if fast is None else fast,
        )

    def with_world_growth(self, growth_pct: float | None) -> Reference:
        """The reference under an assumption for world trade, in percent a year, in place of its eras.

        Without one (None) it is as it was. Raises RequestError for more than 50 percent, up or down.
        """
        if growth_pct is None:
            return self
        if not (isinstance(growth_pct, int | float) and abs(growth_pct) <= MAX_WORLD_GROWTH):
            raise RequestError(
                f"{growth_pct!r} is not a growth of world trade in percent a year between -50 and 50",
                "world_growth",
            )
        growth = math.log1p(growth_pct / 100) - self.world_gap
        return self._replace(typical_growth=growth, slow_growth=growth, fast_growth=growth)

    def prior_volatility(self, size: Any) -> Any:
        """The volatility before the own record is seen, for a size in billions of US dollars, or many."""
        return np.exp(self.log_scale + self.size_slope * np.log(size))

    def swings_80(self, size: float) -> tuple[float, float]:
        """The volatility that the calmest and the wildest tenth of flows of a size stay below and exceed.

        In percent a year; the quantiles of chi-square are those of Wilson and Hilferty (1931).
        """
        part = 2 / (9 * self.prior_df)
        ends = (self.prior_volatility(size) / (1 - part + z * part**0.5) ** 1.5 for z in (Z_90, -Z_90))
        calm, wild = (math.expm1(float(end)) * 100 for end in ends)
        return calm, wild

    def scale(self, size: Any, squares: Any, count: Any) -> Any:
        """The volatility given `count` deviations of the own record whose squares sum to `squares`."""
        prior = self.prior_df * self.prior_volatility(size) ** 2
        return np.sqrt((prior + squares) / (self.prior_df + count))

    def reversal_of(self, last: Any) -> Any:
        """What flows lose again, in logs, after a deviation `last`, if it was a jump."""
        return self.reversal * np.maximum(last - self.jump, 0.0)


class Era(NamedTuple):
    """One era of world trade, as measured: growth in percent a year, of a flow of 1 billion and of all."""

    first_year: int
    last_year: int
    growth_pct: float
    world_growth_pct: float


class Vintage(NamedTuple):
    """What the numbers were fitted on: flows of so many pairs of economies, up to a year."""

    last_year: int
    flows: int
    pairs: int


def shipped_vintage() -> Vintage:
    """What the numbers that ship with the package were fitted on."""
    fitted = _file()["fitted_on"]
    return Vintage(fitted["last_year"], fitted["flows"], fitted["pairs"])


def shipped_reference() -> Reference:
    """The numbers that ship with the package."""
    return Reference(**_file()["model"])


def shipped_eras() -> dict[str, Era]:
    """The eras of world trade behind the numbers that ship: `slow` and `fast`."""
    return {name: Era(**era) for name, era in _file()["eras"].items()}


@lru_cache(maxsize=1)
def _file() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(__file__).with_name("reference.json").read_text(encoding="utf-8"))
    return found
