"""What a table of flows holds: which rows count, which do not, and why, from one pass over it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from tradetrack.core.errors import RequestError
from tradetrack.core.numerals import listed
from tradetrack.core.periods import YEAR
from tradetrack.core.vocabulary import EXPORTS, FLOWS, IMPORTS
from tradetrack.flows import comtrade
from tradetrack.flows.expression import (
    BAD_PERIOD,
    BAD_VALUE,
    EMPTY,
    MONTH_NAME,
    STATUS,
    YEAR_NAME,
    Kept,
)
from tradetrack.flows.shapes import FLOW, PRODUCT, Shape
from tradetrack.flows.wanted import Wanted

_REASONS = {
    EMPTY: "without a value",
    BAD_VALUE: "whose value is not a number from 0 up",
    BAD_PERIOD: "whose period is not a year or a month",
}
_OTHER_FLOWS = "re-exports, re-imports and other flows, which are inside exports and imports"


class Survey(NamedTuple):
    """Which rows count, and what is left out: counts by reason; `refused` is the number of bad rows."""

    kept: Kept
    rows: int
    left_out: tuple[tuple[str, int], ...]
    refused: int
    remarks: tuple[str, ...] = ()


def flow_of(frame: Any, wanted: Wanted) -> str:
    """The flow that is screened: the one asked for, else exports where the file has them.

    The file of one economy has both sides of its trade; those of several have each flow twice, as its
    exporter and as its importer reports it.
    """
    there = [flow for flow in (EXPORTS, IMPORTS) if (frame[FLOW] == flow).any()]
    if wanted.flow and wanted.flow not in there:
        raise RequestError(
            f"the file has no {wanted.flow}; it has {listed(there or ['no flow at all'])}", "flow"
        )
    return wanted.flow or (there[0] if there else EXPORTS)


def survey_of(frame: Any, shape: Shape, wanted: Wanted, per_keys: Sequence[str]) -> Survey:
    """What counts, by the number of rows of each period, status and facet in a pandas frame."""
    left: list[tuple[str, int]] = []
    rows = int(frame["rows"].sum())
    columns: dict[str, tuple[Any, ...]] = {}
    remarks: list[str] = []

    def keep(mask: Any, reason: str) -> None:
        nonlocal frame
        count = int(frame.loc[~mask, "rows"].sum())
        if count:
            left.append((reason, count))
        frame = frame[mask]

    if shape.flow_column:
        flow = flow_of(frame, wanted)
        other = next(one for one in FLOWS if one not in (flow, "total"))
        keep(frame[FLOW] != "other", _OTHER_FLOWS)
        keep(frame[FLOW] == flow, f"of {other} ({{flow}} {other})")
        columns[FLOW] = (flow,)
    if shape.is_comtrade:
        kept, remarks = comtrade.choice(frame, PRODUCT in per_keys)
        for name, values in kept.items():
            reason = comtrade.REASONS[comtrade.WHOLE if name.startswith(comtrade.WHOLE) else name]
            keep(frame[name].isin(values), reason)
        columns |= kept
    elif comtrade.OWN in frame.columns:
        keep(~frame[comtrade.OWN], comtrade.REASONS[comtrade.OWN])
        columns[comtrade.OWN] = (False,)
    refused = int(frame.loc[frame[STATUS] >= BAD_VALUE, "rows"].sum())
    for status, reason in _REASONS.items():
        keep(frame[STATUS] != status, reason)
    years, monthly = _full_years(frame, keep)
    everything = not left and not columns and not monthly
    return Survey(Kept(years, monthly, columns, everything), rows, tuple(left), refused, tuple(remarks))


def _full_years(frame: Any, keep: Callable[[Any, str], None]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The years that stand as such, and those that twelve months make."""
    whole = set(frame.loc[frame[MONTH_NAME] == 0, YEAR_NAME].tolist())
    months = frame[frame[MONTH_NAME] != 0].groupby(YEAR_NAME)[MONTH_NAME].nunique()
    monthly = {int(year) for year, count in months.items() if count == YEAR and year not in whole}
    is_month = frame[MONTH_NAME] != 0
    beside = is_month & frame[YEAR_NAME].isin(whole)
    short = is_month & ~frame[YEAR_NAME].isin(whole | monthly)
    if short.any():
        named = listed(str(year) for year in sorted(set(frame.loc[short, YEAR_NAME].tolist())))
        keep(~short, f"of years without all twelve months ({named})")
    if beside.any():
        keep(~beside, "of months beside their full year")
    return tuple(sorted(int(year) for year in whole)), tuple(sorted(monthly))
