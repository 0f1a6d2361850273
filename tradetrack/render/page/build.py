"""A briefing put into the words, tables, pictures and files of a page."""

from __future__ import annotations

import base64
import gzip
from collections.abc import Callable

from tradetrack.core.names import FLOW_WORDS
from tradetrack.core.numerals import plain
from tradetrack.core.units import DEFAULT_UNIT
from tradetrack.core.vocabulary import BOUNDS, TOTAL
from tradetrack.render.page.about import bibtex, facts, method, notes
from tradetrack.render.page.league import league_grid, statuses
from tradetrack.render.page.pictures import picture_of
from tradetrack.render.page.script_words import script_words
from tradetrack.render.page.tables import figures_grid, targets_grid, years_grid
from tradetrack.render.page.view import Page, Part, WhatIf
from tradetrack.render.page.words import headline, page_title, subject, takeaway
from tradetrack.render.text import exact_csv
from tradetrack.reports.briefing import Briefing, Section
from tradetrack.reports.language import Language
from tradetrack.reports.records import annual_records, ledger_records
from tradetrack.reports.tables import Table

_DOUBLING = 7.2  # percent a year: the rate at which a level doubles in ten years


def page_of(briefing: Briefing, progress: Callable[[int], None] = lambda _: None, drawn: bool = True) -> Page:
    """The page of a briefing, with its charts if they are to be `drawn`; its `intro` is still Markdown."""
    ids = section_ids(briefing.sections)
    parts = []
    for section in briefing.sections:
        parts.append(_part(section, ids[section.name.number], drawn, briefing.language))
        progress(1)
    league, language = league_grid(briefing, ids), briefing.language
    return Page(
        lang=language.code,
        words=script_words(language),
        title=page_title(briefing),
        headline=headline(briefing),
        intro=briefing.intro,
        facts=tuple(facts(briefing)),
        league=league,
        statuses=statuses(league, language),
        parts=tuple(parts),
        method=tuple(method(briefing)),
        notes=tuple(notes(briefing)),
        bibtex=bibtex(briefing),
        ledger_data=_data_address(ledger_records(briefing.figures)),
        years_data=_data_address(annual_records(briefing.figures.annual)),
    )


def section_ids(sections: tuple[Section, ...]) -> dict[int, str]:
    """A word of its own for each section, made of its pair: `CHN-RUS`, `CHN-RUS-services`."""
    found: dict[int, str] = {}
    for section in sections:
        own = section.name
        words = [own.pair or "series"]
        words += [own.flow] if own.flow != TOTAL else []
        words += [own.scope] if own.scope else []
        name = "-".join(words)
        name = f"{name}-{own.unit.replace(' ', '-')}" if name in found.values() else name
        found[own.number] = name
    return found


def _part(section: Section, address: str, drawn: bool, language: Language) -> Part:
    name = section.name
    unit = language.unit(name.unit)
    title = subject(section, language)
    if name.flow == TOTAL:
        title = language.phrase("{series}, {flow}", series=title, flow=language.phrase(FLOW_WORDS[TOTAL]))
    if name.unit != DEFAULT_UNIT:
        title = language.phrase("{series}, in {unit}", series=title, unit=unit)
    return Part(
        id=address,
        title=title,
        lead=takeaway(section, language),
        picture=picture_of(section, address, language) if drawn else None,
        what_if=_what_if(section, language),
        years=years_grid(section, unit, language),
        targets=targets_grid(section, unit, language),
        figures=figures_grid(section, unit, language),
        unit=unit,
    )


def _what_if(section: Section, language: Language) -> WhatIf | None:
    """Where a rate of growth starts: from the latest year, towards the open targets above it."""
    latest = section.latest
    if latest is None or latest.qualifier in BOUNDS or latest.level <= 0:
        return None
    ahead = [goal.target.value for goal in section.goals if goal.is_ahead and goal.target]
    targets = sorted({value for value in ahead if value > latest.level})
    growth = latest.computed_growth_pct
    rate = growth if growth == growth and -20 <= growth <= 50 else _DOUBLING
    return WhatIf(
        base=plain(latest.level),
        year=latest.year,
        label=language.period(latest.start, latest.months),
        first_month=latest.start % 12 + 1,
        targets=" ".join(map(plain, targets)),
        rate=f"{rate:.1f}",
    )


def _data_address(table: Table) -> str:
    """A table as an address that has the whole file in it, packed: it says once more what the page says."""
    packed = gzip.compress(exact_csv(table).encode(), mtime=0)
    return f"data:application/gzip;base64,{base64.b64encode(packed).decode()}"
