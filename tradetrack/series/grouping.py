"""Which figures belong together, and which of them a question is about.

A series is the figures of one pair, flow, scope and currency. `A-B` and `B-A` are one pair: the total is the
same, exports and imports swap. The number of a total is followed by that of its exports and of its imports.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from tradetrack.core import schema
from tradetrack.core.errors import RequestError
from tradetrack.core.numerals import listed
from tradetrack.core.repeated import are_repeated, looked_up
from tradetrack.core.rows import kept
from tradetrack.core.vocabulary import FLOWS, GOODS, KINDS, other_side
from tradetrack.series.query import Query

_SWAPPED = [FLOWS.index(flow) for flow in ("total", "imports", "exports")]


def turn(pair: str) -> str:
    """The same pair from the other side: `RUS-CHN` for `CHN-RUS`."""
    one, hyphen, other = pair.partition("-")
    return other + hyphen + one


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
    flow: npt.NDArray[Any] = figures[schema.FLOW].cat.codes.to_numpy()
    if is_turned.any():
        flow = np.where(is_turned[pairs.codes], np.array(_SWAPPED, dtype=np.int8)[flow], flow)
    pair = looked_up(code, pairs.codes.to_numpy())
    scopes, scope = _alphabetical(figures[schema.SCOPE])
    currencies, currency = _alphabetical(figures[schema.CURRENCY])
    columns = (pair, scope, currency, flow)
    first = [column[:1] for column in columns] if are_repeated(*columns) else columns
    series = ((first[0] * scopes + first[1]) * currencies + first[2]) * len(FLOWS) + first[3]
    added: dict[str, Any] = {
        schema.SERIES_PAIR: pd.Categorical.from_codes(pair, pd.Index(order, dtype=object)),
        schema.SERIES_FLOW: pd.Categorical.from_codes(flow, pd.Index(FLOWS, dtype=object)),
        schema.SERIES: np.broadcast_to(series, len(figures)),
    }
    return figures.assign(**added)


def _alphabetical(words: pd.Series[Any]) -> tuple[int, npt.NDArray[np.int64]]:
    """How many categories there are, and the place of each row's among them in the alphabet."""
    order = np.argsort(np.argsort(words.cat.categories.to_numpy(dtype=str)))
    return len(order), looked_up(order, words.cat.codes.to_numpy())


def _shown_side(name: str, turned: str, count: dict[str, int]) -> str:
    if turned not in count:
        return name
    return min(name, turned, key=lambda side: (-count[side], side))


def select(figures: pd.DataFrame, query: Query) -> pd.DataFrame:
    """The oriented figures of the pairs (either order, any case), scope, currency and reporter of a query.

    Figures of all flows stay, as exports and imports can make a total (`of_flow`). Targets have no statistics
    behind them, so they stay whatever the reporter. Raises RequestError for a name that the figures lack.
    """
    keep = np.ones(len(figures), dtype=bool)
    if query.pairs:
        known = list(figures[schema.SERIES_PAIR].cat.categories)
        sides = [_known_pair(asked, known) for asked in query.pairs]
        keep &= np.isin(figures[schema.SERIES_PAIR].cat.codes, [known.index(side) for side in sides])
    if query.scope is not None:
        scope = query.scope.lower()
        wanted = _known("scope", "" if scope == GOODS else scope, figures[schema.SCOPE])
        keep &= (figures[schema.SCOPE] == wanted).to_numpy()
    if query.currency is not None:
        wanted = _known("currency", query.currency.upper(), figures[schema.CURRENCY])
        keep &= (figures[schema.CURRENCY] == wanted).to_numpy()
    if query.reporter is not None:
        named = figures[schema.REPORTER][(figures[schema.REPORTER] != "").to_numpy()]
        wanted = _known("reporter", query.reporter.upper(), named)
        is_target = figures[schema.KIND].cat.codes.to_numpy() == KINDS.index("target")
        keep &= (figures[schema.REPORTER] == wanted).to_numpy() | is_target
    return kept(figures, keep)


def of_flow(figures: pd.DataFrame, query: Query) -> npt.NDArray[np.bool_]:
    """Which of the selected figures have the flow of the query, each pair seen from the side asked for."""
    if query.flow is None:
        return np.ones(len(figures), dtype=bool)
    flow = figures[schema.SERIES_FLOW].cat.codes.to_numpy()
    shown: npt.NDArray[np.bool_] = flow == FLOWS.index(query.flow)
    known = list(figures[schema.SERIES_PAIR].cat.categories)
    turned = [pair for pair in query.pairs if pair.upper() not in known]
    if turned:
        pair = figures[schema.SERIES_PAIR].cat.codes.to_numpy()
        from_other_side = np.isin(pair, [known.index(turn(name.upper())) for name in turned])
        straight = np.isin(pair, [known.index(_known_pair(p, known)) for p in query.pairs if p not in turned])
        swapped = flow == FLOWS.index(other_side(query.flow))
        shown = (shown & straight) | (swapped & from_other_side)
    return shown


def _known_pair(asked: str, known: Sequence[str]) -> str:
    name = asked.upper()
    side = name if name in known else turn(name)
    if side not in known:
        raise RequestError(unknown_name("pair", asked, known))
    return side


def _known(kind: str, asked: str, column: pd.Series[Any]) -> str:
    known = sorted(column.cat.remove_unused_categories().cat.categories)
    if asked not in known:
        raise RequestError(unknown_name(kind, asked or GOODS, known))
    return asked


def unknown_name(kind: str, asked: str, known: Sequence[str]) -> str:
    """What to say of a name that is not there: the near ones, or where to look."""
    named = [name for name in known if name]
    if not named:
        return f"unknown {kind} {asked!r}; the ledger names none"
    forms = {name.upper(): name for name in (*named, *(map(turn, named) if kind == "pair" else ()))}
    near = [forms[n] for n in difflib.get_close_matches(asked.upper(), list(forms), n=3, cutoff=0.5)]
    if kind not in ("pair", "reporter"):
        return f"unknown {kind} {asked!r}; the ledger has {listed([name or GOODS for name in known])}"
    near = near or named[:5]
    return f"unknown {kind} {asked!r}; did you mean {' or '.join(near)}?"
