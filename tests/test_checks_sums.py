"""`check` on what adds up: `sums`, `parts`, years below their floor, and sums as headlines."""

from __future__ import annotations

import pytest
from test_checks import found

from tradetrack.checks.finding import Finding

QUARTER = "period,value\n2020,100\n2021-Q1,{}\n2021-01,8\n2021-02,8\n2021-03,{}"
FLOWS = "flow,period,value,stated_by\ntotal,2021,{},A\nexports,2021,60,{}\nimports,2021,40,{}"
HALVES = "period,value\n2021,{}\n2021-01/2021-06,60\n2021-07/2021-12,60"


def of(code: str, text: str) -> list[Finding]:
    return found(text, code)


def test_a_quarter_is_held_against_its_months() -> None:
    (finding,) = found(QUARTER.format(24, 18))
    assert (finding.code, finding.severity, finding.lines) == ("sums", "warning", (3, 6))
    assert finding.message == (
        "24 USD bn (line 3) for Q1 2021 is 29.4 % less than the sum of its 3 months, 34; check the parts and the whole"
    )
    assert found(QUARTER.format(24, 8)) == []


@pytest.mark.parametrize(
    ("whole", "last", "count"),
    [
        ("26", "8", 0),  # 2 apart, which four digits of 1 explain
        ("27", "8", 1),  # 3 apart
        ("25.0", "8.0", 0),  # the other two months are still in whole billions
        ("24.00", "8.11", 0),  # less than 0.5 % apart
    ],
)
def test_digits_of_parts_and_whole_explain_a_difference(whole: str, last: str, count: int) -> None:
    assert len(found(QUARTER.format(whole, last))) == count


def test_the_digits_of_each_part_count() -> None:
    fine = "period,value\n2020,100\n2021-Q1,24.60\n2021-01,8.15\n2021-02,8.00\n2021-03,{}"
    assert found(fine.format("8")) == []  # 24.15, give or take 0.51
    assert [f.code for f in found(fine.format("8.00"))] == ["sums"]


def test_an_approximate_part_is_wide_to_its_last_digit_that_is_not_0() -> None:
    text = "period,value,qualifier\n2020,500,\n2021,490,\n2021-01/2021-06,240,{}\n2021-07/2021-12,240,{}"
    assert [f.code for f in found(text.format("exact", "exact"))] == ["sums"]
    assert found(text.format("about", "about")) == []


def test_bounds_are_not_held_against_sums() -> None:
    text = "period,value,qualifier\n2021,{},{}\n2021-01/2021-06,60,\n2021-07/2021-12,60,{}"
    assert of("sums", text.format(130, "over", "exact")) == []
    assert of("sums", text.format(130, "exact", "over")) == []
    assert of("sums", text.format(110, "under", "under")) == []


def test_two_reporters_are_not_added_up() -> None:
    text = "period,value,reporter\n2021,100,CHN\n2021-01/2021-06,60,{0}\n2021-07/2021-12,60,{0}"
    assert [f.lines for f in of("sums", text.format("CHN"))] == [(2, 4)]
    assert of("sums", text.format("RUS")) == []


def test_two_scopes_are_not_added_up() -> None:
    text = "flow,period,value,scope\ntotal,2021,100,\nexports,2021,70,{0}\nimports,2021,70,{0}"
    assert len(found(text.format(""))) == 1
    assert found(text.format("services")) == []


def test_a_total_is_held_against_flows_of_another_statement() -> None:
    (finding,) = found(FLOWS.format(110, "B", "B"))
    assert (finding.code, finding.lines) == ("sums", (2, 4))
    assert "for 2021 is 10.0 % more than exports plus imports, 100; check" in finding.message
    assert found(FLOWS.format(100, "B", "B")) == []


def test_what_parts_finds_is_not_found_again() -> None:
    assert [f.code for f in found(FLOWS.format(110, "A", "A"))] == ["parts"]
    several = FLOWS.format(110, "A", "A") + "\ntotal,2021,110,B"
    assert [f.code for f in found(several)] == ["parts"]


def test_what_contradiction_finds_is_not_found_again() -> None:
    text = FLOWS.format(110, "B", "B") + "\ntotal,2021,{},C"
    assert [f.code for f in found(text.format(100))] == ["contradiction"]
    assert [f.code for f in found(text.format(120))] == ["contradiction", "sums"]
    dated = (
        "flow,period,value,stated_on\ntotal,2021,100,2022-01\nexports,2021,60,2022-01\nimports,2021,40,2022-01\n"
        "total,2021,110,2022-02"
    )
    assert [f.code for f in found(dated)] == ["contradiction"]


def test_a_sum_of_totals_is_held_against_exports_plus_imports() -> None:
    text = "flow,period,value\ntotal,2021-01/2021-06,60\ntotal,2021-07/2021-12,60\nexports,2021,60\nimports,2021,{}"
    (finding,) = found(text.format(40))
    assert (finding.code, finding.lines) == ("sums", (3, 5))
    assert finding.message == (
        "the sum of 2 parts of 2021, 120 USD bn, is 20.0 % more than exports plus imports, 100; "
        "check the parts and the whole"
    )
    assert found(text.format(60)) == []


