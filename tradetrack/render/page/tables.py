"""The tables of a pair on a page: its years, its targets and every figure."""

from __future__ import annotations

from collections.abc import Sequence

from tradetrack.checks.finding import Finding
from tradetrack.core.numerals import as_stated, level, percent, percent_as_stated
from tradetrack.core.periods import period_label
from tradetrack.core.rows import FigureRow
from tradetrack.render.page.view import Cell, Column, Grid, Line, source_cell
from tradetrack.render.page.words import needed_growth
from tradetrack.reports.base_rate import base_rate_words
from tradetrack.reports.briefing import Goal, Section
from tradetrack.reports.chances import chance_cell, headline_chance
from tradetrack.reports.common import Sources
from tradetrack.reports.figure_tables import period_table
from tradetrack.reports.outcome import lineage_words, outcome_words, reporter_words
from tradetrack.reports.period_notes import gap_words
from tradetrack.reports.status import quoted, reasons

_YEARS = (
    Column("Period"),
    Column("Value", True),
    Column("Growth", True),
    Column("Stated by"),
    Column("On"),
    Column("Also stated"),
)
_TARGETS = (
    Column("Target", True),
    Column("Deadline", True),
    Column("First stated by"),
    Column("On"),
    Column("Repeated", True),
    Column("From", True),
    Column("Asked for", True),
    Column("Needed now", True),
    Column("Chance", True),
    Column("Outcome"),
    Column("Change"),
    Column("Source"),
)
_FIGURES = (
    Column("Line", True),
    Column("Period"),
    Column("Value", True),
    Column("Growth", True),
    Column("Stated by"),
    Column("On"),
    Column("Status and reason"),
    Column("Source"),
)
_CHANCE_NOTE = (
    "Chance: that flows of this size and volatility would have as much by the deadline, or by the year "
    "named; below it in slow and in fast times of world trade."
)
_ASKED_NOTE = (
    "Asked for: the growth a year that the target took when it was first stated, from the year named."
)


class _Unmarked(Sources):
    """Sources without numbers: a page links each beside its figure."""

    def mark(self, source: str) -> str:  # noqa: ARG002
        return ""


def years_grid(section: Section, unit: str) -> Grid | None:
    """The years and the parts of years that stand beside them: what the chart shows, as a table."""
    years, parts = section.show.annual, section.show.parts
    if not years and not parts:
        return None
    table = period_table(years, parts, section.show.figures, _Unmarked(), "", "")
    lines = []
    for label, value, growth, author, day, _, also in table.rows:
        texts = (label, value, growth, author, day, also)
        lines.append(Line(tuple(Cell(str(text)) for text in texts)))
    notes = [*table.notes, *(gap_words(gap) for gap in section.show.gaps)]
    notes += [
        f"{floor.label} is known to have at least {level(floor.level)}." for floor in section.show.floors
    ]
    return dense(Grid("years", f"Years and parts of years, {unit}", _YEARS, tuple(lines), notes=tuple(notes)))


def targets_grid(section: Section, unit: str) -> Grid | None:
    """Every target with its descent, what it asked for, what it takes now, and what became of it."""
    if not section.goals:
        return None
    lines = tuple(Line(_target_cells(goal)) for goal in section.goals)
    notes = [_ASKED_NOTE] if any(goal.record.base for goal in section.goals) else []
    notes += [_CHANCE_NOTE] if any(goal.is_ahead for goal in section.goals) else []
    notes += dict.fromkeys(_base_rate_words(goal) for goal in section.goals if _base_rate_words(goal))
    return dense(Grid("targets", f"Stated targets, {unit}", _TARGETS, lines, notes=tuple(notes)))


def _base_rate_words(goal: Goal) -> str:
    """What became of stated targets that asked for as much as this one, where its deadline is ahead."""
    return base_rate_words(goal.projection.base_rate) if goal.projection else ""


