"""Print how much a flow's record can say at all: the outlook beside a learner that sees all of it.

python tools/outlook_ceiling.py PATH

PATH is the CSV of `tools/fit_reference.py`; needs scikit-learn. The learner is gradient-boosted trees for
each quantile and horizon, on the size and every growth of the record, taught on the pairs of economies that
the reference was fitted on and tested, as is the outlook, on the others:

- as it is: the same years are in both halves, so the learner can tell an era by its records;
- other eras: it is taught without the years of the era that it is tested on, as a forecaster is;
- era known: the median growth from each base year on is taken out of all that came.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
from fit_reference import STEPS
from outlook_tests import cases_of
from sklearn.ensemble import HistGradientBoostingRegressor
from trade_flows import HORIZONS, read_flows

from tradetrack.forecast.backtest import QUANTILES, quantile_losses
from tradetrack.forecast.reference import shipped_reference

KNOWN_YEARS = (5, 8, 12)
ERAS = (1980, 1991, 1998, 2004, 2010, 2016, 2025)  # the first year of each, and the end

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Cases:
    """Cases of one number of known years, as arrays in logs; `ahead` is (cases, horizons) from the base."""

    year: npt.NDArray[np.int64]
    base: Floats
    growths: Floats  # (cases, known years - 1)
    ahead: Floats
    still: Floats  # quantiles of the naive forecast from the base, (cases, horizons, quantiles)
    ours: Floats  # those of the outlook


def read_cases(path: Path, part: str, known: int) -> Cases:
    """All cases of one part of the pairs."""
    found = cases_of(read_flows(path, part), known, 0)
    return Cases(
        found.year,
        found.base,
        np.diff(found.history, axis=1),
        found.ahead[:, :HORIZONS],
        found.naive(),
        found.quantiles(shipped_reference())[:, :HORIZONS],
    )


def learned_quantiles(taught: Cases, ahead: Floats, usable: Flags, tested: Cases) -> Floats:
    """The learner's quantiles of `tested`, taught on what is usable of `ahead`, (cases, horizons)."""
    quantiles = np.empty((len(tested.base), HORIZONS, len(QUANTILES)))
    for step in range(HORIZONS):
        known = usable[:, step] & np.isfinite(ahead[:, step])
        for place, p in enumerate(QUANTILES):
            trees = HistGradientBoostingRegressor(
                loss="quantile",
                quantile=p,
                max_iter=80,
                max_leaf_nodes=8,
                min_samples_leaf=300,
                random_state=0,
            )
            trees.fit(seen(taught)[known], ahead[known, step])
            quantiles[:, step, place] = trees.predict(seen(tested))
    return np.sort(quantiles, axis=2)


def seen(one: Cases) -> Floats:
    """What the learner sees of each case."""
    sizes = np.abs(one.growths)
    summaries = [one.base, one.growths.mean(axis=1), sizes.mean(axis=1), np.sqrt((sizes**2).mean(axis=1))]
    return np.column_stack([*summaries, one.growths])


def without_era(taught: Cases, one: Cases) -> Floats:
    """What came, with the median growth of its base year and horizon replaced by the typical one."""
    medians = pd.DataFrame(taught.ahead).groupby(taught.year).median().reindex(one.year).to_numpy()
    return np.asarray(one.ahead - medians + shipped_reference().typical_growth * STEPS)


def compared(taught: Cases, tested: Cases) -> Iterable[tuple[str, float, float, float]]:
    """The losses of the naive forecast, the outlook and the learner, by what is known of eras."""
    everything = np.ones_like(taught.ahead, dtype=bool)
    still, ours = loss(tested.ahead, tested.still), loss(tested.ahead, tested.ours)
    yield (
        "as it is",
        still,
        ours,
        loss(tested.ahead, learned_quantiles(taught, taught.ahead, everything, tested)),
    )
    apart = np.empty_like(tested.still)
    arrives = taught.year[:, np.newaxis] + STEPS
    for first, following in pairwise(ERAS):
        usable = (arrives < first) | (taught.year[:, np.newaxis] >= following)
        inside = (tested.year >= first) & (tested.year < following)
        apart[inside] = learned_quantiles(taught, taught.ahead, usable, tested)[inside]
    yield "other eras", still, ours, loss(tested.ahead, apart)
    known, own = without_era(taught, taught), without_era(taught, tested)
    learned = learned_quantiles(taught, known, everything, tested)
    yield "era known", loss(own, tested.still), loss(own, tested.ours), loss(own, learned)


def loss(actual: Floats, quantiles: Floats) -> float:
    """The mean weighted quantile loss over cases and horizons."""
    return float(np.nanmean(quantile_losses(actual[:, :, np.newaxis] - quantiles)))


def main() -> None:
    """Teach, test and print."""
    parser = argparse.ArgumentParser(description="Measure what a flow's record can say at all.")
    parser.add_argument("path", type=Path)
    given = parser.parse_args()
    print("| known | cases | eras | naive | outlook | learner | outlook/naive | learner/outlook |")
    print("|" + " ---: |" * 8)
    for known in KNOWN_YEARS:
        taught, tested = (read_cases(given.path, part, known) for part in ("fitting", "held-out"))
        for eras, still, ours, learned in compared(taught, tested):
            numbers = f"{still:.3f} | {ours:.3f} | {learned:.3f} | {ours / still:.3f} | {learned / ours:.3f}"
            print(f"| {known} | {len(tested.base):,} | {eras} | {numbers} |", flush=True)


if __name__ == "__main__":
    main()
