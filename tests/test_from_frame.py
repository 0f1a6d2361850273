"""The door for frames: any DataFrame with our columns, checked as a file is."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

import tradetrack as tt
from tradetrack.ledger.reader import parse_ledger


def test_a_frame_of_numbers_projects_as_its_ledger_does() -> None:
    frame = pd.DataFrame({"period": [2019, 2020, 2021], "value": [80, 100, 125]})
    ledger = parse_ledger(b"period,value\n2019,80\n2020,100\n2021,125\n", "f.csv")
    projection = tt.project(tt.figures(frame), target=200)[0]
    assert projection.paths == tt.project(ledger, target=200)[0].paths
    assert projection.paths[0].reached_in == 2024


@pytest.mark.parametrize(
    "values",
    [
        [80.0, 100.0, 125.5],
        ["80", "100", "125.5"],
        pd.array([80.0, 100.0, 125.5], dtype="Float64"),
        pd.array(["80", "100", "125.5"], dtype="string"),
        np.array([80, 100, 125.5], dtype="float32"),
    ],
)
def test_numbers_and_texts_of_any_type_are_read(values: object) -> None:
    figures = tt.figures(pd.DataFrame({"period": [2019.0, 2020.0, 2021.0], "value": values}))
    assert figures["value"].tolist() == [80, 100, 125.5]
    assert figures["value_text"].tolist() == ["80", "100", "125.5"]
    assert figures["period"].tolist() == ["2019", "2020", "2021"]
    assert figures["line"].tolist() == [1, 2, 3]


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA, pd.NaT, ""])
def test_a_missing_cell_is_empty(missing: object) -> None:
    frame = pd.DataFrame({"period": ["2020", "2021"], "value": ["1", "2"], "reporter": ["CHN", missing]})
    assert tt.figures(frame)["reporter"].tolist() == ["CHN", ""]


def test_no_value_is_written_with_an_exponent() -> None:
    figures = tt.figures(pd.DataFrame({"period": [2020, 2021], "value": [0.00001, 1e7], "unit": "USD mn"}))
    assert figures["value_text"].tolist() == ["0.00001", "10000000"]


def test_dates_are_days() -> None:
    days = [dt.date(2021, 1, 14), pd.Timestamp("2022-01-14 10:00")]
    figures = tt.figures(pd.DataFrame({"period": [2020, 2021], "value": [1, 2], "stated_on": days}))
    assert figures["stated_on"].tolist() == ["2021-01-14", "2022-01-14"]


def test_every_fault_has_its_row_and_column() -> None:
    frame = pd.DataFrame({"period": ["2020", "20x1"], "value": [-1.0, 2.0]})
    with pytest.raises(tt.LedgerError) as raised:
        tt.figures(frame)
    assert [(p.line, p.column, p.code) for p in raised.value.problems] == [
        (1, 2, "bad-value"),
        (2, 1, "bad-period"),
    ]
    assert "frame:1:2: error[bad-value]: value: '-1'" in str(raised.value)


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        (["Period", "value"], "misspelt-column"),
        (["period", "worth"], "missing-column"),
        (["period", "value", "value"], "duplicate-column"),
    ],
)
def test_the_header_is_checked_as_that_of_a_file(columns: list[str], code: str) -> None:
    with pytest.raises(tt.LedgerError) as raised:
        tt.figures(pd.DataFrame([["2020", "1", "2"][: len(columns)]], columns=columns))
    assert raised.value.problems[0].code == code
    assert raised.value.problems[0].line == 0


def test_the_frame_stays_as_it_is_and_its_other_columns_are_kept() -> None:
    frame = pd.DataFrame({"period": [2020], "value": [1.5], "level": ["high"]})
    before = frame.copy()
    figures = tt.figures(frame)
    pd.testing.assert_frame_equal(frame, before)
    assert [str(row.status) for row in tt.show(figures).figures] == ["headline"]
    assert tt.show(figures).extra == (("level", ("high",)),)


def test_an_empty_frame_is_an_empty_ledger() -> None:
    assert len(tt.figures(pd.DataFrame({"period": [], "value": []}))) == 0


@pytest.mark.parametrize(
    "values", [np.array([0.1, 2.25], dtype="float32"), pd.array([0.1, 2.25], dtype="Float32")]
)
def test_a_short_float_has_the_digits_it_was_given(values: object) -> None:
    figures = tt.figures(pd.DataFrame({"period": [2020, 2021], "value": values}))
    assert figures["value_text"].tolist() == ["0.1", "2.25"]


@pytest.mark.parametrize(
    ("period", "text"),
    [
        (pd.Period("2019Q1"), "2019-Q1"),
        (pd.Period("2019-03"), "2019-03"),
        (pd.Period("2019", freq="Y"), "2019"),
        (np.int64(2019), "2019"),
    ],
)
def test_periods_of_pandas_are_those_of_a_ledger(period: object, text: str) -> None:
    assert tt.figures(pd.DataFrame({"period": [period], "value": [1]}))["period"].tolist() == [text]


def test_a_decimal_is_written_out() -> None:
    figures = tt.figures(pd.DataFrame({"period": [2020], "value": [Decimal("1E+3")]}))
    assert figures["value_text"].tolist() == ["1000"]


def test_a_frame_without_columns_has_no_header() -> None:
    with pytest.raises(tt.LedgerError) as raised:
        tt.figures(pd.DataFrame())
    assert [problem.code for problem in raised.value.problems] == ["no-header"]


def test_a_column_without_a_name_is_one() -> None:
    with pytest.raises(tt.LedgerError) as raised:
        tt.figures(pd.DataFrame([["2020", 1, "x"]], columns=["period", "value", None]))
    assert [problem.code for problem in raised.value.problems] == ["unnamed-column"]


@pytest.mark.parametrize("text", ["a\0b", "\udcff"])
def test_text_that_no_ledger_can_hold_is_refused(text: str) -> None:
    notes = pd.Series(["x", text], dtype=object)  # pandas with pyarrow makes no text column of a surrogate
    frame = pd.DataFrame({"period": [2020, 2021], "value": [1, 2], "note": notes})
    with pytest.raises(tt.LedgerError) as raised:
        tt.figures(frame)
    assert [(p.line, p.column, p.code) for p in raised.value.problems] == [(2, 3, "encoding")]


def test_a_list_in_a_column_of_yours_is_only_text() -> None:
    frame = pd.DataFrame({"period": [2020], "value": [1], "mine": [np.array([1, 2])]})
    assert tt.figures(frame)["mine"].tolist() == ["[1 2]"]
