"""How forecasts of a series would have done: rolling origins, each seeing only the years before it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from tradetrack.forecast.outlook import outlook
from tradetrack.forecast.score import Score
from tradetrack.series.plain import AnnualSeries

HORIZONS = (1, 2, 3, 4, 5)
MIN_KNOWN_YEARS = 3  # years before an origin: a drift and its spread need two growths
QUANTILES = tuple(p / 10 for p in range(1, 10))
INTERVALS = (0.5, 0.8, 0.95)

OUTLOOK = "outlook"
NAIVE = "random walk (naive)"
DRIFT = "random walk with drift"
LATEST_RATE = "latest rate"
METHODS = (OUTLOOK, NAIVE, DRIFT, LATEST_RATE)

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class _Case:
    """One forecast held against what came: the log error at each quantile, and whether intervals held."""

    method: str
    horizon: int
    errors: Floats  # truth minus quantile, in logs, by QUANTILES
    held: tuple[bool, ...] | None


def quantile_losses(errors: Floats) -> Floats:
    """The weighted quantile loss of truths minus their quantiles, shape (..., QUANTILES); one a truth.

    Twice the mean pinball loss, in the unit of the errors; NaN where an error is.
    """
    p = np.array(QUANTILES)
    return np.asarray(2 * np.mean(np.maximum(p * errors, (p - 1) * errors), axis=-1))


def backtest(series: Sequence[AnnualSeries], progress: Callable[[int], None] = lambda _: None) -> list[Score]:
    """The scores of each method and horizon over all origins of all series.

    An origin is a year with at least three known years up to it. The random walks are in
    logs, with the spread of the record's growths; `latest rate` is the stated growth of the origin
    year, else the computed one, for ever: a path without spread. The quantile loss is the mean over the
    quantiles 0.1 to 0.9 of twice the pinball loss of the log level. `progress` is called
    for each series done.
    """
    cases: list[_Case] = []
    for one in series:
        cases += _cases(one)
        progress(1)
    scores = []
    for horizon in HORIZONS:
        for method in METHODS:
            own = [case for case in cases if (case.method, case.horizon) == (method, horizon)]
            if own:
                scores.append(_score(method, horizon, own))
    return scores


def _cases(series: AnnualSeries) -> Iterable[_Case]:
    years = sorted(series.levels)
    for place, origin in enumerate(years):
        known = years[: place + 1]
        ahead = [h for h in HORIZONS if origin + h in series.levels]
        if len(known) < MIN_KNOWN_YEARS or not ahead:
            continue
        for method, quantiles in _forecasts(series, known).items():
            for horizon in ahead:
                yield _case(method, horizon, math.log(series.levels[origin + horizon]), quantiles)


def _forecasts(series: AnnualSeries, known: list[int]) -> dict[str, Callable[[int, float], float]]:
    """By method, the quantile of the log level so many years ahead."""
    levels = np.array([series.levels[year] for year in known])
    base, spans = math.log(levels[-1]), np.diff(known)
    growths, last = np.diff(np.log(levels)), known[-1]
    drift = (base - math.log(levels[0])) / (last - known[0])
    spread_still = float(np.sqrt(np.mean(growths**2 / spans)))
    spread_drift = float(np.sqrt(np.sum((growths - drift * spans) ** 2 / spans) / (len(growths) - 1)))
    ahead = outlook(levels, known, max(HORIZONS), series.unit)
    forecasts: dict[str, Callable[[int, float], float]] = {
        OUTLOOK: lambda h, p: math.log(ahead.quantile(p)[h - 1]),
        NAIVE: lambda h, p: base + spread_still * math.sqrt(h) * NormalDist().inv_cdf(p),
        DRIFT: lambda h, p: base + drift * h + spread_drift * math.sqrt(h) * NormalDist().inv_cdf(p),
    }
    rate = series.stated_pct.get(last)
    if rate is None and spans[-1] == 1:
        rate = math.expm1(growths[-1]) * 100
    if rate is not None and rate > -100:
        forecasts[LATEST_RATE] = lambda h, _: base + math.log1p(rate / 100) * h
    return forecasts


def _case(method: str, horizon: int, truth: float, quantile: Callable[[int, float], float]) -> _Case:
    errors = np.array([truth - quantile(horizon, p) for p in QUANTILES])
    if method == LATEST_RATE:
        return _Case(method, horizon, errors, None)
    ends = [(quantile(horizon, (1 - share) / 2), quantile(horizon, (1 + share) / 2)) for share in INTERVALS]
    return _Case(method, horizon, errors, tuple(low <= truth <= high for low, high in ends))


def _score(method: str, horizon: int, cases: list[_Case]) -> Score:
    errors = np.array([case.errors for case in cases])
    held = [case.held for case in cases if case.held is not None]
    coverage = np.mean(held, axis=0).tolist() if held else [None] * len(INTERVALS)
    middle = float(np.median(np.abs(errors[:, len(QUANTILES) // 2])))
    return Score(
        method, horizon, len(cases), middle, float(np.mean(quantile_losses(errors))), tuple(coverage)
    )
