"""`tradetrack import` of any table, by options, from text files and workbooks."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from test_import import cells, taken
from workbooks import book

import tradetrack as tt
from tradetrack.core.errors import RequestError
from tradetrack.sources import workbook_parts
from tradetrack.sources.importing import Intake
from tradetrack.sources.layout import Layout

LONG = 'Trade of Korea,,,,\n,,,,\nYear,Country,Goods,ExportValueKUSD,ImportValueKUSD\n2024,China,Meat,"  1,113",5\n2024,China,Fish,7,NULL\n2024,Others,Fish,1,1\n'


def by_options(
    folder: Path, text: str | bytes, layout: Mapping[str, Any], name: str = "f.csv", **choice: Any
) -> Intake:
    return taken(folder, text, name, layout=Layout(**layout), **choice)


def test_flows_side_by_side_are_added_up_over_products_if_asked(tmp_path: Path) -> None:
    layout = {"period": "Year", "columns_are": "flows", "unit": "USD thousand", "partner": "Country"}
    with pytest.raises(RequestError, match="two values for KOR CHN exports 2024"):
        by_options(tmp_path, LONG, layout, reporter="KOR")
    intake = by_options(tmp_path, LONG, layout | {"sum_over": "Goods"}, reporter="KOR")
    assert cells(intake) == {
        ("KOR-CHN", "exports", "2024", "1.12", "USD mn"),
        ("KOR-CHN", "imports", "2024", "0.005", "USD mn"),
    }
    assert [row["note"] for row in intake.rows] == ["sum of 2 rows by Goods", ""]
    assert intake.reading.taken + intake.reading.omitted == Decimal(1127)
    one = by_options(tmp_path, LONG, layout | {"where": (("Goods", "Meat"),)}, reporter="KOR")
    assert ("KOR-CHN", "exports", "2024", "1.113", "USD mn") in cells(one)
    assert one.reading.left_out["rows whose Goods is not Meat"] == 2


def test_periods_side_by_side(tmp_path: Path) -> None:
    text = "Partner;2023-M01;2023 February\nChina;1.234,5;2,5\nKorea, South;:;1\n"
    layout = {"columns_are": "periods", "unit": "EUR mn", "partner": "Partner", "decimal": ","}
    intake = by_options(tmp_path, text, layout, reporter="DEU", flow="exports")
    assert cells(intake) == {
        ("DEU-CHN", "exports", "2023-01", "1234.5", "EUR mn"),
        ("DEU-CHN", "exports", "2023-02", "2.5", "EUR mn"),
        ("DEU-KOR", "exports", "2023-02", "1", "EUR mn"),
    }
    with pytest.raises(RequestError, match=r"not understood: '1.234,5'"):
        by_options(tmp_path, text, layout | {"decimal": "."}, reporter="DEU", flow="exports")


def test_partners_side_by_side(tmp_path: Path) -> None:
    text = 'Period,China,"Korea, South",All other countries\n2022,5,NULL,9\n2023,6,7,9\n'
    layout = {"period": "Period", "columns_are": "partners", "unit": "USD bn"}
    intake = by_options(tmp_path, text, layout, reporter="USA", flow="exports", scope="goods-services")
    assert cells(intake) == {
        ("USA-CHN", "exports", "2022", "5", "USD bn"),
        ("USA-CHN", "exports", "2023", "6", "USD bn"),
        ("USA-KOR", "exports", "2023", "7", "USD bn"),
    }
    assert {row["scope"] for row in intake.rows} == {"goods-services"}


def test_the_pair_of_all_rows_is_seen_from_its_reporter(tmp_path: Path) -> None:
    layout = {"period": "year_month", "value": ("value",), "unit": "CNY 100 mn"}
    text = "year_month,value\n2023.09,1\n2023.1,2\n"
    russian = by_options(tmp_path, text, layout, pair=("CHN-RUS",), flow="exports", reporter="RUS")
    assert cells(russian) == {
        ("RUS-CHN", "imports", "2023-09", "100", "CNY mn"),
        ("RUS-CHN", "imports", "2023-10", "200", "CNY mn"),
    }
    with pytest.raises(RequestError, match=r"not understood: '2022.1', '2023.1'"):
        by_options(tmp_path, text.replace("2023.09", "2022.1"), layout, pair=("CHN-RUS",), flow="total")


def test_a_column_of_flows_and_one_partner_of_all_rows(tmp_path: Path) -> None:
    text = "code,when,what,amount\n156,2023,Exports FOB,3\n156,2023,Balance,-1\n1,2023,Imports CIF,9\n156,2023,Re-exports,1\n"
    layout = {
        "period": "when",
        "value": ("amount",),
        "unit": "USD",
        "flow": "what",
        "reporter": "code",
        "partner_code": "WLD",
    }
    with pytest.raises(RequestError, match="not understood: 'Re-exports'"):
        by_options(tmp_path, text, layout)
    intake = by_options(tmp_path, text, layout, skip=("Re-exports",))
    assert intake.reading.left_out["of balances, shares, growth and quantities"] == 1
    assert cells(intake) == {("CHN-WLD", "exports", "2023", "0.000003", "USD mn")}
    assert intake.reading.left_out["with the reporter as its own partner"] == 1


@pytest.mark.parametrize(
    ("layout", "choice", "parameter", "said"),
    [
        ({"period": "Year", "value": ("ExportValueKUSD",)}, {}, "unit", "name the unit"),
        ({"period": "Year", "unit": "dollars"}, {}, "unit", "'dollars' is not a unit of values"),
        ({"period": "Jahr", "unit": "USD"}, {}, "header", "no row has 'Jahr'; the fullest of the first rows is 'Year', 'Country'"),
        ({"period": "Year", "unit": "USD", "columns_are": "periods"}, {}, "header", "no row has 'Year', 'Country' and several periods"),
        ({"period": "Year", "value": ("ExportValueKUSD",), "unit": "USD"}, {}, "flow", "exports, imports or total"),
        ({"period": "Year", "value": ("ExportValueKUSD",), "unit": "USD", "partner": "Country"}, {"flow": "exports"}, "reporter", "name the reporter"),
        ({"columns_are": "periods", "unit": "USD", "partner": "Country"}, {}, "header", "no row has 'Country' and several periods"),
        ({"period": "Year", "unit": "USD", "header": 1}, {}, "header", "row 1 has not 'Year'"),
        ({"period": "Year", "unit": "USD", "encoding": "klingon"}, {}, "encoding", "unknown encoding"),
    ],
)  # fmt: skip
def test_what_a_table_leaves_open_is_asked_for(
    layout: Mapping[str, Any], choice: Mapping[str, Any], parameter: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(RequestError, match=said) as raised:
        by_options(tmp_path, LONG, layout, **choice)
    assert raised.value.parameter == parameter


def test_a_workbook_by_options_on_the_command_line(tradetrack: Callable[..., Run], tmp_path: Path) -> None:
    (tmp_path / "book.xlsx").write_bytes(
        book(
            {
                "About": [["notes"]],
                "Data": [["Title"], ["Area", "Month", "VALUE"], ["China", "2015 January", 1058984.25]],
            }
        )
    )
    named = tradetrack("show", "--data", "book.xlsx").err
    assert "tradetrack import book.xlsx -o NEW.csv takes it in by options: --unit" in named
    options = [
        "--period",
        "Month",
        "--value",
        "VALUE",
        "--partner-column",
        "Area",
        "--reporter",
        "IRL",
        "--flow",
        "exports",
        "--unit",
        "EUR thousand",
    ]
    run = tradetrack("import", "book.xlsx", "-o", "n.csv", *options)
    assert (run.code, run.err) == (0, "")
    assert "IRL-CHN,exports,reported,2015-01,1058.98425,EUR mn" in (tmp_path / "n.csv").read_text()
    missing = tradetrack("import", "book.xlsx", "-o", "m.csv", *options, "--sheet", "Sheet9")
    assert "--sheet: there is no sheet 'Sheet9'; there are 'About' and 'Data'" in missing.err


def test_a_workbook_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_parts, "MAX_BYTES", 100)
    with pytest.raises(tt.AccessError, match="unpacks to"):
        by_options(
            tmp_path, book({"Data": [["Year"], ["2020"]]}), {"period": "Year", "unit": "USD"}, "b.xlsx"
        )


def test_a_missing_package_for_workbooks_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(tt.AccessError, match=r"pip install 'tradetrack\[excel\]'"):
        by_options(tmp_path, book({"Data": [["Year"]]}), {"period": "Year", "unit": "USD"}, "b.xlsx")
