"""What the tests share: ledgers from text, and the product run as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from tradetrack.ledger.reader import parse_ledger

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture
def ledger() -> Callable[[str], pd.DataFrame]:
    """The frame of figures of a ledger's text."""
    return lambda text: parse_ledger(text.encode(), "test.csv")


class Run:
    """What one run of the command line gave."""

    def __init__(self, done: subprocess.CompletedProcess[bytes]) -> None:
        self.code = done.returncode
        self.out = done.stdout.decode("utf-8", "replace")
        self.err = done.stderr.decode("utf-8", "replace")


@pytest.fixture
def tradetrack(tmp_path: Path) -> Callable[..., Run]:
    """Run the product in a process of its own, in an empty folder, with a scrubbed environment."""

    def run(*arguments: str, stdin: str | bytes = b"", **environment: str) -> Run:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(
            [sys.executable, "-m", "tradetrack", *arguments],
            input=data,
            capture_output=True,
            cwd=tmp_path,
            env=scrubbed(tmp_path, **environment),
            check=False,
            timeout=120,
        )
        return Run(done)

    return run


def scrubbed(home: Path, **more: str) -> dict[str, str]:
    """An environment that owes nothing to whoever runs the tests; it finds the code beside them."""
    base = {
        "PYTHONPATH": str(ROOT),
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "PYTHONUTF8": "1",
    }
    return base | more
