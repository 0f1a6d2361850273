"""Totals: exports plus imports of one period, each stated or summed, by one reporter."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tradetrack.core.rows import kept
from tradetrack.core.vocabulary import EXPORTS_PLUS_IMPORTS, FLOWS, OVER, REPORTED, UNDER
from tradetrack.series.keys import distinct, find, lowest, period_key
from tradetrack.series.levels import flow_of, series_of, total_of
from tradetrack.series.status import slack_of
from tradetrack.series.tiling import Ints
from tradetrack.series.windows import add_up

PARTIAL_FLOWS = FLOWS[1:]  # exports and imports


def totals(levels: pd.DataFrame, summed: pd.DataFrame, asked: Ints | None) -> pd.DataFrame:
    """Exports plus imports of each period asked for that one reporter has both of, stated or summed."""
    flows = levels[flow_of(levels["group"].to_numpy()) > 0]
    if asked is not None:
        wanted = distinct(asked)
        flows, summed = _of_periods(flows, wanted), _of_periods(summed, wanted)
    every = pd.concat(
        [flows.assign(basis=REPORTED, parts=1, slack=slack_of(flows)), summed], ignore_index=True
    )
    flow = flow_of(every["group"].to_numpy())
    exports, imports = (_best(every[flow == FLOWS.index(side)]) for side in PARTIAL_FLOWS)
    exports, imports = _both(exports, imports)
    bounds = np.sort([exports["qualifier"].to_numpy(), imports["qualifier"].to_numpy()], axis=0)
    agree = (bounds[0] != OVER) | (bounds[1] != UNDER)
    exports, imports = exports[agree], imports[agree]
    count = len(exports)
    member = np.arange(2 * count).reshape(2, count).T.ravel()
    both = pd.concat([exports, imports], ignore_index=True)
    added = add_up(both, member, np.repeat(np.arange(count), 2), count)
    start, months = exports["start"].to_numpy(), exports["months"].to_numpy()
    group = total_of(exports["group"].to_numpy())
    return added.assign(group=group, start=start, months=months, basis=EXPORTS_PLUS_IMPORTS)


def _of_periods(flows: pd.DataFrame, wanted: Ints) -> pd.DataFrame:
    """The levels of flows whose total of the same period is among those wanted (sorted keys)."""
    key = period_key(series_of(total_of(flows["group"].to_numpy())), flows["months"], flows["start"])
    return kept(flows, find(wanted, key) >= 0)


def _both(exports: pd.DataFrame, imports: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Exports and imports of the same pair, reporter and period, row by row."""
    total, _ = pd.factorize(total_of(pd.concat([exports["group"], imports["group"]]).to_numpy()))
    keys = [
        period_key(own, flow["months"], flow["start"])
        for own, flow in ((total[: len(exports)], exports), (total[len(exports) :], imports))
    ]
    order = np.argsort(keys[1])
    at = find(keys[1][order], keys[0])
    return exports[at >= 0], imports.iloc[order[at[at >= 0]]]


def _best(levels: pd.DataFrame) -> pd.DataFrame:
    """Of each group and period the stated level, unless it is a bound and the sum is none."""
    group, _ = pd.factorize(levels["group"].to_numpy())
    key = period_key(group, levels["months"], levels["start"])
    rank = (levels["qualifier"].to_numpy() >= OVER) * 2 + (levels["basis"] != REPORTED).to_numpy()
    return levels.iloc[lowest(key, rank)]