def test_the_sum_is_told_in_the_unit_of_the_figure() -> None:
    text = "period,value,unit\n2021,100000,USD mn\n2021-01/2021-06,60,USD bn\n2021-07/2021-12,60,USD bn"
    (finding,) = of("sums", text)
    assert finding.message.startswith(
        "100,000 USD mn (line 2) for 2021 is 16.7 % less than the sum of its 2 parts, 120,000;"
    )


def test_a_sum_of_nothing_is_no_divisor() -> None:
    (finding,) = of("sums", "period,value\n2021,100\n2021-01/2021-06,0\n2021-07/2021-12,0")
    assert "for 2021 is more than the sum of its 2 parts, 0;" in finding.message


def test_a_year_is_held_against_parts_that_do_not_make_it() -> None:
    text = "period,value\n2021,{}\n2021-Q1,40\n2021-Q3,65"
    (finding,) = of("falling-year", text.format(100))
    assert (finding.severity, finding.lines) == ("warning", (2, 3, 4))
    assert finding.message.startswith(
        "2021 has less, 100 USD bn (line 2), than 2 parts of it add up to, 105 (lines 3 and 4); check"
    )
    assert of("falling-year", text.format(104)) == []  # half a unit of each explains it
    assert of("falling-year", text.format(110)) == []
    (one,) = of("falling-year", "period,value\n2021,100\n2021-Q3,120")
    assert one.message.startswith("2021 has less, 100 USD bn (line 2), than Q3 2021, 120 USD bn (line 3);")
    overlapping = "period,value\n2021,100\n2021-01/2021-06,60\n2021-06/2021-09,42"
    assert of("falling-year", overlapping) == []


def test_a_year_that_is_bounded_from_above_is_held_against_its_floor() -> None:
    text = "period,value,qualifier\n2021,{},{}\n2021-Q1,40,\n2021-Q3,65,over"
    assert [f.lines for f in of("falling-year", text.format(100, "under"))] == [(2, 3, 4)]
    assert of("falling-year", text.format(110, "under")) == []
    assert of("falling-year", text.format(100, "over")) == []
    full = "period,value,qualifier\n2021,100,under\n2021-01/2021-06,60,\n2021-07/2021-12,60,over"
    assert [f.lines for f in of("falling-year", full)] == [(2, 3, 4)]


def test_a_year_is_held_against_parts_of_its_reporter_alone() -> None:
    text = "period,value,reporter\n2020,90,CHN\n2021,100,CHN\n2021-Q1,40,{0}\n2021-Q3,65,{0}"
    assert len(of("falling-year", text.format("CHN"))) == 1
    assert of("falling-year", text.format("RUS")) == []
    assert of("falling-year", text.format("")) == []


def test_a_fall_is_found_once() -> None:
    assert [f.code for f in found(HALVES.format(100))] == ["sums"]
    falling = found("period,value\n2021,100\n2021-01/2021-09,120")
    assert [(f.code, f.lines) for f in falling] == [("falling-year", (2, 3))]


def test_fiscal_years_are_held_against_their_floors_too() -> None:
    text = "period,value\n2020-04/2021-03,100\n2021-04/2022-03,100\n2021-06,65\n2022-01/2022-03,{}"
    assert [f.lines for f in of("falling-year", text.format(40))] == [(3, 4, 5)]
    assert of("falling-year", text.format(20)) == []


def test_a_statement_is_held_against_a_sum_of_another_reporter() -> None:
    months = "".join(f"\n2021-{month:02d},10,CHN" for month in range(1, 13))
    text = "period,value,reporter\n2021,{},{}" + months
    (finding,) = found(text.format(150, ""))
    assert (finding.code, finding.severity, finding.lines) == ("contradiction", "warning", (2,))
    assert finding.message.startswith(
        "150 USD bn (line 2) contradicts 120 USD bn (sum of 12 months by CHN) for 2021 by 25.0 %; correct"
    )
    assert found(text.format(126, "")) == []  # half a unit of each of the 13
    assert found(text.format(150, "RUS")) == []


def test_a_bound_is_held_against_a_sum() -> None:
    text = HALVES.format("{},{}").replace("value", "value,qualifier").replace("60", "60,")
    (finding,) = found(text.format(100, "under"))
    assert (finding.code, finding.lines) == ("contradiction", (2,))
    assert "contradicts 120 USD bn (sum of 2 parts) for 2021 by 16.7 %" in finding.message
    assert found(text.format(125, "under")) == []
    assert found(text.format(110, "over")) == []


def test_sums_are_not_quoted_as_lines() -> None:
    months = "".join(f"\n2021-{month:02d},{value}" for month, value in enumerate([1] * 6 + [9] * 6, 1))
    assert found("period,value\n2020,60" + months) == []
    assert all(min(f.lines) > 1 for f in found("period,value\n2020,6\n2022,6" + months))
