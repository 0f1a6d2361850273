"""The IMF's trade by partner (DOTS, now IMTS): CompactData JSON of old, SDMX XML and CSV of today.

Quirks: values of the old service are millions where UNIT_MULT is 6; those of the new one are plain dollars
although SCALE says 6. Annual, quarterly and monthly values can stand in one file, and so can groups.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from tradetrack.core.errors import LedgerError, Problem, RequestError
from tradetrack.core.vocabulary import EXPORTS, IMPORTS
from tradetrack.sources.head import Head
from tradetrack.sources.reading import OWN_PARTNER, Choice, Figure, File, Reading, in_unit
from tradetrack.sources.rows import json_of, rows_of
from tradetrack.sources.sdmx_xml import observations
from tradetrack.sources.source import Source

_PARTNER = ("COUNTERPART_COUNTRY", "COUNTERPART_AREA")
_COUNTRY = ("COUNTRY", "REF_AREA")
_FLOWS = {
    **dict.fromkeys(("TXG_FOB_USD", "XG_FOB_USD"), EXPORTS),
    **dict.fromkeys(("TMG_CIF_USD", "MG_CIF_USD"), IMPORTS),
}
_FLOW_NAMES = {
    "exports of goods, free on board (fob), us dollar": EXPORTS,
    "imports of goods, cost insurance freight (cif), us dollar": IMPORTS,
}
_NOTES = {EXPORTS: "FOB", IMPORTS: "CIF"}
# B0 is the European Union in the code lists that the IMF shares with others, and U2 the euro area. The
# exports of the United States to B0 are those of its Census Bureau to the Union, within 1 % in 2020 to 2022.
_UNION = "the area B0 is read as the European Union, not the euro area, whose code is U2"
_AREAS = {"B0": "EU27", "U2": "EA20", "G001": "WLD", "G998": "EU27", "G163": "EA20", "W00": "WLD"}
_AREA_GROUP = re.compile(r"1C_.*|XR[0-9]+|R[0-9]+|G[0-9]+|[A-Z][0-9]+|X[0-9]+|_X")
_SCALES = {"units": "0", "thousands": "3", "millions": "6", "billions": "9"}
_PERIOD = re.compile(r"([0-9]{4})(?:-?(?:(Q[1-4])|M?(0[1-9]|1[0-2])))?")
_LARGEST_MILLIONS = Decimal(10) ** 8  # the world trades less than 100 tn dollars a year
_SMALLEST_DOLLARS = Decimal(10) ** 6  # the largest figure of a file in dollars is not below a million


class Observation(NamedTuple):
    """One value of a file, as text."""

    country: str
    partner: str
    indicator: str
    period: str
    value: str
    power: str  # of ten, by which the file says it is to be multiplied


def shape(head: Head) -> str | None:
    """`CompactData, JSON`, `SDMX-CSV`, `CSV, wide` or `SDMX-ML`; None for another file."""
    text = head.text
    if "CompactData" in text[:2000] and "imf.org" in text:
        return "CompactData, JSON"
    if head.names & set(_PARTNER) and {"INDICATOR", "TIME_PERIOD"} <= head.names:
        return "SDMX-CSV"
    if head.names & {*_PARTNER} and "INDICATOR" in head.names and any(map(_PERIOD.fullmatch, head.header)):
        return "CSV, wide"
    is_xml = text.lstrip().startswith("<")
    if is_xml and ("IMF.STA" in text or ("imf.org" in text and "COUNTERPART_AREA=" in text)):
        return "SDMX-ML"
    return None


def read(file: File, choice: Choice) -> Reading:
    """The exports FOB and imports CIF in US dollars by country, counterpart and period, in USD mn."""
    reading = Reading(skip=choice.skip)
    form = shape(file.head)
    is_old = form == "CompactData, JSON" or "COUNTERPART_AREA=" in file.head.text
    readers = {"CompactData, JSON": _json, "SDMX-ML": _xml, "CSV, wide": _wide}
    rows = list(readers.get(form or "", _table)(file))
    reading.rows = len(rows)
    indicators = {each.indicator for each in rows}
    if not any(map(_flow, indicators)):
        names = ", ".join(sorted(indicators)[:5])
        message = f"the file has no exports FOB or imports CIF in US dollars (its indicators: {names})"
        raise RequestError(f"{message}; download XG_FOB_USD and MG_CIF_USD")
    values = [(each, reading.value_of(each.value)) for each in rows]
    known = [(each, value) for each, value in values if value is not None]
    power = _power(reading, known, is_old)
    if any("B0" in (each.country, each.partner) for each, _ in known):
        reading.remarks.append(_UNION)
    for each, value in known:
        _take(reading, choice, each, value, power)
    return reading


def _flow(indicator: str) -> str | None:
    return _FLOWS.get(indicator) or _FLOW_NAMES.get(indicator.casefold())


def _power(reading: Reading, known: list[tuple[Observation, Decimal]], is_old: bool) -> int:
    """What power of ten makes millions of dollars of the values: decided by their size, and said."""
    largest = max((value for each, value in known if _flow(each.indicator)), default=Decimal(0))
    powers = {_SCALES.get(each.power.casefold(), each.power) for each, _ in known} - {""}
    text = powers.pop() if len(powers) == 1 else "0"
    stated = int(text) if text in _SCALES.values() else 0
    in_dollars = largest >= _LARGEST_MILLIONS if is_old else largest >= _SMALLEST_DOLLARS
    power = -6 if in_dollars else stated - 6
    unit = {-6: "dollars", -3: "thousand dollars", 0: "million dollars"}.get(power, f"10^{power + 6} dollars")
    reading.remarks.append(f"taken as {unit} by the size of the values (the file writes 10^{stated})")
    return power


def _take(reading: Reading, choice: Choice, each: Observation, value: Decimal, power: int) -> None:
    flow, match = _flow(each.indicator), _PERIOD.fullmatch(each.period)
    if not flow:
        reading.leave_out("of other indicators than exports FOB and imports CIF in US dollars", value)
        return
    if not match:
        reading.not_understood(each.period, value=value)
        return
    country, partner = (_area(reading, choice, name, value) for name in (each.country, each.partner))
    if country and country == partner:
        reading.leave_out(OWN_PARTNER, value)
    elif country and partner:
        period = "-".join(part for part in match.groups() if part)
        figure = Figure(country, partner, flow, period, in_unit(value, power), "USD mn", note=_NOTES[flow])
        reading.take(figure, value)


def _area(reading: Reading, choice: Choice, name: str, value: Decimal) -> str | None:
    if name in _AREAS:
        return _AREAS[name]
    if _AREA_GROUP.fullmatch(name) and name not in choice.skip:
        name = "areas, nes"
    return reading.economy_of(name, choice, value)


def _table(file: File) -> Iterator[Observation]:
    """The observations of SDMX-CSV."""
    header, *rows = rows_of(file)
    names = [name.strip() for name in header]
    options = (_COUNTRY, _PARTNER, ("INDICATOR",), ("TIME_PERIOD",), ("OBS_VALUE",), ("SCALE", "UNIT_MULT"))
    places = [next((names.index(name) for name in each if name in names), -1) for each in options]
    for row in rows:
        yield Observation._make(row[place].strip() if 0 <= place < len(row) else "" for place in places)


def _xml(file: File) -> Iterator[Observation]:
    """The observations of SDMX-ML."""
    options = (_COUNTRY, _PARTNER, ("INDICATOR",), ("TIME_PERIOD",), ("OBS_VALUE",), ("SCALE", "UNIT_MULT"))
    for each in observations(file):
        yield Observation._make(
            next((each[name] for name in names if name in each), "").strip() for names in options
        )


def _wide(file: File) -> Iterator[Observation]:
    """The observations of a CSV with a column a period, as the IMF's data portal writes it."""
    header, *rows = rows_of(file)
    names = [name.strip() for name in header]
    periods = [(place, name) for place, name in enumerate(names) if _PERIOD.fullmatch(name)]
    options = (_COUNTRY, _PARTNER, ("INDICATOR",), ("SCALE", "UNIT_MULT"))
    places = [next((names.index(name) for name in each if name in names), -1) for each in options]
    for row in rows:
        country, partner, indicator, scale = (row[place].strip() if place >= 0 else "" for place in places)
        for place, period in periods:
            if row[place].strip():
                yield Observation(country, partner, indicator, period, row[place], scale)


