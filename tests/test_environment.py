"""What the surroundings do: a reader that leaves, a full disk, an interrupt, variables, files without an end."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Run, fewer, scrubbed

from tradetrack.render.chart import figure

Cli = Callable[..., Run]
ROW = ("add", "--data", "my.csv", "--period", "2021", "--value", "5")


def shell(home: Path, command: str) -> Run:
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],  # noqa: S607
        capture_output=True, cwd=home, check=False,
        env=scrubbed(home, TT=f"{sys.executable} -m tradetrack"),
    )  # fmt: skip
    return Run(done.returncode, done.stdout, done.stderr)


# What is done is done, whether or not it can be told


WRITING = (
    ("add --data my.csv --period 2021 --value 5", "my.csv", "my.csv: the row is written"),
    ("init new.csv", "new.csv", "new.csv is written"),
    ("chart -o t.svg", "t.svg", "t.svg: the chart is written"),
    ("edit 2 --data my.csv --value 6", "my.csv", "my.csv: the row is changed"),
    ("remove 2 --data my.csv", "my.csv", "my.csv: the row is taken out"),
    ("import fred.csv -o new.csv", "new.csv", "new.csv: the figures are written"),
    ("export -o t.json", "t.json", "t.json: the export is written"),
    ("report -o t.html", "t.html", "t.html: the page is written"),
)
ENDS = (
    ("> /dev/full", 4, "No space left on device"),
    ("| true", 0, ""),
    (">&-", 4, "Bad file descriptor"),
)


@pytest.mark.parametrize(
    ("command", "end"), fewer([(command, end) for command in WRITING for end in ENDS], 3)
)
def test_only_the_telling_fails(
    tmp_path: Path, command: tuple[str, str, str], end: tuple[str, int, str]
) -> None:
    (arguments, file, done), (redirection, code, reason) = command, end
    (tmp_path / "my.csv").write_text("period,value\n2020,4\n")
    (tmp_path / "fred.csv").write_text("observation_date,IMPCH\n2024-01-01,35774.8\n2024-02-01,31000\n")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    run = shell(tmp_path, f"$TT {arguments} {redirection}")
    said = f"tradetrack: {done}, but cannot write to standard output: {reason}\n" if code else ""
    assert (run.code, run.err) == (code, said)
    after = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    assert {name for name in after if after[name] != before.get(name)} == {file}


def test_a_dry_run_and_a_view_do_nothing_that_could_be_done(tmp_path: Path) -> None:
    (tmp_path / "my.csv").write_text("period,value\n")
    for arguments in fewer([f"{' '.join(ROW)} --dry-run", "show"], 1):
        run = shell(tmp_path, f"$TT {arguments} > /dev/full")
        assert (run.code, run.err.splitlines()[-1]) == (
            4,
            "tradetrack: cannot write to standard output: No space left on device",
        )


# Interrupts

AT_IMPORT = """
import os, signal, sys
wanted = sys.argv.pop(1)
class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == wanted:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupting())
from tradetrack.__main__ import main
main()
"""


@pytest.mark.parametrize(
    "module",
    fewer(["tradetrack.cli", "tradetrack.cli.main", "typer", "pandas", "tradetrack.render.terminal"], 2),
)
def test_an_interrupt_is_130_and_silence_whatever_is_being_imported(tmp_path: Path, module: str) -> None:
    heeded = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    done = subprocess.run(
        [sys.executable, "-c", heeded + AT_IMPORT, module, "show"],
        capture_output=True, env=scrubbed(tmp_path), check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_an_interrupt_that_the_parent_ignores_is_ignored(tmp_path: Path) -> None:
    command = f"trap '' INT; {sys.executable} -c '{AT_IMPORT}' pandas show"
    run = shell(tmp_path, command)
    assert (run.code, run.err) == (0, "")


# Variables, devices and files without an end


@pytest.mark.parametrize("epoch", ["abc", "1e3", "9" * 30, "-" + "9" * 20])
def test_a_variable_that_matplotlib_cannot_read_is_named(tradetrack: Cli, tmp_path: Path, epoch: str) -> None:
    run = tradetrack("chart", "-o", "t.pdf", SOURCE_DATE_EPOCH=epoch)
    assert (run.code, "SOURCE_DATE_EPOCH" in run.err, "bug" in run.err) == (4, True, False)
    assert not (tmp_path / "t.pdf").exists()


def test_sound_variables_draw_the_same_chart(tradetrack: Cli, tmp_path: Path) -> None:
    drawn = set()
    for epoch in ("", "1700000000"):
        assert tradetrack("chart", "-o", "t.pdf", SOURCE_DATE_EPOCH=epoch).code == 0
        drawn.add((tmp_path / "t.pdf").read_bytes())
    assert len(drawn) == 1


def test_a_file_without_an_end_is_refused(tradetrack: Cli, tmp_path: Path) -> None:
    with (tmp_path / "huge.csv").open("wb") as huge:
        huge.truncate(1 << 40)
    for source in ("/dev/zero", "huge.csv"):
        run = tradetrack("show", "--data", source, TRADETRACK_MAX_MB="2")
        assert run.code == 4
        assert f"{source}: larger than the 2 MB that a ledger may have here; split it" in run.err
        assert "TRADETRACK_MAX_MB" in run.err
    assert tradetrack("show", "--data", "huge.csv").code == 4
    run = tradetrack("add", "--data", "huge.csv", "--period", "2021", "--value", "5")
    assert (run.code, "larger than" in run.err) == (4, True)
    run = tradetrack("show", "--data", "-", stdin=b"x" * 1_000_001, TRADETRACK_MAX_MB="1")
    assert (run.code, "<stdin>: larger than the 1 MB" in run.err) == (4, True)


def test_a_larger_bound_lets_more_in(tradetrack: Cli, tmp_path: Path) -> None:
    (tmp_path / "my.csv").write_text("period,value,note\n2021,5," + "x" * 1_500_000 + "\n")
    assert tradetrack("show", "--data", "my.csv", TRADETRACK_MAX_MB="1").code == 4
    assert tradetrack("show", "--data", "my.csv", TRADETRACK_MAX_MB="2").code == 0
    run = tradetrack("show", "--data", "my.csv", TRADETRACK_MAX_MB="lots")
    assert (run.code, "TRADETRACK_MAX_MB='lots' is not a number of megabytes" in run.err) == (4, True)


def test_what_the_system_refuses_is_no_bug(tradetrack: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(error: Exception) -> Callable[..., None]:
        def call(*_: object, **__: object) -> None:
            raise error

        return call

    for error, words in (
        (MemoryError(), "not enough memory"),
        (OSError(5, os.strerror(5), "lib.so"), "lib.so: the system refused it: Input/output error"),
    ):
        monkeypatch.setattr("tradetrack.workflow.load", refuse(error))
        run = tradetrack("show")
        assert (run.code, words in run.err, "bug" in run.err) == (4, True, False)


def test_the_current_folder_is_data(process: Cli, tmp_path: Path) -> None:
    for name in ("typer", "pandas", "numpy", "rich", "json"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(99)\n")
    run = process("show")
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith("China-Russia trade")


def test_no_warning_of_a_library_reaches_the_screen(tmp_path: Path) -> None:
    code = "import warnings, tradetrack.workflow as w; load = w.load\ndef loud(*a):\n warnings.warn('x', RuntimeWarning)\n return load(*a)\nw.load = loud\nfrom tradetrack.__main__ import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "show"], capture_output=True, env=scrubbed(tmp_path), check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_slow_list_of_fonts_says_nothing(
    tradetrack: Cli, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert tradetrack("chart", "-o", "t.svg").code == 0
    logger = logging.getLogger("matplotlib.font_manager")
    draw = figure.draw

    def slow(*arguments: Any) -> Any:
        logger.warning("Matplotlib is building the font cache; this may take a moment.")
        return draw(*arguments)

    monkeypatch.setattr(figure, "draw", slow)
    assert tradetrack("chart", "-o", "t.svg").code == 0
    assert caplog.records == []
