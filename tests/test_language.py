"""Charts in other languages: no text misses in a catalogue, numbers and names are CLDR's, own words replace ours."""

from __future__ import annotations

import string
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run

import tradetrack as tt
from tradetrack.core.errors import RequestError
from tradetrack.reports.language import LANGUAGES, Language

Cli = Callable[..., Run]
OTHERS = LANGUAGES[1:]
LEDGER = (
    "pair,kind,period,value,stated_by,stated_on\n"
    + "".join(
        f"CHN-RUS,reported,{year},{1000 + 100 * (year - 2015)}.5,Customs,{year + 1}-02-03\n"
        for year in range(2015, 2022)
    )
    + "CHN-RUS,reported,2022-01/2022-09,1234,Customs,2022-10-05\nCHN-RUS,target,2030,3000,A leader,2022-11-05\n"
)


@pytest.fixture
def catalogues(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The tool that compares the catalogues with the code."""
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    return __import__("catalogues")


def fields_of(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", OTHERS)
def test_no_text_misses_in_a_catalogue(catalogues: Any, code: str) -> None:
    wanted = catalogues.messages()
    assert len(wanted) > 100
    known = {message.id: message.string for message in catalogues.catalogue(code) if message.id}
    assert wanted == set(known)
    for text, translated in known.items():
        forms = (translated,) if isinstance(translated, str) else translated
        original = fields_of(text if isinstance(text, str) else text[1])
        assert all(form and fields_of(form) == original for form in forms)


def test_every_text_of_a_chart_is_translated(tradetrack: Cli, tmp_path: Path) -> None:
    drawn = {}
    for code in LANGUAGES:
        run = tradetrack(
            "chart", "--data", "-", "-o", f"{code}.svg", "--lang", code, "--growth", "5", stdin=LEDGER
        )
        assert (run.code, run.err) == (0, "")
        svg = ET.parse(tmp_path / f"{code}.svg")  # noqa: S314
        drawn[code] = {"".join(e.itertext()) for e in svg.iter() if e.tag.endswith("}text")}
    names = {"A leader"}
    for code in OTHERS:
        same = {text for text in drawn[code] & drawn["en"] if text.strip("0123456789,") and text not in names}
        assert same == set()


@pytest.mark.parametrize(
    ("code", "number", "percent", "period", "day", "pair", "unit"),
    [
        ("en", "1,234.5", "+7.5 %", "Jan-Sep 2021", "4 Feb 2022", "China-Russia", "US$ billion"),
        (
            "fr",
            "1\u202f234,5",
            "+7,5\u202f%",
            "janv.–sept. 2021",
            "4 févr. 2022",
            "Chine-Russie",
            "milliards de $ US",
        ),
        (
            "es",
            "1234,5",
            "+7,5\xa0%",
            "ene–sept 2021",
            "4 feb 2022",
            "China-Rusia",
            "miles de millones de US$",
        ),
        ("de", "1.234,5", "+7,5\xa0%", "Jan.–Sept. 2021", "04.02.2022", "China-Russland", "Mrd. US$"),
        (
            "ru",
            "1\xa0234,5",
            "+7,5\xa0%",
            "янв. — сент. 2021\u202fг.",
            "4 февр. 2022\u202fг.",
            "Китай-Россия",
            "млрд долл. США",
        ),
        ("zh", "1,234.5", "+7.5%", "2021年1月 – 9月", "2022年2月4日", "中国-俄罗斯", "十亿美元"),
    ],
)
def test_numbers_periods_and_names_are_those_of_cldr(
    code: str, number: str, percent: str, period: str, day: str, pair: str, unit: str
) -> None:
    language = Language(code)
    assert plain(language.number("1,234.5")) == plain(number)
    assert plain(language.number("+7.5 %")) == plain(percent)
    assert plain(language.period(2021 * 12, 9)) == plain(period)
    assert plain(language.day(20220204)) == plain(day)
    assert (language.pair("CHN-RUS"), language.unit("USD bn")) == (pair, unit)
    assert (language.pair(""), language.economy("ZZ9")) == ("", "ZZ9")


def plain(text: str) -> str:
    """A text whose blanks and words for "to" are all alike: releases of CLDR differ in them."""
    return " ".join(text.replace("—", "–").replace("至", " – ").split())


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", ["US$ 1 billion", "US$ 1,468.7 billion"]),
        ("fr", ["1 milliard de $ US", "1 468,7 milliards de $ US"]),
        ("es", ["1000 millones de US$", "1.468.700 millones de US$"]),
        ("de", ["1 Mrd. US$", "1.468,7 Mrd. US$"]),
        ("ru", ["1 млрд долл. США", "1 468,7 млрд долл. США"]),
        ("zh", ["10亿美元", "14,687亿美元"]),
    ],
)
def test_amounts_are_counted_as_the_language_counts(code: str, words: list[str]) -> None:
    language = Language(code)
    assert [plain(language.amount(number, "USD bn")) for number in ("1", "1,468.7")] == words


def test_plural_forms_are_those_of_the_language() -> None:
    russian = Language("ru")
    words = [russian.counted("{number} figure", "{number} figures", number) for number in (1, 2, 5, 21)]
    assert words == ["1 показатель", "2 показателя", "5 показателей", "21 показатель"]


def test_an_unknown_language_says_which_there_are(tradetrack: Cli) -> None:
    with pytest.raises(RequestError) as caught:
        Language("it")
    assert caught.value.parameter == "lang"
    assert "en, fr, es, de, ru or zh" in tradetrack("chart", "-o", "t.png", "--lang", "it").err


def test_characters_that_no_font_has_are_counted_with_the_way_out(tradetrack: Cli, tmp_path: Path) -> None:
    title = "".join(chr(0x10FFFF - 3 - n) for n in range(20))  # no font will ever have these
    run = tradetrack("chart", "-o", "t.png", "--title", title)
    assert run.code == 0
    assert (tmp_path / "t.png").exists()


def test_own_words_replace_any_text(tradetrack: Cli, tmp_path: Path) -> None:
    own = {
        "China-Russia trade and its target": "What was said",
        "Jan-Sep 2022": "nine months",
        "at 5.0 % a year: 3,000 in 2034": "five a year",
    }
    (tmp_path / "own.toml").write_text("".join(f'"{text}" = "{words}"\n' for text, words in own.items()))
    run = tradetrack(
        "chart",
        "--data",
        "-",
        "-o",
        "t.svg",
        "--labels",
        "own.toml",
        "--growth",
        "5",
        "--paths",
        "given",
        stdin=LEDGER,
    )
    assert (run.code, run.err) == (0, "")
    svg = (tmp_path / "t.svg").read_text()
    for text, words in own.items():
        assert words in svg
        assert text not in svg


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('"Jan-Sep 2023" = "x"', "the chart has no text 'Jan-Sep 2023'; did you mean 'Jan-Sep 2022'?"),
        ('"q" = "x"', "the chart has no text 'q'; there are 'China-Russia trade and its target'"),
        ("nine months", "own.toml: "),
        ('"Jan-Sep 2022" = 9', "own.toml: Jan-Sep 2022 is not a text"),
    ],
)
def test_own_words_of_no_text_say_which_there_are(
    tradetrack: Cli, tmp_path: Path, content: str, said: str
) -> None:
    (tmp_path / "own.toml").write_text(content)
    run = tradetrack("chart", "--data", "-", "-o", "t.svg", "--labels", "own.toml", stdin=LEDGER)
    assert run.code == 2
    assert said in run.err
    assert not (tmp_path / "t.svg").exists()


@pytest.mark.parametrize(("paths", "shown"), [("all", 3), ("given", 1), ("none", 0)])
def test_paths_can_be_left_out(paths: str, shown: int) -> None:
    figure = tt.chart(tt.read_ledger("trade"), target=200, growth=[10], paths=paths)
    said = figure.description  # type: ignore[attr-defined]
    assert said.count(" a year: ") == min(shown, 2)
    assert ("at 10.0 %" in said, "at the stated" in said) == (paths != "none", paths == "all")


def test_a_subtitle_is_as_given() -> None:
    figure = tt.chart(tt.read_ledger("trade"), subtitle="By whoever", lang="de")
    assert "By whoever" in [text.get_text() for text in figure.texts]
