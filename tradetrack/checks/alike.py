"""Very many findings: those that are alike are made as they are read, so that a million take little room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from heapq import merge
from typing import Any

import numpy as np
import numpy.typing as npt

from tradetrack.checks.finding import Finding
from tradetrack.core.lazy import Reread

FEW = 1 << 12  # findings that are rather kept
_PIECE = 1 << 12  # findings whose numbers are taken out of their arrays at once

Array = npt.NDArray[Any]


class Alike(Reread[Finding]):
    """Findings of one code and severity, each with as many lines as there are arrays of them, in their order.

    `words` is the message of each, from its lines and what else it is `about`.
    """

    def __init__(
        self, code: str, severity: str, lines: Sequence[Array], words: Callable[..., str], *about: Array
    ) -> None:
        order = np.lexsort(lines[::-1])
        if (np.diff(order) == 1).all():
            order = slice(None)  # type: ignore[assignment]
        self.code, self.severity, self.words = code, severity, words
        self.lines = [own[order] for own in lines]
        self.about = [own[order] for own in about]

    def __len__(self) -> int:
        return len(self.lines[0])

    def __iter__(self) -> Iterator[Finding]:
        count = len(self.lines)
        for start in range(0, len(self), _PIECE):
            columns = [own[start : start + _PIECE].tolist() for own in (*self.lines, *self.about)]
            for own in zip(*columns, strict=True):
                yield Finding(self.code, self.severity, own[:count], self.words(*own))

    def without(self, lines: Collection[int]) -> Alike:
        """Those of them that are on none of some lines."""
        kept = ~np.logical_or.reduce([np.isin(own, list(lines)) for own in self.lines])
        about = [own[kept] for own in self.about]
        return Alike(self.code, self.severity, [own[kept] for own in self.lines], self.words, *about)


class Findings(Reread[Finding]):
    """All findings about a ledger, in order: those that stand alone, and the ones that are alike."""

    def __init__(self, alone: Sequence[Finding], alike: Sequence[Alike]) -> None:
        self.alone = alone
        self.alike = alike

    def __len__(self) -> int:
        return len(self.alone) + sum(map(len, self.alike))

    def __iter__(self) -> Iterator[Finding]:
        return merge(self.alone, *self.alike, key=order_of)

    def severities(self) -> Counter[str]:
        """How many there are of each severity."""
        count = severities(self.alone)
        for alike in self.alike:
            count[alike.severity] += len(alike)
        return count


def order_of(finding: Finding) -> tuple[tuple[int, ...], str, str]:
    """What findings are sorted by: their lines, then their codes."""
    return finding.lines, finding.code, finding.message


def severities(findings: Sequence[Finding]) -> Counter[str]:
    """How many findings there are of each severity."""
    if isinstance(findings, Findings):
        return findings.severities()
    return Counter(finding.severity for finding in findings)
