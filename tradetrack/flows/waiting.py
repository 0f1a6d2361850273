"""Waiting for an engine: its progress is watched, and an interrupt stops it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")
_TICK = 0.1  # seconds between looks


def wait_for(work: Callable[[], Result], look: Callable[[], None], stop: Callable[[], None]) -> Result:
    """What `work` gives, done in a thread; `look` is called from time to time, `stop` on an interrupt.

    Raises what the work raises.
    """
    found: list[Result] = []
    failed: list[BaseException] = []
    done = (
        threading.Event()
    )  # a thread whose `join` an interrupt cuts short counts as ended, though it is not

    def attempt() -> None:
        try:
            found.append(work())
        except BaseException as error:  # noqa: BLE001 - raised again, in the thread that waits
            failed.append(error)
        done.set()

    thread = threading.Thread(target=attempt, daemon=True)
    try:
        thread.start()
        while not done.wait(_TICK):
            look()
    except BaseException:  # an interrupt, above all
        _stopped(thread, done, stop)
        raise
    if failed:
        raise failed[0]
    return found[0]


def _stopped(thread: threading.Thread, done: threading.Event, stop: Callable[[], None]) -> None:
    """Stop the work until it has ended: an engine that is between two steps goes on with the next.

    The engine can only be closed after that, so a second interrupt is no reason to leave.
    """
    while thread.ident is not None and not done.is_set():
        try:
            stop()
            done.wait(_TICK)
        except KeyboardInterrupt:
            continue
