"""Make the counts behind the base rate of a target from the archive of stated targets.

python tools/base_rates.py            rewrite tradetrack/forecast/base_rates.json
"""

from __future__ import annotations

import json
from typing import Any

from tradetrack import workflow
from tradetrack.core.numerals import ordinal_day
from tradetrack.forecast.base_rate import TABLE
from tradetrack.workflow import Question

LEDGER = "stated-targets"
AS_OF = 20261125  # the day up to which deadlines have passed


def table() -> dict[str, Any]:
    """The counts with the version of the archive and the day that they are of."""
    analysis = workflow.ask(workflow.load(LEDGER), Question(flow=None, as_of=AS_OF))
    rates: list[dict[str, Any]] = [
        {
            "from_pct": b.start,
            "to_pct": b.end,
            "known": b.every.known,
            "met": b.every.met,
            "kind": group.kind,
            "horizon": group.span,
        }
        for group in analysis.summary.groups
        if group.span
        for b in group.by_growth
    ]
    source = analysis.data
    return {"data": source and source._asdict(), "as_of": ordinal_day(AS_OF), "rates": rates}


def rendered() -> str:
    """The table as the file has it: a line a row."""
    made = table()
    head = [f'"{name}": {json.dumps(made[name])}' for name in ("data", "as_of")]
    rows = ",\n  ".join(json.dumps(row) for row in made["rates"])
    return "{\n" + ",\n".join([*head, f'"rates": [\n  {rows}\n]']) + "\n}\n"


if __name__ == "__main__":
    TABLE.write_text(rendered(), encoding="utf-8")
