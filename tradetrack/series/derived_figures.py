"""Derived levels as rows beside the figures: the same columns, but no line, source, author or text."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from tradetrack.core import schema
from tradetrack.core.dates import NO_DATE
from tradetrack.core.periods import period_text
from tradetrack.core.vocabulary import FLOWS, HEADLINE, KINDS, QUALIFIERS, REPORTED, STATUSES
from tradetrack.series.keys import find
from tradetrack.series.levels import FLOW_COUNT, series_of
from tradetrack.series.tiling import Ints


def derived_figures(
    figures: pd.DataFrame, sums: pd.DataFrame, unit: pd.Categorical, scale: Ints
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The figures, with the periods of the sums among the known words, and the sums as rows of stage DERIVED.

    `unit` and `scale` are those of the series of each figure (`series.units`).
    """
    if not len(sums):
        return figures, _no_sums(figures)
    periods = _period_texts(sums)
    known = figures[schema.PERIOD].cat
    figures = figures.assign(
        **{
            schema.PERIOD: known.add_categories(sorted({*periods.categories} - {*known.categories})),
            schema.STATED_ON: _with_word(figures[schema.STATED_ON], ""),
        }
    )
    latest = figures.iloc[sums["row"].to_numpy()]
    label = len(figures) + np.arange(len(sums))
    like = _figure_like(figures, series_of(sums["group"].to_numpy()))
    made = _words(figures, sums, latest, periods) | _numbers(sums, unit.take(like), scale[like])
    made |= {
        schema.UNIT: unit.take(like).astype(figures[schema.UNIT].dtype),
        schema.STATUS: _word(HEADLINE, STATUSES, len(sums)),
        schema.HEADLINE: label,
        schema.BASIS: pd.Series(sums["basis"].to_numpy(dtype=object), latest.index, dtype=object),
        schema.PARTS: sums["parts"].to_numpy(),
    }
    kept = [name for name in latest.columns if name in schema.DERIVED and name not in made]
    return figures, latest[kept].assign(**made).set_axis(label, axis=0)[list(schema.DERIVED)]


def _no_sums(figures: pd.DataFrame) -> pd.DataFrame:
    """No row, with the columns and words of the figures."""
    columns: dict[str, Any] = {
        schema.STATUS: pd.Categorical([], STATUSES),
        schema.HEADLINE: np.empty(0, np.int64),
        schema.SERIES_UNIT: pd.Categorical([], figures[schema.UNIT].cat.categories),
        schema.LEVEL: np.empty(0),
        schema.BASIS: pd.Series([], dtype=object),
        schema.PARTS: np.empty(0, np.int64),
    }
    return figures.iloc[:0].assign(**columns)


def _words(
    figures: pd.DataFrame, sums: pd.DataFrame, latest: pd.DataFrame, periods: pd.Categorical
) -> dict[str, Any]:
    """The columns of words: a sum is dated by its latest part, and has no author and no source of its own."""
    dated = sums["known_on"].to_numpy() != NO_DATE
    flow = series_of(sums["group"].to_numpy()) % FLOW_COUNT
    flows = pd.Categorical.from_codes(flow, pd.Index(FLOWS, dtype=object))
    empty = pd.Series("", latest.index, dtype=object)
    return {
        schema.PAIR: latest[schema.SERIES_PAIR].astype(latest[schema.PAIR].dtype).array,
        schema.FLOW: flows,
        schema.SERIES_FLOW: flows,
        schema.KIND: _word(REPORTED, KINDS, len(sums)),
        schema.PERIOD: periods.set_categories(figures[schema.PERIOD].cat.categories),
        schema.QUALIFIER: pd.Categorical.from_codes(sums["qualifier"], pd.Index(QUALIFIERS, dtype=object)),
        schema.STATED_ON: latest[schema.STATED_ON].where(dated, "").array,
        **dict.fromkeys((schema.STATED_BY, schema.SOURCE, schema.NOTE, schema.VALUE_TEXT), empty),
    }


def _numbers(sums: pd.DataFrame, unit: pd.Categorical, scale: Ints) -> dict[str, Any]:
    """The columns of numbers, in the unit of each series; a sum stands on no line."""
    level = sums["amount"].to_numpy() / scale
    return {
        schema.VALUE: level,
        schema.LEVEL: level,
        schema.GROWTH_PCT: np.nan,
        schema.LINE: np.int64(0),
        schema.START: sums["start"].to_numpy().astype(np.int32),
        schema.MONTHS: sums["months"].to_numpy().astype(np.int32),
        schema.AMOUNT: sums["amount"].to_numpy(),
        schema.ROUNDING_UNIT: sums["rounding_unit"].to_numpy(),
        schema.SCALE: scale,
        schema.KNOWN_ON: sums["known_on"].to_numpy().astype(np.int32),
        schema.SERIES: series_of(sums["group"].to_numpy()),
        schema.SERIES_UNIT: unit,
    }


def _period_texts(sums: pd.DataFrame) -> pd.Categorical:
    """The period of each sum in the notation of a ledger."""
    start, months = sums["start"].to_numpy(), sums["months"].to_numpy()
    codes, distinct = pd.factorize((start.astype(np.int64) << 18) | months)
    texts = [period_text(key >> 18, key & ((1 << 18) - 1)) for key in distinct.tolist()]
    return pd.Categorical.from_codes(codes, pd.Index(texts, dtype=object))


def _figure_like(figures: pd.DataFrame, series: Ints) -> Ints:
    """A figure in the unit of the series of each sum: its own, else one of its exports or imports.

    A total that nobody states takes the unit of the flow with more figures, the same for all of its periods.
    """
    first = figures[schema.SERIES].drop_duplicates().sort_values()
    known = first.to_numpy()
    place = find(known, series)
    if (place < 0).any():
        count = figures[schema.SERIES].value_counts().reindex(known).to_numpy()
        larger = np.lexsort((known, -count, known // FLOW_COUNT))
        flow = np.searchsorted(known[larger] // FLOW_COUNT, series // FLOW_COUNT)
        place = np.where(place >= 0, place, larger[np.minimum(flow, len(larger) - 1)])
    like: Ints = first.index.to_numpy()[place]
    return like


def _with_word(column: pd.Series[Any], word: str) -> pd.Series[Any]:
    return column if word in column.cat.categories else column.cat.add_categories([word])


def _word(word: str, words: tuple[str, ...], count: int) -> pd.Categorical:
    return pd.Categorical.from_codes(np.full(count, words.index(word)), pd.Index(words, dtype=object))
