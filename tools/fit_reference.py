"""Fit the reference of the outlook to real trade flows and write its few numbers.

python tools/fit_reference.py PATH [--part fitting|held-out|all] [--until YEAR] [--output FILE]

PATH is a CSV, plain or gzip, with the columns reporter, partner, year, value_usd, source. How growth falls
with size is the mean over calendar years of the slope within the year. The growth of a year is the mean of
its flows, taken to the size of 1 billion; each year counts once, since the flows of one year share its
shock. The typical growth is the mean of the years, drawn towards an assumption made beforehand; the mean of
the years up to 2008 is that of the fast era, the mean of those since that of the slow one. Volatility is that
of the highest predictive likelihood of 1 to 5 years on, given 1, 2, 5 and 12 known years.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Sequence
from math import lgamma
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from trade_flows import HORIZONS, MIN_BASE, PARTS, Flow, cases, read_flows

from tradetrack.forecast.reference import Reference

KNOWN_YEARS = (1, 2, 5, 12)
STEPS = np.arange(1, HORIZONS + 1)
START = (-1.68, -0.13, np.log(6.0))  # log_scale, size_slope, log of the weight
LAST_FAST_YEAR = 2008  # the years before and after differ more in growth than at any other border
LARGEST_GROWTH = 1.5  # logs; beyond it a growth counts as this much in the slope by size
MIN_FLOWS = 5  # in a year, for it to count
OUTPUT = Path(__file__).parent.parent / "tradetrack" / "forecast" / "reference.json"

Floats = npt.NDArray[np.float64]


class Settings(NamedTuple):
    """What is not fitted; `tools/choose_settings.py` chose it on the fitting half of the pairs."""

    assumed_growth: float = 0.046  # logs a year: some 2 % of inflation and 2.5 % of volume
    assumed_years: int = 200  # its weight; eras last decades, so years say little of the next ones
    jump: float = 0.3  # of a growth that is so far above the typical one, in logs …
    reversal: float = 0.5  # … this share of the rest is given back
    alone: float = 1.12  # volatility of a flow with one known year: where its base stands, nobody knows


SHIPPED = Settings()


class Year(NamedTuple):
    """The growth of the flows of one calendar year, in logs."""

    mean: float
    size: float  # the mean log size
    slope: float  # of growth on log size
    world: float  # the growth of their sum
    flows: int


def growth_by_year(flows: Sequence[Flow], until: int) -> dict[int, Year]:
    """What the flows of 100 million dollars and more grew by in each year, up to `until`."""
    pairs: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for flow in flows:
        for year, level in flow.levels.items():
            before = flow.levels.get(year - 1, 0.0)
            if before >= MIN_BASE and year <= until:
                pairs[year].append((before, level))
    found = {}
    for year, known in sorted(pairs.items()):
        if len(known) < MIN_FLOWS:
            continue
        before, after = np.array(known).T
        size, growth = np.log(before), np.log(after / before)
        apart = size - size.mean()
        slope = apart @ np.clip(growth, -LARGEST_GROWTH, LARGEST_GROWTH) / (apart @ apart)
        world = float(np.log(after.sum() / before.sum()))
        found[year] = Year(float(growth.mean()), float(size.mean()), float(slope), world, len(known))
    return found


def growth_numbers(
    years: dict[int, Year], chosen: Settings
) -> tuple[dict[str, Any], dict[str, dict[str, float]]]:
    """The numbers of a reference that say how flows grow, and the eras behind them."""
    slope = float(np.mean([year.slope for year in years.values()]))
    growth = {year: one.mean - slope * one.size for year, one in years.items()}
    mean = float(np.mean(list(growth.values())))
    weight = len(years) / (len(years) + chosen.assumed_years)
    eras = {
        name: [year for year in years if (year <= LAST_FAST_YEAR) == (name == "fast")]
        for name in ("slow", "fast")
    }
    means: dict[str, Any] = {
        name: float(np.mean([growth[y] for y in own])) if own else None for name, own in eras.items()
    }
    world = {year: one.world for year, one in years.items()}
    numbers = {
        "typical_growth": weight * mean + (1 - weight) * chosen.assumed_growth,
        "growth_slope": slope,
        "slow_growth": means["slow"],
        "fast_growth": means["fast"],
        "world_gap": float(np.mean(list(world.values()))) - mean,
    }
    return numbers, {
        name: {
            "first_year": min(own),
            "last_year": max(own),
            "growth_pct": round(float(np.expm1(means[name])) * 100, 2),
            "world_growth_pct": round(float(np.expm1(np.mean([world[y] for y in own]))) * 100, 2),
        }
        for name, own in eras.items()
        if own
    }


class Cell(NamedTuple):
    """The cases of one number of known years, as arrays."""

    size: Floats
    squares: Floats
    growths: int
    errors: Floats  # (cases, horizons): actual less what is typical from the base on, in logs


def cell(flows: Sequence[Flow], known_years: int, until: int, reference: Reference) -> Cell:
    """What the likelihood needs of all cases with so many known years."""
    found = list(cases(flows, known_years, until=until))
    history = np.log(np.array([case.history for case in found]))
    base = history[:, -1]
    growth = reference.growth(np.exp(base))[:, np.newaxis]
    deviations = np.diff(history, axis=1) - growth
    last = deviations[:, -1] if known_years > 1 else np.zeros(len(base))
    middle = growth * STEPS - reference.reversal_of(last)[:, np.newaxis]
    ahead = np.log(np.array([case.future for case in found])) - base[:, np.newaxis]
    squares = np.sum(deviations[:, :-1] ** 2, axis=1)
    return Cell(np.exp(base), squares, max(known_years - 2, 0), ahead - middle)


def loss(reference: Reference, cells: Sequence[Cell]) -> float:
    """Minus the mean log density of the errors; each horizon and number of known years counts the same."""
    means = []
    for group in cells:
        freedom = reference.prior_df + group.growths
        scales = reference.scale(group.size, group.squares, group.growths)[:, np.newaxis] * np.sqrt(STEPS)
        constant = lgamma((freedom + 1) / 2) - lgamma(freedom / 2) - np.log(freedom * np.pi) / 2
        tail = (freedom + 1) / 2 * np.log1p((group.errors / scales) ** 2 / freedom)
        known = np.isfinite(group.errors)
        each = np.where(known, constant - np.log(scales) - tail, 0.0).sum(axis=0)
        means.append((each / np.maximum(known.sum(axis=0), 1))[known.any(axis=0)].mean())
    return -float(np.mean(means))


def fit(flows: Sequence[Flow], until: int, chosen: Settings = SHIPPED) -> tuple[Reference, dict[str, Any]]:
    """The reference that fits best, and the eras and the sample it was fitted on."""
    years = growth_by_year(flows, until)
    numbers, eras = growth_numbers(years, chosen)
    start = Reference(
        log_scale=0,
        size_slope=0,
        prior_df=1,
        jump=chosen.jump,
        reversal=chosen.reversal,
        alone=chosen.alone,
        **numbers,
    )
    cells = [cell(flows, known, until, start) for known in KNOWN_YEARS]

    def reference(x: Any) -> Reference:
        return start._replace(log_scale=x[0], size_slope=x[1], prior_df=np.exp(x[2]))

    search = {"method": "Nelder-Mead", "options": {"maxiter": 1000, "xatol": 1e-4, "fatol": 1e-7}}
    found = minimize(lambda x: loss(reference(x), cells), START, **search)
    if not found.success:
        raise RuntimeError(f"the fit did not settle: {found.message}")
    best: dict[str, Any] = {
        name: n if n is None else round(float(n), 4) for name, n in reference(found.x)._asdict().items()
    }
    rounded = Reference(**best)
    return rounded, {
        "eras": eras,
        "sources": sorted({flow.name.partition(":")[0] for flow in flows}),
        "last_year": min(until, max(max(flow.levels) for flow in flows)),
        "flows": len(flows),
        "pairs": len({flow.pair for flow in flows}),
        "calendar_years": len(years),
        "yearly_growths": sum(year.flows for year in years.values()),
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
    eras = sample.pop("eras")
    origin = {"file": given.path.name, "part": given.part, **sample}
    text = json.dumps({"model": reference._asdict(), "eras": eras, "fitted_on": origin}, indent=2)
    given.output.write_text(text + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
