"""The profile of checks for the keeper of an archive of stated targets."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import Run

from tradetrack.checks.archive import plain_address
from tradetrack.checks.registry import check_ledger, codes
from tradetrack.ledger.reader import parse_ledger

HEAD = "kind,period,value,unit,reporter,stated_on,source,note,basis\n"
BASE = "reported,2010,50,,,2011-01,s,,\n"
CASES = (
    ("deadline-unjudged", (3,), "target,2012,60,,,2011-06,s,,\nreported,2018,70,,,2019-01,s,,",
     "target,2012,60,,,2011-06,s,,\nreported,2012,70,,,2019-01,s,,"),
    ("other-statistics", (4,), "reported,2011,55,,CHN,2012-01,s,,\ntarget,2013,60,,,2011-06,s,,\nreported,2013,70,,CHN,2014-01,s,,",
     "reported,2011,55,,,2012-01,s,,\ntarget,2013,60,,,2011-06,s,,\nreported,2013,70,,,2014-01,s,,"),
    ("stale-base", (3,), "target,2020,60,,,2015-06,s,,\nreported,2020,70,,,2021-01,s,,",
     "target,2020,60,,,2012-06,s,,\nreported,2020,70,,,2021-01,s,,"),
    ("two-currencies", (3, 4), "target,2030,60,USD bn,,2011-06,s,,\ntarget,2030,55,EUR bn,,2011-07,s,,",
     "target,2030,60,USD bn,,2011-06,s,,\ntarget,2031,55,EUR bn,,2011-07,s,,"),
    ("basis-number", (3,), "target,2030,100,,,2011-06,s,double,double", "target,2030,100,,,2011-06,s,double of 50,double"),
    ("basis-number", (3,), "target,2030,100,,,2011-06,s,accept: growth 5,range", "target,2030,100,,,2011-06,s,\"90-100, upper end\",range"),
    ("source-twice", (3, 4), "reported,2011,51,,,2012-01,http://www.a.org/x/,,\nreported,2012,52,,,2013-01,https://a.org/x?utm_source=y,,",
     "reported,2011,51,,,2012-01,https://a.org/x?id=1,,\nreported,2012,52,,,2013-01,https://a.org/x?id=2,,"),
)  # fmt: skip


@pytest.mark.parametrize(("code", "lines", "wrong", "right"), CASES, ids=lambda case: str(case)[:20])
def test_each_code_has_its_ledger(code: str, lines: tuple[int, ...], wrong: str, right: str) -> None:
    for text, expected in ((wrong, [(code, "note", lines)]), (right, [])):
        figures = parse_ledger((HEAD + BASE + text).encode(), "test.csv")
        found = [(f.code, f.severity, f.lines) for f in check_ledger(figures, {code})]
        assert found == expected


def test_every_code_of_the_profile_is_provoked() -> None:
    assert {case[0] for case in CASES} == set(codes("archive"))


def test_the_profile_is_asked_only_where_it_is_selected(tradetrack: Callable[..., Run]) -> None:
    ledger = HEAD + BASE + CASES[4][2] + "\n"
    assert "basis-number" not in tradetrack("check", "-", stdin=ledger).out
    selected = tradetrack("check", "-", "--select", "archive", stdin=ledger)
    assert (selected.code, selected.out.count("note[")) == (0, 1)
    one = tradetrack("check", "-", "--select", "basis-number", stdin=ledger)
    assert one.out == selected.out
    none = tradetrack("check", "-", "--select", "archive", "--ignore", "basis-number", stdin=ledger)
    assert none.out == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.a.org/x", "http://m.a.org/x/"),
        ("https://a.org:443/x", "https://a.org/x#top"),
        ("https://a.org/amp/x", "https://a.org/x?outputType=amp"),
    ],
)
def test_addresses_of_one_page(one: str, other: str) -> None:
    assert plain_address(one) == plain_address(other)
    assert plain_address(one) != plain_address(one.replace("/x", "/y"))
