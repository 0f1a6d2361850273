"""Tables that are no ledgers: periods, partners or flows side by side, titles above, rows by partner.

Only a file whose header a ledger refuses is looked at here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tradetrack.core.numerals import listed
from tradetrack.core.other_columns import SYNONYMS, plain_name
from tradetrack.core.schema import GROWTH_PCT, PAIR, PERIOD, VALUE
from tradetrack.sources.head import Head
from tradetrack.sources.source import Source

_PERIOD = re.compile(
    r"(?:X|FY ?)?((?:19|20)[0-9]{2})(?:[ -]?\[?YR[0-9]{4}\]?|[-/ .]?[MQ]?[0-9]{1,2}|\.0)?(?: [A-Z][a-z]+)?"
)
_MONTH = re.compile(
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?:[ -][0-9]{2,4})?", re.IGNORECASE
)
_FLOW = re.compile(r"(?:^|[^a-z])(?:export|import)s?(?![a-z]{3})|^(?:export|import)", re.IGNORECASE)
_NUMBER = re.compile(r"[-+(]?[0-9][0-9., \u00a0\u202f']*\)?%?")
_TIME = re.compile(r"(?:^|_)(?:year|date|month|quarter|period|time)(?:$|_)")
_TITLE_ROWS = 15
_SHOWN = 3


def recognise(head: Head) -> bool:
    """Whether its form is known."""
    return _form(head) is not None


def describe(head: Head) -> str:
    """`a wide table (24 periods side by side, from 2001 to 2024)`."""
    return _form(head) or "a table"


def _form(head: Head) -> str | None:
    rows = head.rows
    if len(rows) < 2 or _is_ledger(rows[0]):
        return None
    place = _header_row(rows)
    if place:
        rows = rows[place:]
        lines = "1 line" if place == 1 else f"{place} lines"
        return f"a table with {lines} of title above its header ({_examples([n for n in rows[0] if n])})"
    return _side_by_side(rows[0]) or _by_partner(rows)


def _is_ledger(header: Sequence[str]) -> bool:
    names = {name.lower() for name in header}
    return PERIOD in names and bool(names & {VALUE, GROWTH_PCT})


def _filled(row: Sequence[str]) -> int:
    return sum(bool(field) for field in row)


def _header_row(rows: Sequence[Sequence[str]]) -> int:
    """The row of the header where titles stand above it; 0 where none does."""
    if any(
        plain_name(field) in (PERIOD, VALUE, PAIR, *SYNONYMS[PERIOD], *SYNONYMS[VALUE]) for field in rows[0]
    ):
        return 0
    first = _filled(rows[0])
    for place, row in enumerate(rows[1:_TITLE_ROWS], 1):
        if _filled(row) >= max(2, 2 * first):
            is_header = sum(not _NUMBER.fullmatch(field) for field in row if field) > _filled(row) / 2
            return place if is_header or sum(bool(_PERIOD.fullmatch(field)) for field in row) > 1 else 0
    return 0


def _side_by_side(header: Sequence[str]) -> str | None:
    """What stands side by side in a header: periods, flows or partners."""
    periods = [name for name in header if _PERIOD.fullmatch(name)]
    months = [name for name in header if _MONTH.fullmatch(name)]
    if len(periods) > 1:
        return f"a wide table ({len(periods)} periods side by side, {periods[0]} to {periods[-1]})"
    if len(months) > 2:
        return f"a wide table ({len(months)} months side by side, {months[0]} to {months[-1]})"
    flows = [name for name in header if _FLOW.search(name.replace("_", " "))]
    if len(flows) > 1:
        return f"a table with its flows side by side ({_examples(flows)})"
    partners = _partners(header)
    if len(partners) > 2:
        return f"a wide table ({len(partners)} partners side by side: {_examples(partners)})"
    return None


def _partners(header: Sequence[str]) -> list[str]:
    """The names in a header that are those of economies."""
    from tradetrack.core.codes import code_for

    return [name for name in header if name and len(name) < 40 and code_for(name)]


def _by_partner(rows: Sequence[Sequence[str]]) -> str | None:
    """A table with several rows a period, which another column of words tells apart."""
    header, body = rows[0], [row for row in rows[1:] if len(row) == len(rows[0])]
    times = [place for place, name in enumerate(header) if _TIME.search(plain_name(name))]
    if PAIR in header or not times:
        return None
    periods = [row[times[0]] for row in body]
    if len(set(periods)) == len(periods):
        return None
    for place, name in enumerate(header):
        words = {row[place] for row in body if row[place] and not _NUMBER.fullmatch(row[place])}
        if place not in times and len(words) > 1:
            return f"a table with several rows a period, one for each {name!r} ({_examples(list(words), 0)})"
    return None


def _examples(names: Sequence[str], shown: int = _SHOWN) -> str:
    if not shown:
        names, shown = sorted(names), _SHOWN
    first = [name[:30] for name in names[:shown]]
    return listed([*first, f"{len(names) - shown} more"] if len(names) > shown else first)


SOURCE = Source(
    kind="a table",
    recognise=recognise,
    describe=describe,
    by_hand="write its figures into a ledger (tradetrack init NEW.csv), a line a pair, flow and period: "
    "pair,flow,period,value,unit",
    is_general=True,
    by_options=True,
)
