"""Print what each choice of the settings that are not fitted would have scored, on the fitting half alone.

python tools/choose_settings.py PATH

PATH is the CSV of `tools/fit_reference.py`. Half of the pairs in the fitting half are tested, in turn: the
reference is fitted on the others, for the loss anew on what was known at each base year. The loss is
over that of no change: of all base years, and of those since the slow era began; both count alike. The rule:
of the settings whose loss is within half a percent of the least, the one that errs least in the worst cell of
one-sided calibration. The pairs that `tools/outlook_evidence.py` tests are not looked at.
"""

from __future__ import annotations

import argparse
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product
from pathlib import Path
from typing import NamedTuple

import numpy as np
from fit_reference import Settings, Year, fit, growth_by_year, growth_numbers
from outlook_tables import HORIZONS, LARGE_CELL, SIZES, TIMES, rolling_losses
from outlook_tests import SPLIT_YEAR, Cases, cases_of
from trade_flows import Flow, read_flows

from tradetrack.forecast.reference import Reference

SINCE, CALIBRATED_SINCE, KNOWN = 1995, 1990, 5
ALWAYS = 9999
EVERY = 3  # case, to save time
ASSUMED_GROWTH = (0.035, 0.04, 0.046, 0.05, 0.055)
ASSUMED_YEARS = (50, 100, 200, 400)
JUMPS, REVERSALS = (0.2, 0.3, 0.4, 0.5), (0.0, 0.25, 0.5, 0.75)
ALONE = (1.0, 1.06, 1.12, 1.18)


class Half(NamedTuple):
    """One half that is tested, and what the other one was fitted to by the end of each year."""

    rolling: Cases
    calibrated: Cases
    alone: Cases
    fitted: dict[int, tuple[Reference, dict[int, Year]]]

    def reference(self, year: int, chosen: Settings) -> Reference:
        """The reference of one year with other settings; the volatility hardly depends on them."""
        reference, years = self.fitted[year]
        numbers, _ = growth_numbers(years, chosen)
        kept = {"jump": chosen.jump, "reversal": chosen.reversal, "alone": chosen.alone}
        return reference._replace(**numbers, **kept)


def halves(flows: Sequence[Flow]) -> Iterator[Half]:
    """Both halves of the pairs, by a hash of the pair."""
    sides: list[list[Flow]] = [[], []]
    for flow in flows:
        sides[zlib.crc32(flow.pair.encode()) // 2 % 2].append(flow)
    for own, others in (sides, sides[::-1]):
        rolling = cases_of(own, KNOWN, SINCE)
        rolling = rolling.where(np.arange(len(rolling.year)) % EVERY == 0)
        years = [*np.unique(rolling.year).tolist(), ALWAYS]
        fitted = {year: (fit(others, year)[0], growth_by_year(others, year)) for year in years}
        yield Half(rolling, cases_of(own, KNOWN, CALIBRATED_SINCE), cases_of(own, 1, 0), fitted)


def losses(tested: Iterable[Half], chosen: Settings) -> list[float]:
    """The loss of rolling origins over that of no change: of all base years, and of those of the slow era."""
    total = np.zeros((2, 2))
    for half in tested:
        years = [year for year in half.fitted if year != ALWAYS]
        found = rolling_losses(half.rolling, {year: half.reference(year, chosen) for year in years})
        for place, kept in enumerate((half.rolling.year > 0, half.rolling.year >= SPLIT_YEAR)):
            total[place] += np.nansum(found[kept], axis=(0, 1))
    return [float(ours / naive) for ours, naive in total]


def calibration(tested: Iterable[Half], chosen: Settings) -> tuple[float, float]:
    """The mean error of one-sided calibration and that of the worst large cell, in points, of both halves."""
    cells: dict[tuple[float, float, int], list[tuple[float, bool]]] = defaultdict(list)
    for half in tested:
        cases, known = half.calibrated, half.reference(ALWAYS, chosen)
        size, highest = np.exp(cases.base), np.maximum.accumulate(cases.ahead, axis=1)
        for times in TIMES:
            said = cases.chances(known, known.typical_growth, times)
            for (low, high), years in product(pairwise(SIZES), HORIZONS):
                came = highest[:, years - 1]
                kept = (size >= low) & (size < high) & np.isfinite(came)
                cells[low, times, years] += zip(
                    said[kept, years - 1], came[kept] >= np.log(times), strict=True
                )
    errors = [
        (len(cell), abs(float(np.mean(np.diff(np.array(cell, dtype=float)))))) for cell in cells.values()
    ]
    worst = max(error for count, error in errors if count >= LARGE_CELL)
    return float(np.mean([error for _, error in errors])) * 100, worst * 100


def covered(tested: Iterable[Half], chosen: Settings) -> list[float]:
    """The share inside the 80 % interval 1 and 2 years on, with one known year: all, below and from 10 bn."""
    inside, size = [], []
    for half in tested:
        low, high = half.alone.quantiles(half.reference(ALWAYS, chosen), (0.1, 0.9)).transpose(2, 0, 1)
        ahead = half.alone.ahead[:, :2]
        held = (low[:, :2] <= ahead) & (ahead <= high[:, :2])
        inside.append(np.where(np.isfinite(ahead), held, np.nan))
        size.append(np.exp(half.alone.base))
    shares, sizes = np.concatenate(inside), np.concatenate(size)
    return [float(np.nanmean(shares[kept])) for kept in (sizes > 0, sizes < 10, sizes >= 10)]


def row(tested: Sequence[Half], label: Sequence[float], chosen: Settings) -> str:
    """One line of a table: the losses and the errors of calibration."""
    loss, errors = losses(tested, chosen), calibration(tested, chosen)
    cells = [
        *map(str, label),
        *(f"{one:.3f}" for one in (*loss, np.mean(loss))),
        *(f"{e:.1f}" for e in errors),
    ]
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(description="Score the settings of the reference on its fitting half.")
    parser.add_argument("path", type=Path)
    tested = list(halves(read_flows(parser.parse_args().path, "fitting")))
    scores = f"loss | from {SPLIT_YEAR} | mean | calibration | worst |\n|{' ---: |' * 7}"
    print(f"| years | assumed growth | {scores}")
    for years, growth in product(ASSUMED_YEARS, ASSUMED_GROWTH):
        chosen = Settings(assumed_growth=growth, assumed_years=years)
        print(row(tested, (years, growth), chosen), flush=True)
    print(f"\n| jump | reversal | {scores}")
    for jump, reversal in product(JUMPS, REVERSALS):
        print(row(tested, (jump, reversal), Settings(jump=jump, reversal=reversal)), flush=True)
    print("\n| alone | covered, % | below 10 bn | from 10 bn |\n| ---: | ---: | ---: | ---: |")
    for alone in ALONE:
        shares = covered(tested, Settings(alone=alone))
        print(f"| {alone} | {' | '.join(f'{share * 100:.1f}' for share in shares)} |", flush=True)


if __name__ == "__main__":
    main()
