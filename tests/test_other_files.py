"""Other people's files are named for what they are, and ledgers stay ledgers."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from conftest import SHARED, Run

import tradetrack as tt
from tradetrack.core.errors import LedgerError
from tradetrack.sources import registry
from tradetrack.sources.head import Head
from tradetrack.sources.ledger_file import parse
from tradetrack.sources.source import Source

PLUS = "typeCode,freqCode,refYear,period,reporterISO,flowCode,partnerISO,cmdCode,primaryValue\nC,A,2022,2022,THA,M,W00,TOTAL,9,\n"
LEGACY = "Classification,Year,Trade Flow,Reporter,Partner,Commodity Code,Trade Value (US$),Flag\nH5,2017,Import,USA,China,1,36,4\n"
OLDEST = 'Year,Reporter Code,Trade Flow Code,Partner Code,Classification,Commodity Code,Value\n2010,699,2,156,"H3","02",109\n'
ITC = '\ufeffExporters\tImported value in 2024-M05\tImported value in 2024-M06\t\r\n"World"\t282863932\t272909702\t\r\n'
WITS = "Reporter Name,Partner Name,Year,Trade Flow,Export (US$ Thousand),Import (US$ Thousand)\nAustralia, World,2021,X,1,2\n"
IMF = '{"CompactData":{"@xmlns:xsi":"http://www.w3.org/","Header":{"Sender":"http://www.imf.org"}}}'
IMTS = "DATASET,SERIES_CODE,COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE\n"
EUROSTAT = "freq,indic_et,sitc06,partner,geo\\TIME_PERIOD\t2022 \t2023 \nA,MIO,TOTAL,CN,DE\t12.3 p\t: \n"
ESTAT = (
    "DATAFLOW,LAST UPDATE,freq,partner,geo,TIME_PERIOD,OBS_VALUE\nESTAT:EXT_LT(1.0),22/10/24,A,CN,DE,2023,1\n"
)
PLUS_JSON = '{"elapsedTime": "0.2", "data": [{"period": "2010", "primaryValue": 4.5}]}'
OWID = "Entity,Code,Year,Trade as share of GDP\nWorld,OWID_WRL,2020,52.1\n"
WORLD_BANK = '[{"page": 1, "pages": 1}, [{"indicator": {"id": "NE.EXP"}, "date": "2013", "value": 1}]]'
FRED = "DATE,EXPCH\n2006-12-01,24109.2\n2007-01-01,.\n"
BACI = "t,i,j,k,v,q\n2020,4,12,842123,1.1,2\n"
SDMX_XML = (
    '<?xml version="1.0"?><mes:StructureSpecificData xmlns:mes="http://www.sdmx.org/resources/sdmxml"/>'
)

KINDS: dict[str, str | bytes] = {
    "UN Comtrade download (Plus, CSV)": PLUS,
    "UN Comtrade download (legacy, CSV)": LEGACY,
    "UN Comtrade download (Plus, JSON)": PLUS_JSON,
    "ITC Trade Map": ITC,
    "WITS download (by partner)": WITS,
    "IMF download (CompactData, JSON)": IMF,
    "IMF download (SDMX-CSV)": IMTS,
    "Eurostat download (TSV)": EUROSTAT,
    "Eurostat download (SDMX-CSV)": ESTAT,
    "Eurostat download (R export)": "freq,geo,partner,stk_flow,TIME_PERIOD,values\nA,DE,CN,EXP,2023-01-01,5\n",
    "Our World in Data (OWID)": OWID,
    "World Bank indicators": WORLD_BANK,
    "FRED download (EXPCH)": FRED,
    "CEPII BACI": BACI,
    "an SDMX file": SDMX_XML,
    "this is XML": "<?xml version='1.0'?><data/>",
    "this is JSON": '[{"year": 2020, "trade": 5}]',
    "a web page (HTML)": "<!DOCTYPE html><html><body><table></table></body></html>",
    "an old Office file, such as an Excel workbook (.xls)": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "wide table (3 periods side by side, 2019 to 2021)": "Country,2019,2020,2021\nChina,1,2,3\n",
    "wide table (2 periods side by side, 2023-M01 to 2023-M02)": "Partner;2023-M01;2023-M02\nChina;1,5;2,5\n",
    "wide table (12 months side by side, Jan to Dec)": "Year,Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec\n2020,1,2,3,4,5,6,7,8,9,10,11,12\n",
    "3 partners side by side: Japan, Brazil and Hong Kong": "Period,Japan,Brazil,Hong Kong,Others\n1999,1,2,3,4\n",
    "flows side by side (Export and Import)": "Year&Month,Total,Export,Import\n2013-01,3,1,2\n",
    "one for each 'Consignment' (JAPAN and USA)": 'Year,Consignment,Value\n2012,USA,"338,505"\n2012,JAPAN,"143,970"\n',
    "1 line of title above its header (Region, Year, Series and 1 more)": 'T21,"Total, balance",,,,\nRegion,,Year,Series,,Value\n1,All,1995,Imports,,"5,099"\n',
}  # fmt: skip


def workbook(texts: list[str], sheet: str = "Data") -> bytes:
    """The parts of an .xlsx file that its recognition needs."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(
            "xl/workbook.xml", f'<workbook><sheets><sheet name="{sheet}" sheetId="1"/></sheets></workbook>'
        )
        archive.writestr("xl/sharedStrings.xml", "".join(f"<si><t>{text}</t></si>" for text in texts))
    return file.getvalue()  # fmt: skip


