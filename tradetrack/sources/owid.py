"""Our World in Data: a row an entity and year, a column an indicator."""

from __future__ import annotations

from tradetrack.sources.source import Source

_START = ["entity", "code", "year"]

SOURCE = Source(
    kind="an Our World in Data (OWID) download",
    recognise=lambda head: [name.lower() for name in head.header[:3]] == _START and len(head.header) > 3,
    by_options=True,
    by_hand="copy the rows of one entity into a ledger (tradetrack init NEW.csv): "
    "Year as period, the indicator as value, if it is an amount of money and no share",
)
