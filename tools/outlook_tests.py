"""The tests of the outlook: cases that its reference was not fitted on, what was forecast and what came.

Used by `tools/outlook_evidence.py`; it describes the tests.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from statistics import NormalDist
from typing import Any

import numpy as np
import numpy.typing as npt
from fit_reference import LAST_FAST_YEAR
from nowcast_evidence import complete_years
from trade_flows import MIN_BASE, Flow, read_flows

from tradetrack.forecast.backtest import QUANTILES
from tradetrack.forecast.known_years import NO_ESTIMATES, NO_FLOORS, Records, walks_of
from tradetrack.forecast.reference import Reference
from tradetrack.forecast.walks import Walks, chances_by, quantiles

HORIZON = 10
LOSS_YEARS = 5  # the horizons of the loss
PAIRS, USA = "held-out pairs", "USA"
OLD_INDUSTRIAL = {
    "AUS",
    "AUT",
    "BEL",
    "CAN",
    "CHE",
    "DEU",
    "DNK",
    "ESP",
    "FIN",
    "FRA",
    "GRC",
    "IRL",
    "ITA",
    "JPN",
    "LUX",
    "NLD",
    "NOR",
    "NZL",
    "PRT",
    "SWE",
}
SPLIT_YEAR = LAST_FAST_YEAR + 1  # the first base year of the slow era

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Cases:
    """Cases with one number of known years, an entry each; levels are logs of billions of US dollars."""

    year: npt.NDArray[np.int64]  # of the base
    name: npt.NDArray[np.str_]
    history: Floats  # (cases, known years), the base last
    future: Floats  # (cases, HORIZON); NaN where not known

    def where(self, kept: Any) -> Cases:
        """Some of the cases."""
        return replace(self, **{one.name: getattr(self, one.name)[kept] for one in fields(self)})

    @property
    def base(self) -> Floats:
        """The last known level."""
        return self.history[:, -1]

    @property
    def ahead(self) -> Floats:
        """What came, from the base."""
        return np.asarray(self.future - self.base[:, np.newaxis])

    def walks(self, reference: Reference, level: float) -> Walks:
        """The outlook of each case, with a typical growth (g) of `level`."""
        size = np.exp(self.base)
        found = np.diff(self.history, axis=1) - reference.growth(size)[:, np.newaxis]
        count = len(size)
        own = found[:, -1] if found.shape[1] else np.zeros(count)
        records = Records(
            base=self.base,
            size=size,
            growth_size=size,
            squares=np.sum(found[:, :-1] ** 2, axis=1),
            growths=np.full(count, max(found.shape[1] - 1, 0), dtype=float),
            own=own**2,
            own_count=np.full(count, min(found.shape[1], 1), dtype=float),
            reversal=reference.reversal_of(own),
            surplus=np.sum(found, axis=1),
            spans=np.full(count, found.shape[1], dtype=float),
        )
        return walks_of(records, NO_ESTIMATES, NO_FLOORS, reference, level, HORIZON)

    def quantiles(self, reference: Reference, levels: Sequence[float] = QUANTILES) -> Floats:
        """The quantiles from the base, (cases, HORIZON, levels)."""
        walks = self.walks(reference, reference.typical_growth)
        found = [quantiles(walks, len(self.year), p, HORIZON) for p in levels]
        return np.asarray(np.stack(found, axis=2) - self.base[:, np.newaxis, np.newaxis])

    def chances(self, reference: Reference, level: float, times: float) -> Floats:
        """The chance to have had so many times the base by each year, (cases, HORIZON)."""
        return chances_by(self.walks(reference, level), self.base + np.log(times), HORIZON)

    def naive(self) -> Floats:
        """The quantiles from the base of a random walk without drift, (cases, LOSS_YEARS, QUANTILES)."""
        spread = np.sqrt(np.mean(np.diff(self.history, axis=1) ** 2, axis=1))
        normal = np.array([NormalDist().inv_cdf(p) for p in QUANTILES])
        return np.asarray(
            spread[:, np.newaxis, np.newaxis] * np.sqrt(np.arange(1, LOSS_YEARS + 1))[:, np.newaxis] * normal
        )


def cases_of(flows: Sequence[Flow], known_years: int, since: int) -> Cases:
    """Every base of 100 million dollars and more, from `since` on, after so many known years in a row."""
    found = []
    for flow in flows:
        for year in sorted(flow.levels):
            history = [flow.levels.get(year + i, np.nan) for i in range(1 - known_years, 1)]
            if year < since or history[-1] < MIN_BASE or np.isnan(history).any():
                continue
            future = [flow.levels.get(year + i, np.nan) for i in range(1, HORIZON + 1)]
            if not np.isnan(future[:LOSS_YEARS]).all():
                found.append((year, flow.name, history, future))
    years, names, histories, futures = zip(*found, strict=True)
    return Cases(np.array(years), np.array(names), np.log(histories), np.log(futures))


def flows_by_test(path: Path, monthly: Path | None) -> dict[str, list[Flow]]:
    """The flows of each test, none of which the reference was fitted on."""
    tests = {PAIRS: read_flows(path, "held-out")}
    if monthly:
        tests[USA] = flows_of_usa(monthly)
    return tests


def old_industrial(flows: Sequence[Flow]) -> list[Flow]:
    """The flows between old industrial economies, those nearest to the United Kingdom's."""
    return [flow for flow in flows if set(flow.pair.split("-")) <= OLD_INDUSTRIAL]


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
