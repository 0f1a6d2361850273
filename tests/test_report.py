"""The page of `report`: what it says, that it is one safe file, and that the same input gives the same bytes."""

from __future__ import annotations

import base64
import csv
import gzip
import hashlib
import io
import json
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import ROOT, Run

import tradetrack as tt
from tradetrack.checks.registry import codes
from tradetrack.render.page.document import markdown, page_html
from tradetrack.render.page.extract import MAX_FRAGMENT, embed_html, fragment_html
from tradetrack.render.page.short import line_path, short_path
from tradetrack.render.page.view import source_cell
from tradetrack.reports.briefing import Briefing, Ledger
from tradetrack.reports.check_words import QUESTIONS
from tradetrack.reports.language import LANGUAGES, Language
from tradetrack.workflow import Aims, Question, ask, project
from tradetrack.workflow.briefing import briefing

Cli = Callable[..., Run]

THREE = """pair,period,kind,value,unit,stated_by,stated_on,source
CHN-RUS,2016,reported,100,USD bn,Customs,2017-01-14,https://example.org/a?b=1&c=2
CHN-RUS,2020,reported,120,USD bn,Customs,2021-01-14,
CHN-RUS,2021,reported,130,USD bn,Customs,2022-01-14,an interview
CHN-RUS,2022-01/2022-05,reported,60,USD bn,Customs,2022-06-14,
CHN-RUS,2030,target,300,USD bn,Wang,2022-02-04,https://example.org/t
CHN-RUS,2018,target,90,USD bn,Li,2015,
CHN-VNM,2020,reported,150,USD bn,Customs,2021-01-14,
CHN-VNM,2021,reported,180,USD bn,Customs,2022-01-14,
KAZ-RUS,2021,reported,2500,CNY mn,,,
"""


def briefing_of(text: str, ledger: Callable[[str], object], **more: object) -> Briefing:
    return briefing(ledger(text), Question(), Ledger("three.csv", "ab" * 32), **more)  # type: ignore[arg-type]


