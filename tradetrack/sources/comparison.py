"""What is new in imported figures: each is set against the ledger's figures of the same key.

The key is the pair in either order, flow, period, scope, reporter and currency. There is no mark of the last
period that was seen: an office adds and revises months long past.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from tradetrack.core import schema
from tradetrack.core.vocabulary import other_side

Key = tuple[str, str, int, int, str, str, str]

NEW, SAME, RESTATED, REVISION, CONFLICT = "new", "same", "restated", "revision", "conflict"
KINDS = (NEW, SAME, RESTATED, REVISION, CONFLICT)


class Known(NamedTuple):
    """One figure that stands in the ledger already."""

    amount: int
    rounding_unit: int
    known_on: int
    line: int
    is_own: bool  # from an earlier import of the same source


class Comparison(NamedTuple):
    """For each imported figure what it is to the ledger, and what the source had before and has no more."""

    kinds: list[str]
    gone: list[Key]


def keys_of(figures: pd.DataFrame) -> list[Key]:
    """The key of each row: its pair in the order of the alphabet, its flow seen from the first of it."""
    names = (schema.PAIR, schema.FLOW, schema.START, schema.MONTHS, schema.SCOPE, schema.REPORTER)
    columns = [figures[name].tolist() for name in (*names, schema.CURRENCY)]
    return [_key(row) for row in zip(*columns, strict=True)]


def _key(row: tuple[Any, ...]) -> Key:
    pair, flow, *rest = row
    first, _, second = pair.partition("-")
    if second and second < first:
        pair, flow = f"{second}-{first}", other_side(flow)
    return (pair, flow, *rest)


def compare(ledger: pd.DataFrame, imported: pd.DataFrame, title: str) -> Comparison:
    """Set imported figures of the source `title` against a ledger."""
    old = ledger[_concerned(ledger, imported)]
    known: dict[Key, list[Known]] = {}
    sources = [source.startswith(f"{title}: ") for source in old[schema.SOURCE].tolist()]
    columns = (schema.AMOUNT, schema.ROUNDING_UNIT, schema.KNOWN_ON, schema.LINE)
    cells = zip(*(old[name].tolist() for name in columns), sources, strict=True)
    for key, row in zip(keys_of(old), map(Known._make, cells), strict=True):
        known.setdefault(key, []).append(row)
    keys = keys_of(imported)
    amounts, units = imported[schema.AMOUNT].tolist(), imported[schema.ROUNDING_UNIT].tolist()
    kinds = [
        _kind(known.get(key, ()), amount, unit)
        for key, amount, unit in zip(keys, amounts, units, strict=True)
    ]
    return Comparison(kinds, _gone(known, keys))


def _concerned(ledger: pd.DataFrame, imported: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """The reported values of the ledger by a reporter of the import."""
    by = ledger[schema.REPORTER].isin(imported[schema.REPORTER].unique()).to_numpy()
    stated = (ledger[schema.KIND] == "reported").to_numpy() & (ledger[schema.AMOUNT].to_numpy() >= 0)
    concerned: npt.NDArray[np.bool_] = by & stated
    return concerned


def _kind(known: Sequence[Known], amount: int, unit: int) -> str:
    own = [each for each in known if each.is_own]
    if own:
        latest = max(own, key=lambda each: (each.known_on, each.line))
        return SAME if latest.amount == amount else REVISION
    if not known:
        return NEW
    agrees = any(
        each.amount == amount or abs(each.amount - amount) < max(each.rounding_unit, unit) for each in known
    )
    return RESTATED if agrees else CONFLICT


def _gone(known: dict[Key, list[Known]], keys: Sequence[Key]) -> list[Key]:
    """What an earlier import had, within the flows, scopes and periods of this one, and this lacks."""
    spans: dict[tuple[object, ...], tuple[int, int]] = {}
    for _, flow, start, months, scope, reporter, _ in keys:
        kind = (_sides(flow), months, scope, reporter)
        first, last = spans.get(kind, (start, start))
        spans[kind] = (min(first, start), max(last, start))
    present = set(keys)
    gone = []
    for key, rows in known.items():
        _, flow, start, months, scope, reporter, _ = key
        first, last = spans.get((_sides(flow), months, scope, reporter), (1, 0))
        if key not in present and first <= start <= last and any(row.is_own for row in rows):
            gone.append(key)
    return gone


def _sides(flow: str) -> bool:
    """Whether a flow is a total; seen from the first of a sorted pair, exports and imports are mixed."""
    return flow == "total"
