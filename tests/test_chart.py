from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from conftest import Run, fewer, scrubbed

import tradetrack as tt
from tradetrack.render.chart.figure import draw, picture
from tradetrack.render.chart.style import Style
from tradetrack.reports.chart import chart_spec
from tradetrack.series.analysis import analyse
from tradetrack.series.query import Query

Cli = Callable[..., Run]
Ledger = Callable[[str], pd.DataFrame]


def texts(svg: Path) -> list[str]:
    return ["".join(e.itertext()) for e in ET.parse(svg).iter() if e.tag.endswith("}text")]  # noqa: S314


def test_dollars_and_underscores_stand_literally(tradetrack: Cli, tmp_path: Path) -> None:
    title = "_US$140bn to US$200bn $x^$"
    assert tradetrack("chart", "-o", "t.svg", "--title", title).code == 0
    assert title in texts(tmp_path / "t.svg")


def test_the_chart_says_what_it_shows(tradetrack: Cli, tmp_path: Path) -> None:
    tradetrack("chart", "-o", "t.svg", "--target", "200", "--growth", "10")
    words = " ".join(texts(tmp_path / "t.svg"))
    for said in (
        "China-Russia trade and its target",
        "exports plus imports, US$ billion a year; as stated by 4 Feb 2022",
        "≈ 146.87 in 2021",
        "at the stated 35.9 % a year: 200 in 2023",
        "at 10.0 % a year: 200 in 2025",
        "Jan-Sep 2021",
        "Jan-Nov 2021",
        "Sources: Ministry of Commerce of China",
    ):
        assert said in words


CHARTS = (
    "import sys; from tradetrack.cli.main import run; [run(['chart', '-o', name]) for name in sys.argv[1:]]"
)


def test_the_same_figures_give_the_same_bytes(tradetrack: Cli, tmp_path: Path) -> None:
    endings = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}
    for ending, magic in endings.items():
        run = tradetrack("chart", "-o", f"here.{ending}")
        assert (run.code, run.out, run.err) == (0, f"here.{ending}\n", "")
        assert (tmp_path / f"here.{ending}").read_bytes().startswith(magic)
    (tmp_path / "matplotlibrc").write_text("lines.linewidth: 30\nfigure.facecolor: red\n")
    subprocess.run(
        [sys.executable, "-c", CHARTS, *(f"there.{ending}" for ending in endings)],
        check=True, capture_output=True, cwd=tmp_path,
        env=scrubbed(tmp_path, PYTHONHASHSEED="1", MPLBACKEND="bogus"),
    )  # fmt: skip
    for ending in endings:
        here, there = (tmp_path / f"{name}.{ending}" for name in ("here", "there"))
        assert here.read_bytes() == there.read_bytes()


@pytest.mark.parametrize("ending", fewer(["png", "svg", "pdf"], 1))
def test_a_stray_matplotlibrc_changes_no_size(tmp_path: Path, ending: str) -> None:
    (tmp_path / "matplotlibrc").write_text("savefig.dpi: 300\nsavefig.bbox: tight\nsavefig.pad_inches: 2\n")
    spec = chart_spec(analyse(tt.read_ledger("trade"), Query()), [])
    expected = picture(draw(spec, Style())[0], ending)
    with mpl.rc_context(fname=tmp_path / "matplotlibrc"):
        assert picture(draw(spec, Style())[0], ending) == expected


def test_size_is_in_pixels(tradetrack: Cli, tmp_path: Path) -> None:
    tradetrack("chart", "-o", "t.png", "--width", "800", "--height", "600", "--dark", "--log")
    header = (tmp_path / "t.png").read_bytes()[16:24]
    assert (int.from_bytes(header[:4]), int.from_bytes(header[4:])) == (800, 600)


def test_an_unknown_character_is_named_and_not_fatal(tradetrack: Cli) -> None:
    run = tradetrack("chart", "-o", "t.png", "--title", "trade \U0001f9ff\u13f8")
    assert run.code == 0
    assert run.err == "" or "U+" in run.err


def test_a_failed_chart_leaves_the_old_file(tradetrack: Cli, tmp_path: Path) -> None:
    (tmp_path / "t.png").write_bytes(b"old")
    assert tradetrack("chart", "-o", "t.png", "--data", "-", stdin="period,value\n").code == 2
    assert (tmp_path / "t.png").read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".t")] == []


def test_a_link_is_followed(tradetrack: Cli, tmp_path: Path) -> None:
    (tmp_path / "real.png").write_bytes(b"old")
    (tmp_path / "link.png").symlink_to("real.png")
    assert tradetrack("chart", "-o", "link.png").code == 0
    assert (tmp_path / "link.png").is_symlink()
    assert (tmp_path / "real.png").read_bytes().startswith(b"\x89PNG")


