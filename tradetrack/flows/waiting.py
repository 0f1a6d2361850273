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

    def attempt() -> None:
        try:
            found.append(work())
        except BaseException as error:  # noqa: BLE001 - raised again, in the thread that waits
            failed.append(error)

    thread = threading.Thread(target=attempt, daemon=True)
    thread.start()
    try:
        while thread.is_alive():
            thread.join(_TICK)
            look()
    except KeyboardInterrupt:
        stop()
        thread.join()
        raise
    if failed:
        raise failed[0]
    return found[0]
