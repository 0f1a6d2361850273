"""`check` on scopes, units, targets and fiscal years: what it finds, and above all what it does not."""

from __future__ import annotations

import pytest
from test_checks import found

from tradetrack.checks.finding import Finding


def of(code: str, text: str) -> list[Finding]:
    return found(text, code)


NOTED = "period,value,scope,note\n2019,100,{0},\n2020,101,{0},{1}\n2021,102,{0},{2}"


def test_notes_that_speak_of_another_scope_are_one_finding_a_series() -> None:
    (finding,) = found(NOTED.format("", "goods and services", "Including services"))
    assert (finding.code, finding.severity, finding.lines) == ("scopes-mixed", "note", (3, 4))
    assert finding.message == (
        "the notes or sources of lines 3 and 4 speak of goods and services, the others of the series do not; "
        "write the scope of each into the column scope"
    )
    (one,) = found(NOTED.format("", "services", ""))
    assert one.message.startswith("the note or source of line 3 speaks of services, the others")
    (both,) = found(NOTED.format("", "trade in services", "Non-oil trade"))
    assert "speak of trade without oil and services, the others" in both.message


@pytest.mark.parametrize(
    ("scope", "note"),
    [
        ("", "goods"),
        ("", "merchandise only"),
        ("", "goods; excluding services"),
        ("", "services not included"),
        ("", "told by the press services"),
        ("", "nonservices"),
        ("", "oil deliveries grew; gold fell"),
        ("goods-services", "goods and services"),
        ("goods-services", "including services"),
        ("services", "services trade"),
        ("non-oil", "non-oil"),
        ("non-oil", "excluding crude oil"),
        ("non-oil-no-condensate", "without oil"),
        ("non-oil-with-services", "including services"),
    ],
)
def test_notes_in_keeping_with_the_column_are_not_found(scope: str, note: str) -> None:
    assert of("scopes-mixed", NOTED.format(scope, note, "")) == []


@pytest.mark.parametrize(
    ("scope", "note"),
    [
        ("", "excluding oil"),
        ("", "non-oil"),
        ("", "without gold"),
        ("services", "goods and services"),
        ("goods-services", "merchandise only"),
        ("goods-services", "goods & services; non-oil"),
        ("non-oil", "with services"),
        ("farm-food", "SERVICES"),
    ],
)
def test_notes_against_the_column_are_found(scope: str, note: str) -> None:
    assert [f.lines for f in of("scopes-mixed", NOTED.format(scope, note, ""))] == [(3,)]


def test_a_series_that_speaks_with_one_voice_is_not_mixed() -> None:
    text = "period,value,note\n2020,100,goods and services\n2021,110,goods and services"
    assert found(text) == []


def test_scopes_are_read_in_titles_of_sources_and_of_reported_rows_alone() -> None:
    text = "kind,period,value,source\nreported,2020,100,s\n{},2021,110,{}"
    assert len(found(text.format("reported", "Trade in goods and services 2021"))) == 1
    assert found(text.format("reported", "https://example.org/goods and services")) == []
    assert of("scopes-mixed", text.format("target", "Trade in goods and services 2021")) == []


FISCAL = "period,value\n2020,{}\n2020-04/2021-03,{}\n2021,{}"


def test_years_that_overlap_and_differ_are_one_finding_a_series() -> None:
    (finding,) = found("period,value\n2020,100\n2020-04/2021-03,130")
    assert (finding.code, finding.severity, finding.lines) == ("fiscal-differs", "note", (2, 3))
    assert finding.message.startswith(
        "2020, 100 USD bn (line 2), and 2020-21, 130 USD bn (line 3), share 9 months, yet one is 1.30 times the "
        "other; check"
    )
    (several,) = found("period,value\n2020,100\n2020-04/2021-03,130\n2021,100\n2021-04/2022-03,150")
    assert several.lines[:2] == (4, 5)
    assert "; so do others, lines 2 and 3; check" in several.message


@pytest.mark.parametrize("values", [(100, 125, 100), (100, 130, 160), (160, 120, 90), (100, 140, 140)])
def test_years_that_growth_explains_are_not_found(values: tuple[int, int, int]) -> None:
    assert of("fiscal-differs", FISCAL.format(*values)) == []


