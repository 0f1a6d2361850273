"""Describe the ledgers that come with tradetrack as a Data Package: data/datapackage.json.

python tools/data_package.py            write it
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from tradetrack import __version__
from tradetrack.render.export.data_package import NAME, json_bytes
from tradetrack.render.export.table_schema import PROFILE, resource
from tradetrack.reports.export_fields import ledger_field

DATA = Path(__file__).parent.parent / "data"
TITLES = {
    "trade": "Six figures of the talks between China and Russia in the winter of 2021-22",
    "china-russia": "Sourced statements on China-Russia trade and its targets, 2001 to 2026",
}


def package() -> dict[str, Any]:
    """The description of all that is in `data/`."""
    return {
        "$schema": PROFILE,
        "name": "tradetrack",
        "title": "Ledgers of stated trade figures and targets that come with tradetrack",
        "version": __version__,
        "licenses": [{"name": "MIT", "path": "https://opensource.org/license/mit"}],
        "resources": [described(path) for path in sorted(DATA.glob("*.csv"))],
    }


def described(path: Path) -> dict[str, Any]:
    """The description of one CSV, by its header."""
    data = path.read_bytes()
    header = next(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
    title = TITLES.get(path.stem, path.stem)
    return resource(path.stem, path.name, data, [ledger_field(name) for name in header], title)


def main() -> None:
    """Write the description."""
    (DATA / NAME).write_bytes(json_bytes(package()))


if __name__ == "__main__":
    main()
