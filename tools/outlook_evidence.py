"""Print how good the outlook is on flows that it was not fitted on, as Markdown: docs/outlook-evidence.md.

python tools/outlook_evidence.py PATH [--monthly PATH] [--targets LEDGER] [--since YEAR] [--origins FILE]

PATH is the CSV of `tools/fit_reference.py`. The tests: the held-out pairs of economies and, with `--monthly`
(the CSV of `tools/nowcast_evidence.py`), the trade of the USA, which is in no part of the reference. The loss
is that of rolling origins: for each base year the reference is fitted anew on what the fitting half of the
pairs was known to have done by then. Chances and intervals are those of the shipped numbers. `--targets` adds
the stated targets of a ledger, each as seen on the day it was stated. `--origins` writes cases of 5, 8 and 12
known years, with our quantiles, for `tools/outlook_peers.py`.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from fit_reference import fit, read_flows
from outlook_tests import LOSS_YEARS, SPLIT_YEAR, Cases, Floats, cases_of, flows_by_test

from tradetrack.forecast.backtest import QUANTILES, quantile_losses
from tradetrack.forecast.reference import Reference, shipped_reference

KNOWN_YEARS = (5, 8, 12)
COVERED_YEARS = (1, 5, 8, 12)
COVERED_HORIZONS = (1, 2, 3, 5, 10)
SIZES = (0.1, 1.0, 10.0, 50.0, np.inf)  # billions of US dollars
TIMES = (1.1, 1.36, 2.0)
HORIZONS = (3, 5, 10)
SINCE = 1995  # the first base year of rolling origins
CALIBRATED_SINCE, CALIBRATED_KNOWN = 1990, 5
MIN_CASES = 20  # in each era, for a cell to say whether the range holds it
LARGE_CELL = 200
WIDER = 0.05  # of the range
MOST_ORIGINS = 1500
READ = "Written by `tools/outlook_evidence.py`; [how the outlook is made](method.md) says how to read it."


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


def coverage_rows(test: str, flows: Sequence[object], known: Reference) -> Iterator[list[str]]:
    """The share of outcomes inside the 80 % interval and below the median, over all years and since 2009."""
    for years in COVERED_YEARS:
        cases = cases_of(flows, years, 0)  # type: ignore[arg-type]
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


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---:"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def write_origins(path: Path, cases: dict[tuple[str, int], Cases], known: Reference) -> None:
    """One row a case and horizon: history, what came, and our quantiles, all in natural logs."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["test", "case", "known", "history", "horizon", "actual", *map(str, QUANTILES)])
        for (test, count), own in cases.items():
            picked = np.linspace(0, len(own.year) - 1, min(MOST_ORIGINS, len(own.year))).astype(int)
            some = own.where(picked)
            ours = some.quantiles(known) + some.base[:, np.newaxis, np.newaxis]
            for i, name in enumerate(some.name.tolist()):
                history = " ".join(f"{level:.6f}" for level in some.history[i])
                for step in np.flatnonzero(np.isfinite(some.future[i, :LOSS_YEARS])).tolist():
                    row = [test, f"{name}:{some.year[i]}", count, history, step + 1]
                    levels = [f"{level:.6f}" for level in (some.future[i, step], *ours[i, step])]
                    out.writerow([*row, *levels])


def references_by_year(path: Path, since: int, until: int) -> dict[int, Reference]:
    """The reference as it would have been fitted at the end of each year."""
    fitting = read_flows(path, "fitting")
    return {year: fit(fitting, year)[0] for year in range(since, until + 1)}


def main() -> None:
    """Test and print."""
    parser = argparse.ArgumentParser(description="Test the outlook on flows that it was not fitted on.")
    parser.add_argument("path", type=Path)
    parser.add_argument("--monthly", type=Path, help="monthly flows, for the test on the USA")
    parser.add_argument("--targets", type=Path, help="a ledger of stated targets and their outcomes")
    parser.add_argument("--since", type=int, default=SINCE, help="the first base year of rolling origins")
    parser.add_argument("--origins", type=Path, help="write cases for the peers to this file")
    given = parser.parse_args()
    flows = flows_by_test(given.path, given.monthly)
    known = shipped_reference()
    rolling = {
        (test, years): cases_of(own, years, given.since)
        for test, own in flows.items()
        for years in KNOWN_YEARS
    }
    last = max(int(own.year.max()) for own in rolling.values())
    references = references_by_year(given.path, given.since, last)
    print(f"# Evidence for the outlook\n\n{READ}\n")
    print("## Loss over that of a random walk, each reference fitted on what was known at the base year\n")
    sizes = [f"{low:g} to {high:g}" for low, high in pairwise(SIZES)]
    head = ["test", "known", "cases", f"from {given.since}", f"before {SPLIT_YEAR}", f"from {SPLIT_YEAR}"]
    print(markdown([*head, *(f"of these {size}" for size in sizes)], loss_rows(rolling, references)))
    print("\n## One-sided calibration\n")
    calibrated = {
        test: Calibrated(cases_of(own, CALIBRATED_KNOWN, CALIBRATED_SINCE), known)
        for test, own in flows.items()
    }
    head = ["test", "cells", "mean error", f"largest of {LARGE_CELL} cases", "range holds both eras"]
    print(markdown(head, ([test, *own.summary] for test, own in calibrated.items())))
    for test, own in calibrated.items():
        head = ["size", "times", "years", "said (slow-fast)", "came true", f"before {SPLIT_YEAR}"]
        print(f"\n### {test}\n\n{markdown([*head, f'from {SPLIT_YEAR}'], own.rows)}")
    print("\n## Coverage of the 80 % interval, and the share below the median\n")
    head = ["test", "known", "ahead", "cases", "covered", f"from {SPLIT_YEAR}", "below", f"from {SPLIT_YEAR}"]
    print(markdown(head, (row for test, own in flows.items() for row in coverage_rows(test, own, known))))
    if given.targets:
        from outlook_targets import target_tables

        print(f"\n## Stated targets\n\n{target_tables(given.targets)}")
    if given.origins:
        write_origins(given.origins, rolling, known)


if __name__ == "__main__":
    main()
