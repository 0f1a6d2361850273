"""What real trade flows did, as the few numbers that an outlook starts from.

`tools/fit_reference.py` fits them and writes `reference.json`; docs/method.md has equations and tests.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Reference:
    """What flows did: g (typical yearly growth, in logs), a, b, w, c and u of the equations of an outlook."""

    typical_growth: float
    log_scale: float
    size_slope: float
    weight: float
    jump: float
    undone: float

    def prior_scale(self, size: Any) -> Any:
        """The swing before the own record is seen, for a size in billions of US dollars, or many."""
        return np.exp(self.log_scale + self.size_slope * np.log(size))

    def scale(self, size: Any, squares: Any, count: Any) -> Any:
        """The swing given `count` deviations of the own record whose squares sum to `squares`."""
        prior = self.weight * self.prior_scale(size) ** 2
        return np.sqrt((prior + squares) / (self.weight + count))

    def undone_after(self, last: Any) -> Any:
        """What flows lose again, in logs, where the last yearly deviation was a jump; 0 for all others."""
        return self.undone * np.maximum(last - self.jump, 0.0)


@lru_cache(maxsize=1)
def shipped_reference() -> Reference:
    """The numbers that ship with the package."""
    file = Path(__file__).with_name("reference.json")
    return Reference(**json.loads(file.read_text(encoding="utf-8"))["model"])
