"""The league as programs read it: CSV columns, and JSON documents of one row each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tradetrack.core.periods import period_label
from tradetrack.reports.documents import number, text
from tradetrack.reports.league_result import LeagueResult, LeagueRow, Sum, growth_of
from tradetrack.reports.tables import Cell, Column, Table

Fields = Mapping[str, Callable[[LeagueRow], Cell]]

# What each column has as data.
_FIELDS: dict[str, Fields] = {
    "pair": {
        "pair": lambda row: row.pair,
        "flow": lambda row: row.flow,
        "scope": lambda row: row.scope,
        "unit": lambda row: row.unit,
    },
    "year": {
        "period": lambda row: row.label,
        "basis": lambda row: row.latest.basis if row.latest else "",
    },
    "latest": {
        "value": lambda row: number(row.value),
        "qualifier": lambda row: row.latest.qualifier if row.latest else "",
    },
    "growth": {"growth_pct": lambda row: number(row.growth_pct)},
    "to-date": {
        "to_date": lambda row: period_label(row.to_date.start, row.to_date.months) if row.to_date else "",
        "to_date_value": lambda row: number(row.to_date.level) if row.to_date else None,
    },
    "to-date-growth": {"to_date_growth_pct": lambda row: number(growth_of(row.to_date))},
    "target": {
        "target": lambda row: number(row.target.value) if row.target else None,
        "target_qualifier": lambda row: row.target.qualifier if row.target else "",
    },
    "deadline": {"deadline": lambda row: row.target.deadline if row.target else None},
    "to-go": {"to_go_pct": lambda row: number(row.to_go_pct)},
    "needed": {
        "needed_by": lambda row: row.needed.by if row.needed else None,
        "needed_pct": lambda row: number(row.needed.growth_pct) if row.needed else None,
    },
    "cagr": {"cagr_5_pct": lambda row: number(row.cagr_5_pct)},
    "chance": {
        "chance_by": lambda row: row.chance.year if row.chance else None,
        "chance": lambda row: number(row.chance.chance) if row.chance else None,
        "chance_slow": lambda row: number(row.chance.chance_slow) if row.chance else None,
        "chance_fast": lambda row: number(row.chance.chance_fast) if row.chance else None,
    },
    "half-by": {"median_year": lambda row: row.median_year},
    "at-latest": {"reached_at_latest": lambda row: row.at_latest.reached_in if row.at_latest else None},
    "at-cagr": {"reached_at_cagr_5": lambda row: row.at_cagr.reached_in if row.at_cagr else None},
    "stated-by": {"stated_by": lambda row: row.target.stated_by if row.target else ""},
    "on": {"stated_on": lambda row: row.target.stated_on if row.target else ""},
    "outcome": {
        "outcome": lambda row: row.record.outcome if row.record else "",
        "outcome_year": lambda row: row.record.outcome_year if row.record else row.reached_in,
        "rating": lambda row: (row.record.rating or "") if row.record else "",
    },
}


def league_records(result: LeagueResult) -> Table:
    """One CSV row a row of the league: the columns that were asked for, else all of them."""
    fields = [field for name in result.view.columns or _FIELDS for field in _FIELDS[name].items()]
    cells = [[of(row) for _, of in fields] for row in result]
    return Table([Column(name) for name, _ in fields], cells)


def league_documents(result: LeagueResult) -> dict[str, Any]:
    """The league in JSON: its rows with all that is known of each, and what they come to."""
    total = result.total
    return {
        "rows": [
            {name: _known(of(row)) for own in _FIELDS.values() for name, of in own.items()} for row in result
        ],
        "count": result.in_all,
        "sort": result.view.sort,
        "reverse": result.view.reverse,
        "total": {
            "series": total.series,
            "unit": text(total.unit),
            "latest": _sum_document(total.latest),
            "to_date": _sum_document(total.to_date),
            "outcomes": dict(total.outcomes),
            "why_not": text(total.why_not),
        },
    }


def _known(cell: Cell) -> Cell:
    """A cell in JSON: unknown as null."""
    return None if cell == "" else cell


def _sum_document(total: Sum | None) -> dict[str, Any] | None:
    if total is None:
        return None
    return {
        "period": total.label,
        "value": number(total.value),
        "qualifier": total.qualifier,
        "growth_pct": number(total.growth_pct),
        "series": total.series,
    }
