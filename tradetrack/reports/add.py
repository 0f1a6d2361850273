"""What a new row does to a ledger, in words."""

from __future__ import annotations

import difflib
from typing import Any

import numpy as np
import pandas as pd

from tradetrack.core import schema
from tradetrack.core.numerals import listed
from tradetrack.core.periods import period_label
from tradetrack.core.vocabulary import HEADLINE, TARGET
from tradetrack.ledger.append import Addition
from tradetrack.reports.common import growth_words
from tradetrack.reports.status import quoted, reasons
from tradetrack.series import growth
from tradetrack.series.grouping import orient, turn
from tradetrack.series.headline import choose

MOST = 5  # consequences of one kind that are told one by one
_SWAPPED = {"total": "total", "exports": "imports", "imports": "exports"}


def difference(addition: Addition, name: str) -> list[str]:
    """The change as a unified diff."""
    old, new = (data.decode().removeprefix("\ufeff").splitlines() for data in (addition.old, addition.new))
    return list(difflib.unified_diff(old, new, name, f"{name} (with the row)", lineterm=""))


def effects(addition: Addition) -> list[str]:
    """What the last row is among the others, what becomes of them, and which growth it changes."""
    last = next(schema.rows(addition.after.iloc[-1:]))
    before, after = (_chosen_beside(last, figures) for figures in (addition.before, addition.after))
    rows = list(schema.rows(after))
    new = rows[-1]
    told = [f"understood as {_understood(new)}", _own(new, after)]
    told += _limited([_fate(old, row, rows) for old, row in zip(schema.rows(before), rows, strict=False)])
    return told + _limited(_growth_changes(before, after))


def _chosen_beside(last: Any, figures: pd.DataFrame) -> pd.DataFrame:
    """The figures that share pair, flow and currency with the row, chosen: it changes no others."""
    pair = figures[schema.PAIR].isin([last.pair, turn(last.pair)])
    oriented = orient(figures[pair & (figures[schema.CURRENCY] == last.currency)])
    flow = oriented[schema.SERIES_FLOW].astype(object)
    turned = oriented[schema.SERIES_PAIR].astype(object) != last.pair
    wanted = np.where(turned, _SWAPPED[last.flow], last.flow)
    return choose(oriented[flow == wanted])


def _limited(told: list[str]) -> list[str]:
    """The first few of what there is to say, and how many more there are."""
    said = [text for text in told if text]
    rest = len(said) - MOST
    return [*said[:MOST], *([f"and {rest} more of this kind (tradetrack show --all)"] if rest > 0 else [])]


def _understood(row: Any) -> str:
    value = (
        f"{row.value_text} {row.unit}, {row.qualifier}" if row.value_text else "a rate of growth, no level"
    )
    pair = [row.pair] if row.pair else []
    what = "a target" if row.kind == TARGET else "reported"
    return ", ".join([*pair, row.flow, what, _period(row), value])


def _period(row: Any) -> str:
    return period_label(row.start, row.months) or "no deadline"


def _own(new: Any, figures: pd.DataFrame) -> str:
    if new.status == TARGET:
        same = figures[
            (figures[schema.STATUS] == TARGET)
            & (figures[schema.SERIES] == new.series)
            & (figures[schema.AMOUNT] == new.amount)
            & (figures[schema.START] == new.start)
        ]
        lines = [str(line) for line in same[schema.LINE].tolist()[:-1]]
        if not lines:
            return "a new target"
        return f"restates the target of line{'s' if len(lines) > 1 else ''} {listed(lines)}"
    reason = reasons(figures)[-1]
    if new.status == HEADLINE:
        return f"becomes the headline figure of {_period(new)}: {reason}"
    return f"{new.status}: {reason}"


def _fate(old: Any, row: Any, rows: list[Any]) -> str:
    """What becomes of a figure that was there, where its status changes."""
    if old.status == row.status:
        return ""
    head = rows[row.headline] if row.headline >= 0 else None
    by = f" by {quoted(head)} of line {head.line}" if head is not None and head is not row else ""
    if old.status == HEADLINE and by:
        return f"{quoted(row)} of line {row.line} is replaced{by} as the headline figure: now {row.status}"
    return f"{quoted(row)} of line {row.line} was {old.status}, is now {row.status}"


def _growth_changes(before: pd.DataFrame, after: pd.DataFrame) -> list[str]:
    """Each growth that is another than it was, or was none."""
    old, new = _growths(before), _growths(after)
    changes = []
    for start, months in sorted(old.keys() | new.keys()):
        was, now = (growths.get((start, months)) or "none" for growths in (old, new))
        if was != now:
            changes.append(f"growth of {period_label(start, months)}: {was} before, now {now}")
    return changes


def _growths(figures: pd.DataFrame) -> dict[tuple[int, int], str]:
    """The growth of each headline figure of one series in words, by period."""
    heads = growth.headlines(figures).assign(**{schema.CAGR: np.nan, schema.CAGR_SINCE: 0})
    return {(row.start, row.months): growth_words(row) for row in schema.rows(heads)}
