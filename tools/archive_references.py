"""Fit the numbers of the outlook on the years before each year, for `tools/archive_evidence.py`.

python tools/archive_references.py PATH     rewrite tools/references_by_year.json

PATH is the CSV of `tools/fit_reference.py`; all pairs are used. Each fit knows the flows up to the year
before.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from fit_reference import fit
from trade_flows import read_flows

YEARS = range(2002, 2026)  # in which the targets of the archive were stated; flows end in 2024
OUTPUT = Path(__file__).with_name("references_by_year.json")


def main() -> None:
    """Fit and write."""
    flows = read_flows(Path(sys.argv[1]), "all")
    rows = (f'"{year}": {json.dumps(fit(flows, year - 1)[0]._asdict())}' for year in YEARS)
    OUTPUT.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
