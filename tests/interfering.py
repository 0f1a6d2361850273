"""The real file operations, with something happening at the k-th of them; imported by child processes too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tradetrack.storage.filesystem import Filesystem

OPERATIONS = {name for name in vars(Filesystem) if not name.startswith("_")} - {"now", "pause"}


class Interfering(Filesystem):
    """Does `act` with the name of the operation before the `at`-th one; `names` is what was asked for.

    A close that fails has closed all the same, as on Linux.
    """

    def __init__(self, at: int, act: Callable[[str], None]) -> None:
        self.at = at
        self.act = act
        self.names: list[str] = []

    def __getattribute__(self, name: str) -> Any:
        found = super().__getattribute__(name)
        if name not in OPERATIONS:
            return found

        def call(*arguments: Any) -> Any:
            self.names.append(name)
            strikes = len(self.names) == self.at
            if strikes and name != "close":
                self.act(name)
            result = found(*arguments)
            if strikes and name == "close":
                self.act(name)
            return result

        return call
