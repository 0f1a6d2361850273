"""The tables of the outlook's evidence: loss, one-sided calibration, coverage.

Used by `tools/outlook_evidence.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from outlook_tests import LOSS_YEARS, SPLIT_YEAR, Cases, Floats, cases_of
from trade_flows import Flow

from tradetrack.forecast.backtest import quantile_losses
from tradetrack.forecast.reference import Reference

COVERED_YEARS = (1, 5, 8, 12)
COVERED_HORIZONS = (1, 2, 3, 5, 10)
SIZES = (0.1, 1.0, 10.0, 50.0, np.inf)  # billions of US dollars
TIMES = (1.1, 1.36, 2.0)
HORIZONS = (3, 5, 10)
MIN_CASES = 20  # in each era, for a cell to say whether the range holds it
LARGE_CELL = 200
WIDER = 0.05  # of the range


def rolling_losses(cases: Cases, references: dict[int, Reference]) -> Floats:
    """The loss of each case and horizon, ours and that of the naive forecast, on a last axis."""
    ahead = cases.ahead[:, :LOSS_YEARS, np.newaxis]
    ours = np.full(ahead.shape[:2], np.nan)
    for year in np.unique(cases.year).tolist():
        own = cases.year == year
        found = cases.where(own).quantiles(references[year])[:, :LOSS_YEARS]
        ours[own] = quantile_losses(ahead[own] - found)
    return np.stack([ours, quantile_losses(ahead - cases.naive())], axis=2)


def ratio(losses: Floats, kept: Any) -> str:
    """The loss over that of the naive forecast, each case counted once."""
    total = np.nansum(losses[kept], axis=(0, 1))
    return f"{total[0] / total[1]:.3f}" if kept.any() else ""


def loss_rows(cases: dict[tuple[str, int], Cases], references: dict[int, Reference]) -> Iterator[list[str]]:
    """The ratio by test, known years, era and size."""
    for (test, known), own in cases.items():
        losses = rolling_losses(own, references)
        late, size = own.year >= SPLIT_YEAR, np.exp(own.base)
        row = [test, str(known), f"{len(own.year):,}"]
        row += [ratio(losses, kept) for kept in (own.year > 0, ~late, late)]
        classes = [(size >= low) & (size < high) for low, high in pairwise(SIZES)]
        yield row + [ratio(losses, late & kept) for kept in classes]


class Calibrated:
    """The cells of the calibration of one test."""

    def __init__(self, cases: Cases, known: Reference) -> None:
        size, late = np.exp(cases.base), cases.year >= SPLIT_YEAR
        highest = np.maximum.accumulate(cases.ahead, axis=1)
        self.rows: list[list[str]] = []
        self.errors: list[tuple[int, float]] = []
        self.held: list[bool] = []
        growths = (known.typical_growth, *known.eras)
        said = {times: [cases.chances(known, growth, times) for growth in growths] for times in TIMES}
        for low, high in pairwise(SIZES):
            for times in TIMES:
                for years in HORIZONS:
                    place = years - 1
                    kept = (size >= low) & (size < high) & np.isfinite(highest[:, place])
                    came = highest[:, place] >= np.log(times)
                    eras = [came[kept & late_or_not] for late_or_not in (~late, late)]
                    given = [float(np.mean(one[kept, place])) for one in said[times]] if kept.any() else []
                    self._add(f"{low:g} to {high:g}", times, years, came[kept], eras, given)

    def _add(
        self, size: str, times: float, years: int, came: Any, eras: list[Any], given: list[float]
    ) -> None:
        if not given:
            return
        true = float(np.mean(came))
        self.errors.append((len(came), abs(given[0] - true)))
        shares = [float(np.mean(one)) if len(one) else np.nan for one in eras]
        if all(len(one) >= MIN_CASES for one in eras):
            inside = min(shares) >= given[1] - WIDER and max(shares) <= given[2] + WIDER
            self.held.append(inside)
        before, after = (f"{share * 100:.0f} ({len(one):,})" for share, one in zip(shares, eras, strict=True))
        said = f"{given[0] * 100:.0f} ({given[1] * 100:.0f}-{given[2] * 100:.0f})"
        self.rows.append([size, f"{times:g}", str(years), said, f"{true * 100:.0f}", before, after])

    @property
    def summary(self) -> list[str]:
        """The mean error, the largest of a large cell, and how many cells the range holds in both eras."""
        large = [error for count, error in self.errors if count >= LARGE_CELL]
        mean = np.mean([error for _, error in self.errors]) * 100
        worst = f"{max(large) * 100:.1f}" if large else ""
        held = f"{np.mean(self.held) * 100:.0f} %" if self.held else ""
        return [str(len(self.errors)), f"{mean:.1f}", worst, held]


def coverage_rows(test: str, flows: Sequence[Flow], known: Reference) -> Iterator[list[str]]:
    """The share of outcomes inside the 80 % interval and below the median, over all years and since 2009."""
    for years in COVERED_YEARS:
        cases = cases_of(flows, years, 0)
        low, middle, high = cases.quantiles(known, (0.1, 0.5, 0.9)).transpose(2, 0, 1)
        late = cases.year >= SPLIT_YEAR
        for horizon in COVERED_HORIZONS:
            ahead = cases.ahead[:, horizon - 1]
            kept = np.isfinite(ahead)
            inside = (low[:, horizon - 1] <= ahead) & (ahead <= high[:, horizon - 1])
            below = ahead < middle[:, horizon - 1]
            row = [test, str(years), str(horizon), f"{kept.sum():,}"]
            for what in (inside, below):
                row += [
                    f"{what[some].mean() * 100:.0f}" if some.any() else "" for some in (kept, kept & late)
                ]
            yield row
