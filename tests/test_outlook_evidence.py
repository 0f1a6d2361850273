"""The evidence page and the tool that writes it: on a made sample, whose page ships with the tests.

`outlook_sample` has made flows, months and targets, and the page that the tool wrote of them. Where the outlook or
the tool changes what is printed, `make outlook-evidence` writes that page and, from real flows, the docs' one.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from tradetrack.forecast.reference import shipped_reference

SAMPLE = Path(__file__).parent / "outlook_sample"
PAGE = (ROOT / "docs" / "outlook-evidence.md").read_text(encoding="utf-8")
_NUMBER = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?")


def written(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> str:
    """What the tool prints of the sample."""
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    options = ["--monthly", f"{SAMPLE}/months.csv", "--targets", f"{SAMPLE}/targets.csv", "--since", "2014"]
    monkeypatch.setattr(sys, "argv", ["outlook_evidence.py", f"{SAMPLE}/flows.csv", *options])
    __import__("outlook_evidence").main()
    return capsys.readouterr().out


def heads(page: str) -> list[str]:
    """The headings and heads of tables, without the years that an option may change."""
    lines = page.splitlines()
    kept = [line for line, after in zip(lines, [*lines[1:], ""], strict=True) if after.startswith("| ---:")]
    return [
        re.sub(r"from [0-9]{4}", "from …", line) for line in lines if line.startswith("#") or line in kept
    ]


def test_the_tool_writes_the_page_of_the_sample(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    page, found = (SAMPLE / "evidence.md").read_text(encoding="utf-8"), written(capsys, monkeypatch)
    assert _NUMBER.sub("0", found) == _NUMBER.sub("0", page)
    for ours, theirs in zip(_NUMBER.findall(found), _NUMBER.findall(page), strict=True):
        # Where a share lies on the edge of rounding, another numpy may round it the other way.
        unit = 10.0 ** -len(theirs.partition(".")[2])
        assert float(ours.replace(",", "")) == pytest.approx(float(theirs.replace(",", "")), abs=1.01 * unit)


def test_the_page_has_the_tables_that_the_tool_writes() -> None:
    assert heads(PAGE) == heads((SAMPLE / "evidence.md").read_text(encoding="utf-8"))


def test_the_page_tests_the_numbers_that_ship(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    said = __import__("outlook_evidence").numbers(shipped_reference())
    assert said in PAGE
    assert said in (SAMPLE / "evidence.md").read_text(encoding="utf-8")
