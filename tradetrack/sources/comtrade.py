"""UN Comtrade: the downloads of comtradeplus.un.org (Plus) and the old site (legacy), CSV and JSON.

Quirks: a Plus download has 47 names in its header and 48 fields in every row, as each row ends in a comma.
"""

from __future__ import annotations

from tradetrack.sources.head import Head
from tradetrack.sources.source import Source

VALUE_PLUS, VALUE_LEGACY = "primaryValue", "Trade Value (US$)"
_OLDEST = {"Reporter Code", "Trade Flow Code", "Partner Code", "Commodity Code", "Value"}


def shape(head: Head) -> str | None:
    """`Plus, CSV`, `legacy, CSV`, `Plus, JSON` or `legacy, JSON`; None for another file."""
    if VALUE_PLUS in head.names and {"flowCode", "cmdCode"} & head.names:
        return "Plus, CSV"
    if (VALUE_LEGACY in head.names and "Trade Flow" in head.names) or head.names >= _OLDEST:
        return "legacy, CSV"
    if head.text.lstrip()[:1] in ("{", "["):
        if f'"{VALUE_PLUS}"' in head.text:
            return "Plus, JSON"
        if '"TradeValue"' in head.text and '"rtCode"' in head.text:
            return "legacy, JSON"
    return None


SOURCE = Source(
    kind="a UN Comtrade download",
    recognise=lambda head: shape(head) is not None,
    describe=lambda head: f"a UN Comtrade download ({shape(head)})",
    by_hand="copy the rows of one product, TOTAL for all goods, into a ledger (tradetrack init NEW.csv): "
    "exports or imports as flow, US dollars / 1e9 as value",
)
