"""Completion: the script of each shell, and values from the ledger that is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Run

Cli = Callable[..., Run]


def completed(process: Cli, line: str) -> list[str]:
    words = line.split(" ")
    environment = {
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
        "_TRADETRACK_COMPLETE": "complete_bash",
    }
    run = process(**environment)
    assert (run.code, run.err) == (0, "")
    return run.out.split()


@pytest.mark.parametrize(
    ("shell", "words"), [("bash", "COMPREPLY"), ("zsh", "#compdef tradetrack"), ("fish", "complete --command tradetrack")]
)  # fmt: skip
def test_each_shell_has_its_script(tradetrack: Cli, shell: str, words: str) -> None:
    run = tradetrack("--show-completion", shell)
    assert (run.code, run.err) == (0, "")
    assert words in run.out
    assert "_TRADETRACK_COMPLETE" in run.out


def test_another_shell_is_refused(tradetrack: Cli) -> None:
    run = tradetrack("--show-completion", "tcsh")
    assert (run.code, run.out) == (2, "")
    assert "no completion for 'tcsh'; name bash, zsh, fish, powershell or pwsh" in run.err


def test_the_script_is_installed_where_the_shell_looks(process: Cli, tmp_path: Path) -> None:
    run = process("--install-completion", "fish", HOME=str(tmp_path))
    assert (run.code, run.out) == (0, "")
    script = tmp_path / ".config" / "fish" / "completions" / "tradetrack.fish"
    assert "_TRADETRACK_COMPLETE" in script.read_text()


def test_values_come_from_the_ledger_that_is_named(process: Cli, tmp_path: Path) -> None:
    rows = "pair,period,value,reporter,scope\nCHN-DEU,2020,5,DEU,\nCHN-RUS,2020,5,CHN,services\nIND-RUS,2021,6,,\n"
    (tmp_path / "my.csv").write_text("\ufeff" + rows, encoding="utf-8")
    assert completed(process, "tradetrack show --data my.csv --pair ") == ["CHN-DEU", "CHN-RUS", "IND-RUS"]
    assert completed(process, "tradetrack show --data my.csv --pair CHN") == ["CHN-DEU", "CHN-RUS"]
    assert completed(process, "tradetrack chart --data my.csv --reporter D") == ["DEU"]
    assert completed(process, "tradetrack project --data my.csv --scope ") == ["goods", "services"]
    assert completed(process, "tradetrack show --pair ") == ["CHN-RUS"]
    assert completed(process, "tradetrack show --data no.csv --pair ") == []


def test_ledgers_are_completed_by_name_and_by_path(process: Cli, tmp_path: Path) -> None:
    (tmp_path / "trends.csv").write_text("period,value\n")
    (tmp_path / "tree").mkdir()
    (tmp_path / "trial.txt").write_text("")
    assert completed(process, "tradetrack show --data tr") == ["trade", "trends.csv", "tree/"]
    assert completed(process, "tradetrack init new.csv --from c") == ["china-russia"]


def test_completion_imports_nothing_heavy(process: Cli, tmp_path: Path) -> None:
    check = "import sys, atexit\natexit.register(lambda: print(sorted({'pandas', 'numpy', 'matplotlib', 'pydantic'} & {*sys.modules})))"
    (tmp_path / "sitecustomize.py").write_text(check + "\n")
    environment = {
        "COMP_WORDS": "tradetrack show --pair ",
        "COMP_CWORD": "3",
        "_TRADETRACK_COMPLETE": "complete_bash",
    }
    assert process(**environment, PYTHONPATH=str(tmp_path)).out.split("\n")[-2:] == ["[]", ""]
