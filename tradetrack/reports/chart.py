"""`chart`: what stands in the picture, in words and numbers; how it is drawn is not known here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import shorten

import pandas as pd

from tradetrack.core import schema
from tradetrack.core.errors import RequestError
from tradetrack.core.names import FLOW_WORDS, series_subject, unit_words
from tradetrack.core.numerals import as_stated, level, listed, ordinal_day
from tradetrack.core.periods import MONTH_NAMES, YEAR, period_label
from tradetrack.core.provenance import Provenance
from tradetrack.core.rows import AnnualRow, HeadlineRow, rows
from tradetrack.core.vocabulary import BOUNDS, IMPLIED, KNOWN, NOWCAST, REPORTED, TOTAL
from tradetrack.forecast.outlook import Outlook
from tradetrack.forecast.projection import Projection
from tradetrack.reports.chances import MIN_REVERSAL
from tradetrack.reports.chart_parts import chart_parts
from tradetrack.reports.chart_paths import MAX_YEARS_AHEAD, path_lines
from tradetrack.reports.chart_spec import ChartSpec, NowcastPoint, OutlookBands, Point, TargetLine
from tradetrack.reports.common import left_out_words, no_total_words
from tradetrack.reports.results import YearFloor
from tradetrack.reports.status import estimated, quoted
from tradetrack.reports.year_floors import year_floors
from tradetrack.series.analysis import Analysis
from tradetrack.series.lineage import LOWERED, RAISED
from tradetrack.series.targets import deadline_start
from tradetrack.series.view import narrowed

MIN_YEARS_AHEAD = 5  # at least so many years after the base are drawn
MAX_SOURCES = 3
BAND = 0.8  # the interval of the outlook
MAX_AUTHOR_CHARS = 40  # characters of who set a target


def chart_spec(
    analysis: Analysis,
    projections: Sequence[Projection],
    outlook: Outlook | None = None,
    since: int | None = None,
    until: int | None = None,
    title: str | None = None,
    settled: int = 0,
) -> ChartSpec:
    """What the chart of one series says; `settled` is the number of targets that are not drawn.

    Raises RequestError where there is no figure to draw, or more than one series.
    """
    figures = _figures(analysis, since, until)
    annual, heads = (narrowed(part, since, until) for part in (analysis.annual, analysis.headlines))
    years, first = list(rows(annual, AnnualRow)), next(rows(heads, HeadlineRow))
    known = [row for row in years if row.basis in KNOWN]
    month = int(analysis.chosen.first_month.get(first.series, 0))
    partial, runs = chart_parts(analysis.parts(heads, annual), heads, month, bool(known))
    spec = ChartSpec(
        title=_title(first, projections) if title is None else title,
        subtitle=_subtitle(first, int(analysis.chosen.figures[schema.KNOWN_ON].max())),
        foot=_foot(figures, analysis.data),
        full=tuple(_point(row, row.year) for row in known),
        partial=partial,
        implied=tuple(_implied(row) for row in years if row.basis == IMPLIED),
        base=_base(projections, years),
        targets=_targets(projections),
        paths=path_lines(projections),
        first_month=month + 1,
        years_ahead=(MIN_YEARS_AHEAD, MAX_YEARS_AHEAD),
        nowcast=next((_nowcast(row) for row in years if row.basis == NOWCAST), None),
        outlook=_outlook(outlook),
        left_out=left_out_words(analysis.left_out, settled),
        runs=runs,
        floors=tuple(_floor(floor) for floor in year_floors(analysis, since, until)),
    )
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


def _title(row: HeadlineRow, projections: Sequence[Projection]) -> str:
    its = "its" if row.series_flow == TOTAL else "their"
    with_targets = f" and {its} target" + ("s" if len(projections) > 1 else "") if projections else ""
    return f"{series_subject(row.series_pair, row.series_flow, row.scope)}{with_targets}"


def _subtitle(row: HeadlineRow, day: int) -> str:
    unit = f"{FLOW_WORDS[row.series_flow]}, {unit_words(row.series_unit)} a year"
    return f"{unit}; as stated by {_day_words(ordinal_day(day))}" if day else unit


def _implied(row: AnnualRow) -> Point:
    return Point(row.year, row.level, row.qualifier, f"{row.label}, implied")


def _outlook(outlook: Outlook | None) -> OutlookBands | None:
    """What flows like this would do from the base on: the middle, its interval, and the range of the eras."""
    if outlook is None:
        return None

    def line(levels: Iterable[float]) -> tuple[float, ...]:
        return (outlook.base, *(float(level) for level in levels))

    jumped = " after a jump" if outlook.reversal_pct >= MIN_REVERSAL else ""
    interval = tuple(line(end) for end in outlook.interval(BAND))
    slow, fast = line(outlook.quantile(0.5, "slow")), line(outlook.quantile(0.5, "fast"))
    has_eras = fast[-1] > slow[-1]
    words = "darker: the middle in slow to fast times; lighter: 80 %" if has_eras else "80 % of flows"
    return OutlookBands(
        years=(outlook.base_year, *outlook.years),
        median=line(outlook.quantile(0.5)),
        bands=((interval[0], interval[1]), *(((slow, fast),) if has_eras else ())),
        label=f"outlook: the middle of flows like this{jumped}; {words}",
    )


def _floor(floor: YearFloor) -> Point:
    """What is known at least of a year, as a lower bound."""
    return Point(floor.year, floor.level, BOUNDS[0], f"at least {level(floor.level)} in {floor.label}")


def _nowcast(row: AnnualRow) -> NowcastPoint:
    words = f"{estimated(row)} in {row.label}, estimated"
    interval = (row.low_80, row.high_80) if row.low_80 == row.low_80 else None
    return NowcastPoint(Point(row.year, row.level, row.qualifier, words), interval)


def _point(row: AnnualRow, year: float) -> Point:
    label = f"{quoted(row)} in {period_label(row.start, row.months)}"
    return Point(year, row.level, row.qualifier, label if row.basis == REPORTED else f"{label}, {row.basis}")


def _base(projections: Sequence[Projection], years: Sequence[AnnualRow]) -> Point | None:
    """The point to name and to start paths from: the projections' base, else the latest full year."""
    wanted = [(projection.base.year, projection.base.basis) for projection in projections] or None
    starts = [r for r in years if (r.basis in KNOWN if wanted is None else (r.year, r.basis) in wanted)]
    if not starts:
        return None
    last = starts[-1]
    if last.basis == NOWCAST:
        return Point(last.year, last.level, last.qualifier, "")
    return _point(last, last.year)


