"""What chances must obey over random ledgers: more that is known to be high never lowers one."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from conftest import examples

import tradetrack as tt

Ledger = Callable[[str], pd.DataFrame]
HEAD = "period,value,qualifier\n"
LEDGERS = examples(8)


def years(rng: np.random.Generator, count: int) -> list[float]:
    """The totals of some years up to 2023."""
    steps = rng.normal(0.04, rng.choice([0.05, 0.15, 0.4]), count)
    return [float(v) for v in np.exp(rng.normal(2, 2) + steps.cumsum())]


def rows(levels: list[float], months: int = 0) -> str:
    """A ledger of the years, each with its first months where asked: 60 % of what they would be."""
    first = 2024 - len(levels)
    lines = [f"{first + i},{level:.6f}," for i, level in enumerate(levels)]
    if months:
        lines += [
            f"{first + i}-01/{first + i}-{months:02d},{level * months / 12 * (0.9 + 0.02 * i):.6f},"
            for i, level in enumerate(levels)
        ]
    return HEAD + "\n".join(lines) + "\n"


def chances(figures: pd.DataFrame, target: float) -> Any:
    """The chances by year, (middle, slow, fast); 1 for a target that is already reached."""
    (found,) = tt.project(figures, target=round(target, 6))
    if found.outlook is None:
        return dict.fromkeys(range(2025, 2034), (1.0, 1.0, 1.0))
    return {c.year: c[1:] for c in found.outlook.chance_by}


def require_rise(series: list[Any]) -> None:
    """Each chance of a year that two neighbours have is no lower in the second one."""
    for before, after in itertools.pairwise(series):
        for year in before.keys() & after.keys():
            assert all(b <= a for b, a in zip(before[year], after[year], strict=True)), (year, before, after)


@pytest.mark.parametrize("seed", range(LEDGERS))
def test_raising_what_is_known_of_the_next_year_never_lowers_a_chance(ledger: Ledger, seed: int) -> None:
    rng = np.random.default_rng(seed)
    levels = years(rng, int(rng.integers(1, 9)))
    target, months = levels[-1] * rng.uniform(1.05, 2.5), int(rng.integers(2, 11))
    raised = [levels[-1] * at for at in (0.4, 0.8, 0.95, 1.0, 1.02, 1.1, 1.4, 2.0)]
    figures = [ledger(rows(levels) + f"2024,{value:.6f},\n") for value in raised]
    require_rise([chances(one, target) for one in figures])
    bounds = [ledger(rows(levels) + f"2024,{value:.6f},over\n") for value in raised]
    require_rise([chances(one, target) for one in [ledger(rows(levels)), *bounds]])
    for record in (rows(levels), rows(levels, months)):  # floors, and estimates with a floor
        part = [f"2024-01/2024-{months:02d},{value * months / 12:.6f}," for value in raised]
        require_rise([chances(ledger(record + line + "\n"), target) for line in part])


@pytest.mark.parametrize("seed", range(LEDGERS))
def test_raising_the_base_never_lowers_a_chance(ledger: Ledger, seed: int) -> None:
    rng = np.random.default_rng(100 + seed)
    levels = years(rng, int(rng.integers(2, 9)))
    target = levels[-1] * rng.uniform(1.05, 2.5)
    raised = [levels[-1] * at for at in (0.5, 0.9, 1.0, 1.04, 1.3, 1.6, 2.4)]
    found = [chances(ledger(rows([*levels[:-1], value])), target) for value in raised]
    require_rise(found)
    bounds = [chances(ledger(rows(levels[:-1]) + f"2023,{value:.6f},over\n"), target) for value in raised]
    require_rise(bounds)


@pytest.mark.parametrize("seed", range(LEDGERS))
def test_over_never_gives_less_than_exact_and_deadlines_and_targets_are_in_order(
    ledger: Ledger, seed: int
) -> None:
    rng = np.random.default_rng(200 + seed)
    levels = years(rng, int(rng.integers(1, 9)))
    targets = [levels[-1] * at for at in (2.6, 1.9, 1.4, 1.2, 1.05)]
    last = levels[-1] * rng.uniform(0.8, 1.05)
    exact, over = (ledger(rows(levels) + f"2024,{last:.6f},{word}\n") for word in ("", "over"))
    ladder = [chances(over, target) for target in targets]
    require_rise(ladder)
    for target, found in zip(targets, ladder, strict=True):
        require_rise([chances(exact, target), found])
        in_order = np.array([found[year] for year in sorted(found)])
        assert np.all(np.diff(in_order, axis=0) >= 0)
        assert np.all(in_order[:, 1] <= in_order[:, 0])
        assert np.all(in_order[:, 0] <= in_order[:, 2])
