"""Fit the reference of the outlook to real trade flows and write its few numbers.

python tools/fit_reference.py PATH [--part fitting|held-out|all] [--until YEAR] [--output FILE]

PATH is a CSV, plain or gzip, with the columns reporter, partner, year, value_usd, source. The typical growth
is the mean over calendar years of the mean yearly log growth of the flows: each year counts once, since the
flows of one year share its shock. The other numbers are those of the highest predictive likelihood of 1 to 5
years on, given 2, 3, 5, 8 and 12 known years.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import lgamma
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from tradetrack.forecast.reference import Reference

KNOWN_YEARS = (2, 3, 5, 8, 12)
HORIZONS = 5
STEPS = np.arange(1, HORIZONS + 1)
MIN_BASE = 0.1  # billions of US dollars
START = (-1.68, -0.117, np.log(6.0), 0.5, 0.3)  # log_scale, size_slope, log of the weight, jump, undone
OUTPUT = Path(__file__).parent.parent / "tradetrack" / "forecast" / "reference.json"
PARTS = ("fitting", "held-out", "all")

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Flow:
    """The known years of one flow in one source; `levels` in billions of US dollars, by year."""

    name: str
    pair: str
    levels: dict[int, float]


@dataclass(frozen=True)
class Case:
    """One forecast: `history` ends with the base; `future` has NaN where a year is not known."""

    name: str
    base_year: int
    history: tuple[float, ...]
    future: tuple[float, ...]


def read_flows(path: Path, part: str) -> list[Flow]:
    """The flows of one part of the pairs. A pair is on one side, whichever way round and in all sources."""
    levels: dict[tuple[str, str, str], dict[int, float]] = defaultdict(dict)
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            value = float(row["value_usd"]) / 1e9
            if value > 0:
                levels[row["source"], row["reporter"], row["partner"]][int(row["year"])] = value
    flows = []
    for (source, reporter, partner), known in sorted(levels.items()):
        pair = "-".join(sorted((reporter, partner)))
        if part in ("all", PARTS[zlib.crc32(pair.encode()) % 2]):
            flows.append(Flow(f"{source}:{reporter}-{partner}", pair, known))
    return flows


def cases(flows: Sequence[Flow], known_years: int, since: int = 0, until: int = 9999) -> Iterator[Case]:
    """Every base of 100 million dollars and more, from the year `since` on, after so many known years.

    Years after `until` count as unknown; a case has at least one known year after its base.
    """
    for flow in flows:
        for year in sorted(flow.levels):
            history = tuple(flow.levels.get(year + i, np.nan) for i in range(1 - known_years, 1))
            if year < since or history[-1] < MIN_BASE or np.isnan(history).any():
                continue
            future = tuple(
                flow.levels.get(y, np.nan) if y <= until else np.nan
                for y in range(year + 1, year + HORIZONS + 1)
            )
            if not np.isnan(future).all():
                yield Case(flow.name, year, history, future)


def typical_growth(flows: Sequence[Flow], until: int) -> tuple[float, int, int]:
    """The mean over years of the mean log growth; how many years and growths went into it."""
    by_year: dict[int, list[float]] = defaultdict(list)
    for flow in flows:
        for year, level in flow.levels.items():
            before = flow.levels.get(year - 1, 0.0)
            if before >= MIN_BASE and year <= until:
                by_year[year].append(float(np.log(level / before)))
    means = [np.mean(growths) for growths in by_year.values()]
    return float(np.mean(means)), len(means), sum(map(len, by_year.values()))


@dataclass(frozen=True)
class Cell:
    """The cases of one number of known years, as arrays."""

    size: Floats
    last: Floats  # the last deviation of the record from typical growth, in logs
    squares: Floats
    count: int
    errors: Floats  # (cases, horizons): actual less the base grown typically, in logs


def cell(flows: Sequence[Flow], known_years: int, until: int, growth: float) -> Cell:
    """What the likelihood needs of all cases with so many known years."""
    found = list(cases(flows, known_years, until=until))
    history = np.array([case.history for case in found])
    base = history[:, -1]
    ahead = np.log(np.array([case.future for case in found]) / base[:, np.newaxis])
    deviations = np.diff(np.log(history), axis=1) - growth
    expected = growth * STEPS
    return Cell(base, deviations[:, -1], np.sum(deviations**2, axis=1), known_years - 1, ahead - expected)


def loss(reference: Reference, cells: Sequence[Cell]) -> float:
    """Minus the mean log density of the errors; each horizon and number of known years counts the same."""
    means = []
    for group in cells:
        freedom = reference.prior_df + group.count
        scale = reference.scale(group.size, group.squares, group.count)
        scales = scale[:, np.newaxis] * np.sqrt(STEPS)
        constant = lgamma((freedom + 1) / 2) - lgamma(freedom / 2) - np.log(freedom * np.pi) / 2
        errors = group.errors + reference.reversal_by(group.last[:, np.newaxis], STEPS)
        tail = (freedom + 1) / 2 * np.log1p((errors / scales) ** 2 / freedom)
        means.append(np.nanmean(constant - np.log(scales) - tail, axis=0))
    return -float(np.mean(means))


def fit(flows: Sequence[Flow], until: int) -> tuple[Reference, dict[str, Any]]:
    """The reference that fits best, and the sample it was fitted on."""
    growth, years, growths = typical_growth(flows, until)
    cells = [cell(flows, known, until, growth) for known in KNOWN_YEARS]

    def reference(x: Any) -> Reference:
        return Reference(growth, x[0], x[1], np.exp(x[2]), x[3], x[4])

    # The likelihood has kinks where a case becomes a jump, so the search uses no slope.
    search = {"method": "Nelder-Mead", "options": {"maxiter": 3000, "xatol": 1e-4, "fatol": 1e-7}}
    found = minimize(lambda x: loss(reference(x), cells), START, **search)
    if not found.success:
        raise RuntimeError(f"the fit did not settle: {found.message}")
    best = reference(found.x)
    rounded = Reference(**{name: round(float(number), 4) for name, number in best._asdict().items()})
    return rounded, {
        "sources": sorted({flow.name.partition(":")[0] for flow in flows}),
        "last_year": min(until, max(max(flow.levels) for flow in flows)),
        "flows": len(flows),
        "pairs": len({flow.pair for flow in flows}),
        "calendar_years": years,
        "yearly_growths": growths,
        "cases": sum(len(group.size) for group in cells),
        "negative_log_likelihood": round(loss(rounded, cells), 4),
    }


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description="Fit the reference of the outlook to trade flows.")
    parser.add_argument("path", type=Path)
    parser.add_argument("--part", choices=PARTS, default="fitting", help="the pairs of economies to fit on")
    parser.add_argument("--until", type=int, default=9999, help="the last year to fit on")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    given = parser.parse_args()
    reference, sample = fit(read_flows(given.path, given.part), given.until)
    origin = {"file": given.path.name, "part": given.part, **sample}
    text = json.dumps({"model": reference._asdict(), "fitted_on": origin}, indent=2)
    given.output.write_text(text + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
