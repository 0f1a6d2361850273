"""What a finding is about, in a few words that are translated: its message is in English."""

from __future__ import annotations

# By the code of the check, of those that every ledger is asked. Catalogues have these too.
QUESTIONS = {
    "bad-accept": "an acceptance that accepts nothing",
    "ceiling": "a target that is a ceiling",
    "contradiction": "figures of one period that contradict each other",
    "duplicate": "a row that stands twice",
    "falling-year": "a year with less trade than a part of it",
    "fiscal-differs": "a calendar year far from its fiscal year",
    "formula": "a text that a spreadsheet would run",
    "growth": "a stated growth that does not fit the levels",
    "growth-parts": "a growth that is not between those of exports and imports",
    "large-value": "a very large value",
    "no-source": "a row without a source",
    "nowcast-off": "a part of a year far off the pace of the rest",
    "parts": "exports and imports that do not add up to the total",
    "scopes-mixed": "figures of another scope among those of the series",
    "stated-early": "a figure stated before its period was over",
    "sums": "a figure far from the sum of its parts",
    "target-reached": "a target below what had been reached",
    "target-scope": "a target of a scope without figures",
    "target-unit": "a target in an unlikely unit",
    "unit-slip": "a value in an unlikely unit",
    "unknown-code": "an unknown code of an economy",
    "unknown-currency": "an unknown currency",
}
