"""The World Bank's indicators: JSON of its service, or CSV with four lines above the header."""

from __future__ import annotations

import re

from tradetrack.sources.head import Head
from tradetrack.sources.source import Source

_JSON = re.compile(r'\s*\[\s*\{\s*"page"\s*:')


def recognise(head: Head) -> bool:
    """Whether it is a page of indicators, or begins with the name of their data base."""
    is_json = bool(_JSON.match(head.text)) and '"indicator"' in head.text
    return is_json or (head.header[:1] == ["Data Source"] and len(head.text) > len("Data Source"))


SOURCE = Source(
    kind="a file of World Bank indicators",
    recognise=recognise,
    by_hand="if the indicator is trade in dollars, copy date and value of one economy into a ledger "
    "(tradetrack init NEW.csv), dollars / 1e9 as USD bn",
)
