"""What the tests share: ledgers from text, and the product run as a user runs it."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TypeVar

import pandas as pd
import pytest
from hypothesis import HealthCheck, settings

from tradetrack.cli import main
from tradetrack.ledger.reader import parse_ledger

Case = TypeVar("Case")
ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


# No test fails because the machine is busy.
settings.register_profile("tests", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tests")
gc.set_threshold(200_000, 10, 10)  # the command line does without; at pandas' usual rate it takes a tenth

EVERY_EXAMPLE = os.environ.get("TRADETRACK_TESTS") == "all"  # as `make test-all` has it

if not EVERY_EXAMPLE:  # as the command line has it; `make test-all` has pandas as a notebook does
    pd.set_option("mode.string_storage", "python")


# For a whole test that is slow, and whose kind others hold in `make test`.
thorough = pytest.mark.skipif(not EVERY_EXAMPLE, reason="make test-all runs it")


def examples(count: int) -> int:
    """How many examples a property is tried on: all of them under `make test-all`, else an eighth."""
    return count if EVERY_EXAMPLE else count // 8


def fewer(cases: Sequence[Case], count: int) -> Sequence[Case]:
    """The cases of a slow test: all of them under `make test-all`, else `count`, evenly spread."""
    return cases if EVERY_EXAMPLE else [cases[at * len(cases) // count] for at in range(count)]


@pytest.fixture
def ledger() -> Callable[[str], pd.DataFrame]:
    """The frame of figures of a ledger's text."""
    return lambda text: parse_ledger(text.encode(), "test.csv")


class Run:
    """What one run of the command line gave."""

    def __init__(self, code: int, out: bytes, err: bytes) -> None:
        self.code = code
        self.out = out.decode("utf-8", "replace")
        self.err = err.decode("utf-8", "replace")


@pytest.fixture
def process(tmp_path: Path) -> Callable[..., Run]:
    """Run the product in a process of its own, in an empty folder, with a scrubbed environment."""

    def run(*arguments: str, stdin: str | bytes = b"", **environment: str) -> Run:
        done = subprocess.run(
            [sys.executable, "-m", "tradetrack", *arguments],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            cwd=tmp_path,
            env=scrubbed(tmp_path, **environment) | measured(),
            check=False,
            timeout=120,
        )
        return Run(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def tradetrack(tmp_path: Path, process: Callable[..., Run]) -> Callable[..., Run]:
    """Run the product as `process` does, but in this process; what only a new one reads takes a new one."""

    def run(*arguments: str, stdin: str | bytes = b"", **environment: str) -> Run:
        if any(name.startswith("PYTHON") for name in environment):
            return process(*arguments, stdin=stdin, **environment)
        data = stdin.encode() if isinstance(stdin, str) else stdin
        with ExitStack() as stack:
            files = [stack.enter_context(TemporaryFile()) for _ in range(3)]
            files[0].write(data)
            files[0].seek(0)
            stack.enter_context(_descriptors(files))
            patch = stack.enter_context(pytest.MonkeyPatch.context())
            patch.setattr(os, "environ", scrubbed(tmp_path, **environment))
            patch.chdir(tmp_path)
            stack.enter_context(pd.option_context("mode.string_storage", "auto"))
            stdin_text = os.fdopen(os.dup(files[0].fileno()), encoding="utf-8")
            patch.setattr("sys.stdin", stack.enter_context(stdin_text))
            code = main.run(list(arguments))
            for file in files[1:]:
                file.seek(0)
            return Run(code, files[1].read(), files[2].read())

    return run


@contextmanager
def _descriptors(files: Sequence[IO[bytes]]) -> Iterator[None]:
    """Put the files in the place of the descriptors 0, 1 and 2."""
    saved = [os.dup(descriptor) for descriptor in range(3)]
    try:
        for descriptor, file in enumerate(files):
            os.dup2(file.fileno(), descriptor)
        yield
    finally:
        for descriptor, kept in enumerate(saved):
            os.dup2(kept, descriptor)
            os.close(kept)


def measured() -> dict[str, str]:
    """What has a process measured too, where coverage is."""
    name = "COVERAGE_PROCESS_CONFIG"
    return {name: os.environ[name]} if name in os.environ else {}


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
