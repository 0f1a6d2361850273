"""Which figures belong together, and which of them a question is about.

A series is the figures of one pair, flow and currency. `A-B` and `B-A` are one pair: the total is the same,
exports and imports swap.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from tradetrack.core import schema
from tradetrack.core.errors import RequestError
from tradetrack.core.vocabulary import FLOWS, KINDS

_SWAPPED = [FLOWS.index(flow) for flow in ("total", "imports", "exports")]


def turn(pair: str) -> str:
    """The same pair from the other side: `RUS-CHN` for `CHN-RUS`."""
    return "-".join(reversed(pair.split("-")))


def known_by(figures: pd.DataFrame, day: int | None) -> pd.DataFrame:
    """The figures stated by `day` (YYYYMMDD); those without a date are left out. None: all figures."""
    if day is None:
        return figures
    known_on = figures[schema.KNOWN_ON]
    return figures[(known_on > 0) & (known_on <= day)]


def orient(figures: pd.DataFrame) -> pd.DataFrame:
    """Add the series of each figure: `series_pair`, `series_flow`, `series`.

    Each pair is seen from the side from which the ledger writes it most often; of equals, the first in
    the alphabet.
    """
    # What only a later row names is not known in this view.
    pairs = figures[schema.PAIR].cat.remove_unused_categories().cat
    names = list(pairs.categories)
    count = dict(zip(names, np.bincount(pairs.codes, minlength=len(names)).tolist(), strict=True))
    shown = [_shown_side(name, turn(name), count) for name in names]
    order = sorted(set(shown))
    rank = {name: i for i, name in enumerate(order)}
    code = np.array([rank[name] for name in shown], dtype=np.int64)
    is_turned = np.array([a != b for a, b in zip(names, shown, strict=True)], dtype=bool)
    flow = figures[schema.FLOW].cat.codes.to_numpy()
    flow = np.where(is_turned[pairs.codes], np.array(_SWAPPED)[flow], flow)
    currency = figures[schema.CURRENCY].cat
    alphabetical = np.argsort(np.argsort(currency.categories.to_numpy(dtype=str)))
    pair = code[pairs.codes]
    series = (pair * len(FLOWS) + flow) * len(alphabetical) + alphabetical[currency.codes]
    added: dict[str, Any] = {
        schema.SERIES_PAIR: pd.Categorical.from_codes(pair, pd.Index(order, dtype=object)),
        schema.SERIES_FLOW: pd.Categorical.from_codes(flow, pd.Index(FLOWS, dtype=object)),
        schema.SERIES: series,
    }
    return figures.assign(**added)


def _shown_side(name: str, turned: str, count: dict[str, int]) -> str:
    if turned not in count:
        return name
    return min(name, turned, key=lambda side: (-count[side], side))


def select(
    figures: pd.DataFrame,
    pairs: Sequence[str] = (),
    flow: str | None = None,
    reporter: str | None = None,
) -> pd.DataFrame:
    """The oriented figures of these pairs (either order, any case), this flow and this reporter.

    Targets have no statistics behind them, so they stay whatever the reporter. Seen from its other side, a
    pair's exports are imports. Raises RequestError for a pair or reporter that the figures do not have.
    """
    keep = np.ones(len(figures), dtype=bool)
    shown_flow = figures[schema.SERIES_FLOW].astype(object).to_numpy()
    if pairs:
        known = list(figures[schema.SERIES_PAIR].cat.categories)
        shown_pair = figures[schema.SERIES_PAIR].cat.codes.to_numpy()
        keep[:] = False
        for asked in pairs:
            name = asked.upper()
            side = name if name in known else turn(name)
            if side not in known:
                raise RequestError(unknown_name("pair", asked, known))
            same = [_SWAPPED.index(FLOWS.index(flow))] if flow and side != name else []
            wanted = FLOWS[same[0]] if same else flow
            keep |= (shown_pair == known.index(side)) & ((shown_flow == wanted) if wanted else np.True_)
    elif flow:
        keep = shown_flow == flow
    if reporter is not None:
        reporters = figures[schema.REPORTER].cat.remove_unused_categories()
        known = sorted(set(reporters.cat.categories) - {""})
        wanted_reporter = reporter.upper() if reporter.upper() in known else reporter
        if wanted_reporter not in known:
            raise RequestError(unknown_name("reporter", reporter, known))
        is_target = figures[schema.KIND].cat.codes == KINDS.index("target")
        keep = keep & ((reporters == wanted_reporter) | is_target).to_numpy()
    return figures[keep]


def unknown_name(kind: str, asked: str, known: Sequence[str]) -> str:
    """What to say of a name that is not there: the near ones, or where to look."""
    named = [name for name in known if name]
    if not named:
        return f"unknown {kind} {asked!r}; the ledger names none"
    near = difflib.get_close_matches(asked.upper(), [*named, *map(turn, named)], n=3, cutoff=0.5)
    near = near or named[:5]
    return f"unknown {kind} {asked!r}; did you mean {' or '.join(near)}?"