def message(data: str | bytes, name: str = "f.csv") -> str:
    with pytest.raises(LedgerError) as raised:
        parse(data.encode() if isinstance(data, str) else data, name)
    assert len(raised.value.problems) == 1
    return str(raised.value)


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_of_another_kind_is_named_in_one_line_with_the_way_in(kind: str) -> None:
    said = message(KINDS[kind])
    assert said.startswith("f.csv:1:1: error[foreign-file]: this is ")
    assert kind in said
    assert any(
        word in said.partition("; ")[2] for word in ("period", "tradetrack", "import cannot take it: the")
    )


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        (["CTY_CODE", "CTYNAME", "IJAN", "EJAN"], "the US Census Bureau's trade by country"),
        (["Partner Name", "Export (US$ Thousand)"], "WITS download (workbook)"),
        (["Exporters", "Imported value in 2023"], "ITC Trade Map"),
        (["anything"], "an Excel workbook (.xlsx; sheet 'Data')"),
    ],
)
def test_a_workbook_is_named_by_what_is_in_it(texts: list[str], kind: str) -> None:
    assert kind in message(workbook(texts), "book.xlsx")


def test_a_file_in_utf_16_or_windows_letters_is_recognised_too() -> None:
    assert "FRED" in message(FRED.encode("utf-16"))
    assert "UN Comtrade" in message(LEGACY.replace("China", "Côte d'Ivoire").encode("cp1252"))


def test_a_damaged_workbook_is_told_from_a_ledger_without_a_crash() -> None:
    assert "encoding" in message(workbook(["a"])[:60])


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("period,value\n2020,x\n", ["bad-value"]),
        ("period;value\n2020;1\n", ["delimiter"]),
        ("Period,value\n2020,1\n", ["misspelt-column"]),
        ("pair,period,valeu,unit\nCHN-RUS,2020,1,USD bn\n", ["misspelt-column"]),
        ("period,value,2020,2021\n2020,x,1,2\n", ["bad-value"]),
        ('period,value\n2020,"1\n', ["bad-quote"]),
        ("", ["no-header"]),
    ],
)
def test_a_faulty_ledger_keeps_its_own_errors(text: str, codes: list[str]) -> None:
    with pytest.raises(LedgerError) as raised:
        parse(text.encode(), "f.csv")
    assert [problem.code for problem in raised.value.problems] == codes


@pytest.mark.parametrize(
    ("name", "column"),
    [
        *((name, "period") for name in ("year", "Year", "date", "TIME_PERIOD", "refYear", "Ref. Year")),
        *((name, "value") for name in ("OBS_VALUE", "primaryValue", "Trade Value (US$)", "amount")),
    ],
)
def test_the_usual_name_of_a_missing_column_is_named(name: str, column: str) -> None:
    header = f"{name},value" if column == "period" else f"period,{name}"
    said = message(f"{header}\n2020,100\n")
    assert "error[missing-column]" in said
    assert said.endswith(f"is it {name!r}? rename that to {column}")


