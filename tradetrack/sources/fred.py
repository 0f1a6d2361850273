"""FRED, the series of the Federal Reserve Bank of St. Louis: a column of first days, a column a series.

Quirks: both names of the first column, DATE and observation_date, are in use. The trade of the United States
by partner (IMPCH, EXP5330) is in USD mn, not seasonally adjusted, imports at their customs value.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tradetrack.core.errors import RequestError
from tradetrack.core.vocabulary import EXPORTS, IMPORTS
from tradetrack.sources.head import Head
from tradetrack.sources.labels import period_of_day, rhythm
from tradetrack.sources.partners import WORLD, economy
from tradetrack.sources.reading import Choice, Figure, File, Reading, in_unit
from tradetrack.sources.rows import rows_of
from tradetrack.sources.source import Source

DATES = ("DATE", "observation_date")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SERIES = re.compile(r"[A-Z][A-Z0-9_]+")
_BY_PARTNER = re.compile(r"(IMP|EXP)([A-Z]{2}|[0-9]{4})")
# OECD's series of exports and imports of goods in US dollars, such as XTEXVA01CNM667S.
_BY_REPORTER = re.compile(r"(XTEX|XTIM)VA01([A-Z]{2})[MQA]667([SN])")
_NOTES = {EXPORTS: "FAS, not seasonally adjusted", IMPORTS: "customs value, not seasonally adjusted"}
# fmt: off
_PARTNERS = {
    "CA": "CAN", "CH": "CHN", "FR": "FRA", "GE": "DEU", "JP": "JPN", "KR": "KOR", "MX": "MEX", "UK": "GBR",
    # The Census Bureau's codes of countries
    "0015": "WLD", "1220": "CAN", "2010": "MEX", "3010": "COL", "3370": "CHL", "3510": "BRA", "4010": "SWE",
    "4120": "GBR", "4190": "IRL", "4210": "NLD", "4231": "BEL", "4279": "FRA", "4280": "DEU", "4419": "CHE",
    "4621": "RUS", "4700": "ESP", "4759": "ITA", "4890": "TUR", "5081": "ISR", "5170": "SAU", "5330": "IND",
    "5490": "THA", "5520": "VNM", "5570": "MYS", "5590": "SGP", "5600": "IDN", "5650": "PHL", "5700": "CHN",
    "5800": "KOR", "5820": "HKG", "5830": "TWN", "5880": "JPN", "6021": "AUS", "7910": "ZAF",
}
# fmt: on


def recognise(head: Head) -> bool:
    """Whether the first column has days, and the others the names of series, such as IMPCH."""
    first, *series = head.header or [""]
    days = [row[0] for row in head.rows[1:]]
    return (
        first in DATES
        and bool(series and days)
        and all(_SERIES.fullmatch(name) and name != "VALUE" for name in series)
        and all(_DAY.fullmatch(day) for day in days)
    )


class Meaning(NamedTuple):
    """What a series is of; `power` is the power of ten from its values to millions of dollars."""

    reporter: str
    partner: str
    flow: str
    power: int
    note: str


def read(file: File, choice: Choice) -> Reading:
    """The series of trade by partner, and of a country with the world."""
    reading = Reading(skip=choice.skip)
    header, *rows = rows_of(file)
    reading.rows = len(rows)
    months = rhythm([row[0] for row in rows])
    for place, name in enumerate(header[1:], 1):
        is_of = _meaning(name.strip())
        for row in rows:
            value = reading.value_of(row[place] if place < len(row) else "")
            if value is not None:
                text, period = in_unit(value, is_of.power), period_of_day(row[0], months)
                figure = Figure(*is_of[:3], period, text, "USD mn", choice.scope or "", is_of.note)
                reading.take(figure, value)
    return reading


def _meaning(name: str) -> Meaning:
    """What a series is of. Raises RequestError for one that is not known, whose unit nobody can guess."""
    match = _BY_PARTNER.fullmatch(name)
    if match and match[2] in _PARTNERS:
        flow = IMPORTS if match[1] == "IMP" else EXPORTS
        return Meaning("USA", _PARTNERS[match[2]], flow, 0, _NOTES[flow])
    match = _BY_REPORTER.fullmatch(name)
    if match and (reporter := economy(match[2])):
        flow = EXPORTS if match[1] == "XTEX" else IMPORTS
        adjusted = "seasonally adjusted" if match[3] == "S" else "not seasonally adjusted"
        return Meaning(reporter, WORLD, flow, -6, adjusted)
    raise RequestError(
        f"FRED's series {name} is not known; name its unit, and its pair and flow, as FRED's page has them",
        "unit",
    )


SOURCE = Source(
    kind="a FRED series",
    recognise=recognise,
    describe=lambda head: f"a FRED download ({', '.join(head.header[1:4])})",
    by_hand="for a ledger (tradetrack init NEW.csv) write the first day of a month as 2006-12, "
    "the series as value, its unit (often USD mn) as unit",
    title="FRED",
    read=read,
)
