"""Predictions of the open targets of the archive: store them once, and show them beside what is known now.

python tools/predictions.py store DATE    write docs/predictions/DATE.json, which must not be there yet
python tools/predictions.py               rewrite docs/predictions.md from all stored files

A stored file is what `tradetrack project --format json` printed, of all flows, without the parts that no
score needs. It is never written again: what was said stays what was said.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tradetrack import __version__, workflow
from tradetrack.core.dates import last_day
from tradetrack.core.names import pair_name
from tradetrack.core.numerals import level
from tradetrack.forecast.prediction import Judgement
from tradetrack.reports.prediction_score import ScoreResult, outcome_words
from tradetrack.sources.predictions import ends_in, read_predictions
from tradetrack.workflow import Question

ROOT = Path(__file__).parent.parent
PAGE, STORE = ROOT / "docs" / "predictions.md", ROOT / "docs" / "predictions"
LEDGER, NOW = "stated-targets", "2026-11-25"  # the day that "now" means on the page
INTRO = """\
# Predictions

Every open target of [the archive](archive.md) with a deadline, with its chance as it was given on a day.
Hold us to it: a stored file is never written again, and `tradetrack targets --score` compares it with
what is known later. What the outlook would have said of past targets is [another
page](archive-evidence.md). Written by `make archive-evidence`; do not edit.

Said: the chance of the outlook, in brackets in slow and in fast times of world trade. Its rivals: the
base rate, what became of stated targets that asked for as much (one success and one failure added, so
that it is never 0 or 100 %), and the naive forecast, whether the latest known growth, kept up, arrives
in time. Most targets of this page will be missed, if the past is a guide: of the settled ones of the
archive one in four was met."""


def store(day: str) -> Path:
    """Write the predictions as of a day. Raises FileExistsError for a day that has them."""
    projections: list[dict[str, Any]] = []
    document: dict[str, Any] = {}
    for flow in ("total", "exports", "imports"):
        run = [sys.executable, "-m", "tradetrack", "project", "--data", LEDGER, "--flow", flow]
        done = subprocess.run([*run, "--as-of", day, "--format", "json"], capture_output=True, check=False)
        if done.stdout:  # nothing is printed where a flow has no open target
            document = json.loads(done.stdout)
            projections += [slim(one) for one in document["projections"]]
    kept = [one for one in projections if one["outlook"] and one["target"]["deadline"] is not None]
    head = {"as_of": day, "made_with": f"tradetrack {__version__}", "data": document["data"]}
    path = STORE / f"{day}.json"
    rows = ",\n".join(json.dumps(one) for one in kept)
    fields = ",\n".join(f'"{name}": {json.dumps(value)}' for name, value in head.items())
    write_new(path, f'{{\n{fields},\n"projections": [\n{rows}\n]\n}}\n')
    return path


def write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet. Raises FileExistsError for one that is."""
    path.parent.mkdir(exist_ok=True)
    with path.open("x", encoding="utf-8") as file:
        file.write(text)


def slim(one: Mapping[str, Any]) -> dict[str, Any]:
    """A projection with what a prediction is made of."""
    deadline, outlook = one["target"]["deadline"], one["outlook"]
    required = [r for r in one["required"] if deadline and ends_in(r["label"], deadline)]
    due = {r["by"] for r in required}
    chances = [item for item in outlook["chance_by"] if item["year"] in due] if outlook else []
    names = ("pair", "flow", "scope", "unit", "base", "target", "base_rate")
    return {
        **{name: one[name] for name in names},
        "required": required,
        "paths": [
            {name: path[name] for name in ("assumption", "growth_pct", "reached_in")} for path in one["paths"]
        ],
        "outlook": {"chance_by": chances} if chances else None,
    }


def page() -> str:
    """The page, the latest predictions first."""
    analysis = workflow.ask(workflow.load(LEDGER), Question(flow=None, as_of=last_day(NOW)))
    results = [
        workflow.score(analysis, read_predictions(str(path)))
        for path in sorted(STORE.glob("*.json"), reverse=True)
    ]
    return "\n\n".join([INTRO, *(_section(result) for result in results)]) + "\n"


def _section(result: ScoreResult) -> str:
    settled = result.settled
    said = sum(one.prediction.chance for one in result)
    by_now = f"By {NOW} {len(settled)} of them are settled."
    counts = f"{len(result)} targets; the chances add up to {said:.1f} met. {by_now}"
    rows = [
        _row(one)
        for one in sorted(result, key=lambda one: (one.prediction.deadline, pair_name(one.prediction.pair)))
    ]
    head = "| pair | target | deadline | from | said | base rate | naive | since |"
    return "\n".join(
        [
            f"## {result.as_of}",
            "",
            counts,
            "",
            head,
            "| :--- | ---: | ---: | ---: | ---: | ---: | ---: | :--- |",
            *rows,
        ]
    )


def _row(one: Judgement) -> str:
    own = one.prediction
    words = [pair_name(own.pair), "" if own.flow == "total" else own.flow, own.scope]
    era = f"{_percent(own.chance)} % ({_percent(own.chance_slow)}-{_percent(own.chance_fast)} %)"
    cells = [
        " ".join(word for word in words if word),
        f"{level(own.value)} {own.unit}",
        str(own.deadline),
        f"{level(own.base_value)} in {own.base_year}",
        era,
        "" if own.base_rate is None else f"{_percent(own.base_rate)} %",
        {None: "", 1.0: "yes", 0.0: "no"}[own.naive],
        outcome_words(one),
    ]
    return f"| {' | '.join(cells)} |"


def _percent(share: float) -> str:
    return f"{min(max(share, 0.01), 0.99) * 100:.0f}"


def main() -> None:
    """Store, or rewrite the page."""
    if sys.argv[1:2] == ["store"]:
        print(store(sys.argv[2]))
    else:
        PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