def _json(file: File) -> Iterator[Observation]:
    """The observations of CompactData."""
    try:
        document = json_of(file)
        if "content" in document:
            document = json.loads(document["content"], parse_float=Decimal)
        for series in _listed(document["CompactData"]["DataSet"]["Series"]):
            names = ("@REF_AREA", "@COUNTERPART_AREA", "@INDICATOR")
            country, partner, indicator = (series.get(name, "") for name in names)
            for one in _listed(series.get("Obs", [])):
                period, value = str(one["@TIME_PERIOD"]), str(one.get("@OBS_VALUE", ""))
                power = str(series.get("@UNIT_MULT", ""))
                yield Observation(country, partner, indicator, period, value, power)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        problem = Problem(
            1, 1, "foreign-file", f"the JSON is damaged or has no series ({error!r}); download it anew"
        )
        raise LedgerError(file.name, [problem]) from None


def _listed(found: Any) -> list[Any]:
    return found if isinstance(found, list) else [found]


SOURCE = Source(
    kind="an IMF download",
    recognise=lambda head: shape(head) is not None,
    describe=lambda head: f"an IMF download ({shape(head)})",
    by_hand="copy one indicator, such as XG_FOB_USD for exports, of a country and counterpart into a ledger "
    "(tradetrack init NEW.csv), its scale in the unit",
    title="IMF",
    read=read,
)
