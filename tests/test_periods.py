from __future__ import annotations

import pytest

from tradetrack.core.dates import last_day
from tradetrack.core.periods import Period, parse_period, period_label, year_label


@pytest.mark.parametrize(
    ("text", "start", "months", "label"),
    [
        ("2021", 2021 * 12, 12, "2021"),
        ("2021-Q3", 2021 * 12 + 6, 3, "Q3 2021"),
        ("2021-09", 2021 * 12 + 8, 1, "Sep 2021"),
        ("2021-01/2021-09", 2021 * 12, 9, "Jan-Sep 2021"),
        ("2021-01/2021-12", 2021 * 12, 12, "2021"),
        ("2017-04/2018-03", 2017 * 12 + 3, 12, "2017-18"),
        ("2021-11/2022-02", 2021 * 12 + 10, 4, "Nov 2021-Feb 2022"),
        ("2021-05/2021-05", 2021 * 12 + 4, 1, "May 2021"),
    ],
)
def test_period_is_its_first_month_and_length(text: str, start: int, months: int, label: str) -> None:
    assert parse_period(text) == Period(start, months)
    assert period_label(start, months) == label


@pytest.mark.parametrize(
    "text", ["21", "2021-13", "2021-00", "2021-Q5", "01/02/2021", "Foo 2021", "2021/2023", "２１"]
)
def test_what_is_no_period_names_the_forms(text: str) -> None:
    with pytest.raises(ValueError, match="write 2021, 2021-Q3, 2021-09 or 2021-01/2021-09"):
        parse_period(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2021.0", "2021"),
        ("2021Q3", "2021-Q3"),
        ("Q3 2021", "2021-Q3"),
        ("2021M03", "2021-03"),
        ("202109", "2021-09"),
        ("2021-9", "2021-09"),
        ("03/2021", "2021-03"),
        ("Sept 2021", "2021-09"),
        ("2021 March", "2021-03"),
        ("Jan-Sep 2021", "2021-01/2021-09"),
        ("14/01/2020", "2020-01"),
        ("2022-02-04 00:00:00", "2022-02"),
        ("2021H1", "2021-01/2021-06"),
        ("2021-S2", "2021-07/2021-12"),
        ("2021\u201109", "2021-09"),
        ("2021-01..2021-09", "2021-01/2021-09"),
        ("2021 (prelim)", "2021"),
        ("2H 2021", "2021-07/2021-12"),
        ("3Q2021", "2021-Q3"),
        ("9M 2021", "2021-01/2021-09"),
        ("January to September 2021", "2021-01/2021-09"),
        ("Jan-Sep, 2021", "2021-01/2021-09"),
        ("2021-01 to 2021-09", "2021-01/2021-09"),
        ("2021-01/09", "2021-01/2021-09"),
        ("9/30/2021", "2021-09"),
        ("30.09.2021", "2021-09"),
        ("2021*", "2021"),
        ("2021 (p)", "2021"),
        ("'2021", "2021"),
        (" 2021\u00a0", "2021"),
        ("２０２１", "2021"),
        ("2021年9月", "2021-09"),
        ("2021年1-9月", "2021-01/2021-09"),
        ("2021/22", "the twelve months that it has, such as 2021-04/2022-03"),
        ("2019-2020", "the twelve months that it has, such as 2019-04/2020-03"),
        ("FY2021", "the twelve months that it has, such as 2021-04/2022-03"),
    ],
)
def test_another_notation_is_named_in_ours(text: str, meant: str) -> None:
    with pytest.raises(ValueError, match=f"is not a period; write {meant}$"):
        parse_period(text)
    if "such as" not in meant:
        parse_period(meant)


@pytest.mark.parametrize(
    "text", ["2021.1", "2021.5", "Sep-21", "02/03/2021", "2021/2023", "44197", "Sep-Jan 2021"]
)
def test_what_could_be_read_in_two_ways_is_not_read(text: str) -> None:
    with pytest.raises(ValueError, match="write 2021, 2021-Q3, 2021-09 or 2021-01/2021-09"):
        parse_period(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2022-02-04 00:00:00", "2022-02-04"),
        ("2022-02-04T10:00:00Z", "2022-02-04"),
        ("2022/2/4", "2022-02-04"),
        ("20220204", "2022-02-04"),
        ("14/01/2020", "2020-01-14"),
        ("1/14/2020", "2020-01-14"),
        ("04.02.2022", "2022-02-04"),
        ("4 Feb 2022", "2022-02-04"),
        ("February 4th, 2022", "2022-02-04"),
        ("Feb 2022", "2022-02"),
        ("2022.0", "2022"),
        ("2022年2月4日", "2022-02-04"),
        (" 2022-02-04", "2022-02-04"),
        ("02/04/2022", "2022-02-04, 2022-02 or 2022"),
        ("2022-2-31", "2022-02-04, 2022-02 or 2022"),
        ("soon", "2022-02-04, 2022-02 or 2022"),
    ],
)
def test_another_date_is_named_in_ours(text: str, meant: str) -> None:
    with pytest.raises(ValueError, match=f"is not a date; write {meant}$"):
        last_day(text)


def test_a_span_that_ends_before_it_starts_is_turned_in_the_message() -> None:
    with pytest.raises(ValueError, match="write 2021-01/2021-09"):
        parse_period("2021-09/2021-01")


def test_century_of_a_fiscal_year() -> None:
    assert year_label(1999 * 12 + 3) == "1999-00"
