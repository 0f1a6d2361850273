"""The rows of a UN Comtrade file in its four shapes, as the same columns.

`kind` is `C` for goods and `S` for services, `edition` that of the classification; `partner2`, `customs` and
`transport` break a figure down.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tradetrack.sources.columns import Table, columns_of, table_of
from tradetrack.sources.reading import File
from tradetrack.sources.rows import json_of

# For each field of a row its name in the file; several are tried in turn, none is empty.
_PLUS: dict[str, tuple[str, ...]] = {
    "kind": ("typeCode",), "period": ("period", "refYear"), "reporter": ("reporterISO", "reporterCode"),
    "reporter_name": ("reporterDesc",), "flow": ("flowCode",), "partner": ("partnerISO", "partnerCode"),
    "partner_name": ("partnerDesc",), "product": ("cmdCode",), "edition": ("classificationCode",),
    "partner2": ("partner2Code",), "customs": ("customsCode",), "transport": ("motCode",),
    "value": ("primaryValue",),
}  # fmt: skip
_LEGACY: dict[str, tuple[str, ...]] = {
    "kind": (), "period": ("Period", "Year"), "reporter": ("Reporter ISO", "Reporter Code"),
    "reporter_name": ("Reporter",), "flow": ("Trade Flow", "Trade Flow Code"),
    "partner": ("Partner ISO", "Partner Code"), "partner_name": ("Partner",), "product": ("Commodity Code",),
    "edition": ("Classification",), "partner2": ("2nd Partner Code",), "customs": ("Customs Proc. Code",),
    "transport": ("Mode of Transport Code",), "value": ("Trade Value (US$)", "Value"),
}  # fmt: skip
_LEGACY_JSON: dict[str, tuple[str, ...]] = {
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


def read_columns(file: File, shape: str) -> Table:
    """The columns of a file of one of the four shapes, as text. Raises LedgerError for a damaged file."""
    names = _SHAPES[shape]
    if not shape.endswith("JSON"):
        return columns_of(file, names)
    document = json_of(file)
    if isinstance(document, dict):
        document = document.get("data") or document.get("dataset") or []
    records = [each for each in document if isinstance(each, dict)] if isinstance(document, list) else []
    return table_of(([_field(each, options) for options in names.values()] for each in records), names)


def _field(record: dict[str, Any], options: tuple[str, ...]) -> str:
    found = next((record[name] for name in options if record.get(name) not in (None, "")), "")
    return f"{found:f}" if isinstance(found, Decimal) else str(found)
