"""Very many flows beside one level, in files, in a table of an engine or in a frame of figures."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TypedDict, Unpack

from tradetrack import workflow
from tradetrack.core.errors import RequestError
from tradetrack.core.sizes import memory_size

if TYPE_CHECKING:
    import pandas as pd

    from tradetrack.reports.screen_result import ScreenResult
    from tradetrack.sources.layout import Layout


class TableOptions(TypedDict, total=False):
    """How a table of no known shape is read: the names of its columns, and the unit of its values ("USD mn").

    `header` is the row of the names, `decimal` the sign before the decimals.
    """

    period: str
    value: str
    unit: str
    reporter_column: str
    partner_column: str
    product_column: str
    flow_column: str
    header: int
    decimal: str
    encoding: str


def screen(
    flows: str | os.PathLike[str] | pd.DataFrame,
    target: float | str,
    by: int,
    per: str | Iterable[str] = (),
    where: Mapping[str, str | Iterable[str]] | None = None,
    sort: str = "chance",
    flow: str | None = None,
    engine: str = "duckdb://",
    memory: int | str | None = None,
    **table: Unpack[TableOptions],
) -> ScreenResult:
    """Which flows would pass a level by a year, at which growth, with which chance: all of them, in order.

    `flows` is the path of a CSV or Parquet file or of a folder of them, the name of a table of the engine, or
    a ledger: its path, its name, or the frame of its figures. `target` is a level in billions, or a text with
    its own unit ("300 mn") or with a multiple of each base ("2x"). `per` names what makes a flow ("pair",
    "product", "exporter", "importer" or a column), `where` keeps the flows of one value of a key, or of
    several; `sort` is "chance", "growth", "gap" or "base". `flow` is "exports" or "imports", of a ledger also
    "total". `engine` is the address of what adds up, `memory` what it may take, in bytes or as "4GB".

    Levels of the result are in billions of the currency, growth in percent a year, chances are shares from 0
    to 1. Raises RequestError, AccessError (a package that is missing too), and LedgerError for a file that is
    not what its name or its header says.
    """
    keys = (per,) if isinstance(per, str) else per
    columns = _layout(table), table.get("product_column")
    wanted = workflow.wanted_of(
        target, by, keys, _pairs(where or {}), flow, *columns, sort, engine, _bytes(memory)
    )
    return workflow.screen(os.fspath(flows) if isinstance(flows, os.PathLike) else flows, wanted)


def _layout(table: TableOptions) -> Layout:
    from tradetrack.sources.layout import Layout

    if strange := set(table) - set(TableOptions.__annotations__):
        raise TypeError(f"screen() got an unexpected keyword argument {min(strange)!r}")
    value = table.get("value")
    return Layout(
        period=table.get("period"),
        value=(value,) if value else (),
        unit=table.get("unit"),
        partner=table.get("partner_column"),
        reporter=table.get("reporter_column"),
        flow=table.get("flow_column"),
        header=table.get("header"),
        decimal=table.get("decimal", "."),
        encoding=table.get("encoding"),
    )


def _pairs(where: Mapping[str, str | Iterable[str]]) -> list[tuple[str, str]]:
    found = []
    for key, values in where.items():
        found += [(key, value) for value in ((values,) if isinstance(values, str) else values)]
    return found


def _bytes(memory: int | str | None) -> int | None:
    try:
        return None if memory is None else memory_size(memory)
    except ValueError as error:
        raise RequestError(str(error), "memory") from None
