"""The catalogue of errors: `errors/<name>.csv` provokes what `errors/<name>.txt` says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from tradetrack.core.errors import LedgerError, Problem
from tradetrack.core.faults import FAULTS
from tradetrack.ledger import header
from tradetrack.ledger.reader import parse_ledger
from tradetrack.sources.ledger_file import parse

CATALOGUE = Path(__file__).parent / "errors"
FILES = sorted(CATALOGUE.glob("*.csv"))
CODE = re.compile(r"error\[([a-z-]+)\]")


def codes() -> set[str]:
    return {code for file in CATALOGUE.glob("*.txt") for code in CODE.findall(file.read_text())}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_fault_has_its_place_and_the_way_out(file: Path) -> None:
    with pytest.raises(LedgerError) as raised:
        parse(file.read_bytes(), file.name)
    assert str(raised.value) + "\n" == file.with_suffix(".txt").read_text()
    own_code = CODE.findall(str(raised.value))
    assert any(file.stem.startswith(code) for code in own_code)


def test_every_code_is_in_the_catalogue_or_that_of_a_new_row() -> None:
    assert codes() | {"duplicate-figure"} == set(FAULTS)


def test_a_fault_without_an_explained_code_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="unknown code"):
        Problem(1, 1, "bad-luck", "message")


def test_no_decision_reads_the_sentence_of_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def reworded(name: str, _before: object, ours: Sequence[str]) -> tuple[str, str] | None:
        return ("misspelt-column", "reworded") if header.near_name(name, ours) else None

    monkeypatch.setattr(header, "_name_fault", reworded)
    with pytest.raises(LedgerError) as raised:
        parse_ledger(b"Period,value\n2020,5\n", "f.csv")
    assert [(p.code, p.message) for p in raised.value.problems] == [("misspelt-column", "reworded")]


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
