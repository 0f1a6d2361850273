"""The README cannot lie: its commands are run, and its links lead somewhere."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAX_LINES = 180


def test_shown_output_is_what_the_commands_print(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    readme = __import__("readme")
    assert README.count("```console") >= 3
    for page in readme.pages():
        text = page.read_text(encoding="utf-8")
        assert readme.rendered(text) == text, page.name


def test_it_is_short_enough_for_a_front_door() -> None:
    assert len(README.splitlines()) <= MAX_LINES


def test_every_linked_file_is_there() -> None:
    links = [link for link in re.findall(r"\]\(([^)]+)\)", README) if "://" not in link]
    assert links
    assert all((ROOT / link).exists() for link in links)


def test_every_page_is_linked() -> None:
    pages = {f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")}
    assert pages <= set(re.findall(r"\]\(([^)]+)\)", README))
