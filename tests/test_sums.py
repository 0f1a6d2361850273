"""Parts make years, exports and imports make totals, and what is left out is said."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pandas as pd
import pytest
from conftest import Run

import tradetrack as tt
from tradetrack.core.rows import AnnualRow, HeadlineRow, rows
from tradetrack.series.analysis import Analysis, analyse
from tradetrack.series.query import Query

Ledger = Callable[[str], pd.DataFrame]
Cli = Callable[..., Run]
MONTHS = [f"{month:02d}" for month in range(1, 13)]


def annual(figures: pd.DataFrame, **query: object) -> dict[str, tuple[float, str, str, int]]:
    """By label: level, qualifier, basis and parts of each year that is stated or added up."""
    analysis = analyse(figures, Query(**query))  # type: ignore[arg-type]
    found = rows(analysis.reported, AnnualRow)
    return {row.label: (row.level, row.qualifier, row.basis, row.parts) for row in found}


def heads(analysis: Analysis) -> dict[str, HeadlineRow]:
    return {row.period: row for row in rows(analysis.headlines, HeadlineRow)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020-Q1,20\n2020-Q2,22\n2020-Q3,25\n2020-Q4,28", (95, "exact", "sum of quarters", 4)),
        ("2020-01/2020-06,40\n2020-07/2020-12,45.5", (85.5, "exact", "sum of parts", 2)),
        ("2020-01/2020-09,90\n2020-Q4,36", (126, "exact", "sum of parts", 2)),
        ("\n".join(f"2020-{m},{i}.1" for i, m in enumerate(MONTHS)), (67.2, "exact", "sum of months", 12)),
        ("2020-Q1,20\n2020-04,7\n2020-05,8\n2020-06,9\n2020-07/2020-12,50", (94, "exact", "sum of parts", 5)),
    ],
)
def test_parts_make_a_year(ledger: Ledger, text: str, expected: tuple[float, str, str, int]) -> None:
    level, *rest = annual(ledger("period,value\n" + text))["2020"]
    assert level == pytest.approx(expected[0], abs=1e-12)
    assert tuple(rest) == expected[1:]


def test_the_fewest_parts_are_taken_and_exact_ones_first(ledger: Ledger) -> None:
    halves = "2020-01/2020-06,50,\n2020-07/2020-12,60,\n"
    quarters = "2020-Q1,20,\n2020-Q2,21,\n2020-Q3,22,\n2020-Q4,23,\n"
    assert annual(ledger("period,value,qualifier\n" + halves + quarters))["2020"][0] == 110
    about = halves.replace("60,", "60,about")
    assert annual(ledger("period,value,qualifier\n" + about + quarters))["2020"][0] == 50 + 22 + 23
    over = quarters.replace("23,", "23,over")
    assert annual(ledger("period,value,qualifier\n" + about + over))["2020"][:2] == (110, "about")


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("over", "exact", "over"),
        ("over", "about", "over"),
        ("under", "exact", "under"),
        ("about", "exact", "about"),
        ("over", "under", None),
    ],
)
def test_the_qualifier_of_a_sum(ledger: Ledger, first: str, second: str, expected: str | None) -> None:
    text = f"period,value,qualifier\n2020-01/2020-06,50,{first}\n2020-07/2020-12,60,{second}\n"
    years = annual(ledger(text))
    assert years.get("2020", (0, None))[1] == expected


def test_a_stated_year_comes_before_its_sum_unless_only_a_bound_is_stated(ledger: Ledger) -> None:
    quarters = "2020-Q1,50,\n2020-Q2,51,\n2020-Q3,54,\n2020-Q4,60,\n"
    stated = ledger("period,value,qualifier\n2020,210,\n" + quarters)
    assert annual(stated)["2020"] == (210, "exact", "reported", 1)
    bound = ledger("period,value,qualifier\n2020,200,over\n" + quarters)
    assert annual(bound)["2020"] == (215, "exact", "sum of quarters", 4)
    status = analyse(bound, Query()).figures["status"]
    assert status.tolist()[0] == "rounded"


def test_months_of_a_fiscal_year(ledger: Ledger) -> None:
    months = [f"{2021 + (3 + i) // 12}-{(3 + i) % 12 + 1:02d},10" for i in range(12)]
    figures = ledger("period,value\n" + "\n".join(months))
    assert annual(figures, year_start=4) == {"2021-22": (120, "exact", "sum of months", 12)}
    assert annual(figures) == {}
    beside = ledger("period,value\n2020-04/2021-03,100\n" + "\n".join(months))
    assert list(annual(beside)) == ["2020-21", "2021-22"]


def test_exports_and_imports_make_a_total(ledger: Ledger) -> None:
    figures = ledger(
        "flow,period,value\nexports,2020,40\nimports,2020,60.5\nexports,2021,55\n"
        + "".join(f"imports,2021-{m},6\n" for m in MONTHS)
    )
    assert annual(figures) == {
        "2020": (100.5, "exact", "exports plus imports", 2),
        "2021": (127, "exact", "exports plus imports", 13),
    }
    projection = tt.project(figures, target=200)[0]
    assert (projection.base.value, projection.base.basis) == (127, "exports plus imports")


def test_a_sum_of_totals_comes_before_flows(ledger: Ledger) -> None:
    flows = "exports,2020,40,\nimports,2020,60,\n"
    totals = "total,2020-01/2020-06,48,\ntotal,2020-07/2020-12,51,\n"
    assert annual(ledger("flow,period,value,qualifier\n" + flows + totals))["2020"][0] == 99


def test_a_year_is_not_made_of_totals_and_flows_together(ledger: Ledger) -> None:
    text = "flow,period,value\ntotal,2020-01/2020-06,48\nexports,2020-07/2020-12,20\nimports,2020-07/2020-12,30\n"
    assert annual(ledger(text)) == {}


def test_mirror_figures_of_two_reporters_make_no_total(tradetrack: Cli) -> None:
    rows = "pair,flow,period,value,reporter\nCHN-DEU,exports,2020,5,CHN\nCHN-DEU,imports,2020,6,DEU\n"
    run = tradetrack("show", "--data", "-", stdin=rows)
    assert "no total of the exports and imports of CHN-DEU: exports are figures of CHN" in run.err
    assert "Not shown: 2 figures of exports and imports (--flow exports, …)." in run.out + run.err
    failed = tradetrack("project", "--data", "-", "--target", "9", stdin=rows)
    assert failed.code == 2
    assert "no full year of China-Germany trade" in failed.err


def test_growth_of_parts_is_on_the_year_before(ledger: Ledger) -> None:
    months = "".join(f"{y}-{m},{v}\n" for y, v in ((2020, 10), (2021, 12)) for m in MONTHS[:9])
    analysis = analyse(ledger("period,value\n" + months), Query())
    by_label = {row.period: row.computed_growth_pct for row in rows(analysis.periods("ytd"), HeadlineRow)}
    assert by_label["2021-01/2021-09"] == pytest.approx(20)
    quarters = {row.period: row for row in rows(analysis.periods("quarter"), HeadlineRow)}
    assert quarters["2021-Q2"].level == 36
    assert quarters["2021-Q2"].computed_growth_pct == pytest.approx(20)
    assert len(analysis.periods("month")) == 18


def test_the_last_twelve_months_roll(ledger: Ledger) -> None:
    months = [f"{2020 + i // 12}-{i % 12 + 1:02d},{i}" for i in range(30)]
    analysis = analyse(ledger("period,value\n" + "\n".join(months)), Query())
    rolling = list(rows(analysis.periods("12m"), HeadlineRow))
    assert [row.level for row in rolling] == [sum(range(i, i + 12)) for i in range(19)]
    assert rolling[0].period == "2020"
    assert rolling[1].period == "2020-02/2021-01"
    assert rolling[12].computed_growth_pct == pytest.approx((210 / 66 - 1) * 100)


def test_a_missing_month_blocks_the_sum_and_is_named(tradetrack: Cli) -> None:
    months = "".join(f"{y}-{m},5\n" for y in (2024, 2025) for m in MONTHS if (y, m) != (2024, "08"))
    out = tradetrack("show", "--data", "-", stdin="period,value\n" + months).out
    assert "2024 lacks Aug: no sum" in out
    assert re.search(r"\n2025 +60 +sum of 12 months", out)


def test_parts_that_overlap_are_named(tradetrack: Cli) -> None:
    rows = "period,value\n2020-01/2020-07,50\n2020-05/2020-12,60\n2021,100\n"
    out = tradetrack("show", "--data", "-", stdin=rows).out
    assert "2020 has no sum: Jan-Jul 2020 and May-Dec 2020 overlap" in out


def test_a_sum_of_exact_parts_is_exact_to_the_last_digit(ledger: Ledger) -> None:
    cells = [f"{i}.{i * 12345:09d}" for i in range(1, 13)]
    text = "period,value\n" + "".join(f"2020-{m},{cell}\n" for m, cell in zip(MONTHS, cells, strict=True))
    document = tt.show(ledger(text))
    assert document.annual[0].amount == sum(int(cell.replace(".", "")) for cell in cells)


def test_a_sum_is_shown_with_the_digits_of_its_parts(tradetrack: Cli) -> None:
    halves = "period,value,qualifier\n2020-01/2020-06,10.25,\n2020-07/2020-12,11,\n2021-01/2021-06,10.25,about\n2021-07/2021-12,11,\n"
    out = tradetrack("show", "--data", "-", stdin=halves).out
    assert "\n2020    21.25  " in out
    assert "\n2021     ≈ 21  " in out


def test_json_and_csv_of_a_rhythm(tradetrack: Cli) -> None:
    rows = "period,value\n2020-Q1,1.5\n2020-Q2,2\n2021-Q1,3\n"
    run = tradetrack("show", "--by", "quarter", "--data", "-", "--format", "json", stdin=rows)
    periods = json.loads(run.out)["periods"]
    assert [(p["period"], p["value"], p["growth_pct"]) for p in periods] == [
        ("2020-Q1", 1.5, None), ("2020-Q2", 2, None), ("2021-Q1", 3, 100)
    ]  # fmt: skip
    csv = tradetrack("show", "--by", "quarter", "--data", "-", "--format", "csv", stdin=rows).out
    assert csv.splitlines()[0].startswith("pair,flow,period,value,unit")
    assert csv.splitlines()[-1].endswith(",2021-Q1,3,USD bn,exact,,,,reported,1,100")
    unknown = tradetrack("show", "--by", "week", "--data", "-", stdin=rows)
    assert unknown.code == 2


def test_two_scopes_are_two_series(tradetrack: Cli, ledger: Ledger) -> None:
    text = (
        "kind,period,value,scope\nreported,2022,48,non-oil\nreported,2023,85,goods\n"
        "reported,2024,100.1,\ntarget,2030,100,non-oil\n"
    )
    (record,) = tt.targets(ledger(text))
    assert (record.outcome, record.scope, record.series) == ("open", "non-oil", record.series)
    assert tt.project(ledger(text))[0].base.value == 48
    assert [row.level for row in tt.show(ledger(text), scope="goods").annual] == [85, 100.1]
    assert (
        "Non-oil trade, exports plus imports"
        in tradetrack("show", "--scope", "non-oil", "--data", "-", stdin=text).out
    )
    failed = tradetrack("show", "--scope", "services", "--data", "-", stdin=text)
    assert (failed.code, "unknown scope 'services'" in failed.err) == (2, True)


def test_a_chart_takes_goods_and_the_currency_with_the_most_years(tradetrack: Cli) -> None:
    rows = (
        "period,value,unit,scope\n2019,80,USD bn,\n2020,90,USD bn,\n2020,85,EUR bn,\n2020,5,USD bn,services\n"
    )
    run = tradetrack("chart", "--data", "-", "-o", "c.svg", stdin=rows)
    assert run.code == 0


def test_figures_of_a_reporter_that_is_not_followed_are_counted(tradetrack: Cli) -> None:
    rows = "period,value,reporter\n2019,80,CHN\n2020,90,CHN\n2018,70,RUS\n"
    assert (
        "Not shown: 1 figure of other reporters (--reporter RUS)."
        in tradetrack("show", "--data", "-", stdin=rows).out
    )
    fiscal = "period,value\n2019,80\n2020,90\n2018-04/2019-03,70\n"
    assert "1 year starting in Apr (--year-start 4)" in tradetrack("show", "--data", "-", stdin=fiscal).out


def test_the_reporters_sum_comes_before_an_unknown_figure(ledger: Ledger) -> None:
    quarters = "".join(f"2020-Q{q},25,CHN\n" for q in range(1, 5))
    figures = ledger("period,value,reporter\n2020,110,\n2019,90,CHN\n" + quarters)
    assert annual(figures)["2020"] == (100, "exact", "sum of quarters", 4)
    assert analyse(figures, Query()).figures["status"].tolist()[0] == "conflict"


def test_the_reporter_with_most_years_may_have_them_by_adding_up(ledger: Ledger) -> None:
    months = "".join(f"{y}-{m},1,RUS\n" for y in (2018, 2019, 2020) for m in MONTHS)
    figures = ledger("period,value,reporter\n2019,90,CHN\n2020,95,CHN\n" + months)
    assert {label: year[0] for label, year in annual(figures).items()} == {"2018": 12, "2019": 12, "2020": 12}


def test_the_growth_stated_alone_belongs_to_the_sum(ledger: Ledger) -> None:
    quarters = "".join(f"2020-Q{q},25,\n" for q in range(1, 5))
    figures = ledger("period,value,growth_pct\n2020,,7.5\n" + quarters)
    (row,) = rows(analyse(figures, Query()).reported, AnnualRow)
    assert (row.level, row.stated_growth_pct) == (100, 7.5)


def test_a_year_split_into_months_gives_the_same_year(ledger: Ledger) -> None:
    whole = ledger("period,value\n2019,120\n2020,144\n")
    split = ledger("period,value\n2019,120\n" + "".join(f"2020-{m},12\n" for m in MONTHS))
    one, other = (tt.project(figures, target=300)[0] for figures in (whole, split))
    assert one.paths == other.paths
    assert one.required == other.required
    assert one.outlook == other.outlook


def test_the_decided_has_no_path_and_no_chance(ledger: Ledger) -> None:
    rows = "kind,period,value,qualifier\nreported,2022,85,\nreported,2023,83.7,\ntarget,2024,100,\n"
    for more in ("reported,2024-01/2024-09,101,\n", "reported,2024,100,over\n"):
        figures = ledger(rows + more)
        (record,) = tt.targets(figures)
        assert (record.outcome, record.outcome_year) == ("met", 2024)
        assert record.settled_by == ("floor" if "09" in more else "figure")
        (projection,) = tt.project(figures, target=100)
        assert projection.already_reached_in == 2024
        assert (projection.paths, projection.required, projection.outlook) == ((), (), None)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ("2021-Q1,20,over,\n2021-Q2,20,under,\n2021-Q3,20,,\n2021-Q4,20,,\n", "are not added"),
        (
            "".join(f"2021-{m},2,,{'' if m == '05' else 'CHN'}\n" for m in MONTHS),
            "an unknown reporter and CHN",
        ),
    ],
)
def test_parts_that_do_not_go_together_are_said_to(tradetrack: Cli, rows: str, reason: str) -> None:
    text = "period,value,qualifier,reporter\n" + rows
    for command in (("show",), ("show", "--by", "quarter"), ("project", "--target", "50")):
        run = tradetrack(*command, "--data", "-", stdin=text)
        assert run.code != 70, run.err
        assert reason in run.out + run.err


def test_series_without_a_full_year_are_counted(tradetrack: Cli) -> None:
    text = (
        "pair,kind,period,value\nCHN-DEU,reported,2022,85\nCHN-DEU,target,2030,200\n"
        "IND-OMN,reported,2024-03,1\nIND-OMN,target,2030,100\n"
    )
    assert (
        "Not shown: 1 more series without a full year (--pair says why)."
        in tradetrack("show", "--data", "-", stdin=text).out
    )
    assert (
        "Not shown: 1 target without a full year (--pair says why)."
        in tradetrack("project", "--data", "-", stdin=text).out
    )


def test_nothing_is_empty_without_a_word(tradetrack: Cli) -> None:
    alone = tradetrack("show", "--data", "-", stdin="period,value,growth_pct\n2020,,5\n")
    assert "nothing to show: no level of a year" in alone.err
    undated = tradetrack(
        "project", "--data", "-", "--target", "9", "--as-of", "2020", stdin="period,value\n2020,5\n"
    )
    assert (undated.code, "no statement is dated by the as-of date" in undated.err) == (2, True)
    quarters = tradetrack("show", "--data", "-", "--by", "month", stdin="period,value\n2020-Q1,5\n")
    assert "there are quarters (--by quarter)" in quarters.err
    flows = "flow,period,value\nexports,2020,5\nimports,2020,6\nexports,2021,9\n"
    assert (
        "Not shown: 1 figure of exports (--flow exports)."
        in tradetrack("show", "--data", "-", stdin=flows).out
    )


def test_a_target_without_figures_has_a_title(tradetrack: Cli) -> None:
    text = "pair,kind,period,value,unit\nCHN-DEU,target,2030,300,EUR bn\n"
    out = tradetrack("show", "--data", "-", stdin=text).out
    assert out.startswith("China-Germany trade, exports plus imports")
    assert "EUR billion" in out.splitlines()[0]


def test_rolling_years_are_named_by_their_months(tradetrack: Cli) -> None:
    months = "".join(f"{2020 + i // 12}-{i % 12 + 1:02d},{i}\n" for i in range(14))
    out = tradetrack("show", "--by", "12m", "--data", "-", stdin="period,value\n" + months).out
    assert "\nFeb 2020-Jan 2021" in out


def test_a_ceiling_is_no_target_to_grow_to(ledger: Ledger) -> None:
    text = "kind,period,value,qualifier\nreported,2020,40,\ntarget,2025,60,\ntarget,2025,50,under\ntarget,2025,70,\n"
    assert [p.target and p.target.value for p in tt.project(ledger(text))] == [60, 70]
    by_value = {record.value: record for record in tt.targets(ledger(text))}
    assert (by_value[50].outcome, by_value[50].lineage) == ("unknown", None)
    assert by_value[70].lineage is not None
    assert by_value[70].lineage.value == 60


def test_what_is_known_of_a_year_without_a_row_is_said(tradetrack: Cli) -> None:
    text = (
        "flow,kind,period,value\ntotal,reported,2022,200\nexports,reported,2023,150\n"
        "imports,reported,2023-01/2023-06,60\ntotal,target,2023,210\n"
    )
    assert "2023 is known to have at least 210" in tradetrack("show", "--data", "-", stdin=text).out
    assert "met in 2023 (at least 210)" in tradetrack("targets", "--data", "-", stdin=text).out
    project = tradetrack("project", "--data", "-", "--target", "210", stdin=text).out
    assert "Already reached: 210 in 2023 (at least 210)." in project


def test_json_lists_what_is_known_of_years_without_a_row(tradetrack: Cli) -> None:
    text = (
        "flow,kind,period,value\ntotal,reported,2022,200\nexports,reported,2023,150\n"
        "imports,reported,2023-01/2023-06,60\n"
    )
    shown = json.loads(tradetrack("show", "--data", "-", "--format", "json", stdin=text).out)
    known = {(floor["year"], floor["value"]) for floor in shown["floors"] if floor["flow"] == "total"}
    assert known == {(2023, 210)}
    narrowed = tradetrack("show", "--data", "-", "--until", "2022", "--format", "json", stdin=text).out
    assert json.loads(narrowed)["floors"] == []


def test_a_projection_says_what_is_known_of_a_year_after_its_base(tradetrack: Cli) -> None:
    text = "kind,period,value,qualifier\nreported,2022,66,\nreported,2023,80,\nreported,2024,95,over\n"
    out = tradetrack("project", "--data", "-", "--target", "150", stdin=text).out
    assert "2024 is known to have at least 95" in out
    assert "+18.8 % on the base" in out
    zero = "kind,period,value,qualifier\nreported,2023,0,\nreported,2024,95,over\n"
    shown = tradetrack("project", "--data", "-", stdin=zero)
    assert (shown.code, "2024 is known to have at least 95." in shown.out) == (0, True)
    below = "kind,period,value,qualifier\nreported,2022,66,\nreported,2023,80,\nreported,2024,70,over\n"
    assert "known to have" not in tradetrack("project", "--data", "-", "--target", "150", stdin=below).out


def test_a_total_that_nobody_states_has_one_unit(ledger: Ledger) -> None:
    figures = ledger(
        "flow,period,value,unit,stated_on\nexports,2019,0.043,USD tn,2021\nimports,2019,63,USD bn,2020\n"
        "exports,2020,0.059,USD tn,2021\nimports,2020,58,USD bn,2022\nimports,2021,57,USD bn,2022\n"
    )
    first, second = rows(analyse(figures, Query()).reported, AnnualRow)
    assert (first.series_unit, second.series_unit) == ("USD bn", "USD bn")
    assert second.computed_growth_pct == pytest.approx(117 / 106 * 100 - 100)


def floors(figures: pd.DataFrame) -> dict[int, float | None]:
    """By year what is known at least of the total, where that is more than its figure says."""
    shown = tt.show(figures)
    beside: dict[int, float | None] = {r.year: r.floor for r in shown.annual if r.floor == r.floor}
    return beside | {floor.year: floor.level for floor in shown.floors}


def test_the_floor_of_a_total_takes_the_year_of_a_flow_for_what_it_was(ledger: Ledger) -> None:
    """Jan-Nov was stated higher than the year: the year's own figure counts."""
    figures = ledger("flow,period,value\nimports,2018-01/2018-11,137.5\nimports,2018,124\ntotal,2019,300\n")
    assert floors(figures) == {2018: 124}


