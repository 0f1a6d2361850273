"""The codes of what can be wrong with the bytes of a ledger, and when each occurs. They are stable words."""

from __future__ import annotations

DUPLICATE = "duplicate-figure"
FAULTS = {
    "bad-date": "`stated_on` is not a date",
    "bad-deadline": "a target's period is not a year",
    "bad-flow": "not total, exports or imports",
    "bad-growth": "not a plain number of percent, or below -100",
    "bad-kind": "not reported or target",
    "bad-pair": "not two codes of 2 to 6 capitals or digits",
    "bad-period": "not a period",
    "bad-qualifier": "not exact, about, over or under",
    "bad-quote": "a quote that is never closed, or is followed by text",
    "bad-scope": "`scope` is not lower-case letters, digits and hyphens",
    "bad-reporter": "not a code of 2 to 6 capitals or digits",
    "bad-unit": "not a currency and a scale",
    "bad-value": "not a plain number, negative, less than one currency unit, or larger than any trade",
    "delimiter": "semicolons or tabs instead of commas",
    "duplicate-column": "two columns have one name",
    DUPLICATE: "the ledger already has the figure that `add` was given",
    "encoding": "not UTF-8 text",
    "foreign-file": "a file of an office or a program, not a ledger",
    "field-count": "a row is longer or shorter than the header",
    "missing-column": "no `period`, or neither `value` nor `growth_pct`",
    "missing-period": "a reported figure without period",
    "missing-value": "neither value nor growth, or a target without value",
    "misspelt-column": "nearly the name of a column",
    "no-header": "the file is empty",
    "separator-line": "the first line is `sep=,`",
    "several-partners": "no `pair`, and another column names several partners or products",
    "title-row": "a title stands above the header",
    "unnamed-column": "columns without a name",
}


def known(code: str) -> str:
    """`code` if it is one of ours. Raises ValueError, so that no fault has a code that no table explains."""
    if code not in FAULTS:
        raise ValueError(f"unknown code of a fault: {code!r}")
    return code
