"""Which columns of a table have values, and what the header says of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from tradetrack.core.errors import RequestError
from tradetrack.core.numerals import listed
from tradetrack.core.vocabulary import EXPORTS, IMPORTS
from tradetrack.sources.grid import Grid
from tradetrack.sources.labels import flow_of, is_part_of_year, joined_period, period_of, without_flow
from tradetrack.sources.layout import BOTH, FLOWS, NOTHING, PARTNERS, PERIODS, REPORTERS, Layout
from tradetrack.sources.reading import MISSING

_SHOWN = 5
_STARTS_AS_NUMBER = re.compile(r"[(+−-]? ?[.,]?[0-9]")


class Column(NamedTuple):
    """A column of values: its place, and what its header says; empty where it says nothing."""

    place: int
    period: str = ""
    partner: str = ""
    reporter: str = ""
    flow: str = ""


def value_columns(grid: Grid, layout: Layout) -> tuple[list[Column], str]:
    """The columns with values, and a remark about those that are not read; empty where all are.

    Those named, else all whose header says what `layout.above` wants. Raises RequestError where that is none,
    or where two of them are of the same.
    """
    if layout.value and not layout.above and len(layout.value) > 1:
        raise RequestError("say whether the columns of values are periods, partners or flows", "columns_are")
    if layout.value:
        return [_column(grid, layout, grid.place(name)) for name in layout.value], ""
    if not layout.above:
        raise RequestError("name the column of the values", "value")
    others = [place for place, name in enumerate(grid.header) if name not in layout.columns]
    columns = [_column(grid, layout, place) for place in others if _is_filled(grid, place)]
    wanted = _without_totals(
        [each for each in columns if _is_understood(each, layout) and _has_numbers(grid, each.place)]
    )
    names = [grid.header[each.place] for each in columns if each not in wanted]
    _require_one_each(grid, wanted)
    return wanted, f"columns that are not read: {_shown(names)}" if names else ""


def _require_one_each(grid: Grid, columns: Sequence[Column]) -> None:
    """That there are columns, and no two of them of the same. Raises RequestError."""
    if not columns:
        raise RequestError("name the column of the values", "value")
    found: dict[tuple[str, ...], str] = {}
    for each in columns:
        name = grid.header[each.place]
        key = (each.period, each.partner, each.reporter, flow_of(each.flow) or "")
        if key in found:
            other = found[key]
            what = flow_of(each.flow) or each.partner or each.period
            message = f"{other!r} and {name!r} are both {what}; name the column of the values"
            raise RequestError(message, "value")
        found[key] = name


def _is_filled(grid: Grid, place: int) -> bool:
    return bool(grid.labels[-1][place]) or any(row[place] for row in grid.rows)


def _has_numbers(grid: Grid, place: int) -> bool:
    """Whether a column can be one of values: it has a digit somewhere, or nothing but marks of no value."""
    texts = [row[place] for row in grid.rows]
    return any(_STARTS_AS_NUMBER.match(text) for text in texts) or all(
        text.casefold() in MISSING for text in texts
    )


def _shown(names: Sequence[str]) -> str:
    shown = [repr(name) for name in names[:_SHOWN]]
    return listed([*shown, f"{len(names) - _SHOWN} more"] if len(names) > _SHOWN else shown)


def _column(grid: Grid, layout: Layout, place: int) -> Column:
    """What the rows of the header say of a column."""
    said = {"period": "", "partner": "", "reporter": "", "flow": ""}
    for kinds, labels in zip(layout.above, grid.labels, strict=False):
        label, names = labels[place], kinds.split(BOTH)
        both = len(names) > 1
        for kind in names:
            text = without_flow(label) if both and kind != FLOWS else label
            name = kind.removesuffix("s")
            if kind != NOTHING:
                said[name] = joined_period(said[name], text) if said[name] else text
    return Column(place, **said)


def _is_understood(column: Column, layout: Layout) -> bool:
    """Whether the header of a column says what it should; a partner may be a name that nobody knows."""
    is_period = bool(
        period_of(column.period, year_start=layout.year_start)
        or (layout.period and is_part_of_year(column.period))
    )
    above = {kind for row in layout.above for kind in row.split(BOTH)}
    checks = {
        PERIODS: is_period,
        FLOWS: flow_of(column.flow) is not None,
        PARTNERS: bool(column.partner),
        REPORTERS: bool(column.reporter),
    }
    return all(checks[kind] for kind in above - {NOTHING})


def _without_totals(columns: list[Column]) -> list[Column]:
    """The columns of exports and imports; of totals only where there is no other."""
    flows = [each for each in columns if not each.flow or flow_of(each.flow) in (EXPORTS, IMPORTS)]
    return flows or columns
