"""The registry of checks: what a careful colleague would find in a ledger that is well formed.

A check is one function with the decorator `check`, in any module of this package: its code, how serious it
is, what it finds and what to do about it stand there and nowhere else. It takes the analysis of all flows and
returns findings, of very many one `Alike`; it never raises.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from tradetrack.checks.alike import FEW, Alike, Findings, order_of
from tradetrack.checks.finding import Finding, accepted_lines
from tradetrack.series.analysis import Analysis, analyse
from tradetrack.series.query import Query

if TYPE_CHECKING:
    import pandas as pd

Run = Callable[[Analysis], Sequence[Finding | Alike]]
_registered: dict[str, Check] = {}


@dataclass(frozen=True)
class Check:
    """One check: its stable code, and the cells of its row in the documentation.

    One of a `profile` is run only where the profile or the code is selected.
    """

    code: str
    severity: str
    finds: str
    advice: str
    run: Run
    profile: str = ""


def check(code: str, severity: str, finds: str, advice: str, profile: str = "") -> Callable[[Run], Run]:
    """Register the function as the check of `code`. Raises ValueError for a code that is taken."""

    def register(run: Run) -> Run:
        if code in _registered:
            raise ValueError(f"two checks have the code {code!r}")
        _registered[code] = Check(code, severity, finds, advice, run, profile)
        return run

    return register


def checks() -> tuple[Check, ...]:
    """Every check, by the names of their modules, then in the order in which they stand there."""
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        import_module(f"tradetrack.checks.{module.name}")
    return tuple(sorted(_registered.values(), key=lambda each: each.run.__module__))


def codes(profile: str = "") -> tuple[str, ...]:
    """The codes of the checks that every ledger is asked, or of those of a profile."""
    return tuple(each.code for each in checks() if each.profile == profile)


def profiles() -> tuple[str, ...]:
    """The names of the profiles."""
    return tuple(dict.fromkeys(each.profile for each in checks() if each.profile))


def check_ledger(figures: pd.DataFrame, wanted: Collection[str] | None = None) -> Sequence[Finding]:
    """The findings of a ledger's figures that no note accepts, by their first lines, then their codes.

    Every check that is of no profile is run, or only those whose codes are wanted.
    """
    analysis = analyse(figures, Query(flow=None))
    asked = (each for each in checks() if (not each.profile if wanted is None else each.code in wanted))
    alone: list[Finding] = []
    alike: list[Alike] = []
    accepted = accepted_lines(figures)
    for found in (finding for each in asked for finding in each.run(analysis)):
        lines = accepted.get(found.code, set())
        if isinstance(found, Finding):
            alone += [found] if lines.isdisjoint(found.lines) else []
            continue
        left = found.without(lines) if lines else found
        if len(left) > FEW:
            alike.append(left)
        else:
            alone += left
    alone.sort(key=order_of)
    return Findings(alone, alike) if alike else alone
