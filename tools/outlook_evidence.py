"""Print how good the outlook is on flows that it was not fitted on, as Markdown tables.

python tools/outlook_evidence.py PATH [--most N] [--origins FILE]

PATH is the CSV of `tools/fit_reference.py`; needs what that needs. Two tests: the shipped reference on the
held-out pairs of economies, and a reference fitted on all flows up to 2009 on the years after. `--origins`
writes the first cases of each test, with our quantiles, for `tools/outlook_peers.py`.
"""

from __future__ import annotations

import argparse
import csv
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from fit_reference import HORIZONS, Case, cases, fit, read_flows

from tradetrack.outlooks import Outlook, outlook
from tradetrack.reference import Reference, shipped_reference

KNOWN_YEARS = (1, 5, 8, 12)
PEERS_NEED = 5  # known years
QUANTILES = tuple(tenth / 10 for tenth in range(1, 10))
LEVELS = (0.5, 0.8, 0.95)
TIMES = (1.02, 1.1, 1.25, 1.5, 2.0)  # targets, as multiples of the base
GIVEN = (10, 30, 50, 70, 90)  # percent; each stands for the chances within 5 points of it
FAST = (10, 20, 35.9)  # percent a year
SPANS = (1, 3, 5)
SPLIT_YEAR = 2009
PAIRS, YEARS = "held-out pairs", f"after {SPLIT_YEAR}"

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Tested:
    """A case with its outlook beside what came."""

    case: Case
    quantiles: Floats  # natural logs, (horizons, quantiles)
    inside: npt.NDArray[np.bool_]  # (horizons, levels)
    chances: tuple[tuple[float, bool], ...]  # given by chance_by, and whether it came true
    as_fast: Floats  # given by share_as_fast, and whether it did, (growths, spans, 2); NaN where not known

    @property
    def actual(self) -> Floats:
        """Logs of what came; NaN where it is not known."""
        return np.asarray(np.log(self.case.future))


def evaluate(case: Case, reference: Reference) -> Tested:
    """The outlook of a case, seen from its base, and what came."""
    years = range(case.base_year - len(case.history) + 1, case.base_year + 1)
    ahead = outlook(case.history, list(years), HORIZONS, reference=reference)
    future = np.array(case.future)
    ends = [ahead.interval(level) for level in LEVELS]
    return Tested(
        case,
        np.log(np.stack([ahead.quantile(p) for p in QUANTILES], axis=1)),
        np.stack([(low <= future) & (future <= high) for low, high in ends], axis=1),
        tuple(_chances(ahead, future)),
        np.array([[_as_fast(ahead, future, growth, span) for span in SPANS] for growth in FAST]),
    )


def _as_fast(ahead: Outlook, future: Floats, growth: float, span: int) -> tuple[float, float]:
    if np.isnan(future[span - 1]):
        return np.nan, np.nan
    fast = future[span - 1] >= ahead.base * (1 + growth / 100) ** span
    return ahead.share_as_fast(growth, span), float(fast)


def _chances(ahead: Outlook, future: Floats) -> Iterable[tuple[float, bool]]:
    for step, year in enumerate(ahead.years, start=1):
        if np.isnan(future[:step]).any():
            return
        for times in TIMES:
            target = ahead.base * times
            yield ahead.chance_by(target, year), bool(future[:step].max() >= target)


def losses(actual: Floats, quantiles: Floats) -> Floats:
    """The weighted quantile loss on logs of each horizon: twice the mean pinball loss of the quantiles."""
    levels = np.array(QUANTILES)
    error = actual[:, np.newaxis] - quantiles
    return np.asarray(2 * np.mean(np.maximum(levels * error, (levels - 1) * error), axis=1))


def sample(found: Iterable[Case], most: int) -> list[Case]:
    """At most so many cases, the same in every run: the first by a hash of flow and base year."""
    return sorted(found, key=lambda case: zlib.crc32(f"{case.name}:{case.base_year}".encode()))[:most]


def tests(path: Path, most: int) -> dict[str, dict[int, list[Tested]]]:
    """Both tests: the tested cases by number of known years."""
    everything = read_flows(path, "all")
    split = {
        PAIRS: (read_flows(path, "held-out"), shipped_reference(), 0),
        YEARS: (everything, fit(everything, SPLIT_YEAR)[0], SPLIT_YEAR),
    }
    return {
        test: {
            known: [evaluate(case, reference) for case in sample(cases(flows, known, since), most)]
            for known in KNOWN_YEARS
        }
        for test, (flows, reference, since) in split.items()
    }


def accuracy_rows(groups: dict[str, dict[int, list[Tested]]]) -> Iterable[list[str]]:
    """Cases, median absolute log error, loss and coverage by known years, horizon and test."""
    for known in KNOWN_YEARS:
        for step in range(HORIZONS):
            row = [str(known), str(step + 1)]
            for by_known in groups.values():
                seen = [one for one in by_known[known] if np.isfinite(one.case.future[step])]
                middle = QUANTILES.index(0.5)
                errors = [abs(one.actual[step] - one.quantiles[step, middle]) for one in seen]
                loss = np.mean([losses(one.actual, one.quantiles)[step] for one in seen])
                inside = np.mean([one.inside[step] for one in seen], axis=0) * 100
                row += [f"{len(seen):,}", f"{np.median(errors):.3f}", f"{loss:.3f}"]
                row += [f"{share:.1f}" for share in inside]
            yield row


def calibration_rows(groups: dict[str, dict[int, list[Tested]]]) -> Iterable[list[str]]:
    """What chance_by gave, and the share that came true, by test."""
    for given in GIVEN:
        row = [f"{given - 5} to {given + 5} %"]
        for by_known in groups.values():
            every = np.array([pair for tested in by_known.values() for one in tested for pair in one.chances])
            near = every[np.abs(every[:, 0] * 100 - given) <= 5]
            row += [f"{len(near):,}", *(f"{share * 100:.1f} %" for share in near.mean(axis=0))]
        yield row


def base_rate_rows(groups: dict[str, dict[int, list[Tested]]]) -> Iterable[list[str]]:
    """What share_as_fast gave, and the share that did grow so fast, by test."""
    stacks = [
        np.array([one.as_fast for tested in by_known.values() for one in tested])
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


def write_origins(path: Path, groups: dict[str, dict[int, list[Tested]]], most: int) -> None:
    """One row a case and horizon: history, what came, and our quantiles, all in natural logs."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["test", "case", "known", "history", "horizon", "actual", *map(str, QUANTILES)])
        for test, by_known in groups.items():
            for known, tested in by_known.items():
                for one in tested[: most if known >= PEERS_NEED else 0]:
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
    parser.add_argument("--most", type=int, default=6000, help="cases a test and number of known years")
    parser.add_argument("--origins", type=Path, help="write cases for the peers to this file")
    parser.add_argument("--most-origins", type=int, default=800)
    given = parser.parse_args()
    groups = tests(given.path, given.most)
    each = ["cases", "error", "loss", "50 %", "80 %", "95 %"]
    print(f"{PAIRS}, then {YEARS}\n")
    print(markdown(["known", "ahead", *each, *each], accuracy_rows(groups)))
    print("\nchance_by\n")
    print(markdown(["given", *(["cases", "mean given", "came true"] * 2)], calibration_rows(groups)))
    print("\nshare_as_fast\n")
    print(markdown(["growth", "years", *(["cases", "mean given", "did"] * 2)], base_rate_rows(groups)))
    if given.origins:
        write_origins(given.origins, groups, given.most_origins)


if __name__ == "__main__":
    main()
