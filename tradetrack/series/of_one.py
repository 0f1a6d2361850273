"""An analysis of many series, seen for one of them: nothing is chosen or computed again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from tradetrack.core import schema
from tradetrack.core.units import currency_of
from tradetrack.series.analysis import Analysis

_FRAMES = ("figures", "headlines", "reported", "floors", "annual", "nowcasts")


class SeriesName(NamedTuple):
    """What a series is: its number in the analysis, and what tells it from others."""

    number: int
    pair: str
    flow: str
    scope: str
    unit: str


def series_names(analysis: Analysis) -> Iterator[SeriesName]:
    """The names of all series of an analysis."""
    columns = [
        schema.SERIES,
        schema.SERIES_PAIR,
        schema.SERIES_FLOW,
        schema.SCOPE,
        schema.SERIES_UNIT,
    ]
    both = pd.concat([analysis.headlines[columns], analysis.figures[columns]])
    for row in both.drop_duplicates(schema.SERIES).itertuples(index=False, name=None):
        number, pair, flow, scope, unit = row
        yield SeriesName(int(number), str(pair), str(flow), str(scope), str(unit))


def of_one_series(analysis: Analysis, series: int) -> Analysis:
    """The analysis as far as it is about one series; its frames keep their labels.

    Of a series that is made of sums alone the figures behind them are its figures. What the whole view leaves
    out is said of the whole, so this one leaves nothing out.
    """
    own = {name: _of(getattr(analysis, name), series) for name in _FRAMES}
    behind = _behind(analysis, own["headlines"]) if not len(own["figures"]) else own["figures"]
    view = replace(analysis, chosen=analysis.chosen._replace(figures=behind), hidden=(), undated=0)
    own["figures"] = behind
    targets = [record for record in analysis.targets if record.series == series]
    gaps = [gap for gap in analysis.gaps if gap.series == series]
    view.__dict__.update(own, targets=targets, gaps=gaps, left_out=[], without_total=[])
    return view


def main_series(analysis: Analysis) -> dict[str, int]:
    """By pair, the number of the series to show where there is room for one: goods and the main currency.

    The main currency is that with the most annual figures; of equals the latest one's, then the alphabet's
    first. Only series with a level are there.
    """
    found: dict[str, tuple[bool, int, int, str, int]] = {}
    years = analysis.reported.groupby(schema.SERIES, observed=True)[schema.START]
    counts, latest = years.size().to_dict(), years.max().to_dict()
    heads = {*analysis.headlines[schema.SERIES].unique().tolist()}
    for name in series_names(analysis):
        if name.number in heads:
            count, last = counts.get(name.number, 0), latest.get(name.number, 0)
            rank = (name.scope != "", -count, -last, currency_of(name.unit), name.number)
            found[name.pair] = min(found.get(name.pair, rank), rank)
    return {pair: rank[-1] for pair, rank in found.items()}


def _of(frame: pd.DataFrame, series: int) -> pd.DataFrame:
    kept: pd.DataFrame = frame[(frame[schema.SERIES] == series).to_numpy()]
    return kept


def _behind(analysis: Analysis, heads: pd.DataFrame) -> pd.DataFrame:
    """The figures of other flows that a series of sums is made of."""
    figures = analysis.chosen.figures
    kept = np.ones(len(figures), dtype=bool)
    for column in (schema.SERIES_PAIR, schema.SCOPE, schema.CURRENCY):
        kept &= figures[column].isin(heads[column].unique()).to_numpy()
    behind: pd.DataFrame = figures[kept]
    return behind
