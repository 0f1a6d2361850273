"""Ledgers that mix years of several rhythms, tiny levels and growth: every view answers, without a warning."""

from __future__ import annotations

import math
from contextlib import suppress

import pytest
from conftest import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from tradetrack import workflow
from tradetrack.checks.registry import check_ledger
from tradetrack.core.errors import RequestError
from tradetrack.ledger.reader import parse_ledger
from tradetrack.render.terminal import Screen, terminal_text
from tradetrack.render.text import csv_text, json_text
from tradetrack.reports.project import project_report
from tradetrack.reports.show import show_report
from tradetrack.reports.tables import Report
from tradetrack.reports.targets import targets_report
from tradetrack.series.analysis import Analysis, analyse
from tradetrack.series.query import Query

HEADER = "kind,period,value,qualifier,growth_pct,reporter,stated_on\n"
LATER_RHYTHM = """kind,period,value,growth_pct,stated_on
target,{deadline},1.1,,2001-05-01
reported,2000,1.0,-5,2001-01
reported,2000-07/2001-06,{value},0,2002
reported,2001-07/2002-06,{value},0,2003
"""
VALUES = st.sampled_from(["0", "0.000000001", "0.5", "1.0", "1.1", "99999", ""])
DAYS = st.sampled_from(["", "1999", "2000-06-30", "2001-01", "2001-05-01", "2002", "2003-03-31"])
GROWTH = st.sampled_from(["", "-100", "-99.9999999", "-5", "0", "12.5", "99999999"])


@st.composite
def ledgers(draw: st.DrawFn) -> str:
    lines = []
    for _ in range(draw(st.integers(1, 8))):
        year, month = draw(st.integers(1999, 2003)), draw(st.sampled_from([1, 4, 7]))
        last = f"{year + 1}-{month - 1:02d}" if month > 1 else f"{year}-12"
        period = draw(st.sampled_from([f"{year}-{month:02d}/{last}"] * 2 + [f"{year}", f"{year}-Q1"]))
        value, growth = draw(VALUES), draw(GROWTH)
        qualifier, reporter = (
            draw(st.sampled_from(["", "about", "over", "under"])),
            draw(st.sampled_from(["", "AAA", "BBB"])),
        )
        if value or growth:
            lines.append(
                f"reported,{period},{value},{qualifier if value else ''},{growth},{reporter},{draw(DAYS)}"
            )
    for _ in range(draw(st.integers(0, 3))):
        deadline = draw(st.sampled_from(["", "1999", "2000", "2001", "2002", "2006"]))
        value = draw(VALUES.filter(lambda text: float(text or 0) > 0))
        lines.append(f"target,{deadline},{value},,,,{draw(DAYS)}")
    return HEADER + "\n".join(draw(st.permutations(lines))) + "\n"  # fmt: skip


def views(analysis: Analysis) -> list[Report]:
    question = workflow.Question()
    made = [show_report(workflow.show(analysis, question)), targets_report(workflow.targets(analysis))]
    for aims in (
        workflow.Aims(),
        workflow.Aims(settled=True),
        workflow.Aims((workflow.amount(1.1),), by=(2003,)),
    ):
        with suppress(RequestError):
            made.append(project_report(workflow.project(analysis, aims)))
        with suppress(RequestError):
            workflow.chart(analysis, question, aims)
    return made


def answers(text: str, query: Query) -> Analysis:
    """The analysis of a ledger, after every view of it was printed; warnings are errors here."""
    figures = parse_ledger(text.encode(), "test.csv")
    analysis = analyse(figures, query)
    for report in views(analysis):
        json_text(report.document(), "utf-8")
        csv_text(report.records())
        terminal_text(report.tables(), Screen(80))
    check_ledger(figures)
    return analysis


@settings(derandomize=True, max_examples=examples(60), deadline=None)
@given(
    ledgers(), st.sampled_from([Query(), Query(as_of=20011231), Query(year_start=7), Query(reporter="AAA")])
)
def test_every_view_answers_without_a_warning(text: str, query: Query) -> None:
    with suppress(RequestError):  # a reporter that the ledger does not name
        analysis = answers(text, query)
        for target in analysis.targets:
            if target.base and target.due is not None and target.required_growth_pct is not None:
                years = target.due // 12 - target.base.year
                asked = (target.value / target.base.value) ** (1 / years) - 1
                assert math.isclose(target.required_growth_pct, asked * 100, rel_tol=1e-9)
                month = int(analysis.chosen.first_month[target.series])
                assert (month == 0) == (target.base.label == str(target.base.year))


@pytest.mark.parametrize(("deadline", "value"), [(2001, "1.0"), (2002, "1.0"), (2006, "1.0"), (2006, "1.2")])
def test_a_base_of_another_rhythm_is_none(deadline: int, value: str) -> None:
    (target,) = answers(LATER_RHYTHM.format(deadline=deadline, value=value), Query()).targets
    assert (target.base, target.required_growth_pct, target.rating) == (None, None, None)