def _targets(projections: Sequence[Projection]) -> tuple[TargetLine, ...]:
    lines = {}
    for projection in projections:
        target = projection.target
        if target is None:
            continue
        words = [f"{as_stated(target.value, projection.target_text, target.qualifier)}  target"]
        if target.deadline:
            words[0] += f" by {target.deadline}"
        who = shorten(target.stated_by.split(" (")[0].split(",")[0], MAX_AUTHOR_CHARS, placeholder="…")
        when = _month_words(target.stated_on)
        if who or when:
            words.append(", ".join(word for word in (who, when) if word))
        before = target.lineage
        if before and before.deadline and target.deadline:
            came_from = (_starting_year(before.deadline, projection), before.value)
        else:
            came_from = None
            words[0] += (
                f", {before.change} from {level(before.value)}"
                if before and before.change in (RAISED, LOWERED)
                else ""
            )
        year = None if target.deadline is None else _starting_year(target.deadline, projection)
        lines[target.value, target.deadline] = TargetLine(
            target.value, "\n".join(words), target.deadline, came_from, target.qualifier, year
        )
    return tuple(lines.values())


def _starting_year(deadline: int, projection: Projection) -> int:
    """The year by which the annual period that ends in a deadline is placed: that in which it starts."""
    return deadline_start(deadline, projection.first_month - 1) // YEAR


def _foot(figures: pd.DataFrame, data: Provenance | None) -> str:
    """Who stated the figures, and which bundled ledger has them."""
    return f"{_sources(figures)}. Data: {data}" if data else _sources(figures)


def _sources(figures: pd.DataFrame) -> str:
    """Who stated the figures: the most frequent first, the rest counted."""
    who = figures[schema.STATED_BY].replace("", pd.NA).dropna()
    counts = who.value_counts().sort_index()
    names = list(counts.sort_values(ascending=False, kind="stable").index)
    count = f"{len(figures)} figure{'s' if len(figures) > 1 else ''}"
    if not names:
        return f"{count}, sources not stated"
    more = [f"{len(names) - MAX_SOURCES} more"] if len(names) > MAX_SOURCES else []
    return f"Sources: {listed([*names[:MAX_SOURCES], *more])} ({count})"


def _month_words(stated_on: str) -> str:
    """`Dec 2021` for 2021-12-15."""
    year, _, rest = stated_on.partition("-")
    return f"{MONTH_NAMES[int(rest[:2]) - 1]} {year}" if rest else year


def _day_words(day: str) -> str:
    """`4 Feb 2022` for 2022-02-04."""
    if not day:
        return ""
    year, month, number = day.split("-")
    return f"{int(number)} {MONTH_NAMES[int(month) - 1]} {year}"
