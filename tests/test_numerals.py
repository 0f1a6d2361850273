"""How numbers are written for people."""

from __future__ import annotations

import pytest

from tradetrack.core.numerals import (
    as_stated,
    estimate,
    level,
    percent,
    percent_as_stated,
    plain,
    with_thousands,
)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("0", "0"),
        ("999", "999"),
        ("1000", "1,000"),
        ("1234.50", "1,234.50"),
        ("100873047", "100,873,047"),
        ("0.12345", "0.12345"),
        ("12345.678901", "12,345.678901"),
    ],
)
def test_digits_are_grouped_before_the_point(number: str, words: str) -> None:
    assert with_thousands(number) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (50.0, "50"),
        (125.0, "125"),
        (11586.900000000001, "11,586.9"),
        (0.1 + 0.2, "0.3"),
        (146.87, "146.87"),
        (22.0005, "22.0005"),
        (0.00004, "0.00004"),
        (2e8, "200,000,000"),
        (1.5e14, "150,000,000,000,000"),
        (0.0, "0"),
    ],
)
def test_a_known_level_has_its_own_digits_and_no_more(value: float, words: str) -> None:
    assert level(value) == words
    assert float(plain(value)) == pytest.approx(value, rel=1e-11)


@pytest.mark.parametrize(
    ("value", "digits", "words"),
    [
        (7005.6, 4, "7,006"),
        (292.38, 4, "292.4"),
        (134.18, 3, "134"),
        (56.0, 3, "56"),
        (0.0123456, 3, "0.0123"),
        (99.96, 3, "100"),
        (123456.0, 3, "123,000"),
        (0.0, 4, "0"),
    ],
)
def test_an_estimate_has_its_significant_digits(value: float, digits: int, words: str) -> None:
    assert estimate(value, digits) == words


def test_a_stated_level_is_written_as_its_source_writes_it() -> None:
    assert as_stated(120.5, "120.50", "over") == "> 120.50"
    assert as_stated(1200.0, "1200") == "1,200"
    assert as_stated(22.0005, "", "about") == "≈ 22.0005"


def test_a_rate_has_one_decimal_or_as_many_as_it_takes_or_as_were_stated() -> None:
    assert (percent(35.94), percent(0.004), percent(0.0)) == ("+35.9 %", "+0.004 %", "0.0 %")
    assert percent(1234.5) == "+1,234.5 %"
    assert (percent_as_stated(7.25), percent_as_stated(-3.0), percent_as_stated(0.0)) == (
        "+7.25 %",
        "-3.0 %",
        "0.0 %",
    )
