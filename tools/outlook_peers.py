"""Compare the outlook with standard forecasting methods on the same cases, as Markdown tables.

python -m venv PEERS && PEERS/bin/pip install "statsforecast==2.1.1"
PEERS/bin/python tools/outlook_peers.py ORIGINS

ORIGINS is what `tools/outlook_evidence.py PATH --origins ORIGINS` wrote: cases of both tests with the
quantiles of our outlook. The environment is one of its own, since statsforecast pins an older pandas. Every
method sees the logs of the known years and nothing else. Its quantiles 0.1 to 0.9 are the ends of its 20, 40,
60 and 80 % intervals and its point forecast.
"""

from __future__ import annotations

import argparse
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
from statsforecast import StatsForecast
from statsforecast.models import AutoARIMA, AutoETS, AutoTheta, Naive, RandomWalkWithDrift

HORIZONS = 5
LEVELS = (80, 60, 40, 20)
QUANTILES = [f"{tenth / 10}" for tenth in range(1, 10)]
OURS = "outlook"
MODELS = {
    "AutoETS": AutoETS(season_length=1),
    "AutoARIMA": AutoARIMA(season_length=1),
    "AutoTheta": AutoTheta(season_length=1),
    "drift": RandomWalkWithDrift(),
    "naive": Naive(),
}
SIZES = (0.1, 1.0, 10.0, np.inf)  # billions of US dollars

Floats = npt.NDArray[np.float64]


def peer_quantiles(histories: pd.Series, name: str) -> tuple[pd.DataFrame, int]:
    """The quantiles of one method, a row a case and horizon; and for how many cases the naive ones stand in.

    They do where a method refuses (AutoETS does below 7 values) or gives an interval that is no number.
    """
    long = histories.str.split().explode().astype(float).rename("y").reset_index()
    long["ds"] = long.groupby("case").cumcount() + 1
    long = long.rename(columns={"case": "unique_id"})
    naive = _forecast(long, "naive")
    found = naive if name == "naive" else _forecast(long, name)
    theirs, simple = found[QUANTILES].to_numpy(), naive[QUANTILES].to_numpy()
    theirs = np.where(np.isfinite(theirs).all(axis=1, keepdims=True), theirs, simple)
    same = (theirs == simple).all(axis=1).reshape(-1, HORIZONS).all(axis=1)
    return found.assign(**dict(zip(QUANTILES, theirs.T, strict=True))), int(same.sum())


def _forecast(long: pd.DataFrame, name: str) -> pd.DataFrame:
    model = MODELS[name]
    model.alias = "m"
    engine = StatsForecast(models=[model], freq=1, n_jobs=-1, fallback_model=Naive(alias="m"))
    wide = engine.forecast(df=long[["unique_id", "ds", "y"]], h=HORIZONS, level=list(LEVELS))
    lows = [f"m-lo-{level}" for level in LEVELS]
    highs = [f"m-hi-{level}" for level in reversed(LEVELS)]
    found = wide[["unique_id", *lows, "m", *highs]].copy()
    found.columns = pd.Index(["case", *QUANTILES])
    found["horizon"] = found.groupby("case").cumcount() + 1
    ordered: pd.DataFrame = found.sort_values(["case", "horizon"]).reset_index(drop=True)
    return ordered


def loss(actual: Floats, quantiles: Floats) -> Floats:
    """The weighted quantile loss on logs: twice the mean pinball loss of the nine quantiles."""
    levels = np.array([float(p) for p in QUANTILES])
    error = actual[:, np.newaxis] - quantiles
    return np.asarray(2 * np.mean(np.maximum(levels * error, (levels - 1) * error), axis=1))


def losses(group: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, int]]:
    """The losses of all methods on the cases of one test and length; and how often naive stood in."""
    found = group[["case", "horizon", "history"]].copy()
    found[OURS] = loss(group["actual"].to_numpy(), group[QUANTILES].to_numpy())
    histories = group.drop_duplicates("case").set_index("case")["history"]
    stand_ins = {}
    for name in MODELS:
        theirs, stand_ins[name] = peer_quantiles(histories, name)
        both = group[["case", "horizon", "actual"]].merge(theirs, on=["case", "horizon"], how="left")
        found[name] = loss(both["actual"].to_numpy(), both[QUANTILES].to_numpy())
    return found, stand_ins


def row(label: list[str], found: pd.DataFrame) -> str:
    """One line of the table: the mean loss of each method, and ours over the best of the others."""
    means = found[[OURS, *MODELS]].mean()
    best = means[list(MODELS)].min()
    cells = [*label, f"{found['case'].nunique():,}", *(f"{mean:.3f}" for mean in means)]
    return f"| {' | '.join([*cells, f'{means[OURS] / best:.2f}'])} |"


def main() -> None:
    """Forecast and print."""
    parser = argparse.ArgumentParser(description="Compare the outlook with standard methods.")
    parser.add_argument("origins", type=Path)
    origins = pd.read_csv(parser.parse_args().origins, dtype={"history": str})
    head = ["test", "known", "size, $bn", "cases", OURS, *MODELS, "ratio"]
    print(f"| {' | '.join(head)} |\n|{' ---: |' * len(head)}")
    for (test, known), group in origins.groupby(["test", "known"], sort=False):
        found, stand_ins = losses(group.reset_index(drop=True))
        print(row([str(test), str(known), "all"], found), flush=True)
        size = np.exp(found["history"].str.split().str[-1].astype(float))
        for low, high in pairwise(SIZES):
            part = found[(size >= low) & (size < high)]
            print(row([str(test), str(known), f"{low:g} to {high:g}"], part), flush=True)
        print(f"<!-- naive stood in: {stand_ins} -->", flush=True)


if __name__ == "__main__":
    main()
