from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from conftest import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from tradetrack.core.errors import AccessError, LedgerError, RequestError
from tradetrack.ledger.cells import CellError, parse_date, parse_growth, parse_values, value_error
from tradetrack.ledger.reader import parse_ledger
from tradetrack.sources.ledger_file import read_ledger

Ledger = Callable[[str], pd.DataFrame]


def test_a_minimal_ledger_has_the_defaults(ledger: Ledger) -> None:
    figures = ledger("period,value\n2021,100\n")
    row = figures.iloc[0]
    assert (row["pair"], row["flow"], row["kind"], row["unit"]) == ("", "total", "reported", "USD bn")
    assert (row["qualifier"], row["reporter"], row["stated_by"], row["note"]) == ("exact", "", "", "")
    assert row["value"] == 100
    assert np.isnan(row["growth_pct"])
    assert row["line"] == 2


def test_a_header_alone_is_an_empty_ledger(ledger: Ledger) -> None:
    assert len(ledger("period,value\n")) == 0
    assert len(ledger("period,value")) == 0


def test_bom_crlf_blank_lines_and_other_columns_are_read(ledger: Ledger) -> None:
    figures = ledger("\ufeffregion,value,period\r\n\r\nAsia,1.50,2020\r\n  \r\nAsia,2,2021\r\n")
    assert figures["value"].tolist() == [1.5, 2]
    assert figures["line"].tolist() == [3, 5]
    assert figures["region"].tolist() == ["Asia", "Asia"]


def test_words_that_pandas_takes_for_missing_stay_words(ledger: Ledger) -> None:
    figures = ledger("pair,period,value,note,stated_by\nNA-USA,2021,1,null,None\n")
    row = figures.iloc[0]
    assert (row["pair"], row["note"], row["stated_by"]) == ("NA-USA", "null", "None")


def test_fast_and_placed_reading_give_the_same_frame(ledger: Ledger) -> None:
    rows = 'period,value,note\n2020,80,"a, ""b"""\n2021,100,c\n'
    unproved = rows + '2022,110,5" pipe\n'  # a quote inside a plain field: only the tokenizer takes it
    fast, placed = ledger(rows), ledger(unproved)
    pd.testing.assert_frame_equal(fast, placed.iloc[:2], check_categorical=False)
    assert placed["note"].tolist() == ['a, "b"', "c", '5" pipe']


def test_amount_and_rounding_unit_count_the_written_decimals(ledger: Ledger) -> None:
    figures = ledger("period,value,unit\n2021,146.870,USD bn\n2022,146870,USD mn\n2023,0.14687,USD tn\n")
    assert figures["amount"].tolist() == [146_870_000_000] * 3
    assert figures["rounding_unit"].tolist() == [1_000_000, 1_000_000, 10_000_000]


@pytest.mark.parametrize(
    ("text", "day"),
    [("2022-02-04", 20220204), ("2022-02", 20220228), ("2024-02", 20240229), ("2022", 20221231)],
)
def test_a_date_means_its_last_day(text: str, day: int) -> None:
    assert parse_date(text) == day


@settings(derandomize=True, max_examples=examples(800), deadline=None)
@given(st.text(alphabet="0123456789.,-+e_ $n", max_size=8))
def test_many_values_at_once_are_judged_as_one_is(text: str) -> None:
    numbers, decimals, bad = parse_values(np.array([text], dtype=object))
    plain = text.replace(".", "", 1)
    good = plain.isdigit() and not text.startswith(".") and not text.endswith(".")
    assert bool(bad[0]) == (not good and text != "")
    if good:
        assert numbers[0] == float(text)
        assert decimals[0] == len(text.partition(".")[2])
    elif text:
        assert "write" in str(value_error(text)) or "negative" in str(value_error(text))


def test_values_outside_ascii_are_refused_not_read() -> None:
    _, _, bad = parse_values(np.array(["１２", "12", "½"], dtype=object))
    assert bad.tolist() == [True, False, True]


@pytest.mark.parametrize("text", ["", "nan", "1e3", "--1", "-", "1,5", "-100.5"])
def test_growth_is_a_plain_number_not_below_minus_100(text: str) -> None:
    with pytest.raises(CellError):
        parse_growth(text)


def test_every_bad_row_of_a_wholly_bad_column_is_named() -> None:
    rows = "".join(f"x{i},1\n" for i in range(500))
    with pytest.raises(LedgerError) as raised:
        parse_ledger(f"period,value\n{rows}".encode(), "f.csv")
    assert [p.line for p in raised.value.problems] == list(range(2, 502))


def test_bundled_ledgers_are_found_by_name() -> None:
    figures = read_ledger("trade")
    assert len(figures) == 6
    assert figures["source"].str.startswith("https://").all()


def test_an_address_is_not_fetched() -> None:
    with pytest.raises(RequestError, match="download the file"):
        read_ledger("https://example.org/trade.csv")


def test_a_missing_file_names_the_bundled_ledgers() -> None:
    with pytest.raises(AccessError, match="trade"):
        read_ledger("no/such/file.csv")
