"""The levels of many flows by year, as one array: not a number where a year has no row, 0 where it has 0."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tradetrack.flows.arrow import doubles_of
from tradetrack.flows.engine import Batches
from tradetrack.flows.labels import KeyColumn, Label, labelled

_DIGITS = 15

Floats = npt.NDArray[np.float64]


class Levels(NamedTuple):
    """Flows by key and year: `level` has a row a year and a column a flow."""

    keys: dict[str, KeyColumn]
    years: tuple[int, ...]
    level: Floats


def taken(batches: Batches, years: Sequence[int], label_of: Mapping[str, Label], exact: bool) -> Levels:
    """The levels in record batches that have the keys of `label_of` first, and then a column a year.

    Sums that are `exact` were made of decimals: the dust of binary fractions goes with the last digit.
    """
    import pyarrow as pa

    keys = list(label_of)
    raw: list[list[Any]] = [[] for _ in keys]
    parts: list[Floats] = []
    for batch in batches:
        for place in range(len(keys)):
            raw[place].append(batch.column(place))
        part = np.empty((len(years), batch.num_rows))
        for row in range(len(years)):
            sums = doubles_of(batch.column(len(keys) + row))
            part[row] = as_written(sums) if exact else sums
        parts.append(part)
    level = np.concatenate(parts, axis=1) if parts else np.empty((len(years), 0))
    parts.clear()
    columns = {
        key: labelled(pa.chunked_array(column), label_of[key]) if column else KeyColumn([], np.zeros(0, int))
        for key, column in zip(keys, raw, strict=True)
    }
    return merged(Levels(columns, tuple(years), level))


def as_written(values: Floats) -> Floats:
    """Numbers to the 15 significant digits that a double is exact to."""
    with np.errstate(divide="ignore", invalid="ignore"):
        power = _DIGITS - 1 - np.floor(np.log10(np.abs(values)))
    scale = 10.0 ** np.clip(np.nan_to_num(power, posinf=0.0, neginf=0.0), 0, 22)
    return np.asarray(np.round(values * scale) / scale)


def merged(levels: Levels) -> Levels:
    """The flows each once: two raw keys can have one label, such as 156 and CHN."""
    if not any(column.merges for column in levels.keys.values()):
        return levels
    place = np.zeros(levels.level.shape[1], dtype=np.int64)
    for column in levels.keys.values():  # told apart key by key, so that no product of them is too large
        code = place * max(len(column.labels), 1) + column.codes
        _, first, place = np.unique(code, return_index=True, return_inverse=True)
    if len(first) == len(code):
        return levels
    total = np.zeros((len(levels.years), len(first)))
    known = np.zeros_like(total)
    for year in range(len(levels.years)):
        row = levels.level[year]
        has = ~np.isnan(row)
        total[year] = np.bincount(place[has], row[has], len(first))
        known[year] = np.bincount(place[has], minlength=len(first))
    keys = {key: KeyColumn(column.labels, column.codes[first]) for key, column in levels.keys.items()}
    return Levels(keys, levels.years, np.where(known > 0, total, np.nan))


def joined_keys(parts: Sequence[Mapping[str, KeyColumn]], keys: Sequence[str]) -> dict[str, KeyColumn]:
    """The keys of several parts as one, their labels sorted."""
    found = {}
    for key in keys:
        columns = [part[key] for part in parts]
        names = sorted({label for column in columns for label in column.labels})
        place = {name: at for at, name in enumerate(names)}
        codes = [
            np.array([place[label] for label in column.labels], dtype=np.int64)[column.codes]
            if column.labels
            else column.codes
            for column in columns
        ]
        found[key] = KeyColumn(names, np.concatenate(codes) if codes else np.zeros(0, dtype=np.int64))
    return found


def in_billions(levels: Levels, divisor: float) -> Levels:
    """The same levels in billions, of which so many units are one; divided, so that 146.87 stays that."""
    if divisor >= 1:
        np.divide(levels.level, divisor, out=levels.level)
    else:
        np.multiply(levels.level, round(1 / divisor), out=levels.level)
    return levels
