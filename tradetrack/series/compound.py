"""Compound growth, for numbers and for arrays of them."""

from __future__ import annotations

from typing import Any

SPANS = (3, 5, 10)  # years of the CAGRs that a series is told by


def cagr(first: Any, last: Any, years: Any) -> Any:
    """Compound annual growth rate, in percent, from `first` to `last` over `years`; arrays or numbers."""
    return ((last / first) ** (1.0 / years) - 1.0) * 100.0
