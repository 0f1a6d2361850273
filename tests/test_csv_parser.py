"""The fast way and the tokenizer, held against `csv.reader(strict=True)`."""

from __future__ import annotations

import csv
import io

import numpy as np
import pandas as pd
import pytest
from conftest import SHARED, examples, thorough
from hypothesis import given, settings
from hypothesis import strategies as st

from tradetrack.ledger.csv_parser import read_columns, tokenize

TEXT = st.text(alphabet='a1,"\n\r ', max_size=40)


def reference(text: str) -> list[list[str]] | None:
    """The records of the standard library, lines of blanks left out; None where it refuses the text."""
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        return None
    return [r for r in records if r and not (len(r) == 1 and not r[0].strip(" \t") and '"' not in text)]


@settings(derandomize=True, max_examples=examples(1500), deadline=None)
@given(TEXT)
def test_tokenizer_agrees_with_the_reference(text: str) -> None:
    expected = reference(text)
    records, problems = tokenize(text)
    if expected is None:
        assert problems
    elif '"' not in text:
        assert not problems
        assert [[field.text for field in record] for record in records] == expected


@settings(derandomize=True, max_examples=examples(1500), deadline=None)
@given(TEXT)
def test_places_point_at_the_text_of_the_field(text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for record in tokenize(text)[0]:
        for field in record:
            rest = "\n".join([lines[field.line - 1][field.column - 1 :], *lines[field.line :]])
            written = '"' + field.text.replace('"', '""') + '"' if rest.startswith('"') else field.text
            assert rest.startswith(written.replace("\r\n", "\n").replace("\r", "\n"))


@settings(derandomize=True, max_examples=examples(1500), deadline=None)
@given(TEXT)
def test_the_fast_way_is_right_or_declines(body: str) -> None:
    text = "x,y\n" + body
    columns = read_columns(text.encode(), ["x", "y"])
    if columns is None:
        return
    records, problems = tokenize(text)
    assert not problems
    assert [list(row) for row in zip(columns.cells["x"], columns.cells["y"], strict=True)] == [
        [field.text for field in record] for record in records[1:]
    ]
    assert columns.lines.tolist() == [record[0].line for record in records[1:]]


def test_the_fast_way_takes_ordinary_files() -> None:
    text = 'x,y\r\n1,"a ""quoted"" one"\r\n\r\n2,"two\r\nlines"\r\n3,'
    columns = read_columns(text.encode(), ["x", "y"])
    assert columns is not None
    assert columns.cells["y"].tolist() == ['a "quoted" one', "two\r\nlines", ""]
    assert columns.lines.tolist() == [2, 4, 6]


def test_well_formed_corner_cases_of_the_corpus() -> None:
    corpus = SHARED / "corpora" / "csv-spectrum"
    if not corpus.is_dir():
        pytest.skip("the csv-spectrum corpus is not here")
    files = sorted(corpus.glob("*.csv"))
    assert files
    for file in files:
        text = file.read_bytes().decode()
        records, problems = tokenize(text)
        assert not problems
        expected = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        assert [[field.text for field in record] for record in records] == expected, file.name


@pytest.mark.parametrize("cell", ["0010", "1e5", "True", "NA", "nan", "2020-01-01", "1.50"])
def test_a_column_of_codes_that_look_like_something_else_stays_text(cell: str) -> None:
    data = f"reporter,value\n{cell},1\n{cell},2\n".encode()
    columns = read_columns(data, ["reporter", "value"])
    assert columns is not None
    assert np.asarray(columns.cells["reporter"], dtype=object).tolist() == [cell, cell]


@thorough
@pytest.mark.parametrize("later", ["2021-01", "True", "1.5", ""])
def test_a_column_stays_text_where_a_later_piece_has_other_texts(later: str) -> None:
    rows = 600_000  # of two columns pandas reads about half a million at a time
    data = b"period,value\n" + b"2021,1\n" * rows + f"{later},1\n".encode() * rows
    columns = read_columns(data, ["period", "value"])
    assert columns is not None
    assert pd.Series(columns.cells["period"]).value_counts().to_dict() == {"2021": rows, later: rows}


def test_no_column_is_backed_by_arrow() -> None:
    columns = read_columns(b"pair,value,note\nA1-B1,1,x\n", ["pair", "value", "note"])
    assert columns is not None
    assert [type(columns.cells[name]) for name in ("value", "note")] == [np.ndarray, np.ndarray]
    assert all(type(cell) is str for cell in columns.cells["note"])
