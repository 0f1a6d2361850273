"""What a screening is asked for."""

from __future__ import annotations

from typing import NamedTuple

from tradetrack.core.units import Amount
from tradetrack.forecast.times import Times
from tradetrack.sources.layout import Layout

CHANCE, GROWTH, GAP, BASE = SORTS = ("chance", "growth", "gap", "base")
DEFAULT_ENGINE = "duckdb://"


class Wanted(NamedTuple):
    """A level to pass by a year, and which flows are screened for it.

    `target` is a level, or so many times the base of each flow. `per` names the keys of a flow, none for
    those of the file; `where` has pairs of a key or column and a value. `layout` and `product` name the
    columns of a table of no known shape, `flow` is exports or imports where a file has both. `memory` is in
    bytes.
    """

    target: Amount | Times
    by: int
    per: tuple[str, ...] = ()
    where: tuple[tuple[str, str], ...] = ()
    flow: str | None = None
    layout: Layout = Layout()
    product: str | None = None
    sort: str = CHANCE
    engine: str = DEFAULT_ENGINE
    memory: int | None = None
