"""The tables of one series: its periods, and every figure with the reason of its status."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from tradetrack.core.lazy import Rows
from tradetrack.core.numerals import estimate, percent_as_stated
from tradetrack.core.periods import YEAR, period_label, year_label
from tradetrack.core.rows import AnnualRow, FigureRow, HeadlineRow
from tradetrack.core.schema import SOURCE, STATUS
from tradetrack.core.vocabulary import (
    IMPLIED,
    KNOWN,
    NOWCAST,
    OTHER_REPORTER,
    REPORTED,
    ROUNDED,
    SUPERSEDED,
)
from tradetrack.reports.beside import Others, Statement
from tradetrack.reports.common import Sources, growth_words
from tradetrack.reports.language import ENGLISH, Language
from tradetrack.reports.status import basis_words, estimate_digits, estimated, implied, quoted, reasons
from tradetrack.reports.tables import Cell, Column, Table
from tradetrack.series import nowcast

ALSO = 2  # other statements of a period that are named; the rest are counted

ESTIMATES = {
    nowcast.SHARE: "{months}, by their share of past years",
    nowcast.BY_GROWTH: "{year} times the growth stated for {months}",
    nowcast.PRO_RATA: "{months} pro rata",
}
_BRIEF = {"disagrees": "differs"}
_STATED_NOTE = "s  as stated; nothing in this ledger allows computing it"
_PERIODS = (
    Column("Period", keep=True),
    Column("Value", number=True),
    Column("Growth"),
    Column("Stated by"),
    Column("On", keep=True),
    Column("Source", keep=True),
    Column("Also stated"),
)
_NARROW = tuple(column for column in _PERIODS if column.name != "Source")
_FIGURES = (
    Column("Line", number=True),
    Column("Period", keep=True),
    Column("Value", number=True),
    Column("Growth", number=True),
    Column("Reporter", keep=True),
    Column("Stated by"),
    Column("On", keep=True),
    Column("Status"),
    Column("Why"),
    Column("Source", keep=True),
)


def period_table(
    years: Sequence[AnnualRow],
    parts: Sequence[HeadlineRow],
    figures: Rows[FigureRow],
    sources: Sources,
    title: str,
    aside: str,
    more: Sequence[str] = (),
    language: Language = ENGLISH,
) -> Table:
    """One row a year, and one for each part of a year that is shown; `more` are notes.

    The cells and notes are in the language; the headings, and all of the narrow table, are in English.
    """
    both: list[AnnualRow | HeadlineRow] = [*years, *parts]
    shown = sorted(both, key=lambda row: (row.start + row.months, row.months))
    others = Others(figures)
    cells = [_row(row, others, sources, language) for row in shown]
    notes = [_nowcast_note(row, language) for row in years if row.basis == NOWCAST]
    if any(_shows_stated_alone(row) for row in shown):
        notes.append(language.phrase(_STATED_NOTE))
    return _table(shown, cells, others, sources, (title, aside), [*notes, *more])


def rhythm_table(
    periods: Sequence[HeadlineRow],
    figures: Rows[FigureRow],
    sources: Sources,
    title: str,
    aside: str,
    more: Sequence[str] = (),
    label: Callable[[int, int], str] = period_label,
) -> Table:
    """One row a period of one rhythm, each beside that of the year before."""
    others = Others(figures)
    cells = [
        [label(row.start, row.months), *_period_row(row, others.of(row.headline), sources, ENGLISH)[1:]]
        for row in periods
    ]
    notes = [_STATED_NOTE] if any(_shows_stated_alone(row) for row in periods) else []
    return _table(periods, cells, others, sources, (title, aside), [*notes, *more])


def _table(
    shown: Sequence[AnnualRow | HeadlineRow],
    cells: Sequence[Sequence[Cell]],
    others: Others,
    sources: Sources,
    heading: tuple[str, str],
    notes: Sequence[str],
) -> Table:
    """The table, and what it is on a narrow screen: each source beside its author, and fewer words."""
    narrow: list[list[Cell]] = []
    for row, (label, value, growth, author, day, mark, also) in zip(shown, cells, strict=True):
        brief_growth = growth_words(row, brief=True) if growth else ""
        brief_also = _also(others.of(row.headline), sources, brief=True) if also else ""
        who = str(author).partition(" (")[0]
        narrow.append([label, value, brief_growth, f"{who} {mark}".strip(), day, brief_also])
    return Table(_PERIODS, cells, *heading, notes, Table(_NARROW, narrow))


def _row(row: AnnualRow | HeadlineRow, others: Others, sources: Sources, language: Language) -> list[Cell]:
    if isinstance(row, AnnualRow) and row.basis == IMPLIED:
        return _implied_row(row, language)
    if isinstance(row, AnnualRow) and row.basis == NOWCAST:
        value = language.number(estimated(row))
        return [row.label, value, "", language.phrase("estimated"), "", "", ""]
    return _period_row(row, others.of(row.headline), sources, language)


def _shows_stated_alone(row: AnnualRow | HeadlineRow) -> bool:
    """Whether the growth of a row is the stated one, which nothing in the ledger allows computing."""
    if row.basis not in KNOWN:
        return False
    return not math.isnan(row.stated_growth_pct) and math.isnan(row.computed_growth_pct)


def _period_row(
    row: AnnualRow | HeadlineRow, others: Rows[Statement], sources: Sources, language: Language
) -> list[Cell]:
    return [
        language.period(row.start, row.months),
        language.number(quoted(row)),
        growth_words(row, language=language),
        row.stated_by if row.basis == REPORTED else basis_words(row, language),
        row.stated_on,
        sources.mark(row.source),
        _also(others, sources, language=language),
    ]


def _implied_row(row: AnnualRow, language: Language) -> list[Cell]:
    by = language.phrase(
        "implied by {year}'s {rate}",
        year=year_label(row.start + YEAR),
        rate=language.number(percent_as_stated(row.implied_pct, sign=False)),
    )
    return [row.label, language.number(implied(row)), "", by, "", "", ""]


def _nowcast_note(row: AnnualRow, language: Language) -> str:
    """How the estimate of the current year was made, and its interval."""
    months = language.period(row.start, int(row.from_months))
    how = language.phrase(ESTIMATES[row.method], months=months, year=row.year - 1)
    if row.low_80 != row.low_80:
        return language.phrase("{year} is estimated: {how}", year=row.label, how=how)
    low, high = (language.number(estimate(end, estimate_digits(row))) for end in (row.low_80, row.high_80))
    words = "{year} is estimated: {how}; 80 %: {low} to {high}"
    return language.phrase(words, year=row.label, how=how, low=low, high=high)


def _also(
    others: Rows[Statement], sources: Sources, brief: bool = False, language: Language = ENGLISH
) -> str:
    """What else was stated for a period, each value once: what disagrees first, what agrees counted.

    A `brief` list names one value.
    """
    if not others:
        return ""
    if brief:
        value, verdict, source = _named(others[0], language)
        named = [f"{value} {_BRIEF.get(verdict, verdict)} {sources.mark(source)}".strip()]
        return ", ".join([*named, *([f"{len(others) - 1} more"] if len(others) > 1 else [])])
    agreed = int((others.frame[STATUS] == ROUNDED).sum())
    if agreed > 1:
        others = others[: len(others) - agreed]
    for source in others.frame[SOURCE].unique().tolist():
        sources.mark(source)
    named = [
        f"{value} ({verdict}) {sources.mark(source)}".strip()
        for value, verdict, source in (_named(row, language) for row in others[:ALSO])
    ]
    more = len(others) - ALSO
    rest = [language.counted("{number} more", "{number} more", more)] if more > 0 else []
    agree = [language.counted("{number} agrees", "{number} agree", agreed)] if agreed > 1 else []
    return ", ".join(named + rest + agree)


def _named(row: Statement, language: Language) -> tuple[str, str, str]:
    """The value of another statement, the verdict on it, and its source."""
    verdict = {
        OTHER_REPORTER: row.reporter,
        SUPERSEDED: language.phrase("before"),
        ROUNDED: language.phrase("agrees"),
    }.get(row.status, language.phrase("disagrees"))
    return language.number(quoted(row)), verdict, row.source


def figure_table(
    figures: Sequence[FigureRow], sums: Sequence[HeadlineRow], sources: Sources, title: str, aside: str
) -> Table:
    """Every figure with its status and the reason."""
    why = dict(zip((row.place for row in figures), reasons(figures, sums), strict=True))
    ordered = sorted(figures, key=lambda row: (row.start + row.months, row.months, row.known_on, row.line))
    cells: list[list[Cell]] = [
        [
            row.line,
            period_label(row.start, row.months) or "no deadline",
            quoted(row) if row.value_text else "",
            percent_as_stated(row.growth_pct) if row.growth_pct == row.growth_pct else "",
            row.reporter,
            row.stated_by,
            row.stated_on,
            row.status,
            why[row.place],
            sources.mark(row.source),
        ]
        for row in ordered
    ]
    return Table(_FIGURES, cells, title, aside)
