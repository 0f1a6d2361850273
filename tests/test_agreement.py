"""All screens say the same of each year, whatever the ledger."""

from __future__ import annotations

import random

import numpy as np
import pandas as pd
import pytest
from conftest import examples
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import tradetrack as tt
from tradetrack.core import schema
from tradetrack.core.errors import RequestError
from tradetrack.core.rows import AnnualRow, HeadlineRow, rows
from tradetrack.core.vocabulary import NOWCAST
from tradetrack.ledger.reader import parse_ledger
from tradetrack.series.analysis import Analysis, analyse
from tradetrack.series.outcome import MET, OPEN, OVERTAKEN
from tradetrack.series.query import Query

HEADER = "pair,flow,kind,period,value,qualifier,scope,growth_pct,reporter,stated_on"
YEARS = range(2016, 2023)
SPANS = ("{y}", "{y}-Q1", "{y}-Q2", "{y}-Q3", "{y}-Q4", "{y}-01", "{y}-07", "{y}-12", "{y}-01/{y}-06",
         "{y}-07/{y}-12", "{y}-01/{y}-09", "{y}-01/{y}-11", "{y}-04/{z}-03")  # fmt: skip


@st.composite
def statements(draw: st.DrawFn) -> str:
    """One row of a ledger of one pair."""
    year = draw(st.sampled_from(YEARS))
    target = draw(st.integers(0, 4)) == 0
    if target:
        period = draw(st.sampled_from(["", str(year), str(year + 2)]))
    else:
        period = draw(st.sampled_from(SPANS)).format(y=year, z=year + 1)
    return ",".join(
        [
            "CHN-RUS",
            draw(st.sampled_from(["total", "total", "exports", "imports"])),
            "target" if target else "reported",
            period,
            str(draw(st.integers(1, 60))),
            draw(st.sampled_from(["exact", "exact", "exact", "about", "over", "under"])),
            draw(st.sampled_from(["", "", "", "services"])),
            "" if target else draw(st.sampled_from(["", "", "10", "-5"])),
            "" if target else draw(st.sampled_from(["", "CHN", "CHN", "RUS"])),
            draw(st.sampled_from(["", f"{year + 1}-02-01", f"{year}-06-01", f"{year + 1}-07"])),
        ]
    )


LEDGERS = st.lists(statements(), min_size=1, max_size=24)


def ledger_of(lines: list[str]) -> pd.DataFrame:
    return parse_ledger("\n".join([HEADER, *lines, ""]).encode(), "l.csv")


def asked(lines: list[str], **query: object) -> Analysis:
    return analyse(ledger_of(lines), Query(**query))  # type: ignore[arg-type]


def summary(analysis: Analysis) -> list[str]:
    """What the annual rows and the targets of an analysis say, without the lines they stand on."""
    names = ["series_flow", "scope", "label", "level", "qualifier", "basis", "parts", "computed_growth_pct"]
    years = analysis.annual[names].fillna(-1).astype(str).itertuples(index=False)
    targets = (
        (t.flow, t.scope, t.value, t.deadline, t.outcome, t.settled_by, t.outcome_year)
        for t in analysis.targets
    )
    return [*map(str, years), *sorted(map(str, targets))]


@settings(max_examples=examples(60), deadline=None)
@given(LEDGERS)
def test_no_screen_contradicts_another(lines: list[str]) -> None:
    figures = ledger_of(lines)
    analysis = analyse(figures, Query())
    shown = tt.show(figures)
    for row in shown.annual:
        if row.basis == NOWCAST:
            assert not row.level < row.floor
            assert not row.low_80 < row.floor
    records = {(t.series, t.value, t.deadline, t.qualifier): t for t in analysis.targets}
    assert list(tt.targets(figures)) == analysis.targets_by_reporter
    try:
        projections = tt.project(figures, target=sorted({t.value for t in analysis.targets}) or [30])
    except RequestError:
        return
    for projection in projections:
        assert projection.target is not None
        after = [r for r in rows(analysis.reported, AnnualRow) if r.series == projection.series]
        known = [r for r in after if r.year > projection.base.year and r.qualifier != "under"]
        reached_after = any(r.level >= projection.target.value for r in known)
        assert projection.is_settled or not reached_after
        if projection.is_settled:
            assert (projection.paths, projection.required, projection.outlook) == ((), (), None)
        if projection.outlook:
            assert all(chance.chance < 1 for chance in projection.outlook.chance_by)
            chances = [chance.chance for chance in projection.outlook.chance_by]
            assert chances == sorted(chances)
        for key, record in records.items():
            if key[:2] == (projection.series, projection.target.value) and record.outcome in (MET, OVERTAKEN):
                assert projection.already_reached_in is not None


