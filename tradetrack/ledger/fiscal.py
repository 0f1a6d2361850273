"""The month in which the fiscal years of a pair start, for a year that is typed as `2019-20`."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from tradetrack.core import schema
from tradetrack.core.periods import YEAR
from tradetrack.core.typed import APRIL

# Where trade is published by fiscal year, or governments speak of one: the month in which it starts.
_STARTS = {
    **dict.fromkeys(("IND", "JPN", "MMR", "ZAF", "GBR", "CAN", "HKG", "SGP"), 4),
    **dict.fromkeys(("PAK", "BGD", "NPL", "BTN", "EGY", "AUS", "NZL", "ETH", "KEN", "UGA", "TZA"), 7),
    **dict.fromkeys(("USA", "THA"), 10),
}


def fiscal_start(figures: pd.DataFrame | None, cells: Mapping[str, str]) -> int:
    """The month (1 to 12) from which a fiscal year of a row counts.

    That of the most fiscal years that the ledger has of the pair, else that of its reporter or of the one
    economy of the pair that has fiscal years; else April.
    """
    pair = cells.get(schema.PAIR, "")
    if figures is not None and (known := _most_frequent(figures, pair)):
        return known
    if start := _STARTS.get(cells.get(schema.REPORTER, "")):
        return start
    starts = {_STARTS[code] for code in pair.split("-") if code in _STARTS}
    return starts.pop() if len(starts) == 1 else APRIL


def _most_frequent(figures: pd.DataFrame, pair: str) -> int | None:
    """The month in which most fiscal years of a pair start; None where the ledger has none."""
    start = figures[schema.START].to_numpy()
    is_fiscal = (figures[schema.MONTHS].to_numpy() == YEAR) & (start % YEAR > 0)
    own = figures[schema.PAIR].isin([pair, "-".join(reversed(pair.split("-")))]).to_numpy()
    counts = pd.Series(start[is_fiscal & own] % YEAR).value_counts()
    return int(counts.index[0]) + 1 if len(counts) else None