def test_partial_years_stand_at_their_end_and_apart() -> None:
    content = chart_spec(analyse(tt.read_ledger("trade"), Query()), [])
    assert [(p.year, p.qualifier) for p in content.partial] == [
        (2020.75, "over"),
        (pytest.approx(2020.917, abs=1e-3), "about"),
    ]
    assert [p.year for p in content.full] == [2021]
    assert [p.year for p in content.implied] == [2020]


def test_no_point_stands_in_the_name_of_another() -> None:
    figure = tt.chart(tt.read_ledger("trade"), target=200)
    axes = figure.axes[0]
    (name,) = [text for text in axes.texts if text.get_text() == "2020, implied"]
    box = name.get_window_extent()
    drawn = [np.asarray(line.get_xydata()) for line in axes.lines if line.get_marker() in ("o", "D")]
    assert len(drawn) >= 4
    spots = axes.transData.transform(np.concatenate(drawn))
    assert not any(box.contains(x, y) for x, y in spots.tolist())


def test_the_names_of_base_and_estimate_do_not_touch() -> None:
    figures = tt.read_ledger("china-russia")
    for log in (False, True):
        axes = tt.chart(figures, log=log).axes[0]
        names = [text for text in axes.texts if " in 202" in text.get_text() and "at " not in text.get_text()]
        base, estimate = (name.get_window_extent() for name in names)
        assert not base.overlaps(estimate)


def test_an_early_base_is_named_beside_it() -> None:
    axes = tt.chart(tt.read_ledger("china-russia"), target=200, base=2015).axes[0]
    (name,) = [text for text in axes.texts if text.get_text() == "64.2 in 2015"]
    point = axes.transData.transform((2015, 64.2))
    assert abs(name.get_window_extent().y0 - point[1]) < 60


def test_several_series_ask_for_a_pair(ledger: Ledger) -> None:
    figures = ledger("pair,period,value\nAAA-BBB,2020,1\nCCC-DDD,2020,2\n")
    with pytest.raises(tt.RequestError, match="pair: the ledger has several series"):
        tt.chart(figures)


@pytest.mark.parametrize(
    "text",
    [
        "2021,100,",
        "2021,100,over",
        "2021-01/2021-09,100,",
        "1900,0.001,under",
        "2021,90000,",
        "2020,0,\n2021,5,",
    ],
)
@pytest.mark.parametrize("log", [False, True])
def test_odd_ledgers_are_drawn(ledger: Ledger, text: str, log: bool) -> None:
    figure = tt.chart(
        ledger("period,value,qualifier\n" + text), target=[10, 10.1, 10.2], growth=[5, -5], log=log
    )
    figure.canvas.draw()
    assert figure.axes


def test_the_face_draws_without_a_sound(capfd: pytest.CaptureFixture[str]) -> None:
    assert tt.chart(tt.read_ledger("trade"), target=200).axes
    assert capfd.readouterr() == ("", "")


def test_a_logarithm_of_nothing_is_said(ledger: Ledger) -> None:
    with pytest.raises(tt.RequestError, match="every level is 0"):
        tt.chart(ledger("period,value\n2021,0\n"), log=True)
    assert tt.chart(ledger("period,value\n2021,0\n")).axes


def test_nothing_to_draw_is_said(ledger: Ledger) -> None:
    for text in ("period,growth_pct\n2020,5\n", "period,value\n2020-01/2021-12,94\n", "period,value\n"):
        with pytest.raises(tt.RequestError, match="nothing to draw"):
            tt.chart(ledger(text))


def test_the_nowcast_stands_with_its_interval() -> None:
    content = chart_spec(analyse(tt.read_ledger("china-russia"), Query()), [])
    assert content.nowcast is not None
    assert content.nowcast.point.year == 2026
    assert content.nowcast.interval is not None


def test_ten_targets_and_long_names_are_drawn(ledger: Ledger) -> None:
    rows = "".join(f"target,20{25 + i},{120 + i},{'Minister ' * 20}{i}\n" for i in range(10))
    figures = ledger("kind,period,value,stated_by\nreported,2020,90,\nreported,2021,100,\n" + rows)
    assert tt.chart(figures, title="t" * 300).axes


def test_a_link_to_nothing_yet_is_followed_and_no_litter_stays(tradetrack: Cli, tmp_path: Path) -> None:
    (tmp_path / "link.png").symlink_to("new.png")
    assert tradetrack("chart", "-o", "link.png").code == 0
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix != "") == ["link.png", "new.png"]
    assert (tmp_path / "new.png").stat().st_mode & 0o777 == 0o666 & ~_mask()


def _mask() -> int:
    import os

    mask = os.umask(0)
    os.umask(mask)
    return mask
