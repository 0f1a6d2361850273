"""JSON as it is written for very many series, and what an outlook says that rests on one known year."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from conftest import Run

import tradetrack as tt
from tradetrack.forecast.reference import shipped_reference
from tradetrack.render.json_text import encoded

Cli = Callable[..., Run]
Ledger = Callable[[str], pd.DataFrame]
DOCUMENT = {
    "empty": [[], {}, "", ()],
    "plain": [0, -1, 2.5, 1e300, 5e-324, 10**30, True, False, None],
    "text": 'a "quoted"\n\\ line, ä, ☃, \ud800 and \x7f',
    "": {"deep": [{"deeper": [1, [2, {"deepest": "x"}]]}]},
}


@pytest.mark.parametrize("escaped", [False, True])
def test_a_document_is_written_as_the_standard_library_writes_it(escaped: bool) -> None:
    assert "".join(encoded(DOCUMENT, escaped)) == json.dumps(DOCUMENT, ensure_ascii=escaped, indent=2) + "\n"


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_no_document_has_a_number_that_is_none(number: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        encoded({"value": [number]})


def of_json(run: Run) -> list[Any]:
    return list(json.loads(run.out)["projections"])


def test_json_has_the_numbers_of_python_to_six_digits(tradetrack: Cli, ledger: Ledger) -> None:
    text = "pair,period,value,unit\n" + "".join(
        f"{pair},{year},{level * 1.1 ** (year - 2020):.4f},{unit}\n"
        for pair, level, unit in (
            ("CHN-RUS", 100, "USD bn"),
            ("DEU-FRA", 0.002, "USD bn"),
            ("JPN-KOR", 8e7, "JPY mn"),
        )
        for year in (2020, 2021, 2022)
    )
    options = ("--data", "-", "--target", "2x", "--at", "2030")
    for one, own in zip(
        of_json(tradetrack("project", *options, "--format", "json", stdin=text)),
        tt.project(ledger(text), target="2x"),
        strict=True,
    ):
        assert own.outlook is not None
        assert one["outlook"]["median_year"] == own.outlook.median_year
        assert one["outlook"]["interval_80"] == list(own.outlook.interval_80)
        for name, items in (("chance_by", own.outlook.chance_by), ("levels", own.outlook.levels)):
            assert [list(record) for record in one["outlook"][name]] == [list(items[0]._fields)] * 10
            found = [list(record.values()) for record in one["outlook"][name]]
            assert np.array(found) == pytest.approx(np.array(items), rel=1e-5)


def test_one_known_year_is_said_to_be_little(tradetrack: Cli, ledger: Ledger) -> None:
    known = shipped_reference()
    drawn = np.random.default_rng(1).chisquare(known.prior_df, 200_000)
    swings = (
        np.expm1(known.prior_volatility(60) * np.sqrt(known.prior_df / np.quantile(drawn, (0.9, 0.1)))) * 100
    )
    one, two = "period,value\n2020,60\n", "period,value\n2019,55\n2020,60\n"
    assert tt.outlook([60]).swings_80 == pytest.approx(tuple(swings), rel=0.02)
    assert (tt.outlook([60]).growths_known, tt.outlook([55, 60]).growths_known) == (0, 1)
    for text, known_growths, words in (
        (one, 0, "of flows of this size, about"),
        (two, 1, "of this size and volatility"),
    ):
        said = tradetrack("project", "--data", "-", "--target", "100", stdin=text).out
        assert words in said
        is_alone = known_growths == 0
        assert ("Only one year is known" in said) == is_alone
        assert (f"swing by {swings[0]:.0f} to {swings[1]:.0f} % a year" in said) == is_alone
        (found,) = of_json(
            tradetrack("project", "--data", "-", "--target", "100", "--format", "json", stdin=text)
        )
        assert found["outlook"]["growths_known"] == known_growths
        assert found["outlook"]["swings_80_pct"] == (
            pytest.approx(tuple(swings), rel=0.02) if is_alone else None
        )
        (own,) = tt.project(ledger(text), target=100)
        assert own.outlook is not None
        assert (own.outlook.swings_80 is not None) == is_alone
