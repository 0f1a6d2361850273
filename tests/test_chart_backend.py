"""matplotlib is imported whatever MPLBACKEND says, and the caller keeps his setting."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import scrubbed

CODE = (
    "import os, tradetrack.render.chart.figure, matplotlib as mpl;"
    "print(os.environ['MPLBACKEND'], dict.__getitem__(mpl.rcParams, 'backend') == 'svg')"
)


@pytest.mark.parametrize(("backend", "kept"), [("bogus", False), ("svg", True)])
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
