from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from conftest import ROOT, SHARED

import tradetrack as tt
from tradetrack.series.analysis import analyse
from tradetrack.series.nowcast import interval_width
from tradetrack.series.query import Query

Ledger = Callable[[str], pd.DataFrame]
HEAD = "period,value,qualifier,growth_pct,reporter\n"


def only(figures: pd.DataFrame) -> pd.Series:
    (_, row), *more = analyse(figures, Query()).nowcasts.iterrows()
    assert not more
    return row


def test_share_divides_by_the_mean_past_share(ledger: Ledger) -> None:
    rows = "2020,100,,,\n2020-01/2020-06,40,,,\n2021,120,,,\n2021-01/2021-06,60,,,\n2022-01/2022-06,63,,,\n"
    row = only(ledger(HEAD + rows))
    assert (row["method"], row["label"], row["basis"]) == ("share", "2022", "nowcast")
    # 77 to come by the mean of 40/100 and 60/120, 60 last year: of six months three quarters and a quarter
    assert row["level"] == pytest.approx(63 + 77**0.75 * 60**0.25)
    assert pd.isna(row["low_80"])  # two shares are no basis for an interval


def test_three_shares_give_an_interval(ledger: Ledger) -> None:
    shares = [(2019, 45), (2020, 50), (2021, 55)]
    rows = "".join(f"{y},100,,,\n{y}-01/{y}-06,{part},,,\n" for y, part in shares)
    row = only(ledger(HEAD + rows + "2022-01/2022-06,50,,,\n"))
    # 1.2816 sqrt(4/3) sqrt((0.3 x the deviation of ln(.45), ln(.50), ln(.55) = 0.10039)^2 + (0.12 x 6/11)^2)
    assert row["high_80"] / row["level"] == pytest.approx(2.71828**0.10664, rel=1e-3)
    assert row["low_80"] * row["high_80"] == pytest.approx(row["level"] ** 2)


def test_an_interval_narrows_with_months_and_shares() -> None:
    widths = [float(interval_width(3, 0.05, months, True)) for months in (1, 6, 11)]
    assert widths == sorted(widths, reverse=True)
    assert interval_width(10, 0.05, 6, True) < interval_width(3, 0.05, 6, True)
    assert interval_width(3, 0.05, 6, True) < interval_width(3, 0.05, 6, False)


def test_growth_takes_last_years_other_months_at_a_damped_rate(ledger: Ledger) -> None:
    row = only(ledger(HEAD + "2021,120,,,CHN\n2022-01/2022-06,63,,10,CHN\n"))
    # 63 / 1.1 = 57.27 of last year's 120 was in these months, the other 62.73 grow by 1.1^0.6
    assert (row["method"], row["level"]) == ("growth", pytest.approx(63 + (120 - 63 / 1.1) * 1.1**0.6))


def test_a_small_flow_is_not_estimated_by_growth(ledger: Ledger) -> None:
    row = only(ledger(HEAD + "2021,0.12,,,CHN\n2022-01/2022-06,0.063,,10,CHN\n"))
    assert (row["method"], row["level"]) == ("pro rata", pytest.approx(0.126))


def test_growth_needs_one_reporter(ledger: Ledger) -> None:
    row = only(ledger(HEAD + "2021,120,,,CHN\n2022-01/2022-06,63,,10,\n"))
    assert (row["method"], row["level"]) == ("pro rata", 126)


def test_pro_rata_from_the_seeds_eleven_months(ledger: Ledger) -> None:
    row = only(ledger(HEAD + "2021-01/2021-09,100,over,,\n2021-01/2021-11,123,about,,\n"))
    assert (row["method"], row["level"]) == ("pro rata", pytest.approx(134.18, abs=5e-3))
    assert row["qualifier"] == "about"


def test_bounds_and_old_shares_do_not_count(ledger: Ledger) -> None:
    old = "2005,100,,,\n2005-01/2005-06,10,,,\n"
    bound = "2021,100,over,,\n2021-01/2021-06,10,,,\n"
    good = "2020,100,,,\n2020-01/2020-06,40,,,\n"
    nowcasts = analyse(ledger(HEAD + old + bound + good + "2022-01/2022-06,60,,,\n"), Query()).nowcasts
    levels = dict(zip(nowcasts["year"], nowcasts["level"], strict=True))
    assert levels == {2021: 100, 2022: pytest.approx(150)}  # 10 / 0.4 is 25, but 2021 had over 100