@pytest.mark.parametrize(
    "text",
    [
        "period,value\n2020,100\n2020-08/2021-07,130",  # 5 months shared
        "period,value,qualifier\n2020,100,\n2020-04/2021-03,130,over",
        "period,value,flow\n2020,100,total\n2020-04/2021-03,50,exports",
        "period,value,scope\n2020,100,\n2020-04/2021-03,50,non-oil",
        "period,value\n2020,0\n2020-04/2021-03,50",
    ],
)
def test_years_that_are_not_to_be_compared_are_not(text: str) -> None:
    assert of("fiscal-differs", text) == []


def test_a_slip_of_a_thousand_is_seen_from_one_side() -> None:
    (finding,) = found("period,value\n2019,80\n2020,100000")
    assert (finding.code, finding.severity, finding.lines) == ("unit-slip", "warning", (3, 2))
    assert finding.message == (
        "100,000 USD bn (line 3) for 2020 is about 1000 times more a month than 80 USD bn (line 2) for 2019; "
        "check the value and the unit of both"
    )
    assert [f.lines for f in found("period,value,unit\n2019,80,USD bn\n2020,100,USD mn")] == [(2, 3)]
    million = "period,value,unit\n2019,80,USD tn\n2020,90,USD mn"
    assert "about 1000000 times" in found(million)[0].message
    changed = "period,value\n2018,80\n2019,85\n2020,90000\n2021,91000"
    assert [f.lines for f in found(changed)] == [(4, 3)]


@pytest.mark.parametrize(
    "text",
    [
        "period,value\n2019,80\n2020,800",
        "period,value\n2019,80\n2020,8000",
        "period,value\n2019,8\n2020,30000",
        "period,value\n2010,80\n2020,80000",
        "period,value,flow\n2019,80,total\n2020,80000,exports",
        "period,value,scope\n2019,80,\n2020,80000,services",
        "period,value\n2019,0\n2020,80000",
    ],
)
def test_less_than_a_thousand_or_far_apart_is_not_seen_from_one_side(text: str) -> None:
    assert of("unit-slip", text) == []


def test_a_slip_is_named_once() -> None:
    assert [f.lines for f in found("period,value\n2018,80\n2019,81\n2020,82000")] == [(4,)]
    assert [f.lines for f in found("period,value\n2018,80\n2019,81000\n2020,82")] == [(3,)]
    uneven = "period,value\n2018,50\n2019,100000\n2020,170"
    assert [f.lines for f in of("unit-slip", uneven)] == [(3, 4)]


def test_a_value_that_no_two_economies_trade_is_found() -> None:
    text = "pair,period,value,unit\n{},2021,{},{}"
    (finding,) = found(text.format("CHN-RUS", 3001, "USD bn"))
    assert (finding.code, finding.severity, finding.lines) == ("large-value", "warning", (2,))
    assert finding.message.startswith("3,001 USD bn (line 2) is more than any two economies trade")
    assert len(found(text.format("XKX-SUN", 4, "EUR tn"))) == 1
    for fine in (
        ("CHN-RUS", 3000, "USD bn"),
        ("CHN-WLD", 5000, "USD bn"),
        ("ASEAN-CHN", 5000, "USD bn"),
        ("CHN-EU27", 5000, "EUR bn"),
        ("EA20-USA", 5000, "EUR bn"),
        ("CHN-RUS", 5000, "RUB bn"),
    ):
        assert found(text.format(*fine)) == []
    assert of("large-value", text.format("ABCD-CHN", 5000, "USD bn")) == []
    assert found("period,value\n2021,5000") == []


def test_a_large_value_that_is_a_slip_is_found_once() -> None:
    text = "pair,period,value\nCHN-RUS,2019,60\nCHN-RUS,2020,58000\nCHN-RUS,2021,65"
    assert [(f.code, f.lines) for f in found(text)] == [("unit-slip", (3,))]


TARGET = "pair,kind,period,value,unit,scope\n{}\nCHN-DEU,target,2025,300,{}"


def test_a_target_in_a_currency_without_figures_cannot_be_judged() -> None:
    (finding,) = found(TARGET.format("CHN-DEU,reported,2020,200,USD bn,", "EUR bn,"))
    assert (finding.code, finding.severity, finding.lines) == ("target-unit", "warning", (3,))
    assert finding.message == (
        "no figure of CHN-DEU is in EUR, they are in USD; the target (line 3) cannot be judged; "
        "check the unit, or add figures in EUR"
    )
    assert found(TARGET.format("CHN-DEU,reported,2020,200,EUR mn,services", "EUR mn,services")) == []
    assert found(TARGET.format("CHN-FRA,reported,2020,200,USD bn,", "EUR bn,")) == []
    assert found(TARGET.format("DEU-CHN,reported,2020,200,EUR bn,", "EUR bn,")) == []


