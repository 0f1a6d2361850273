"""The README cannot lie: its commands are run, its tables are made from the code."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT

from tradetrack.cli import app, main
from tradetrack.core.schema import LEDGER_COLUMNS

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_shown_output_is_what_the_commands_print(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    readme = __import__("readme")
    assert README.count("```console") >= 3
    assert readme.rendered(README) == README


def test_the_table_of_the_ledger_is_the_schema() -> None:
    for column in LEDGER_COLUMNS:
        assert f"| `{column.name}` | {column.meaning} | {column.default} |" in README


def test_every_command_is_documented() -> None:
    names = [command.callback.__name__ for command in app.app.registered_commands if command.callback]
    assert names
    for name in names:
        assert f"| `tradetrack {name}" in README


def test_every_exit_code_is_documented() -> None:
    section = README.split("| exit code | meaning |")[1]
    documented = {
        int(n) for cell in re.findall(r"^\| ([0-9, ]+) \|", section, re.MULTILINE) for n in cell.split(",")
    }
    assert documented == {
        main.OK,
        main.LEDGER,
        main.USAGE,
        main.ACCESS,
        main.BUG,
        main.INTERRUPTED,
        main.PIPE,
    }


def test_every_linked_file_is_there() -> None:
    links = [link for link in re.findall(r"\]\(([^)]+)\)", README) if "://" not in link]
    assert links
    assert all((ROOT / link).exists() for link in links)
