"""The tables of the documentation are those of the code, and the hook for other repositories works."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, Run

from tradetrack.render.terminal import Screen, terminal_text
from tradetrack.reports.tables import Column, Table

DOCS = ROOT / "docs"


@pytest.mark.parametrize(("file", "rows"), [("checks.md", 10), ("errors.md", 10), ("codebook.md", 5)])
def test_the_tables_are_those_of_the_code(file: str, rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    tables = __import__("docs_tables")
    text = (DOCS / file).read_text(encoding="utf-8")
    assert text.count("\n| ") > rows
    assert tables.rendered(file) == text


def test_the_hook_checks_a_ledger(tradetrack: Callable[..., Run], tmp_path: Path) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    (tmp_path / "good.csv").write_text("period,value,source\n2020,5,x\n")
    (tmp_path / "bad.csv").write_text("period,value,source\n2020,five,x\n")
    command = hook["entry"].split()[1:]
    assert tradetrack(*command, "good.csv").code == 0
    assert tradetrack(*command, "good.csv", "bad.csv").code == 1


@pytest.mark.parametrize("width", [None, 80, 40, 30])
def test_a_plain_grid_is_what_rich_prints(width: int | None) -> None:
    columns = [Column("A"), Column("語", number=True), Column("Long name", keep=True)]
    rows = [["", "−5", "a b"], ["語語語", "12.5", ""], ["é x and more of it", "", "Long text in it"]]
    table = Table(columns, rows, "Title", "aside", ("a note",))
    colored = terminal_text([table], Screen(width, color=True))
    plain = "\n".join(line.rstrip(" ") for line in re.sub(r"\x1b\[[0-9;]*m", "", colored).split("\n"))
    assert terminal_text([table], Screen(width)) == plain