@settings(max_examples=examples(40), deadline=None)
@given(LEDGERS, st.sampled_from([2017, 2019, 2021]))
def test_an_as_of_view_is_the_ledger_cut_at_that_day(lines: list[str], year: int) -> None:
    day = year * 10_000 + 630
    kept = [line for line in lines if line.split(",")[-1] and _last_day(line.split(",")[-1]) <= day]
    assume(kept)
    whole = asked(lines, as_of=day)
    assert summary(whole) == summary(asked(kept, as_of=day))


def _last_day(text: str) -> int:
    parts = [int(part) for part in text.split("-")]
    return parts[0] * 10_000 + parts[1] * 100 + (parts[2] if len(parts) > 2 else 31)


@settings(max_examples=examples(40), deadline=None)
@given(LEDGERS, st.integers(0, 3))
def test_a_row_of_another_pair_changes_nothing(lines: list[str], place: int) -> None:
    other = "AUS-NZL,total,reported,2019,7,exact,,,AUS,2016-02-01"
    beside = [*lines[:place], other, *lines[place:]]
    last = str(max(line.split(",")[-1] for line in [*lines, other]))
    assume(last != "2016-02-01" or any(line.split(",")[-1] == last for line in lines))
    assume(any(line.split(",")[2] == "reported" and line.split(",")[3] >= "2019" for line in lines))
    alone, among = asked(lines), asked(beside, pairs=("CHN-RUS",))
    assume((alone.day, alone.end) == (among.day, among.end))
    assert summary(alone) == summary(among)


@settings(max_examples=examples(40), deadline=None)
@given(LEDGERS, st.randoms(use_true_random=False))
def test_the_order_of_rows_matters_in_true_ties_alone(lines: list[str], shuffle: random.Random) -> None:
    once = {_tie(line): line for line in lines}  # rows that only their order tells apart
    one = list(once.values())
    other = list(one)
    shuffle.shuffle(other)
    assert summary(asked(one)) == summary(asked(other))


def _tie(line: str) -> tuple[str, ...]:
    pair, flow, kind, period, value, qualifier, scope, _, reporter, stated_on = line.split(",")
    if kind == "target":
        return pair, flow, kind, period, value, scope
    rank = "bound" if qualifier in ("over", "under") else qualifier
    return pair, flow, kind, period, rank, scope, reporter, stated_on


@settings(max_examples=examples(40), deadline=None)
@given(LEDGERS, statements())
def test_more_evidence_never_opens_a_settled_target(lines: list[str], more: str) -> None:
    before, after = asked(lines), asked([*lines, more])
    same = before.chosen.reporters.equals(after.chosen.reporters.reindex(before.chosen.reporters.index))
    months = after.chosen.first_month.reindex(before.chosen.first_month.index)
    assume(same and before.chosen.first_month.equals(months))
    settled = {(t.flow, t.scope, t.value, t.deadline) for t in before.targets if t.outcome != OPEN}
    still_open = {(t.flow, t.scope, t.value, t.deadline) for t in after.targets if t.outcome == OPEN}
    assert not settled & still_open


@settings(max_examples=examples(30), deadline=None)
@given(st.lists(st.integers(1, 40), min_size=12, max_size=12), st.integers(1, 400))
def test_a_year_and_its_months_project_alike(months: list[int], target: int) -> None:
    total = sum(months)
    whole = ledger_of([f",total,reported,2019,90,exact,,,,\n,total,reported,2020,{total},exact,,,,"])
    split = [f",total,reported,2020-{m + 1:02d},{value},exact,,,," for m, value in enumerate(months)]
    parts = ledger_of([",total,reported,2019,90,exact,,,,", *split])
    one, other = (tt.project(figures, target=target)[0] for figures in (whole, parts))
    assert (one.base.value, one.paths, one.required) == (other.base.value, other.paths, other.required)
    assert (one.reached, one.outlook) == (other.reached, other.outlook)


@settings(max_examples=examples(40), deadline=None)
@given(LEDGERS)
def test_each_stage_has_its_columns_whatever_the_ledger(lines: list[str]) -> None:
    analysis = asked(lines, flow=None)
    assert schema.mismatches(analysis.figures, schema.CHOSEN) == []
    assert schema.mismatches(analysis.chosen.derived, schema.DERIVED) == []
    assert schema.mismatches(analysis.headlines, schema.HEADLINES) == []
    assert schema.mismatches(analysis.annual, schema.ANNUAL) == []
    assert len(list(rows(analysis.headlines, HeadlineRow))) == len(analysis.headlines)


@pytest.mark.parametrize("text", ["2020,5,exact", "2020-01/2020-06,5,over"])
def test_the_chart_draws_what_show_lists(text: str) -> None:
    figures = parse_ledger(f"period,value,qualifier\n2019,4,exact\n{text}\n".encode(), "l.csv")
    (axes,) = tt.chart(figures, target=[20]).axes
    drawn = {float(y) for line in axes.lines for y in np.asarray(line.get_ydata()).tolist()}
    shown = tt.show(figures)
    assert {row.level for row in shown.annual} | {row.level for row in shown.parts} <= drawn
