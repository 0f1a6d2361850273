"""Hostile and broken ledgers: a fault is told where it is, and nothing in a file gets at the screen.

Short and the same in every test run; `make fuzz` sets TRADETRACK_FUZZ, the seconds to look for more.
"""

from __future__ import annotations

import csv
import io
import os
import time
import unicodedata
from collections.abc import Callable

import pandas as pd
import pytest
from conftest import EVERY_EXAMPLE, SHARED
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tradetrack import workflow
from tradetrack.checks.registry import check_ledger
from tradetrack.core.errors import LedgerError
from tradetrack.ledger.reader import parse_ledger
from tradetrack.render.lines import check_lines
from tradetrack.render.terminal import Screen, terminal_text
from tradetrack.render.text import markdown_text
from tradetrack.reports.check_result import CheckResult
from tradetrack.reports.show import show_report
from tradetrack.series.analysis import analyse
from tradetrack.series.query import Query

SECONDS = float(os.environ.get("TRADETRACK_FUZZ", "0"))
PROPERTIES = 10  # that share the seconds
NAMES = ("pair", "flow", "kind", "period", "value", "unit", "qualifier", "growth_pct", "reporter", "stated_by", "stated_on", "source", "note")  # fmt: skip
ROWS = (
    ("CHN-RUS", "total", "reported", "2020", "107.8", "USD bn", "exact", "-2.9", "CHN", "Customs, of China", "2021-01-14", "a", ""),
    ("CHN-RUS", "total", "reported", "2021", "146.87", "USD bn", "about", "35.9", "CHN", 'Said "so"', "2022-02", "b", "one\ntwo"),
    ("RUS-CHN", "exports", "reported", "2021-01/2021-09", "50", "USD bn", "over", "", "RUS", "é", "2021", "c", ""),
    ("CHN-RUS", "total", "target", "2024", "200", "USD mn", "exact", "", "", "", "", "d", "accept: parts of it"),
)  # fmt: skip
WRONG = {
    "pair": ["CHN", "chn-rus-x", "A-B"],
    "flow": ["Total", "export", "-"],
    "kind": ["goal", "Reported "],
    "period": [
        "21",
        "2021-13",
        "2021-Q5",
        "2021-09/2021-01",
        "2021/2022",
        "0000",
        "0000-Q1",
        "0000-12/2021-01",
    ],
    "value": ["1,234", "-5", "~5", "1e3", "NaN", "5 bn", "9" * 31, "٣", "１２", ".", "0.000000000000001"],
    "unit": ["USD", "USD b", "usd bn"],
    "qualifier": ["ca.", "Over"],
    "growth_pct": ["5%", "-101", "+5", "inf"],
    "reporter": ["chn", "CHN ", "China Customs", "World Bank", "C", "=1+1"],
    "stated_on": ["2021-02-30", "1/2/2021", "0000", "2021-1"],
}
TEXTS = ("stated_by", "source", "note")
CODES = {"stated_on": "date"}
UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
HOSTILE = st.text(
    st.one_of(
        st.sampled_from('\x1b\x9b\x07\x08\r\n\t\x7f\x85\u202e\u2066\u200b\u2028\ufeff\U000e0041|`<,"=@'),
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
    ),
    max_size=30,
)


def explore(holds: Callable[[], None], few: int) -> None:
    """Try a property on `few` examples, always the same; with seconds to spend, on new ones as long as they last.

    `make test` tries it on a quarter of them.
    """
    few = few if SECONDS or EVERY_EXAMPLE else few // 4
    skipped = [HealthCheck.too_slow, HealthCheck.filter_too_much]
    ordinary = settings(
        derandomize=not SECONDS, max_examples=few, deadline=None, database=None, suppress_health_check=skipped
    )
    holds = ordinary(holds)
    end = time.monotonic() + SECONDS / PROPERTIES
    holds()
    while time.monotonic() < end:
        holds()


def written(rows: list[list[str]], line_end: str = "\n") -> bytes:
    out = io.StringIO()
    has_return = any("\r" in cell for row in rows for cell in row)  # which the writer would not quote
    writer = csv.writer(
        out, quoting=csv.QUOTE_ALL if has_return else csv.QUOTE_MINIMAL, lineterminator=line_end
    )
    writer.writerow(NAMES)
    writer.writerows(rows)
    return out.getvalue().encode()


def place_of(data: bytes, row: int, column: int) -> tuple[int, int]:
    """Line and character of a cell of `written` bytes, counted without the product."""
    text = data.decode()
    position, line, start, field, record, quoted = 0, 1, 0, 0, 0, False
    while (record, field) != (row + 1, column):
        sign = text[position]
        position += 1
        if sign == '"':
            quoted = not quoted
        elif sign == "\n":
            line, start = line + 1, position
            if not quoted:
                record, field = record + 1, 0
        elif sign == "," and not quoted:
            field += 1
    return line, position - start + 1


