"""`tradetrack import` of the less common sources: WITS and the IMF in all their forms, ledgers, other tables."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from test_import import cells, taken
from test_import_tables import by_options
from workbooks import Cell, book

import tradetrack as tt
from tradetrack.core.errors import LedgerError, RequestError
from tradetrack.sources.partners import GROUP, economy

BULK = "Nomenclature,ReporterISO3,ProductCode,ReporterName,PartnerISO3,PartnerName,Year,TradeFlowName,TradeFlowCode,TradeValue in 1000 USD\n"
SUMMARY = "Reporter,Partner,Product categories,Indicator Type,Indicator,2021,2020\n"
YEARS = "Reporter Name,Partner Name,Trade Flow,Product Group,Indicator,2019,2020\n"
XML = (
    '<?xml version="1.0"?><m:StructureSpecificData xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v3_0/message"'
    ' xmlns:n="urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=IMF.STA:DSD_IMTS(1.0.0)"><m:DataSet>{}</m:DataSet></m:StructureSpecificData>'
)


def chapters(count: int) -> str:
    return BULK + "".join(
        f"HS,AUS,{chapter:02d}0110,Australia,CHN,China,2021,Gross Exp.,6,{chapter}.5\n"
        for chapter in range(1, count + 1)
    )


def test_the_bulk_download_of_wits_is_added_up_where_all_chapters_are_there(tmp_path: Path) -> None:
    intake = taken(tmp_path, chapters(97))
    assert cells(intake) == {("AUS-CHN", "exports", "2021", "4.8015", "USD mn")}
    assert intake.rows[0]["note"] == "FOB, sum of 97 rows"
    assert intake.reading.remarks == ["no total in the file: the sum of its products"]
    with pytest.raises(RequestError, match=r"5 products .* and no total"):
        taken(tmp_path, chapters(5))
    assert {row["scope"] for row in taken(tmp_path, chapters(5), scope="farm").rows} == {"farm"}


def test_the_country_summary_of_wits_has_two_units_and_the_finer_one_is_taken(tmp_path: Path) -> None:
    text = SUMMARY + (
        "United States, World,All Products,Export,Trade (US$ Mil)-Top 5 Export Partner,1753000.1,1430254\n"
        "United States, World,All Products,Export,Trade Value (US$ Thousand),1753000137.2,\n"
        "United States,Côte d'Ivoire,All Products,Import,Trade (US$ Mil)-Top 5 Import Partner,900,800\n"
        "United States,China,All Products,Export,Partner share(%)-Top 5 Export Partner,8.6,8.7\n"
        "United States, World,Capital goods,Export,Product Trade (US$ Mil),5,6\n"
    )
    intake = taken(tmp_path, text.encode("latin-1"))
    assert cells(intake) == {
        ("USA-WLD", "exports", "2021", "1753000.1372", "USD mn"),
        ("USA-WLD", "exports", "2020", "1430254", "USD mn"),
        ("USA-CIV", "imports", "2021", "900", "USD mn"),
        ("USA-CIV", "imports", "2020", "800", "USD mn"),
    }


def test_wits_with_years_side_by_side_and_in_a_workbook_whose_first_sheet_is_empty(tmp_path: Path) -> None:
    rows = YEARS + (
        "Australia, World,Export,All Products,Export (US$ Thousand),266377168.5,245046000\n"
        "Australia,East Asia & Pacific,Export,All Products,Export (US$ Thousand),1,2\n"
        "Australia,China,Import,All Products,Import Partner Share (%),25,26\n"
    )
    expected = {
        ("AUS-WLD", "exports", "2019", "266377.1685", "USD mn"),
        ("AUS-WLD", "exports", "2020", "245046", "USD mn"),
    }
    assert cells(taken(tmp_path, rows)) == expected
    lines: list[list[Cell]] = [[*line.split(",")] for line in rows.replace("&", "and").split("\n")]
    data = book({"Sheet1": [[]], "Partner": lines})
    assert cells(taken(tmp_path, data, "w.xlsx")) == expected


def test_wits_in_sdmx_json(tmp_path: Path) -> None:
    def dimension(name: str, *values: str) -> dict[str, object]:
        return {"id": name, "values": [{"id": value} for value in values]}

    series = [
        dimension("FREQ", "A"),
        dimension("REPORTER", "USA"),
        dimension("PARTNER", "WLD", "CHN"),
        dimension("PRODUCTCODE", "Total"),
        dimension("INDICATOR", "XPRT-TRD-VL", "MPRT-TRD-VL"),
    ]
    times = [dimension("TIME_PERIOD", "2020", "2021")]
    data = {"0:0:0:0:0": {"observations": {"0": [1430254165.5], "1": [None]}}, "0:0:1:0:1": {"observations": {"0": [457164000]}}}  # fmt: skip
    document = {
        "dataSets": [{"series": data}],
        "structure": {"dimensions": {"series": series, "observation": times}},
    }
    intake = taken(tmp_path, json.dumps(document), "w.json")
    assert cells(intake) == {
        ("USA-WLD", "exports", "2020", "1430254.1655", "USD mn"),
        ("USA-CHN", "imports", "2020", "457164", "USD mn"),
    }
    document["structure"] = {"indicators": ["XPRT-TRD-VL"]}
    with pytest.raises(LedgerError, match="damaged"):
        taken(tmp_path, json.dumps(document), "w.json")


SERIES = '<Series COUNTRY="USA" INDICATOR="XG_FOB_USD" COUNTERPART_COUNTRY="CHN" SCALE="6"><Obs TIME_PERIOD="2022" OBS_VALUE="154012345678.5"/></Series>'
FLAT = '<Obs COUNTRY="USA" INDICATOR="XG_FOB_USD" COUNTERPART_COUNTRY="CHN" SCALE="6" TIME_PERIOD="2022" OBS_VALUE="154012345678.5"/>'
GENERIC = (
    '<g:Series><g:SeriesKey><g:Value id="COUNTRY" value="USA"/><g:Value id="INDICATOR" value="XG_FOB_USD"/><g:Value id="COUNTERPART_COUNTRY" value="CHN"/></g:SeriesKey>'
    '<g:Obs><g:ObsDimension value="2022"/><g:ObsValue value="154012345678.5"/></g:Obs></g:Series>'
).replace("g:", "")  # fmt: skip


@pytest.mark.parametrize("body", [SERIES, FLAT, GENERIC])
def test_imf_in_sdmx_xml(body: str, tmp_path: Path) -> None:
    intake = taken(tmp_path, XML.format(body), "imf.xml")
    assert cells(intake) == {("USA-CHN", "exports", "2022", "154012.3456785", "USD mn")}


@pytest.mark.parametrize("declared", ['[<!ENTITY a "aaaa">]', 'SYSTEM "file:///etc/passwd"'])
def test_xml_that_declares_entities_or_is_damaged_is_refused(declared: str, tmp_path: Path) -> None:
    with pytest.raises(tt.AccessError, match="declares entities"):
        taken(tmp_path, XML.format(SERIES).replace("<m:Str", f"<!DOCTYPE x {declared}><m:Str", 1), "imf.xml")
    with pytest.raises(LedgerError, match="damaged"):
        taken(tmp_path, XML.format(SERIES)[:-9], "imf.xml")


def test_imf_with_periods_side_by_side_and_names(tmp_path: Path) -> None:
    text = (
        "DATASET,COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,SCALE,2021,2022-M01\n"
        'IMTS,United States,"Exports of goods, Free on board (FOB), US dollar","China, People\'s Republic of",Annual,Millions,151000000000,13000000000\n'
    )
    assert cells(taken(tmp_path, text)) == {
        ("USA-CHN", "exports", "2021", "151000", "USD mn"),
        ("USA-CHN", "exports", "2022-01", "13000", "USD mn"),
    }


def test_trade_map_in_a_workbook_with_a_title(tmp_path: Path) -> None:
    sheet: list[list[Cell]] = [
        ["List of markets"],
        ["Exporters", "Imported value in 2022", "Imported value in 2023"],
        ["China", 5000, 6000],
    ]
    intake = taken(tmp_path, book({"Trade": sheet}), "t.xlsx", reporter="USA")
    assert ("USA-CHN", "imports", "2023", "6", "USD mn") in cells(intake)


def test_another_ledger_gives_the_rows_that_are_not_there(
    tradetrack: Callable[..., Run], tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text("pair,period,value,source\nCHN-RUS,2021,146.87,x\nCHN-RUS,2020,108,y\n")
    (tmp_path / "b.csv").write_text("pair,flow,period,value,source\nCHN-RUS,total,2021,146.87,x\n")
    run = tradetrack("import", "a.csv", "--data", "b.csv")
    assert run.out == "a.csv: a ledger; takes 2 rows\nb.csv: 1 new, 1 the same as before\n"
    assert (tmp_path / "b.csv").read_text().endswith("CHN-RUS,total,2020,108,y\n")
    some = tradetrack("import", "a.csv", "-o", "c.csv", "--since", "2021")
    assert some.out.startswith("a.csv: a ledger; takes 1 row, leaves out 1 rows that were not asked for\n")
    assert tradetrack("import", "a.csv", "-o", "d.csv", "--pair", "USA-CHN").code == 2


TABLES: dict[str, tuple[str, dict[str, Any], dict[str, Any], tuple[str, ...]]] = {
    "OWID": ("Entity,Code,Year,Exports of goods (US$)\nChina,CHN,2020,2.5e12\nWorld,OWID_WRL,2020,1.7e13\n", {"unit": "USD", "partner_code": "WLD"}, {"flow": "exports"}, ("CHN-WLD", "exports", "2020", "2500000", "USD mn")),
    "UNCTAD": ('Year,Economy,Economy Label,Partner,Partner Label,Flow Label,US dollars in thousands\n2020,0840,United States of America,0156,China,Exports,124485000.1\n', {"unit": "USD thousand"}, {}, ("USA-CHN", "exports", "2020", "124485.0001", "USD mn")),
    "WTO": ("Reporting Economy Code,Reporting Economy ISO3A Code,Reporting Economy,Partner Economy,Product/Sector Code,Product/Sector,Year,Value Flag,Value\n156,CHN,China,World,TO,Total merchandise,2021,E,3316000\n", {"unit": "USD mn"}, {"flow": "exports"}, ("CHN-WLD", "exports", "2021", "3316000", "USD mn")),
    "India": ("S.No.,Country,2019-2020,2020-2021\n1,CHINA P RP,16612.75,21187.16\n2,U S A,53088.77,51623.14\n", {"unit": "USD mn", "year_start": 4}, {"flow": "exports", "reporter": "IND", "skip": ("CHINA P RP",)}, ("IND-USA", "exports", "2019-04/2020-03", "53088.77", "USD mn")),
    "months side by side": ("Year,Jan,Feb\n2023,5,6\n2024,7,8\n", {"unit": "EUR bn"}, {"pair": ("DEU-FRA",), "flow": "total"}, ("DEU-FRA", "total", "2024-02", "8", "EUR bn")),
    "an index column": (",year,partner,exports\n0,2020,China,5\n1,2021,China,6\n", {"unit": "USD bn"}, {"reporter": "USA"}, ("USA-CHN", "exports", "2021", "6", "USD bn")),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_tables_of_other_offices_need_their_unit_and_what_they_do_not_say(name: str, tmp_path: Path) -> None:
    text, layout, choice, row = TABLES[name]
    assert row in cells(by_options(tmp_path, text, layout, **choice))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("China, P.R.: Mainland", "CHN"),
        ("China, People's Republic of", "CHN"),
        ("Azerbaijan, Rep. of", "AZE"),
        ("Congo, Dem. Rep. of the", "COD"),
        ("Kingdom of Saudi Arabia", "SAU"),
        ("Republic of China", "TWN"),
        ("Other Asia, nes", "TWN"),
        ("OAS", "TWN"),
        ("Vereinigte Staaten", "USA"),
        ("Китай", "CHN"),
        ("中国", "CHN"),
        ("Corea del Sur", "KOR"),
        ("Monde", "WLD"),
        ("Special Categories", GROUP),
        ("UNS", GROUP),
        ("Republic of Meat", None),
        ("Meat, Republic of", None),
    ],
)
def test_economies_in_many_spellings(name: str, code: str | None) -> None:
    assert economy(name) == code
