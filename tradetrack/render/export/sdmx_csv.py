"""SDMX-CSV 2.0: one observation a row, of the figures or of the annual series.

The pair is REF_AREA and COUNTERPART_AREA, the currency UNIT_MEASURE, the scale the power of ten UNIT_MULT.
TIME_PERIOD is a year, a quarter or a month, and any other span, such as a fiscal year or the first nine
months, its first day and its length: `2021-01-01/P9M`. In the figures a period may have several statements:
the dimension STATEMENT, the line of the ledger, tells them apart. Without a period nothing can be an
observation: targets without a deadline are left out, counted. Readers of SDMX-CSV split lines before they
look at quotes, so a line end within a text is written as a blank.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tradetrack.core.lazy import Made
from tradetrack.core.periods import YEAR, parse_period
from tradetrack.core.units import currency_of, scale_of
from tradetrack.core.vocabulary import ABOUT, BOUNDS, GOODS, IMPLIED, NOWCAST, QUALIFIERS, TARGET
from tradetrack.render.export.csv_file import csv_of, text_of
from tradetrack.render.export.form import ROWS, Format, Written, one
from tradetrack.reports.export import ANNUAL, FIGURES, ExportResult, ExportTable, Value

AGENCY, VERSION = "TRADETRACK", "1.0"
UNKNOWN = "_X"  # SDMX's code for what is not specified
OTHER = "_O"  # and for another frequency than those that have a code
MISSING = "NaN"  # how SDMX writes that there is no number

DIMENSIONS = {
    FIGURES: (
        "FREQ",
        "REF_AREA",
        "COUNTERPART_AREA",
        "FLOW",
        "SCOPE",
        "UNIT_MEASURE",
        "REPORTER",
        "KIND",
        "STATEMENT",
    ),
    ANNUAL: ("FREQ", "REF_AREA", "COUNTERPART_AREA", "FLOW", "SCOPE", "UNIT_MEASURE"),
}
TIME, MEASURE = "TIME_PERIOD", "OBS_VALUE"
ATTRIBUTES = {
    FIGURES: (
        "UNIT_MULT",
        "OBS_STATUS",
        "QUALIFIER",
        "GROWTH_PCT",
        "STATUS",
        "STATED_BY",
        "STATED_ON",
        "SOURCE",
        "NOTE",
    ),
    ANNUAL: (
        "UNIT_MULT",
        "OBS_STATUS",
        "QUALIFIER",
        "BASIS",
        "REPORTER",
        "GROWTH_PCT",
        "STATED_BY",
        "STATED_ON",
        "SOURCE",
    ),
}
_FREQUENCIES = {12: "A", 6: "S", 3: "Q", 1: "M"}
_LINE_END = re.compile(r"\s*[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]\s*")

Row = dict[str, Value]


def structure_id(table: str) -> str:
    """The id of the structure of a table, as the column STRUCTURE_ID has it."""
    return f"{AGENCY}:{table.upper()}({VERSION})"


def _write(result: ExportResult) -> Written:
    table = result.table(result.tables[0])
    names = (*DIMENSIONS[table.name], TIME, MEASURE, *ATTRIBUTES[table.name])
    start = ("datastructure", structure_id(table.name), "I")
    count = sum(1 for _ in _rows(table))

    def cells() -> Iterator[tuple[Value, ...]]:
        return ((*start, *(_text(_CELLS[name](row)) for name in names)) for row in _rows(table))

    left_out = len(table.rows) - count
    what = "target without a deadline is" if left_out == 1 else "targets without a deadline are"
    notes = (f"{left_out} {what} left out: an observation of SDMX needs its period",) if left_out else ()
    data = csv_of(("STRUCTURE", "STRUCTURE_ID", "ACTION", *names), Made(count, cells))
    return one(data, {ROWS[table.name]: count}, *notes)


def _rows(table: ExportTable) -> Iterator[Row]:
    """The rows that have a period."""
    names = [field.name for field in table.fields]
    every = (dict(zip(names, row, strict=True)) for row in table.rows)
    return (row for row in every if row["period"])


def _text(cell: Value) -> str:
    return _LINE_END.sub(" ", text_of(cell))


def frequency(period: str) -> str:
    """The code of SDMX for how often a period of this length comes."""
    return _FREQUENCIES.get(parse_period(period).months, OTHER)


def time_period(period: str) -> str:
    """A period as SDMX writes it."""
    start, months = parse_period(period)
    year, month = divmod(start, YEAR)
    if "/" not in period:
        return period
    return f"{year:04d}-{month + 1:02d}-01/P{months}M"


def _area(row: Row, place: int) -> Value:
    """One economy of the pair; of a pair without a name neither is known."""
    pair = str(row["pair"])
    return pair.split("-")[place] if pair else UNKNOWN


def observation_status(row: Row) -> str:
    """The code of CL_OBS_STATUS: a row without a value, a target, an implied level, an estimate, a bound."""
    if row["value"] is None:
        return "L"  # missing; it exists, but was not collected
    if row.get("kind") == TARGET:
        return "F"  # forecast
    if row.get("basis") == IMPLIED:
        return "I"  # imputed
    if row.get("basis") == NOWCAST or row["qualifier"] == QUALIFIERS[ABOUT]:
        return "E"  # estimated
    return "U" if row["qualifier"] in BOUNDS else "A"  # low reliability; normal


_CELLS: dict[str, Callable[[Row], Value]] = {
    "FREQ": lambda row: frequency(str(row["period"])),
    "REF_AREA": lambda row: _area(row, 0),
    "COUNTERPART_AREA": lambda row: _area(row, 1),
    "FLOW": lambda row: row["flow"],
    "SCOPE": lambda row: row["scope"] or GOODS,
    "UNIT_MEASURE": lambda row: currency_of(str(row["unit"])),
    "REPORTER": lambda row: row["reporter"] or UNKNOWN,
    "KIND": lambda row: row["kind"],
    "STATEMENT": lambda row: row["line"],
    TIME: lambda row: time_period(str(row["period"])),
    MEASURE: lambda row: MISSING if row["value"] is None else row["value"],
    "UNIT_MULT": lambda row: len(str(scale_of(str(row["unit"])))) - 1,
    "OBS_STATUS": observation_status,
    "QUALIFIER": lambda row: row["qualifier"],
    "GROWTH_PCT": lambda row: row["growth_pct"],
    "STATUS": lambda row: row["status"],
    "BASIS": lambda row: row["basis"],
    "STATED_BY": lambda row: row["stated_by"],
    "STATED_ON": lambda row: row["stated_on"],
    "SOURCE": lambda row: row["source"],
    "NOTE": lambda row: row["note"],
}

FORMAT = Format("sdmx-csv", ".sdmx.csv", _write, holds=(FIGURES, ANNUAL), is_text=True)
