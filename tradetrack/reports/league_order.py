"""The order of a league: total, the same for the same input, and what is not known last both ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from tradetrack.core.codes import plain
from tradetrack.core.names import pair_name
from tradetrack.core.units import currency_of
from tradetrack.reports.league_result import LeagueRow
from tradetrack.reports.league_view import BY_CHANCE, BY_GAP, BY_GROWTH, BY_NAME, BY_VALUE, LeagueView

_NUMBERS: dict[str, Callable[[LeagueRow], float | None]] = {
    BY_CHANCE: lambda row: row.chance.chance if row.chance else None,
    BY_GAP: lambda row: row.to_go_pct,
    BY_VALUE: lambda row: row.latest.amount if row.latest else None,
    BY_GROWTH: lambda row: row.growth_pct,
}


def ordered(found: Sequence[LeagueRow], view: LeagueView) -> list[LeagueRow]:
    """The rows by name; by a number from the largest on, equal ones by name.

    Levels are compared within a currency, that of the most rows first. Of one name the rows stay by series
    and target. `reverse` turns the order of names or of numbers round.
    """
    names = {pair: name_order(pair) for pair in {row.pair for row in found}}
    by_name = sorted(found, key=lambda row: names[row.pair], reverse=view.reverse and view.sort == BY_NAME)
    if view.sort == BY_NAME:
        return sorted(by_name, key=lambda row: not row.pair)
    number, sign = _NUMBERS[view.sort], 1 if view.reverse else -1
    groups = _currencies(found) if view.sort == BY_VALUE else {}

    def place(row: LeagueRow) -> tuple[bool, int, float]:
        value = number(row)
        if value is None:
            return True, 0, 0.0
        return False, groups.get(currency_of(row.unit), 0), sign * value

    return sorted(by_name, key=place)


def name_order(pair: str) -> str:
    """By what to sort pairs, so that a table is in the order of the names that it prints."""
    return plain(printed_pair(pair))


def printed_pair(pair: str) -> str:
    """The name of a pair in a table of many."""
    return pair_name(pair) or "unnamed pair"


def _currencies(found: Sequence[LeagueRow]) -> dict[str, int]:
    """The place of each currency: the most frequent first, then by the alphabet."""
    counts = Counter(currency_of(row.unit) for row in found)
    return {currency: at for at, currency in enumerate(sorted(counts, key=lambda c: (-counts[c], c)))}
