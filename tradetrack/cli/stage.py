"""What a command is busy with, once it takes longer than a second: one line on a terminal, nowhere else."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tradetrack.render.escape import visible

PATIENCE = 1.0  # seconds before the line appears, and between two of it
_WIDEST = 60  # characters of a line, so that none is broken
_CLEAR = "\r\x1b[K"


def is_watched() -> bool:
    """Whether somebody can see a line that changes: a terminal, and no CI runner."""
    stream = sys.__stderr__
    if stream is None or os.environ.get("CI") or os.environ.get("TERM") == "dumb":
        return False
    return not stream.closed and stream.isatty()


@contextmanager
def stage(what: str) -> Iterator[None]:
    """Say what the work inside is, such as `checking my.csv`, and for how many seconds it has run."""
    if not is_watched():
        yield
        return
    done = threading.Event()
    arguments = (visible(what), done.wait, _write, time.monotonic)
    thread = threading.Thread(target=tell, args=arguments, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def tell(
    what: str,
    wait: Callable[[float], bool],
    write: Callable[[str], None],
    clock: Callable[[], float],
) -> None:
    """Write the line each second until `wait` says that the work is done, then clear it."""
    start, is_shown = clock(), False
    while not wait(PATIENCE):
        seconds = f" … {clock() - start:.0f} s"
        room = _WIDEST - len(seconds)
        write(f"{_CLEAR}{what if len(what) <= room else what[: room - 1] + '…'}{seconds}")
        is_shown = True
    if is_shown:
        write(_CLEAR)


def _write(text: str) -> None:
    """Write to standard error as it is; where that fails nobody is told."""
    stream = sys.__stderr__
    if stream is None:
        return
    try:
        os.write(stream.fileno(), text.encode(stream.encoding or "utf-8", "replace"))
    except OSError:
        return
