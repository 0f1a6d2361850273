"""The documentation cannot lie: its examples run, its reference is generated, its schemas hold."""

from __future__ import annotations

import doctest
import json
import re
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest
from conftest import ROOT
from jsonschema import Draft202012Validator

import tradetrack
from tradetrack.cli import exits, main
from tradetrack.core.schema import LEDGER_COLUMNS

DOCS = ROOT / "docs"
COMMANDS = ("show", "project", "targets", "check", "backtest")
OTHERS = ("screen", "targets-summary", "targets-score")
LEDGERS = ("trade", "china-russia")


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


@pytest.fixture
def cli_docs(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    return __import__("cli_docs")


def test_the_reference_of_the_command_line_is_what_help_prints(cli_docs: ModuleType) -> None:
    assert cli_docs.rendered(page("cli.md")) == page("cli.md"), "run python tools/cli_docs.py"


def test_every_command_is_documented(cli_docs: ModuleType) -> None:
    assert cli_docs.command_names()
    for name in cli_docs.command_names():
        assert f"| `tradetrack {name}" in page("cli.md")


def test_every_exit_code_is_documented() -> None:
    section = page("cli.md").split("| exit code | meaning |")[1].split("\n\n")[0]
    cells = re.findall(r"^\| ([0-9, ]+) \|", section, re.MULTILINE)
    documented = {int(code) for cell in cells for code in cell.split(",")}
    codes = {exits.OK, exits.LEDGER, exits.USAGE, exits.ACCESS, exits.BUG, exits.INTERRUPTED, exits.PIPE}
    assert documented == codes


def test_the_table_of_the_ledger_is_the_schema() -> None:
    for column in LEDGER_COLUMNS:
        assert f"| `{column.name}` | {column.meaning} | {column.default} |" in page("counting.md")


def test_every_public_name_is_documented() -> None:
    documented = set(re.findall(r"^### `(\w+)`$", page("python.md"), re.MULTILINE))
    assert set(tradetrack.__all__) <= documented


def test_the_examples_in_python_give_what_they_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    source = page("python.md").replace("```", "\n")
    examples = doctest.DocTestParser().get_doctest(source, {}, "docs/python.md", "docs/python.md", 0)
    if not all(map(find_spec, ("duckdb", "ibis", "pyarrow"))):  # the extra tradetrack[flows]
        of_flows = re.compile(r"\bfound\b|flows\.csv")
        examples.examples = [one for one in examples.examples if not of_flows.search(one.source)]
    said: list[str] = []
    result = doctest.DocTestRunner().run(examples, out=said.append)
    assert result.attempted > 30
    assert result.failed == 0, "".join(said)


@pytest.mark.parametrize("path", [ROOT / "README.md", DOCS / "json.md"], ids=lambda path: path.name)
def test_the_python_blocks_run(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL)
    assert blocks
    for block in blocks:
        exec(compile(block, path.name, "exec"), {})  # noqa: S102 - the documentation's own code


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("ledger_name", LEDGERS)
def test_json_output_follows_its_schema(
    command: str, ledger_name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    main.run([command, "--data", ledger_name, "--format", "json"])
    schema = json.loads(files("tradetrack.reports").joinpath(f"schemas/{command}.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(capfd.readouterr().out))


def test_a_schema_refuses_a_missing_key() -> None:
    schema = json.loads(files("tradetrack.reports").joinpath("schemas/check.json").read_text("utf-8"))
    keys = ("file", "code", "severity", "lines", "column", "message", "new")
    finding = dict(zip(keys, ("a.csv", "x", "note", [1], None, "m", 1), strict=True))
    validator = Draft202012Validator(schema)
    assert validator.is_valid({"findings": [finding], "data": []})
    del finding["code"]
    assert not validator.is_valid({"findings": [finding], "data": []})


def test_every_schema_is_documented() -> None:
    shipped = {path.name for path in (ROOT / "tradetrack" / "reports" / "schemas").iterdir()}
    assert shipped == set(re.findall(r"schemas/([\w-]+\.json)\) \|", page("json.md")))
    assert shipped == {f"{command}.json" for command in (*COMMANDS, *OTHERS)}


def test_every_room_is_in_the_architecture_and_nothing_else() -> None:
    package = ROOT / "tradetrack"
    rooms = {f"{path.parent.name}/" for path in package.glob("*/__init__.py")}
    modules = {path.name for path in package.glob("*.py") if not path.name.startswith("__")}
    described = set(re.findall(r"^\| `(\w+(?:/|\.py))` \|", page("architecture.md"), re.MULTILINE))
    assert described == rooms | modules


def test_every_path_named_in_the_architecture_exists() -> None:
    named = set(re.findall(r"`((?:tradetrack|tests|tools|docs)/[\w./]+)`", page("architecture.md")))
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("path", sorted(DOCS.glob("*.md")), ids=lambda path: path.name)
def test_every_linked_file_is_there(path: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (DOCS / link).exists()] == []


def test_the_citation_has_the_version_of_the_package() -> None:
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {tradetrack.__version__}\n" in citation
    assert "\ncff-version: 1.2.0\n" in f"\n{citation}"
