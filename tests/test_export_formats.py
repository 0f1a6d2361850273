"""`export` to XLSX, Parquet and SDMX-CSV, read back by openpyxl, pyarrow and sdmx1: the same to the last digit."""

from __future__ import annotations

import builtins
import csv
import datetime as dt
import io
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import openpyxl.utils.escape
import pandas as pd
import pytest
import sdmx
from conftest import ROOT, Run
from test_export import HEADER, ROWS, hostile, read

import tradetrack as tt
from tradetrack.render.export import xlsx
from tradetrack.render.export.sdmx_csv import DIMENSIONS, MEASURE, TIME
from tradetrack.reports.export import TABLES

parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is absent")

Cli = Callable[..., Run]
Rows = list[dict[str, Any]]
assert hostile  # a fixture

CHINA_RUSSIA = ROOT / "data" / "china-russia.csv"
NUMBERS = ("value", "growth_pct", "line")


def sheet(path: Path, name: str = "figures") -> Rows:
    """The rows of a sheet, by its header."""
    header, *rows = openpyxl.load_workbook(path)[name].iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def same(name: str, text: str, cell: object) -> bool:
    """Whether a cell that was read back says what the ledger does.

    A workbook has the control characters of a text as `_x0007_`; openpyxl leaves that to its readers.
    """
    if name in NUMBERS:
        return cell == (float(text) if text else None)
    if isinstance(cell, dt.datetime):
        return name == "stated_on" and cell.isoformat() == f"{text}T00:00:00"
    return text in (cell or "", openpyxl.utils.escape.unescape(str(cell)))


@pytest.mark.parametrize("source", ["hostile.csv", "china-russia"])
@pytest.mark.parametrize("ending", ["xlsx", "parquet"])
def test_every_cell_comes_back(
    tradetrack: Cli, tmp_path: Path, hostile: Path, source: str, ending: str
) -> None:
    assert tradetrack("export", "--data", source, "-o", f"out.{ending}", "--table", "figures").code == 0
    path = tmp_path / f"out.{ending}"
    found = sheet(path) if ending == "xlsx" else parquet.read_table(path).to_pylist()
    stated = read(hostile if source == "hostile.csv" else CHINA_RUSSIA)
    assert len(found) == len(stated)
    wrong = [
        (name, text, new[name])
        for old, new in zip(stated, found, strict=True)
        for name, text in old.items()
        if not same(name, text, new[name])
    ]
    assert wrong == []


def test_a_workbook_has_numbers_dates_links_and_no_formula(
    tradetrack: Cli, tmp_path: Path, hostile: Path
) -> None:
    run = tradetrack("export", "--data", hostile.name, "-o", "out.xlsx")
    assert run.out == "out.xlsx: 10 figures, 7 years, 2 projected paths and 2 targets\n"
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == [*TABLES]
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds == {"s", "n", "d"}
    figures = book["figures"]
    names = [cell.value for cell in figures[1]]
    assert names == [*HEADER[:14], "036", "my id", "line", "status"]
    first = dict(zip(names, figures[2], strict=True))
    assert (first["note"].value, first["note"].data_type) == ("=1+1", "s")
    assert (first["036"].value, first["036"].data_type) == ("007", "s")
    assert (first["value"].value, first["value"].number_format) == (47.88, "0.000")
    assert repr(first["line"].value) == "2"
    assert (first["stated_on"].value, first["stated_on"].is_date) == (dt.datetime(2018, 5, 15), True)  # noqa: DTZ001
    link = first["source"].hyperlink
    assert (first["source"].value, f"{link.target}#{link.location}") == (ROWS[0][12], ROWS[0][12])
    links = [row[12].hyperlink for row in figures.iter_rows(min_row=3)]
    assert links == [None] * 9
    assert [row[11].value for row in figures.iter_rows(min_row=3, max_row=5)] == [
        "2019-05",
        "2019",
        "1899-12-31",
    ]


