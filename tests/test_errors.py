"""The catalogue of errors: `errors/<name>.csv` provokes what `errors/<name>.txt` says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT

from tradetrack.core.errors import LedgerError
from tradetrack.ledger.reader import parse_ledger

CATALOGUE = Path(__file__).parent / "errors"
FILES = sorted(CATALOGUE.glob("*.csv"))
CODE = re.compile(r"error\[([a-z-]+)\]")


def codes() -> set[str]:
    return {code for file in CATALOGUE.glob("*.txt") for code in CODE.findall(file.read_text())}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_fault_has_its_place_and_the_way_out(file: Path) -> None:
    with pytest.raises(LedgerError) as raised:
        parse_ledger(file.read_bytes(), file.name)
    assert str(raised.value) + "\n" == file.with_suffix(".txt").read_text()
    own_code = CODE.findall(str(raised.value))
    assert any(file.stem.startswith(code) for code in own_code)


def test_every_code_of_the_source_is_in_the_catalogue() -> None:
    kinds = "bad|missing|duplicate|misspelt|unnamed"
    quoted = re.compile(rf'"((?:{kinds})-[a-z]+|encoding|delimiter|field-count|no-header)"')
    modules = ("cells", "csv_parser", "frame", "header", "reader")
    source = "".join((ROOT / "tradetrack" / "ledger" / f"{name}.py").read_text() for name in modules)
    assert set(quoted.findall(source)) == codes()


def test_the_readme_lists_every_code() -> None:
    section = (ROOT / "README.md").read_text().split("## Errors")[1].split("\n## ")[0]
    assert set(re.findall(r"^\| `([a-z-]+)` \|", section, re.MULTILINE)) == codes()


def test_problems_are_in_file_order_and_in_one_error() -> None:
    with pytest.raises(LedgerError) as raised:
        parse_ledger(b"period,value\n2021,x\n2022\n2023,y\n", "f.csv")
    assert [(p.line, p.code) for p in raised.value.problems] == [
        (2, "bad-value"),
        (3, "field-count"),
        (4, "bad-value"),
    ]


def test_places_count_physical_lines_and_characters() -> None:
    text = 'period,note,value\n\n2020,"é\nsecond ""line""",80\r\n2021,ü,x\n'
    with pytest.raises(LedgerError) as raised:
        parse_ledger(text.encode(), "f.csv")
    assert [(p.line, p.column) for p in raised.value.problems] == [(5, 8)]
