"""Rows taken out of a frame, for the few of them that a person reads: named tuples with types.

A frame is for a million figures at once; one figure is a `FigureRow`, one headline figure a `HeadlineRow`,
one year of an annual series an `AnnualRow`. Their fields are columns of `core.schema`; `place` is the label
of the row in its frame.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

NAN = float("nan")


class FigureRow(NamedTuple):
    """One figure after its headline was chosen (`series.headline`)."""

    place: int
    pair: str
    flow: str
    kind: str
    period: str
    value: float
    unit: str
    qualifier: str
    scope: str
    growth_pct: float
    reporter: str
    stated_by: str
    stated_on: str
    source: str
    note: str
    line: int
    value_text: str
    start: int
    months: int
    amount: int
    rounding_unit: int
    currency: str
    scale: int
    known_on: int
    series_pair: str
    series_flow: str
    series: int
    status: str
    headline: int
    series_unit: str
    level: float


class LedgerRow(NamedTuple):
    """One figure as a ledger has it: its columns in their order, the value as text; `value` is the number."""

    pair: str
    flow: str
    kind: str
    period: str
    value_text: str
    unit: str
    qualifier: str
    scope: str
    growth_pct: float
    reporter: str
    stated_by: str
    stated_on: str
    source: str
    note: str
    line: int
    status: str
    value: float


class HeadlineRow(NamedTuple):
    """One headline figure with its growth (`series.growth`)."""

    place: int
    period: str
    unit: str
    qualifier: str
    scope: str
    growth_pct: float
    reporter: str
    stated_by: str
    stated_on: str
    source: str
    line: int
    value_text: str
    start: int
    months: int
    amount: int
    rounding_unit: int
    known_on: int
    series_pair: str
    series_flow: str
    series: int
    status: str
    headline: int
    series_unit: str
    level: float
    computed_growth_pct: float
    growth_bound: str
    growth_bound_pct: float
    stated_growth_pct: float
    basis: str
    parts: int
    cagr_pct: float = NAN
    cagr_since: int = 0


class AnnualRow(NamedTuple):
    """One year of an annual series: reported, implied or estimated, as its `basis` says."""

    place: int
    unit: str
    qualifier: str
    scope: str
    reporter: str
    stated_by: str
    stated_on: str
    source: str
    line: int
    value_text: str
    start: int
    months: int
    amount: int
    rounding_unit: int
    known_on: int
    series_pair: str
    series_flow: str
    series: int
    headline: int
    series_unit: str
    level: float
    computed_growth_pct: float
    growth_bound: str
    growth_bound_pct: float
    stated_growth_pct: float
    cagr_pct: float
    cagr_since: int
    year: int
    label: str
    basis: str
    parts: int
    floor: float = NAN
    implied_pct: float = NAN
    method: str = ""
    low_80: float = NAN
    high_80: float = NAN
    from_months: float = 0
    to_date: float = NAN
    mean_share: float = NAN


class BaseRow(NamedTuple):
    """Of an annual row what is asked of a base: a third of an `AnnualRow`, in a third of its time."""

    unit: str
    qualifier: str
    scope: str
    reporter: str
    value_text: str
    start: int
    amount: int
    series_pair: str
    series_flow: str
    series: int
    series_unit: str
    level: float
    year: int
    basis: str


class NowcastRow(NamedTuple):
    """Of an estimated year what its pace is told by."""

    start: int
    series: int
    year: int
    from_months: float
    to_date: float
    mean_share: float


Row = TypeVar("Row", bound=NamedTuple)
Item = TypeVar("Item")
_PIECE = 1 << 12  # rows that are made at once, so that a long frame does not stand in memory twice


def rows(frame: pd.DataFrame, kind: type[Row]) -> Iterator[Row]:
    """The rows of a frame as tuples of `kind`; a column that the frame lacks has the default of its field.

    As `DataFrame.itertuples`, which makes a series of every column and takes five times as long.
    """
    if not len(frame):
        return iter(())
    if len(frame) <= _PIECE:
        columns = [_values(frame, name, kind._field_defaults) for name in kind._fields]
        return map(kind._make, zip(*columns, strict=True))
    frame = frame[[name for name in kind._fields if name in frame.columns]]
    pieces = (frame.iloc[start : start + _PIECE] for start in range(0, len(frame), _PIECE))
    return chain.from_iterable(rows(piece, kind) for piece in pieces)


def kept(frame: pd.DataFrame, mask: npt.NDArray[Any] | pd.Series[bool]) -> pd.DataFrame:
    """The rows that the mask marks: the frame itself where it marks all, as a copy of it takes long."""
    return frame if mask.all() else frame[mask]


def grouped(keys: Iterable[Any], items: Iterable[Item]) -> Iterator[list[Item]]:
    """The items of each run of equal keys. A frame for each, as pandas would make, takes a millisecond."""
    for _, run in groupby(zip(keys, items, strict=True), key=itemgetter(0)):
        yield [item for _, item in run]


def _values(frame: pd.DataFrame, name: str, defaults: dict[str, Any]) -> list[Any]:
    if name == "place":
        return frame.index.tolist()
    if name in frame.columns:
        return frame[name].tolist()
    return [defaults[name]] * len(frame)
