"""The use case that asks what a careful colleague would ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tradetrack.core.errors import RequestError
from tradetrack.core.provenance import provenance_of

if TYPE_CHECKING:
    import pandas as pd

    from tradetrack.reports.check_result import CheckResult


def check(
    figures: pd.DataFrame, name: str = "ledger", select: Sequence[str] = (), ignore: Sequence[str] = ()
) -> CheckResult:
    """The findings in a ledger's figures that no note accepts, of the codes that are wanted.

    The name of a profile, such as `archive`, stands for its codes. Raises RequestError for an unknown code.
    """
    from tradetrack.checks.registry import check_ledger, codes, profiles
    from tradetrack.reports.check_result import CheckResult

    usual, of_profile = codes(), {name: codes(name) for name in profiles()}
    known = (*usual, *of_profile, *(code for own in of_profile.values() for code in own))
    for parameter, given in (("select", select), ("ignore", ignore)):
        for code in given:
            if code not in known:
                raise RequestError(_unknown_code(code, known), parameter)
    chosen, left = (
        {code for name in given for code in of_profile.get(name, (name,))}
        for given in (select or usual, ignore)
    )
    wanted = chosen - left
    return CheckResult(check_ledger(figures, wanted), name, provenance_of(figures))


def _unknown_code(code: str, known: Sequence[str]) -> str:
    import difflib

    near = difflib.get_close_matches(code, known, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else f"the codes are {', '.join(known)}"
    return f"unknown code {code!r}; {hint}"
