"""Any table, as its user says: which columns hold what, in which unit, of which rows.

One column of values, or several of them side by side that are periods, partners or flows. Nothing is guessed
but the row of the header, which is the first one that has the columns named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from tradetrack.core.errors import RequestError
from tradetrack.core.periods import YEAR
from tradetrack.core.vocabulary import FLOWS, other_side
from tradetrack.sources import layout as layouts
from tradetrack.sources.grid import Grid, grids_of
from tradetrack.sources.labels import flow_of, is_no_flow, joined_period, period_of, period_of_day, rhythm
from tradetrack.sources.layout import Layout, unit_of
from tradetrack.sources.partners import economy
from tradetrack.sources.reading import (
    MISSING,
    OWN_PARTNER,
    TWICE,
    Choice,
    Figure,
    File,
    Reading,
    in_unit,
    number,
    require_reporter,
)
from tradetrack.sources.value_columns import Column, value_columns

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-([0-9]{2})(?:[T ].*)?")
_ENDS_OF_MONTHS = ("01", "28", "29", "30", "31")
_NO_FLOW = "of balances, shares, growth and quantities"
_GROUPED_COMMA = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:[. \u00a0\u202f][0-9]{3})+)(?:,[0-9]+)?")


class Cell(NamedTuple):
    """One value of a table, with what its row, column and sheet say of it; empty where they say nothing."""

    text: str
    period: str
    partner: str
    reporter: str
    flow: str
    part: str = ""  # what is added up over, such as a product


Key = tuple[str, str, str, str]  # reporter, partner, flow, period


def read(file: File, choice: Choice) -> Reading:
    """The figures of a table by the layout of a choice."""
    layout = choice.layout or Layout()
    unit, power = unit_of(layout.unit)
    reading = Reading(skip=choice.skip)
    parts: dict[Key, dict[str, Decimal]] = {}
    scope = choice.scope or ""
    for grid in grids_of(file, layout):
        reading.rows += len(grid.rows)
        reading.lines = max(reading.lines, grid.lines)
        columns, remark = value_columns(grid, layout)
        reading.remarks += [remark] if remark else []
        rows = [row for row in grid.rows if _is_wanted(reading, grid, row, layout, columns)]
        _require_no_days(grid, rows, layout)
        october = _writes_october_short(grid, layout)
        _write_first_days_as_periods(grid, rows, layout)
        for cell in _cells(grid, rows, layout, columns):
            value = reading.value_of(_with_point(cell.text, layout.decimal))
            key = None if value is None else _key(reading, choice, cell, value, october)
            if key is None or value is None:
                continue
            if layout.sum_over:
                _add_part(reading, parts.setdefault(key, {}), key, cell.part, value)
            else:
                reading.take(Figure(*key, in_unit(value, power), unit, scope), value)
    for key, values in parts.items():
        total = sum(values.values(), Decimal(0))
        note = f"sum of {len(values)} rows by {layout.sum_over}" if len(values) > 1 else ""
        reading.take(Figure(*key, in_unit(total, power), unit, scope, note), total)
    return reading


def first_values(file: File, layout: Layout, count: int) -> list[Cell]:
    """The first values of a table as they are read, with what is said of each."""
    found = []
    for grid in grids_of(file, layout):
        for cell in _cells(grid, grid.rows, layout, value_columns(grid, layout)[0]):
            if cell.text and cell.text.casefold() not in MISSING:
                found.append(cell)
            if len(found) == count:
                return found
    return found


def _key(reading: Reading, choice: Choice, cell: Cell, value: Decimal, october: bool) -> Key | None:
    """What a value is of; where it is left out or not understood, it is counted, and the result is None."""
    layout = choice.layout or Layout()
    for text in (cell.flow, cell.period, cell.text):
        if text.strip() in choice.skip:
            reading.leave_out(f"of {text.strip()}, as asked", value)
            return None
    if layout.flow and is_no_flow(cell.flow):
        reading.leave_out(_NO_FLOW, value)
        return None
    period = layout.fixed_period or period_of(cell.period, october, layout.year_start)
    if period is None or value < 0:
        reading.not_understood(cell.text if period else cell.period)
        return None
    flow = _flow(reading, choice, cell.flow)
    sides = _sides(reading, choice, cell, value)
    if flow and sides and sides[0] == sides[1]:
        reading.leave_out(OWN_PARTNER, value)
    elif flow and sides:
        reporter, partner, is_turned = sides
        return reporter, partner, other_side(flow) if is_turned else flow, period
    return None


def _add_part(reading: Reading, parts: dict[str, Decimal], key: Key, part: str, value: Decimal) -> None:
    """Add the value of one part. Raises RequestError for a second value of it that is another one."""
    if part not in parts:
        parts[part] = value
    elif parts[part] == value:
        reading.leave_out(TWICE, value)
    else:
        raise RequestError(f"the file has two values for {' '.join(key)} {part}: {parts[part]} and {value}")


def _is_wanted(
    reading: Reading, grid: Grid, row: list[str], layout: Layout, columns: Sequence[Column]
) -> bool:
    """Whether a row fulfils the conditions; one that does not is counted, with what it adds up to."""
    for name, value in layout.where:
        if row[grid.place(name)] != value:
            texts = [_with_point(row[column.place], layout.decimal) for column in columns]
            reading.leave_out(f"rows whose {name} is not {value}", sum(map(_amount, texts)))
            return False
    return True


def _amount(text: str) -> Decimal:
    """The number of a cell that is left out, of which nothing needs to be understood."""
    try:
        return number(text) or Decimal(0)
    except ValueError:
        return Decimal(0)


def _require_no_days(grid: Grid, rows: list[list[str]], layout: Layout) -> None:
    """That the periods are not days on which something was stated. Raises RequestError."""
    if not layout.period:
        return
    texts = list(dict.fromkeys(row[grid.place(layout.period)] for row in rows))
    days = [match[1] for text in texts if (match := _DAY.fullmatch(text))]
    if len({day for day in days if day not in _ENDS_OF_MONTHS}) > 1:
        raise RequestError(
            f"{layout.period!r} has days ({texts[0]}, {texts[1]}), which are no periods of a flow; if the "
            "values are of one period, name that, such as 2024",
            "period",
        )


def _write_first_days_as_periods(grid: Grid, rows: list[list[str]], layout: Layout) -> None:
    """Have years and quarters that are dated with their first days say so."""
    if not layout.period:
        return
    place = grid.place(layout.period)
    matches = [_DAY.fullmatch(row[place]) for row in rows if row[place]]
    if all(match and match[1] == "01" for match in matches):
        step = rhythm([match[0] for match in matches if match])
        for row in rows if step in (3, YEAR) else []:
            row[place] = row[place] and period_of_day(row[place], step)


def _writes_october_short(grid: Grid, layout: Layout) -> bool:
    """Whether October is written as 2023.1 beside 2023.01: a program that took it for a number made it so."""
    if not layout.period:
        return False
    texts = {row[grid.place(layout.period)] for row in grid.rows}
    return any(re.fullmatch(r"[0-9]{4}\.0[1-9]", text) for text in texts) and not any(
        re.fullmatch(r"[0-9]{4}\.10", text) for text in texts
    )


def _cells(grid: Grid, rows: list[list[str]], layout: Layout, columns: Sequence[Column]) -> Iterator[Cell]:
    if not (layout.period or layout.fixed_period or layout.says(layouts.PERIODS)):
        raise RequestError("name the column of the periods, or say that the columns are periods", "period")
    fixed = [layout.period, layout.month, layout.partner, layout.reporter, layout.flow, layout.sum_over]
    places = [grid.place(name) if name else None for name in fixed]
    sheet = {kind: grid.sheet if layout.sheets == kind else "" for kind in (*layouts.COLUMNS_ARE, "")}
    for row in rows:
        period, month, partner, reporter, flow, part = (
            row[place] if place is not None else "" for place in places
        )
        for column in columns:
            beside = month or (column.period if layout.period else "")
            yield Cell(
                row[column.place],
                (joined_period(period, beside) if beside else period)
                or column.period
                or sheet[layouts.PERIODS],
                partner or column.partner or sheet[layouts.PARTNERS] or layout.partner_code or "",
                reporter or column.reporter,
                flow or column.flow or sheet[layouts.FLOWS],
                part,
            )


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
