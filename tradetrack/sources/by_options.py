"""Any table, as its user says: which columns hold what, in which unit, of which rows.

One column of values, or several of them side by side that are periods, partners or flows. Nothing is guessed
but the row of the header, which is the first one that has the columns named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from tradetrack.core.errors import RequestError
from tradetrack.core.vocabulary import EXPORTS, FLOWS, IMPORTS, TOTAL, other_side
from tradetrack.sources import layout as layouts
from tradetrack.sources.grid import Grid, grid_of, period_of
from tradetrack.sources.layout import Layout, unit_of
from tradetrack.sources.partners import economy
from tradetrack.sources.reading import OWN_PARTNER, Choice, Figure, File, Reading, in_unit, require_reporter
from tradetrack.sources.source import Source

_GROUPED_COMMA = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:[. \u00a0\u202f][0-9]{3})+)(?:,[0-9]+)?")


class Cell(NamedTuple):
    """One value of a table, with what its row and its column say of it; empty where they say nothing."""

    text: str
    period: str
    partner: str
    reporter: str
    flow: str
    part: str = ""  # what is added up over, such as a product


def read(file: File, choice: Choice) -> Reading:
    """The figures of a table by the layout of a choice."""
    layout = choice.layout or Layout()
    unit, power = unit_of(layout.unit)
    grid = grid_of(file, layout)
    reading = Reading(rows=len(grid.rows))
    rows = [row for row in grid.rows if _is_wanted(reading, grid, row, layout)]
    parts: dict[tuple[str, str, str, str], dict[str, Decimal]] = {}
    october = _writes_october_short(grid, layout)
    for cell in _cells(grid, rows, layout):
        value = reading.value_of(_with_point(cell.text, layout.decimal))
        if value is None:
            continue
        if cell.flow.strip() in choice.skip:
            reading.leave_out(f"of {cell.flow.strip()}, as asked", value)
            continue
        period = period_of(cell.period, october)
        if period is None or value < 0:
            reading.not_understood(cell.text if period else cell.period)
            continue
        flow = _flow(reading, choice, cell.flow)
        sides = _sides(reading, choice, cell, value)
        if flow and sides and sides[0] == sides[1]:
            reading.leave_out(OWN_PARTNER, value)
        elif flow and sides:
            reporter, partner, is_turned = sides
            flow = other_side(flow) if is_turned else flow
            key = (reporter, partner, flow, period)
            if layout.sum_over:
                _add_part(parts.setdefault(key, {}), key, cell.part, value)
            else:
                reading.take(Figure(*key, in_unit(value, power), unit, choice.scope or ""), value)
    for key, values in parts.items():
        total = sum(values.values(), Decimal(0))
        note = f"sum of {len(values)} rows by {layout.sum_over}" if len(values) > 1 else ""
        reading.take(Figure(*key, in_unit(total, power), unit, choice.scope or "", note), total)
    return reading


def _add_part(parts: dict[str, Decimal], key: tuple[str, ...], part: str, value: Decimal) -> None:
    """Add the value of one part. Raises RequestError for a second value of it that is another one."""
    if parts.setdefault(part, value) != value:
        raise RequestError(f"the file has two values for {' '.join(key)} {part}: {parts[part]} and {value}")


def _is_wanted(reading: Reading, grid: Grid, row: list[str], layout: Layout) -> bool:
    for column, value in layout.where:
        if row[grid.place(column)] != value:
            reading.leave_out(f"rows whose {column} is not {value}")
            return False
    return True


def _writes_october_short(grid: Grid, layout: Layout) -> bool:
    """Whether October is written as 2023.1 beside 2023.01: a program that took it for a number made it so."""
    if not layout.period:
        return False
    texts = {row[grid.place(layout.period)] for row in grid.rows}
    return any(re.fullmatch(r"[0-9]{4}\.0[1-9]", text) for text in texts) and not any(
        re.fullmatch(r"[0-9]{4}\.10", text) for text in texts
    )


def _cells(grid: Grid, rows: list[list[str]], layout: Layout) -> Iterator[Cell]:
    columns = [(grid.place(name), name) for name in _value_columns(grid, layout)]
    side = layout.columns_are
    fixed = [layout.period, layout.partner, layout.reporter, layout.flow]
    if (layout.period is None) is (side != layouts.PERIODS):
        raise RequestError("name the column of the periods, or say that the columns are periods", "period")
    places = [grid.place(name) if name else None for name in (*fixed, layout.sum_over)]
    for row in rows:
        said = [row[place] if place is not None else "" for place in places]
        for place, name in columns:
            period, partner, reporter, flow, part = said
            partner = partner or layout.partner_code or ""
            yield Cell(
                row[place],
                name if side == layouts.PERIODS else period,
                name if side == layouts.PARTNERS else partner,
                reporter,
                name if side == layouts.FLOWS else flow,
                part,
            )


def _value_columns(grid: Grid, layout: Layout) -> tuple[str, ...] | list[str]:
    """The columns with values: those named, else all that are periods, partners or flows."""
    if layout.value:
        if len(layout.value) > 1 and not layout.columns_are:
            raise RequestError(
                "say whether the columns of values are periods, partners or flows", "columns_are"
            )
        return layout.value
    others = [name for name in grid.header if name and name not in layout.named]
    if layout.columns_are == layouts.PERIODS:
        return [name for name in others if period_of(name)]
    if layout.columns_are == layouts.PARTNERS:
        return others
    if layout.columns_are == layouts.FLOWS:
        flows = [name for name in others if flow_of(name) in (EXPORTS, IMPORTS)]
        if len({flow_of(name) for name in flows}) == len(flows) > 0:
            return flows
    raise RequestError("name the column of the values", "value")


def flow_of(text: str) -> str | None:
    """The flow that a text speaks of: exports, imports or total; None for no one, two, or re-exports."""
    words = text.casefold()
    found = [flow for flow, word in ((EXPORTS, "export"), (IMPORTS, "import")) if word in words]
    if re.search(r"\bre-?(?:ex|im)port", words):
        return None
    if words.strip() in ("total", "trade", "total trade"):
        return TOTAL
    return found[0] if len(found) == 1 else None


def _flow(reading: Reading, choice: Choice, text: str) -> str | None:
    if not text:
        if choice.flow not in FLOWS:
            raise RequestError("say which flow the values are: exports, imports or total", "flow")
        return choice.flow
    flow = flow_of(text)
    if flow is None:
        reading.not_understood(text)
    return flow


def _sides(reading: Reading, choice: Choice, cell: Cell, value: Decimal) -> tuple[str, str, bool] | None:
    """Reporter and partner of a value, and whether its flow is seen from the partner; None for no economy."""
    if not cell.partner:
        if len(choice.pair) != 1:
            raise RequestError("name the pair of the values, or the column of the partners", "pair")
        first, _, second = choice.pair[0].partition("-")
        is_turned = choice.reporter == second
        return (second, first, True) if is_turned else (first, second, False)
    reporter = reading.economy_of(cell.reporter, choice, value) if cell.reporter else _reporter(choice)
    partner = reading.economy_of(cell.partner, choice, value) if reporter else None
    return (reporter, partner, False) if reporter and partner else None


def _reporter(choice: Choice) -> str:
    return economy(require_reporter(choice, "whose trade it is")) or str(choice.reporter)


def _with_point(text: str, decimal: str) -> str:
    """A number with a decimal comma as one with a point; any other text as it is."""
    if decimal == "," and _GROUPED_COMMA.fullmatch(text.strip()):
        return re.sub(r"[. \u00a0\u202f]", "", text.strip()).replace(",", ".")
    return f"?{text}" if decimal == "," and re.search(r"[0-9]", text) else text


def source_of(file_name: str, layout: Layout) -> Source:
    """A table by options as a source; its title is what the user calls it, else the name of the file."""
    return Source(
        kind="a table, read by options",
        recognise=lambda _: True,
        by_hand="",
        title=layout.source or file_name,
        read=read,
        cuts=(65_535, 1_048_575),
    )
