"""`tradetrack import`: files of statistical offices become rows of a ledger, all of them or none."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import SHARED, Run

import tradetrack as tt
from tradetrack.cli.take_in import taken_in as ask_for
from tradetrack.core.errors import LedgerError, RequestError
from tradetrack.sources import census, importing
from tradetrack.sources.importing import Intake, take_in
from tradetrack.sources.layout import Layout
from tradetrack.sources.partners import economy
from tradetrack.sources.reading import Choice, number
from tradetrack.sources.sheets import Sheet

NAMES = "typeCode,freqCode,period,reporterISO,reporterDesc,flowCode,partnerISO,partnerDesc,partner2Code,classificationCode,cmdCode,customsCode,motCode,primaryValue"


def plus(*rows: str) -> str:
    """A Comtrade Plus file of rows `period reporter flow partner product value`, each with its field too many."""
    lines = []
    for row in rows:
        period, reporter, flow, partner, product, value, *parts = row.split()
        partner2, customs, transport = parts or ("0", "C00", "0")
        kind = "S" if product == "S" else "C"
        lines.append(
            f"{kind},A,{period},{reporter},,{flow},{partner},,{partner2},H6,{product},{customs},{transport},{value},"
        )
    return "\n".join([NAMES, *lines, ""])


BILATERAL = plus("2021 CHN X RUS TOTAL 67565109000", "2021 CHN M RUS TOTAL 79321754321")
ITC = '\ufeffExporters\tImported value in 2024-M05\tImported value in 2024-M06\t\r\n"World"\t300\t400\t\r\n"Korea, Republic of"\t36887740\t0\t\r\n"Area Nes"\t7\t\t\r\n'
WITS = 'Reporter Name,Partner Name,Year,Trade Flow,Export (US$ Thousand),Import (US$ Thousand)\nAustralia, World,2021,Exports & Imports,342036.5,261586\nAustralia,"Hong Kong, China",2021,Exports & Imports,12.25,\nAustralia,East Asia & Pacific,2021,Exports & Imports,9,8\n'
FRED = "observation_date,IMPCH,EXP5330\n2024-01-01,35774.8,.\n2024-02-01,31000,3200.5\n"
EUROSTAT = "freq,stk_flow,indic_et,sitc06,partner,geo\\TIME_PERIOD\t2023-12 \t2024-01 \nM,EXP,TRD_VAL,TOTAL,CN_X_HK,DE\t7890.5 \t7000.1 p\nM,IMP,TRD_VAL,TOTAL,CN_X_HK,DE\t: \t: c\nM,EXP,TRD_VAL_SCA,TOTAL,CN_X_HK,DE\t7000 \t7100 \nM,EXP,TRD_VAL,SITC7,CN_X_HK,DE\t4000 \t\nM,EXP,TRD_VAL,TOTAL,EXT_EU27_2020,DE\t50000 \t\n"
IMTS = "DATASET,COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,SCALE,TIME_PERIOD,OBS_VALUE\nIMTS,USA,XG_FOB_USD,CHN,A,6,2022,154012345678\nIMTS,USA,XG_FOB_USD,CHN,M,6,2023-M01,13092562463\nIMTS,USA,XG_FOB_USD,G001,Q,6,2023-Q1,1\nIMTS,USA,MG_FOB_USD,CHN,A,6,2022,5\nIMTS,USA,XG_FOB_USD,G200,A,6,2022,4\n"


def dots(value: str) -> str:
    series = {
        "@FREQ": "A",
        "@REF_AREA": "US",
        "@INDICATOR": "TXG_FOB_USD",
        "@COUNTERPART_AREA": "B0",
        "@UNIT_MULT": "6",
    }
    series["Obs"] = {"@TIME_PERIOD": "2023", "@OBS_VALUE": value}  # type: ignore[assignment]
    text = {"CompactData": {"Header": {"Sender": "http://www.imf.org"}, "DataSet": {"Series": series}}}
    return json.dumps(text)


def taken(folder: Path, text: str | bytes, name: str = "f.csv", **choice: object) -> Intake:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return take_in(str(path), Choice(**choice))  # type: ignore[arg-type]


def cells(intake: Intake) -> set[tuple[str, ...]]:
    return {tuple(row[name] for name in ("pair", "flow", "period", "value", "unit")) for row in intake.rows}


def test_comtrade_values_are_exact_and_say_whose_they_are(tmp_path: Path) -> None:
    intake = taken(tmp_path, BILATERAL)
    assert cells(intake) == {
        ("CHN-RUS", "exports", "2021", "67565.109", "USD mn"),
        ("CHN-RUS", "imports", "2021", "79321.754321", "USD mn"),
    }
    assert {(row["reporter"], row["stated_by"], row["note"]) for row in intake.rows} == {
        ("CHN", "UN Comtrade", "FOB"),
        ("CHN", "UN Comtrade", "CIF"),
    }


def test_comtrade_leaves_out_aloud_what_is_inside_another_row(tmp_path: Path) -> None:
    file = plus(
        "2021 CHN X RUS TOTAL 100",
        "2021 CHN RX RUS TOTAL 5",
        "2021 CHN X RUS 84 60",
        "2021 CHN X CHN TOTAL 7",
        "2021 CHN X XX TOTAL 9",
        "2021 CHN X E19 TOTAL 2",
        "2021 CHN X RUS TOTAL 40 0 C00 2100",
    )
    intake = taken(tmp_path, file.replace(",E19,,", ",,Other Europe nes,").replace(",XX,,", ",,Areas nes,"))
    assert cells(intake) == {("CHN-RUS", "exports", "2021", "0.0001", "USD mn")}
    assert intake.reading.left_out == {
        "re-exports, re-imports and other flows, which are inside exports and imports": 1,
        "of single products, which are inside the total": 1,
        "of parts (by consignment, customs procedure or transport), which are inside their total": 1,
        "with the reporter as its own partner": 1,
        "of regions and areas that are no single economy": 2,
    }
    assert intake.reading.taken + intake.reading.omitted == Decimal(223)


def test_comtrade_parts_without_a_total_are_added_up(tmp_path: Path) -> None:
    file = plus(
        "2021 CHN X RUS TOTAL 100 156 C00 2100",
        "2021 CHN X RUS TOTAL 30 156 C00 3200",
        "2021 CHN M RUS TOTAL 50 156 C00 0",
        "2021 CHN M RUS TOTAL 20 156 C00 2100",
    )
    assert {row[3] for row in cells(taken(tmp_path, file))} == {"0.00013", "0.00005"}


def test_comtrade_chapters_are_added_up_where_all_are_there(tmp_path: Path) -> None:
    rows = [f"2017 USA M CHN {chapter} 1000000" for chapter in range(1, 98)]
    intake = taken(tmp_path, plus(*rows))
    assert cells(intake) == {("USA-CHN", "imports", "2017", "97", "USD mn")}
    assert intake.reading.remarks == [
        "no TOTAL in the file: the sum of its 97 chapters, without confidential trade"
    ]


def test_comtrade_of_one_product_is_no_total(tmp_path: Path) -> None:
    file = plus("2014 THA M S19 8542 2207750958")
    with pytest.raises(RequestError, match=r"one product \(8542\) and no TOTAL") as raised:
        taken(tmp_path, file)
    assert raised.value.parameter == "scope"
    (row,) = taken(tmp_path, file, scope="chips").rows
    assert (row["pair"], row["value"], row["scope"]) == ("THA-TWN", "2207.750958", "chips")


def test_comtrade_services_have_their_scope(tmp_path: Path) -> None:
    (row,) = taken(tmp_path, plus("2022 DEU X USA S 35265545570.07")).rows
    assert (row["scope"], row["value"]) == ("services", "35265.54557007")


@pytest.mark.parametrize(
    ("rows", "whole", "is_taken"), [(500, False, False), (500, True, True), (499, False, True)]
)
def test_a_file_that_was_probably_cut_is_asked_about(
    tmp_path: Path, rows: int, whole: bool, is_taken: bool
) -> None:
    file = plus(*(f"{1500 + year} CHN X RUS TOTAL {year}" for year in range(rows)))
    if is_taken:
        assert len(taken(tmp_path, file, whole=whole).rows) == rows
    else:
        with pytest.raises(RequestError, match="500 rows are as many as one download or sheet has"):
            taken(tmp_path, file, whole=whole)


def test_comtrade_months_and_legacy_and_json(tmp_path: Path) -> None:
    (row,) = taken(tmp_path, plus("202207 CHN X RUS TOTAL 5000000")).rows
    assert row["period"] == "2022-07"
    legacy = "Classification,Year,Trade Flow,Reporter,Partner,Commodity Code,Trade Value (US$)\nH5,2017,Import,USA,China,TOTAL,36000000\nH5,2017,Re-Export,USA,China,TOTAL,1\n"
    assert cells(taken(tmp_path, legacy)) == {("USA-CHN", "imports", "2017", "36", "USD mn")}
    record = {
        "typeCode": "C",
        "period": "2010",
        "reporterISO": "CHN",
        "flowCode": "M",
        "partnerISO": "DEU",
        "cmdCode": "TOTAL",
        "partner2Code": 0,
        "customsCode": "C00",
        "motCode": 0,
        "primaryValue": 74251272075.1,
    }
    assert cells(taken(tmp_path, json.dumps({"data": [record]}), "f.json")) == {
        ("CHN-DEU", "imports", "2010", "74251.2720751", "USD mn")
    }


def test_fred_says_reporter_partner_and_flow_by_the_name_of_the_series(tmp_path: Path) -> None:
    intake = taken(tmp_path, FRED)
    assert cells(intake) == {
        ("USA-CHN", "imports", "2024-01", "35774.8", "USD mn"),
        ("USA-CHN", "imports", "2024-02", "31000", "USD mn"),
        ("USA-IND", "exports", "2024-02", "3200.5", "USD mn"),
    }
    assert intake.reading.left_out == {"without a value": 1}


def test_an_unknown_series_of_fred_is_what_the_user_says(tmp_path: Path) -> None:
    file = "DATE,EXPGSCN\n2020-01-01,5\n2021-01-01,6\n"
    with pytest.raises(RequestError, match="name its unit") as raised:
        taken(tmp_path, file)
    assert raised.value.parameter == "unit"
    of_china = taken(tmp_path, file, layout=Layout(unit="USD mn"), pair=("CHN-WLD",), flow="exports")
    assert cells(of_china) == {
        ("CHN-WLD", "exports", "2020", "5", "USD mn"),
        ("CHN-WLD", "exports", "2021", "6", "USD mn"),
    }


def test_the_trade_of_a_country_with_the_world_at_fred_is_in_dollars(tmp_path: Path) -> None:
    intake = taken(tmp_path, "observation_date,XTEXVA01CNM667S\n2024-01-01,271234567890.5\n2024-02-01,.\n")
    assert cells(intake) == {("CHN-WLD", "exports", "2024-01", "271234.5678905", "USD mn")}
    assert intake.rows[0]["note"] == "seasonally adjusted"


def test_trade_map_needs_its_reporter(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="name the reporter") as raised:
        taken(tmp_path, ITC, "f.txt")
    assert raised.value.parameter == "reporter"
    intake = taken(tmp_path, ITC, "f.txt", reporter="USA")
    assert cells(intake) == {
        ("USA-WLD", "imports", "2024-05", "0.3", "USD mn"),
        ("USA-WLD", "imports", "2024-06", "0.4", "USD mn"),
        ("USA-KOR", "imports", "2024-05", "36887.74", "USD mn"),
        ("USA-KOR", "imports", "2024-06", "0", "USD mn"),
    }
    assert intake.reading.taken + intake.reading.omitted == Decimal(36888447)


def test_wits_takes_partners_and_the_world_and_leaves_out_regions(tmp_path: Path) -> None:
    intake = taken(tmp_path, WITS)
    assert cells(intake) == {
        ("AUS-WLD", "exports", "2021", "342.0365", "USD mn"),
        ("AUS-WLD", "imports", "2021", "261.586", "USD mn"),
        ("AUS-HKG", "exports", "2021", "0.01225", "USD mn"),
    }
    assert intake.reading.left_out == {
        "without a value": 1,
        "of regions and areas that are no single economy": 2,
    }


def test_eurostat_is_in_euros_with_its_flags(tmp_path: Path) -> None:
    intake = taken(tmp_path, EUROSTAT, "f.tsv")
    assert cells(intake) == {
        ("DEU-CHN", "exports", "2023-12", "7890.5", "EUR mn"),
        ("DEU-CHN", "exports", "2024-01", "7000.1", "EUR mn"),
    }
    assert [row["note"] for row in intake.rows] == ["FOB", "FOB, provisional"]
    assert intake.reading.left_out["of balances, shares, indices and adjusted series"] == 2


def test_imf_values_are_scaled_by_their_size_and_it_is_said(tmp_path: Path) -> None:
    intake = taken(tmp_path, IMTS)
    assert cells(intake) == {
        ("USA-CHN", "exports", "2022", "154012.345678", "USD mn"),
        ("USA-CHN", "exports", "2023-01", "13092.562463", "USD mn"),
        ("USA-WLD", "exports", "2023-Q1", "0.000001", "USD mn"),
    }
    assert intake.reading.remarks[0].startswith("taken as dollars by the size of the values")
    old = taken(tmp_path, dots("369756.760426"), "f.json")
    assert cells(old) == {("USA-EU27", "exports", "2023", "369756.760426", "USD mn")}
    assert old.reading.remarks[0].startswith("taken as million dollars")


def test_an_imf_file_without_trade_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="no exports FOB or imports CIF"):
        taken(tmp_path, dots("5").replace("TXG_FOB_USD", "edu"), "f.json")


MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
CENSUS = ["year", "CTY_CODE", "CTYNAME", *(f"I{m}" for m in MONTHS), "IYR", *(f"E{m}" for m in MONTHS), "EYR"]


def test_census_months_that_are_not_published_are_no_zeros(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    zeros = ["0"] * 10
    rows = [
        CENSUS,
        ["2023", "5700", "China", "10.5", "0", *zeros, "10.5", "7", "8", *zeros, "15"],
        ["2023", "1220", "Canada", "30", "20", *zeros, "50", "0", "1", *zeros, "1"],
        ["2023", "0014", "Pacific Rim", "1", "1", *zeros, "2", "1", "1", *zeros, "2"],
    ]  # fmt: skip
    monkeypatch.setattr(census, "sheets_of", lambda _: [Sheet("country", rows)])
    monkeypatch.setattr(importing, "recognised", lambda _: [census.SOURCE])
    from test_other_files import workbook

    intake = taken(tmp_path, workbook(CENSUS), "country.xlsx")
    assert cells(intake) == {
        ("USA-CHN", "imports", "2023-01", "10.5", "USD mn"),
        ("USA-CHN", "imports", "2023-02", "0", "USD mn"),
        ("USA-CHN", "exports", "2023-01", "7", "USD mn"),
        ("USA-CHN", "exports", "2023-02", "8", "USD mn"),
        ("USA-CAN", "imports", "2023-01", "30", "USD mn"),
        ("USA-CAN", "imports", "2023-02", "20", "USD mn"),
        ("USA-CAN", "exports", "2023-01", "0", "USD mn"),
        ("USA-CAN", "exports", "2023-02", "1", "USD mn"),
    }
    assert intake.reading.left_out["of months that are not published yet (0 in the file)"] == 40


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("1,857,759", 1857759), ("1 234.5", Decimal("1234.5")), ("1\u00a0234", 1234), ("-5", -5), ("1e3", 1000)),
        *((mark, None) for mark in ("", "..", ":", "NULL", "na", "-", "(D)")),
    ],
)  # fmt: skip
def test_numbers_and_marks_of_missing_values(text: str, value: object) -> None:
    assert number(text) == value


@pytest.mark.parametrize("text", ["1,5", "1.234,5", "abc", "12,34,567", "nan%", "Infinity"])
def test_what_could_be_read_in_two_ways_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        number(text)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Other Asia, nes", "TWN"), ("S19", "TWN"), ("490", "TWN"), ("Taipei, Chinese", "TWN"), (" World", "WLD"),
        ("Korea, Republic of", "KOR"), ("Korea, South", "KOR"), ("China, Hong Kong SAR", "HKG"), ("W00", "WLD"),
        ("Lao People's Democratic Republic", "LAO"), ("Congo", "COG"), ("Dem. Rep. Congo", "COD"), ("Türkiye", "TUR"),
        ("St. Vincent and the Grenadines", "VCT"), ("EU27_2020", "EU27"), ("European Union", "EU27"), ("1", "WLD"), ("156", "CHN"), ("142", ""), ("Areas, nes", ""),
        ("East Asia & Pacific", ""), ("Unspecified", ""), ("Atlantis", None), ("Chian", None),
    ],
)  # fmt: skip
def test_names_of_economies_are_understood_and_never_guessed(name: str, code: str | None) -> None:
    assert economy(name) == code


def test_a_name_that_is_not_understood_stops_the_import(
    tradetrack: Callable[..., Run], tmp_path: Path
) -> None:
    (tmp_path / "f.csv").write_text(WITS.replace('"Hong Kong, China"', "Atlantis"))
    refused = tradetrack("import", "f.csv", "-o", "new.csv")
    assert (refused.code, refused.out) == (2, "")
    assert "--skip: f.csv: not understood: 'Atlantis'" in refused.err
    assert not (tmp_path / "new.csv").exists()
    run = tradetrack("import", "f.csv", "-o", "new.csv", "--skip", "Atlantis")
    assert run.code == 0
    assert "1 of Atlantis, as asked" in run.out


def test_an_import_makes_a_ledger_that_projects_at_once(
    tradetrack: Callable[..., Run], tmp_path: Path
) -> None:
    (tmp_path / "f.csv").write_text(BILATERAL)
    os.utime(tmp_path / "f.csv", (1_650_000_000, 1_650_000_000))
    run = tradetrack("import", "f.csv", "-o", "new.csv")
    assert (run.code, run.err) == (0, "")
    assert run.out == (
        "f.csv: a UN Comtrade download (Plus, CSV): goods, yearly, reporter CHN, partner RUS, 2021; takes 2 figures\n"
        "f.csv: its values add up to 146,886,863,321: 146,886,863,321 taken, 0 left out\n"
        "new.csv: 2 new\n"
    )
    assert (tmp_path / "new.csv").read_text().splitlines()[1] == (
        "CHN-RUS,exports,reported,2021,67565.109,USD mn,exact,,,CHN,UN Comtrade,2022-04-15,"
        '"UN Comtrade: f.csv, 2022-04-15",FOB'
    )
    assert "146,886.863321" in tradetrack("show", "--data", "new.csv").out
    assert tradetrack("project", "--data", "new.csv", "--target", "200000").code == 0
    assert tradetrack("check", "new.csv").code == 0


def test_a_second_import_says_what_changed_and_writes_only_that(
    tradetrack: Callable[..., Run], tmp_path: Path
) -> None:
    (tmp_path / "f.csv").write_text(BILATERAL)
    tradetrack("import", "f.csv", "-o", "new.csv")
    before = (tmp_path / "new.csv").read_bytes()
    again = tradetrack("import", "f.csv", "--data", "new.csv")
    assert again.out.endswith("new.csv: 2 the same as before\n")
    assert (tmp_path / "new.csv").read_bytes() == before
    later = plus("2021 CHN X RUS TOTAL 68000000000", "2022 CHN X RUS TOTAL 76000000000")
    (tmp_path / "g.csv").write_text(later)
    run = tradetrack("import", "g.csv", "--data", "new.csv")
    assert "new.csv: 1 new, 1 revised since the last import\n" in run.out
    assert "revised since the last import: CHN-RUS exports 2021\n" in run.out
    after = (tmp_path / "new.csv").read_bytes()
    assert after.startswith(before)
    assert after.count(b"\n") == before.count(b"\n") + 2
    assert tt.annual_series(tt.read_ledger(tmp_path / "new.csv"), flow="exports")["value"].tolist() == [
        68000,
        76000,
    ]


def test_what_a_file_lacks_is_told_and_stays(tradetrack: Callable[..., Run], tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_text(plus(*(f"{year} CHN X RUS TOTAL 5" for year in (2019, 2020, 2021))))
    tradetrack("import", "f.csv", "-o", "new.csv")
    (tmp_path / "g.csv").write_text(plus("2019 CHN X RUS TOTAL 5", "2021 CHN X RUS TOTAL 5"))
    run = tradetrack("import", "g.csv", "--data", "new.csv")
    assert "gone, imported earlier and not in this file (they stay): CHN-RUS exports 2020" in run.out
    assert len(tt.read_ledger(tmp_path / "new.csv")) == 3


def test_figures_of_other_sources_are_restated_or_in_conflict(
    tradetrack: Callable[..., Run], tmp_path: Path
) -> None:
    own = "pair,flow,period,value,unit,reporter\nRUS-CHN,imports,2021,67.6,USD bn,CHN\nCHN-RUS,imports,2021,70,USD bn,CHN\n"
    (tmp_path / "own.csv").write_text(own)
    (tmp_path / "f.csv").write_text(BILATERAL)
    run = tradetrack("import", "f.csv", "--data", "own.csv")
    assert "own.csv: 1 stated by another source already, 1 in conflict with another source\n" in run.out
    assert "in conflict with another source: CHN-RUS imports 2021" in run.out
    written = (tmp_path / "own.csv").read_text()
    assert written.splitlines()[0] == "pair,flow,period,value,unit,reporter,stated_by,stated_on,source,note"
    assert len(tt.read_ledger(tmp_path / "own.csv")) == 4


def test_a_dry_run_writes_nothing(tradetrack: Callable[..., Run], tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_text(BILATERAL)
    (tmp_path / "own.csv").write_text("pair,period,value\n")
    for target in (("-o", "new.csv"), ("--data", "own.csv")):
        run = tradetrack("import", "f.csv", *target, "--dry-run")
        assert "2 new" in run.out
        assert "a dry run: nothing was written" in run.err
    assert not (tmp_path / "new.csv").exists()
    assert (tmp_path / "own.csv").read_text() == "pair,period,value\n"


def test_options_choose_what_is_taken_and_the_rest_is_counted(tmp_path: Path) -> None:
    file = plus(
        *(f"{year} {reporter} {flow} {partner} TOTAL 5" for year in (2019, 2020, 2021) for flow in "XM"
          for reporter, partner in (("CHN", "RUS"), ("RUS", "CHN"), ("CHN", "USA"))),
    )  # fmt: skip
    assert len(taken(tmp_path, file).rows) == 18
    chosen = taken(tmp_path, file, pair=("RUS-CHN",), reporter="CHN", flow="exports", since=2020, until=2020)
    assert cells(chosen) == {("CHN-RUS", "exports", "2020", "0.000005", "USD mn")}
    assert chosen.reading.left_out == {"that were not asked for": 17}
    with pytest.raises(RequestError, match="'DEU' is no reporter of the file; it has CHN, RUS"):
        taken(tmp_path, file, reporter="DEU")
    with pytest.raises(RequestError, match="write CHN-RUS"):
        taken(tmp_path, file, pair=("china/russia",))


def test_two_values_for_one_figure_stop_the_import(tmp_path: Path) -> None:
    file = WITS + "Australia,Hong Kong,2021,Exports & Imports,13,\n"
    with pytest.raises(RequestError, match="two values for AUS HKG exports 2021"):
        taken(tmp_path, file)
    same = WITS + "Australia,Hong Kong,2021,Exports & Imports,12.25,\n"
    assert taken(tmp_path, same).reading.left_out["that the file has twice"] == 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["f.csv"], 2, "name the ledger: tradetrack import f.csv -o NEW.csv makes one"),
        (["f.csv", "-o", "f.csv"], 4, "is there already"),
        (["f.csv", "--data", "trade"], 2, "the bundled ledger trade is read-only"),
        (["f.csv", "-o", "n.csv", "--data", "l.csv"], 2, "give either --data or --output"),
        (["bad.csv", "-o", "n.csv"], 1, "missing-column"),
        (
            ["wide.csv", "-o", "n.csv"],
            2,
            "proposed reading: up (row 1) period, left (column 'Country') partner",
        ),
        (["gone.csv", "-o", "n.csv"], 4, "no such file"),
        (["f.csv", "-o", "n.csv", "--flow", "both"], 2, "--flow: 'both' is not a flow"),
        (["f.csv", "-o", "n.csv", "--since", "2030"], 2, "no figure of what was asked for"),
    ],
)
def test_refusals(
    arguments: list[str], code: int, said: str, tradetrack: Callable[..., Run], tmp_path: Path
) -> None:
    (tmp_path / "f.csv").write_text(BILATERAL)
    (tmp_path / "l.csv").write_text("period,value\n2020,1\n")
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n")
    (tmp_path / "wide.csv").write_text("Country,2019,2020,2021\nChina,1,2,3\n")
    run = tradetrack("import", *arguments)
    assert (run.code, run.out) == (code, "")
    assert said in run.err
    assert not (tmp_path / "n.csv").exists()


def test_the_command_that_a_message_names_works(tradetrack: Callable[..., Run], tmp_path: Path) -> None:
    files = {"a.csv": BILATERAL, "b.txt": ITC, "c.csv": FRED, "d.csv": plus("2014 THA M S19 8542 22")}
    for name, text in files.items():
        (tmp_path / name).write_text(text)
        said = tradetrack("show", "--data", name).err
        command = said.partition("; tradetrack ")[2].partition(" takes its figures in")[0]
        filled = command.replace("CODE", "USA").replace("WORD", "chips").replace("NEW.csv", f"{name}.new.csv")
        assert tradetrack(*filled.split()).code == 0


def test_a_damaged_file_is_an_error_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="the JSON is damaged"):
        taken(tmp_path, '{"data": [{"primaryValue": 5', "f.json")


def test_a_last_month_that_only_some_partners_have_is_asked_about(
    tradetrack: Callable[..., Run], tmp_path: Path
) -> None:
    partners = ("RUS", "USA", "DEU", "JPN")
    rows = [f"20240{month} CHN X {name} TOTAL 5000000" for month in (1, 2) for name in partners]
    (tmp_path / "f.csv").write_text(plus(*rows, "202403 CHN X RUS TOTAL 5000000"))
    run = tradetrack("import", "f.csv", "-o", "n.csv")
    assert (run.code, run.out) == (2, "")
    assert "--whole: f.csv: Mar 2024 has only 1 of the 4 partners of the month before" in run.err
    assert "Mar 2024 has only 1 of" in tradetrack("import", "f.csv", "-o", "n.csv", "--whole").out
    (tmp_path / "g.csv").write_text(plus(*rows))
    assert "has only" not in tradetrack("import", "g.csv", "-o", "m.csv").out


def test_baci_is_added_up_over_its_products(tmp_path: Path) -> None:
    rows = [f"2020,490,842,{chapter:02d}0110,0.5,NA" for chapter in range(1, 98)]
    rows += ["2020,156,156,010110,3,1", "2020,156,999,010110,  2.25,1"]
    text = "\n".join(["t,i,j,k,v,q", *rows, ""])
    with pytest.raises(RequestError, match="not understood: '999'"):
        taken(tmp_path, text)
    intake = taken(tmp_path, text, skip=("999",))
    assert cells(intake) == {("TWN-USA", "exports", "2020", "0.0485", "USD mn")}
    assert intake.reading.left_out == {"with the reporter as its own partner": 1, "of 999, as asked": 1}
    assert intake.reading.taken + intake.reading.omitted == Decimal("53.75")
    with pytest.raises(RequestError, match="complete set of chapters"):
        taken(tmp_path, "t,i,j,k,v,q\n2020,156,842,10110,5,1\n")


def test_a_row_with_text_beyond_the_header_is_no_number_cut_in_two(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r":3:1: error.field-count.: the row has 3 fields, the header 2"):
        taken(tmp_path, "observation_date,IMPCH\n2024-01-01,5\n2024-02-01,12,5\n")


@pytest.mark.parametrize("text", [BILATERAL, ITC, WITS, FRED, EUROSTAT, IMTS])
def test_a_row_that_breaks_off_has_no_value(text: str, tmp_path: Path) -> None:
    for kept in (1, 2, 3):
        lines = text.splitlines()
        sign = "\t" if "\t" in text else ","
        broken = "\n".join([*lines[:-1], sign.join(lines[-1].split(sign)[:kept]), ""])
        try:
            intake = taken(tmp_path, broken, reporter="USA" if text == ITC else None)
        except RequestError:
            continue
        assert intake.rows


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_what_the_file_does_not_say_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "f.txt").write_text(ITC)
    monkeypatch.setattr("sys.stdin", Terminal("USA\n"))
    intake = ask_for(str(tmp_path / "f.txt"), Choice())
    assert {row["reporter"] for row in intake.rows} == {"USA"}
    assert capfd.readouterr().err.splitlines()[-1] == "tradetrack: whose statistics are these, such as USA?"
    monkeypatch.setattr("sys.stdin", Terminal("\n"))
    with pytest.raises(RequestError, match="name the reporter"):
        ask_for(str(tmp_path / "f.txt"), Choice())


HAND_CHECKED = [
    ("official/01_itc_trademap_us_imports_monthly.txt", {"reporter": "USA"}, "USA-CHN", "imports", 2025, 327.492),
    ("official/01_itc_trademap_us_imports_monthly.txt", {"reporter": "USA"}, "USA-WLD", "imports", 2025, 3506.570),
    ("official/02_fred_IMPCH_2017.csv", {}, "USA-CHN", "imports", 2015, 483.245),
    ("official/04_census_country.xlsx", {}, "USA-CHN", "imports", 2022, 536.754),
    ("official/04_census_country.xlsx", {}, "USA-CHN", "exports", 2022, 153.837),
    ("official/06_wits_partner_aus_2021.csv", {}, "AUS-CHN", "exports", 2021, 116.818),
    ("official/06_wits_partner_aus_2021.csv", {}, "AUS-JPN", "exports", 2021, 30.319),
    ("official/10_comtrade_legacy_total_2017.csv", {}, "DEU-WLD", "exports", 2017, 1450.215),
    ("official/11_comtrade_legacy_usa_chn_2017_short.csv", {}, "USA-CHN", "imports", 2017, 526.022),
    ("official/14_comtradeplus_tha_8542.csv", {"scope": "chips"}, "THA-TWN", "imports", 2014, 2.208),
    ("official/16_comtradeplus_services_2022.csv", {}, "DEU-USA", "imports", 2022, 37.368),
    ("official/17_imf_dots_compactdata_2024.json", {}, "USA-WLD", "exports", 2023, 2019.552),
]  # fmt: skip


@pytest.mark.parametrize(("file", "choice", "pair", "flow", "year", "value"), HAND_CHECKED)
def test_hand_checked_values_of_official_files(
    file: str, choice: dict[str, str], pair: str, flow: str, year: int, value: float, tmp_path: Path
) -> None:
    path = SHARED / "field" / file
    if not path.exists():
        pytest.skip("the collection of official files is not on this machine")
    from tradetrack.ledger.batch import NEW_LEDGER

    intake = take_in(str(path), Choice(**choice))  # type: ignore[arg-type]
    ledger = tmp_path / "l.csv"
    ledger.write_bytes(importing.merged(NEW_LEDGER, "l.csv", intake).data)
    annual = tt.annual_series(tt.read_ledger(ledger), pair=pair, flow=flow).set_index("year")["value"]
    assert annual[year] / 1000 == pytest.approx(value, abs=0.0005)