def test_no_estimate_is_made_of_a_bound(ledger: Ledger) -> None:
    row = only(ledger(HEAD + "2022-01/2022-06,60,,,\n2022-01/2022-09,80,over,,\n"))
    assert (row["from_months"], row["qualifier"], row["level"]) == (6, "about", 120)
    assert len(analyse(ledger(HEAD + "2022-01/2022-09,80,over,,\n"), Query()).nowcasts) == 0


def test_no_estimate_is_below_what_is_known_of_the_year(ledger: Ledger) -> None:
    past = "".join(f"{y},100,,,\n{y}-01/{y}-03,{p},,,\n" for y, p in ((2019, 50), (2020, 52), (2021, 54)))
    row = only(ledger(HEAD + past + "2022-01/2022-03,50,,,\n2022-05,70,over,,\n"))
    assert (row["level"], row["low_80"], row["high_80"]) == (120, 120, 120)  # 50 / 0.52 is less than 50 + 70


def test_each_year_after_the_base_has_its_estimate(ledger: Ledger) -> None:
    rows = "2020,100,,,\n2021-01/2021-06,60,,,\n2022-01/2022-06,70,,,\n"
    nowcasts = analyse(ledger(HEAD + rows), Query()).nowcasts
    assert nowcasts["label"].tolist() == ["2021", "2022"]
    no_base = analyse(ledger(HEAD + rows.removeprefix("2020,100,,,\n")), Query()).nowcasts
    assert no_base["label"].tolist() == ["2022"]


def test_no_nowcast_of_a_year_that_is_known_or_of_other_months(ledger: Ledger) -> None:
    known = ledger(HEAD + "2021,120,,,\n2021-01/2021-06,63,,,\n2022-04/2022-06,20,,,\n")
    assert len(analyse(known, Query()).nowcasts) == 0


def test_fiscal_years_start_with_their_own_months(ledger: Ledger) -> None:
    row = only(ledger(HEAD + "2020-04/2021-03,100,,,\n2021-04/2021-09,60,,,\n2022-01/2022-03,9,,,\n"))
    assert (row["label"], row["level"]) == ("2021-22", 120)


def test_the_real_ledger_in_2026() -> None:
    row = only(tt.read_ledger("china-russia"))
    assert (row["label"], row["method"], row["from_months"]) == ("2026", "share", 4)
    assert row["level"] == pytest.approx(272.4, abs=0.5)  # 290.6 by the shares alone, some 229 by last year
    assert row["low_80"] < 290 < row["high_80"]


def test_project_from_the_nowcast() -> None:
    (projection,) = tt.project(tt.read_ledger("china-russia"), target=400, base="nowcast", growth=10)
    assert (projection.base.year, projection.base.basis) == (2026, "nowcast")
    assert projection.paths[-1].reached_in == 2031  # ln(400 / 272.4) / ln(1.1) = 4.03
    with pytest.raises(tt.RequestError, match=r"^base: there is no year-to-date figure"):
        tt.project(tt.read_ledger("trade"), target=400, base="nowcast")


def test_the_evidence_is_made_by_its_tool(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    evidence = __import__("nowcast_evidence")
    flat = "".join(f"USA,CHN,export,{y},{m},1e10,test\n" for y in range(2000, 2008) for m in range(1, 13))
    (tmp_path / "flows.csv").write_text("reporter,partner,flow,year,month,value_usd,source\n" + flat)
    lines = evidence.table(evidence.complete_years(tmp_path / "flows.csv"), 1e8)
    assert lines[2].startswith("| 1 | 5 | 0.0 % | 0.0 % | 0.0 % |")
    assert lines[13] == "| all | 55 | 0.0 % | 0.0 % | 0.0 % | 100 % |  |"
    assert len(lines) == 14


def test_the_page_has_the_numbers_of_the_tool(monkeypatch: pytest.MonkeyPatch) -> None:
    flows = SHARED / "data" / "flows_monthly.csv.gz"
    if not flows.is_file():
        pytest.skip("the monthly flows are not here")
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    evidence = __import__("nowcast_evidence")
    lines = evidence.table(evidence.complete_years(flows), 1e10)
    page = (ROOT / "docs" / "nowcast.md").read_text(encoding="utf-8")
    assert all(line in page for line in lines)
