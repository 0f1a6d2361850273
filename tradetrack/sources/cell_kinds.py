"""What the columns and the header rows of an unknown table hold, judged by what is in their cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from tradetrack.core.vocabulary import EXPORTS, IMPORTS
from tradetrack.sources.labels import (
    flow_of,
    is_fiscal,
    is_no_flow,
    is_part_of_year,
    period_of,
    without_flow,
)
from tradetrack.sources.layout import BOTH, FLOWS, NOTHING, PARTNERS, PERIODS
from tradetrack.sources.partners import economy
from tradetrack.sources.reading import MISSING, number

NUMBER, PERIOD, MONTH, ECONOMY, FLOW, TEXT, EMPTY = (
    *("number", "period", "month", "economy", "flow", "text"),
    "",
)
_MOST_NAMES = 300  # different texts of a column that are looked at
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?:\.0)?")
_YEAR_AND_MONTH = re.compile(r"(?:19|20)[0-9]{2}\.[0-9]{1,2}")
_PART_NAME = re.compile(r"month|mon|quarter|qtr|monat|mes|mois", re.IGNORECASE)
_LONGEST_LABEL = 120


def is_number(text: str, decimal: str = ".") -> bool:
    """Whether a cell is a number, in the notation with this sign before the decimals."""
    tidy = text.strip()
    if decimal == ",":
        tidy = re.sub(r"[. \u00a0\u202f](?=[0-9]{3}(?:\D|$))", "", tidy).replace(",", ".", 1)
    try:
        return number(tidy) is not None
    except ValueError:
        return False


def is_period(text: str) -> bool:
    """Whether a cell is a period, a fiscal year too."""
    is_label = len(text) < _LONGEST_LABEL and ":" not in text  # a time of day is when a row was made
    return is_label and (period_of(text) is not None or is_fiscal(text))


def column_kind(name: str, texts: Sequence[str], decimal: str) -> str:
    """What a column holds."""
    cells = [text for text in texts if text and text.casefold() not in MISSING]
    if not cells:
        return NUMBER if any(texts) else EMPTY
    names = list(dict.fromkeys(cells))[:_MOST_NAMES]
    tests: tuple[tuple[str, Callable[[], bool]], ...] = (
        (MONTH, lambda: bool(_PART_NAME.search(name)) and all(map(is_part_of_year, names))),
        (PERIOD, lambda: _share(names, is_period) > 0.8 and _are_periods(names)),
        (NUMBER, lambda: _share(cells, lambda text: is_number(text, decimal)) > 0.5),
        (FLOW, lambda: any(map(_is_exports_or_imports, names)) and all(map(_is_flow, names))),
        (ECONOMY, lambda: _share(names, _is_economy) > 0.5),
    )
    return next((kind for kind, holds in tests if holds()), TEXT)


def _are_periods(names: Sequence[str]) -> bool:
    """Whether texts that could be periods are: plain numbers only as years, or years and months."""
    plain = [text for text in names if re.fullmatch(r"[0-9.]+", text)]
    if any(len(text) == 6 and "." not in text for text in plain):
        return all(text.startswith(("19", "20")) for text in plain)
    return all(_YEAR.fullmatch(text) or _YEAR_AND_MONTH.fullmatch(text) for text in plain)


def _is_exports_or_imports(text: str) -> bool:
    return flow_of(text) in (EXPORTS, IMPORTS)


def _is_flow(text: str) -> bool:
    return flow_of(text) is not None or is_no_flow(text)


def _share(texts: Sequence[str], is_one: Callable[[str], bool]) -> float:
    return sum(map(is_one, texts)) / len(texts) if texts else 0.0


def row_kind(labels: Sequence[str], is_below_years: bool) -> str:
    """What a row of the header says of the values below it, as in `Layout.columns_are`."""
    names = list(dict.fromkeys(label for label in labels if label and len(label) < _LONGEST_LABEL))
    if len(names) > 1 and (
        _share(names, is_period) > 0.5 or (is_below_years and _share(names, is_part_of_year) > 0.5)
    ):
        return PERIODS
    if flows := list(filter(_is_exports_or_imports, names)):
        return _flows_and_more(flows)
    return PARTNERS if _share(names, _is_economy) > 0.5 else NOTHING


def _flows_and_more(flows: Sequence[str]) -> str:
    """What labels of flows say: flows alone, or periods or partners too."""
    rest = [without_flow(name) for name in flows]
    if len(flows) > 1 and _share(rest, is_period) > 0.5:
        return f"{PERIODS}{BOTH}{FLOWS}"
    if _share(rest, _is_economy) > 0.5 and len(set(rest)) > 1:
        return f"{PARTNERS}{BOTH}{FLOWS}"
    return FLOWS


def _is_economy(text: str) -> bool:
    return bool(text) and economy(text) is not None
