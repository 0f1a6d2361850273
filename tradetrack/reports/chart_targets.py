"""The targets of a chart: lines with their names, and where each stood before."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten

from tradetrack.core.numerals import as_stated
from tradetrack.core.periods import YEAR
from tradetrack.forecast.projection import Projection, Target
from tradetrack.reports.chart_spec import TargetLine
from tradetrack.reports.language import Language
from tradetrack.series.lineage import LOWERED, RAISED
from tradetrack.series.targets import deadline_start

MAX_AUTHOR_CHARS = 40  # characters of who set a target


def target_lines(projections: Sequence[Projection], language: Language) -> tuple[TargetLine, ...]:
    """One line for each level and deadline."""
    lines = {}
    for projection in projections:
        target = projection.target
        if target is None:
            continue
        before = target.lineage
        came_from = (
            (_starting_year(before.deadline, projection), before.value)
            if before and before.deadline and target.deadline
            else None
        )
        year = None if target.deadline is None else _starting_year(target.deadline, projection)
        words = [_head(projection, target, came_from is not None, language)]
        who = shorten(target.stated_by.split(" (")[0].split(",")[0], MAX_AUTHOR_CHARS, placeholder="…")
        when = language.stated_on(target.stated_on)
        if who or when:
            words.append(", ".join(word for word in (who, when) if word))
        lines[target.value, target.deadline] = TargetLine(
            target.value, "\n".join(words), target.deadline, came_from, target.qualifier, year
        )
    return tuple(lines.values())


def _head(projection: Projection, target: Target, has_arrow: bool, language: Language) -> str:
    """The level and the deadline, and what it was before where no arrow shows it."""
    value = language.number(as_stated(target.value, projection.target_text, target.qualifier))
    head = (
        language.phrase("{value}  target by {deadline}", value=value, deadline=target.deadline)
        if target.deadline
        else language.phrase("{value}  target", value=value)
    )
    before = target.lineage
    if has_arrow or before is None or before.change not in (RAISED, LOWERED):
        return head
    old = language.level(before.value)
    change = (
        language.phrase("raised from {value}", value=old)
        if before.change == RAISED
        else language.phrase("lowered from {value}", value=old)
    )
    return f"{head}, {change}"


def _starting_year(deadline: int, projection: Projection) -> int:
    """The year by which the annual period that ends in a deadline is placed: that in which it starts."""
    return deadline_start(deadline, projection.first_month - 1) // YEAR
