"""What the rows of a league come to, where adding them up says something."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from tradetrack.core.economies import BLOCS
from tradetrack.core.periods import period_label
from tradetrack.core.rows import AnnualRow, HeadlineRow
from tradetrack.core.units import currency_of, scale_of
from tradetrack.core.vocabulary import ABOUT, BOUNDS, EXACT, QUALIFIERS
from tradetrack.reports.league_result import LeagueRow, LeagueTotal, Sum
from tradetrack.series.outcome import MET, MISSED, OPEN, OVERTAKEN, UNKNOWN

WHY_NOT = CURRENCIES, SCOPES, GROUPS = (
    "the currencies differ",
    "the scopes differ",
    "a group of economies stands beside others",
)
_OUTCOMES = (MET, MISSED, OVERTAKEN, OPEN, UNKNOWN)


def league_total(found: Sequence[LeagueRow]) -> LeagueTotal:
    """The sums over the series of a league, each counted once.

    Nothing is added up across currencies or scopes, nor where a group of economies stands beside another
    partner of the same economy, whose trade it may count too.
    """
    once = {row.series: row for row in found}
    own = list(once.values())
    outcomes = Counter(row.record.outcome for row in found if row.record)
    counted = tuple((word, outcomes[word]) for word in _OUTCOMES if outcomes[word])
    known = [row for row in own if row.latest]
    why_not = _why_not(known)
    if why_not or len(known) < 2:
        return LeagueTotal(len(own), "", None, None, counted, why_not)
    (unit, _), *_ = Counter(row.unit for row in known).most_common(1)
    labels = Counter(row.label for row in known)
    start = {row.label: row.latest.start for row in known if row.latest}
    label = max(labels, key=lambda one: (labels[one], start[one]))
    latest = _sum(label, [r.latest for r in known if r.latest and r.label == label], unit)
    parts = [row.to_date for row in known if row.to_date]
    spans = {(part.start, part.months) for part in parts}
    to_date = _sum(_span_label(parts), parts, unit) if len(parts) == len(known) and len(spans) == 1 else None
    return LeagueTotal(len(own), unit, latest, to_date, counted)


def _span_label(parts: Sequence[HeadlineRow]) -> str:
    return period_label(parts[0].start, parts[0].months)


def _why_not(known: Sequence[LeagueRow]) -> str:
    """Why the levels of rows are not added up; empty where they are."""
    if len({currency_of(row.unit) for row in known}) > 1:
        return CURRENCIES
    if len({row.scope for row in known}) > 1:
        return SCOPES
    partners: dict[str, set[str]] = {}
    for row in known:
        one, _, other = row.pair.partition("-")
        partners.setdefault(one, set()).add(other)
        partners.setdefault(other, set()).add(one)
    if any(len(own) > 1 and any(map(_is_group, own)) for own in partners.values()):
        return GROUPS
    return ""


def _is_group(code: str) -> bool:
    """Whether a code is that of several economies."""
    return code in BLOCS or (code[:2] in ("EU", "EA") and code[2:].isdigit())


def _sum(label: str, levels: Sequence[AnnualRow | HeadlineRow], unit: str) -> Sum | None:
    """The sum of levels of one period; None of a single one, and of bounds in both directions."""
    qualifiers = {row.qualifier for row in levels}
    bounds = sorted(qualifiers & {*BOUNDS})
    if len(levels) < 2 or len(bounds) > 1:
        return None
    qualifier = QUALIFIERS[EXACT] if qualifiers == {QUALIFIERS[EXACT]} else QUALIFIERS[ABOUT]
    amount = sum(row.amount for row in levels)
    rates = [row.computed_growth_pct for row in levels]
    growth = None
    if not any(map(math.isnan, rates)) and all(rate > -100 for rate in rates):
        before = sum(row.amount / (1 + rate / 100) for row, rate in zip(levels, rates, strict=True))
        growth = (amount / before - 1) * 100 if before else None
    return Sum(label, amount / scale_of(unit), bounds[0] if bounds else qualifier, growth, len(levels))
