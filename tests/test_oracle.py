"""The product beside a second implementation of its rules (`oracle`), on random ledgers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest
from conftest import EVERY_EXAMPLE
from oracle import ledgers, reading, targets
from oracle.series import Row, Series

from tradetrack import workflow
from tradetrack.ledger.reader import parse_ledger
from tradetrack.workflow.forecasts import projections_of

LISTS: dict[str | None, int] = {None: 0, "month": 1, "quarter": 3, "12m": 12}
PAIRS = 75  # of each file: one question about many pairs takes the product little longer than about one
LEDGERS = 5100 if EVERY_EXAMPLE else 300
GIVEN = Fraction(10, 100)
Said = dict[tuple[Any, ...], Any]


def scaled(level: Any, unit: str) -> float | None:
    """A level of the product, in its unit, in millions; None for one that is unknown."""
    return None if level is None or pd.isna(level) else float(level) * reading.SCALES[unit[4:]]


def known(number: Any, scale: float = 1) -> float | None:
    return None if number is None or pd.isna(number) else float(number) * scale


def key_of(row: Any, unit: str) -> tuple[Any, ...]:
    """Market and flow of a row of the product, in the order of the alphabet as the oracle has it."""
    of_series = hasattr(row, "series_pair")
    pair, flow = (row.series_pair, row.series_flow) if of_series else (row.pair, row.flow)
    first, _, second = pair.partition("-")
    if second < first:
        pair, flow = f"{second}-{first}", reading.SWAPPED[flow]
    return pair, row.scope or "", unit[:3], flow


def product(text: str, by: str | None) -> Said:
    figures = parse_ledger(text.encode(), "random.csv")
    question = workflow.Question(flow=None, by=by)
    analysis = workflow.ask(figures, question)
    shown, said = workflow.show(analysis, question), Said()
    for figure in shown.figures:
        said["figure", figure.line] = figure.status
    for row in shown.annual:
        key = ("annual", *key_of(row, row.series_unit), row.year, column_of(row.basis))
        said[key] = _row(row, row.series_unit) | {
            "floor": scaled(row.floor, row.series_unit),
            "method": row.method if isinstance(row.method, str) and row.method else None,
            "interval": None if pd.isna(row.low_80)
            else (scaled(row.low_80, row.series_unit), scaled(row.high_80, row.series_unit)),
        }  # fmt: skip
    for floor in shown.floors:
        said["floor", *key_of(floor, floor.series_unit), floor.year] = scaled(floor.level, floor.series_unit)
    for listed in shown.periods:
        key = key_of(listed, listed.series_unit)
        said["period", *key, listed.start, listed.months] = _row(listed, listed.series_unit)
    for target in workflow.targets(analysis):
        said["target", *key_of(target, target.unit), target.line] = _target(target)
    aims = workflow.Aims(growth=(float(GIVEN * 100),), settled=True)
    for projection in projections_of(analysis, aims):
        key = key_of(projection, projection.unit)
        value = scaled(projection.target_value, projection.unit)
        said["projection", *key, round(value or 0, 6), projection.target and projection.target.deadline] = (
            _projection(projection)
        )
    return said


def column_of(basis: str) -> str:
    return basis if basis in ("implied", "nowcast") else "figure"


def _row(row: Any, unit: str) -> dict[str, Any]:
    is_sum = row.basis not in ("reported", "implied", "nowcast")
    return {
        "value": scaled(row.level, unit),
        "qualifier": row.qualifier,
        "basis": row.basis,
        "parts": row.parts if is_sum else None,
        "reporter": row.reporter,
        "growth": known(row.computed_growth_pct, 0.01),
        "bound": (row.growth_bound, known(row.growth_bound_pct, 0.01)) if row.growth_bound else None,
        "stated": known(row.stated_growth_pct, 0.01),
    }


def _verdict(verdict: Any, unit: str) -> tuple[Any, ...]:
    value = scaled(verdict.outcome_value, unit)
    return verdict.outcome, verdict.settled_by, verdict.outcome_year, value, verdict.outcome_qualifier


def _target(target: Any) -> dict[str, Any]:
    base, lineage = target.base, target.lineage
    return {
        "value": scaled(target.value, target.unit),
        "deadline": target.deadline,
        "restated": target.restated,
        "base": base and (base.year, scaled(base.value, target.unit), base.is_stale),
        "required": known(target.required_growth_pct, 0.01),
        "verdict": _verdict(target, target.unit),
        "by_reporter": {own.reporter: _verdict(own, target.unit) for own in target.by_reporter},
        "rating": target.rating,
        "lineage": lineage and (lineage.change, scaled(lineage.value, target.unit), lineage.deadline),
    }


def _projection(projection: Any) -> dict[str, Any]:
    return {
        "base": (projection.base.year, scaled(projection.base.value, projection.unit), projection.base.basis),
        "already": projection.already_reached_in,
        "paths": [(p.assumption, known(p.growth_pct, 0.01), p.years, p.reached_in) for p in projection.paths],
        "required": [(r.by, known(r.growth_pct, 0.01)) for r in projection.required],
        "rating": projection.rating,
    }


def oracle(text: str, by: str | None) -> Said:
    figures, said = reading.read(text), Said()
    markets = sorted({(f.market, flow) for f in figures for flow in ("total", "exports", "imports")})
    for market, flow in markets:
        series = Series(market, flow, figures)
        key = (*market, flow)
        for figure in figures:
            if (figure.market, figure.flow) == (market, flow):
                said["figure", figure.line] = series.status(figure)
        rows = series.annual()
        for row in rows:
            said["annual", *key, row.year, column_of(row.basis)] = _oracle_row(row) | {
                "floor": row.floor,
                "method": row.method,
                "interval": row.interval,
            }
        for year in set(series.span()) - {row.year for row in rows}:
            if series.exists and (floor := series.floor(year)) is not None:
                said["floor", *key, year] = floor
        for period, row in (series.listed(LISTS[by]) if by else {}).items():
            said["period", *key, *period] = _oracle_row(row)
        for target in targets.targets(series, figures):
            base = target.base and (*target.base, target.stale)
            said["target", *key, target.first.line] = {
                name: getattr(target, name)
                for name in ("value", "deadline", "restated", "required", "by_reporter", "rating", "lineage")
            } | {"base": base, "verdict": target.verdict}
            if projection := targets.project(series, target, [GIVEN]):
                said["projection", *key, round(float(target.value), 6), target.deadline] = {
                    "base": projection.start,
                    "already": projection.already,
                    "paths": projection.paths,
                    "required": projection.required,
                    "rating": projection.rating,
                }
    return said


def _oracle_row(row: Row) -> dict[str, Any]:
    return {
        "value": row.value,
        "qualifier": row.qualifier,
        "basis": row.basis,
        "parts": row.parts,
        "reporter": row.reporter,
        "growth": row.growth,
        "bound": row.growth_bound,
        "stated": row.stated_growth,
    }


def same(one: Any, other: Any, within: float = 1e-6) -> bool:
    """Whether two answers are the same, numbers to a relative difference or a whole unit of the currency."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(one[k], other[k], within) for k in one)
    if isinstance(one, tuple | list) and isinstance(other, tuple | list):
        return len(one) == len(other) and all(same(*both, within) for both in zip(one, other, strict=True))
    if isinstance(one, int | float | Fraction) and isinstance(other, int | float | Fraction):
        return math.isclose(one, other, rel_tol=within, abs_tol=2e-6)
    return bool(one == other)


