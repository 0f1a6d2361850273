"""The IMF's trade by partner (DOTS, now IMTS): CompactData JSON of old, SDMX XML and CSV of today."""

from __future__ import annotations

from tradetrack.sources.head import Head
from tradetrack.sources.source import Source

_PARTNER = {"COUNTERPART_COUNTRY", "COUNTERPART_AREA"}


def shape(head: Head) -> str | None:
    """`CompactData, JSON`, `SDMX-CSV` or `SDMX-ML`; None for another file."""
    text = head.text
    if "CompactData" in text[:2000] and "imf.org" in text:
        return "CompactData, JSON"
    if head.names & _PARTNER and {"INDICATOR", "TIME_PERIOD"} <= head.names:
        return "SDMX-CSV"
    if text.lstrip().startswith("<") and "IMF.STA" in text:
        return "SDMX-ML"
    return None


SOURCE = Source(
    kind="an IMF download",
    recognise=lambda head: shape(head) is not None,
    describe=lambda head: f"an IMF download ({shape(head)})",
    by_hand="copy one indicator, such as XG_FOB_USD for exports, of a country and counterpart into a ledger "
    "(tradetrack init NEW.csv), its scale in the unit",
)
