"""The tests of the outlook: cases that its reference was not fitted on, what was forecast and what came.

Used by `tools/outlook_evidence.py`; it describes the tests.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import NormalDist

import numpy as np
import numpy.typing as npt
from fit_reference import HORIZONS, STEPS, Case, Flow, cases, fit, read_flows
from nowcast_evidence import complete_years

from tradetrack.forecast.backtest import INTERVALS, QUANTILES, quantile_losses
from tradetrack.forecast.outlook import Outlook, outlook
from tradetrack.forecast.reference import Reference, shipped_reference

KNOWN_YEARS = (1, 5, 8, 12)
TIMES = (1.02, 1.1, 1.25, 1.5, 2.0)  # targets, as multiples of the base
GIVEN = (10, 30, 50, 70, 90)  # percent; each stands for the chances within 5 points of it
FAST = (10, 20, 35.9)  # percent a year
SPANS = (1, 3, 5)
SPLIT_YEAR = 2009
PAIRS, YEARS, USA = "held-out pairs", f"after {SPLIT_YEAR}", "USA"

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Tested:
    """A case with its outlook beside what came."""

    case: Case
    quantiles: Floats  # natural logs, (horizons, quantiles)
    inside: npt.NDArray[np.bool_]  # (horizons, intervals)
    chances: tuple[tuple[float, bool], ...]  # given by chance_by, and whether it came true
    as_fast: Floats  # share_growing_at_least, and whether it did, (growths, spans, 2); NaN where not known

    @property
    def actual(self) -> Floats:
        """Logs of what came; NaN where it is not known."""
        return np.asarray(np.log(self.case.future))

    def losses(self, quantiles: Floats) -> Floats:
        """The weighted quantile loss on logs of each horizon, of these quantiles; NaN where not known."""
        return quantile_losses(self.actual[:, np.newaxis] - quantiles)


def evaluate(case: Case, reference: Reference) -> Tested:
    """The outlook of a case, seen from its base, and what came."""
    years = range(case.base_year - len(case.history) + 1, case.base_year + 1)
    ahead = outlook(case.history, list(years), HORIZONS, reference=reference)
    future = np.array(case.future)
    ends = [ahead.interval(level) for level in INTERVALS]
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
    return ahead.share_growing_at_least(growth, span), float(fast)


def _chances(ahead: Outlook, future: Floats) -> Iterable[tuple[float, bool]]:
    for step, year in enumerate(ahead.years, start=1):
        if np.isnan(future[:step]).any():
            return
        for times in TIMES:
            target = ahead.base * times
            yield ahead.chance_by(target, year), bool(future[:step].max() >= target)


@dataclass(frozen=True)
class Group:
    """The tested cases of one number of known years; of all cases, how many each flow and each year has."""

    tested: list[Tested]
    flows: Counter[str]
    years: Counter[int]


Groups = dict[int, Group]  # by known years


def no_change(case: Case) -> Floats:
    """The quantiles of a random walk without drift, as those of `naive` in `tools/outlook_peers.py`."""
    record = np.log(case.history)
    spread = np.sqrt(np.mean(np.diff(record) ** 2) * STEPS)
    normal = np.array([NormalDist().inv_cdf(p) for p in QUANTILES])
    return np.asarray(record[-1] + spread[:, np.newaxis] * normal)


def group(found: Iterable[Case], reference: Reference, most: int) -> Group:
    """At most so many cases tested, the same in every run: the first by a hash of flow and base year."""
    every = sorted(found, key=lambda case: zlib.crc32(f"{case.name}:{case.base_year}".encode()))
    return Group(
        [evaluate(case, reference) for case in every[:most]],
        Counter(case.name for case in every),
        Counter(case.base_year for case in every),
    )


def tests(path: Path, monthly: Path | None, most: int) -> dict[str, Groups]:
    """All tests by name."""
    everything = read_flows(path, "all")
    split = {
        PAIRS: (read_flows(path, "held-out"), shipped_reference(), 0),
        YEARS: (everything, fit(everything, SPLIT_YEAR)[0], SPLIT_YEAR),
    }
    if monthly:
        split[USA] = (flows_of_usa(monthly), shipped_reference(), 0)
    return {
        test: {known: group(cases(flows, known, since), reference, most) for known in KNOWN_YEARS}
        for test, (flows, reference, since) in split.items()
    }


def flows_of_usa(monthly: Path) -> list[Flow]:
    """Exports plus imports of the USA by partner, in whole years of monthly statistics."""
    by_flow = complete_years(monthly)[12].xs("USA", level="reporter").unstack("flow").dropna()
    totals = (by_flow.sum(axis=1) / 1e9).groupby(["year", "partner"]).sum().unstack("partner")
    years = totals.index.tolist()
    return [
        Flow(f"monthly:USA-{partner}", f"{partner}-USA", _positive(years, totals[partner].tolist()))
        for partner in totals
    ]


def _positive(years: list[int], levels: list[float]) -> dict[int, float]:
    return {year: level for year, level in zip(years, levels, strict=True) if level > 0}
