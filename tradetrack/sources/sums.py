"""Figures that are the sums of many rows: their values, and the economies on their sides, counted."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

import numpy as np

from tradetrack.sources.columns import Column, Ints, Mask, Objects, given
from tradetrack.sources.partners import economy
from tradetrack.sources.reading import OWN_PARTNER, Choice, Reading


class Sums(NamedTuple):
    """For each figure its first row, its value, and how many rows it is the sum of."""

    first: Ints
    values: Objects
    counts: Ints


def sums_of(figures: Ints, values: Objects) -> Sums:
    """The exact sums of values by the number of the figure of each, which count up from 0 as they appear."""
    first = np.unique(figures, return_index=True)[1]
    sums = np.full(len(first), Decimal(0), dtype=object)
    np.add.at(sums, figures, values)
    return Sums(first, sums, np.bincount(figures, minlength=len(first)))


def sides_of(
    reading: Reading, choice: Choice, sums: Sums, reporters: Column, partners: Column
) -> tuple[Ints, Objects, Objects]:
    """The places of the figures to take, with the codes of their reporters and partners.

    The columns have what the file calls both sides of each figure. What is none of an economy, and the trade
    of one with itself, is counted.
    """
    everything = np.ones(len(sums.first), dtype=bool)
    reporter = _economies(reading, choice, reporters, sums, everything)
    has_reporter = given(reporter)
    partner = _economies(reading, choice, partners, sums, has_reporter)
    is_own = has_reporter & np.equal(reporter, partner)
    reading.leave_out_all(OWN_PARTNER, sums.values[is_own], int(sums.counts[is_own].sum()))
    taken = np.flatnonzero(has_reporter & given(partner) & ~is_own)
    return taken, reporter[taken], partner[taken]


def _economies(reading: Reading, choice: Choice, names: Column, sums: Sums, wanted: Mask) -> Objects:
    """The economy of each figure that is wanted; None for what is none, which is counted."""
    known = np.full(len(names.texts), None, dtype=object)
    known[:] = [(name.strip() not in choice.skip and economy(name)) or None for name in names.texts]
    found: Objects = known[names.codes]
    found[~wanted] = None
    for place, name in enumerate(names.texts):
        if known[place] is None:
            rows = wanted & (names.codes == place)
            if rows.any():
                value = sum(sums.values[rows].tolist(), Decimal(0))
                reading.economy_of(name, choice, value, int(sums.counts[rows].sum()))
    return found
