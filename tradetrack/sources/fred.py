"""FRED, the series of the Federal Reserve Bank of St. Louis: a column of first days, a column a series.

Quirks: both names of the first column, DATE and observation_date, are in use. The trade of the United States
by partner (IMPCH, EXP5330) is in USD mn, not seasonally adjusted, imports at their customs value.
"""

from __future__ import annotations

import re
from itertools import pairwise

from tradetrack.core.errors import RequestError
from tradetrack.core.vocabulary import EXPORTS, IMPORTS
from tradetrack.sources.head import Head
from tradetrack.sources.reading import Choice, Figure, File, Reading, in_unit
from tradetrack.sources.rows import rows_of
from tradetrack.sources.source import Source

DATES = ("DATE", "observation_date")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SERIES = re.compile(r"[A-Z][A-Z0-9_]+")
_BY_PARTNER = re.compile(r"(IMP|EXP)([A-Z]{2}|[0-9]{4})")
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


def read(file: File, choice: Choice) -> Reading:
    """The series of trade by partner; a series of another name is what the user says."""
    reading = Reading()
    header, *rows = rows_of(file)
    reading.rows = len(rows)
    months = _rhythm([row[0] for row in rows])
    for place, name in enumerate(header[1:], 1):
        pair, flow = _meaning(name.strip(), len(header) - 1, choice)
        for row in rows:
            value = reading.value_of(row[place] if place < len(row) else "")
            if value is not None:
                figure = (*pair, flow, _period(row[0], months), in_unit(value, 0), "USD mn", "")
                reading.take(Figure(*figure, _NOTES.get(flow, "")), value)
    return reading


def _meaning(name: str, series: int, choice: Choice) -> tuple[tuple[str, str], str]:
    """Reporter, partner and flow of a series. Raises RequestError where nothing and nobody says it."""
    match = _BY_PARTNER.fullmatch(name)
    if match and match[2] in _PARTNERS:
        return ("USA", _PARTNERS[match[2]]), IMPORTS if match[1] == "IMP" else EXPORTS
    if series > 1:
        raise RequestError(
            f"FRED's series {name} is not known; download it alone, and name what it is of", "pair"
        )
    if len(choice.pair) != 1:
        raise RequestError(
            f"FRED's series {name} is not known; name the pair that it is of, such as USA-CHN", "pair"
        )
    if not choice.flow:
        raise RequestError(f"FRED's series {name} is not known; name its flow, exports or imports", "flow")
    first, _, second = choice.pair[0].partition("-")
    return (first, second), choice.flow


def _rhythm(days: list[str]) -> int:
    """How many months one figure is of: the smallest step between two days."""
    months = sorted({int(day[:4]) * 12 + int(day[5:7]) for day in days})
    return min((b - a for a, b in pairwise(months)), default=1)


def _period(day: str, months: int) -> str:
    if months == 12:
        return day[:4]
    return f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}" if months == 3 else day[:7]


SOURCE = Source(
    kind="a FRED series",
    recognise=recognise,
    describe=lambda head: f"a FRED download ({', '.join(head.header[1:4])})",
    by_hand="for a ledger (tradetrack init NEW.csv) write the first day of a month as 2006-12, "
    "the series as value, its unit (often USD mn) as unit",
    title="FRED",
    read=read,
)
