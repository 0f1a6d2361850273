"""An annual series as plain levels, as a file of series has it and a backtest takes it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AnnualSeries:
    """The levels of one series by year, in `unit`, and the growth stated with them, where there is one."""

    name: str
    unit: str
    levels: dict[int, float]
    stated_pct: dict[int, float]
