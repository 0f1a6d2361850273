"""ITC Trade Map: a row a partner, a column a period, which names the flow (`Imported value in 2024-M05`)."""

from __future__ import annotations

import re

from tradetrack.sources.source import Source

PERIOD_COLUMN = re.compile(r"(Imported|Exported) value in ([0-9]{4})(?:-(M[0-9]{2}|Q[1-4]))?", re.IGNORECASE)

SOURCE = Source(
    kind="an ITC Trade Map download",
    recognise=lambda head: (
        any(PERIOD_COLUMN.fullmatch(name) for name in head.header)
        or bool(PERIOD_COLUMN.search(head.workbook_text))
    ),
    by_hand="copy the row of one partner into a ledger (tradetrack init NEW.csv), a line a period: "
    "2024-M05 as 2024-05, thousand dollars / 1e6 as USD bn",
)
