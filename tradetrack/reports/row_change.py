"""What a changed row, a row taken out, or many new rows do to a ledger and to its answers, in words."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

import pandas as pd

from tradetrack.core import schema
from tradetrack.core.errors import RequestError
from tradetrack.core.numerals import as_stated, listed
from tradetrack.core.periods import period_label
from tradetrack.core.rows import AnnualRow, FigureRow, HeadlineRow, rows
from tradetrack.core.vocabulary import GROWTH_ONLY, HEADLINE, IMPLIED, NOWCAST, STATUSES, TARGET
from tradetrack.ledger.change import Change
from tradetrack.ledger.typed_rows import Batch
from tradetrack.reports.add import fate, limited, own_words, questions, understood, widened
from tradetrack.reports.common import growth_words
from tradetrack.reports.outcome import outcome_words
from tradetrack.reports.status import estimated, implied, quoted
from tradetrack.series import growth
from tradetrack.series.analysis import Analysis, analyse
from tradetrack.series.grouping import orient, turn
from tradetrack.series.headline import choose
from tradetrack.series.query import Query

MANY_PAIRS = 5  # of so many the answers are worked out; of more they would be too much to read


def change_difference(old: bytes, new: bytes, name: str) -> list[str]:
    """The change as a unified diff; what is only a carriage return is shown as such."""
    before, after = (data.decode().removeprefix("\ufeff").splitlines() for data in (old, new))
    return list(difflib.unified_diff(before, after, name, f"{name} (changed)", lineterm="", n=1))


def read_words(read: Sequence[tuple[str, str, str]]) -> list[str]:
    """What was read otherwise than it was typed, each form once."""
    forms = dict.fromkeys(f"{column} {text!r} is read as {found}" for column, text, found in read)
    return limited(forms)


def change_effects(change: Change) -> list[str]:
    """What the row is among the others now, what becomes of them, and which answers change."""
    pairs = {*_pairs_on(change.before, change.line), *_pairs_on(change.after, change.line, change.now)}
    old, _ = _statuses(change.before, pairs)
    new, sums = _statuses(change.after, pairs)
    messages = widened(change.columns)
    if change.now is not None:
        place = next(place for place, row in enumerate(new) if row.line == change.line)
        own = _stays(old, new[place]) or own_words(new, sums, place)
        messages += [f"understood as {understood(new[place])}", *questions(new[place]), own]
    if change.before is None:
        return [*messages, "the ledger had errors before; now it has none"]
    others = [row for row in old if row.line != change.line]
    now = new if change.now is None else [row for row in new if row.line != change.line]
    changed = limited([fate(was, is_now, sums) for was, is_now in zip(others, now, strict=True)])
    changed += _answers(change.before, change.after, sorted(pairs))
    return messages + (changed or ["no other figure and no answer changes"])


def _stays(old: Sequence[FigureRow], now: FigureRow) -> str:
    """That a changed row is what it was: the headline figure of its period."""
    was = next((row for row in old if row.line == now.line), None)
    if was is None or was.status != HEADLINE or now.status != HEADLINE or was.period != now.period:
        return ""
    return f"stays the headline figure of {period_label(now.start, now.months)}"


def batch_effects(batch: Batch, name: str) -> list[str]:
    """How many rows there are, what they are among the others, and which answers change."""
    count = len(batch.after) - len(batch.before)
    if not count:
        return ["there are no rows to add"]
    added = batch.after.iloc[-count:]
    first, last = (int(added[schema.LINE].iloc[place]) for place in (0, -1))
    pairs = set(added[schema.PAIR].unique().tolist())
    lines = f"line {first}" if count == 1 else f"lines {first} to {last}"
    messages = [f"{name}: {_counted(count, 'row')} added, {lines}: {_kinds(added)}, {_of_pairs(pairs)}"]
    messages += [*widened(batch.columns), *_left_out(batch)]
    old, _ = _statuses(batch.before, pairs)
    new, sums = _statuses(batch.after, pairs)
    own = Counter(row.status for row in new[len(old) :] if row.status not in (TARGET, GROWTH_ONLY))
    if own:
        messages.append(f"among the figures: {listed(_status_count(own[s], s) for s in STATUSES if own[s])}")
    messages += limited(dict.fromkeys(text for row in new[len(old) :] for text in questions(row)))
    messages += limited([fate(was, now, sums) for was, now in zip(old, new, strict=False)])
    return messages + (_answers(batch.before, batch.after, sorted(pairs)) if len(pairs) <= MANY_PAIRS else [])


def _status_count(count: int, status: str) -> str:
    return f"{count} headline" if status == HEADLINE else f"{count} {status}"


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _kinds(added: pd.DataFrame) -> str:
    targets = int((added[schema.KIND] == TARGET).sum())
    figures = len(added) - targets
    parts = [(figures, "reported figure"), (targets, "target")]
    return listed(_counted(count, what) for count, what in parts if count)


def _of_pairs(pairs: Iterable[str]) -> str:
    names = sorted(pairs)
    if len(names) > 1:
        return f"of {len(names)} pairs"
    return f"of {names[0]}" if names[0] else "of one pair"


def _left_out(batch: Batch) -> list[str]:
    """The columns of the rows that the ledger does not have."""
    names = batch.left_out
    return [f"left out: the column{'s' if len(names) > 1 else ''} {listed(names)}"] if names else []


def _pairs_on(figures: pd.DataFrame | None, line: int, row: str | None = "") -> list[str]:
    """The pair of the row on a line; none where there is no such row."""
    if figures is None or row is None:
        return []
    return [str(pair) for pair in figures[schema.PAIR][(figures[schema.LINE] == line).to_numpy()]]


def _statuses(
    figures: pd.DataFrame | None, pairs: Iterable[str]
) -> tuple[list[FigureRow], list[HeadlineRow]]:
    """The figures of some pairs, in the order of the file, with their status; and their headline figures."""
    if figures is None:
        return [], []
    sides = [side for pair in pairs for side in (pair, turn(pair))]
    chosen = choose(orient(figures[figures[schema.PAIR].isin(sides)]))
    return list(rows(chosen.figures, FigureRow)), list(rows(growth.headlines(chosen), HeadlineRow))


def _answers(before: pd.DataFrame, after: pd.DataFrame, pairs: Sequence[str]) -> list[str]:
    """Each year and each target of some pairs that is another than it was."""
    old, new = ([_analysis(figures, pair) for pair in pairs] for figures in (before, after))
    messages = []
    for of in (_years, _targets):
        was, now = (dict(chain.from_iterable(map(of, analyses))) for analyses in (old, new))
        messages += limited(_changes(was, now))
    return messages


def _changes(old: dict[str, str], new: dict[str, str]) -> list[str]:
    return [
        f"{what}: {old.get(what, 'nothing')} before, now {new.get(what, 'nothing')}"
        for what in sorted(old.keys() | new.keys())
        if old.get(what) != new.get(what)
    ]


def _analysis(figures: pd.DataFrame, pair: str) -> Analysis | None:
    try:
        return analyse(figures, Query((pair,) if pair else (), None))
    except RequestError:  # there is no such pair, before or now
        return None


def _years(analysis: Analysis | None) -> Iterable[tuple[str, str]]:
    """Each year of the annual series, and its level and growth in words."""
    for row in rows(analysis.annual, AnnualRow) if analysis else ():
        worded = {IMPLIED: implied, NOWCAST: estimated}.get(row.basis, quoted)(row)
        marked = f"{worded} ({row.basis})" if row.basis in (IMPLIED, NOWCAST) else worded
        what = _named(row.label, row.series_pair, row.series_flow, row.scope, row.series_unit)
        yield what, ", ".join(filter(None, (marked, growth_words(row))))


def _targets(analysis: Analysis | None) -> Iterable[tuple[str, str]]:
    for record in analysis.targets if analysis else ():
        aim = as_stated(record.value, record.value_text, record.qualifier)
        by = f" by {record.deadline}" if record.deadline else ""
        what = _named(f"target {aim}{by}", record.pair, record.flow, record.scope, record.unit)
        yield what, outcome_words(record)


def _named(what: str, pair: str, flow: str, scope: str, unit: str) -> str:
    return f"{what} ({', '.join(filter(None, (pair, flow, scope, unit)))})"
