"""Which bundled data an answer rests on: the name, the version and the SHA-256 of its bytes.

A frame of figures carries it in its `attrs`, an analysis and its results in a field `data`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pandas as pd

# The version of each ledger that comes with the package: the year, and a number that rises with each change.
VERSIONS = {"china-russia": "2026.1", "stated-targets": "2026.1", "trade": "2026.1"}

_ATTRIBUTE = "tradetrack_data"
_SHOWN = 12  # digits of a hash that a person reads


class Provenance(NamedTuple):
    """A bundled ledger as it was read; `sha256` is of its bytes, in hexadecimal."""

    name: str
    version: str
    sha256: str

    def __str__(self) -> str:
        """How a chart names it: `stated-targets 2026.1 (SHA-256 0123456789ab)`."""
        return f"{self.name} {self.version} (SHA-256 {self.sha256[:_SHOWN]})"


def provenance(name: str, data: bytes) -> Provenance:
    """The provenance of the bundled ledger `name`, whose bytes are `data`."""
    import hashlib

    return Provenance(name, VERSIONS[name], hashlib.sha256(data).hexdigest())


def attach(figures: pd.DataFrame, source: Provenance) -> None:
    """Note on a frame of figures, as it was read, where it comes from."""
    figures.attrs[_ATTRIBUTE] = (source, len(figures))


def provenance_of(figures: pd.DataFrame) -> Provenance | None:
    """Where the figures come from, if they are all of a bundled ledger; None for any others.

    Rows taken out of it, or added, make it another ledger.
    """
    source, count = figures.attrs.get(_ATTRIBUTE, (None, 0))
    return source if count == len(figures) else None


def without_provenance(figures: pd.DataFrame) -> pd.DataFrame:
    """The figures without their attributes, which each step on a frame would copy."""
    if not figures.attrs:
        return figures
    plain = figures.copy(deep=False)
    plain.attrs = {}
    return plain
