"""How well one method forecast at one horizon."""

from __future__ import annotations

from typing import NamedTuple


class Score(NamedTuple):
    """One method at one horizon: medians and means over `cases`; coverage by interval, None for a path."""

    method: str
    horizon: int
    cases: int
    median_error: float
    quantile_loss: float
    coverage: tuple[float | None, ...]
