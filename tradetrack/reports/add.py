"""What a new row does to a ledger, in words."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from tradetrack.checks.rows import formula_words, is_run
from tradetrack.core import schema
from tradetrack.core.codes import is_known, question
from tradetrack.core.numerals import listed, with_thousands
from tradetrack.core.periods import period_label
from tradetrack.core.rows import FigureRow, HeadlineRow, rows
from tradetrack.core.vocabulary import HEADLINE, TARGET, other_side
from tradetrack.ledger.append import Addition
from tradetrack.reports.common import growth_words
from tradetrack.reports.status import basis_words, quoted, reasons
from tradetrack.series import growth
from tradetrack.series.grouping import orient, turn
from tradetrack.series.headline import Chosen, choose

MAX_EFFECTS = 5  # consequences of one kind that are listed one by one


def difference(addition: Addition, name: str) -> list[str]:
    """The change as a unified diff."""
    old, new = (data.decode().removeprefix("\ufeff").splitlines() for data in (addition.old, addition.new))
    return list(difflib.unified_diff(old, new, name, f"{name} (with the row)", lineterm=""))


def effects(addition: Addition) -> list[str]:
    """What the last row is among the others, what becomes of them, and which growth it changes."""
    added = addition.after.iloc[-1]
    pair, flow, currency = str(added[schema.PAIR]), str(added[schema.FLOW]), str(added[schema.CURRENCY])
    before = _chosen_beside(pair, flow, currency, str(added[schema.SCOPE]), addition.before)
    after = _chosen_beside(pair, flow, currency, str(added[schema.SCOPE]), addition.after)
    old, new = list(rows(before.figures, FigureRow)), list(rows(after.figures, FigureRow))
    sums = list(rows(growth.headlines(after), HeadlineRow))
    messages = [*widened(addition.columns), f"understood as {understood(new[-1])}", *questions(new[-1])]
    messages.append(own_words(new, sums))
    messages += limited([fate(was, now, sums) for was, now in zip(old, new, strict=False)])
    return messages + limited(_growth_changes(before, after))


def widened(names: Sequence[str]) -> list[str]:
    """Which columns the file has got, if any."""
    return [f"every line has got the column{'s' if len(names) > 1 else ''} {listed(names)}"] if names else []


def _chosen_beside(pair: str, flow: str, currency: str, scope: str, figures: pd.DataFrame) -> Chosen:
    """The figures that share pair, flow, scope and currency with the row, chosen."""
    figures = figures[list(schema.FIGURES)]  # each step would copy the ledger's other columns too
    same = figures[schema.PAIR].isin([pair, turn(pair)]) & (figures[schema.SCOPE] == scope)
    oriented = orient(figures[same & (figures[schema.CURRENCY] == currency)])
    turned = oriented[schema.SERIES_PAIR].astype(object) != pair
    wanted = np.where(turned, other_side(flow), flow)
    return choose(oriented[oriented[schema.SERIES_FLOW].astype(object) == wanted])


def limited(messages: Iterable[str]) -> list[str]:
    """The first few of what there is to say, and how many more there are."""
    kept = [text for text in messages if text]
    rest = len(kept) - MAX_EFFECTS
    return [*kept[:MAX_EFFECTS], *([f"and {rest} more of this kind"] if rest > 0 else [])]


def understood(row: FigureRow) -> str:
    """What a row says, in words."""
    value = (
        f"{with_thousands(row.value_text)} {row.unit}, {row.qualifier}"
        if row.value_text
        else "a rate of growth, no level"
    )
    pair = [row.pair] if row.pair else []
    what = "a target" if row.kind == TARGET else "reported"
    return ", ".join([*pair, row.flow, *([row.scope] if row.scope else []), what, _period(row), value])


def questions(row: FigureRow) -> list[str]:
    """What to ask about the codes of the row that are not known, and about text that is no text elsewhere."""
    cells = dict.fromkeys(cell for cell in (row.pair, row.reporter) if cell)
    unknown = [question(code, [cell]) for cell in cells for code in cell.split("-") if not is_known(code)]
    texts = {schema.STATED_BY: row.stated_by, schema.SOURCE: row.source, schema.NOTE: row.note}
    run = [name for name, text in texts.items() if is_run(text)]
    return unknown + ([f"warning: {formula_words(listed(run))}"] if run else [])


def _period(row: FigureRow) -> str:
    return period_label(row.start, row.months) or "no deadline"


def own_words(figures: list[FigureRow], sums: list[HeadlineRow], place: int = -1) -> str:
    """What one of the figures, the last one, is among the others."""
    new = figures[place]
    if new.status == TARGET:
        same = [
            row
            for row in figures
            if row.status == TARGET and row is not new and _target_key(row) == _target_key(new)
        ]
        if not same:
            return "a new target"
        return (
            f"restates the target of line{'s' if len(same) > 1 else ''} {listed(str(r.line) for r in same)}"
        )
    reason = reasons(figures, sums)[place]
    if new.status == HEADLINE:
        return f"becomes the headline figure of {_period(new)}: {reason}"
    return f"{new.status}: {reason}"


def _target_key(row: FigureRow) -> tuple[int, int, int]:
    return row.series, row.amount, row.start


def fate(old: FigureRow, row: FigureRow, heads: list[HeadlineRow]) -> str:
    """What becomes of a figure that was there, where its status changes."""
    if old.status == row.status:
        return ""
    head = next((head for head in heads if head.place == row.headline and head.place != row.place), None)
    by = f" by {quoted(head)} of {_where(head)}" if head else ""
    if old.status == HEADLINE and by:
        return f"{quoted(row)} of line {row.line} is replaced{by} as the headline figure: now {row.status}"
    return f"{quoted(row)} of line {row.line} was {old.status}, is now {row.status}"


def _where(head: HeadlineRow) -> str:
    return f"line {head.line}" if head.line else f"the {basis_words(head)}"


def _growth_changes(before: Chosen, after: Chosen) -> list[str]:
    """Each growth that is another than it was, or was none."""
    old, new = _growths(before), _growths(after)
    changes = []
    for start, months in sorted(old.keys() | new.keys()):
        was, now = (growths.get((start, months)) or "none" for growths in (old, new))
        if was != now:
            changes.append(f"growth of {period_label(start, months)}: {was} before, now {now}")
    return changes


def _growths(figures: Chosen) -> dict[tuple[int, int], str]:
    """The growth of each headline figure of one series in words, by period."""
    heads = growth.headlines(figures)
    return {(row.start, row.months): growth_words(row) for row in rows(heads, HeadlineRow)}
