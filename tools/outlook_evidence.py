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

import numpy as np
from fit_reference import fit
from nowcast_evidence import HEAD, complete_years, table_rows
from outlook_tables import LARGE_CELL, SIZES, Calibrated, coverage_rows, loss_rows
from outlook_tests import LOSS_YEARS, PAIRS, SPLIT_YEAR, Cases, cases_of, flows_by_test, old_industrial
from trade_flows import Flow, read_flows

from tradetrack.forecast.backtest import QUANTILES
from tradetrack.forecast.reference import Reference, shipped_reference
from tradetrack.series.nowcast import LARGE

KNOWN_YEARS = (5, 8, 12)
SINCE = 1995  # the first base year of rolling origins
CALIBRATED_SINCE, CALIBRATED_KNOWN = 1990, 5
MOST_ORIGINS = 1500
READ = "Written by `tools/outlook_evidence.py`; [how the outlook is made](method.md) says how to read it."

Tests = dict[str, list[Flow]]


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


def loss_section(rolling: dict[tuple[str, int], Cases], path: Path, since: int) -> Iterator[str]:
    """The loss of rolling origins."""
    last = max(int(own.year.max()) for own in rolling.values())
    references = references_by_year(path, since, last)
    sizes = [f"of these {low:g} to {high:g}" for low, high in pairwise(SIZES)]
    head = ["test", "known", "cases", f"from {since}", f"before {SPLIT_YEAR}", f"from {SPLIT_YEAR}", *sizes]
    yield "## Loss over that of a random walk, each reference fitted on what was known at the base year"
    yield markdown(head, loss_rows(rolling, references))


def calibration_section(flows: Tests, known: Reference) -> Iterator[str]:
    """What was said and what came true, by cells, and in short."""
    found = {
        test: Calibrated(cases_of(own, CALIBRATED_KNOWN, CALIBRATED_SINCE), known)
        for test, own in flows.items()
    }
    head = ["test", "cells", "mean error", f"largest of {LARGE_CELL} cases", "range holds both eras"]
    yield "## One-sided calibration"
    rows = [[test, *own.summary] for test, own in found.items()]
    if some := old_industrial(flows[PAIRS]):
        own = Calibrated(cases_of(some, CALIBRATED_KNOWN, CALIBRATED_SINCE), known)
        rows.insert(1, ["of these, old industrial economies", *own.summary])
    yield markdown(head, rows)
    head = ["size", "times", "years", "said (slow-fast)", "came true", f"before {SPLIT_YEAR}"]
    for test, own in found.items():
        yield f"### {test}"
        yield markdown([*head, f"from {SPLIT_YEAR}"], own.rows)


def coverage_section(flows: Tests, known: Reference) -> Iterator[str]:
    """How often the 80 % interval held."""
    head = ["test", "known", "ahead", "cases", "covered", f"from {SPLIT_YEAR}", "below", f"from {SPLIT_YEAR}"]
    yield "## Coverage of the 80 % interval, and the share below the median"
    yield markdown(head, (row for test, own in flows.items() for row in coverage_rows(test, own, known)))


def estimate_section(monthly: Path | None) -> Iterator[str]:
    """How good the full-year estimates are, from which an outlook may start, where there are months."""
    if monthly:
        yield "## Full-year estimates from the first months, years of 1 billion dollars and more"
        yield markdown(HEAD, table_rows(complete_years(monthly), LARGE))


def target_section(ledger: Path | None) -> Iterator[str]:
    """What became of stated targets, where a ledger of them is given."""
    if ledger:
        from outlook_targets import target_tables

        yield "## Stated targets"
        yield target_tables(ledger)


def numbers(known: Reference) -> str:
    """The numbers that were tested."""
    named = ", ".join(f"{name} {value:g}" for name, value in known._asdict().items() if value is not None)
    return f"The numbers tested: {named}."


def main() -> None:
    """Test and print."""
    parser = argparse.ArgumentParser(description="Test the outlook on flows that it was not fitted on.")
    parser.add_argument("path", type=Path)
    parser.add_argument("--monthly", type=Path, help="monthly flows, for the test on the USA")
    parser.add_argument("--targets", type=Path, help="a ledger of stated targets and their outcomes")
    parser.add_argument("--since", type=int, default=SINCE, help="the first base year of rolling origins")
    parser.add_argument("--origins", type=Path, help="write cases for the peers to this file")
    given = parser.parse_args()
    flows, known = flows_by_test(given.path, given.monthly), shipped_reference()
    rolling = {
        (test, years): cases_of(own, years, given.since)
        for test, own in flows.items()
        for years in KNOWN_YEARS
    }
    parts = [
        f"# Evidence for the outlook\n\n{READ}\n\n{numbers(known)}",
        *loss_section(rolling, given.path, given.since),
        *calibration_section(flows, known),
        *coverage_section(flows, known),
        *estimate_section(given.monthly),
        *target_section(given.targets),
    ]
    print("\n\n".join(parts))
    if given.origins:
        write_origins(given.origins, rolling, known)


if __name__ == "__main__":
    main()
