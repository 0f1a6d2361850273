"""The World Bank's WITS: trade by partner (CSV and workbook), its bulk download and its country summary.

Quirks: the values of trade by partner are thousand dollars, exports and imports side by side. Regions stand
among the partners, and the world as ` World` with a blank before it.
"""

from __future__ import annotations

import re

from tradetrack.core.vocabulary import EXPORTS, IMPORTS
from tradetrack.sources.head import Head
from tradetrack.sources.reading import OWN_PARTNER, Choice, Figure, File, Reading, in_unit
from tradetrack.sources.rows import rows_of
from tradetrack.sources.source import Source

_FLOWS = {"Export (US$ Thousand)": EXPORTS, "Import (US$ Thousand)": IMPORTS}
_NOTES = {EXPORTS: "FOB", IMPORTS: "CIF"}
_IN_WORKBOOK = re.compile(r"(Export|Import) \(US\$ Thousand\)")
_SUMMARY = {"Reporter", "Partner", "Product categories", "Indicator Type", "Indicator"}


def shape(head: Head) -> str | None:
    """`by partner`, `bulk`, `country summary` or `workbook`; None for another file."""
    if "Partner Name" in head.names and head.names & _FLOWS.keys():
        return "by partner"
    if "TradeValue in 1000 USD" in head.names:
        return "bulk"
    if head.names >= _SUMMARY:
        return "country summary"
    if "Partner Name" in head.workbook_text and _IN_WORKBOOK.search(head.workbook_text):
        return "workbook"
    return None


def read(file: File, choice: Choice) -> Reading:
    """The exports and imports of every partner and year."""
    reading = Reading()
    header, *rows = rows_of(file)
    names = [name.strip() for name in header]
    who, with_whom, when = (names.index(name) for name in ("Reporter Name", "Partner Name", "Year"))
    columns = [(names.index(name), flow) for name, flow in _FLOWS.items() if name in names]
    reading.rows = len(rows)
    for row in rows:
        values = [(flow, reading.value_of(row[place])) for place, flow in columns]
        known = [value for _, value in values if value is not None]
        reporter = reading.economy_of(row[who], choice, sum(known), len(known))
        partner = reporter and reading.economy_of(row[with_whom], choice, sum(known), len(known))
        if reporter and reporter == partner:
            reading.leave_out(OWN_PARTNER, sum(known), len(known))
        elif reporter and partner:
            for flow, value in values:
                if value is not None:
                    text, note = in_unit(value, -3), _NOTES[flow]
                    figure = Figure(reporter, partner, flow, row[when].strip(), text, "USD mn", note=note)
                    reading.take(figure, value)
    return reading


SOURCE = Source(
    kind="a World Bank WITS download",
    recognise=lambda head: shape(head) is not None,
    describe=lambda head: f"a World Bank WITS download ({shape(head)})",
    by_hand="copy the rows of one partner into a ledger (tradetrack init NEW.csv): Year as period, "
    "Export and Import as flows, thousand dollars / 1e6 as USD bn",
    title="WITS",
    read=read,
    reads=lambda head: shape(head) == "by partner" and {"Reporter Name", "Year"} <= head.names,
)
