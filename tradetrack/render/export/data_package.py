"""A Data Package of Frictionless: `datapackage.json`, and beside it a CSV of each table.

The description has the bytes and the SHA-256 of each CSV, so that a reader notices one that is not of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from tradetrack.render.export.csv_file import csv_data
from tradetrack.render.export.form import Format, Part, Written, counted
from tradetrack.render.export.table_schema import PROFILE, resource
from tradetrack.reports.export import ANNUAL, FIGURES, PROJECTIONS, TARGETS, ExportResult

NAME = "datapackage.json"
_TITLES = {
    FIGURES: "Figures, as a ledger of tradetrack, with the line and status of each",
    ANNUAL: "Annual series: stated, added up, implied and estimated",
    PROJECTIONS: "Projections: a row for each path to each open target",
    TARGETS: "Targets, with what became of each",
}


def slug(text: str) -> str:
    """A text as the name of a package: small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "ledger"


def _write(result: ExportResult) -> Written:
    tables = [result.table(name) for name in result.tables]
    parts, resources = [], []
    for table in tables:
        path = f"{table.name}.csv"
        data = csv_data(table)
        parts.append(Part(data, path))
        resources.append(resource(table.name, path, data, table.fields, _TITLES[table.name]))
    package = {
        "$schema": PROFILE,
        "name": slug(result.ledger),
        "title": f"Trade figures and targets: {result.ledger}",
        **({"sources": [{"title": str(result.data)}]} if result.data else {}),
        "resources": resources,
    }
    return Written((*parts, Part(json_bytes(package))), counted(tables))


def json_bytes(package: Mapping[str, object]) -> bytes:
    """The description of a package as it is written."""
    return f"{json.dumps(package, ensure_ascii=False, indent=2)}\n".encode()


FORMAT = Format("datapackage", NAME, _write, several=True)
