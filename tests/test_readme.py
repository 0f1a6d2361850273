"""The README is a front door, and its commands print what it shows."""

from __future__ import annotations

import pytest
from conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_shown_output_is_what_the_commands_print(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    readme = __import__("readme")
    assert README.count("```console") >= 2
    assert readme.rendered(README) == README


def test_it_is_a_front_door() -> None:
    assert len(README.splitlines()) <= 180
    assert "make run" in README
    assert "make test" in README