def _target_cells(goal: Goal) -> tuple[Cell, ...]:
    record, base = goal.record, goal.record.base
    required = record.required_growth_pct
    outcome = "; ".join(word for word in (outcome_words(record), reporter_words(record)) if word)
    return (
        Cell(as_stated(record.value, record.value_text, record.qualifier)),
        Cell(str(record.deadline or "none")),
        Cell(record.first_stated_by),
        Cell(record.first_stated_on),
        Cell(str(record.restated or "")),
        Cell(f"{level(base.value)} in {base.label}" if base else ""),
        Cell(percent(required, sign=False) if required is not None else ""),
        needed_cell(goal),
        chance_of(goal),
        Cell(outcome),
        Cell(lineage_words(record)),
        source_cell(record.source),
    )


def needed_cell(goal: Goal) -> Cell:
    """`3.4 %`, or of a target without a deadline `6.4 %` to a year; empty for a target that is settled."""
    needed = needed_growth(goal.projection) if goal.projection and goal.is_ahead else None
    if needed is None or goal.projection is None:
        return Cell("")
    to = "" if goal.record.deadline else f"to {goal.projection.year_label(needed.by)}"
    return Cell(percent(needed.growth_pct, sign=False), note=to)


def chance_of(goal: Goal) -> Cell:
    """`45 %` with its range, and by when where the target has no deadline that the outlook covers."""
    chance = headline_chance(goal.projection) if goal.projection and goal.is_ahead else None
    if chance is None or goal.projection is None:
        return Cell("")
    middle, _, span = chance_cell(chance).partition(" (")
    is_due = chance.year == goal.projection.deadline_year
    by = "" if is_due else f"by {goal.projection.year_label(chance.year)}"
    return Cell(middle, note=" ".join(word for word in (span.removesuffix(")"), by) if word))


def figures_grid(section: Section, unit: str) -> Grid | None:
    """Every figure with its status, the reason, its source, and what `check` asks about it."""
    figures = section.show.figures
    if not figures:
        return None
    why = dict(zip((row.place for row in figures), reasons(figures, section.show.sums), strict=True))
    ordered = sorted(figures, key=lambda row: (row.start + row.months, row.months, row.known_on, row.line))
    lines = tuple(
        Line(_figure_cells(row, why[row.place]), findings=_asked(row, section.findings)) for row in ordered
    )
    return Grid("figures", f"Every figure, {unit}", _FIGURES, lines)


def _figure_cells(row: FigureRow, why: str) -> tuple[Cell, ...]:
    who = (
        f"{row.stated_by} [{row.reporter}]"
        if row.reporter and row.stated_by
        else row.stated_by or row.reporter
    )
    return (
        Cell(str(row.line)),
        Cell(period_label(row.start, row.months) or "no deadline"),
        Cell(quoted(row) if row.value_text else ""),
        Cell(percent_as_stated(row.growth_pct) if row.growth_pct == row.growth_pct else ""),
        Cell(who),
        Cell(row.stated_on),
        Cell(f"{row.status}: {why}", note=row.note),
        source_cell(row.source),
    )


def _asked(row: FigureRow, findings: Sequence[Finding]) -> tuple[str, ...]:
    """The findings about a figure: in full at the first line of each, in short at the others."""
    return tuple(
        f"{finding.severity}: {finding.message} [{finding.code}]"
        if finding.lines[0] == row.line
        else f"{finding.severity} [{finding.code}], see line {finding.lines[0]}"
        for finding in findings
        if row.line in finding.lines
    )


def dense(grid: Grid) -> Grid:
    """The table without the columns that have no cell."""
    columns = zip(*(line.cells for line in grid.lines), strict=True)
    kept = [place for place, own in enumerate(columns) if any(cell.text or cell.markup for cell in own)]

    def chosen(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return tuple(cells[place] for place in kept)

    return grid._replace(
        columns=tuple(grid.columns[place] for place in kept),
        lines=tuple(line._replace(cells=chosen(line.cells)) for line in grid.lines),
        foot=chosen(grid.foot) if grid.foot else (),
    )
