"""A briefing put into the words, tables, pictures and files of a page."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

from tradetrack.core.names import series_title, unit_words
from tradetrack.core.numerals import plain
from tradetrack.core.periods import period_label
from tradetrack.core.units import DEFAULT_UNIT
from tradetrack.core.vocabulary import BOUNDS
from tradetrack.render.page.league import league_grid, statuses
from tradetrack.render.page.pictures import picture_of
from tradetrack.render.page.tables import figures_grid, targets_grid, years_grid
from tradetrack.render.page.view import Page, Part, WhatIf
from tradetrack.render.page.words import bibtex, day_words, headline, method, page_title, takeaway
from tradetrack.render.text import exact_csv
from tradetrack.reports.briefing import Briefing, Section
from tradetrack.reports.common import left_out_words, no_total_words
from tradetrack.reports.records import annual_records, ledger_records
from tradetrack.reports.tables import Table

_SAFE = "!$()*+,-./:;=?@_~"  # they stand as they are in an address
_HOW = re.compile(r" \(\{\w+\}[^)]*\)|; \{\w+\}.*$")  # how a command would show it, which a page cannot
_DOUBLING = 7.2  # percent a year: the rate at which a level doubles in ten years


def page_of(briefing: Briefing, progress: Callable[[int], None] = lambda _: None, drawn: bool = True) -> Page:
    """The page of a briefing, with its charts if they are to be `drawn`; its `intro` is still Markdown."""
    ids = section_ids(briefing.sections)
    parts = []
    for section in briefing.sections:
        parts.append(_part(section, ids[section.series], drawn))
        progress(1)
    league = league_grid(briefing, ids)
    notes = [_for_readers(left_out_words(briefing.left_out))]
    notes += [_for_readers(no_total_words(pair)) for pair in briefing.without_total]
    return Page(
        title=page_title(briefing),
        headline=headline(briefing),
        intro=briefing.intro,
        facts=tuple(_facts(briefing)),
        league=league,
        statuses=statuses(league),
        parts=tuple(parts),
        method=tuple(method(briefing)),
        notes=tuple(note for note in notes if note),
        bibtex=bibtex(briefing),
        ledger_data=_data_address(ledger_records(briefing.figures)),
        years_data=_data_address(annual_records(briefing.figures.annual)),
    )


def section_ids(sections: tuple[Section, ...]) -> dict[int, str]:
    """A word of its own for each section, made of its pair: `CHN-RUS`, `CHN-RUS-services`."""
    found: dict[int, str] = {}
    for section in sections:
        words = [section.pair or "series"]
        words += [section.flow] if section.flow != "total" else []
        words += [section.scope] if section.scope else []
        name = "-".join(words)
        name = f"{name}-{section.unit.replace(' ', '-')}" if name in found.values() else name
        found[section.series] = name
    return found


def _facts(briefing: Briefing) -> list[tuple[str, str]]:
    count = len(briefing.figures.figures)
    facts = [
        ("As stated by", day_words(briefing.as_of) or "unknown: no figure has a date"),
        ("Ledger", briefing.ledger.name),
        ("SHA-256", briefing.ledger.sha256),
        ("Figures", f"{count:,}"),
        ("Version", f"tradetrack {briefing.version}"),
    ]
    return [(name, value) for name, value in facts if value]


def _for_readers(words: str) -> str:
    return _HOW.sub("", words)


def _part(section: Section, address: str, drawn: bool) -> Part:
    unit = unit_words(section.unit)
    title = series_title(section.pair, section.flow, section.scope)
    title += f", in {unit}" if section.unit != DEFAULT_UNIT else ""
    return Part(
        id=address,
        title=title,
        lead=takeaway(section),
        picture=picture_of(section, address) if drawn else None,
        what_if=_what_if(section),
        years=years_grid(section, unit),
        targets=targets_grid(section, unit),
        figures=figures_grid(section, unit),
        unit=unit,
    )


def _what_if(section: Section) -> WhatIf | None:
    """Where a rate of growth starts: from the latest year, towards the open targets above it."""
    latest = section.latest
    if latest is None or latest.qualifier in BOUNDS or latest.level <= 0:
        return None
    ahead = [goal.record for goal in section.goals if goal.is_ahead]
    targets = sorted({record.value for record in ahead if record.value > latest.level})
    growth = latest.computed_growth_pct
    rate = growth if growth == growth and -20 <= growth <= 50 else _DOUBLING
    return WhatIf(
        base=plain(latest.level),
        year=latest.year,
        label=period_label(latest.start, latest.months),
        first_month=latest.start % 12 + 1,
        targets=" ".join(map(plain, targets)),
        rate=f"{rate:.1f}",
    )


def _data_address(table: Table) -> str:
    """A table as an address that has the whole file in it."""
    return f"data:text/csv;charset=utf-8,{quote(exact_csv(table), safe=_SAFE)}"
