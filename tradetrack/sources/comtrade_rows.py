"""The rows of a UN Comtrade file in its four shapes, each as the same record."""

from __future__ import annotations

import operator
import sys
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from tradetrack.sources.reading import File
from tradetrack.sources.rows import json_of, rows_of


class Row(NamedTuple):
    """What one row says, as text."""

    kind: str  # `C` for goods, `S` for services
    period: str
    reporter: str
    reporter_name: str
    flow: str
    partner: str
    partner_name: str
    product: str
    edition: str  # of the classification
    partner2: str
    customs: str
    transport: str
    value: str


# For each field of a row its name in the file; several are tried in turn, none is empty.
_PLUS = {
    "kind": ("typeCode",), "period": ("period", "refYear"), "reporter": ("reporterISO", "reporterCode"),
    "reporter_name": ("reporterDesc",), "flow": ("flowCode",), "partner": ("partnerISO", "partnerCode"),
    "partner_name": ("partnerDesc",), "product": ("cmdCode",), "edition": ("classificationCode",),
    "partner2": ("partner2Code",), "customs": ("customsCode",), "transport": ("motCode",),
    "value": ("primaryValue",),
}  # fmt: skip
_LEGACY = {
    "kind": (), "period": ("Period", "Year"), "reporter": ("Reporter ISO", "Reporter Code"),
    "reporter_name": ("Reporter",), "flow": ("Trade Flow", "Trade Flow Code"),
    "partner": ("Partner ISO", "Partner Code"), "partner_name": ("Partner",), "product": ("Commodity Code",),
    "edition": ("Classification",), "partner2": ("2nd Partner Code",), "customs": ("Customs Proc. Code",),
    "transport": ("Mode of Transport Code",), "value": ("Trade Value (US$)", "Value"),
}  # fmt: skip
_LEGACY_JSON = {
    "kind": (), "period": ("period", "yr"), "reporter": ("rt3ISO", "rtCode"), "reporter_name": ("rtTitle",),
    "flow": ("rgDesc", "rgCode"), "partner": ("pt3ISO", "ptCode"), "partner_name": ("ptTitle",),
    "product": ("cmdCode",), "edition": ("pfCode",), "partner2": ("ptCode2",), "customs": ("cstCode",),
    "transport": ("motCode",), "value": ("TradeValue",),
}  # fmt: skip
_SHAPES = {
    "Plus, CSV": _PLUS,
    "legacy, CSV": _LEGACY,
    "Plus, JSON": _PLUS,
    "legacy, JSON": _LEGACY_JSON,
}


def read_rows(file: File, shape: str) -> Iterator[Row]:
    """The rows of a file of one of the four shapes. Raises LedgerError for a damaged file."""
    names = _SHAPES[shape]
    if shape.endswith("JSON"):
        yield from _json_rows(file, names)
        return
    rows = rows_of(file)
    header = [name.strip() for name in next(rows)]
    pick = _picker(names, header)
    width = len(header)
    for row in rows:
        yield pick([*row, *[""] * max(1, width + 1 - len(row))])


def _picker(names: dict[str, tuple[str, ...]], header: list[str]) -> Callable[[list[str]], Row]:
    """What makes a row of the fields of a line; the last of those is the empty one of what the file lacks."""
    places = [
        next((header.index(name) for name in options if name in header), -1) for options in names.values()
    ]
    fields = operator.itemgetter(*places)
    # Codes and names come again in every row: each is kept once.
    return lambda row: Row._make(map(sys.intern, fields(row)))


def _json_rows(file: File, names: dict[str, tuple[str, ...]]) -> Iterator[Row]:
    document = json_of(file)
    if isinstance(document, dict):
        document = document.get("data") or document.get("dataset") or []
    records: Iterable[Any] = document if isinstance(document, list) else []
    for record in records:
        if isinstance(record, dict):
            yield Row._make(_json_field(record, options) for options in names.values())


def _json_field(record: dict[str, Any], options: tuple[str, ...]) -> str:
    found = next((record[name] for name in options if record.get(name) not in (None, "")), "")
    return f"{found:f}" if isinstance(found, Decimal) else str(found)
