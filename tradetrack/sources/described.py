"""What imported rows are of, in words, and what a reader should doubt in them."""

from __future__ import annotations

from collections.abc import Sequence

from tradetrack.core import schema
from tradetrack.core.periods import Period, parse_period, period_label

Cells = dict[str, str]
_FEW = 0.8  # of the partners of the month before: fewer are a month that is still coming in


def described(rows: Sequence[Cells]) -> str:
    """What rows are of: `goods, yearly, 3 reporters, 239 partners, 2022`."""
    scopes = sorted({row[schema.SCOPE] or "goods" for row in rows})
    reporters = sorted({row[schema.REPORTER] for row in rows})
    partners = sorted({row[schema.PAIR].partition("-")[2] for row in rows})
    spans = [parse_period(text) for text in dict.fromkeys(row[schema.PERIOD] for row in rows)]
    rhythms = {12: "yearly", 3: "quarterly", 1: "monthly"}
    rhythm = " and ".join(dict.fromkeys(rhythms.get(span.months, "in parts of years") for span in spans))
    first, last = min(spans), max(spans)
    period = period_label(*first) if first == last else f"{period_label(*first)} to {period_label(*last)}"
    return ", ".join(
        [" and ".join(scopes), rhythm, _counted(reporters, "reporter"), _counted(partners, "partner"), period]
    )


def _counted(names: Sequence[str], what: str) -> str:
    return f"{what} {names[0]}" if len(names) == 1 else f"{len(names)} {what}s"


def unfinished(rows: Sequence[Cells]) -> str:
    """A word of doubt where the last month has far fewer partners than the one before; else nothing."""
    partners: dict[Period, set[str]] = {}
    periods = {text: parse_period(text) for text in {row[schema.PERIOD] for row in rows}}
    for row in rows:
        period = periods[row[schema.PERIOD]]
        if period.months == 1:
            partners.setdefault(period, set()).add(row[schema.PAIR])
    *_, before, last = [Period(0, 0), Period(0, 0), *sorted(partners)]
    if not before.months or len(partners[last]) >= _FEW * len(partners[before]):
        return ""
    return (
        f"{period_label(*last)} has only {len(partners[last])} of the {len(partners[before])} partners of "
        "the month before: it is perhaps still coming in"
    )
