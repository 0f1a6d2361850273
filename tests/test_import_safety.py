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
from tradetrack.sources.head import Head
from tradetrack.sources.reading import File

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


def zipped(name: str, data: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, data)
    return file.getvalue()


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
    with pytest.raises(tt.AccessError, match="line 1 has 51 columns, more than the 50"):
        by_options(tmp_path, wide, {"unit": "USD mn"})
    monkeypatch.setattr(rows, "MAX_JSON_BYTES", 40)
    with pytest.raises(tt.AccessError, match="MiB of JSON that are read"):
        taken(tmp_path, json.dumps({"data": [{"primaryValue": 1, "flowCode": "X"}] * 5}), "c.json")


def test_a_row_with_more_fields_than_the_header_is_refused(tmp_path: Path) -> None:
    text = "Year,China,Japan\n2022,1,234,5\n2023,7,8\n"
    with pytest.raises(RequestError, match="row 2 has 4 fields, the header 3"):
        by_options(tmp_path, text, {"unit": "USD mn"}, reporter="USA", flow="exports")


def test_json_that_is_nested_without_end_is_refused(tmp_path: Path) -> None:
    text = '{"data": [{"primaryValue": 1, "flowCode": ' + "[" * 100_000 + "]" * 100_000 + "}]}"
    with pytest.raises(tt.AccessError, match="nested more deeply"):
        taken(tmp_path, text, "c.json")


@pytest.mark.parametrize("number", ["1e999999999", "-1E-999999999", "0e999999999", "1" * 5_000])
def test_a_number_that_would_take_all_memory_is_damage(number: str, tmp_path: Path) -> None:
    with pytest.raises(tt.LedgerError, match="no figure of trade"):
        taken(tmp_path, f'{{"data": [{{"primaryValue": {number}, "flowCode": "X"}}]}}', "c.json")


def test_a_later_line_with_too_many_columns_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "MAX_COLUMNS", 50)
    with pytest.raises(tt.AccessError, match="line 2 has 60 columns"):
        by_options(tmp_path, "Year,China,Japan\n" + ",".join("1" * 60) + "\n", {"unit": "USD mn"})


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"\x1f\x8b\x08\x00", "t.csv.gz", "an archive, and no workbook"),
        (zipped("t.csv", b"Year,Value\n"), "t.zip", "an archive, and no workbook"),
        (b"Year\0,Value\n", "t.csv", "NUL bytes"),
        (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aa">]><x>&a;</x>', "t.xml", "declares entities"),
    ],
)
def test_what_is_no_table_is_not_read(data: bytes, name: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(tt.AccessError, match=said):
        by_options(tmp_path, data, {"unit": "USD mn"}, name)


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml"])
def test_a_workbook_that_declares_entities_is_refused(part: str, tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book({"Data": TABLE}))) as old, zipfile.ZipFile(data, "w") as new:
        for name in old.namelist():
            declared = b'<!DOCTYPE x [<!ENTITY a "aa">]>' if name == part else b""
            new.writestr(name, declared + old.read(name))
    with pytest.raises(tt.AccessError, match="declares entities"):
        by_options(tmp_path, data.getvalue(), {"unit": "USD"}, "b.xlsx")


def test_of_an_old_workbook_it_is_said_that_hidden_rows_cannot_be_told() -> None:
    (remark,) = workbook_parts.remarks_of(File("t.xls", b"\xd0\xcf\x11\xe0", Head(b"")))
    assert "hidden, or a formula made a value, cannot be told" in remark


def test_a_sheet_of_as_many_rows_as_a_sheet_can_have_was_probably_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tradetrack.sources.selection._FULL_SHEETS", (3,))
    with pytest.raises(RequestError, match="probably missing") as raised:
        remarks(tmp_path, book({"Data": TABLE}))
    assert raised.value.parameter == "whole"


def test_a_last_month_of_fewer_partners_is_asked_about(tmp_path: Path) -> None:
    text = "Month,China,Japan\n2024-01,1,2\n2024-02,3,..\n"
    with pytest.raises(RequestError, match="Feb 2024 has only 1 of the 2 partners") as raised:
        by_options(tmp_path, text, {"unit": "USD mn"}, reporter="USA", flow="exports")
    assert raised.value.parameter == "whole"
    whole = by_options(tmp_path, text, {"unit": "USD mn"}, reporter="USA", flow="exports", whole=True)
    assert [row["period"] for row in whole.rows] == ["2024-01", "2024-01", "2024-02"]


def test_a_damaged_workbook_is_an_error_of_access(tmp_path: Path) -> None:
    data = book({"Data": TABLE})
    for damaged in (data[:200], data[:-40], data.replace(b"<row", b"<<<<", 1)):
        with pytest.raises((tt.AccessError, RequestError, tt.LedgerError)):
            remarks(tmp_path, damaged)


def test_a_cell_beyond_the_last_column_is_refused_before_the_sheet_is_read(tmp_path: Path) -> None:
    with pytest.raises(tt.AccessError, match="more cells than"):
        remarks(tmp_path, changed(book({"Data": TABLE}), 'r="C3"', 'r="ZZZZZ3"'))


def test_the_limits_are_what_the_documentation_says() -> None:
    text = (Path(__file__).parent.parent / "docs" / "import.md").read_text()
    assert f"{workbook_parts.MAX_BYTES >> 20} MiB" in text
    assert f"{workbook_parts.MAX_CELLS // 10**6} million cells" in text
    assert f"{rows.MAX_JSON_BYTES >> 20} MiB of JSON" in text
    assert f"{rows.MAX_COLUMNS:,} columns" in text
