"""Eurostat: the TSV of the bulk download, SDMX-CSV, and what the R package writes."""

from __future__ import annotations

import re

from tradetrack.sources.head import Head
from tradetrack.sources.source import Source

_TSV = re.compile(r"[a-z_0-9,]+\\(TIME_PERIOD|time)\b")
_VALUES, _TIMES = {"values", "OBS_VALUE"}, {"TIME_PERIOD", "time"}


def shape(head: Head) -> str | None:
    """`TSV`, `SDMX-CSV` or `R export`; None for another file."""
    if _TSV.match(head.text.lstrip('\ufeff"')):
        return "TSV"
    names = head.names
    if {"DATAFLOW", "STRUCTURE_ID"} & names and "ESTAT:" in head.text:
        return "SDMX-CSV"
    if {"geo", "partner", "stk_flow"} <= names and names & _VALUES and names & _TIMES:
        return "R export"
    if "geo" in names and "unit" in names and names & _VALUES and names & _TIMES:
        return "R export"
    return None


SOURCE = Source(
    kind="a Eurostat download",
    recognise=lambda head: shape(head) is not None,
    describe=lambda head: f"a Eurostat download ({shape(head)})",
    by_hand="copy one geo, partner and stk_flow into a ledger (tradetrack init NEW.csv): "
    "TIME_PERIOD as period, OBS_VALUE as value, EUR mn as unit",
)