def test_many_columns_without_a_name_are_one_line() -> None:
    said = message("pair,period,value" + "," * 48 + "\n")
    assert said == (
        "f.csv:1:19: error[unnamed-column]: 48 columns have no name; name or remove them, or delete a title "
        "above the header"
    )


def test_titles_above_the_header_of_a_ledger_are_one_line() -> None:
    said = message("Trade of Ruritania,,\nUSD bn,,\nperiod,value,note\n2020,1,\n")
    assert said == "f.csv:1:1: error[title-row]: the header stands in line 3; delete the title above it"


def test_the_separator_line_of_excel_is_named() -> None:
    assert "error[separator-line]" in message("sep=,\nperiod,value\n2020,100\n")


PARTNERS = "period,{},value\n2020,Japan,30\n2020,Others,651\n"


@pytest.mark.parametrize(
    "name", ["partner", "Country", "Commodity Code", "product", "Partner Name", "hs_code"]
)
def test_several_partners_without_a_pair_are_asked_about(name: str) -> None:
    said = message(PARTNERS.format(name))
    assert said.startswith("f.csv:3:6: error[several-partners]: ")
    assert "which one? the column has Japan and Others" in said


@pytest.mark.parametrize(
    "text",
    [
        "period,partner,value\n2020,Japan,30\n2021,Japan,31\n",
        "period,partner,value\n2020,,30\n2021,Japan,31\n",
        "pair,period,partner,value\nCHN-JPN,2020,Japan,30\nCHN-RUS,2020,Russia,31\n",
        "period,region,value\n2020,north,30\n2021,south,31\n",
    ],
)
def test_one_partner_or_a_pair_needs_no_question(text: str) -> None:
    assert len(parse(text.encode(), "f.csv")) == 2


def test_a_frame_of_several_partners_is_asked_about_too() -> None:
    frame = pd.DataFrame({"period": [2020, 2020], "country": ["Japan", "Chad"], "value": [1, 2]})
    with pytest.raises(LedgerError, match=r"frame:2:2: error\[several-partners\]: country: one row"):
        tt.figures(frame)


COMMANDS = [
    "show",
    "project --target 5",
    "targets",
    "chart -o c.png",
    "backtest",
    "add --period 2020 --value 5",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_that_reads_a_ledger_names_the_file(
    command: str, tradetrack: Callable[..., Run], tmp_path: Path
) -> None:
    (tmp_path / "f.csv").write_text(FRED)
    run = tradetrack(*command.split(), "--data", "f.csv")
    assert (run.code, run.out) == (1, "")
    assert run.err.startswith("f.csv:1:1: error[foreign-file]: this is a FRED download (EXPCH)")
    assert (tmp_path / "f.csv").read_text() == FRED


def test_check_and_python_name_the_file(tradetrack: Callable[..., Run], tmp_path: Path) -> None:
    file = tmp_path / "f.csv"
    file.write_text(FRED)
    assert "FRED" in tradetrack("check", "f.csv").err
    with pytest.raises(LedgerError, match="FRED"):
        tt.read_ledger(file)


def test_two_sources_that_claim_one_file_are_both_named(monkeypatch: pytest.MonkeyPatch) -> None:
    rivals = [Source(kind, lambda _: True, "do this") for kind in ("an A file", "a B file")]
    monkeypatch.setattr(registry, "all_sources", lambda: rivals)
    assert "this is an A file or a B file, not a ledger" in message("a,b\n1,2\n")


@pytest.mark.parametrize("kind", KINDS)
def test_no_two_sources_claim_a_file(kind: str) -> None:
    data = KINDS[kind]
    head = Head(data.encode() if isinstance(data, str) else data, "f.csv")
    assert len(registry.recognised(head)) == 1


def test_the_files_of_statistical_offices_are_named_in_two_lines() -> None:
    folders = [SHARED / "field" / "official", SHARED / "fixtures"]
    files = [path for folder in folders if folder.is_dir() for path in sorted(folder.iterdir())]
    if not files:
        pytest.skip("the collection of official files is not on this machine")
    for path in files:
        with pytest.raises(LedgerError) as raised:
            parse(path.read_bytes(), path.name)
        assert [problem.code for problem in raised.value.problems] == ["foreign-file"], path.name
