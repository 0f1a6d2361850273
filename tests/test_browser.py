"""The page of `report` in a real browser: light, dark, narrow, on paper, by keyboard, and by axe-core.

`make test-browser` installs Chromium, Playwright and axe-core, and runs these tests; no other command does.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

if not os.environ.get("TRADETRACK_BROWSER"):
    pytest.skip("a browser is started by `make test-browser` alone", allow_module_level=True)

from playwright.sync_api import sync_playwright

from tradetrack.ledger.reader import parse_ledger
from tradetrack.render.page.document import page_html
from tradetrack.render.page.extract import embed_html, fragment_html
from tradetrack.reports.briefing import Ledger
from tradetrack.reports.language import Language
from tradetrack.workflow import Question
from tradetrack.workflow.briefing import briefing

AXE = Path(os.environ.get("TRADETRACK_AXE", "node_modules/axe-core/axe.min.js"))
ROWS = [f"CHN-RUS,{year},reported,{60 + 9 * (year - 2010)},USD bn,Customs,{year + 1}-01-14,https://example.org/{year}" for year in range(2010, 2022)]  # fmt: skip
LEDGER = "\n".join(
    [
        "pair,period,kind,value,unit,stated_by,stated_on,source",
        *ROWS,
        "CHN-RUS,2022-01/2022-05,reported,75,USD bn,Customs,2022-06-14,https://example.org/5",
        "CHN-RUS,2030,target,300,USD bn,Wang,2022-02-04,https://example.org/t",
        "CHN-RUS,2018,target,90,USD bn,Li,2015,an interview",
        "CHN-VNM,2020,reported,192,USD bn,Customs,2021-01-14,",
        "CHN-VNM,2021,reported,230.2,USD bn,Customs,2022-01-14,",
        "KAZ-RUS,2021,reported,25,USD bn,,,",
    ]
)
HOSTILE = ["<img src=x onerror=alert(1)>", "javascript:alert(1)", "</script><script>alert(1)</script>", '"><svg onload=alert(1)>']  # fmt: skip
SCREENS = {"light": (1020, 900, "light"), "dark": (1280, 900, "dark"), "narrow": (360, 800, "light")}
SMALLEST_TEXT = """() => {
  let least = 99;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !parent.checkVisibility()) continue;
    const svg = parent.closest("svg");
    const scale = svg ? svg.clientWidth / svg.viewBox.baseVal.width : 1;
    least = Math.min(least, parseFloat(getComputedStyle(parent).fontSize) * scale);
  }
  return least;
}"""


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    folder = tmp_path_factory.mktemp("pages")

    def write(
        text: str = LEDGER,
        render: Callable[..., str] = page_html,
        pairs: tuple[str, ...] = (),
        code: str = "en",
    ) -> Path:
        name = f"{abs(hash((text, render, pairs, code)))}.html"
        if not (folder / name).exists():
            found = briefing(
                parse_ledger(text.encode(), "x.csv"),
                Question(pairs),
                Ledger("x.csv", "ab" * 32),
                language=Language(code),
            )
            (folder / name).write_text(render(found), encoding="utf-8")
        return folder / name

    return write


class Opened:
    """A page that is open, with what it said and asked for."""

    def __init__(self, browser: Any, file: Path, screen: str = "light", **more: Any) -> None:
        width, height, scheme = SCREENS[screen]
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, offline=True, **more
        )
        self.page = self.context.new_page()
        self.heard: list[str] = []
        self.page.on("console", lambda message: self.heard.append(message.text))
        self.page.on("pageerror", lambda error: self.heard.append(str(error)))
        self.page.on("dialog", lambda dialog: self.heard.append(dialog.message))
        self.page.on("request", self._asked)
        self.page.goto(file.as_uri())

    def _asked(self, request: Any) -> None:
        if not request.url.startswith(("file:", "data:")):
            self.heard.append(request.url)

    def cells(self, place: int) -> list[str]:
        return [
            row.strip() for row in self.page.locator(f".league tbody td:nth-child({place})").all_inner_texts()
        ]

    def live(self, words: str) -> None:
        self.page.wait_for_function(
            "words => document.getElementById('live').textContent.includes(words)", arg=words
        )


@pytest.fixture
def opened(browser: Any, made: Callable[..., Path]) -> Iterator[Callable[..., Opened]]:
    pages: list[Opened] = []

    def open_page(text: str = LEDGER, screen: str = "light", render: Callable[..., str] = page_html, pairs: tuple[str, ...] = (), code: str = "en", **more: Any) -> Opened:  # fmt: skip
        pages.append(Opened(browser, made(text, render, pairs, code), screen, **more))
        return pages[-1]

    yield open_page
    for page in pages:
        page.context.close()
        assert page.heard == []  # no message, no error, no dialog, no request


@pytest.mark.parametrize("screen", SCREENS)
def test_it_fits_every_screen_and_no_text_is_small(opened: Callable[..., Opened], screen: str) -> None:
    page = opened(screen=screen).page
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    league = page.locator("#league .scroll")
    assert (league.evaluate("(box) => box.scrollWidth > box.clientWidth")) == (screen == "narrow")
    assert page.evaluate(SMALLEST_TEXT) > 11.99
    wide, narrow = (page.locator(f".{name} svg").first.is_visible() for name in ("wide", "narrow"))
    assert (wide, narrow) == (screen != "narrow", screen == "narrow")


@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing(opened: Callable[..., Opened], screen: str) -> None:
    page = opened(screen=screen).page
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert len(found["passes"]) > 30
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []


@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing_in_an_embed_either(opened: Callable[..., Opened], screen: str) -> None:
    page = opened(screen=screen, render=embed_html, pairs=("CHN-RUS",)).page
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate("axe.run(document)")["violations"] == []
    assert page.evaluate(SMALLEST_TEXT) > 11.99


def test_colours_follow_the_scheme_and_paper_is_light(opened: Callable[..., Opened]) -> None:
    ink = "getComputedStyle(document.querySelector('.wide svg text[font-weight]')).fill"
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    light, dark = opened().page, opened(screen="dark").page
    assert (light.evaluate(ink), light.evaluate(paper)) == ("rgb(31, 41, 51)", "rgb(255, 255, 255)")
    assert (dark.evaluate(ink), dark.evaluate(paper)) == ("rgb(242, 244, 245)", "rgb(20, 25, 31)")
    dark.emulate_media(media="print")
    assert (dark.evaluate(ink), dark.evaluate(paper)) == ("rgb(31, 41, 51)", "rgb(255, 255, 255)")


def test_paper_has_every_row_and_a_page_a_pair(opened: Callable[..., Opened]) -> None:
    page = opened(screen="dark").page
    page.fill("#filter-pair", "kazakh")
    assert page.locator(".league tbody tr:visible").count() == 1
    page.emulate_media(media="print")
    assert page.locator(".league tbody tr:visible").count() == 4
    heights = (
        "[...document.querySelectorAll('.figures tbody tr')].map((row) => row.getBoundingClientRect().height)"
    )
    assert min(page.evaluate(heights)) > 5
    assert page.evaluate(heights.replace("map", "filter").replace(".height)", ".right > innerWidth)")) == []
    pages = len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(prefer_css_page_size=True)))
    assert pages in (5, 6)  # the league, the method, and a page a pair, of which the first may need a second


def test_it_works_without_a_script(opened: Callable[..., Opened]) -> None:
    page = opened(java_script_enabled=False).page
    assert page.locator(".wide svg").first.is_visible()
    assert page.locator(".league tbody tr").count() == 4
    for name in ("#filter-pair", "#copy", ".what-if", ".tools"):
        assert not page.locator(name).first.is_visible()
    page.locator("summary").first.click()
    assert page.locator(".figures").first.is_visible()


def test_nothing_moves_while_it_loads_and_it_loads_fast(opened: Callable[..., Opened]) -> None:
    opened_page = opened()
    shift = "() => new Promise((done) => new PerformanceObserver((all) => done(all.getEntries().map((e) => e.value))).observe({type: 'layout-shift', buffered: true}) || setTimeout(() => done([]), 300))"
    assert sum(opened_page.page.evaluate(shift)) < 0.1  # Lighthouse's bound; 0 where one paint has it all
    session = opened_page.context.new_cdp_session(opened_page.page)
    session.send("Performance.enable")
    opened_page.page.reload()
    measured = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    assert measured["TaskDuration"] < 1.0


def test_sorting_by_keyboard_keeps_missing_values_last(opened: Callable[..., Opened]) -> None:
    page = opened()
    assert page.page.inner_text("#live") == ""
    header = page.page.get_by_role("button", name="Latest")
    for order, values in (
        ("ascending", ["25", "159", "159", "230.2"]),
        ("descending", ["230.2", "159", "159", "25"]),
    ):
        header.focus()
        page.page.keyboard.press("Enter")
        assert [words.split("\n")[0] for words in page.cells(3)] == values
        assert page.page.locator("[aria-sort]").evaluate_all("all => all.map((one) => one.ariaSort)") == [
            order
        ]
        page.live(f"Sorted by Latest, {order}")
    for _ in range(2):
        page.page.get_by_role("button", name="Growth needed").press("Space")
        place = 1 + page.page.locator(".league thead th").all_inner_texts().index("Growth needed")
        assert [bool(words) for words in page.cells(place)] == [True, False, False, False]
    assert page.page.locator("[aria-sort]").count() == 1


def test_filtering_by_pair_and_outcome_says_how_many_are_left(opened: Callable[..., Opened]) -> None:
    page = opened()
    page.page.fill("#filter-pair", "CHN-RUS")
    page.live("2 of 4 rows")
    page.page.select_option("#filter-status", "overtaken")
    page.live("1 of 4 rows")
    page.page.press("#filter-pair", "Enter")
    assert page.page.locator(".league tbody tr:visible").count() == 1


def test_the_copied_table_is_one_for_a_spreadsheet(opened: Callable[..., Opened]) -> None:
    page = opened()
    page.page.evaluate(
        "addEventListener('copy', (event) => { window.copied = [event.clipboardData.getData('text/plain'), event.clipboardData.getData('text/html')]; })"
    )
    page.page.click("#copy")
    page.live("5 rows are copied")
    text, markup = page.page.evaluate("window.copied")
    rows = [line.split("\t") for line in text.split("\n")]
    assert rows[0][:4] == ["Pair", "Latest", "Latest: note", "Growth"]
    assert rows[1][:4] == ["China-Russia", "159", "2021", "+6.0%"]
    assert {len(row) for row in rows} == {len(rows[0])}
    assert markup.count("<tr>") == 6


def test_a_chart_is_one_tab_stop_and_reads_its_values(opened: Callable[..., Opened]) -> None:
    page = opened()
    stops = page.page.locator(".chart").first.evaluate(
        "chart => [chart, ...chart.querySelectorAll('*')].filter((one) => one.tabIndex >= 0).length"
    )
    assert stops == 1
    chart = page.page.locator(".chart").first
    chart.focus()
    page.page.keyboard.press("Home")
    page.live("60 in 2010")
    page.page.keyboard.press("ArrowRight")
    page.live("69 in 2011")
    page.page.keyboard.press("End")
    assert chart.locator(".tip:visible").count() == 1
    page.page.keyboard.press("Escape")
    assert chart.locator(".tip:visible").count() == 0
    assert "China-Russia trade needs 7.3 % a year to reach 300 by 2030" in chart.get_attribute("aria-label")


@pytest.mark.parametrize("screen", ["light", "narrow"])
def test_the_pointer_reads_the_values(opened: Callable[..., Opened], screen: str) -> None:
    page = opened(screen=screen).page
    chart = page.locator(".chart").first
    chart.focus()
    page.keyboard.press("Home")
    spot = chart.locator(".spot")
    box = spot.bounding_box()
    page.keyboard.press("Escape")
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert chart.locator(".tip:visible").inner_text() == "60 in 2010"
    dots = """(chart) => [...chart.querySelectorAll('circle, [stroke-linecap=round]')].filter((one) => one.checkVisibility()).map((one) => {
        const at = new DOMPoint(one.cx?.baseVal.value ?? one.getPointAtLength(0).x, one.cy?.baseVal.value ?? one.getPointAtLength(0).y);
        const place = at.matrixTransform(one.getScreenCTM());
        return [place.x, place.y];
    })"""
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    assert min(abs(x - a) + abs(y - b) for a, b in chart.evaluate(dots)) < 2.5  # the ring is around the point


def test_what_if_is_the_arithmetic_of_the_tables(opened: Callable[..., Opened]) -> None:
    page = opened()
    slider = page.page.get_by_role("slider").first
    slider.fill("10")
    # 159 * 1.1 ** n >= 300 at n = 6.66; 159 * 1.1 ** 5 = 256.07; ln 2 / ln 1.1 = 7.27
    assert (
        page.page.locator(".what-if p").first.inner_text()
        == "300 in 2028; 256.1 in 2026; doubles in 7.3 years."
    )
    slider.press("ArrowRight")
    assert slider.input_value() == "10.1"
    assert slider.get_attribute("aria-valuetext") == "10.1 % a year"
    slider.fill("-10")
    page.live("300 is never reached; 93.89 in 2026; never doubles.")


def test_a_page_in_another_language_reads_and_writes_its_numbers(opened: Callable[..., Opened]) -> None:
    text = LEDGER + "\nAAA-BBB,2020,reported,1234.5,USD bn,,,\nAAA-BBB,2021,reported,1300.25,USD bn,,,\n"
    page = opened(text, code="fr")
    page.page.get_by_role("button", name="Dernier niveau").click()
    page.live("Trié par Dernier niveau, ordre croissant")
    levels = [cell.splitlines()[0] for cell in page.cells(3)]
    assert levels[0] == "25"
    assert levels[-1].split() == ["1", "300,25"]
    assert page.page.locator(".what-if strong").first.inner_text().endswith("%")
    assert "," in page.page.locator(".what-if strong").first.inner_text()


def test_charts_are_kept_as_svg_and_png_and_the_ledger_as_csv(opened: Callable[..., Opened]) -> None:
    page = opened(screen="dark", accept_downloads=True).page
    kept = {}
    for name in ("Chart as SVG", "Chart as PNG"):
        with page.expect_download() as download:
            page.locator(f"button:has-text('{name}')").first.click()
        kept[download.value.suggested_filename] = Path(download.value.path()).read_bytes()
    svg, png = kept["CHN-RUS.svg"].decode(), kept["CHN-RUS.png"]
    assert svg.startswith("<svg ")
    assert "var(" not in svg
    assert "#1f2933" in svg
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(png[16:20]), int.from_bytes(png[20:24])) == (1920, 1080)
    with page.expect_download() as download:
        page.get_by_role("link", name="The figures as a ledger").click()
    again = parse_ledger(Path(download.value.path()).read_bytes(), "again.csv")
    assert again["value"].tolist() == parse_ledger(LEDGER.encode(), "x.csv")["value"].tolist()


@pytest.mark.parametrize("render", [page_html, embed_html, fragment_html])
def test_hostile_cells_do_nothing(opened: Callable[..., Opened], render: Callable[..., str]) -> None:
    rows = ["pair,period,kind,value,stated_by,stated_on,source,note"]
    for place, text in enumerate(HOSTILE):
        cell = '"' + text.replace('"', '""') + '"'
        rows.append(f"CHN-RUS,{2010 + place},reported,{60 + place},{cell},2020,{cell},{cell}")
        rows.append(f"CHN-RUS,,target,{300 + place},{cell},2021,{cell},{cell}")
    page = opened("\n".join(rows), render=render).page
    assert page.locator("img, iframe, a[href^=javascript]").count() == 0
    page.wait_for_timeout(50)  # whatever would run has run; `opened` says what was heard
