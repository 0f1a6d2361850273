"""`chart`: what stands in the picture, in words and numbers; how it is drawn is not known here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from tradetrack.core import schema
from tradetrack.core.errors import RequestError
from tradetrack.core.names import FLOW_WORDS
from tradetrack.core.provenance import Provenance
from tradetrack.core.rows import AnnualRow, HeadlineRow, rows
from tradetrack.core.vocabulary import BOUNDS, IMPLIED, KNOWN, NOWCAST, REPORTED, TOTAL
from tradetrack.forecast.outlook import Outlook
from tradetrack.forecast.projection import Projection
from tradetrack.reports.chances import MIN_REVERSAL
from tradetrack.reports.chart_parts import chart_parts
from tradetrack.reports.chart_paths import MAX_YEARS_AHEAD, path_lines
from tradetrack.reports.chart_spec import ChartSpec, NowcastPoint, OutlookBands, Point
from tradetrack.reports.chart_targets import target_lines
from tradetrack.reports.chart_words import NO_WORDS, ChartWords, with_labels
from tradetrack.reports.common import left_out_words, no_total_words
from tradetrack.reports.language import Language
from tradetrack.reports.results import YearFloor
from tradetrack.reports.status import estimated, quoted
from tradetrack.reports.year_floors import year_floors
from tradetrack.series.analysis import Analysis
from tradetrack.series.view import narrowed

MIN_YEARS_AHEAD = 5  # at least so many years after the base are drawn
MAX_SOURCES = 3
BAND = 0.8  # the interval of the outlook


def chart_spec(
    analysis: Analysis,
    projections: Sequence[Projection],
    outlook: Outlook | None = None,
    since: int | None = None,
    until: int | None = None,
    words: ChartWords = NO_WORDS,
    settled: int = 0,
) -> ChartSpec:
    """What the chart of one series says, in whose words; `settled` is the number of targets not drawn.

    Raises RequestError where there is no figure to draw, or more than one series.
    """
    figures = _figures(analysis, since, until)
    annual, heads = (narrowed(part, since, until) for part in (analysis.annual, analysis.headlines))
    years, first = list(rows(annual, AnnualRow)), next(rows(heads, HeadlineRow))
    known = [row for row in years if row.basis in KNOWN]
    month, language = int(analysis.chosen.first_month.get(first.series, 0)), words.language
    partial, runs = chart_parts(analysis.parts(heads, annual), heads, month, bool(known), language)
    day = int(analysis.chosen.figures[schema.KNOWN_ON].max())
    spec = ChartSpec(
        title=_title(first, projections, language) if words.title is None else words.title,
        subtitle=subtitle_of(first, day, language) if words.subtitle is None else words.subtitle,
        foot=foot_of(figures, language, analysis.data),
        full=tuple(point_of(row, language) for row in known),
        partial=partial,
        implied=tuple(_implied(row, language) for row in years if row.basis == IMPLIED),
        base=_base(projections, years, language),
        targets=target_lines(projections, language),
        paths=path_lines(projections, words),
        first_month=month + 1,
        years_ahead=(MIN_YEARS_AHEAD, MAX_YEARS_AHEAD),
        nowcast=next((_nowcast(row, language) for row in years if row.basis == NOWCAST), None),
        outlook=_outlook(outlook, language),
        left_out=left_out_words(analysis.left_out, settled),
        runs=runs,
        floors=tuple(_floor(floor, language) for floor in year_floors(analysis, since, until)),
        language=language,
    )
    return with_labels(_with_points(spec), words.labels)


def _with_points(spec: ChartSpec) -> ChartSpec:
    """The spec. Raises RequestError where it has no level."""
    if not spec.points:
        raise RequestError("nothing to draw: no level of a year or of a part of one in this view")
    return spec


def _figures(analysis: Analysis, since: int | None, until: int | None) -> pd.DataFrame:
    """The reported figures behind the view. Raises RequestError unless they are those of one series."""
    heads = narrowed(analysis.headlines, since, until)
    figures = narrowed(analysis.figures, since, until)
    figures = figures[(figures[schema.KIND] == REPORTED).to_numpy()]
    if not len(heads):
        reasons = [no_total_words(pair) for pair in analysis.without_total]
        reasons += [words] if (words := left_out_words(analysis.left_out)) else []
        raise RequestError(". ".join(["nothing to draw: no figure in this view", *reasons]))
    series = sorted({*heads[schema.SERIES].tolist(), *figures[schema.SERIES].tolist()})
    if len(series) > 1:
        raise RequestError("the ledger has several series; name one", _told_apart_by(heads))
    if len(figures):
        return figures
    behind = narrowed(analysis.chosen.figures, since, until)  # a total made of exports and imports
    return behind[(behind[schema.KIND] == REPORTED).to_numpy()]


def _told_apart_by(heads: pd.DataFrame) -> str:
    """The parameter that tells the series of a view apart."""
    columns = {"pair": schema.SERIES_PAIR, "flow": schema.SERIES_FLOW, "scope": schema.SCOPE}
    return next((name for name, column in columns.items() if heads[column].nunique() > 1), "currency")


def _title(row: HeadlineRow, projections: Sequence[Projection], language: Language) -> str:
    what = language.subject(row.series_pair, row.series_flow, row.scope)
    if not projections:
        return what
    if row.series_flow == TOTAL:
        return language.counted(
            "{series} and its target", "{series} and its targets", len(projections), series=what
        )
    return language.counted(
        "{series} and their target", "{series} and their targets", len(projections), series=what
    )


def subtitle_of(row: HeadlineRow, day: int, language: Language) -> str:
    """What is counted, in which unit, and by when it had been stated."""
    flow, unit = language.phrase(FLOW_WORDS[row.series_flow]), language.unit(row.series_unit)
    words = language.phrase("{what}, {unit} a year", what=flow, unit=unit)
    return language.phrase("{what}; as stated by {day}", what=words, day=language.day(day)) if day else words


def _implied(row: AnnualRow, language: Language) -> Point:
    label = language.phrase("{year}, implied", year=row.label)
    return Point(row.year, row.level, row.qualifier, label, row.label)


def _outlook(outlook: Outlook | None, language: Language) -> OutlookBands | None:
    """What flows like this would do from the base on: the middle, its interval, and the range of the eras."""
    if outlook is None:
        return None

    def line(levels: Iterable[float]) -> tuple[float, ...]:
        return (outlook.base, *(float(level) for level in levels))

    interval = tuple(line(end) for end in outlook.interval(BAND))
    slow, fast = line(outlook.quantile(0.5, "slow")), line(outlook.quantile(0.5, "fast"))
    has_eras = fast[-1] > slow[-1]
    jumped = outlook.reversal_pct >= MIN_REVERSAL
    return OutlookBands(
        years=(outlook.base_year, *outlook.years),
        median=line(outlook.quantile(0.5)),
        bands=((interval[0], interval[1]), *(((slow, fast),) if has_eras else ())),
        label=_outlook_words(jumped, has_eras, language),
    )


def _outlook_words(jumped: bool, has_eras: bool, language: Language) -> str:
    middle = language.phrase(
        "outlook: the middle of flows like this after a jump"
        if jumped
        else "outlook: the middle of flows like this"
    )
    shades = language.phrase(
        "darker: the middle in slow to fast times; lighter: 80 %" if has_eras else "80 % of flows"
    )
    return f"{middle}; {shades}"


def _floor(floor: YearFloor, language: Language) -> Point:
    """What is known at least of a year, as a lower bound."""
    value = language.level(floor.level)
    label = language.phrase("at least {value} in {year}", value=value, year=floor.label)
    return Point(floor.year, floor.level, BOUNDS[0], label, floor.label)


def _nowcast(row: AnnualRow, language: Language) -> NowcastPoint:
    value = language.number(estimated(row))
    words = language.phrase("{value} in {year}, estimated", value=value, year=row.label)
    interval = (row.low_80, row.high_80) if row.low_80 == row.low_80 else None
    return NowcastPoint(Point(row.year, row.level, row.qualifier, words), interval)


def point_of(row: AnnualRow, language: Language) -> Point:
    """A year at its place, with its level in words."""
    value = language.number(quoted(row))
    label = language.phrase("{value} in {year}", value=value, year=row.label)
    label += "" if row.basis == REPORTED else f", {language.phrase(row.basis)}"
    return Point(row.year, row.level, row.qualifier, label, row.label)


def _base(projections: Sequence[Projection], years: Sequence[AnnualRow], language: Language) -> Point | None:
    """The point to name and to start paths from: the projections' base, else the latest full year."""
    wanted = [(projection.base.year, projection.base.basis) for projection in projections] or None
    starts = [r for r in years if (r.basis in KNOWN if wanted is None else (r.year, r.basis) in wanted)]
    if not starts:
        return None
    last = starts[-1]
    if last.basis == NOWCAST:
        return Point(last.year, last.level, last.qualifier, "")
    return point_of(last, language)


def foot_of(figures: pd.DataFrame, language: Language, data: Provenance | None) -> str:
    """Who stated the figures, and which bundled ledger has them."""
    sources = _sources(figures, language)
    return language.phrase("{sources}. Data: {data}", sources=sources, data=data) if data else sources


def _sources(figures: pd.DataFrame, language: Language) -> str:
    """Who stated the figures: the most frequent first, the rest counted."""
    who = figures[schema.STATED_BY].replace("", pd.NA).dropna()
    counts = who.value_counts().sort_index()
    names = list(counts.sort_values(ascending=False, kind="stable").index)
    count = language.counted("{number} figure", "{number} figures", len(figures))
    if not names:
        return language.phrase("{count}, sources not stated", count=count)
    rest = len(names) - MAX_SOURCES
    more = [language.counted("{number} more", "{number} more", rest)] if rest > 0 else []
    sources = language.listed([*names[:MAX_SOURCES], *more])
    return language.phrase("Sources: {names} ({count})", names=sources, count=count)
