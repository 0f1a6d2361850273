"""The columns of a table as a Table Schema of Frictionless (https://datapackage.org/standard/table-schema)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from tradetrack.reports.export_fields import Field

_TYPES = {"number": "number", "integer": "integer"}  # all else is a string: a date may be a month or a year
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"


def table_schema(fields: Sequence[Field]) -> dict[str, Any]:
    """The schema; an empty cell is a missing value."""
    return {"fields": [_field(field) for field in fields], "missingValues": [""]}


def resource(
    name: str, path: str, data: Iterable[bytes], fields: Sequence[Field], title: str
) -> dict[str, Any]:
    """The description of a CSV of a package: `data` are its bytes, in pieces, `path` its place in it."""
    size, digest = 0, hashlib.sha256()
    for piece in data:
        size += len(piece)
        digest.update(piece)
    return {
        "name": name,
        "title": title,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest.hexdigest()}",
        "schema": table_schema(fields),
    }


def _field(field: Field) -> dict[str, Any]:
    limits: dict[str, Any] = {}
    if field.values:
        limits["enum"] = list(field.values)
    if field.pattern:
        limits["pattern"] = field.pattern
    if field.minimum is not None:
        limits["minimum"] = field.minimum
    described = {"name": field.name, "type": _TYPES.get(field.kind, "string"), "description": field.meaning}
    return described | ({"constraints": limits} if limits else {})