@pytest.mark.parametrize("more", ["", "2025-01,,5,exact,\n"])
def test_a_figure_of_unknown_reporter_is_a_floor_beside_a_bound(ledger: Ledger, more: str) -> None:
    figures = ledger(
        "period,growth_pct,value,qualifier,reporter\n2024,,80,exact,CHN\n2025,,82,over,CHN\n2025,,91,exact,\n"
        + more
    )
    assert floors(figures) == {2025: 91}


def test_a_total_of_unknown_reporter_is_a_floor_beside_the_bound_that_flows_make(ledger: Ledger) -> None:
    figures = ledger(
        "flow,period,value,qualifier,reporter\nexports,2017,53,under,CHN\nimports,2017,82,under,CHN\n"
        "total,2017,182,exact,\n"
    )
    assert annual(figures)["2017"] == (135, "under", "exports plus imports", 2)
    assert floors(figures) == {2017: 182}


@pytest.mark.parametrize("stated", ["2015-Q3,190,over", "2015-07/2015-09,190,over"])
def test_months_of_flows_make_the_quarter_of_which_a_total_is_stated(ledger: Ledger, stated: str) -> None:
    flows = "".join(
        f"{flow},2015-{month},{value},\n"
        for flow, value in (("exports", 40), ("imports", 45))
        for month in ("07", "08", "09")
    )
    figures = ledger(f"flow,period,value,qualifier\ntotal,{stated}\n" + flows)
    analysis = analyse(figures, Query())
    assert analysis.figures["status"].tolist() == ["rounded"]
    assert heads(analysis)["2015-Q3"].level == 255
    assert [row.period for row in tt.show(figures, flow="exports").figures] == [
        "2015-07", "2015-08", "2015-09"
    ]  # fmt: skip


