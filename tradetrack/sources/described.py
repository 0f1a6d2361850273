"""What imported rows are of, in words, and what a reader should doubt in them."""

from __future__ import annotations

from collections.abc import Sequence

from tradetrack.core import schema
from tradetrack.core.periods import Period, parse_period, period_label
from tradetrack.ledger.batch import NewRows

_FEW = 0.8  # of the partners of the month before: fewer are a month that is still coming in


def described(rows: NewRows) -> str:
    """What rows are of: `goods, yearly, 3 reporters, 239 partners, 2022`."""
    scopes = sorted({scope or "goods" for scope in set(rows.column(schema.SCOPE))})
    reporters = sorted(set(rows.column(schema.REPORTER)))
    partners = sorted({pair.partition("-")[2] for pair in set(rows.column(schema.PAIR))})
    spans = [parse_period(text) for text in dict.fromkeys(rows.column(schema.PERIOD))]
    rhythms = {12: "yearly", 3: "quarterly", 1: "monthly"}
    rhythm = " and ".join(dict.fromkeys(rhythms.get(span.months, "in parts of years") for span in spans))
    first, last = min(spans), max(spans)
    period = period_label(*first) if first == last else f"{period_label(*first)} to {period_label(*last)}"
    return ", ".join(
        [" and ".join(scopes), rhythm, _counted(reporters, "reporter"), _counted(partners, "partner"), period]
    )


def _counted(names: Sequence[str], what: str) -> str:
    return f"{what} {names[0]}" if len(names) == 1 else f"{len(names)} {what}s"


def unfinished(rows: NewRows) -> str:
    """A word of doubt where the last month has far fewer partners than the one before; else nothing."""
    partners: dict[Period, set[str]] = {}
    texts = rows.column(schema.PERIOD)
    months = {text: period for text in set(texts) if (period := parse_period(text)).months == 1}
    for text, pair in zip(texts, rows.column(schema.PAIR), strict=True) if months else ():
        if text in months:
            partners.setdefault(months[text], set()).add(pair)
    *_, before, last = [Period(0, 0), Period(0, 0), *sorted(partners)]
    if not before.months or len(partners[last]) >= _FEW * len(partners[before]):
        return ""
    return (
        f"{period_label(*last)} has only {len(partners[last])} of the {len(partners[before])} partners of "
        "the month before: it is perhaps still coming in"
    )
