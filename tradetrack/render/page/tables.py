"""The tables of a pair on a page: its years, its targets and every figure."""

from __future__ import annotations

from collections.abc import Sequence

from tradetrack.checks.finding import Finding
from tradetrack.core.numerals import as_stated, percent, percent_as_stated
from tradetrack.core.rows import FigureRow
from tradetrack.render.page.view import Cell, Column, Grid, Line, Question, source_cell
from tradetrack.reports.base_rate import base_rate_words
from tradetrack.reports.briefing import Section
from tradetrack.reports.chances import chance_parts
from tradetrack.reports.check_words import QUESTIONS
from tradetrack.reports.common import Sources
from tradetrack.reports.figure_tables import period_table
from tradetrack.reports.language import Language
from tradetrack.reports.league_result import LeagueRow
from tradetrack.reports.outcome import lineage_words, outcome_words, reporter_words
from tradetrack.reports.period_notes import gap_words
from tradetrack.reports.status import quoted, reasons

YEARS = (
    Column("Period"),
    Column("Value", True),
    Column("Growth", True),
    Column("Stated by"),
    Column("On"),
    Column("Also stated"),
)
TARGETS = (
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
FIGURES = (
    Column("Line", True),
    Column("Period"),
    Column("Value", True),
    Column("Growth", True),
    Column("Stated by"),
    Column("On"),
    Column("Status and reason"),
    Column("Source"),
)


class _Unmarked(Sources):
    """Sources without numbers: a page links each beside its figure."""

    def mark(self, source: str) -> str:  # noqa: ARG002
        return ""


def years_grid(section: Section, unit: str, language: Language) -> Grid | None:
    """The years and the parts of years that stand beside them: what the chart shows, as a table."""
    years, parts = section.show.annual, section.show.parts
    if not years and not parts:
        return None
    table = period_table(years, parts, section.show.figures, _Unmarked(), "", "", language=language)
    lines = []
    for label, value, growth, author, day, _, also in table.rows:
        texts = (label, value, growth, author, day, also)
        lines.append(Line(tuple(Cell(str(text)) for text in texts)))
    notes = [*table.notes, *(gap_words(gap, language) for gap in section.show.gaps)]
    for floor in section.show.floors:
        words = "{year} is known to have at least {value}."
        notes.append(language.phrase(words, year=floor.label, value=language.level(floor.level)))
    caption = language.phrase("Years and parts of years, {unit}", unit=unit)
    columns = headed(YEARS, language)
    return dense(Grid("years", caption, columns, tuple(lines), notes=tuple(notes)))


def headed(columns: Sequence[Column], language: Language) -> tuple[Column, ...]:
    """Columns with their headings in a language; their keys stay."""
    return tuple(column._replace(name=language.phrase(column.name), key=column.name) for column in columns)


def targets_grid(section: Section, unit: str, language: Language) -> Grid | None:
    """Every target with its descent, what it asked for, what it takes now, and what became of it."""
    goals = section.goals
    if not goals:
        return None
    lines = tuple(Line(_target_cells(goal, language)) for goal in goals)
    notes = []
    if any(goal.record and goal.record.base for goal in goals):
        notes.append(
            language.phrase(
                "Asked for: the growth a year that the target took when it was first stated, from the year "
                "named."
            )
        )
    if any(goal.is_ahead for goal in goals):
        notes.append(
            language.phrase(
                "Chance: that flows of this size and volatility would have as much by the deadline, or by "
                "the year named; below it in slow and in fast times of world trade."
            )
        )
    rates = [base_rate_words(way.base_rate, language) for goal in goals if (way := goal.projection)]
    notes += dict.fromkeys(rate for rate in rates if rate)
    caption = language.phrase("Stated targets, {unit}", unit=unit)
    return dense(Grid("targets", caption, headed(TARGETS, language), lines, notes=tuple(notes)))


def _target_cells(goal: LeagueRow, language: Language) -> tuple[Cell, ...]:
    record = goal.record
    if record is None:
        return ()
    base, required = record.base, record.required_growth_pct
    verdicts = (outcome_words(record, language), reporter_words(record, language))
    stood = (
        language.phrase("{value} in {year}", value=language.level(base.value), year=base.label)
        if base
        else ""
    )
    return (
        Cell(language.number(as_stated(record.value, record.value_text, record.qualifier))),
        deadline_cell(goal, language),
        Cell(record.first_stated_by),
        Cell(record.first_stated_on),
        Cell(str(record.restated or "")),
        Cell(stood),
        Cell(language.number(percent(required, sign=False)) if required is not None else ""),
        needed_cell(goal, language),
        chance_of(goal, language),
        Cell("; ".join(word for word in verdicts if word)),
        Cell(lineage_words(record, language)),
        source_cell(record.source),
    )


def deadline_cell(goal: LeagueRow, language: Language) -> Cell:
    """The year of a deadline, or that there is none."""
    deadline = goal.record.deadline if goal.record else None
    return Cell(str(deadline) if deadline else language.phrase("none"))


def needed_cell(goal: LeagueRow, language: Language) -> Cell:
    """`3.4 %`, or of a target without a deadline `6.4 %` to a year; empty for a target that is settled."""
    needed, way = goal.needed if goal.is_ahead else None, goal.projection
    if needed is None or way is None:
        return Cell("")
    has_deadline = goal.record is not None and goal.record.deadline is not None
    to = "" if has_deadline else language.phrase("to {year}", year=way.year_label(needed.by))
    return Cell(language.number(percent(needed.growth_pct, sign=False)), note=to)


def chance_of(goal: LeagueRow, language: Language) -> Cell:
    """`45 %` with its range, and by when where the target has no deadline that the outlook covers."""
    chance, way = goal.chance if goal.is_ahead else None, goal.projection
    if chance is None or way is None:
        return Cell("")
    middle, span = chance_parts(chance)
    is_due = chance.year == way.deadline_year
    by = "" if is_due else language.phrase("by {year}", year=way.year_label(chance.year))
    note = " ".join(word for word in (language.number(span), by) if word)
    return Cell(language.number(middle), note=note)


def figures_grid(section: Section, unit: str, language: Language) -> Grid | None:
    """Every figure with its status, the reason, its source, and what `check` asks about it."""
    figures = section.show.figures
    if not figures:
        return None
    told = reasons(figures, section.show.sums, language)
    why = dict(zip((row.place for row in figures), told, strict=True))
    ordered = sorted(figures, key=lambda row: (row.start + row.months, row.months, row.known_on, row.line))
    about: dict[int, list[Finding]] = {}
    for finding in section.findings:
        for line in dict.fromkeys(finding.lines):
            about.setdefault(line, []).append(finding)
    lines = tuple(
        Line(
            _figure_cells(row, why[row.place], language),
            findings=_asked(row, about.get(row.line, ()), language),
        )
        for row in ordered
    )
    caption = language.phrase("Every figure, {unit}", unit=unit)
    return Grid("figures", caption, headed(FIGURES, language), lines)


def _figure_cells(row: FigureRow, why: str, language: Language) -> tuple[Cell, ...]:
    who = (
        f"{row.stated_by} [{row.reporter}]"
        if row.reporter and row.stated_by
        else row.stated_by or row.reporter
    )
    growth = percent_as_stated(row.growth_pct) if row.growth_pct == row.growth_pct else ""
    return (
        Cell(str(row.line)),
        Cell(language.period(row.start, row.months) or language.phrase("no deadline")),
        Cell(language.number(quoted(row)) if row.value_text else ""),
        Cell(language.number(growth)),
        Cell(who),
        Cell(row.stated_on),
        Cell(
            language.phrase("{status}: {reason}", status=language.phrase(row.status), reason=why),
            note=row.note,
        ),
        source_cell(row.source),
    )


def _asked(row: FigureRow, findings: Sequence[Finding], language: Language) -> tuple[Question, ...]:
    """The findings about a figure: in full at the first line of each, in short at the others."""
    found = []
    for finding in findings:
        severity = language.phrase(finding.severity)
        if finding.lines[0] == row.line:
            message = f"{finding.message} [{finding.code}]"
            question = language.phrase(QUESTIONS[finding.code])
            about = language.phrase("{severity}: {question}.", severity=severity, question=question)
            found.append(Question(f"{severity}:" if language.is_english else about, message))
        else:
            words = "{severity} [{code}], see line {line}"
            told = language.phrase(words, severity=severity, code=finding.code, line=finding.lines[0])
            found.append(Question(told))
    return tuple(found)


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
