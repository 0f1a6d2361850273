"""A file to import is data: what is hidden or calculated in it is said, and what would take all memory is refused."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Run
from test_import import taken
from test_import_tables import by_options
from workbooks import Cell, book

import tradetrack as tt
from tradetrack.core.errors import RequestError
from tradetrack.sources import rows, workbook_parts

TABLE: list[list[Cell]] = [["Year", "China", "Japan"], [2022, 5, 6], [2023, 7, 8]]
SAID = {"layout": {"unit": "USD mn"}, "choice": {"reporter": "USA", "flow": "exports"}}


def changed(data: bytes, old: str, new: str, part: str = "xl/worksheets/sheet1.xml") -> bytes:
    """A workbook with another text in one of its parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(file, "w") as after:
        for name in before.namelist():
            text = before.read(name).decode()
            assert name != part or old in text
            after.writestr(name, text.replace(old, new) if name == part else text)
    return file.getvalue()


def remarks(folder: Path, data: bytes) -> list[str]:
    intake = by_options(folder, data, {"unit": "USD mn"}, "b.xlsx", reporter="USA", flow="exports")
    return intake.reading.remarks[1:]


def test_hidden_rows_and_columns_are_read_and_said(tmp_path: Path) -> None:
    data = changed(book({"Data": TABLE}), '<row r="3">', '<row r="3" hidden="1">')
    assert remarks(tmp_path, data) == ["the workbook has 1 hidden row: they are read like all others"]
    columns = '<cols><col min="2" max="2" hidden="1"/></cols><sheetData>'
    data = changed(book({"Data": TABLE}), "<sheetData>", columns)
    assert "1 range of hidden columns" in remarks(tmp_path, data)[0]


def test_the_saved_value_of_a_formula_is_read_and_said(tmp_path: Path) -> None:
    data = changed(book({"Data": TABLE}), '<c r="B2"><v>5</v>', '<c r="B2"><f>2+4</f><v>5</v>')
    data = changed(data, '<c r="C3"><v>8</v>', '<c r="C3"><f>B3*2</f>')
    intake = by_options(tmp_path, data, {"unit": "USD mn"}, "b.xlsx", reporter="USA", flow="exports")
    assert {row["value"] for row in intake.rows} == {"5", "6", "7"}
    said = intake.reading.remarks[1:]
    assert said[0] == "2 cells with a formula: its value as saved in the file is read"
    assert said[1].startswith("1 formula without a saved value: open the workbook in an office program")


def test_codes_keep_their_zeros_and_texts_are_no_numbers(tmp_path: Path) -> None:
    sheet: list[list[Cell]] = [["Code", "Year", "Amount"], ["036", 2022, 42403], ["004", 2022, 0.1]]
    layout = {"partner": "Code", "period": "Year", "value": ("Amount",), "unit": "USD mn"}
    intake = by_options(tmp_path, book({"D": sheet}), layout, "b.xlsx", reporter="USA", flow="exports")
    assert {(row["pair"], row["value"]) for row in intake.rows} == {("USA-AUS", "42403"), ("USA-AFG", "0.1")}


def test_a_sheet_that_reaches_too_far_is_refused_before_it_is_read(
    tradetrack: Callable[..., Run], tmp_path: Path
) -> None:
    data = changed(book({"Data": TABLE}), '<row r="3"><c r="A3">', '<row r="1048576"><c r="XFD1048576">')
    (tmp_path / "b.xlsx").write_bytes(data)
    run = tradetrack("import", "b.xlsx", "-o", "n.csv", "--unit", "USD mn", "--reporter", "USA")
    assert (run.code, run.out) == (4, "")
    assert "reaches over 1,048,576 rows and 16,384 columns, more cells than the 20,000,000" in run.err


def test_an_open_document_that_repeats_a_value_without_end_is_refused(tmp_path: Path) -> None:
    def sheet(row: str, cell: str) -> bytes:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            archive.writestr(
                "content.xml",
                f'<table:table-row{row}><table:table-cell office:value-type="float" office:value="1"{cell}/></table:table-row>',
            )
        return file.getvalue()

    for data in (
        sheet(' table:number-rows-repeated="1048576"', ""),
        sheet("", ' table:number-columns-repeated="16384"'),
    ):
        with pytest.raises(tt.AccessError, match="more cells than"):
            by_options(tmp_path, data, {"unit": "USD"}, "b.ods")


def test_a_table_with_too_many_columns_and_too_much_json_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "MAX_COLUMNS", 50)
    wide = "Year," + ",".join(f"P{n}" for n in range(50)) + "\n2020" + ",1" * 50 + "\n"
    with pytest.raises(tt.AccessError, match="its first line has 51 columns, more than the 50"):
        by_options(tmp_path, wide, {"unit": "USD mn"})
    monkeypatch.setattr(rows, "MAX_JSON_BYTES", 40)
    with pytest.raises(tt.AccessError, match="MiB of JSON that are read"):
        taken(tmp_path, json.dumps({"data": [{"primaryValue": 1, "flowCode": "X"}] * 5}), "c.json")


def test_a_row_with_more_fields_than_the_header_is_refused(tmp_path: Path) -> None:
    text = "Year,China,Japan\n2022,1,234,5\n2023,7,8\n"
    with pytest.raises(RequestError, match="row 2 has 4 fields, the header 3"):
        by_options(tmp_path, text, {"unit": "USD mn"}, reporter="USA", flow="exports")


def test_json_that_is_nested_without_end_is_damaged(tmp_path: Path) -> None:
    text = '{"data": [{"primaryValue": 1, "flowCode": ' + "[" * 100_000 + "]" * 100_000 + "}]}"
    with pytest.raises(tt.LedgerError, match="damaged"):
        taken(tmp_path, text, "c.json")


def test_a_sheet_of_as_many_rows_as_a_sheet_can_have_was_probably_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tradetrack.sources.selection._FULL_SHEETS", (3,))
    with pytest.raises(RequestError, match="probably missing") as raised:
        remarks(tmp_path, book({"Data": TABLE}))
    assert raised.value.parameter == "whole"


def test_a_damaged_workbook_is_an_error_of_access(tmp_path: Path) -> None:
    data = book({"Data": TABLE})
    for damaged in (data[:200], data[:-40], data.replace(b"<row", b"<<<<", 1)):
        with pytest.raises((tt.AccessError, RequestError, tt.LedgerError)):
            remarks(tmp_path, damaged)


def test_the_limits_are_what_the_documentation_says() -> None:
    text = (Path(__file__).parent.parent / "docs" / "import.md").read_text()
    assert f"{workbook_parts.MAX_BYTES >> 20} MiB" in text
    assert f"{workbook_parts.MAX_CELLS // 10**6} million cells" in text
    assert f"{rows.MAX_JSON_BYTES >> 20} MiB of JSON" in text
    assert f"{rows.MAX_COLUMNS:,} columns" in text
