"""Long tables read column by column: the same texts as row by row, whatever the file looks like."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tradetrack.core.errors import LedgerError
from tradetrack.sources import columns
from tradetrack.sources.columns import Table, columns_of, groups_of, values_of
from tradetrack.sources.head import Head
from tradetrack.sources.reading import File, Reading

NAMES = {"a": ("A", "x"), "c": ("c",), "value": ("none", "v"), "lacking": ("none",)}


def file(data: bytes | str) -> File:
    written = data.encode() if isinstance(data, str) else data
    return File("f.csv", written, Head(written, "f.csv"))


def texts(table: Table | None) -> list[tuple[str, ...]]:
    assert table is not None
    return list(zip(*(column.each(str) for column in table.values()), strict=True))


def quickly(data: bytes | str) -> Table | None:
    return columns._quickly(file(data), NAMES)


CELLS = st.sampled_from(
    ["", "1", "036", "NA", "a b", '"q,x"', '"two\nlines"', '"a ""b"""', "Côte", " ", "1e3", "x"]
)
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=5), max_size=6)


@settings(max_examples=30, deadline=None)
@given(
    ROWS,
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    st.booleans(),
)
def test_columns_have_the_texts_that_the_rows_have(
    rows: list[list[str]], line_end: str, encoding: str, has_trailing_comma: bool
) -> None:
    end = "," + line_end if has_trailing_comma else line_end
    lines = ["x,b,c,v,e,Ö", *(",".join(row) for row in rows)]
    read = file(end.join([*lines, ""]).encode(encoding))
    filled = [row for row in texts(columns._by_rows(read, NAMES)) if any(text.strip() for text in row)]
    found = texts(columns_of(read, NAMES))
    assert [row for row in found if any(text.strip() for text in row)] == filled


def test_a_column_is_found_under_the_first_of_its_names_and_is_empty_without_one() -> None:
    assert texts(quickly("x,A,c,v\n1,2,3,4\n\n,,,\n5,,036,6,\n")) == [
        ("2", "3", "4", ""),
        ("", "036", "6", ""),
    ]


@pytest.mark.parametrize("shift", [1, 3, 8])
def test_text_beyond_the_header_is_an_error_at_its_line(shift: int) -> None:
    data = "A,b,c,v\n1,2,3,4,\n1" + ",2" * (shift + 3) + "\n"
    assert quickly(data) is None
    with pytest.raises(LedgerError, match=r"f\.csv:3:.*quote a field that has a comma in it"):
        columns_of(file(data), NAMES)


@pytest.mark.parametrize("data", ['A,"c\n",v\n1,2,3\n', "A,c,v\n1,2\0,3\n", 'A,c,v\n1,2,"3\n'])
def test_what_pandas_could_read_otherwise_is_read_row_by_row(data: str) -> None:
    assert quickly(data) is None
    assert len(texts(columns_of(file(data), NAMES))) == 1


def test_values_are_exact_and_each_cell_that_is_none_is_counted() -> None:
    table = columns_of(
        file("A,c,v\n1,1,0.1\n1,1,0.1\n1,1,..\n1,1,12345678901234567890.5\n1,1,1x\n1,1,1x\n"), NAMES
    )
    reading = Reading()
    values = values_of(reading, table["value"])
    assert values.tolist()[:4] == [Decimal("0.1"), Decimal("0.1"), None, Decimal("12345678901234567890.5")]
    assert (reading.left_out, reading.unknown) == ({"without a value": 1}, {"1x": 2})
    assert groups_of(np.array([3, 0, 3, 0]), np.array([1, 1, 1, 0])).tolist() == [0, 1, 0, 2]