def differences(text: str, by: str | None) -> list[str]:
    ours, theirs = product(text, by), oracle(text, by)
    found = []
    for key in sorted(ours.keys() | theirs.keys(), key=repr):
        one, other = ours.get(key, "nothing"), theirs.get(key, "nothing")
        if isinstance(one, dict) and isinstance(other, dict):
            found += [
                f"{key} {name}: {one[name]}, oracle {other[name]}"
                for name in one
                if not same(one[name], other[name], 5e-3 if name == "interval" else 1e-6)
            ]
        elif not same(one, other):
            found.append(f"{key}: {one}, oracle {other}")
    return found


@pytest.mark.parametrize("by", LISTS)
def test_both_implementations_agree(by: str | None) -> None:
    """On 300 ledgers, or 5,100: each of the files holds PAIRS of them, a pair each."""
    for seed in range(list(LISTS).index(by), LEDGERS // PAIRS, len(LISTS)):
        text = ledgers.ledger(seed, PAIRS)
        assert differences(text, by) == [], text


RATE_BY_NOBODY_KNOWN = f"""{ledgers.HEADER}
,total,target,2020,90,USD bn,exact,,,,2019-06
,total,reported,2021,100,USD bn,exact,,,CHN,2022-01
,total,reported,2021,100,USD bn,exact,,25,,2022-02
"""


def test_a_verdict_by_a_reporters_own_figures_borrows_no_rate() -> None:
    """100 at a rate of 25 % makes 80 of 2020, short of 90; of China's figures alone nothing is known of 2020."""
    key = ("target", "", "", "USD", "total", 2)
    for said in (product(RATE_BY_NOBODY_KNOWN, None), oracle(RATE_BY_NOBODY_KNOWN, None)):
        assert said[key]["verdict"][:3] == ("missed", "implied", 2020)
        assert {name: own[0] for name, own in said[key]["by_reporter"].items()} == {"CHN": "unknown"}


FLOOR_ABOVE_A_BOUND = f"""{ledgers.HEADER}
,total,target,2019,1900,USD bn,exact,,,,2018
,total,reported,2019-01/2019-06,475,USD bn,over,,,,2020
,total,reported,2019-07/2019-12,475,USD bn,over,,,,2020
,total,reported,2019-01/2019-02,158.3,USD bn,over,,,,2020
,total,reported,2019-03/2019-05,261.25,USD bn,about,,,,2020
,total,reported,2019-06,79,USD bn,exact,,,,2020
"""


def test_a_missed_target_is_given_the_figure_of_its_year() -> None:
    """The two halves make over 950, the finer parts a floor of 973.55: the verdict rests on the figure."""
    for said in (product(FLOOR_ABOVE_A_BOUND, None), oracle(FLOOR_ABOVE_A_BOUND, None)):
        verdict = said["target", "", "", "USD", "total", 2]["verdict"]
        assert verdict == ("missed", "figure", 2019, 950_000, "over")


@pytest.mark.parametrize("seed", range(2))
def test_the_oracle_says_something_of_every_row(seed: int) -> None:
    """What the comparison would not show: that there is something to compare."""
    text = ledgers.ledger(seed, 25)
    said = oracle(text, None)
    assert sum(key[0] == "figure" for key in said) == len(text.splitlines()) - 1
    assert {"annual", "floor", "target", "projection"} <= {key[0] for key in said}
