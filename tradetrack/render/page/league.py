"""The league table of a page: one row a series and target."""

from __future__ import annotations

from collections.abc import Sequence

from tradetrack.core.economies import BLOCS
from tradetrack.core.numerals import as_stated, estimate, percent, percent_as_stated, signed
from tradetrack.core.periods import period_label, year_label
from tradetrack.core.rows import AnnualRow, HeadlineRow
from tradetrack.core.units import DEFAULT_UNIT, scale_of
from tradetrack.core.vocabulary import BOUNDS, KNOWN
from tradetrack.render.page.narrow import spark
from tradetrack.render.page.tables import chance_of, dense, needed_cell
from tradetrack.render.page.view import Cell, Column, Grid, Line
from tradetrack.reports.briefing import Briefing, LeagueRow, Section
from tradetrack.reports.common import DIFFERS
from tradetrack.reports.league_cells import series_name
from tradetrack.reports.outcome import outcome_words
from tradetrack.reports.status import quoted

NO_TARGET = "no target"
_COLUMNS = (
    Column("Pair"),
    Column("Years"),
    Column("Latest", True),
    Column("Growth", True),
    Column("Target", True),
    Column("Deadline", True),
    Column("Growth needed", True),
    Column("5-year CAGR", True),
    Column("Chance", True),
    Column("Outcome"),
    Column("Year to date", True),
    Column("Its growth", True),
)
_NOTE = (
    "Growth needed: a year, from the latest full year to the deadline, or to the year named. CAGR: the "
    "compound growth of the last five years. Chance: that flows of this size and volatility would have as "
    "much by the deadline, or by the year named; below it in slow and in fast times of world trade."
)


def league_grid(briefing: Briefing, ids: dict[int, str]) -> Grid:
    """The league table; `ids` are those of the sections, by series."""
    sections = {section.series: section for section in briefing.sections}
    seen: dict[int, str] = {}
    lines = []
    for row in briefing.league:
        section = sections[row.series]
        line = seen.setdefault(row.series, spark(_levels(section))) if row.series not in seen else ""
        lines.append(Line(_cells(row, section, ids[row.series], line), keys=(("status", _status(row)),)))
    caption = "Pairs and targets: what was traded, what each target needs, and how likely it is"
    return dense(Grid("league", caption, _COLUMNS, tuple(lines), _total(briefing.sections), (_NOTE,)))


def statuses(grid: Grid) -> tuple[str, ...]:
    """The outcomes that a league table has, for a filter."""
    return tuple(dict.fromkeys(dict(line.keys)["status"] for line in grid.lines))


def _status(row: LeagueRow) -> str:
    return row.goal.record.outcome if row.goal else NO_TARGET


def _levels(section: Section) -> list[tuple[float, float]]:
    return [(row.year, row.level) for row in section.show.annual if row.basis in KNOWN]


def _cells(row: LeagueRow, section: Section, address: str, line: str) -> tuple[Cell, ...]:
    latest, to_date, goal = row.latest, row.to_date, row.goal
    name = series_name(section.pair, section.flow, section.scope, section.unit)
    record = goal.record if goal else None
    return (
        Cell(name, f"#{address}"),
        Cell("", markup=line),
        _level_cell(latest),
        _growth_cell(latest),
        Cell(as_stated(record.value, record.value_text, record.qualifier) if record else ""),
        Cell(str(record.deadline or "none") if record else ""),
        needed_cell(goal) if goal else Cell(""),
        Cell(percent(row.cagr_pct) if row.cagr_pct == row.cagr_pct else ""),
        chance_of(goal) if goal else Cell(""),
        Cell(outcome_words(record) if record else NO_TARGET),
        _level_cell(to_date),
        _growth_cell(to_date),
    )


def _level_cell(row: AnnualRow | HeadlineRow | None) -> Cell:
    """A level with the period below it, sorted by whole currency units where units differ."""
    if row is None:
        return Cell("")
    amount = "" if row.unit == DEFAULT_UNIT else f"{row.level * scale_of(row.series_unit) / 1e9:.12g}"
    return Cell(quoted(row), value=amount, note=period_label(row.start, row.months))


def _growth_cell(row: AnnualRow | HeadlineRow | None) -> Cell:
    """The growth of a level: computed, as a bound, as stated, or a year where years are missing."""
    if row is None:
        return Cell("")
    computed, stated = row.computed_growth_pct, row.stated_growth_pct
    also = f"stated {percent_as_stated(stated)}" if stated == stated else ""
    if computed == computed:
        return Cell(percent(computed), note=also if abs(stated - computed) > DIFFERS else "")
    if row.growth_bound:
        return Cell(signed(row.growth_bound, percent(row.growth_bound_pct)), note=also)
    if also:
        return Cell(percent_as_stated(stated), note="as stated")
    if row.cagr_pct == row.cagr_pct:
        return Cell(percent(row.cagr_pct), note=f"since {year_label(int(row.cagr_since))}")
    return Cell("")


def _total(sections: Sequence[Section]) -> tuple[Cell, ...]:
    """The sum of the latest years, where units, flows and scopes agree and no bloc counts a pair twice."""
    known = [section for section in sections if section.latest and section.latest.qualifier not in BOUNDS]
    kinds = {(section.unit, section.flow, section.scope) for section in sections}
    economies = {code for section in sections for code in section.pair.split("-")}
    if len(known) < 2 or len(kinds) != 1 or economies & {*BLOCS}:
        return ()
    latest = [section.latest for section in known if section.latest]
    first, last = min(row.year for row in latest), max(row.year for row in latest)
    years = str(first) if first == last else f"{first}-{last}"
    words = f"Sum of {len(known)} pairs"
    total = estimate(sum(row.level for row in latest))
    return (Cell(words), Cell(""), Cell(total, note=years), *[Cell("")] * (len(_COLUMNS) - 3))
