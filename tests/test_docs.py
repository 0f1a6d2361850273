"""The documentation cannot lie: what it shows is run, what it lists is made from the code."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, Run
from jsonschema import Draft202012Validator

import tradetrack
from tradetrack.cli import main

Cli = Callable[..., Run]
DOCS = ROOT / "docs"
SCHEMAS = ROOT / "tradetrack" / "reports" / "schemas"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md"))]


@pytest.fixture(autouse=True)
def tools_can_be_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))


@pytest.mark.parametrize("file", ["checks.md", "errors.md", "counting.md"])
def test_the_tables_are_those_of_the_code(file: str) -> None:
    tables = __import__("docs_tables")
    text = (DOCS / file).read_text(encoding="utf-8")
    assert text.count("| `") > 5
    assert tables.rendered(file) == text


def test_the_page_of_commands_is_what_they_say_of_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    pages = __import__("cli_docs")
    text = (DOCS / "cli.md").read_text(encoding="utf-8")
    assert pages.page() == text
    assert all(f"## tradetrack {name}\n" in text for name in pages.commands())


def test_every_python_example_runs_and_every_public_name_has_one() -> None:
    blocks = re.findall(r"```python\n(.*?)```", (DOCS / "python.md").read_text(encoding="utf-8"), re.DOTALL)
    code = "\n".join(blocks)
    exec(compile(code, "python.md", "exec"), {})  # noqa: S102 - the examples are ours
    missing = [name for name in tradetrack.__all__ if not re.search(rf"\btt\.{name}\b", code)]
    assert missing == []


@pytest.mark.parametrize("data", ["trade", "china-russia"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("show",),
        ("show", "--flow", "exports"),
        ("project", "--all"),
        ("project", "--target", "400", "--growth", "-5"),
        ("targets",),
        ("check",),
        ("backtest",),
    ],
)
def test_json_output_is_that_of_its_schema(tradetrack: Cli, data: str, arguments: tuple[str, ...]) -> None:
    schema = json.loads((SCHEMAS / f"{arguments[0]}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    document = json.loads(tradetrack(*arguments, "--data", data, "--format", "json").out)
    Draft202012Validator(schema).validate(document)
    assert list(document) == schema["required"]


def test_a_schema_refuses_what_a_command_does_not_print() -> None:
    schema = json.loads((SCHEMAS / "check.json").read_text(encoding="utf-8"))
    assert not Draft202012Validator(schema).is_valid({"findings": [{"file": "x.csv"}]})


def test_every_room_is_described() -> None:
    text = (DOCS / "architecture.md").read_text(encoding="utf-8").split("## The life")[0]
    described = set(re.findall(r"^\| `([a-z]+)` \|", text, re.MULTILINE))
    rooms = {path.name for path in (ROOT / "tradetrack").iterdir() if (path / "__init__.py").exists()}
    assert described == rooms | {"api", "workflow"}


def test_every_exit_code_is_documented() -> None:
    section = (DOCS / "errors.md").read_text(encoding="utf-8").split("| exit code | meaning |")[1]
    cells = re.findall(r"^\| ([0-9, ]+) \|", section, re.MULTILINE)
    assert {int(n) for cell in cells for n in cell.split(",")} == {
        main.OK,
        main.LEDGER,
        main.USAGE,
        main.ACCESS,
        main.BUG,
        main.INTERRUPTED,
        main.PIPE,
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_linked_file_is_there(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


def test_the_citation_names_this_version() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == tradetrack.__version__
    assert citation["cff-version"] == "1.2.0"


def test_the_hook_checks_a_ledger(tradetrack: Cli, tmp_path: Path) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    (tmp_path / "good.csv").write_text("period,value,source\n2020,5,x\n")
    (tmp_path / "bad.csv").write_text("period,value,source\n2020,five,x\n")
    command = hook["entry"].split()[1:]
    assert tradetrack(*command, "good.csv").code == 0
    assert tradetrack(*command, "good.csv", "bad.csv").code == 1
