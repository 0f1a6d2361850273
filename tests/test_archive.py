"""The archive of stated targets: its rows, its tools, and that every answer names the version it rests on."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from conftest import ROOT, Run, fewer

import tradetrack as tt
from tradetrack.core.provenance import VERSIONS, provenance_of
from tradetrack.ledger.location import bundled_ledgers

DATA = ROOT / "data"
ARCHIVE = "stated-targets"
Row = dict[str, str]


def table(name: str) -> list[Row]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def archive() -> list[Row]:
    return table("stated-targets.csv")


@pytest.fixture
def tool(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], ModuleType]:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    return __import__


def test_every_row_has_an_id_of_its_own_that_no_removed_row_had(archive: list[Row]) -> None:
    ids = [row["id"] for row in archive]
    assert all(re.fullmatch(r"st[0-9]{5}", one) for one in ids)
    assert len(set(ids)) == len(ids)
    changes = table("CHANGES.csv")
    assert not {row["id"] for row in changes if not row["new"]} & set(ids)
    assert {row["version"] for row in changes} <= {f"2026.{number}" for number in range(1, 100)}


def test_every_row_has_its_source_and_a_vocabulary(
    archive: list[Row], tool: Callable[[str], ModuleType]
) -> None:
    rows = tool("archive_rows")
    for row in archive:
        assert row["source"], row["id"]
        assert row["class"] in ("", *rows.CLASSES)
        assert row["basis"] in ("", *rows.BASES)
        assert row["kind"] == "target" or not row["class"] + row["basis"]


def test_the_rows_are_complete(archive: list[Row], tool: Callable[[str], ModuleType]) -> None:
    assert tool("archive_rows").completed(archive) == archive


@pytest.mark.parametrize(
    ("note", "word", "basis"),
    [
        ("expected to be met", "goal", ""),
        ("expected; may exceed", "forecast", ""),
        ("double of 8.19 within two years", "", "double"),
        ("hoped; low end of 14-16", "wish", "range"),
        ("as soon as possible", "", ""),
        ("month inferred; accept: growth the target is hoped for", "", ""),
    ],
)
def test_what_a_note_says_of_a_target(
    note: str, word: str, basis: str, tool: Callable[[str], ModuleType]
) -> None:
    (row,) = tool("archive_rows").completed([{"kind": "target", "note": note}])
    assert (row["class"], row["basis"]) == (word, basis)


def test_an_id_is_never_used_again(tool: Callable[[str], ModuleType]) -> None:
    rows = [{"kind": "reported", "note": "", "id": one} for one in ("st00003", "")]
    assert tool("archive_rows").completed(rows, ["st00007"])[1]["id"] == "st00008"


def test_the_second_coding_is_of_rows_as_they_are(
    archive: list[Row], tool: Callable[[str], ModuleType]
) -> None:
    agreement = tool("archive_agreement")
    coding = table("second-coding.csv")
    assert agreement.drifted(archive, coding) == []
    found = {one.what: (one.same, one.compared) for one in agreement.agreements(archive, coding)}
    assert found["value and unit"] == (84, 84)
    assert found["deadline"] == (82, 84)
    assert found["qualifier"] == (76, 82)


def test_check_finds_nothing_that_no_note_accepts() -> None:
    assert list(tt.check(tt.read_ledger(ARCHIVE))) == []


@pytest.mark.parametrize("name", sorted(VERSIONS))
def test_an_answer_names_the_bundled_ledger_that_it_rests_on(
    name: str, tradetrack: Callable[..., Run]
) -> None:
    sha256 = hashlib.sha256((DATA / f"{name}.csv").read_bytes()).hexdigest()
    expected = {"name": name, "version": VERSIONS[name], "sha256": sha256}
    pair = ("--pair", "IND-THA") if name == ARCHIVE else ("--pair", "CHN-RUS")
    commands = [("show",), ("targets",), ("project", "--target", "900"), ("backtest",)]
    at = sorted(VERSIONS).index(name)
    for command in fewer([*commands[at:], *commands[:at]], 2):
        done = tradetrack(*command, "--data", name, *pair, "--format", "json")
        assert json.loads(done.out)["data"] == expected, done.err
    assert json.loads(tradetrack("check", name, "--format", "json").out)["data"] == [expected]


def test_a_chart_names_the_ledger_in_its_foot(tradetrack: Callable[..., Run], tmp_path: Path) -> None:
    assert tradetrack("chart", "-o", "c.svg").code == 0
    assert f"Data: trade {VERSIONS['trade']} (SHA-256 " in (tmp_path / "c.svg").read_text()
    (tmp_path / "own.csv").write_bytes((DATA / "trade.csv").read_bytes())
    tradetrack("chart", "-o", "own.svg", "--data", "own.csv")
    assert "SHA-256" not in (tmp_path / "own.svg").read_text()


def test_a_ledger_of_ones_own_has_no_version(tradetrack: Callable[..., Run], tmp_path: Path) -> None:
    (tmp_path / "trade").write_bytes((DATA / "trade.csv").read_bytes())
    assert json.loads(tradetrack("show", "--data", "trade", "--format", "json").out)["data"] is None
    figures = tt.read_ledger("trade")
    assert provenance_of(figures) is not None
    assert provenance_of(figures.iloc[1:]) is None
    assert tt.show(figures.iloc[1:]).data is None


def test_a_table_beside_the_ledgers_is_no_ledger(tradetrack: Callable[..., Run]) -> None:
    assert set(bundled_ledgers()) == set(VERSIONS)
    assert tradetrack("show", "--data", "second-coding").code == 4


def test_the_citation_of_the_data_has_its_version_and_hash(tradetrack: Callable[..., Run]) -> None:
    sha256 = hashlib.sha256((DATA / "stated-targets.csv").read_bytes()).hexdigest()
    said = tradetrack("cite", "--data", ARCHIVE)
    assert f"(version {VERSIONS[ARCHIVE]}) [Data set]. SHA-256 {sha256}." in said.out
    assert f"(version {tt.__version__}) [Computer software]." in said.out
    every = tradetrack("cite", "--format", "bibtex").out
    assert re.findall(r"@misc\{([\w-]+),", every) == [
        "tradetrack",
        *(f"tradetrack-{name}" for name in VERSIONS),
    ]
    assert every.count("{") == every.count("}")
    assert tradetrack("cite", "--data", "nope").code == 2


def test_a_page_names_the_version_of_its_ledger(tradetrack: Callable[..., Run], tmp_path: Path) -> None:
    assert tradetrack("report", "-o", "page.html").code == 0
    assert f"trade.csv (trade {VERSIONS['trade']})" in (tmp_path / "page.html").read_text()
