"""What real trade flows did, as the few numbers that an outlook starts from.

`tools/fit_reference.py` fits them and writes `reference.json`; docs/method.md has equations and tests.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np


class Reference(NamedTuple):
    """What flows did: the six numbers in the equations of an outlook, growth and jumps in logs a year."""

    typical_growth: float  # g
    log_scale: float  # a
    size_slope: float  # b
    prior_df: float  # w
    jump: float  # c
    reversal: float  # u

    def prior_volatility(self, size: Any) -> Any:
        """The volatility before the own record is seen, for a size in billions of US dollars, or many."""
        return np.exp(self.log_scale + self.size_slope * np.log(size))

    def scale(self, size: Any, squares: Any, count: Any) -> Any:
        """The volatility given `count` deviations of the own record whose squares sum to `squares`."""
        prior = self.prior_df * self.prior_volatility(size) ** 2
        return np.sqrt((prior + squares) / (self.prior_df + count))

    def reversal_by(self, last: Any, years: Any) -> Any:
        """What flows have lost again, in logs, so many years after a deviation `last`, if it was a jump."""
        return self.reversal * np.maximum(last - self.jump, 0.0) * (1 - 0.5**years)


@lru_cache(maxsize=1)
def shipped_reference() -> Reference:
    """The numbers that ship with the package."""
    file = Path(__file__).with_name("reference.json")
    return Reference(**json.loads(file.read_text(encoding="utf-8"))["model"])
