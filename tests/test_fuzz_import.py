"""`import` of whatever file into whatever ledger: the old bytes stay, new rows are what the file has, or nothing.

The ledger is read before and after, and what was added is counted against what the file says.
"""

from __future__ import annotations

import csv
import io
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from test_fuzz import ROWS, explore, written
from test_fuzz_add import TAILS

from tradetrack.core.errors import TradetrackError
from tradetrack.ledger.reader import parse_ledger
from tradetrack.sources.importing import merged, take_in
from tradetrack.sources.layout import Layout
from tradetrack.sources.reading import Choice
from tradetrack.storage.atomic import rewrite


def mostly(good: list[str], odd: list[str]) -> st.SearchStrategy[str]:
    """One of the good texts, and now and then an odd one."""
    return st.sampled_from([*good * 12, *odd])


PARTNERS = mostly(
    ["China", "Korea, Rep.", "Viet Nam", "RUS"], ["World", "Africa", "Atlantis", "=1+1", "156", ""]
)
PERIODS = mostly(["2021", "2022", "2023", "2020-03", "Mar 2021", "2022-Q1"], ["2019-20", "x", "0000", ""])
VALUES = mostly(
    ["5", "0.50", "1,234.5", " 7 ", "..", "1250"], ["1.234,5", "(3)", "-2", "n/a", "", "x", "1e3", "9" * 25]
)
FLOWS = mostly(["Exports", "Imports FOB"], ["X", "Balance", "Re-exports", ""])
# What is said of the unit, and the power of ten from it to the unit in the ledger.
POWERS = {"USD": -6, "USD thousand": -3, "USD mn": 0, "CNY 100 mn": 2, "EUR bn": 0, None: 0}
UNITS = st.sampled_from([*list(POWERS)[:-1] * 3, None])


class Table(NamedTuple):
    """A file to import, and what is said of it."""

    data: bytes
    choice: Choice


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Long and wide tables with titles or none, in several delimiters, encodings and line ends, whole or cut."""
    header, rows = draw(st.one_of(long_tables(), wide_tables()))
    title = draw(st.sampled_from([[], [["Trade"]], [["Trade of Japan"], ["Million US dollars"], []]]))
    out = io.StringIO()
    line_end = draw(st.sampled_from(["\n", "\r\n"]))
    writer = csv.writer(out, delimiter=draw(st.sampled_from([",", ";", "\t"])), lineterminator=line_end)
    writer.writerows([*title, header, *rows])
    data = out.getvalue().encode(
        draw(st.sampled_from(["utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252"])), "replace"
    )
    data = data[: len(data) - draw(st.sampled_from([*[0] * 10, 1, 5]))]
    choice = Choice(
        reporter=draw(st.sampled_from(["JPN", "JPN", "JPN", None])),
        flow=draw(st.sampled_from(["exports", "exports", None])),
        skip=draw(st.sampled_from([(), ("Atlantis", "=1+1", "x", "Re-exports", "-2", "(3)")])),
        layout=Layout(unit=draw(UNITS), decimal=draw(st.sampled_from([*["."] * 6, ","]))),
    )
    return Table(data, choice)


@st.composite
def long_tables(draw: st.DrawFn) -> tuple[list[str], list[list[str]]]:
    rows = st.tuples(PERIODS, PARTNERS, FLOWS, VALUES).map(list)
    return ["Year", "Partner", "Flow", "Value"], draw(st.lists(rows, min_size=1, max_size=6))


@st.composite
def wide_tables(draw: st.DrawFn) -> tuple[list[str], list[list[str]]]:
    periods = draw(st.lists(PERIODS, min_size=2, max_size=4, unique=True))
    row = st.tuples(PARTNERS, *[VALUES] * len(periods)).map(list)
    return ["Partner", *periods], draw(st.lists(row, min_size=1, max_size=5))


@st.composite
def ledgers(draw: st.DrawFn) -> bytes:
    rows = [list(ROWS[place]) for place in draw(st.lists(st.integers(0, len(ROWS) - 1), max_size=4))]
    tail = draw(st.one_of(st.just(b""), TAILS))
    return written(rows, draw(st.sampled_from(["\n", "\r\n"]))) + tail


@given(tables(), ledgers())
def all_of_a_file_or_nothing_is_taken(table: Table, old: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source, ledger = Path(folder) / "t.csv", Path(folder) / "my.csv"
        source.write_bytes(table.data)
        ledger.write_bytes(old)
        try:
            intake = take_in(str(source), table.choice)
            rewrite(str(ledger), lambda data: merged(data, "my.csv", intake).data)
        except TradetrackError:
            assert ledger.read_bytes() == old
        else:
            new = ledger.read_bytes()
            assert not intake.reading.unknown
            assert_only_rows_are_added(old, new, list(intake.rows))
            figures = sum((Decimal(row["value"]) for row in intake.rows), Decimal(0))
            power = POWERS[table.choice.layout.unit if table.choice.layout else None]
            assert figures == intake.reading.taken.scaleb(power)
            again = merged(new, "my.csv", intake)
            assert again.data == new
            assert set(again.counts) - {kind for kind, count in again.counts.items() if not count} == {"same"}
        assert {path.name for path in Path(folder).iterdir()} == {"t.csv", "my.csv"}


def assert_only_rows_are_added(old: bytes, new: bytes, rows: list[dict[str, str]]) -> None:
    """The ledger has its old rows, first and unchanged, and then rows of the file, each as it was read."""
    before, after = parse_ledger(old, "my.csv"), parse_ledger(new, "my.csv")
    head, added = after.iloc[: len(before)], after.iloc[len(before) :]
    columns = [name for name in before.columns if name in after.columns]
    pd.testing.assert_frame_equal(head[columns].astype(object), before[columns].astype(object))
    names = ("pair", "flow", "period", "value", "unit", "reporter", "source")
    lines = csv.DictReader(io.StringIO(new.decode("utf-8-sig"), newline=""))
    filled = [line for line in lines if any(text and text.strip() for text in line.values())]
    last = filled[len(after) - len(added) :]
    offered = {tuple(row[name] for name in names) for row in rows}
    assert {tuple(row.get(name) or "" for name in names) for row in last} <= offered


def test_import_takes_all_of_a_file_or_nothing() -> None:
    explore(all_of_a_file_or_nothing_is_taken, 150)
