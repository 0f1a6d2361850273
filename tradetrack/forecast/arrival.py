"""When a level is reached at constant growth; for numbers and for arrays of them.

n = ln(T / B) / ln(1 + g) years from the base B to the target T at the growth g; reached in the first year
whose total is at least T, so in base year + ceil(n).
"""

from __future__ import annotations

from typing import Any

import numpy as np

NEARLY = 1e-9  # years; a path that arrives this little late has arrived: the difference is rounding


def years_between(base: Any, target: Any, growth_pct: Any) -> Any:
    """Years from `base` to a higher `target` at a constant growth above 0, in percent a year."""
    return np.log(target / base) / np.log1p(growth_pct / 100)


def arrival_year(base_year: Any, years: Any) -> Any:
    """The first year whose total has the target, so many years after the base, as a whole float."""
    return base_year + np.ceil(years - NEARLY)
