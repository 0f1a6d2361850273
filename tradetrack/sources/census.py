"""The US Census Bureau's `country.xlsx`: a row a country and year, a column a month and flow (IJAN … EYR).

Quirks: values are USD mn. Months that are not published yet are 0, and the year's total is then one to date.
Groups of countries stand among the countries.
"""

from __future__ import annotations

from tradetrack.core.periods import MONTH_NAMES
from tradetrack.core.vocabulary import EXPORTS, IMPORTS
from tradetrack.sources.head import Head
from tradetrack.sources.reading import Choice, Figure, File, Reading, in_unit
from tradetrack.sources.rows import rows_of
from tradetrack.sources.sheets import sheets_of
from tradetrack.sources.source import Source

_NAMES = ("CTY_CODE", "IJAN", "EJAN")
_FLOWS = {"I": IMPORTS, "E": EXPORTS}
_NOTES = {
    EXPORTS: "FAS, not seasonally adjusted",
    IMPORTS: "customs value, not seasonally adjusted",
}
_YEAR_TOTAL = "of totals of a year, which are the sums of its months"
_UNPUBLISHED = "of months that are not published yet (0 in the file)"

Column = tuple[int, str, int]  # its place, its flow, its month from 1


def _recognise(head: Head) -> bool:
    return all(name in head.names or f">{name}<" in head.workbook_text for name in _NAMES)


def read(file: File, choice: Choice) -> Reading:
    """The months of every country, imports and exports of the United States."""
    reading = Reading(skip=choice.skip)
    header, *rows = sheets_of(file)[0].rows if file.head.parts else list(rows_of(file))
    names = [name.strip().upper() for name in header]
    columns = [
        (names.index(f"{letter}{month.upper()}"), flow, number)
        for letter, flow in _FLOWS.items()
        for number, month in enumerate(MONTH_NAMES, 1)
    ]
    totals = [names.index(name) for name in ("IYR", "EYR") if name in names]
    year, country = names.index("YEAR"), names.index("CTYNAME")
    rows = [row for row in rows if any(row)]
    reading.rows = len(rows)
    published = _published(reading, rows, year, columns)
    for row in rows:
        values = [(reading.value_of(row[column[0]]), column) for column in columns]
        known = [value for value, _ in values if value is not None]
        partner = reading.economy_of(row[country], choice, sum(known), len(known))
        for place in totals:
            reading.leave_out(_YEAR_TOTAL, reading.value_of(row[place]))
        for value, (_, flow, month) in values if partner else []:
            period = f"{row[year]}-{month:02d}"
            if value is None:
                continue
            if value == 0 and period > published[flow]:
                reading.leave_out(_UNPUBLISHED, value)
                continue
            text = in_unit(value, 0)
            reading.take(Figure("USA", partner or "", flow, period, text, "USD mn", note=_NOTES[flow]), value)
    return reading


def _published(reading: Reading, rows: list[list[str]], year: int, columns: list[Column]) -> dict[str, str]:
    """The last month of each flow in which any country has trade."""
    last = dict.fromkeys(_FLOWS.values(), "")
    final = max((row[year] for row in rows), default="")
    for row in rows:
        if row[year] == final:
            for place, flow, month in columns:
                if row[place] not in ("", "0", "0.0"):
                    last[flow] = max(last[flow], f"{final}-{month:02d}")
    last = {flow: text or f"{int(final or 0) - 1}-12" for flow, text in last.items()}
    reading.remarks.append(f"the months of {final} are published up to {max(last.values())}")
    return last


SOURCE = Source(
    kind="the US Census Bureau's trade by country",
    recognise=_recognise,
    by_hand="copy the rows of one country into a ledger (tradetrack init NEW.csv), a line a month and flow: "
    "IJAN as imports of January, EJAN as exports, unit USD mn",
    title="US Census Bureau",
    read=read,
)
