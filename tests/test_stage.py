"""What long work says on a terminal: nothing for a second, one line then, and nothing anywhere else."""

from __future__ import annotations

import os
import pty
from collections.abc import Callable

import pytest
from conftest import Run

from tradetrack.cli import stage
from tradetrack.cli.progress import progress_of


def told(what: str, seconds: int) -> str:
    """What is written of work that takes so many seconds."""
    written: list[str] = []
    ticks = iter(range(seconds + 2))
    waits = iter([False] * seconds + [True])
    stage.tell(what, lambda _: next(waits), written.append, lambda: float(next(ticks)))
    return "".join(written)


def test_short_work_says_nothing() -> None:
    assert told("checking my.csv", 0) == ""


def test_long_work_says_what_it_is_and_clears_its_line() -> None:
    assert told("checking my.csv", 2) == (
        "\r\x1b[Kchecking my.csv … 1 s\r\x1b[Kchecking my.csv … 2 s\r\x1b[K"
    )


def test_a_long_name_stays_on_one_line() -> None:
    line = told("reading " + "x" * 200, 1).removeprefix("\r\x1b[K").removesuffix("\r\x1b[K")
    assert len(line) == 60
    assert line.endswith("… … 1 s")


@pytest.mark.parametrize(
    ("environment", "watched"), [({}, True), ({"CI": "true"}, False), ({"TERM": "dumb"}, False)]
)
def test_only_a_terminal_that_nobody_automates_is_told(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], watched: bool
) -> None:
    for name in ("CI", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    main, other = pty.openpty()
    with os.fdopen(other, "w", encoding="utf-8") as terminal, os.fdopen(main, "rb"):
        monkeypatch.setattr("sys.__stderr__", terminal)
        assert stage.is_watched() is watched
        with stage.stage("nothing that takes long"):
            pass
    monkeypatch.setattr("sys.__stderr__", None)
    assert not stage.is_watched()


def test_a_bar_of_few_steps_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.__stderr__", None)
    with progress_of(1000) as advance:
        advance(1)
    assert not stage.is_watched()


def test_a_pipe_sees_no_progress(tradetrack: Callable[..., Run]) -> None:
    for arguments in (("check", "trade"), ("show",), ("project",)):
        run = tradetrack(*arguments)
        assert "\x1b" not in run.out + run.err
        assert "…" not in run.err
