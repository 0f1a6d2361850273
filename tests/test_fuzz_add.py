"""`add` on whatever file with whatever row: the old cells stay, the row is what was given, or nothing changes."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from test_fuzz import HOSTILE, ROWS, explore, written

from tradetrack.core import schema
from tradetrack.core.errors import LedgerError, RequestError
from tradetrack.ledger.append import with_row
from tradetrack.ledger.reader import parse_ledger
from tradetrack.storage.atomic import rewrite

TEXTS = st.one_of(
    st.just(""), st.sampled_from(["=1+1", "a, b", 'so "so"', "two\nlines", "two\r\nlines", "é"]), HOSTILE
)
CELLS = st.fixed_dictionaries(
    {"value": st.sampled_from(["5", "0.50", "1,5", "x", ""])},
    optional={
        "pair": st.sampled_from(["CHN-RUS", "RUS-CHN", "chn", ""]),
        "kind": st.sampled_from(["reported", "target", "goal"]),
        "period": st.sampled_from(["2022", "2022-Q1", "2022-13", "0000", ""]),
        "growth_pct": st.sampled_from(["5", "5%"]),
        "stated_by": TEXTS,
        "source": TEXTS,
        "note": TEXTS,
    },
)  # fmt: skip
ENDS = st.sampled_from(["\n", "\r\n"])
TAILS = st.sampled_from([b"", b"\n", b"\n\n", b"  \n", b'"', b"x", b"\r", b",,,,,,,,,,,,\n"])


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Ledgers with either line end, a byte order mark or none, with blank lines, whole or damaged at the end."""
    rows = [list(ROWS[place]) for place in draw(st.lists(st.integers(0, len(ROWS) - 1), max_size=4))]
    data = written(rows, draw(ENDS))
    data = data[: len(data) - draw(st.integers(0, 3))] + draw(TAILS)
    return draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + data


@given(files(), CELLS, st.booleans())
def the_old_file_stays_and_the_row_is_the_one_given(old: bytes, cells: dict[str, str], twice: bool) -> None:
    cells = {name: text for name, text in cells.items() if text}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "my.csv"
        file.write_bytes(old)
        try:
            rewrite(str(file), lambda data: with_row(data, "my.csv", cells, twice).new)
        except (LedgerError, RequestError):
            assert file.read_bytes() == old
        else:
            is_one_row_more(old, file.read_bytes(), cells)
        assert list(Path(folder).iterdir()) == [file]


def is_one_row_more(old: bytes, new: bytes, cells: dict[str, str]) -> None:
    were, are = records_of(old), records_of(new)
    lacking = [name for name in cells if name not in were[0]]
    if lacking:  # as when the header was cut short: each line gets a cell more, and no other change
        assert sorted(are[0][len(were[0]) :]) == sorted(lacking)
        assert are[1:-1] == [[*record, *[""] * len(lacking)] for record in were[1:]]
    else:
        assert new.startswith(old)
        assert len(records_of(new[len(old) :])) == 1
    before, after = parse_ledger(old, "my.csv"), parse_ledger(new, "my.csv")
    pd.testing.assert_frame_equal(
        after.iloc[:-1].reset_index(drop=True).astype(object), before.astype(object), check_like=True
    )
    added = after.iloc[-1]
    assert {name: str(added[_column(name)]) for name in cells if name != "growth_pct"} == {
        name: text for name, text in cells.items() if name != "growth_pct"
    }
    ends = {b"\r\n" if b"\r\n" in old else b"\n"}
    assert any(new.endswith(end) for end in ends)


def records_of(data: bytes) -> list[list[str]]:
    text = data.decode("utf-8-sig")
    return [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if len(row) > 1]


def _column(name: str) -> str:
    return schema.VALUE_TEXT if name == schema.VALUE else name


def test_add_keeps_what_is_there() -> None:
    explore(the_old_file_stays_and_the_row_is_the_one_given, 150)
