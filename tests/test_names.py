"""Names and codes of economies: what a code is called, and which code is meant by another text."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import babel
import pandas as pd
import pytest
from conftest import ROOT, SHARED, scrubbed

import tradetrack as tt
from tradetrack.core.codes import LONGEST_TEXT, code_in, is_known, meant, pair_for, plain
from tradetrack.core.economies import BLOCS, ECONOMIES, MEANT, OTHER_NAMES, READ_AS
from tradetrack.core.names import economy_name, iso_regions, pair_name
from tradetrack.ledger.cells import CellError, parse_pair, parse_reporter

NAMES_OF_BABEL = "2.19.0"  # whose CLDR the table of economies was made from


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("CHN", "China"), ("WLD", "world"), ("XKX", "Kosovo"), ("EU27", "European Union"), ("EU28", "EU-28"),
        ("EA20", "euro area"), ("ASEAN", "ASEAN"), ("AFRICA", "Africa"), ("ARAB", "Arab states"), ("LATAM", "Latin America"),
        ("SUN", "Soviet Union"), ("YUG", "Yugoslavia"), ("CSK", "Czechoslovakia"), ("DDR", "East Germany"),
        ("SCG", "Serbia and Montenegro"), ("BUR", "Burma"), ("ZAR", "Zaire"), ("TMP", "East Timor"), ("YMD", "South Yemen"),
        ("ANT", "Netherlands Antilles"), ("ABC", "ABC"), ("XKK", "XKK"), ("QUU", "QUU"), ("CN", "CN"),
    ],
)  # fmt: skip
def test_an_economy_has_its_name_and_any_other_code_stands_for_itself(code: str, name: str) -> None:
    assert economy_name(code) == name


def test_a_pair_has_the_names_of_both_sides() -> None:
    assert pair_name("VNM-WLD") == "Vietnam-world"
    assert pair_name("") == ""


def test_the_codes_of_iso_are_those_in_use() -> None:
    assert {"CHN", "RUS", "NAM", "TWN", "SSD"} <= set(iso_regions())
    assert not {"AAA", "XAA", "QUU", "XKK", "ZZZ", "ROM", "SUN", "ZAR"} & set(iso_regions())
    assert 249 <= len(iso_regions()) <= 260
    assert len(set(iso_regions().values())) == len(iso_regions())


@pytest.mark.skipif(babel.__version__ != NAMES_OF_BABEL, reason=f"the table is of Babel {NAMES_OF_BABEL}")
def test_the_table_of_economies_is_what_its_tool_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import economy_names

    assert iso_regions() == economy_names.regions(), "run python tools/economy_names.py"


def test_the_tables_agree_with_each_other() -> None:
    ours = [*ECONOMIES, *BLOCS]
    assert len({*ours, *iso_regions()}) == len(ours) + len(iso_regions())
    assert all(2 <= len(code) <= 6 for code in ours)
    assert [code for code in MEANT if is_known(code)] == []
    meanings = {*MEANT.values(), *OTHER_NAMES.values(), *READ_AS.values()}
    assert [code for code in meanings if not is_known(code)] == []
    assert [code for code in READ_AS if "_" not in code] == []
    assert [name for name in OTHER_NAMES if plain(name) != name] == []


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("CN", "CHN"), ("RU", "RUS"), ("UK", "GBR"), ("EU", "EU27"), ("EL", "GRC"), ("XK", "XKX"), ("NA", "NAM"), ("SU", "SUN"),
        ("156", "CHN"), ("643", "RUS"), ("036", "AUS"), ("36", "AUS"), ("001", "WLD"), ("842", "USA"), ("490", "TWN"), ("810", "SUN"),
        ("UAE", "ARE"), ("KSA", "SAU"), ("ROM", "ROU"), ("PRC", "CHN"), ("ROK", "KOR"), ("DPRK", "PRK"), ("GER", "DEU"),
        ("SUI", "CHE"), ("ZAI", "ZAR"), ("USSR", "SUN"), ("EU27_2020", "EU27"),
        ("CHINA", "CHN"), ("RUSSIA", "RUS"), ("INDIA", "IND"), ("JAPAN", "JPN"), ("TURKEY", "TUR"), ("KOREA", "KOR"), ("WORLD", "WLD"),
    ],
)  # fmt: skip
def test_a_wrong_code_has_the_one_that_is_meant(wrong: str, right: str) -> None:
    assert not is_known(wrong)
    assert meant(wrong) == right


@pytest.mark.parametrize(
    "code", ["CHN", "EU27", "SUN", "ABC", "CHI", "UN", "CS", "000", "999", "٣", "ZZ", "XA", "AAA", "QUX"]
)
def test_a_known_or_unclear_code_means_no_other(code: str) -> None:
    assert meant(code) is None


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("india-uae", "IND-ARE"), ("China/Russia", "CHN-RUS"), ("China – Russia", "CHN-RUS"), ("CHINA-RUSSIA ", "CHN-RUS"),
        ("cn-ru", "CHN-RUS"), ("156_643", "CHN-RUS"), ("China and Russia", "CHN-RUS"), ("U.S.-China", "USA-CHN"),
        ("South Korea-China", "KOR-CHN"), ("Guinea-Bissau-Portugal", "GNB-PRT"), ("Côte d'Ivoire - the Netherlands", "CIV-NLD"),
        ("Bosnia & Herzegovina-Serbia", "BIH-SRB"), ("Russian-Chinese", "RUS-CHN"), ("World-Viet Nam", "WLD-VNM"),
        ("eu27_2020-chn", "EU27-CHN"), ("Guinea-Bissau", None), ("South Korea", None), ("China", None), ("chn-chn", None),
        ("here-there", None), ("CHN-RUS-USA", None), ("", None), ("China-Russia".ljust(LONGEST_TEXT) + ".", None),
    ],
)  # fmt: skip
def test_names_of_two_economies_are_a_pair(text: str, pair: str | None) -> None:
    assert pair_for(text) == pair


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("chn", "CHN"), ("CHN ", "CHN"), ("cn", "CHN"), ("China", "CHN"), ("China Customs", "CHN"), ("customs of Russia", "RUS"),
        ("Russian customs", "RUS"), ("Statistics South Africa", "ZAF"), ("Customs of South Sudan", "SSD"), ("U.S. Census Bureau", "USA"),
        ("Bank of Papua New Guinea", "PNG"), ("TÜRKİYE", "TUR"), ("European Union", "EU27"), ("asean", "ASEAN"),
        ("World Bank", None), ("China and Russia", None), ("Hong Kong, China", None), ("Eurostat", None), ("abc", None),
        ("China Customs".ljust(LONGEST_TEXT) + ".", None),
    ],
)  # fmt: skip
def test_the_name_of_one_economy_has_its_code(text: str, code: str | None) -> None:
    assert code_in(text) == code


@pytest.mark.parametrize("code", ["CHN", "G7", "AFRICA", "UAE", "156", "OWN1"])
def test_a_reporter_is_a_code_as_in_a_pair(code: str) -> None:
    assert parse_reporter(code) == code
    assert parse_pair(f"{code}-RUS") == f"{code}-RUS"


@pytest.mark.parametrize(
    "text", ["C", "chn", "CHN\n", " CHN", "CHN-RUS", "TOOLONG", "EU27_2021", "=1", "ÄÖ", "１２"]
)
def test_no_other_text_is_a_reporter(text: str) -> None:
    with pytest.raises(CellError, match="not the code of a reporter; write") as raised:
        parse_reporter(text)
    assert raised.value.code == "bad-reporter"


def test_a_code_of_ones_own_needs_no_more_than_to_be_tidy() -> None:
    with pytest.raises(CellError, match=r"write OWN$"):
        parse_reporter("OWN ")
    with pytest.raises(CellError, match=r"write OWN-CHN$"):
        parse_pair("OWN / CHN")


def test_the_code_of_eurostat_is_read_as_the_european_union() -> None:
    assert parse_reporter("EU27_2020") == "EU27"
    assert parse_pair("EU27_2020-CHN") == "EU27-CHN"
    assert parse_pair("CHN-EU27_2020") == "CHN-EU27"
    frame = {
        "pair": ["EU27_2020-CHN", "CHN-EU27"],
        "period": [2020, 2021],
        "value": [1, 2],
        "reporter": ["EU27", "EU27_2020"],
    }
    figures = tt.figures(pd.DataFrame(frame))
    assert figures["pair"].tolist() == ["EU27-CHN", "CHN-EU27"]
    assert figures["reporter"].tolist() == ["EU27", "EU27"]
    assert len(tt.show(figures).annual) == 2


def test_every_code_of_the_stated_targets_has_a_name() -> None:
    path = SHARED / "data" / "stated-targets.csv"
    if not path.is_file():
        pytest.skip("the stated targets are not here")
    pairs = pd.read_csv(path, usecols=["pair"])["pair"].unique()
    assert {code for pair in pairs for code in pair.split("-") if not is_known(code)} == set()


def test_a_ledger_of_known_codes_needs_no_babel(tmp_path: Path) -> None:
    (tmp_path / "l.csv").write_text("pair,period,value\nCHN-RUS,2020,1\nCHN-RUS,2021,2\n")
    code = "import sys, tradetrack as tt; tt.check(tt.read_ledger('l.csv')); sys.exit('babel' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=scrubbed(tmp_path), check=False)
    assert done.returncode == 0
