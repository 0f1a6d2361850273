"""`export` as text: CSV, JSON and Data Packages, what is printed, what is replaced, and what is refused."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import get_args

import frictionless
import pytest
from conftest import ROOT, Run
from jsonschema import Draft202012Validator

import tradetrack as tt
from tradetrack.cli import export
from tradetrack.core.schema import LEDGER_NAMES
from tradetrack.render.export import FORMATS, format_of
from tradetrack.reports.export import TABLES

Cli = Callable[..., Run]

HEADER = ("pair", "flow", "kind", "period", "value", "unit", "qualifier", "scope", "growth_pct", "reporter", "stated_by", "stated_on", "source", "note", "036", "my id")  # fmt: skip
# Several pairs, fiscal years, months, bounds, targets with and without a deadline, and cells that mean harm.
ROWS = [
    ("IND-USA", "exports", "reported", "2017-04/2018-03", "47.880", "USD bn", "exact", "", "", "IND", "=cmd|'/c calc'!A1", "2018-05-15", "https://example.org/a?b=1&c=2#d", "=1+1", "007", "a"),
    ("IND-USA", "exports", "reported", "2018-04/2019-03", "52.4", "USD bn", "about", "", "9.5", "IND", "+1", "2019-05", "title only", "line one\nline two", "", "b"),
    ("IND-USA", "imports", "reported", "2018-04/2019-03", "35.5", "USD bn", "over", "", "", "IND", 'NA, "quoted"', "2019", "javascript:alert(1)", "-2+3", "1e5", "c"),
    ("CHN-RUS", "total", "reported", "2021-01", "0.1", "USD tn", "exact", "", "", "CHN", "@SUM(A1)", "1899-12-31", "", "\u202etext\ttab\x07\r", "", "d"),
    ("CHN-RUS", "total", "reported", "2021-02", "123456.789012", "USD mn", "under", "services", "", "CHN", "<b>&amp;</b>", "2022-02-28", "", "{=1}", "TRUE", "e"),
    ("CHN-RUS", "total", "reported", "2021", "", "USD bn", "exact", "", "35.9", "CHN", "_x0041_", "2022-02-04", "", "'quoted", "", "f"),
    ("CHN-RUS", "total", "target", "2030", "300", "USD bn", "over", "", "", "", "\u00c9\u6f22\U0001f600", "2022-02-04", "", "::error::x\n::error::y", "", "g"),
    ("CHN-RUS", "total", "target", "", "500", "USD bn", "about", "", "", "", "", "", "", "##[add-mask]y", "", "h"),
    ("VNM-WLD", "total", "reported", "2021", "668.5", "USD bn", "exact", "", "", "VNM", "x", "2022-01-01", " ", "\ufffe\uffff\u2028", "", "i"),
    ("CHN-RUS", "total", "reported", "2020", "107.77", "USD bn", "exact", "", "", "CHN", "", "2021-01-14", "", "", "", "j"),
]  # fmt: skip


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    path = tmp_path / "hostile.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows([HEADER, *ROWS])
    return path


@pytest.fixture
def data_package(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    return __import__("data_package")


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def answer(run: Run) -> object:
    """What a command answers, but for where it comes from: an export has no blank lines, and is not the bundled ledger."""
    if not run.out:
        return run.err
    document = json.loads(run.out)
    del document["data"]
    for figure in document.get("figures", ()):
        del figure["line"]
    return document


SHOW, TARGETS = ("show", "--flow", "exports"), ("targets",)


@pytest.mark.parametrize(
    ("name", "commands"),
    [
        ("hostile.csv", (("show",), SHOW, TARGETS, ("project", "--pair", "IND-USA"))),
        ("china-russia", (SHOW,)),
    ],
)
def test_the_figures_in_csv_are_the_ledger_again(
    tradetrack: Cli, hostile: Path, name: str, commands: tuple[tuple[str, ...], ...]
) -> None:
    assert hostile.exists()
    assert tradetrack("export", "--data", name, "-o", "out.csv").code == 0
    for command in commands:
        before, after = (
            tradetrack(*command, "--data", data, "--format", "json") for data in (name, "out.csv")
        )
        assert (before.code, answer(before)) == (after.code, answer(after)), command


def test_no_cell_changes_in_csv(tradetrack: Cli, tmp_path: Path, hostile: Path) -> None:
    tradetrack("export", "--data", "hostile.csv", "-o", "out.csv")
    before, after = read(hostile), read(tmp_path / "out.csv")
    assert list(after[0]) == [*LEDGER_NAMES, "036", "my id", "line", "status"]
    assert [[row[name] for name in HEADER] for row in after] == [list(row.values()) for row in before]


def test_json_has_every_column_and_follows_the_schemas(
    tradetrack: Cli, tmp_path: Path, hostile: Path
) -> None:
    assert tradetrack("export", "--data", "hostile.csv", "-o", "out.json").code == 0
    document = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert list(document) == [*TABLES, "data"]
    for old, new in zip(read(hostile), document["figures"], strict=True):
        assert {name: cell or None for name, cell in old.items() if name in ("note", "036", "my id")} == {
            name: new[name] for name in ("note", "036", "my id")
        }
        assert new["value"] == (float(old["value"]) if old["value"] else None)
    for command, table in (("project", "projections"), ("targets", "targets")):
        schema = json.loads((ROOT / f"tradetrack/reports/schemas/{command}.json").read_text())
        Draft202012Validator(schema).validate({name: document[name] for name in (table, "data")})
    assert [target["deadline"] for target in document["targets"]] == [2030, None]


def test_a_table_of_its_own(tradetrack: Cli, tmp_path: Path, hostile: Path) -> None:
    ledger = ("--data", hostile.name)
    run = tradetrack("export", *ledger, "-o", "a.csv", "--table", "annual", "--flow", "exports")
    annual = read(tmp_path / "a.csv")
    shown = json.loads(tradetrack("show", *ledger, "--flow", "exports", "--format", "json").out)["annual"]
    assert run.out == f"a.csv: {len(shown)} years\n"
    found = [(row["label"], row["period"], float(row["value"])) for row in annual]
    assert found == [(row["label"], f"{row['year']}-04/{row['year'] + 1}-03", row["value"]) for row in shown]
    tradetrack("export", *ledger, "-o", "t.csv", "--table", "targets")
    targets = json.loads(tradetrack("targets", *ledger, "--format", "json").out)["targets"]
    assert [row["outcome"] for row in read(tmp_path / "t.csv")] == [target["outcome"] for target in targets]


def test_a_view_is_exported_and_what_it_leaves_out_is_said(tradetrack: Cli, hostile: Path) -> None:
    run = tradetrack("export", "--data", hostile.name, "--pair", "IND-USA", "--flow", "exports", "-o", "-", "--format", "csv")  # fmt: skip
    assert {row["pair"] for row in csv.DictReader(io.StringIO(run.out))} == {"IND-USA"}
    assert [row["line"] for row in csv.DictReader(io.StringIO(run.out))] == ["2", "3"]
    early = tradetrack(
        "export", "--data", hostile.name, "--as-of", "2018-12-31", "-o", "-", "--format", "csv"
    )
    assert len(list(csv.DictReader(io.StringIO(early.out)))) == 2
    assert "1 figure without a date" in early.err


def test_what_is_printed_is_what_is_written(tradetrack: Cli, tmp_path: Path) -> None:
    for form in ("csv", "json", "sdmx-csv"):
        tradetrack("export", "-o", "file", "--format", form)
        run = tradetrack("export", "-o", "-", "--format", form)
        assert run.out == (tmp_path / "file").read_text(encoding="utf-8")
    for arguments in (("-o", "-"), ("-o", "-", "--format", "xlsx")):
        run = tradetrack("export", *arguments)
        assert (run.code, run.out) == (2, "")
        assert (
            run.err == "tradetrack: --format: standard output takes csv, json or sdmx-csv; name one of them\n"
        )


def test_a_package_describes_its_tables(tradetrack: Cli, tmp_path: Path, hostile: Path) -> None:
    for data in (hostile.name, "china-russia"):
        assert tradetrack("export", "--data", data, "-o", "datapackage.json").code == 0
        package = frictionless.Package(str(tmp_path / "datapackage.json"))
        report = package.validate()
        assert report.valid, report.flatten(["fieldName", "rowNumber", "message"])
        rows = package.get_table_resource("figures").read_rows()
        texts = read(ROOT / "data" / "china-russia.csv") if data == "china-russia" else read(hostile)
        assert [row["value"] and float(row["value"]) for row in rows] == [
            float(row["value"]) if row["value"] else None for row in texts
        ]
        assert [row["note"] or "" for row in rows] == [row["note"] for row in texts]
    with (tmp_path / "annual.csv").open("a") as file:
        file.write("more\n")
    assert not frictionless.Package(str(tmp_path / "datapackage.json")).validate().valid


def test_a_package_replaces_its_own_tables_alone(tradetrack: Cli, tmp_path: Path) -> None:
    (tmp_path / "figures.csv").write_text("period,value\n2021,5\n")
    run = tradetrack("export", "-o", "datapackage.json")
    assert run.code == 4
    assert "figures.csv: is there already, and datapackage.json does not describe it" in run.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["figures.csv"]
    (tmp_path / "figures.csv").unlink()
    for tables in (("figures", "targets"), ("figures",)):
        options = [word for table in tables for word in ("--table", table)]
        assert tradetrack("export", "-o", "datapackage.json", *options).code == 0
    assert len(read(tmp_path / "figures.csv")) == 6
    run = tradetrack("export", "--data", "figures.csv", "-o", "datapackage.json")
    assert (run.code, run.err) == (
        2,
        "tradetrack: --output: figures.csv is the ledger itself; name another file\n",
    )


def test_no_ledger_is_replaced_and_no_device_is_read(tradetrack: Cli, tmp_path: Path) -> None:
    (tmp_path / "my.csv").write_text("period,value\n2021,5\n")
    (tmp_path / "link.csv").symlink_to("my.csv")
    bundled = ROOT / "data" / "trade.csv"
    os.mkfifo(tmp_path / "pipe")
    for file, code, message in (
        ("link.csv", 2, "--output: link.csv is the ledger itself; name another file"),
        (str(bundled), 2, f"--output: {bundled} is a bundled ledger, which is read-only; name another file"),
        ("/dev/full", 4, "/dev/full: is no regular file; name one"),
        ("pipe", 4, "pipe: is no regular file; name one"),
    ):
        for form in ("csv", "datapackage") if file != "/dev/full" else ("csv",):
            run = tradetrack("export", "--data", "my.csv", "-o", file, "--format", form, "--table", "figures")
            assert (run.code, run.err) == (code, f"tradetrack: {message}\n"), file
    assert (tmp_path / "my.csv").read_text() == "period,value\n2021,5\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.csv", "my.csv", "pipe"]


def test_the_packages_that_ship_are_up_to_date(data_package: ModuleType) -> None:
    described = data_package.json_bytes(data_package.package())
    message = "run python tools/data_package.py"
    assert described == (ROOT / "data" / "datapackage.json").read_bytes(), message
    assert frictionless.Package(str(ROOT / "data" / "datapackage.json")).validate().valid


def test_a_failure_leaves_the_old_file(
    tradetrack: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "out.csv").write_text("old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        run = tradetrack("export", "-o", "out.csv")
    assert (run.code, (tmp_path / "out.csv").read_text()) == (4, "old")
    assert "No space left on device" in run.err
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]
    (tmp_path / "link.csv").symlink_to("out.csv")
    assert tradetrack("export", "-o", "link.csv").out == "link.csv: 6 figures\n"
    assert (tmp_path / "link.csv").is_symlink()
    assert len(read(tmp_path / "out.csv")) == 6


def test_an_empty_ledger_gives_empty_tables(tradetrack: Cli, tmp_path: Path) -> None:
    (tmp_path / "my.csv").write_text("period,value\n")
    assert tradetrack("export", "--data", "my.csv", "-o", "out.csv").out == "out.csv: 0 figures\n"
    assert (tmp_path / "out.csv").read_text() == ",".join((*LEDGER_NAMES, "line", "status")) + "\n"
    run = tradetrack("export", "--data", "my.csv", "-o", "out.json")
    assert json.loads((tmp_path / "out.json").read_text()) == {name: [] for name in TABLES} | {"data": None}
    assert run.code == 0
    tradetrack("export", "--data", "my.csv", "-o", "datapackage.json")
    assert frictionless.Package(str(tmp_path / "datapackage.json")).validate().valid


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-o", "x.docx"), "'x.docx': the ending tells no format; write .xlsx, .parquet, .csv, .json, .sdmx.csv, .xml or datapackage.json, or name one with --format"),
        (("-o", ""), "'': the ending tells no format; write .xlsx, .parquet, .csv, .json, .sdmx.csv, .xml or datapackage.json, or name one with --format"),
        (("-o", "x.csv", "--table", "annual", "--table", "targets"), "--table: csv holds one table; name one of figures, annual, projections or targets"),
        (("-o", "x.sdmx.csv", "--table", "targets"), "--table: sdmx-csv holds figures or annual, not 'targets'"),
        (("-o", "x.csv", "--table", "figure"), "--table: 'figure' is not one of figures, annual, projections or targets"),
        (("-o", "x.csv", "--pair", "A1-B2"), "unknown pair 'A1-B2'; did you mean CHN-RUS?"),
    ],
)  # fmt: skip
def test_what_is_refused(tradetrack: Cli, tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    run = tradetrack("export", *arguments)
    assert (run.code, run.err.splitlines()[0].startswith(f"tradetrack: {message}")) == (2, True), run.err
    assert list(tmp_path.iterdir()) == []


def test_every_format_and_table_can_be_asked_for() -> None:
    assert get_args(export.FormatName) == tuple(FORMATS)
    assert export.TABLES == TABLES
    page = (ROOT / "docs" / "export.md").read_text(encoding="utf-8")
    assert [name for name in FORMATS if f"| `{name}` |" not in page] == []


def test_the_ending_tells_the_format() -> None:
    files = (
        "a.XLSX",
        "a.parquet",
        "a.b.csv",
        "a.json",
        "a.sdmx.csv",
        "a.xml",
        "x/datapackage.json",
        "mydatapackage.json",
    )
    assert [format_of(file).name for file in files] == [*FORMATS, "json"]
    assert format_of("a.csv", "json").name == "json"


def test_python_writes_what_the_command_writes(tradetrack: Cli, tmp_path: Path) -> None:
    figures = tt.read_ledger("trade")
    folder = tmp_path / "python"
    folder.mkdir()
    paths = tt.export(figures, folder / "datapackage.json", name="trade")
    run = tradetrack("export", "-o", "datapackage.json")
    assert [Path(path).name for path in paths] == [line.split(":")[0] for line in run.out.splitlines()]
    for path in paths:
        assert Path(path).read_bytes() == (tmp_path / Path(path).name).read_bytes()
    with pytest.raises(tt.RequestError, match="name a file"):
        tt.export(figures, "-", format="csv")


def test_projections_to_targets_of_ones_own_are_those_of_project(tradetrack: Cli, tmp_path: Path) -> None:
    asked = ("--target", "200", "--target", "2x", "--growth", "7")
    exported = tradetrack("export", "-o", "-", "--format", "csv", "--table", "projections", *asked)
    rows = list(csv.DictReader(io.StringIO(exported.out)))
    projected = list(csv.DictReader(io.StringIO(tradetrack("project", *asked, "--format", "csv").out)))
    assert {row["target"] for row in rows} == {"200", "293.74"}
    assert [row["reached_in"] for row in rows] == [row["reached_in"] for row in projected]
    tt.export(tt.read_ledger(), tmp_path / "p.csv", table="projections", target=[200, "2x"], growth=7)
    assert (tmp_path / "p.csv").read_text() == exported.out
    refused = tradetrack(
        "export", "-o", "-", "--format", "csv", "--table", "projections", "--target", "5 EUR mn"
    )
    assert refused.code == 2


def test_the_shell_completes_formats_and_tables(tradetrack: Cli) -> None:
    for words, expected in (
        ("tradetrack export --format p", "parquet"),
        ("tradetrack export --table proj", "projections"),
    ):
        environment = {
            "_TRADETRACK_COMPLETE": "complete_bash",
            "COMP_WORDS": words,
            "COMP_CWORD": str(len(words.split()) - 1),
        }
        run = tradetrack(**environment)
        assert run.out.split() == [expected]
