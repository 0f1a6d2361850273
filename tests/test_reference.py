"""The tools that fit and test the reference, on flows made from known numbers."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import ROOT, scrubbed

GROWTH, LOG_SCALE, SIZE_SLOPE, WEIGHT = 0.05, -1.8, -0.15, 8.0
JUMP, UNDONE = 0.5, 0.6
FLOWS, YEARS = 600, 30


def made_flows(jumps: float, flows: int = FLOWS) -> str:
    """Flows of the model. Sizes differ by far more than a flow drifts: the volatility keeps that of its start."""
    random = np.random.default_rng(20)
    rows = ["reporter,partner,year,value_usd,source"]
    for flow in range(flows):
        size = np.exp(random.uniform(np.log(0.5), np.log(500)))
        volatility = np.exp(LOG_SCALE + SIZE_SLOPE * np.log(size)) * np.sqrt(
            WEIGHT / random.chisquare(WEIGHT)
        )
        level, owed = np.log(size) - GROWTH * YEARS / 2, 0.0
        for year in range(1990, 1990 + YEARS):
            leap = (random.random() < jumps) * random.uniform(0.8, 1.6)
            deviation = volatility * random.standard_normal() + leap - owed / 2
            level += GROWTH + deviation
            owed = owed / 2 + UNDONE * max(deviation - JUMP, 0.0)
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


def test_it_finds_the_numbers_that_flows_were_made_from(tmp_path: Path) -> None:
    found = fitted(tmp_path, made_flows(jumps=0.0), "--part", "all")
    model = found["model"]
    assert model["typical_growth"] == pytest.approx(GROWTH, abs=0.005)
    assert model["log_scale"] == pytest.approx(LOG_SCALE, abs=0.1)
    assert model["size_slope"] == pytest.approx(SIZE_SLOPE, abs=0.03)
    assert model["prior_df"] == pytest.approx(WEIGHT, rel=0.3)
    assert found["fitted_on"]["flows"] == FLOWS
    assert (found["fitted_on"]["last_year"], found["fitted_on"]["sources"]) == (2019, ["made"])


def test_it_finds_what_is_undone_of_jumps(tmp_path: Path) -> None:
    model = fitted(tmp_path, made_flows(jumps=0.01), "--part", "all")["model"]
    assert model["reversal"] == pytest.approx(UNDONE, abs=0.15)
    assert model["jump"] == pytest.approx(JUMP, abs=0.15)


def test_the_halves_share_no_pair_and_the_last_year_is_kept(tmp_path: Path) -> None:
    flows = made_flows(jumps=0.0, flows=200)
    fitting, held_out = (fitted(tmp_path, flows, "--part", part) for part in ("fitting", "held-out"))
    assert fitting["fitted_on"]["pairs"] + held_out["fitted_on"]["pairs"] == 200
    early = fitted(tmp_path, flows, "--until", "2009")["fitted_on"]
    assert early["last_year"] == 2009
    assert early["cases"] < fitting["fitted_on"]["cases"]


def test_the_evidence_finds_intervals_right_where_they_are(tmp_path: Path) -> None:
    # The reference of this test is fitted on the years up to 2009, which were made as the years after.
    printed = run("outlook_evidence.py", tmp_path, made_flows(jumps=0.0, flows=300), "--most", "100")
    later = printed.partition("\nafter 2009\n")[2]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in later.splitlines() if "|" in line]
    coverage = [float(row[6]) for row in rows if row[0] in {"5", "8", "12"}]
    assert len(coverage) == 15
    assert np.mean(coverage) == pytest.approx(80, abs=4)
    (ratios,) = [row[1:] for row in rows[:40] if row[0] == "each case once"]
    assert all(0.7 < float(ratio) < 1 for ratio in ratios)
