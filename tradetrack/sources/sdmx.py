"""SDMX in general: CSV with TIME_PERIOD and OBS_VALUE, or XML of the SDMX message namespaces."""

from __future__ import annotations

from tradetrack.sources.head import Head
from tradetrack.sources.source import Source


def recognise(head: Head) -> bool:
    """Whether it is SDMX-CSV or SDMX-ML."""
    is_csv = {"TIME_PERIOD", "OBS_VALUE"} <= head.names and len(head.names) > 3
    return is_csv or (head.text.lstrip().startswith("<") and "sdmx.org" in head.text.lower())


SOURCE = Source(
    kind="an SDMX file",
    recognise=recognise,
    by_hand="copy the observations of one series into a ledger (tradetrack init NEW.csv): "
    "TIME_PERIOD as period, OBS_VALUE as value, UNIT_MULT in the unit",
    is_general=True,
)