def test_a_computed_number_keeps_all_its_digits(tradetrack: Cli, tmp_path: Path) -> None:
    lines = [f"{1950 + n},{50 + 40 * math.sin(n):.12f}" for n in range(40)]
    (tmp_path / "my.csv").write_text("\n".join(["period,value", *lines]))
    tradetrack("export", "--data", "my.csv", "-o", "out.xlsx", "--table", "annual")
    annual = tt.annual_series(tt.read_ledger(tmp_path / "my.csv"))
    growth = [row["growth_pct"] for row in sheet(tmp_path / "out.xlsx", "annual")]
    assert growth[1:] == annual["growth_pct"].tolist()[1:]
    assert any(f"{number:.16g}" != repr(number) for number in growth[1:])


def test_the_same_tables_give_the_same_bytes(
    tmp_path: Path, hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures = tt.read_ledger(hostile)
    for ending in ("xlsx", "parquet", "xml"):
        first, second = (tmp_path / f"{name}.{ending}" for name in "ab")
        tt.export(figures, first, table="figures")
        monkeypatch.setenv("TZ", "Asia/Tokyo")
        monkeypatch.setattr("time.time", lambda: 2e9)
        tt.export(figures, second, table="figures")
        assert first.read_bytes() == second.read_bytes(), ending


def test_what_no_workbook_holds_is_said(
    tradetrack: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (tmp_path / "my.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerows(
            [("period", "value", "note"), (2020, 5, "x" * 32_767), (2021, 6, "\U0001f600" * 16_384)]
        )
    run = tradetrack("export", "--data", "my.csv", "-o", "out.xlsx")
    message = "figures: row 3, note: 16,384 characters, more than a cell of a workbook holds (32,767)"
    assert (run.code, run.err) == (4, f"tradetrack: {message}; export to CSV or Parquet\n")
    assert not (tmp_path / "out.xlsx").exists()
    monkeypatch.setattr(xlsx, "MAX_LINKS", 2)
    run = tradetrack("export", "-o", "out.xlsx", "--table", "figures")
    assert run.err == "tradetrack: figures: 4 addresses are plain text; a sheet holds 2 links\n"
    monkeypatch.setattr(xlsx, "MAX_ROWS", 6)
    run = tradetrack("export", "-o", "out.xlsx")
    assert (
        run.code,
        run.err.startswith("tradetrack: figures: 7 rows and 16 columns, more than a sheet"),
    ) == (4, True)


def test_parquet_says_what_each_column_is(tradetrack: Cli, tmp_path: Path) -> None:
    tradetrack("export", "--data", "china-russia", "-o", "a.parquet", "--table", "annual")
    table = parquet.read_table(tmp_path / "a.parquet")
    types = {field.name: str(field.type) for field in table.schema}
    assert (types["year"], types["value"], types["stated_on"]) == ("int64", "double", "string")
    assert (
        table.schema.field("floor").metadata[b"description"].startswith(b"what is known to have been traded")
    )
    annual = tt.annual_series(tt.read_ledger("china-russia"), flow=None)
    assert table.column("value").to_pylist() == annual["value"].tolist()
    assert (
        pd.read_parquet(tmp_path / "a.parquet")["growth_pct"].isna().tolist()
        == annual["growth_pct"].isna().tolist()
    )


# SDMX


@pytest.fixture
def observations(tradetrack: Cli, tmp_path: Path) -> Callable[..., Rows]:
    """Export a table as SDMX-CSV and its structure, and read both with sdmx1."""

    def observe(ledger: str, table: str = "figures") -> Rows:
        tradetrack("export", "--data", ledger, "-o", "structure.xml", "--table", table)
        tradetrack("export", "--data", ledger, "-o", "out.sdmx.csv", "--table", table)
        described: Any = sdmx.read_sdmx(io.BytesIO((tmp_path / "structure.xml").read_bytes()))
        data = io.BytesIO((tmp_path / "out.sdmx.csv").read_bytes())
        message: Any = sdmx.read_sdmx(data, format="csv", structure=described.structure[table.upper()])
        return [
            {name: value.value for name, value in observation.dimension.values.items()}
            | {name: value.value for name, value in observation.attached_attribute.items()}
            | {MEASURE: observation.value}
            for observation in message.data[0].obs
        ]

    return observe


def test_sdmx_has_each_figure_that_has_a_period(tradetrack: Cli, observations: Callable[..., Rows]) -> None:
    run = tradetrack("export", "--data", "china-russia", "-o", "out.sdmx.csv")
    stated = [(line, row) for line, row in enumerate(read(CHINA_RUSSIA), 2) if row["period"]]
    found = observations("china-russia")
    left_out = 803 - len(stated)
    assert run.out == f"out.sdmx.csv: {len(stated)} figures\n"
    assert (
        run.err
        == f"tradetrack: {left_out} targets without a deadline are left out: an observation of SDMX needs its period\n"
    )
    assert len({tuple(row[name] for name in (*DIMENSIONS["figures"], TIME)) for row in found}) == len(found)
    for (line, old), new in zip(stated, found, strict=True):
        assert new[MEASURE] == (old["value"] or "NaN")
        assert (int(new["STATEMENT"]), new["NOTE"], new["SOURCE"]) == (line, old["note"], old["source"])
        assert f"{new['REF_AREA']}-{new['COUNTERPART_AREA']}" == old["pair"]
        assert (
            f"{new['UNIT_MEASURE']} {new['UNIT_MULT']}"
            == {"USD bn": "USD 9", "USD mn": "USD 6", "CNY bn": "CNY 9"}[old["unit"]]
        )


def test_a_period_in_sdmx(tmp_path: Path, observations: Callable[..., Rows]) -> None:
    periods = {
        "2021": ("2021", "A"), "2021-Q3": ("2021-Q3", "Q"), "2021-09": ("2021-09", "M"),
        "2021-01/2021-09": ("2021-01-01/P9M", "_O"), "2017-04/2018-03": ("2017-04-01/P12M", "A"),
        "2021-07/2021-12": ("2021-07-01/P6M", "S"), "0999-11/1000-01": ("0999-11-01/P3M", "Q"),
    }  # fmt: skip
    (tmp_path / "my.csv").write_text("period,value\n" + "".join(f"{period},1.50\n" for period in periods))
    found = observations("my.csv")
    assert [(row[TIME], row["FREQ"]) for row in found] == list(periods.values())
    unknown = ("REF_AREA", "COUNTERPART_AREA", "REPORTER", "SCOPE", MEASURE)
    assert {tuple(row[name] for name in unknown) for row in found} == {("_X", "_X", "_X", "goods", "1.50")}


def test_the_status_of_an_observation(hostile: Path, observations: Callable[..., Rows]) -> None:
    found = observations(hostile.name)
    assert [row["OBS_STATUS"] for row in found] == ["A", "E", "U", "A", "U", "L", "F", "A", "A"]
    assert [row["UNIT_MULT"] for row in found] == ["9", "9", "9", "12", "6", "9", "9", "9", "9"]
    assert found[1]["NOTE"] == "line one line two"
    annual = observations("china-russia", "annual")
    bases = {(row["BASIS"], row["OBS_STATUS"]) for row in annual if row["QUALIFIER"] in ("exact", "about")}
    assert {("reported", "A"), ("nowcast", "E"), ("implied", "I"), ("sum of months", "A")} >= {pair for pair in bases if pair != ("reported", "E")}  # fmt: skip
    keys = {tuple(row[name] for name in (*DIMENSIONS["annual"], TIME)) for row in annual}
    assert len(keys) == len(annual) > 60


# What an extra brings


@pytest.mark.parametrize(
    ("ending", "package", "message"),
    [
        ("xlsx", "xlsxwriter", "a workbook needs the package xlsxwriter: pip install 'tradetrack[excel]'"),
        ("xml", "sdmx", "the structure of SDMX needs the package sdmx1: pip install 'tradetrack[sdmx]'"),
        ("parquet", "pyarrow", "a Parquet file needs the package pyarrow: pip install 'tradetrack[parquet]'"),
    ],
)
def test_a_missing_package_is_named_with_its_extra(
    tradetrack: Cli, monkeypatch: pytest.MonkeyPatch, ending: str, package: str, message: str
) -> None:
    known = builtins.__import__

    def without(name: str, *more: Any) -> Any:
        if name.partition(".")[0] == package:
            raise ModuleNotFoundError(name)
        return known(name, *more)

    monkeypatch.setattr(builtins, "__import__", without)
    run = tradetrack("export", "--data", "missing.csv", "-o", f"out.{ending}")
    assert (run.code, run.err) == (4, f"tradetrack: {message}\n")
