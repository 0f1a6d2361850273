"""Print how good the outlook is on flows that it was not fitted on, as Markdown tables.

python tools/outlook_evidence.py PATH [--monthly PATH] [--most N] [--origins FILE]

PATH is the CSV of `tools/fit_reference.py`. The tests: the shipped reference on the held-out pairs of
economies; a reference fitted on all flows up to 2009 on the years after; and, with `--monthly` (the CSV of
`tools/nowcast_evidence.py`), the shipped one on the trade of the USA, which is in no part of the reference.
`--origins` writes the first cases of each test, with our quantiles, for `tools/outlook_peers.py`.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from fit_reference import HORIZONS
from outlook_tests import FAST, GIVEN, SPANS, Floats, Group, Groups, Tested, no_change, tests

from tradetrack.forecast.backtest import QUANTILES

PEERS_NEED = 5  # known years
AVERAGES: dict[str, Callable[[Tested, Group], float]] = {
    "each case once": lambda _one, _group: 1.0,
    "each calendar year once": lambda one, group: 1 / group.years[one.case.base_year],
    "each flow once": lambda one, group: 1 / group.flows[one.case.name],
}


def accuracy_rows(groups: Groups) -> Iterable[list[str]]:
    """Cases, median absolute log error, loss and coverage by known years and horizon of one test."""
    middle = QUANTILES.index(0.5)
    for known, found in groups.items():
        for step in range(HORIZONS):
            seen = [one for one in found.tested if np.isfinite(one.case.future[step])]
            errors = [abs(one.actual[step] - one.quantiles[step, middle]) for one in seen]
            loss = np.mean([one.losses(one.quantiles)[step] for one in seen])
            inside = np.mean([one.inside[step] for one in seen], axis=0) * 100
            row = [str(known), str(step + 1), f"{len(seen):,}", f"{np.median(errors):.3f}", f"{loss:.3f}"]
            yield row + [f"{share:.1f}" for share in inside]


def ratio_rows(groups: Groups) -> Iterable[list[str]]:
    """The loss over that of the naive forecast, by way of averaging and by source of the flows."""
    compared = [found for known, found in groups.items() if known >= PEERS_NEED]
    for name, weight in AVERAGES.items():
        yield [
            name,
            *(_ratio(found.tested, [weight(one, found) for one in found.tested]) for found in compared),
        ]
    sources = sorted({_source(one) for found in compared for one in found.tested})
    for source in sources if len(sources) > 1 else ():
        parts = [[one for one in found.tested if _source(one) == source] for found in compared]
        yield [source, *(_ratio(part, np.ones(len(part))) for part in parts)]


def _source(one: Tested) -> str:
    return one.case.name.partition(":")[0]


def _ratio(tested: Sequence[Tested], weights: Sequence[float] | Floats) -> str:
    ours = weights @ np.nan_to_num([one.losses(one.quantiles) for one in tested])
    theirs = weights @ np.nan_to_num([one.losses(no_change(one.case)) for one in tested])
    return f"{ours.sum() / theirs.sum():.3f}"


def calibration_rows(groups: dict[str, Groups]) -> Iterable[list[str]]:
    """What chance_by gave, and the share that came true, by test."""
    for given in GIVEN:
        row = [f"{given - 5} to {given + 5} %"]
        for by_known in groups.values():
            tested = [one for found in by_known.values() for one in found.tested]
            every = np.array([pair for one in tested for pair in one.chances])
            near = every[np.abs(every[:, 0] * 100 - given) <= 5]
            row += [f"{len(near):,}", *(f"{share * 100:.1f} %" for share in near.mean(axis=0))]
        yield row


def base_rate_rows(groups: dict[str, Groups]) -> Iterable[list[str]]:
    """What share_growing_at_least gave, and the share that did grow so fast, by test."""
    stacks = [
        np.array([one.as_fast for found in by_known.values() for one in found.tested])
        for by_known in groups.values()
    ]
    for i, growth in enumerate(FAST):
        for j, span in enumerate(SPANS):
            row = [f"{growth:g} %", str(span)]
            for stack in stacks:
                known = stack[:, i, j][np.isfinite(stack[:, i, j, 0])]
                row += [f"{len(known):,}", *(f"{share * 100:.1f} %" for share in known.mean(axis=0))]
            yield row


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---:"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def write_origins(path: Path, groups: dict[str, Groups], most: int) -> None:
    """One row a case and horizon: history, what came, and our quantiles, all in natural logs."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["test", "case", "known", "history", "horizon", "actual", *map(str, QUANTILES)])
        for test, by_known in groups.items():
            for known, found in by_known.items():
                for one in found.tested[: most if known >= PEERS_NEED else 0]:
                    out.writerows(_origin_rows(test, known, one))


def _origin_rows(test: str, known: int, one: Tested) -> Iterable[list[Any]]:
    history = " ".join(f"{level:.6f}" for level in np.log(one.case.history))
    for step, actual in enumerate(one.actual):
        if np.isfinite(actual):
            name = f"{one.case.name}:{one.case.base_year}"
            ours = [f"{level:.6f}" for level in one.quantiles[step]]
            yield [test, name, known, history, step + 1, f"{actual:.6f}", *ours]


def main() -> None:
    """Test and print."""
    parser = argparse.ArgumentParser(description="Test the outlook on flows that it was not fitted on.")
    parser.add_argument("path", type=Path)
    parser.add_argument("--monthly", type=Path, help="monthly flows, for the test on the USA")
    parser.add_argument("--most", type=int, default=6000, help="cases a test and number of known years")
    parser.add_argument("--origins", type=Path, help="write cases for the peers to this file")
    parser.add_argument("--most-origins", type=int, default=800)
    given = parser.parse_args()
    groups = tests(given.path, given.monthly, given.most)
    for test, by_known in groups.items():
        head = ["known", "ahead", "cases", "error", "loss", "50 %", "80 %", "95 %"]
        print(f"\n{test}\n\n{markdown(head, accuracy_rows(by_known))}")
        compared = [f"{known} known" for known in by_known if known >= PEERS_NEED]
        print(f"\n{test}: loss over that of the naive forecast\n")
        print(markdown(["average", *compared], ratio_rows(by_known)))
    print(f"\nchance_by: {', then '.join(groups)}\n")
    each = ["cases", "mean given", "came true"] * len(groups)
    print(markdown(["given", *each], calibration_rows(groups)))
    print(f"\nshare_as_fast: {', then '.join(groups)}\n")
    print(markdown(["growth", "years", *each], base_rate_rows(groups)))
    if given.origins:
        write_origins(given.origins, groups, given.most_origins)


if __name__ == "__main__":
    main()
