"""The US Census Bureau's `country.xlsx`: a row a country and year, a column a month and flow (IJAN … EYR)."""

from __future__ import annotations

from tradetrack.sources.source import Source

_NAMES = ("CTY_CODE", "IJAN", "EJAN")

SOURCE = Source(
    kind="the US Census Bureau's trade by country",
    recognise=lambda head: all(name in head.names or f">{name}<" in head.workbook_text for name in _NAMES),
    by_hand="copy the rows of one country into a ledger (tradetrack init NEW.csv), a line a month and flow: "
    "IJAN as imports of January, EJAN as exports, unit USD mn",
)