@given(
    row=st.integers(0, len(ROWS) - 1),
    fault=st.sampled_from([(name, text) for name, texts in WRONG.items() for text in texts]),
    more=st.lists(st.tuples(st.sampled_from(TEXTS), HOSTILE.filter(lambda t: "\r" not in t)), max_size=3),
)
def the_fault_is_at_the_cell(row: int, fault: tuple[str, str], more: list[tuple[str, str]]) -> None:
    rows = [list(cells) for cells in ROWS]
    for name, text in more:
        rows[row][NAMES.index(name)] = text
    rows[row][NAMES.index(fault[0])] = fault[1]
    data = written(rows)
    with pytest.raises(LedgerError) as raised:
        parse_ledger(data, "f.csv")
    first = raised.value.problems[0]
    assert (first.line, first.column) == place_of(data, row, NAMES.index(fault[0]))
    assert first.code == f"bad-{'growth' if fault[0] == 'growth_pct' else CODES.get(fault[0], fault[0])}"


@given(
    st.lists(
        st.tuples(st.integers(0, len(ROWS) - 1), st.sampled_from(TEXTS), HOSTILE), min_size=1, max_size=6
    )
)
def nothing_unseen_is_shown(cells: list[tuple[int, str, str]]) -> None:
    rows = [list(row) for row in ROWS]
    for row, name, text in cells:
        rows[row][NAMES.index(name)] = text
    shows_safely(parse_ledger(written(rows), "f\x1b.csv"))


def shows_safely(figures: pd.DataFrame) -> None:
    """Every view of the figures has no character that a screen could take for a command."""
    shown = "".join(check_lines([CheckResult(tuple(check_ledger(figures)), "f\x1b[2J.csv")]))
    analysis = analyse(figures, Query())
    for every in (False, True):
        tables = show_report(workflow.show(analysis, workflow.Question()), every_figure=every).tables()
        shown += terminal_text(tables, Screen(80, False, "utf-8"))
        shown += terminal_text(tables, Screen(None, False, "ascii"))
        shown += markdown_text(tables)
    assert {c for c in shown if unicodedata.category(c) in UNSEEN} <= {"\n"}


@given(st.binary(max_size=200), st.sampled_from([b"", b"period,value\n", b"period,value,note\n2021,5,"]))
def bytes_give_figures_or_a_ledger_error(data: bytes, start: bytes) -> None:
    told_or_shown(start + data)


def told_or_shown(data: bytes) -> None:
    """Either every fault has a place and a message, or every view of the figures is safe."""
    read = figures_or_error(data)
    if isinstance(read, LedgerError):
        assert read.problems
        assert all(p.line >= 1 and p.column >= 1 and p.message for p in read.problems)
    else:
        shows_safely(read)


def figures_or_error(data: bytes) -> pd.DataFrame | LedgerError:
    try:
        return parse_ledger(data, "f.csv")
    except LedgerError as error:
        return error


@given(st.data())
def a_changed_file_gives_figures_or_a_ledger_error(draw: st.DataObject) -> None:
    data = bytearray(written([list(row) for row in ROWS], draw.draw(st.sampled_from(["\n", "\r\n"]))))
    for _ in range(draw.draw(st.integers(1, 4))):
        place = draw.draw(st.integers(0, len(data) - 1))
        piece = draw.draw(
            st.sampled_from([b"", b",", b'"', b"\n", b"\r", b"\xff", b"\0", b"9", b"-", b"\xc2\x9b"])
        )
        data[place : place + draw.draw(st.integers(0, 3))] = piece
    told_or_shown(bytes(data))


PROPERTY_LIST = (
    (the_fault_is_at_the_cell, 100),
    (nothing_unseen_is_shown, 15),
    (bytes_give_figures_or_a_ledger_error, 60),
    (a_changed_file_gives_figures_or_a_ledger_error, 20),
)


@pytest.mark.parametrize(("holds", "few"), PROPERTY_LIST, ids=lambda case: getattr(case, "__name__", ""))
def test_whatever_is_in_the_file(holds: Callable[[], None], few: int) -> None:
    explore(holds, few)


def test_the_corpus_is_read_or_refused_with_a_place() -> None:
    corpus = SHARED / "corpora" / "csv-spectrum"
    if not corpus.is_dir():
        pytest.skip("the csv-spectrum corpus is not here")
    for file in sorted(corpus.glob("*.csv")):
        header = b"period,value,note\n"
        with pytest.raises(LedgerError):
            parse_ledger(file.read_bytes(), file.name)
        cells = [
            cell for row in csv.reader(io.StringIO(file.read_bytes().decode(), newline="")) for cell in row
        ]
        out = io.StringIO()
        csv.writer(out).writerows(["2021", "5", cell] for cell in cells)
        figures = parse_ledger(header + out.getvalue().encode(), file.name)
        assert figures["note"].tolist() == cells
        shows_safely(figures)
