"""Describe the ledgers that come with tradetrack as a Data Package: data/datapackage.json.

python tools/data_package.py            write it
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from tradetrack.core.provenance import VERSIONS
from tradetrack.render.export.data_package import NAME, json_bytes, slug
from tradetrack.render.export.table_schema import PROFILE, resource
from tradetrack.reports.export_fields import Field, ledger_field

DEADLINE = Field("period", meaning="the deadline year of the target, if it has one")
DATA = Path(__file__).parent.parent / "data"
TITLES = {
    "trade": "Six figures of the talks between China and Russia in the winter of 2021-22",
    "china-russia": "Sourced statements on China-Russia trade and its targets, 2001 to 2026",
    "stated-targets": "The archive of stated trade targets, with the figures that judge them",
    "CHANGES": "What each version of the archive changed in rows that were there before",
    "second-coding": "A second, blind coding of rows of the archive, beside the first",
}
# What columns mean that no ledger has, by table.
OWN = {
    "stated-targets": {
        "id": "permanent id of the row, never used for another",
        "class": "of a target: goal, forecast or wish; empty where the note does not say",
        "basis": "of a target: number, double or range; empty where the note does not say",
    },
    "CHANGES": {
        "id": "the row of the archive",
        "old": "what it had",
        "new": "what it has now; empty where the row was removed",
        "why": "the reason",
        "version": "the version that changed it",
    },
    "second-coding": {
        "second_found": "whether the second coder found a target on the page",
        "second_class": "goal, forecast or wish",
        "second_sure": "whether the second coder was sure",
    },
}


def package() -> dict[str, Any]:
    """The description of all that is in `data/`."""
    return {
        "$schema": PROFILE,
        "name": "tradetrack",
        "title": "Ledgers of stated trade figures and targets that come with tradetrack",
        "version": max(VERSIONS.values()),
        "licenses": [{"name": "MIT", "path": "https://opensource.org/license/mit"}],
        "resources": [described(path) for path in sorted(DATA.glob("*.csv"))],
    }


def described(path: Path) -> dict[str, Any]:
    """The description of one CSV by its header; a ledger has its version."""
    data, name = path.read_bytes(), path.stem
    header = next(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
    fields = [field_of(name, column) for column in header]
    found = resource(slug(name), path.name, [data], fields, TITLES.get(name, name))
    return found | ({"version": VERSIONS[name]} if name in VERSIONS else {})


def field_of(table: str, column: str) -> Field:
    """What a column of a table is: one of a ledger, of a coder (`first_value`), or one of the table's own."""
    if column in OWN.get(table, {}):
        return Field(column, meaning=OWN[table][column])
    coder, _, coded = column.partition("_")
    if table == "second-coding" and coder in ("first", "second"):
        known = DEADLINE if coded == "deadline" else ledger_field(coded)
        return Field(column, meaning=f"by the {coder} coder: {known.meaning.partition(';')[0]}")
    return ledger_field(column)


def main() -> None:
    """Write the description."""
    (DATA / NAME).write_bytes(json_bytes(package()))


if __name__ == "__main__":
    main()
