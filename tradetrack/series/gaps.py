"""Years that their parts do not make, and why: a missing month, or parts that do not go together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd

from tradetrack.core import schema
from tradetrack.core.periods import YEAR, Period
from tradetrack.core.vocabulary import HEADLINE, KNOWN
from tradetrack.series.headline import Chosen
from tradetrack.series.keys import of_each, period_key
from tradetrack.series.levels import FLOW_COUNT
from tradetrack.series.tiling import Ints

_ALL = (1 << YEAR) - 1


class Gap(NamedTuple):
    """A year of a series without a sum: the runs of months that are missing, else what keeps its parts apart.

    That is two parts that overlap, or reporters (an empty name is unknown), or bounds in both directions.
    """

    series: int
    start: int
    missing: tuple[Period, ...]
    overlap: tuple[Period, ...] = ()
    reporters: tuple[str, ...] = ()


def gaps(chosen: Chosen, annual: pd.DataFrame) -> list[Gap]:
    """The years of each series that have parts, but no figure of the whole year in `annual`.

    Of the latest year of a series, months after the last known one are not missing yet.
    """
    parts = _parts(chosen)
    covered = _covered(parts)
    full = annual[
        (annual[schema.BASIS].isin(KNOWN) & annual[schema.SERIES].isin({s for s, _ in covered})).to_numpy()
    ]
    known = set(zip(full[schema.SERIES].tolist(), full[schema.START].tolist(), strict=True))
    latest: dict[int, int] = {}
    for series, year in (*known, *covered):
        latest[series] = max(year, latest.get(series, year))
    found = []
    for series, year in sorted(covered.keys() - known):
        bits = covered[series, year]
        wanted = (1 << bits.bit_length()) - 1 if year == latest[series] else _ALL
        missing = tuple(_runs(wanted & ~bits, year))
        if missing:
            found.append(Gap(series, year, missing))
        elif bits == _ALL:
            own = parts[(parts[schema.SERIES] == series) & (parts["year"] == year)]
            found.append(
                Gap(series, year, (), _overlapping(own), tuple(sorted(own[schema.REPORTER].unique())))
            )
    return found


def _parts(chosen: Chosen) -> pd.DataFrame:
    """The stated headlines shorter than a year: their series, year, and the months of it that each covers."""
    figures = chosen.figures
    is_part = (figures[schema.STATUS] == HEADLINE).to_numpy() & (figures[schema.MONTHS] < YEAR).to_numpy()
    parts = figures.loc[is_part, [schema.SERIES, schema.START, schema.MONTHS, schema.REPORTER]]
    month = of_each(chosen.first_month, parts[schema.SERIES])
    start, months = (parts[name].to_numpy().astype(np.int64) for name in (schema.START, schema.MONTHS))
    offset = (start - month) % YEAR
    inside = offset + months <= YEAR
    bits: Ints = ((1 << months) - 1) << offset
    return parts.assign(year=start - offset, bits=bits)[inside]


def _covered(parts: pd.DataFrame) -> dict[tuple[int, int], int]:
    """By series and year the months, as bits, that parts cover; of a total also those of both its flows."""
    codes, _ = pd.factorize(period_key(parts[schema.SERIES], YEAR, parts["year"]))
    bits = np.zeros(int(codes.max(initial=-1)) + 1, dtype=np.int64)
    np.bitwise_or.at(bits, codes, parts["bits"].to_numpy())
    years = parts.iloc[np.flatnonzero(~pd.Series(codes).duplicated().to_numpy())]
    columns = years[schema.SERIES].tolist(), years["year"].tolist()
    covered = dict(zip(zip(*columns, strict=True), bits.tolist(), strict=True))
    for (series, year), exports in list(covered.items()):
        both = exports & covered.get((series + 1, year), 0) if series % FLOW_COUNT == 1 else 0
        if both:
            covered[series - 1, year] = covered.get((series - 1, year), 0) | both
    return covered


def _runs(bits: int, start: int) -> Iterator[Period]:
    """The runs of months that are set, as periods of the year that starts in `start`."""
    month = 0
    while bits >> month:
        if bits >> month & 1:
            length = 1
            while bits >> (month + length) & 1:
                length += 1
            yield Period(start + month, length)
            month += length
        month += 1


def _overlapping(own: pd.DataFrame) -> tuple[Period, ...]:
    """The first two parts that overlap."""
    periods = sorted(
        map(Period._make, zip(own[schema.START].tolist(), own[schema.MONTHS].tolist(), strict=True))
    )
    pairs = pairwise(periods)
    return next(((a, b) for a, b in pairs if a.start + a.months > b.start), ())
