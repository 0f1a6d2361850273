"""matplotlib is imported whatever MPLBACKEND says, and the caller keeps his setting."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Run, fewer, scrubbed

CODE = (
    "import os, tradetrack.render.chart.figure, matplotlib as mpl;"
    "print(os.environ['MPLBACKEND'], dict.__getitem__(mpl.rcParams, 'backend') == 'svg')"
)


@pytest.mark.parametrize(("backend", "kept"), fewer([("bogus", False), ("svg", True)], 1))
def test_the_backend_of_the_caller_neither_breaks_nor_changes(
    tmp_path: Path, backend: str, *, kept: bool
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE],
        env=scrubbed(tmp_path, MPLBACKEND=backend),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout.strip(), done.returncode) == (f"{backend} {kept}", 0), done.stderr


def test_a_broken_matplotlibrc_neither_speaks_nor_fails(
    process: Callable[..., Run], tradetrack: Callable[..., Run], tmp_path: Path
) -> None:
    plain = tradetrack("chart", "-o", "plain.png")
    for settings in fewer([b"backend: nonexist\nfoo: bar\n", b"\xff\xfe\x00bad"], 1):
        (tmp_path / "matplotlibrc").write_bytes(settings)
        stray = process("chart", "-o", "stray.png")
        assert (plain.code, stray.code, stray.err) == (0, 0, plain.err)
        assert (tmp_path / "stray.png").read_bytes() == (tmp_path / "plain.png").read_bytes()
