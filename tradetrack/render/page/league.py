"""The league table of a page: one row a series and target."""

from __future__ import annotations

from tradetrack.core.numerals import as_stated, level, percent, percent_as_stated, signed
from tradetrack.core.periods import year_label
from tradetrack.core.rows import AnnualRow, HeadlineRow
from tradetrack.core.units import DEFAULT_UNIT, scale_of
from tradetrack.core.vocabulary import KNOWN
from tradetrack.render.page.narrow import spark
from tradetrack.render.page.tables import chance_of, deadline_cell, dense, headed, needed_cell
from tradetrack.render.page.view import Cell, Column, Grid, Line
from tradetrack.reports.briefing import Briefing, Section
from tradetrack.reports.common import DIFFERS
from tradetrack.reports.language import Language
from tradetrack.reports.league_cells import series_name
from tradetrack.reports.league_result import LeagueResult, LeagueRow, Sum
from tradetrack.reports.league_table import DIGITS
from tradetrack.reports.outcome import outcome_words
from tradetrack.reports.status import quoted

NO_TARGET = "no target"
LEAGUE = (
    Column("Pair"),
    Column("Years"),
    Column("Latest", True),
    Column("Growth", True),
    Column("Year to date", True),
    Column("Its growth", True),
    Column("Target", True),
    Column("Deadline", True),
    Column("Growth needed", True),
    Column("5-year CAGR", True),
    Column("Chance", True),
    Column("Outcome"),
)


def league_grid(briefing: Briefing, ids: dict[int, str]) -> Grid:
    """The league table; `ids` are those of the sections, by series."""
    language = briefing.language
    lines = []
    for section in briefing.sections:
        line = spark(_levels(section))
        for row in (*section.goals, *(row for row in section.rows if row.record is None)):
            cells = _cells(row, ids[row.series], line, language)
            lines.append(Line(cells, keys=(("status", _status(row)),)))
            line = ""
    words = "Pairs and targets: what was traded, what each target needs, and how likely it is; {unit}"
    caption = language.phrase(words, unit=_unit_words(briefing.league, language))
    return dense(
        Grid(
            "league",
            caption,
            headed(LEAGUE, language),
            tuple(lines),
            _total(briefing.league, language),
            tuple(_notes(briefing.league, language)),
        )
    )


def _unit_words(league: LeagueResult, language: Language) -> str:
    """The unit of all rows; of several, the usual one, which the names of pairs leave out."""
    units = {row.unit for row in league}
    if len(units) == 1:
        return language.unit(units.pop())
    return language.phrase("{unit} where no other is named", unit=language.unit(DEFAULT_UNIT))


def statuses(grid: Grid, language: Language) -> tuple[tuple[str, str], ...]:
    """The outcomes that a league table has, for a filter, with their words."""
    found = dict.fromkeys(dict(line.keys)["status"] for line in grid.lines)
    return tuple((status, language.phrase(status)) for status in found)


def _status(row: LeagueRow) -> str:
    return row.record.outcome if row.record else NO_TARGET


def _levels(section: Section) -> list[tuple[float, float]]:
    return [(row.year, row.level) for row in section.show.annual if row.basis in KNOWN]


def _cells(row: LeagueRow, address: str, line: str, language: Language) -> tuple[Cell, ...]:
    record, cagr = row.record, row.cagr_5_pct
    name = series_name(row.pair, row.flow, row.scope, row.unit, language)
    aim = language.number(as_stated(record.value, record.value_text, record.qualifier)) if record else ""
    return (
        Cell(name, f"#{address}"),
        Cell("", markup=line),
        _level_cell(row.latest, language),
        _growth_cell(row.latest, language),
        _level_cell(row.to_date, language),
        _growth_cell(row.to_date, language),
        Cell(aim),
        deadline_cell(row, language) if record else Cell(""),
        needed_cell(row, language),
        Cell("" if cagr is None else language.number(percent(cagr))),
        chance_of(row, language),
        Cell(outcome_words(record, language) if record else language.phrase(NO_TARGET)),
    )


def _level_cell(row: AnnualRow | HeadlineRow | None, language: Language) -> Cell:
    """A level with the period below it, sorted by whole currency units where units differ."""
    if row is None:
        return Cell("")
    amount = "" if row.unit == DEFAULT_UNIT else f"{row.level * scale_of(row.series_unit) / 1e9:.12g}"
    return Cell(language.number(quoted(row)), value=amount, note=language.period(row.start, row.months))


def _growth_cell(row: AnnualRow | HeadlineRow | None, language: Language) -> Cell:
    """The growth of a level: computed, as a bound, as stated, or a year where years are missing."""
    if row is None:
        return Cell("")
    computed, stated = row.computed_growth_pct, row.stated_growth_pct
    known = language.number(percent_as_stated(stated)) if stated == stated else ""
    also = language.phrase("stated {rate}", rate=known.replace(" %", "\u00a0%")) if known else ""
    if computed == computed:
        rate = language.number(percent(computed))
        return Cell(rate, note=also if abs(stated - computed) > DIFFERS else "")
    if row.growth_bound:
        bound = signed(row.growth_bound, percent(row.growth_bound_pct))
        return Cell(language.number(bound), note=also)
    if also:
        return Cell(known, note=language.phrase("as stated"))
    if row.cagr_pct == row.cagr_pct:
        since = language.phrase("since {year}", year=year_label(int(row.cagr_since)))
        return Cell(language.number(percent(row.cagr_pct)), note=since)
    return Cell("")


def _total(league: LeagueResult, language: Language) -> tuple[Cell, ...]:
    """The sum of the latest years, and of the parts of a year where all series have the same."""
    total = league.total
    if total.latest is None:
        return ()
    of = language.number(f"{total.latest.series:,}")
    every = language.number(f"{total.series:,}")
    words = "Total of {number}" if of == every else "Total of {number} of {every}"
    return (
        Cell(language.phrase(words, number=of, every=every)),
        Cell(""),
        *_sum_cells(total.latest, language),
        *_sum_cells(total.to_date, language),
        *[Cell("")] * 6,
    )


def _sum_cells(total: Sum | None, language: Language) -> tuple[Cell, Cell]:
    if total is None:
        return Cell(""), Cell("")
    value = language.number(signed(total.qualifier, level(float(f"{total.value:.{DIGITS}g}"))))
    growth = "" if total.growth_pct is None else language.number(percent(total.growth_pct))
    return Cell(value, note=total.label), Cell(growth)


def _notes(league: LeagueResult, language: Language) -> list[str]:
    notes = [
        language.phrase(
            "Growth needed: a year, from the latest full year to the deadline, or to the year named. CAGR: "
            "the compound growth of the last five years. Chance: that flows of this size and volatility "
            "would have as much by the deadline, or by the year named; below it in slow and in fast times of "
            "world trade."
        )
    ]
    why = league.total.why_not
    return [*notes, language.phrase("No total: {why}.", why=language.phrase(why))] if why else notes
