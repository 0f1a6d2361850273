"""The record of one series and what is known of later years, as the entries that walks are made of."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from tradetrack.forecast.known_years import Estimates, Floors, KnownYears, Records
from tradetrack.forecast.reference import Reference

_LEAST = 1e-300

Floats = npt.NDArray[np.float64]


def record_of(
    levels: Floats, calendar: Floats, size: float, growth_size: float, known: Reference, base_is_bound: bool
) -> Records:
    """What one record says: the deviations of its growth from what is typical (levels in logs).

    The jump of the base's year is 0 after a gap, and of a bound, whose own growth is not known.
    """
    spans = np.diff(calendar)
    found = (np.diff(levels) - known.growth(growth_size) * spans) / np.sqrt(spans)
    own = float(found[-1]) if len(spans) and not base_is_bound else 0.0
    jump = own if len(spans) and spans[-1] == 1 else 0.0
    numbers = (
        levels[-1],
        size,
        growth_size,
        np.sum(found[:-1] ** 2),
        max(len(found) - 1, 0),
        own**2,
        float(bool(len(spans)) and not base_is_bound),
        known.reversal_of(jump),
        np.sum(found * np.sqrt(spans)),
        np.sum(spans),
    )
    return Records(*(np.array([float(number)]) for number in numbers))


def estimates_of(known_years: KnownYears, base_year: int) -> Estimates:
    """The estimates of one series, from the latest figure on, where there is one after the base."""
    found = sorted(known_years.estimates.items())
    figures = [place for place, (_, one) in enumerate(found) if one.deviation == 0]
    found = found[figures[-1] :] if figures else found
    return Estimates(
        np.zeros(len(found), dtype=np.int64),
        np.array([year - base_year for year, _ in found], dtype=np.int64),
        np.array([math.log(one.level) for _, one in found]),
        np.array([one.deviation or 0.0 for _, one in found]),
        np.array([one.share_left if one.deviation is None else 0.0 for _, one in found]),
    )


def floors_of(known_years: KnownYears, base_year: int) -> Floors:
    """The floors of one series."""
    found = sorted(known_years.floors.items())
    return Floors(
        np.zeros(len(found), dtype=np.int64),
        np.array([year - base_year for year, _ in found], dtype=np.int64),
        np.array([math.log(max(level, _LEAST)) for _, level in found]),
    )
