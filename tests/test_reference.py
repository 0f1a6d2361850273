"""The tools that fit and test the reference, on flows made from known numbers."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import ROOT, scrubbed, thorough

GROWTH, LOG_SCALE, SIZE_SLOPE, WEIGHT = 0.05, -1.8, -0.15, 8.0
FLOWS, YEARS = 600, 30


def made_flows(flows: int = FLOWS) -> str:
    """Flows of the model. Sizes differ by far more than a flow drifts: the volatility keeps that of its start."""
    random = np.random.default_rng(20)
    rows = ["reporter,partner,year,value_usd,source"]
    for flow in range(flows):
        size = np.exp(random.uniform(np.log(0.5), np.log(500)))
        volatility = np.exp(LOG_SCALE + SIZE_SLOPE * np.log(size)) * np.sqrt(
            WEIGHT / random.chisquare(WEIGHT)
        )
        level = np.log(size) - GROWTH * YEARS / 2
        for year in range(1990, 1990 + YEARS):
            level += GROWTH + volatility * random.standard_normal()
            rows.append(f"R{flow % 30:02d},P{flow // 30:02d},{year},{np.exp(level) * 1e9:.0f},made")
    return "\n".join(rows) + "\n"


def run(tool: str, folder: Path, flows: str, *options: str) -> str:
    path = folder / "flows.csv"
    path.write_text(flows, encoding="utf-8")
    command = [sys.executable, str(ROOT / "tools" / tool), str(path), *options]
    return subprocess.run(command, check=True, capture_output=True, env=scrubbed(folder), text=True).stdout


def fitted(folder: Path, flows: str, *options: str) -> Any:
    output = folder / "reference.json"
    run("fit_reference.py", folder, flows, "--output", str(output), *options)
    return json.loads(output.read_text(encoding="utf-8"))


@thorough
def test_it_finds_the_numbers_that_flows_were_made_from(tmp_path: Path) -> None:
    found = fitted(tmp_path, made_flows(), "--part", "all")
    model = found["model"]
    # Drawn towards 0.046 as if that had been seen in 200 years, beside these 29.
    growth, slope = model["typical_growth"], model["growth_slope"]
    assert (growth * (200 + 29) - 200 * 0.046) / 29 == pytest.approx(GROWTH, abs=0.02)
    assert slope == pytest.approx(0, abs=0.004)
    assert model["slow_growth"] == pytest.approx(GROWTH, abs=0.025)
    assert model["fast_growth"] == pytest.approx(GROWTH, abs=0.025)
    assert (found["eras"]["fast"]["last_year"], found["eras"]["slow"]["first_year"]) == (2008, 2009)
    assert model["log_scale"] == pytest.approx(LOG_SCALE, abs=0.1)
    assert model["size_slope"] == pytest.approx(SIZE_SLOPE, abs=0.03)
    assert model["prior_df"] == pytest.approx(WEIGHT, rel=0.3)
    assert found["fitted_on"]["flows"] == FLOWS
    assert (found["fitted_on"]["last_year"], found["fitted_on"]["sources"]) == (2019, ["made"])


@thorough
def test_the_halves_share_no_pair_and_the_last_year_is_kept(tmp_path: Path) -> None:
    flows = made_flows(flows=200)
    fitting, held_out = (fitted(tmp_path, flows, "--part", part) for part in ("fitting", "held-out"))
    assert fitting["fitted_on"]["pairs"] + held_out["fitted_on"]["pairs"] == 200
    early = fitted(tmp_path, flows, "--until", "2009")["fitted_on"]
    assert early["last_year"] == 2009
    assert early["cases"] < fitting["fitted_on"]["cases"]


@thorough
def test_the_evidence_finds_chances_and_intervals_right_where_they_are(tmp_path: Path) -> None:
    # The flows are made from numbers near the shipped ones, so that intervals should hold four in five.
    flows = made_flows(flows=120)
    printed = run("outlook_evidence.py", tmp_path, flows, "--since", "2014")
    later = printed.partition("## Coverage")[2]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in later.splitlines() if "|" in line]
    coverage = [float(row[4]) for row in rows if row[1] in {"5", "8", "12"}]
    assert len(coverage) == 15
    assert np.mean(coverage) == pytest.approx(80, abs=6)
    (summary,) = [row for row in printed.splitlines() if row.startswith("| held-out pairs | 36 |")]
    assert float(summary.split("|")[3]) < 10
    ratios = [
        line.split("|")[4] for line in printed.splitlines() if line.startswith("| held-out pairs | 5 |")
    ]
    assert 0.7 < float(ratios[0]) < 1
