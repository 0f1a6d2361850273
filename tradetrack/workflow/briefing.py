"""The use case of a report: everything about some series as one frozen value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tradetrack.core.errors import RequestError

if TYPE_CHECKING:
    import pandas as pd

    from tradetrack.forecast.outlook import Outlook
    from tradetrack.forecast.projection import Projection
    from tradetrack.reports.briefing import Briefing, Ledger, Section
    from tradetrack.reports.chart_spec import ChartSpec
    from tradetrack.reports.chart_words import ChartWords
    from tradetrack.reports.check_result import CheckResult
    from tradetrack.reports.language import Language
    from tradetrack.reports.league_result import LeagueResult, LeagueRow
    from tradetrack.reports.results import ShowResult
    from tradetrack.series.analysis import Analysis
    from tradetrack.workflow import Question

MAX_SECTIONS = 300  # of a page: with more of them it is no file to hand on
MAX_FIGURES = 50_000  # each of them has a row: with more no browser is quick


def load_with_hash(source: str | None = None) -> tuple[pd.DataFrame, Ledger]:
    """The figures of a ledger with its name and the SHA-256 of its bytes. Raises as `load` does."""
    import hashlib

    from tradetrack.core.provenance import VERSIONS
    from tradetrack.ledger.location import asked_for, is_bundled, read_input
    from tradetrack.reports.briefing import Ledger
    from tradetrack.sources.ledger_file import parse

    name, data = read_input(source)
    bundled = asked_for(source)
    version = f" ({bundled} {VERSIONS[bundled]})" if is_bundled(bundled) else ""
    return parse(data, name), Ledger(f"{Path(name).name}{version}", hashlib.sha256(data).hexdigest())


def briefing(
    figures: pd.DataFrame,
    question: Question,
    ledger: Ledger,
    title: str = "",
    intro: str = "",
    language: Language | None = None,
) -> Briefing:
    """The briefing of the series that a question is about, in English or another language.

    Raises RequestError where there is no figure, or more than MAX_SECTIONS series or MAX_FIGURES figures.
    """
    from tradetrack import __version__, workflow
    from tradetrack.forecast.reference import shipped_vintage
    from tradetrack.reports.briefing import Briefing
    from tradetrack.reports.chart_words import ChartWords
    from tradetrack.reports.language import ENGLISH

    analysis = workflow.ask(figures, question)
    shown = workflow.show(analysis, question)
    _require_room(analysis, len(shown.figures))
    found = workflow.check(figures, ledger.name)
    words = ChartWords(language=language or ENGLISH)
    league, outlooks = _league(analysis, question)
    return Briefing(
        title=title,
        intro=intro,
        version=__version__,
        ledger=ledger,
        as_of=analysis.day,
        vintage=shipped_vintage(),
        league=league,
        sections=tuple(_sections(analysis, league, outlooks, question, shown, found, words)),
        figures=shown,
        language=words.language,
        left_out=tuple(analysis.left_out),
        without_total=tuple(analysis.without_total),
    )


def _sections(
    analysis: Analysis,
    league: LeagueResult,
    outlooks: dict[int, Outlook],
    question: Question,
    shown: ShowResult,
    found: CheckResult,
    words: ChartWords,
) -> Iterator[Section]:
    """A section a series, in the order of the league."""
    from tradetrack.reports.briefing import show_by_series
    from tradetrack.reports.common import by_series
    from tradetrack.series.of_one import of_one_series

    by_number = show_by_series(shown)
    for series, rows in by_series(league).items():
        view = of_one_series(analysis, series)
        ways = [row.projection for row in rows if row.projection]
        chart = _chart(view, ways, outlooks.get(series), question, words)
        yield _section(view, tuple(rows), by_number.get(series), found, chart)


def _require_room(analysis: Analysis, figures: int) -> None:
    """That a page has room for the series and so many figures of them. Raises RequestError."""
    from tradetrack.series.of_one import series_names

    count = len(list(series_names(analysis)))
    if not 0 < count <= MAX_SECTIONS:
        raise RequestError(_refusal(analysis, count))
    if figures > MAX_FIGURES:
        way_out = "choose some with {pair}, or years with {since}"
        raise RequestError(f"a page has room for {MAX_FIGURES:,} figures, not for {figures:,}; {way_out}")


def _refusal(analysis: Analysis, count: int) -> str:
    """Why there is no page of these series."""
    from tradetrack.reports.common import left_out_words, no_total_words

    if count:
        return f"a page has room for {MAX_SECTIONS} series, not for {count:,}; choose some with {{pair}}"
    reasons = [no_total_words(pair) for pair in analysis.without_total]
    reasons += [words] if (words := left_out_words(analysis.left_out)) else []
    return ". ".join(["nothing to report: no figure in this view", *reasons])


def _league(analysis: Analysis, question: Question) -> tuple[LeagueResult, dict[int, Outlook]]:
    """All series and targets, the open ones with their chances, and by series the outlook itself."""
    from tradetrack.forecast.base_rate import with_base_rates
    from tradetrack.forecast.project import project
    from tradetrack.forecast.target_outlook import series_outlooks, with_outlooks
    from tradetrack.reports.league import Asked, league_result
    from tradetrack.reports.league_view import LeagueView
    from tradetrack.series.outcome import OPEN

    records = analysis.wanted_targets(settled=True)
    ahead = project(analysis, [record for record in records if record.outcome == OPEN])
    settled = project(analysis, [record for record in records if record.outcome != OPEN])
    ways = with_base_rates(with_outlooks(ahead, analysis), analysis.day)
    asked = Asked([*ways, *settled], question.since, question.until, every=True)
    return league_result(analysis, LeagueView(), asked), series_outlooks(analysis, ahead)


def _section(
    view: Analysis,
    league: tuple[LeagueRow, ...],
    shown: ShowResult | None,
    found: CheckResult,
    chart: ChartSpec | None,
) -> Section:
    from tradetrack.core import schema
    from tradetrack.core.lazy import Rows
    from tradetrack.core.rows import FigureRow
    from tradetrack.reports.briefing import Section, findings_about
    from tradetrack.reports.results import ShowResult

    figures = Rows(view.figures, FigureRow)
    shown = shown or ShowResult(figures, (), (), (), ())
    if not shown.figures:  # a series of sums alone
        shown = replace(shown, figures=figures)
    findings = findings_about(found, {*shown.figures.frame[schema.LINE].tolist()})
    return Section(league, shown, findings, chart)


def _chart(
    view: Analysis,
    projections: Sequence[Projection],
    outlook: Outlook | None,
    question: Question,
    words: ChartWords,
) -> ChartSpec | None:
    """The chart of a series with its open targets, or else with the settled ones; None without a level."""
    from tradetrack.reports.chart import chart_spec

    shown = [one for one in projections if one.outlook] or projections
    try:
        return chart_spec(view, shown, outlook, question.since, question.until, words)
    except RequestError:
        return None
