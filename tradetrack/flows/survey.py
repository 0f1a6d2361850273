"""What a table of flows holds: which rows count, which do not, and why, from one pass over it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any, NamedTuple

from tradetrack.core.errors import RequestError
from tradetrack.core.numerals import listed
from tradetrack.core.vocabulary import EXPORTS, IMPORTS
from tradetrack.flows import comtrade
from tradetrack.flows.counts import Counts
from tradetrack.flows.expression import PERIOD, Kept
from tradetrack.flows.periods import MAX_PERIODS, full_years, period_of
from tradetrack.flows.shapes import FLOW, PRODUCT, Shape
from tradetrack.flows.wanted import Wanted

_OTHER_FLOWS = "re-exports, re-imports and other flows, which are inside exports and imports"
_EMPTY = "without a value"
_REFUSED = "whose value is not a number from 0 up"
MOST_COUNTS = 1_000_000  # combinations of period and facet: nothing that has periods has so many
_NO_PERIOD = "whose period is not a year or a month"


class Survey(NamedTuple):
    """Which rows count, and what is left out: counts by reason.

    `refused` is the number of bad rows, `periods` are the raw ones that are understood.
    """

    kept: Kept
    rows: int
    left_out: tuple[tuple[str, int], ...]
    refused: int
    remarks: tuple[str, ...] = ()
    periods: tuple[Any, ...] = ()


class _Tally:
    """The counts of a survey, from which rows are taken off for a reason."""

    def __init__(self, counts: Counts) -> None:
        self.counts = counts
        self.left_out: list[tuple[str, int]] = []

    def keep(self, name: str, is_kept: Callable[[Any], bool], reason: str) -> int:
        """Keep some values of a column; the number of rows of the others."""
        before = self.counts.total()
        self.counts = self.counts.where(name, is_kept)
        return self._note(before - self.counts.total(), reason)

    def drop(self, name: str, values: Collection[Any], reason: str) -> int:
        """Drop some values of a column; the number of their rows."""
        return self.keep(name, lambda value: value not in values, reason)

    def take_off(self, column: str, reason: str) -> int:
        """Count the rows of a column of the survey as left out."""
        return self._note(self.counts.total(column), reason)

    def _note(self, count: int, reason: str) -> int:
        if count:
            self.left_out.append((reason, count))
        return count


def flow_of(counts: Counts, wanted: Wanted) -> str:
    """The flow that is screened: the one asked for, else exports where the file has them.

    The file of one economy has both sides of its trade; those of several have each flow twice, as its
    exporter and as its importer reports it.
    """
    there = [flow for flow in (EXPORTS, IMPORTS) if counts.has(FLOW, flow)]
    if wanted.flow and wanted.flow not in there:
        raise RequestError(
            f"the file has no {wanted.flow}; it has {listed(there or ['no flow at all'])}", "flow"
        )
    return wanted.flow or (there[0] if there else EXPORTS)


def survey_of(counts: Counts, shape: Shape, wanted: Wanted, per_keys: Sequence[str]) -> Survey:
    """What counts, by the number of rows of each period and facet."""
    if len(counts) > MOST_COUNTS:
        raise RequestError(f"it has more than {MAX_PERIODS:,} values, so it is none of periods", "period")
    tally = _Tally(counts)
    columns: dict[str, tuple[Any, ...]] = {}
    remarks: list[str] = []
    if shape.flow_column:
        flow = flow_of(counts, wanted)
        other = IMPORTS if flow == EXPORTS else EXPORTS
        tally.keep(FLOW, lambda value: value != "other", _OTHER_FLOWS)
        tally.keep(FLOW, lambda value: value == flow, f"of {other} ({{flow}} {other})")
        columns[FLOW] = (flow,)
    if shape.is_comtrade:
        kept, remarks = comtrade.choice(tally.counts, PRODUCT in per_keys)
        for name, values in kept.items():
            tally.keep(name, values.__contains__, comtrade.reason_of(name))
        columns |= kept
    elif comtrade.OWN in counts.columns and tally.counts.has(comtrade.OWN, True):
        tally.keep(comtrade.OWN, lambda value: not value, comtrade.reason_of(comtrade.OWN))
        columns[comtrade.OWN] = (False,)
    years, refused_periods = _periods(tally)
    refused = refused_periods + tally.take_off("refused", _REFUSED)
    tally.take_off("empty", _EMPTY)
    kept_rows = Kept(years, columns, all_rows=not tally.left_out and not columns)
    periods = tuple(raw for raw in dict.fromkeys(counts[PERIOD]) if period_of(raw) is not None)
    return Survey(kept_rows, counts.total(), tuple(tally.left_out), refused, tuple(remarks), periods)


def _periods(tally: _Tally) -> tuple[dict[int, tuple[Any, ...]], int]:
    """The years that are full, and the number of rows without a period."""
    raws = list(dict.fromkeys(tally.counts[PERIOD]))
    if len(raws) > MAX_PERIODS:
        raise RequestError(f"it has {len(raws):,} values, so it is not a column of periods", "period")
    years, reasons = full_years(raws)
    known = {raw for raw in raws if period_of(raw) is not None}
    refused = tally.keep(PERIOD, known.__contains__, _NO_PERIOD)
    for reason in dict.fromkeys(reasons.values()):
        tally.drop(PERIOD, {raw for raw, why in reasons.items() if why == reason}, reason)
    return years, refused
