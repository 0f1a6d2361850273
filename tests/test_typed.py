"""What people type for a period, a date, a value or a rate is understood where it can mean one thing only."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from conftest import Run

from tradetrack.core.errors import RequestError
from tradetrack.core.periods import Period, parse_period, period_label, rolling_label
from tradetrack.core.typed import typed_date, typed_period, typed_year
from tradetrack.ledger.cells import CellError
from tradetrack.ledger.fiscal import fiscal_start
from tradetrack.ledger.reader import parse_ledger
from tradetrack.ledger.stated_value import Stated, parse_stated
from tradetrack.ledger.typed import Typed, typed_cells
from tradetrack.ledger.typed_value import typed_growth, typed_value

Cli = Callable[..., Run]


def understood(**cells: str) -> Typed:
    return typed_cells(cells, lambda _: 4)


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("2021-01/2021-09", "2021-01/2021-09"),
        ("2019-20", "2019-04/2020-03"),
        ("FY2019-20", "2019-04/2020-03"),
        ("fy 2019/20", "2019-04/2020-03"),
        ("2019-2020", "2019-04/2020-03"),
        ("FY2009-10", "2009-04/2010-03"),
        ("2009-10", "2009-10"),
        ("2024-H1", "2024-01/2024-06"),
        ("Q1 2024", "2024-Q1"),
        ("by 2030", "2030"),
        ("by the end of 2030", "2030"),
        ("Sept. 2021", "2021-09"),
        ("Jan–Sep 2021", "2021-01/2021-09"),
        ("Nov 2021-Feb 2022", "2021-11/2022-02"),
        ("2024年9月", "2024-09"),
    ],
)
def test_a_period_is_understood(typed: str, period: str) -> None:
    assert typed_period(typed) == period
    assert typed_period(period) == period


@pytest.mark.parametrize(
    "typed", ["Decade 2020", "14/01/2020", "2022-02-04 00:00:00", "FY2021", "2019-21", "Sep-21", "2021.1", ""]
)
def test_a_period_that_may_be_another_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="is not a period; write "):
        typed_period(typed)


def test_a_month_that_may_be_a_fiscal_year_names_both() -> None:
    with pytest.raises(ValueError, match="write 2009-10 or 2009-07/2010-06"):
        typed_period("2009/10", fiscal_start=7)


@pytest.mark.parametrize("months", range(1, 25))
@pytest.mark.parametrize("first", [2019 * 12, 2019 * 12 + 3, 2019 * 12 + 10])
def test_the_labels_that_are_printed_are_understood(first: int, months: int) -> None:
    for label in (period_label(first, months), rolling_label(first, months)):
        assert parse_period(typed_period(label, fiscal_start=first % 12 + 1)) == Period(first, months)


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("22/09/2021", "2021-09-22"),
        ("9/22/2021", "2021-09-22"),
        ("03/03/2022", "2022-03-03"),
        ("Feb 14, 2024", "2024-02-14"),
        ("Wednesday, 14 February 2024", "2024-02-14"),
        ("14.02.2024", "2024-02-14"),
        ("Feb 2024", "2024-02"),
        ("2024-02-14T10:00Z", "2024-02-14"),
        ("2024", "2024"),
    ],
)
def test_a_date_is_understood(typed: str, date: str) -> None:
    assert typed_date(typed) == date


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("02/03/2022", "may be 2 Mar or 3 Feb; write 2022-03-02 or 2022-02-03"),
        ("12-11-2022", "may be 12 Nov or 11 Dec; write 2022-11-12 or 2022-12-11"),
        ("22/09/21", "is not a date"),
        ("Feb 30, 2024", "is not in the calendar"),
        ("Febtober 3, 2024", "is not a date"),
        ("soon", "is not a date"),
    ],
)
def test_a_date_that_may_be_another_is_refused(typed: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        typed_date(typed)


@pytest.mark.parametrize(
    ("typed", "years"),
    [
        ("2024", (2024, 2024)),
        ("by 2030", (2030, 2030)),
        ("FY2017-18", (2017, 2018)),
        ("1999-00", (1999, 2000)),
    ],
)
def test_a_year_is_understood(typed: str, years: tuple[int, int]) -> None:
    assert typed_year(typed) == years


@pytest.mark.parametrize(
    ("typed", "stated"),
    [
        ("nearly 100bn", ("100", "USD bn", "about")),
        ("just over $5 bn", ("5", "USD bn", "over")),
        ("97-100bn", ("98.5", "USD bn", "about")),
        ("$97bn–$100bn", ("98.5", "USD bn", "about")),
        ("between 97 and 100 billion dollars", ("98.5", "USD bn", "about")),
        ("€5-6.25 mn", ("5.625", "EUR mn", "about")),
        ("5 Mrd. EUR", ("5", "EUR bn", "exact")),
        ("94,8 Mio. Euro", ("94.8", "EUR mn", "exact")),
        ("146.87 USD bn", ("146.87", "USD bn", "exact")),
        ("≈ 146.87", ("146.87", "USD bn", "about")),
        ("1,234.5 bn", ("1234.5", "USD bn", "exact")),
        ("1.234,5 bn", ("1234.5", "USD bn", "exact")),
        ("over 1,000", ("1000", "USD bn", "over")),
        ("5 млрд", ("5", "USD bn", "exact")),
    ],
)
def test_a_value_is_understood(typed: str, stated: tuple[str, str, str]) -> None:
    value = typed_value(typed)
    assert parse_stated(value.text) == Stated(*stated)
    is_range = re.search(r"[0-9a-z][-–][$0-9]| and ", typed)
    assert value.note == (f"stated as {typed}" if is_range else "")


@pytest.mark.parametrize("typed", ["-5", "100-97bn", "over 97-100bn", "2019-20", "97mn-100bn", "5 crore", "$5-6", "12%", "5 bn USD bn", "Mrd 5", "five"])  # fmt: skip
def test_a_value_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(CellError):
        typed_value(typed)


@pytest.mark.parametrize(
    ("typed", "rate"),
    [
        ("+7%", "7"),
        ("7,5 %", "7.5"),
        ("−3.2 %", "-3.2"),
        ("down 3.2%", "-3.2"),
        ("up by 7 percent", "7"),
        ("5", "5"),
    ],
)
def test_a_rate_is_understood(typed: str, rate: str) -> None:
    assert typed_growth(typed) == rate


@pytest.mark.parametrize("typed", ["1,234%", "-150%", "up -3", "> +29.5 %", "x"])
def test_a_rate_that_may_be_another_is_refused(typed: str) -> None:
    with pytest.raises(CellError):
        typed_growth(typed)


def test_each_cell_is_read_by_the_rule_of_its_column() -> None:
    found = understood(
        period="by 2030",
        pair="India-UAE",
        reporter="India",
        unit="US$ billion",
        flow="Exports",
        qualifier="nearly",
        scope="Non Oil",
        value="97-100",
        note="as told",
    )
    assert found.cells == {
        "period": "2030",
        "pair": "IND-ARE",
        "reporter": "IND",
        "unit": "USD bn",
        "flow": "exports",
        "qualifier": "about",
        "scope": "non-oil",
        "value": "about 98.5",
        "note": "as told; stated as 97-100",
        "kind": "target",
    }
    assert [column for column, _, _ in found.read] == [*found.cells][:8]


def test_every_cell_at_fault_is_named() -> None:
    with pytest.raises(RequestError) as caught:
        understood(pair="here", period="soon", value="five", stated_on="1/2/2022", growth_pct="some")
    error = caught.value
    assert {error.parameter, *(more.parameter for more in error.more)} == {
        *("pair", "period", "value", "stated_on", "growth_pct"),
    }


def test_a_fiscal_year_starts_as_those_of_the_ledger_or_of_the_economy() -> None:
    figures = parse_ledger(b"pair,period,value\nIND-NPL,2018-07/2019-06,5\nIND-ARE,2019,5\n", "my.csv")
    assert fiscal_start(figures, {"pair": "NPL-IND"}) == 7
    assert fiscal_start(figures, {"pair": "IND-ARE"}) == 4
    assert fiscal_start(figures, {"pair": "PAK-CHN"}) == 7
    assert fiscal_start(figures, {"pair": "IND-PAK", "reporter": "PAK"}) == 7
    assert fiscal_start(None, {"pair": "IND-PAK"}) == 4


def test_options_take_what_is_printed_and_say_how_it_is_read(tradetrack: Cli) -> None:
    plain = tradetrack(
        "project", "--pair", "CHN-RUS", "--as-of", "2022-02-04", "--target", "200", "--by", "2030"
    )
    typed = tradetrack("project", "--pair", "China/Russia", "--as-of", "Feb 4, 2022", "--target", "200 USD bn", "--by", "by 2030")  # fmt: skip
    assert (typed.code, typed.out) == (0, plain.out)
    assert typed.err.splitlines()[:2] == [
        "tradetrack: Feb 4, 2022 is read as 2022-02-04",
        "tradetrack: --pair China/Russia is read as CHN-RUS",
    ]
    both = tradetrack("show", "--as-of", "02/03/2022")
    assert (both.code, "write 2022-03-02 or 2022-02-03 (or today)" in both.err) == (2, True)
    unknown = tradetrack("show", "--pair", "India-UAE")
    assert (unknown.code, "unknown pair 'India-UAE'" in unknown.err) == (2, True)


def test_a_name_of_the_ledger_stands_before_a_reading_of_it(tradetrack: Cli) -> None:
    rows = "pair,period,value,reporter\nINDIA-UAE,2020,5,INDIA\n"
    shown = tradetrack("show", "--data", "-", "--pair", "India-UAE", "--reporter", "India", stdin=rows)
    assert (shown.code, shown.err) == (0, "")
    read = tradetrack(
        "show", "--data", "-", "--pair", "India-UAE", stdin=rows.replace("INDIA-UAE", "ARE-IND")
    )
    assert (read.code, read.err) == (0, "tradetrack: --pair India-UAE is read as IND-ARE\n")