def test_any_flow_has_the_currency_of_a_target() -> None:
    text = "flow,kind,period,value,unit\n{},reported,2020,100,USD bn\ntotal,target,2025,300,USD bn"
    assert found(text.format("exports")) == []
    unnamed = "kind,period,value,unit\nreported,2020,1,USD bn\ntarget,,5,EUR bn\ntarget,2030,7,EUR bn"
    (finding,) = found(unnamed)
    assert finding.lines == (3, 4)
    assert finding.message.startswith(
        "no figure of this ledger is in EUR, they are in USD; the targets (lines 3 and 4)"
    )


def test_a_growth_alone_is_no_figure_to_judge_by() -> None:
    text = "kind,period,value,unit,growth_pct\nreported,2020,100,USD bn,\nreported,2021,,EUR bn,5\ntarget,2025,300,EUR bn,"
    assert [f.lines for f in of("target-unit", text)] == [(4,)]


def test_a_target_of_a_scope_without_figures_cannot_be_judged() -> None:
    (finding,) = found(TARGET.format("CHN-DEU,reported,2020,200,USD bn,", "USD bn,services"))
    assert (finding.code, finding.severity, finding.lines) == ("target-scope", "note", (3,))
    assert finding.message == (
        "no figure of CHN-DEU has the scope services, they are of goods; the target (line 3) cannot be judged; "
        "check the scope, or add figures of it"
    )
    (goods,) = found(TARGET.format("CHN-DEU,reported,2020,200,USD bn,non-oil", "USD bn,"))
    assert "has the scope goods, they are of non-oil;" in goods.message
    assert found(TARGET.format("CHN-DEU,reported,2020,200,USD bn,non-oil", "USD bn,non-oil")) == []


def test_a_target_in_another_unit_than_its_series_is_found() -> None:
    text = "kind,period,value,unit\nreported,2020,15,USD bn\nreported,2021,18,USD bn\ntarget,2025,{}"
    (finding,) = found(text.format("20000,USD bn"))
    assert (finding.code, finding.lines) == ("target-unit", (4,))
    assert finding.message.startswith(
        "the target of 20,000 USD bn (line 4) is 1111 times above the largest figure of its series, 18 a year; check"
    )
    (below,) = found(text.format("20,USD mn"))
    assert "is 750 times below the least figure of its series, 15,000 a year;" in below.message
    assert found(text.format("20,USD bn")) == []
    assert of("target-unit", text.format("0.2,USD bn")) == []
    assert found(text.format("17.9,USD tn")) == []
    assert found("kind,period,value\nreported,2020-01,2\ntarget,2025,23000") == []


def test_a_target_that_is_reached_already_is_found_once() -> None:
    text = "kind,period,value,stated_on\nreported,2020,150,2021-01\ntarget,2025,0.2,2021-02"
    assert [f.code for f in found(text)] == ["target-reached"]


def test_a_ceiling_is_named_once() -> None:
    text = "kind,period,value,qualifier,stated_on\nreported,2020,150,,2021\ntarget,2025,200,{},2022\ntarget,2025,200,{},2023"
    (finding,) = found(text.format("under", "exact"))
    assert (finding.code, finding.severity, finding.lines) == ("ceiling", "note", (3,))
    assert finding.message.startswith(
        "the target under 200 USD bn is a ceiling: its outcome is not judged; check"
    )
    assert found(text.format("over", "about")) == []


def test_figures_of_two_scopes_are_no_contradiction() -> None:
    for code, text in (
        ("contradiction", "period,value,scope\n2021,100,\n2021,120,{}"),
        ("falling-year", "period,value,scope\n2021-01/2021-03,30,\n2021-01/2021-04,25,{}"),
        ("duplicate", "period,value,scope\n2021,100,\n2021,100,{}"),
        ("growth", "period,value,growth_pct,scope\n2020,100,,\n2021,120,5,{}"),
        ("parts", "flow,period,value,scope\ntotal,2021,100,{0}\nexports,2021,63,\nimports,2021,40,"),
    ):
        assert [f.code for f in found(text.format(""))] == [code]
        assert found(text.format("services")) == []
