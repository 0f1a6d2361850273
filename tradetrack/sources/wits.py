"""The World Bank's WITS: trade by partner (CSV and workbook), its bulk download and its country summary."""

from __future__ import annotations

import re

from tradetrack.sources.head import Head
from tradetrack.sources.source import Source

_VALUES = {"Export (US$ Thousand)", "Import (US$ Thousand)"}
_IN_WORKBOOK = re.compile(r"(Export|Import) \(US\$ Thousand\)")
_SUMMARY = {"Reporter", "Partner", "Product categories", "Indicator Type", "Indicator"}


def shape(head: Head) -> str | None:
    """`by partner`, `bulk`, `country summary` or `workbook`; None for another file."""
    if "Partner Name" in head.names and head.names & _VALUES:
        return "by partner"
    if "TradeValue in 1000 USD" in head.names:
        return "bulk"
    if head.names >= _SUMMARY:
        return "country summary"
    if "Partner Name" in head.workbook_text and _IN_WORKBOOK.search(head.workbook_text):
        return "workbook"
    return None


SOURCE = Source(
    kind="a World Bank WITS download",
    recognise=lambda head: shape(head) is not None,
    describe=lambda head: f"a World Bank WITS download ({shape(head)})",
    by_hand="copy the rows of one partner into a ledger (tradetrack init NEW.csv): Year as period, "
    "Export and Import as flows, thousand dollars / 1e6 as USD bn",
)
