"""What becomes of stated targets: how many are met, by what they asked for, with intervals.

A share is of targets whose deadline has passed. One without a deadline can be met but never missed, and so
can one whose deadline is ahead: counted in a share, both would only ever raise it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from tradetrack.series.outcome import MET, MISSED, OPEN, OVERTAKEN, UNKNOWN
from tradetrack.series.target_kinds import (
    BILATERAL,
    GROWTHS,
    LONG,
    NATIONAL,
    ONE_YEAR,
    is_within,
    years_ahead,
)
from tradetrack.series.target_record import TargetRecord
from tradetrack.series.target_share import Judged, Resampled, Share, percentage

HORIZONS = (0, 1, 2, 4, None)  # years from the statement to the start of the year that judges it
DECADE = 10


class Bin(NamedTuple):
    """The settled targets with a number of at least `start` and below `end` (None: no end)."""

    start: int
    end: int | None
    every: Share
    one_year: Share
    longer: Share


class Counts(NamedTuple):
    """The outcomes of targets whose deadline has passed, and `open` of the others."""

    met: int
    missed: int
    overtaken: int
    unknown: int
    open: int


class Group(NamedTuple):
    """The targets of a kind and span (None for both), counted.

    `not_due` are those that are settled although they have no deadline, or a later one. `figure_known` is the
    share of those whose deadline's year has a figure; `settled` of all that a later figure settles too.
    """

    kind: str | None
    span: str | None
    targets: int
    counts: Counts
    not_due: Counts
    figure_known: Share
    settled: Share
    by_growth: tuple[Bin, ...]

    @property
    def share_if_unknown_missed_pct(self) -> float | None:
        """The share met if every unknown target was missed."""
        return percentage(self.settled.met, self.settled.known + self.counts.unknown)

    @property
    def share_if_unknown_met_pct(self) -> float | None:
        """The share met if every unknown target was met."""
        return percentage(self.settled.met + self.counts.unknown, self.settled.known + self.counts.unknown)


class TargetSummary(NamedTuple):
    """All targets, the groups that are told apart, and all by horizon and decade of the deadline."""

    every: Group
    groups: tuple[Group, ...]
    by_horizon: tuple[Bin, ...]
    by_decade: tuple[Bin, ...]


def judged(record: TargetRecord, known_on: int, is_due: bool, is_figure_known: bool) -> Judged:
    """A target as it is counted; `known_on` is the day of its first statement."""
    return Judged(
        record.pair,
        record.outcome,
        record.deadline,
        record.required_growth_pct,
        years_ahead(known_on, record.due),
        is_due,
        is_figure_known,
    )


def summarise(targets: Sequence[Judged]) -> TargetSummary:
    """The counts and shares of targets; every interval resamples pairs with one fixed seed."""
    resampled = Resampled(targets)
    kinds = [(kind, span) for kind in (BILATERAL, NATIONAL) for span in (None, ONE_YEAR, LONG)]
    groups = [_group(targets, kind, span, resampled) for kind, span in kinds]
    decades = {t.deadline // DECADE * DECADE for t in targets if t.deadline and t.is_settled}
    edges = [*sorted(decades), max(decades) + DECADE] if decades else []
    spans = [(start, start + DECADE) for start in edges[:-1]]
    return TargetSummary(
        _group(targets, None, None, resampled),
        tuple(group for group in groups if group.targets),
        _bins(targets, lambda t: t.horizon, _pairs(HORIZONS), resampled),
        _bins(targets, lambda t: t.deadline, spans, resampled),
    )


def _group(targets: Sequence[Judged], kind: str | None, span: str | None, resampled: Resampled) -> Group:
    own = [t for t in targets if kind in (None, t.kind) and span in (None, t.span)]
    return Group(
        kind,
        span,
        len(own),
        _counts([t for t in own if t.is_due or t.outcome == OPEN]),
        _counts([t for t in own if not t.is_due and t.outcome != OPEN]),
        resampled.share([t for t in own if t.is_figure_known]),
        resampled.share(own),
        _bins(own, lambda t: t.growth_pct, _pairs(GROWTHS), resampled),
    )


def _counts(targets: Sequence[Judged]) -> Counts:
    outcomes = [t.outcome for t in targets]
    return Counts(*(outcomes.count(word) for word in (MET, MISSED, OVERTAKEN, UNKNOWN, OPEN)))


def _pairs(edges: Sequence[int | None]) -> list[tuple[int, int | None]]:
    return [(start, end) for start, end in pairwise(edges) if start is not None]


def _bins(
    targets: Sequence[Judged],
    number: Callable[[Judged], float | None],
    edges: Sequence[tuple[int, int | None]],
    resampled: Resampled,
) -> tuple[Bin, ...]:
    """The bins with their shares, also of goals for one year and of longer plans."""
    found = []
    for start, end in edges:
        own = [t for t in targets if is_within(number(t), start, end)]
        spans = [resampled.share([t for t in own if t.span == span]) for span in (ONE_YEAR, LONG)]
        found.append(Bin(start, end, resampled.share(own), *spans))
    return tuple(found)
