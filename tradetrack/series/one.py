"""One series of several that differ in scope or currency alone, for a view that has room for one."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from tradetrack.core import schema
from tradetrack.core.vocabulary import GOODS
from tradetrack.series.analysis import Analysis
from tradetrack.series.headline import choose
from tradetrack.series.left_out import LeftOut


def one_series(analysis: Analysis) -> Analysis:
    """The analysis of goods, where there are any, and of the currency with the most annual figures.

    Of currencies with as many, the one with the latest year. Other scopes and currencies are counted as left
    out. An analysis of several pairs, or one that was asked for its scope and currency, stays as it is.
    """
    heads = analysis.headlines
    if len(analysis.series) < 2 or heads[schema.SERIES_PAIR].nunique() > 1:
        return analysis
    scopes = sorted(heads[schema.SCOPE].unique())
    if len(scopes) > 1 and "" in scopes:
        analysis = _only(analysis, schema.SCOPE, "", [scope or GOODS for scope in scopes])
    currencies = analysis.headlines[schema.CURRENCY]
    if currencies.nunique() > 1:
        analysis = _only(
            analysis,
            schema.CURRENCY,
            _most_frequent(analysis.reported, currencies),
            sorted(currencies.unique()),
        )
    return analysis


def _most_frequent(annual: pd.DataFrame, currencies: pd.Series[str]) -> str:
    """The currency with the most annual figures; of equals the latest one's, then the alphabet's first."""
    by = annual.groupby(schema.CURRENCY, observed=True)[schema.START].agg(["size", "max"])
    by = by.reindex(sorted(currencies.unique())).fillna(0)
    return str(by.sort_values(["size", "max"], ascending=False, kind="stable").index[0])


def _only(analysis: Analysis, column: str, word: str, words: list[str]) -> Analysis:
    """The analysis of the figures that have one word in a column; the others are counted."""
    figures = analysis.chosen.figures
    kept = (figures[column] == word).to_numpy()
    others = tuple(other for other in words if other != (word or GOODS))
    return replace(
        analysis,
        chosen=choose(
            figures.loc[kept, [c for c in figures.columns if c not in _MADE]], analysis.query.year_start
        ),
        hidden=(*analysis.hidden, LeftOut(int((~kept).sum()), column, others)),
    )


_MADE = set(schema.CHOSEN) - set(schema.ORIENTED)
