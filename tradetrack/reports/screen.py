"""`screen`: many flows beside one level, the likeliest to pass it first."""

from __future__ import annotations

from typing import Any

import numpy as np

from tradetrack.core.numerals import estimate, level, percent
from tradetrack.forecast.reference import shipped_eras
from tradetrack.forecast.target_chances import Chance
from tradetrack.forecast.times import Times
from tradetrack.reports.chances import chance_cell
from tradetrack.reports.documents import data_document
from tradetrack.reports.screen_result import CHANCES, RATES, REACHED, WHOLE, FlowRow, ScreenResult
from tradetrack.reports.tables import Cell, Column, Report, Table

SHOWN = 50  # flows in a table, where nobody says how many
_CONSTANT = ("flow", "scope", "currency")  # keys of a ledger that a table shows only where they differ


def screen_report(result: ScreenResult, top: int | None = None) -> Report:
    """The flows as a table for people, CSV and JSON."""
    return Report(
        tables=lambda: [_table(result, SHOWN if top is None else top)] if len(result) else [],
        records=lambda: _records(result, top),
        document=lambda: {
            "flows": [_document(result, row) for row in result.rows(top)],
            "data": data_document(result.data),
        },
        notes=_notes(result),
    )


def _document(result: ScreenResult, row: FlowRow) -> dict[str, Any]:
    return {
        **dict(zip(result.per, row.keys, strict=True)),
        "unit": row.unit,
        "years": row.years,
        "base_year": row.base_year,
        "base": row.base,
        **dict(zip(RATES, row.rates, strict=True)),
        "required_growth_pct": row.required_growth_pct,
        **dict(zip(REACHED, row.reached_in, strict=True)),
        "already_reached_in": row.already_reached_in,
        **dict(zip(CHANCES, row[-3:], strict=True)),
    }


def _records(result: ScreenResult, top: int | None) -> Table:
    names = (*result.per, "unit", *WHOLE[:2], "base", *RATES, "required_growth_pct", *REACHED)
    rows: list[list[Cell]] = [list(_document(result, row).values()) for row in result.rows(top)]
    return Table([Column(name) for name in (*names, "already_reached_in", *CHANCES)], rows)


def _table(result: ScreenResult, top: int) -> Table:
    rows = result.rows(top)
    shown = [
        place
        for place, key in enumerate(result.per)
        if key not in _CONSTANT or len({row.keys[place] for row in rows}) > 1
    ]
    columns = [
        *(Column(result.per[place].capitalize(), keep=True) for place in shown),
        Column("Base", number=True),
        Column("in", number=True),
        Column("Growth", number=True),
        Column("3 years", number=True),
        Column("5 years", number=True),
        Column("10 years", number=True),
        Column("Needed", number=True),
        Column("Reached", number=True),
        Column("Chance", number=True),
    ]
    cells = [[*(row.keys[place] for place in shown), *_cells(result, row)] for row in rows]
    aim = _aim(result)
    count = f"{len(result):,} flow{'s' if len(result) != 1 else ''}"
    return Table(
        columns, cells, f"{count} to {aim} by {result.by}", _aside(result), _table_notes(result, len(rows))
    )


def _cells(result: ScreenResult, row: FlowRow) -> list[Cell]:
    has_it = row.required_growth_pct is None and row.already_reached_in is not None
    chance = (
        chance_cell(Chance(result.by, row.chance, row.chance_slow or 0.0, row.chance_fast or 0.0))
        if row.chance is not None
        else ""
    )
    rates = ["" if rate is None else percent(rate) for rate in row.rates]
    needed = (
        "has it" if has_it else "" if row.required_growth_pct is None else percent(row.required_growth_pct)
    )
    reached = "" if has_it else _reached(row)
    return [estimate(row.base), row.base_year, *rates, needed, reached, chance]


def _reached(row: FlowRow) -> Cell:
    """The year reached at the latest growth."""
    year = row.reached_in[0]
    if year is not None:
        return str(year) if year <= row.base_year + 100 else "> 100 years"
    return "never" if row.rates[0] is not None and row.base > 0 else ""


def _aim(result: ScreenResult) -> str:
    if isinstance(result.target, Times):
        return f"{level(result.target.value)} times the base"
    value = result.target.in_unit(f"{result.found.currency} bn")
    return f"{level(value or result.target.value)} bn"


def _aside(result: ScreenResult) -> str:
    several = len(result.units()[0]) > 1
    return "billion, by currency" if several else f"{result.found.currency} billion"


def _table_notes(result: ScreenResult, shown: int) -> list[str]:
    notes = []
    if shown < len(result):
        notes.append(f"The first {shown:,} by {result.sort}; {{top}} shows more, {{output}} writes all.")
    slow, fast = (shipped_eras()[name] for name in ("slow", "fast"))
    if np.isfinite(result.flows.chances[0]).any():
        notes.append(
            f"Chance of having reached it by the end of {result.by}; in brackets: were world trade to grow "
            f"as slowly as in {slow.first_year}-{slow.last_year}, and as fast as in "
            f"{fast.first_year}-{fast.last_year}."
        )
    notes.append("Needed: growth a year from the base on. Reached: at the latest growth.")
    return notes


def _notes(result: ScreenResult) -> list[str]:
    """What was left out and why, and what stands in the way of an answer."""
    survey = result.found.survey
    notes = [*survey.remarks]
    notes += [
        f"left out: {count:,} row{'s' if count != 1 else ''} {reason}" for reason, count in survey.left_out
    ]
    notes += [f"for example {example}" for example in result.found.examples]
    if not len(result):
        return [*notes, "nothing to screen: no flow has a full year"]
    flows = result.flows
    late = int(((flows.base_year >= result.by) & flows.is_ahead).sum())
    if late:
        notes.append(
            f"no chance of {late:,} flows, whose base is of {result.by} or later; name a later {{by}}"
        )
    far = flows.base_year + 10 < result.by
    if count := int((far & flows.is_ahead).sum()):
        notes.append(f"no chance of {count:,} flows, whose base is more than ten years before {result.by}")
    return notes
