"""Parts of a page for other places: a fragment for a CMS or an e-mail, and one chart to embed."""

from __future__ import annotations

from tradetrack.core.errors import RequestError
from tradetrack.render.page.build import page_of
from tradetrack.render.page.document import asset, environment, markdown, policy, trusted
from tradetrack.render.page.view import Cell, Grid, Page, source_cell
from tradetrack.reports.briefing import Briefing, Section
from tradetrack.reports.language import Language

MAX_FRAGMENT = 102_000  # bytes: mail readers cut what is longer
_MAX_CHARTS = 20  # of more there is no room for all
_LEFT_OUT = ("Years", "Year to date", "Its growth", "5-year CAGR")  # columns that a mail has no room for
_SOURCES = 3  # that are linked below a chart


def fragment_html(briefing: Briefing) -> str:
    """The headline, the league table and the charts as markup without a head, shorter than MAX_FRAGMENT.

    Where all of it is too long, first the charts are left out, then the last rows, and a line says so. Raises
    AccessError where a package is missing.
    """
    page = page_of(briefing, drawn=len(briefing.sections) <= _MAX_CHARTS)
    page = page._replace(intro=markdown(briefing.intro))
    league = _narrowed(page.league)
    rows = len(league.lines)
    tries = [(page.parts, rows), (tuple(part._replace(picture=None) for part in page.parts), rows)]
    tries += [((), rows - rows * step // 10) for step in range(11)]
    for parts, kept in tries:
        markup = _fragment(
            page._replace(parts=parts),
            league._replace(lines=league.lines[:kept]),
            rows - kept,
            briefing.language,
        )
        if len(markup.encode()) < MAX_FRAGMENT:
            return markup
    raise RequestError(f"a fragment of less than {MAX_FRAGMENT:,} bytes has no room for this", "intro")


def _fragment(page: Page, league: Grid, left: int, language: Language) -> str:
    words = ("{number} more row in the full report.", "{number} more rows in the full report.")
    told = language.counted(*words, left) if left else ""
    template = environment().get_template("fragment.html")
    return template.render(page=page, parts=page.parts, league=league, left=told, t=language.phrase) + "\n"


def _narrowed(grid: Grid) -> Grid:
    kept = [place for place, column in enumerate(grid.columns) if column.key not in _LEFT_OUT]
    return grid._replace(
        columns=tuple(grid.columns[place] for place in kept),
        lines=tuple(line._replace(cells=tuple(line.cells[place] for place in kept)) for line in grid.lines),
        foot=(),
    )


def embed_html(briefing: Briefing) -> str:
    """One chart with its caption and its sources as a small page, to stand in a frame of another.

    Raises RequestError unless the briefing is about one series that has a chart, and AccessError where a
    package is missing.
    """
    if len(briefing.sections) != 1:
        raise RequestError(f"an embed has room for one series, not for {len(briefing.sections)}", "pair")
    (part,) = page_of(briefing).parts
    if part.picture is None:
        raise RequestError("nothing to draw: no level of a year or of a part of one in this view")
    style = asset("style.css")
    markup = (
        environment()
        .get_template("embed.html")
        .render(
            part=part,
            sources=_sources(briefing.sections[0]),
            version=briefing.version,
            lang=briefing.language.code,
            t=briefing.language.phrase,
            style=trusted(style),
            policy=policy(style),
        )
    )
    return markup + "\n"


def _sources(section: Section) -> list[Cell]:
    """The sources of the latest year and of the targets ahead that are addresses."""
    latest, goals = section.latest, [goal for goal in section.goals if goal.is_ahead]
    ahead = [record.source for goal in goals if (record := goal.record)]
    cells = [source_cell(source) for source in ([latest.source] if latest else []) + ahead]
    return [cell for cell in dict.fromkeys(cells) if cell.href][:_SOURCES]
