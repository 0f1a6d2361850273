"""The summary of targets, and the base rate beside the chance."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from conftest import ROOT, Run
from jsonschema import Draft202012Validator

import tradetrack as tt
from tradetrack.forecast.base_rate import TABLE, base_rates, find_base_rate
from tradetrack.reports.base_rate import base_rate_words
from tradetrack.series.target_kinds import is_within, years_ahead
from tradetrack.series.target_summary import Group, TargetSummary

Ledger = Callable[[str], pd.DataFrame]
AS_OF = "2026-11-25"
HEAD = "pair,flow,kind,period,value,stated_on\n"


@pytest.fixture(scope="module")
def archive() -> TargetSummary:
    return tt.target_summary(tt.read_ledger("stated-targets"), as_of=AS_OF).summary


def summary(figures: pd.DataFrame) -> TargetSummary:
    return tt.target_summary(figures).summary


def test_a_target_without_a_deadline_or_with_one_ahead_is_in_no_share(ledger: Ledger) -> None:
    figures = ledger(
        HEAD + "A1-B1,total,reported,2010,10,2011-01\nA1-B1,total,reported,2012,16,2013-01\n"
        "A1-B1,total,target,,15,2011-06\n"  # met, but it could not have been missed
        "A1-B1,total,target,2030,14,2011-06\n"  # met before its deadline
        "A1-B1,total,target,2012,20,2011-06\n"  # missed
        "A1-B1,total,target,2012,5,2011-06\n"  # overtaken
        "A1-B1,total,target,2040,90,2011-06\n"
    )
    every = summary(figures).every
    assert every.counts == (0, 1, 1, 0, 1)  # met, missed, overtaken, unknown, open
    assert every.not_due.met == 2
    assert (every.settled.known, every.settled.share_pct) == (1, 0)


def test_the_bounds_take_the_unknown_either_way(ledger: Ledger) -> None:
    rows = "A1-B1,total,reported,2010,10,2011-01\nA1-B1,total,reported,2012,16,2013-01\n"
    rows += "A1-B1,total,target,2012,15,2011-06\nA1-C1,total,reported,2010,10,2011-01\n"
    rows += "A1-C1,total,target,2012,15,2011-06\nA1-D1,total,reported,2010,10,2011-01\n"
    rows += "A1-D1,total,reported,2014,11,2015-01\nA1-D1,total,target,2012,15,2011-06\n"
    every = summary(ledger(HEAD + rows)).every
    assert every.counts == (1, 1, 0, 1, 0)
    assert every.settled.share_pct == pytest.approx(50)  # D1 is missed by a later figure
    assert every.figure_known[:2] == (1, 1)
    assert every.share_if_unknown_missed_pct == pytest.approx(100 / 3)
    assert every.share_if_unknown_met_pct == pytest.approx(200 / 3)


@pytest.mark.parametrize(
    ("day", "due", "years"),
    [
        (20230701, 2023 * 12, 0),
        (20230701, 2023 * 12 + 3, 0),  # fiscal 2023-24 has begun
        (20230701, 2024 * 12, 1),
        (20240115, 2023 * 12, 0),  # over
        (20221231, 2025 * 12, 3),
        (0, 2025 * 12, None),
        (20221231, None, None),
    ],
)
def test_years_ahead_count_to_the_year_that_judges(day: int, due: int | None, years: int | None) -> None:
    assert years_ahead(day, due) == years


def test_the_archive_has_the_counts_of_an_independent_implementation(archive: TargetSummary) -> None:
    every = archive.every
    assert (every.counts.met, every.counts.missed) == (44, 134)
    # of deadlines up to 2025 it has 133 unknown and 9 overtaken; these fiscal years ended in 2026
    assert (every.counts.unknown - 133, every.counts.overtaken - 9) == (3, 1)


def test_the_summary_counts_what_targets_lists(archive: TargetSummary) -> None:
    records = tt.targets(tt.read_ledger("stated-targets"), flow=None, as_of=AS_OF)
    outcomes = Counter(record.outcome for record in records)
    own = zip(archive.every.counts._asdict().items(), archive.every.not_due, strict=True)
    assert {name: due + early for (name, due), early in own} == outcomes
    for one in archive.every.by_growth:
        alike = [
            r.outcome
            for r in records
            if is_within(r.required_growth_pct, one.start, one.end) and (r.deadline or 9999) <= 2026
        ]
        settled = Counter(word for word in alike if word in ("met", "missed"))
        assert (one.every.known, one.every.met) == (settled.total(), settled["met"])


def test_every_split_adds_up(archive: TargetSummary) -> None:
    kinds = {(g.kind, g.span): g for g in archive.groups}
    for span in (None, "one year", "longer"):
        own: list[Group] = [kinds["bilateral", span], kinds["national", span]]
        assert sum(g.settled.known for g in own) <= archive.every.settled.known
    assert sum(g.targets for g in archive.groups if g.span is None) == archive.every.targets
    for one in (*archive.every.by_growth, *archive.by_horizon, *archive.by_decade):
        assert one.every.known == one.one_year.known + one.longer.known
        assert one.every.met == one.one_year.met + one.longer.met


def test_an_interval_resamples_pairs(ledger: Ledger) -> None:
    # 9 pairs with one target each, 3 met; and a tenth with 40 that were all missed
    rows = []
    for number in range(9):
        pair, level = f"A{number}-B1", 16 if number < 3 else 11
        rows += [f"{pair},total,reported,2010,10,2011-01", f"{pair},total,reported,2012,{level},2013-01"]
        rows += [f"{pair},total,target,2012,15,2011-06"]
    rows += ["C1-D1,total,reported,2010,10,2011-01", "C1-D1,total,reported,2012,11,2013-01"]
    rows += [f"C1-D1,total,target,2012,{20 + number},2011-06" for number in range(40)]
    low, high = summary(ledger(HEAD + "\n".join(rows))).every.settled.interval_80 or (0, 0)
    # by pairs: the tenth is drawn 0 times in a third of the samples, which then have about 3 of 10 met
    assert low < 3
    assert high > 25
    assert summary(ledger(HEAD + "\n".join(reversed(rows)))).every.settled.interval_80 == (low, high)


def test_where_nothing_varies_the_bound_is_exact_for_as_many_pairs(ledger: Ledger) -> None:
    rows = [
        f"A{n}-B1,total,{rest}"
        for n in range(5)
        for rest in ("reported,2010,10,2011-01", "reported,2012,11,2013-01", "target,2012,15,2011-06")
    ]
    found = summary(ledger(HEAD + "\n".join(rows))).every.settled
    assert found.interval_80 is not None
    assert found.interval_80 == pytest.approx((0, (1 - 0.1 ** (1 / 5)) * 100))
    assert summary(ledger(HEAD + "\n".join(rows[:3]))).every.settled.interval_80 is None


def test_the_summary_as_json_and_csv(tradetrack: Callable[..., Run]) -> None:
    run = ("targets", "--data", "stated-targets", "--summary", "--as-of", AS_OF, "--format")
    document = json.loads(tradetrack(*run, "json").out)
    path = "schemas/targets-summary.json"
    schema = json.loads(files("tradetrack.reports").joinpath(path).read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(document)
    counts = [document[name] for name in ("met", "missed", "overtaken", "unknown", "open")]
    assert counts == [44, 134, 10, 136, 134]
    assert document["share_settled_pct"] == pytest.approx(4400 / 178)
    assert {group["kind"] for group in document["groups"]} == {"bilateral", "national"}
    lines = tradetrack(*run, "csv").out.splitlines()
    assert lines[0] == "by,kind,horizon,from,to,known,met,share_pct,low_80,high_80"
    assert lines[1].startswith("all,,,,,178,44,24.7")


def test_the_summary_is_of_one_flow_where_one_is_named(tradetrack: Callable[..., Run]) -> None:
    every, exports = (
        json.loads(
            tradetrack("targets", "--data", "stated-targets", "--summary", *flow, "--format", "json").out
        )
        for flow in ((), ("--flow", "exports"))
    )
    assert every["total"] > exports["total"] > 0


def test_a_ledger_without_targets_has_an_empty_summary(tradetrack: Callable[..., Run]) -> None:
    done = tradetrack("targets", "--summary", "--data", "-", stdin="period,value\n2020,5\n")
    assert (done.code, done.out) == (0, "")
    assert "no target in this view" in done.err


def test_the_shipped_base_rates_are_those_of_the_archive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    tool = __import__("base_rates")
    assert TABLE.read_text(encoding="utf-8") == tool.rendered(), "run python tools/base_rates.py"


def test_a_base_rate_is_of_targets_of_its_kind_and_span() -> None:
    rates = {(r.kind, r.horizon, r.from_pct): (r.known, r.met) for r in base_rates()}
    found = find_base_rate("IND-THA", 10, 3)
    assert found is not None
    assert (found.kind, found.horizon, found.from_pct, found.to_pct) == ("bilateral", "longer", 10, 15)
    assert (found.known, found.met) == rates["bilateral", "longer", 10]
    both = find_base_rate("PAK-WLD", 12, 3)  # fewer than five national plans are settled
    assert both is not None
    assert both.kind is None
    assert both.known == found.known + rates["national", "longer", 10][0]
    assert base_rate_words(found) == (
        f"Of {found.known} stated targets that asked for 10 to 15 % a year, {found.met} "
        f"{'was' if found.met == 1 else 'were'} met (bilateral goals, due two or more years ahead)."
    )


def test_every_projection_to_a_deadline_ahead_has_its_base_rate(
    tradetrack: Callable[..., Run], tmp_path: Path
) -> None:
    rows = (
        "reported,2020,100,2021-01\ntarget,2024,150,2021-06\ntarget,,150,2021-06\ntarget,2022,120,2021-06\n"
    )
    (tmp_path / "a.csv").write_text("kind,period,value,stated_on\n" + rows)
    found = json.loads(tradetrack("project", "--data", "a.csv", "--format", "json").out)["projections"]
    by_deadline = {one["target"]["deadline"]: one["base_rate"] for one in found}
    assert by_deadline[None] is None
    assert (by_deadline[2024]["from_pct"], by_deadline[2024]["horizon"]) == (10, "longer")  # 10.7 % a year
    assert (by_deadline[2022]["from_pct"], by_deadline[2022]["horizon"]) == (5, "one year")  # 9.5 %
    assert all(found[0]["outlook"]["chance_by"])
    said = tradetrack("project", "--data", "a.csv").out
    assert said.count(" stated targets that asked for ") == 2
    assert np.isfinite(by_deadline[2024]["known"])


def test_the_page_has_the_sentence_of_project(tradetrack: Callable[..., Run], tmp_path: Path) -> None:
    rows = "reported,2020,100,2021-01\ntarget,2024,150,2021-06\n"
    (tmp_path / "a.csv").write_text("kind,period,value,stated_on\n" + rows)
    said = next(
        line for line in tradetrack("project", "--data", "a.csv").out.splitlines() if "stated targets" in line
    )
    tradetrack("report", "--data", "a.csv", "-o", "a.html")
    assert said.replace("\n", " ") in (tmp_path / "a.html").read_text()
