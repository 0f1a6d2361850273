"""What a file costs: memory by its characters, time by its columns and rows."""

from __future__ import annotations

import re
import sys
import time
import tracemalloc
from collections import deque
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import EVERY_EXAMPLE, Run, thorough

from tradetrack import workflow
from tradetrack.core.errors import LedgerError
from tradetrack.ledger.reader import parse_ledger
from tradetrack.render.export import FORMATS
from tradetrack.render.export.saving import save
from tradetrack.render.lines import check_lines
from tradetrack.render.page.tables import figures_grid
from tradetrack.render.text import csv_text, json_text
from tradetrack.reports.briefing import Section
from tradetrack.reports.language import ENGLISH
from tradetrack.reports.show import show_report
from tradetrack.reports.tables import Report
from tradetrack.series.analysis import analyse
from tradetrack.series.query import Query
from tradetrack.storage.atomic import write_whole
from tradetrack.workflow import briefing

SIZE = 300_000
BYTES_A_CHARACTER = 20
HEADER = b"period,value,note\n"


@pytest.mark.parametrize(
    ("body", "code", "line"),
    [
        (b'2021,5,"' + b"x" * SIZE, "bad-quote", 2),
        (b'2021,5,"' + b'x""' * (SIZE // 3), "bad-quote", 2),
        (b'2021,5,"' + b"2021,5,a note\n" * (SIZE // 14), "bad-quote", 2),
        (b'2021,5,"' + b"x" * SIZE + b'"\n2022,x,\n', "bad-value", 3),
        (b'2021,5,"' + b'x""' * (SIZE // 3) + b'"\n2022,x,\n', "bad-value", 3),
        (b'2021,5,"' + b"x\n" * (SIZE // 2) + b'"\n2022,x,\n', "bad-value", SIZE // 2 + 3),
        (b'2021,5,"' + b"x\r" * (SIZE // 2) + b'"\n2022,x,\n', "bad-value", SIZE // 2 + 3),
        (b"2021,5,a note\n" * (SIZE // 14) + b'2021,5,"x', "bad-quote", SIZE // 14 + 2),
        (b"2021,5,a note\n" * (SIZE // 14) + b"2021,5", "field-count", SIZE // 14 + 2),
        (b"2021,5,a note\n" * (SIZE // 14) + b"2021,x,\n", "bad-value", SIZE // 14 + 2),
    ],
)
def test_a_fault_is_found_in_little_memory(body: bytes, code: str, line: int) -> None:
    parse_ledger(HEADER + b"2021,5,x\n", "warm.csv")
    tracemalloc.start()
    try:
        with pytest.raises(LedgerError) as raised:
            parse_ledger(HEADER + body, "f.csv")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    first = raised.value.problems[0]
    assert (first.code, first.line) == (code, line)
    assert peak / len(body) < BYTES_A_CHARACTER


def test_a_long_field_is_a_field() -> None:
    figures = parse_ledger(HEADER + b'2021,5,"' + b"x" * SIZE + b'"\n', "f.csv")
    assert figures["note"].tolist() == ["x" * SIZE]


def growth_of(cost: Callable[[int], float], small: int, large: int) -> float:
    """How many times as long the large case takes, each at its best of two."""
    return min(cost(large), cost(large)) / min(cost(small), cost(small))


@pytest.mark.parametrize("value", ["5", "5x"])
def test_time_is_linear_in_the_columns(value: str) -> None:
    def cost(columns: int) -> float:
        names = [f"c{number}" for number in range(columns)]
        data = f"period,value,{','.join(names)}\n2021,{value}{',x' * columns}\n".encode()
        start = time.process_time()
        try:
            figures = parse_ledger(data, "f.csv")
        except LedgerError as error:
            assert [p.column for p in error.problems] == [6]  # noqa: PT017
        else:
            shown = workflow.show(analyse(figures, Query()), workflow.Question())
            assert [name for name, _ in shown.extra] == names
            workflow.check(figures)
        return time.process_time() - start

    assert growth_of(cost, 100, 1000) < 3 * 10  # 100 times as long would be quadratic


@pytest.mark.parametrize(
    ("arguments", "most"),
    [
        ("show", 300),  # calls a column; 435 where each column is a series of its own
        ("check", 300),
        ("add --period 2022 --value 6 --dry-run", 600),  # 909
        ("remove 2 --dry-run", 400),  # 1,010 where pandas reads what has no row
    ],
)
def test_a_column_of_another_program_takes_few_calls(
    arguments: str, most: int, tradetrack: Callable[..., Run], tmp_path: Path
) -> None:
    def calls(columns: int) -> int:
        names = ",".join(f"c{number}" for number in range(columns))
        (tmp_path / "wide.csv").write_text(f"period,value,{names}\n2021,5{',x' * columns}\n")
        return _calls(lambda: tradetrack(*arguments.split(), "--data", "wide.csv"))

    calls(1)  # imports
    assert (calls(100) - calls(50)) / 50 < most


PAIRS = [f"{one}-{other}" for one in map("A{:02d}".format, range(20)) for other in map("B{:02d}".format, range(60))]  # fmt: skip
FINDINGS = {
    "contradiction": "{pair},{year},100,,,2022-01\n{pair},{year},120,,,2022-02\n",
    "growth": "{pair},{year},100,,,2022-01\n{pair},{next},150,20,,2022-01\n",
    "falling-year": "{pair},{year}-01/{year}-09,100,,,2022-01\n{pair},{year},80,,,2022-01\n",
    "duplicate": "{pair},{year},100,,,2022-01\n{pair},{year},100,,,2022-01\n",
    "formula": "{pair},{year},100,,=A1,2022-01\n",
    "stated-early": "{pair},{year},100,,,1999-01\n",
}


@pytest.mark.parametrize("code", FINDINGS)
def test_a_finding_takes_less_than_a_frame_of_its_own(code: str) -> None:
    body = "".join(FINDINGS[code].format(pair=pair, year=2010, next=2011) for pair in PAIRS)
    figures = parse_ledger(f"pair,period,value,growth_pct,source,stated_on\n{body}".encode(), "f.csv")
    few = figures.iloc[:2].reset_index(drop=True)
    workflow.check(few)
    calls = {len(frame): _calls(lambda frame=frame: workflow.check(frame, select=[code])) for frame in (few, figures)}  # type: ignore[misc] # fmt: skip
    count = len(workflow.check(figures, select=[code]))
    assert count >= len(PAIRS)
    assert (
        calls[len(figures)] - calls[2]
    ) / count < 200  # calls of Python functions; a frame takes 500 and more


def _calls(run: Callable[[], object]) -> int:
    """How many Python functions are called."""
    count = 0

    def see(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(see)
    try:
        run()
    finally:
        sys.setprofile(None)
    return count


def test_a_view_of_many_pairs_is_a_page_and_counts_the_rest(tradetrack: Callable[..., Run]) -> None:
    ledger = "pair,period,value\n" + "".join(f"{pair},2021,5\n" for pair in PAIRS)
    run = tradetrack("show", "--data", "-", stdin=ledger)
    assert run.out.startswith("1,200 series ")
    assert len(re.findall("^[^ ].* 2021 +5$", run.out, re.MULTILINE)) == 50
    assert "1,150 more rows: --top 1200 shows all of them." in run.out
    markdown = tradetrack("show", "--data", "-", "--format", "markdown", stdin=ledger)
    assert "1,150 more rows" in markdown.out
    for arguments in (("--format", "csv"), ("--all",)):
        every = tradetrack("show", "--data", "-", *arguments, stdin=ledger)
        assert len(re.findall(r"\b2021\b.*\b5\b", every.out)) == len(PAIRS)
        assert "more rows" not in every.out


def test_a_page_of_pairs_that_fits_counts_nothing(tradetrack: Callable[..., Run]) -> None:
    ledger = "pair,period,value\n" + "".join(f"{pair},2021,5\n" for pair in PAIRS[:50])
    run = tradetrack("show", "--data", "-", stdin=ledger)
    assert (len(re.findall("2021 +5$", run.out, re.MULTILINE)), "more row" in run.out) == (50, False)


MANY = 200_000 if EVERY_EXAMPLE else 30_000
STATEMENTS = (
    f"CHN-RUS,{1990 + n % 30},{100 + n % 30 + n % 7 / 10},Speaker {n % 50},{2021 + n % 3}\n"
    for n in range(MANY)
)
ONE_PAIR = ("pair,period,value,stated_by,stated_on\n" + "".join(STATEMENTS)).encode()


SHORT = b"period,value\n" + b"".join(
    f"{1990 + n % 30},{100 + n % 97 + n % 91 / 100:.2f}\n".encode() for n in range(MANY)
)


def room(run: Callable[[], object], ledger: bytes = ONE_PAIR) -> float:
    """How many times a ledger `run` takes in memory."""
    tracemalloc.start()
    try:
        run()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    return peak / len(ledger)


def test_short_rows_of_one_pair_are_read_and_judged_in_little_memory() -> None:
    figures = parse_ledger(SHORT, "f.csv")
    assert len(analyse(figures, Query()).figures) == MANY
    assert room(lambda: parse_ledger(SHORT, "f.csv"), SHORT) < 12  # 16 where each column takes room
    assert room(lambda: analyse(figures, Query()).figures, SHORT) < 14  # 22 where all are judged at once


def test_targets_of_many_days_take_little_memory() -> None:
    def line(n: int) -> str:
        day = f"{2000 + n % 24}-{1 + n % 12:02d}-{1 + n % 28:02d}"
        if n % 20 == 0:
            return f"target,{2025 + n % 9},{300 + n % 70},,{day}"
        return f"reported,{1990 + n % 31},{100 + n % 97},{('CHN', 'RUS')[n % 2]},{day}"

    ledger = "kind,period,value,reporter,stated_on\n" + "\n".join(map(line, range(6_000)))
    figures = parse_ledger(ledger.encode(), "f.csv")
    few = analyse(figures[:100], Query()).targets_by_reporter
    assert {outcome.reporter for outcome in few[0].by_reporter} == {"CHN", "RUS"}
    # 48 where each day of a target has a copy of what was known then, and more the longer the ledger
    assert room(lambda: analyse(figures, Query()).targets_by_reporter, ledger.encode()) < 15


@pytest.mark.parametrize(
    ("made", "most"),
    [
        (lambda report: report.tables(), 5),  # 14 where each statement is a row
        (lambda report: deque(csv_text(report.records()), 0), 6),  # 17 where the text is made as a whole
        (lambda report: deque(json_text(report.document(), "utf-8"), 0), 6),  # 76
    ],
    ids=["table", "csv", "json"],
)
def test_one_pair_with_many_statements_is_shown_in_little_memory(
    made: Callable[[Report], object], most: float
) -> None:
    analysis = analyse(parse_ledger(ONE_PAIR, "f.csv"), Query())
    analysis.figures, analysis.annual, analysis.targets  # noqa: B018
    shown = workflow.show(analysis, workflow.Question())
    assert [row.line for row in shown.figures[-2:]] == [MANY, MANY + 1]
    assert {type(row.amount) for row in shown.figures[:2]} == {int}
    assert room(lambda: made(show_report(workflow.show(analysis, workflow.Question())))) < most


def test_findings_of_one_pair_are_listed_in_little_memory() -> None:
    figures = parse_ledger(ONE_PAIR, "f.csv")
    found = workflow.check(figures, "f.csv")
    every = [*found]
    assert every == sorted(every, key=lambda finding: (finding.lines, finding.code, finding.message))
    assert len(every) == len(found) == sum(found.severities.values()) > MANY - 1500
    assert (found[1], found[-1], found[1:3]) == (every[1], every[-1], tuple(every[1:3]))
    findings = room(lambda: deque(check_lines([workflow.check(figures, "f.csv")]), 0))
    assert findings < 9  # 16 where each finding is kept


def test_a_page_refuses_more_figures_than_it_has_room_for(
    tradetrack: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(briefing, "MAX_FIGURES", 3)
    ledger = "period,value\n" + "".join(f"{2010 + n},{100 + n}\n" for n in range(4))
    run = tradetrack("report", "-o", "page.html", "--data", "-", stdin=ledger)
    assert (
        run.code,
        "a page has room for 3 figures, not for 4; choose some with --pair, or years with --since" in run.err,
    ) == (
        2,
        True,
    )
    assert tradetrack("report", "-o", "page.html", "--since", "2011", "--data", "-", stdin=ledger).code == 0


def test_findings_on_a_page_take_time_by_the_figures() -> None:
    def calls(size: int) -> int:
        lines = "".join(f"{2001 + n % 20},{100 + n // 20 * 7},=A1\n" for n in range(size))
        figures = parse_ledger(f"period,value,source\n{lines}".encode(), "f.csv")
        shown = workflow.show(analyse(figures, Query()), workflow.Question())
        section = Section((), shown, tuple(workflow.check(figures, select=["formula"])), None)
        return _calls(lambda: figures_grid(section, "", ENGLISH))

    calls(20)
    assert calls(400) < 2.5 * calls(200)


def test_an_output_file_that_is_replaced_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "old.json"
    file.write_bytes(ONE_PAIR)
    assert room(lambda: write_whole(str(file), [b"new", b"er"])) < 0.1
    assert file.read_bytes() == b"newer"


@thorough
@pytest.mark.parametrize("name", ["csv", "json", "sdmx-csv", "datapackage"])
def test_one_pair_with_many_statements_is_exported_in_little_memory(name: str, tmp_path: Path) -> None:
    analysis = analyse(parse_ledger(ONE_PAIR, "f.csv"), Query())
    analysis.figures, analysis.annual, analysis.targets  # noqa: B018
    result = workflow.export(analysis, workflow.Question(), ("figures",))
    assert room(lambda: save(str(tmp_path / "datapackage.json"), FORMATS[name].write(result))) < 4
