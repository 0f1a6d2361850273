"""The unit in which each series is shown."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from tradetrack.core import schema
from tradetrack.core.units import SCALES, scale_of


def series_units(figures: pd.DataFrame) -> tuple[pd.Categorical, npt.NDArray[np.int64]]:
    """For each figure the unit that its series is shown in, the one it is written in most, and its scale."""
    scale = figures[schema.SCALE].to_numpy()
    if len(scale) and (scale != scale[0]).any():
        counts = figures.groupby([schema.SERIES, schema.SCALE]).size().rename("count").reset_index()
        order = {SCALES[name]: i for i, name in enumerate(("bn", "mn", "tn"))}
        counts["order"] = counts[schema.SCALE].map(order)
        counts = counts.sort_values(["count", "order"], ascending=[False, True])
        most = counts.drop_duplicates(schema.SERIES).set_index(schema.SERIES)[schema.SCALE]
        scale = most.reindex(figures[schema.SERIES]).to_numpy()
    names = {value: name for name, value in SCALES.items()}
    currency = figures[schema.CURRENCY].cat
    codes, scales = pd.factorize(scale)
    units = [f"{c} {names[s]}" for c in currency.categories for s in scales]
    merged = currency.codes.to_numpy().astype(np.int64) * len(scales) + codes
    return pd.Categorical.from_codes(merged, pd.Index(units, dtype=object)), scale


def unit_scales(chosen: pd.DataFrame) -> npt.NDArray[np.int64]:
    """For each of the chosen figures, how many currency units one of its `series_unit` is."""
    units = chosen[schema.SERIES_UNIT].cat
    scales = np.array([scale_of(unit) for unit in units.categories], dtype=np.int64)
    return scales[units.codes]