def test_years_of_flows_make_the_year_of_which_a_total_is_stated_whatever_its_rhythm(ledger: Ledger) -> None:
    """The total has years from July, its flows quarters of calendar years; one unknown total is of such."""
    quarters = "".join(f"{flow},2020-Q{q},2.5,CHN\n" for flow in ("exports", "imports") for q in range(1, 5))
    figures = ledger("flow,period,value,reporter\ntotal,2020-07/2021-06,21,CHN\ntotal,2020,25,\n" + quarters)
    analysis = analyse(figures, Query())
    assert analysis.figures["status"].tolist() == ["headline", "conflict"]
    assert annual(figures) == {"2020-21": (21, "exact", "reported", 1)}


def test_exports_by_a_known_reporter_are_a_floor_of_a_total_that_nobody_states(ledger: Ledger) -> None:
    figures = ledger(
        "flow,kind,period,value,reporter,stated_on\ntotal,target,2022,100,,2020\nexports,reported,2021,110,CHN,2022\n"
    )
    (target,) = tt.targets(figures)
    assert (target.outcome, target.settled_by, target.outcome_value) == ("met", "floor", 110)


def test_exports_and_imports_of_two_reporters_set_no_rhythm_of_years(ledger: Ledger) -> None:
    figures = ledger(
        "flow,period,value,reporter\nexports,2020-07/2021-06,40,CHN\nimports,2020-07/2021-06,50,\n"
        "total,2020-01/2020-09,60,\n"
    )
    assert int(analyse(figures, Query()).chosen.first_month.loc[0]) == 0


@pytest.mark.parametrize("by", ["quarter", "12m"])
def test_a_list_of_periods_follows_the_reporter_of_the_series(ledger: Ledger, by: str) -> None:
    """RUS has a year only if years started in April, as they do in the series of CHN."""
    figures = ledger(
        "period,value,reporter\n2018-04/2019-03,95,CHN\n2021-04/2021-06,20,RUS\n2021-07/2022-02,60,RUS\n2022-03,10,RUS\n"
        "2018-Q2,24,CHN\n"
    )
    assert {row.reporter for row in tt.show(figures).annual} == {"CHN"}
    assert {row.reporter for row in tt.show(figures, by=by).periods} == {"CHN"}


def test_the_first_months_of_a_total_end_where_its_flows_are_bounded_both_ways(ledger: Ledger) -> None:
    figures = ledger(
        "flow,period,value,qualifier\nexports,2021-01,5,over\nexports,2021-02,5,\n"
        "imports,2021-01,4,\nimports,2021-02,4,under\n"
    )
    (row,) = tt.show(figures, by="ytd").periods
    assert (row.period, row.level, row.qualifier) == ("2021-01", 9, "over")
