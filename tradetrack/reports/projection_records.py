"""Projections as programs read them: JSON documents, and CSV with a row for each path."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tradetrack.forecast.projection import Path, Projection
from tradetrack.reports.chances import headline_chance
from tradetrack.reports.documents import number, text
from tradetrack.reports.outlook_json import OutlookJson
from tradetrack.reports.pace import pace_document
from tradetrack.reports.tables import Cell, Column, Table

LEAST_CHANCE = 1e-4  # in CSV
_RECORDS = (
    "pair",
    "flow",
    "scope",
    "unit",
    "base_year",
    "base_value",
    "base_qualifier",
    "base_basis",
    "target",
    "deadline",
    "already_reached_in",
    "assumption",
    "growth_pct",
    "years",
    "reached_in",
    "chance_by",
    "chance",
    "chance_slow",
    "chance_fast",
)


def projection_document(projection: Projection) -> dict[str, Any]:
    """One projection as JSON has it."""
    base, target = projection.base, projection.target
    return {
        "pair": text(projection.pair),
        "flow": projection.flow,
        "scope": text(projection.scope),
        "unit": projection.unit,
        "base": {
            "year": base.year,
            "value": number(base.value),
            "qualifier": base.qualifier,
            "basis": base.basis,
        },
        "target": target
        and {
            "value": number(target.value),
            "deadline": target.deadline,
            "stated_by": text(target.stated_by),
            "stated_on": text(target.stated_on),
        },
        "already_reached_in": projection.already_reached_in,
        "pace": pace_document(projection.pace),
        "paths": [_path_document(path) for path in projection.paths],
        "required": [
            {"by": r.by, "label": projection.year_label(r.by), "growth_pct": number(r.growth_pct)}
            for r in projection.required
        ],
        "rating": projection.rating,
        "outlook": projection.outlook and OutlookJson(projection.outlook),
        "base_rate": projection.base_rate and projection.base_rate._asdict(),
    }


def _path_document(path: Path) -> dict[str, Any]:
    return {
        "assumption": path.assumption,
        "growth_pct": number(path.growth_pct),
        "years": None if path.years is None else number(path.years),
        "reached_in": path.reached_in,
        "doubling_years": None if path.doubling_years is None else number(path.doubling_years),
    }


def projection_records(projections: Sequence[Projection]) -> Table:
    """One row a path; a projection without a path keeps one row with no path in it."""
    rows: list[list[Cell]] = []
    for p in projections:
        start: list[Cell] = [
            p.pair,
            p.flow,
            p.scope,
            p.unit,
            p.base.year,
            number(p.base.value),
            p.base.qualifier,
            p.base.basis,
            None if p.target is None else number(p.target.value),
            None if p.target is None else p.target.deadline,
            p.already_reached_in,
        ]
        paths = [[path.assumption, path.growth_pct, path.years, path.reached_in] for path in p.paths] or [
            [None] * 4
        ]
        chance = headline_chance(p)
        seen: list[Cell] = [None] * 4
        if chance:  # less than a table can tell from 0 is no number with an exponent either
            seen = [chance.year, *(max(share, LEAST_CHANCE) for share in chance[1:])]
        rows += [start + path + seen for path in paths]
    return Table([Column(name) for name in _RECORDS], rows, is_plain=True)