class Page(HTMLParser):
    """What a page has: tags with their attributes, ids, links, and the text of each row of a table."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.rows: list[list[str]] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data.partition("\n")[0]

    def all(self, attribute: str) -> list[str]:
        return [own[attribute] for _, own in self.tags if attribute in own]


@pytest.fixture(scope="module")
def three() -> str:
    from tradetrack.ledger.reader import parse_ledger

    figures = parse_ledger(THREE.encode(), "three.csv")
    return page_html(briefing(figures, Question(), Ledger("three.csv", "ab" * 32)))


def test_a_row_of_the_league_says_what_was_traded_and_what_the_target_needs(three: str) -> None:
    rows = [[cell.strip() for cell in row] for row in Page(three).rows]
    names = rows[0]
    row = dict(zip(names, next(row for row in rows if row[0] == "China-Russia"), strict=True))
    assert (row["Latest"], row["Growth"], row["Year to date"]) == ("1302021", "+8.3 %", "60Jan-May 2022")
    assert (row["Target"], row["Deadline"], row["Outcome"]) == ("300", "2030", "open")
    assert row["Growth needed"] == "9.7 %"  # (300 / 130) ** (1 / 9) - 1
    assert row["5-year CAGR"] == "+5.4 %"  # (130 / 100) ** (1 / 5) - 1
    assert re.fullmatch(r"\d+ %\d+-\d+ %", row["Chance"])


def test_the_table_says_the_same_as_project(ledger: Callable[[str], object]) -> None:
    figures = ledger(THREE)
    own = briefing_of(THREE, ledger).league
    told = project(ask(figures, Question()), Aims())  # type: ignore[arg-type]
    (row,) = [row for row in own if row.record and row.record.outcome == "open"]
    assert row.projection == told[0]
    five = next(path for path in told[0].paths if path.assumption == "5-year")
    assert row.cagr_5_pct == pytest.approx(five.growth_pct)


def test_the_headline_can_be_quoted(three: str, ledger: Callable[[str], object]) -> None:
    many = r"2 stated targets: 1 still open and 1 met\. Likeliest of the open ones: China-Russia trade of US\$ 300 billion by 2030, "
    assert re.search(many + r"about \d+ in 100 \(.+\)\. As stated by 14 Jun 2022\.", three)
    one = page_html(
        briefing_of(THREE.replace("CHN-VNM", "CHN-RUS").split("CHN-RUS,2020,reported,150")[0], ledger)
    )
    assert "China-Russia trade was US$ 130 billion in 2021 (+8.3 % on the year before). To reach" in one
    assert "it has to grow 9.7 % a year; of trade flows of its size and volatility, about" in one


def test_a_sum_is_made_where_units_agree_alone(three: str, ledger: Callable[[str], object]) -> None:
    assert "Total of" not in three
    assert "No total: the currencies differ." in three
    assert "Total of 2" in page_html(briefing_of(THREE.partition("KAZ")[0], ledger))


def test_one_style_and_one_script_are_allowed_by_their_hashes(three: str) -> None:
    policy = re.findall(r'Content-Security-Policy" content="([^"]+)"', three)[0].replace("&#39;", "'")
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        (inside,) = re.findall(rf"<{tag}>(.*?)</{tag}>", three, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert not {
        name for _, own in Page(three).tags for name in own if name == "style" or name.startswith("on")
    }


def test_nothing_is_fetched_and_no_id_stands_twice(three: str) -> None:
    page = Page(three)
    assert "src" not in {name for _, own in page.tags for name in own}
    assert all(address.startswith(("#", "data:", "https://example.org/")) for address in page.all("href"))
    ids = page.all("id")
    assert len(ids) == len({*ids})
    assert {address[1:] for address in page.all("href") if address.startswith("#")} <= {*ids}
    named = {name for names in page.all("aria-labelledby") for name in names.split()}
    assert named <= {*ids}


def test_the_same_figures_give_the_same_bytes(three: str, ledger: Callable[[str], object]) -> None:
    assert page_html(briefing_of(THREE, ledger)) == three


def test_the_ledger_inside_is_the_ledger(three: str) -> None:
    packed = [address for address in Page(three).all("href") if address.startswith("data:application/gzip")]
    body, years = (
        gzip.decompress(base64.b64decode(address.partition(",")[2])).decode() for address in packed
    )
    kept = {"pair", "period", "kind", "value", "unit", "stated_by", "stated_on", "source"}
    told = [{name: row[name] for name in kept} for row in csv.DictReader(io.StringIO(body))]
    assert told == [dict(row) for row in csv.DictReader(io.StringIO(THREE))]
    assert "CHN-RUS,total,,USD bn,2021,2021,130.0,exact,reported" in years


@pytest.mark.parametrize(
    ("source", "link"),
    [
        ("https://www.example.org/x?a=1", "example.org"),
        ("http://example.org", "example.org"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("https://exa mple.org", ""),
        ("https://example.org/\u202e", ""),
        ('https://example.org/"onclick="x', ""),
        ("https:///etc", ""),
        ("https://[x", ""),
        ("Xinhua, 3 May", ""),
    ],
)
def test_a_source_is_linked_where_it_is_an_address(source: str, link: str) -> None:
    cell = source_cell(source)
    assert (cell.href, cell.text) == ((source, link) if link else ("", source))


HOSTILE = ["<img src=x onerror=alert(1)>", "javascript:alert(1)", "</script><script>alert(1)</script>", "\x1b[31m", "a\u202eb", '"><svg onload=alert(1)>', "{{ 7*7 }}", "]]>", "&lt;b&gt;"]  # fmt: skip


@pytest.mark.parametrize(
    ("render", "scripts", "code"), [(page_html, 1, "zh"), (fragment_html, 0, "en"), (embed_html, 0, "fr")]
)
def test_hostile_cells_do_no_harm(
    ledger: Callable[[str], object], render: Callable[[Briefing], str], scripts: int, code: str
) -> None:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(["pair", "kind", "period", "value", "stated_by", "stated_on", "source", "note"])
    for place, text in enumerate(HOSTILE):
        writer.writerow(["CHN-RUS", "reported", 2005 + place, 100 + place, text, "2020", text, text])
        writer.writerow(["CHN-RUS", "target", "", 500 + place, text, "2021", text, text])
    asked = {"title": HOSTILE[2], "intro": HOSTILE[0] + HOSTILE[2], "language": Language(code)}
    markup = render(briefing_of(out.getvalue(), ledger, **asked))
    page = Page(markup)
    assert [tag for tag, _ in page.tags].count("script") == scripts
    assert not {tag for tag, _ in page.tags} & {"img", "iframe", "object", "base"}
    assert not [name for _, own in page.tags for name in own if name.startswith("on")]
    assert not [
        address
        for address in page.all("href")
        if not address.startswith(("#", "data:application/gzip", "data:,"))
    ]
    assert not {*markup} & {"\x1b", "\u202e"}
    assert "49" not in re.findall(r"<td>([^<]*)\{\{", markup)


def test_a_citation_names_the_ledger_by_its_hash_and_is_escaped(ledger: Callable[[str], object]) -> None:
    markup = page_html(briefing_of(THREE, ledger, title="50 % of {all} & more_"))
    (entry,) = re.findall(r"<pre[^>]*>(.*?)</pre>", markup, re.DOTALL)
    assert entry.splitlines() == [
        "@misc{tradetrack-briefing-2022,",
        r"  title = {50 \% of \{all\} \&amp; more\_},",
        "  year = {2022},",
        f"  note = {{Made with tradetrack {tt.__version__} from three.csv, SHA-256 {'ab' * 32}}},",
        "}",
    ]


def test_a_fragment_is_short_and_has_its_styles_inside(ledger: Callable[[str], object]) -> None:
    markup = fragment_html(briefing_of(THREE, ledger))
    tags = {tag for tag, _ in Page(markup).tags}
    assert not tags & {"html", "head", "style", "script", "link"}
    assert not [own for _, own in Page(markup).tags if "class" in own]
    assert markup.startswith('<div lang="en" style=')
    assert markup.count("<svg") == 3
    many = [
        f"A{a}{b}-CHN,{year},{n + 100}"
        for a in "ABCDEFGHI"
        for b in "ABCDEFGHIJ"
        for year, n in ((2020, 1), (2021, 5))
    ]
    long = fragment_html(briefing_of("\n".join(["pair,period,value", *many]), ledger))
    assert len(long.encode()) < MAX_FRAGMENT
    assert "<svg" not in long
    assert long.count("<tr") == 91


def test_an_embed_is_one_chart_with_its_sources(ledger: Callable[[str], object]) -> None:
    figures = ledger(THREE)
    one = briefing(figures, Question(("CHN-RUS",)), Ledger("three.csv"))  # type: ignore[arg-type]
    markup = embed_html(one)
    assert markup.count("<svg") == 2
    assert "<script" not in markup
    assert "https://example.org/t" in markup
    with pytest.raises(tt.RequestError, match="one series, not for 3"):
        embed_html(briefing_of(THREE, ledger))


def test_an_introduction_is_markdown_without_html_or_pictures() -> None:
    text = "**bold** <b onclick=x>y</b> ![p](http://x/y.png) [a](https://x.org) [b](javascript:alert(1))\n\n1. one"
    markup = str(markdown(text))
    assert "<strong>bold</strong>" in markup
    assert '<a href="https://x.org">a</a>' in markup
    assert {tag for tag, _ in Page(markup).tags} == {"p", "strong", "a", "ol", "li"}
    assert 'href="javascript' not in markup


def test_findings_stand_below_the_figures_that_they_concern(ledger: Callable[[str], object]) -> None:
    text = (
        "pair,period,value,stated_on\nCHN-RUS,2020,100,2021\nCHN-RUS,2021,900,2022\nCHN-RUS,2021,100,2023\n"
    )
    rows = Page(page_html(briefing_of(text, ledger))).rows
    asked = [place for place, row in enumerate(rows) if row and row[0].startswith(("warning", "note"))]
    assert asked
    assert all(rows[place - 1][0].strip().isdigit() for place in asked)


def test_a_pair_takes_a_thirtieth_of_600_kilobytes(ledger: Callable[[str], object]) -> None:
    rows = ["pair,period,kind,value,stated_by,stated_on,source"]
    for n in range(6):
        pair = f"AA{n}-CHN"
        rows += [
            f"{pair},{year},reported,{100 + n + 7 * (year - 2010) ** 1.5:.1f},Ministry of Commerce,{year + 1}-01-15,https://example.org/news/{pair}/{year}"
            for year in range(2010, 2022)
        ]
        rows += [
            f"{pair},{year},target,{year - 1700},A minister,2021,https://example.org" for year in (2025, 2030)
        ]
    markup = page_html(briefing_of("\n".join(rows), ledger))
    assert markup.count('class="pair"') == 6
    assert len(markup.encode()) < 130_000  # 25,000 of them for style and script


def test_the_command_writes_the_page_or_leaves_the_old_one(tradetrack: Cli, tmp_path: Path) -> None:
    run = tradetrack("report", "-o", "r.html", "--title", "A <b> title")
    assert (run.code, run.out, run.err) == (0, "r.html\n", "")
    markup = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "<h1>A &lt;b&gt; title</h1>" in markup
    assert hashlib.sha256((ROOT / "data" / "trade.csv").read_bytes()).hexdigest() in markup
    failed = tradetrack("report", "-o", "r.html", "--pair", "CHN-XXX")
    assert failed.code == 2
    assert (tmp_path / "r.html").read_text(encoding="utf-8") == markup


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("-o", "r.pdf"), 2, "end the name in .html"),
        (("-o", "r.html", "--fragment", "--embed"), 2, "choose one of --fragment and --embed"),
        (("-o", "r.html", "--intro", "no.md"), 4, "no.md: cannot read it"),
        (("-o", "r.html", "--intro", "latin.md"), 4, "latin.md: not UTF-8 at byte 4"),
        (("-o", "r.html", "--data", "empty.csv"), 2, "nothing to report: no figure in this view"),
        (("-o", "no/r.html"), 4, "no/r.html"),
    ],
)
def test_what_no_page_can_be_made_of_is_said(
    tradetrack: Cli, tmp_path: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    (tmp_path / "latin.md").write_bytes(b"Caf\xe9 is not UTF-8")
    (tmp_path / "empty.csv").write_text("period,value\n")
    run = tradetrack("report", *arguments)
    assert (run.code, said in run.err) == (code, True), run.err


# Every kind of row, in words that are no language's.
KINDS = """pair,flow,period,kind,value,unit,growth_pct,reporter,stated_by,stated_on,source,qualifier
CHN-RUS,total,2015,reported,90,USD bn,,,XXA,2016-01-14,,
CHN-RUS,total,2015,reported,95,USD bn,,,XXB,2016-02-14,,
CHN-RUS,total,2015,reported,91,USD bn,,,XXA,2016-03-14,,
CHN-RUS,total,2015,reported,91.2,USD bn,,RUS,XXC,2016-03-14,,
CHN-RUS,total,2016,reported,100,USD bn,40,,XXA,2017-01-14,,
CHN-RUS,total,2016,reported,100.04,USD bn,,,XXA,2017-02-14,,
CHN-RUS,total,2017,reported,,USD bn,3,,XXA,2018-01-14,,
CHN-RUS,total,2018,reported,130,USD bn,,,XXA,2019-01-14,,
CHN-RUS,total,2018,reported,130,USD bn,,,XXB,2019-02-14,,
CHN-RUS,total,2019,reported,140,USD bn,,,XXA,2020-01-14,,over
CHN-RUS,total,2021-01/2021-06,reported,60,USD bn,,,XXA,2021-07-14,,
CHN-RUS,total,2022-01/2022-06,reported,70,USD bn,,,XXA,2022-07-14,,
CHN-RUS,exports,2018,reported,60,USD bn,,,XXA,2019-01-14,,
CHN-RUS,total,2030,target,300,USD bn,,,XXA,2022-02-04,,
CHN-RUS,total,,target,500,USD bn,,,XXA,2022-03-04,,
CHN-RUS,total,2016,target,120,USD bn,,,XXA,2014-03-04,,
CHN-RUS,total,2015,target,120,USD bn,,,XXA,2014-05-04,,
CHN-RUS,total,2026,target,100,USD bn,,,XXA,2020-05-04,,
CHN-RUS,total,2018,target,125,USD bn,,,XXA,2017-05-04,,
CHN-RUS,total,2029,target,400,USD bn,,,XXA,2020-05-04,,under
CHN-VNM,exports,2020,reported,50,USD bn,,,XXA,2021-01-14,,
CHN-VNM,imports,2020,reported,40,USD bn,,,XXA,2021-01-14,,
JPN-KAZ,exports,2020,reported,5,USD bn,,JPN,XXA,2021-01-14,,
JPN-KAZ,imports,2020,reported,4,USD bn,,KAZ,XXA,2021-01-14,,
"""
# What is the same in a language: names of formats and of ours, codes, and words that it shares with English.
ANYWHERE = {
    "CAGR",
    "PNG",
    "SVG",
    "CSV",
    "SHA",
    "csv",
    "tradetrack",
    "misc",
    "briefing",
    "title",
    "year",
    "note",
}
SHARED = {
    "fr": {"Source", "Version", "conflict"},
    "es": {"total", "China", "Vietnam"},
    "de": {"Version", "Chance", "Status", "China", "Vietnam"},
    "ru": set[str](),
    "zh": set[str](),
}


def texts_of(markup: str) -> set[str]:
    """All that a page says: its texts, and the attributes that are read aloud or come into the script."""
    bare = re.sub(r"<(style|script)>.*?</(style|script)>|<span lang=.en.>[^<]*", "", markup, flags=re.DOTALL)
    spoken = re.findall(r' (?:aria-label|data-label|data-unit|data-points)="([^"]*)"', bare)
    words = json.loads(unescape((re.findall(r' data-words="([^"]*)"', bare) or ["{}"])[0]))
    parts = [
        *re.split(r"<[^>]*>", bare),
        *spoken,
        *(text for text in words.values() if isinstance(text, str)),
    ]
    return {" ".join(unescape(text).split()) for part in parts for text in part.split(";")}


def untranslated(text: str) -> set[str]:
    """The English words in a text that is the same in another language."""
    return {*re.findall("[A-Za-z]{3,}", re.sub("[A-Z]{3}-[A-Z]{3}|XX.|RUS", "", text))} - ANYWHERE


def test_every_text_of_a_page_is_translated(
    ledger: Callable[[str], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tradetrack.render.page.build.picture_of", lambda *_: None)  # the embed has one
    found = briefing(ledger(KINDS), Question(), Ledger("x.csv", "ab"))  # type: ignore[arg-type]
    pages = {code: page_html(replace(found, language=Language(code))) for code in LANGUAGES}
    english = texts_of(pages["en"])
    assert {*QUESTIONS} == {*codes()}  # each check has its words
    assert "avertissement\u00a0: des chiffres d’une même période qui se contredisent." in pages["fr"]
    for code in LANGUAGES[1:]:
        assert f'<html lang="{code}"' in pages[code]
        left = {text for text in texts_of(pages[code]) & english if untranslated(text) - SHARED[code]}
        assert not left, code


@pytest.mark.parametrize("render", [fragment_html, embed_html])
def test_every_text_of_its_parts_is_translated(
    ledger: Callable[[str], object], render: Callable[[Briefing], str]
) -> None:
    said = []
    for code in ("en", "fr"):
        found = briefing(ledger(KINDS), Question(("CHN-RUS",)), Ledger("x.csv"), language=Language(code))  # type: ignore[arg-type]
        markup = render(found)
        assert f'lang="{code}"' in markup
        said.append(texts_of(markup))
    assert not {text for text in said[0] & said[1] if untranslated(text) - SHARED["fr"]}


def test_a_missing_package_is_named_with_the_extra_that_brings_it(
    tradetrack: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tradetrack.render.page import document

    document.environment.cache_clear()
    monkeypatch.setitem(sys.modules, "jinja2", None)
    run = tradetrack("report", "-o", "r.html")
    document.environment.cache_clear()
    assert (run.code, "pip install 'tradetrack[report]'" in run.err) == (4, True)


def test_paths_are_shorter_and_look_the_same() -> None:
    straight = [(float(n), 2.0 * n) for n in range(50)]
    assert line_path(straight) == "M0 0l49 98"
    assert short_path("M 10.04 20 \nL 30.06 20 \nL 30.06 50 \nz\n") == "M10 20h20.1v30z"
    assert line_path([(0, 0), (10, 10), (20, 0)]) == "M0 0l10 10l10 -10"


def test_of_a_total_that_is_a_sum_the_figures_behind_it_are_shown(ledger: Callable[[str], object]) -> None:
    text = (
        "pair,flow,period,value,stated_by\nCHN-RUS,exports,2020,40,Customs\nCHN-RUS,imports,2020,60,Customs\n"
    )
    markup = page_html(briefing_of(text, ledger))
    assert "China-Russia trade was US$ 100 billion in 2020." in markup
    assert "Every figure (2)" in markup


def test_the_frames_of_a_result_and_the_page_agree(three: str, ledger: Callable[[str], object]) -> None:
    shown = tt.show(ledger(THREE))  # type: ignore[arg-type]
    for value in shown.to_frame()["value"]:
        assert f"{value:,.15g}" in three
