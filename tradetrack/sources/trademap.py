"""ITC Trade Map: a row a partner, a column a period, which names the flow (`Imported value in 2024-M05`).

Quirks: every line ends in a tab. Values are thousand dollars. Neither the reporter nor the product is named.
"""

from __future__ import annotations

import re

from tradetrack.core.errors import RequestError
from tradetrack.core.vocabulary import EXPORTS, IMPORTS
from tradetrack.sources.grid import is_workbook
from tradetrack.sources.reading import (
    OWN_PARTNER,
    Choice,
    Figure,
    File,
    Reading,
    in_unit,
    require_reporter,
)
from tradetrack.sources.rows import rows_of
from tradetrack.sources.sheets import sheets_of
from tradetrack.sources.source import Source

PERIOD_COLUMN = re.compile(
    r"(Imported|Exported) value in ([0-9]{4})(?:-(?:M([0-9]{2})|(Q[1-4])))?", re.IGNORECASE
)
_FIRST = ("Exporters", "Importers", "Partners", "Partner", "Countries", "Country")
_HEADER_WITHIN = 30  # rows
_NOTES = {EXPORTS: "FOB", IMPORTS: "CIF"}


def read(file: File, choice: Choice) -> Reading:
    """The figures of every partner and period, of the reporter whom the user names."""
    reporter = require_reporter(choice, "whose trade it is")
    reading = Reading(skip=choice.skip)
    header, *rows = _table(file)
    reading.rows = len(rows)
    columns = [(place, *_meaning(name.strip())) for place, name in enumerate(header) if _is_period(name)]
    if not choice.scope:
        reading.remarks.append("Trade Map does not write which product it is of: taken as all goods")
    for row in rows:
        values = [reading.value_of(row[place]) if place < len(row) else None for place, _, _ in columns]
        known = [value for value in values if value is not None]
        partner = reading.economy_of(row[0], choice, sum(known), len(known))
        if not partner:
            continue
        if partner == reporter:
            reading.leave_out(OWN_PARTNER, sum(known), len(known))
            continue
        for (_, flow, period), value in zip(columns, values, strict=True):
            if value is not None:
                text = in_unit(value, -3)
                scope = choice.scope or ""
                reading.take(
                    Figure(reporter, partner, flow, period, text, "USD mn", scope, _NOTES[flow]), value
                )
    return reading


def _table(file: File) -> list[list[str]]:
    """The header and the rows below it, of a text or of the sheet that has the periods."""
    if not is_workbook(file):
        return list(rows_of(file))
    for sheet in sheets_of(file):
        for place, row in enumerate(sheet.rows[:_HEADER_WITHIN]):
            if any(map(_is_period, row)):
                return [each for each in sheet.rows[place:] if any(each)]
    raise RequestError(
        f"{file.name}: no sheet has a header with periods; save the sheet of the figures alone"
    )


def _is_period(name: str) -> bool:
    return PERIOD_COLUMN.fullmatch(name.strip()) is not None


def _meaning(name: str) -> tuple[str, str]:
    """The flow and the period of a column."""
    match = PERIOD_COLUMN.fullmatch(name)
    flow, year, month, quarter = match.groups() if match else ("", "", "", "")
    part = f"-{month or quarter}" if month or quarter else ""
    return IMPORTS if flow.lower() == "imported" else EXPORTS, f"{year}{part}"


SOURCE = Source(
    kind="an ITC Trade Map download",
    recognise=lambda head: (
        any(map(_is_period, head.header)) or bool(PERIOD_COLUMN.search(head.workbook_text))
    ),
    by_hand="copy the row of one partner into a ledger (tradetrack init NEW.csv), a line a period: "
    "2024-M05 as 2024-05, thousand dollars / 1e6 as USD bn",
    title="ITC Trade Map",
    read=read,
    reads=lambda head: bool(head.parts) or head.header[0] in _FIRST,
)
