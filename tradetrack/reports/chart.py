"""`chart`: what stands in the picture, in words and numbers; how it is drawn is not known here."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten
from typing import Any

import pandas as pd

from tradetrack.core import schema
from tradetrack.core.errors import RequestError
from tradetrack.core.names import FLOW_WORDS, series_subject, unit_words
from tradetrack.core.numerals import level, listed, percent, rounded, signed
from tradetrack.core.periods import MONTH_NAMES, YEAR, period_label
from tradetrack.core.vocabulary import IMPLIED, NOWCAST, REPORTED
from tradetrack.forecast.projection import GIVEN, LATEST, STATED, WHOLE, Path, Projection
from tradetrack.forecast.target_outlook import series_outlook
from tradetrack.reports.chances import LEAST_UNDONE
from tradetrack.reports.chart_spec import ChartContent, Course, Estimate, Fan, Goal, Point
from tradetrack.reports.common import last_day, partial_years
from tradetrack.reports.records import narrowed
from tradetrack.reports.status import quoted
from tradetrack.series.analysis import Analysis

YEARS_AHEAD = 5  # at least so many years after the base are drawn
FARTHEST = 12  # years after the base beyond which no path is followed
SOURCES_NAMED = 3
FAN = (0.95, 0.8, 0.5)  # the intervals of the outlook, widest first
ARRIVALS_NAMED = 3
WHO = 40  # characters of who set a target


def chart_content(
    analysis: Analysis,
    projections: Sequence[Projection],
    since: int | None = None,
    until: int | None = None,
    title: str | None = None,
) -> ChartContent:
    """What the chart of one series says.

    Raises RequestError where there is no figure to draw, or more than one series.
    """
    figures = narrowed(analysis.figures, since, until)
    figures = figures[figures[schema.KIND] == "reported"]
    if not len(figures):
        raise RequestError("nothing to draw: no figure in this view")
    if figures[schema.SERIES].nunique() > 1:
        raise RequestError("the ledger has several series; choose one with --pair")
    annual = narrowed(analysis.annual, since, until)
    reported = annual[annual[schema.BASIS] == REPORTED]
    heads = analysis.headlines.loc[analysis.headlines.index.intersection(figures.index)]
    row = next(schema.rows(figures))
    subject = series_subject(row.series_pair, row.series_flow)
    with_goals = " and its target" + ("s" if len(projections) > 1 else "") if projections else ""
    day = _day_words(last_day(analysis.figures))
    unit = f"{FLOW_WORDS[row.series_flow]}, {unit_words(row.series_unit)} a year"
    content = ChartContent(
        title=f"{subject}{with_goals}" if title is None else title,
        subtitle=f"{unit}; as stated by {day}" if day else unit,
        foot=_foot(figures),
        full=tuple(_point(row, row.year) for row in schema.rows(reported)),
        partial=_partial(heads, annual),
        implied=_implied(annual),
        base=_base(projections, annual),
        goals=_goals(projections),
        courses=_courses(projections),
        first_month=_first_month(reported),
        estimate=_estimate(annual),
        fan=_fan(analysis, projections),
    )
    if not content.points:
        raise RequestError("nothing to draw: no level of a year or of a part of one in this view")
    return content


def _first_month(reported: pd.DataFrame) -> int:
    return int(reported[schema.START].iloc[-1]) % YEAR + 1 if len(reported) else 1


def _implied(annual: pd.DataFrame) -> tuple[Point, ...]:
    rows = schema.rows(annual[annual[schema.BASIS] == IMPLIED])
    return tuple(Point(row.year, row.level, row.qualifier, f"{row.label}, implied") for row in rows)


def _fan(analysis: Analysis, projections: Sequence[Projection]) -> Fan | None:
    """What flows like this did from the base on, where a target is still ahead of it."""
    ahead = [p for p in projections if 0 < p.base.value < p.target.value]
    if not ahead:
        return None
    outlook = series_outlook(analysis, ahead[0])
    base = ahead[0].base

    def line(levels: Any) -> tuple[float, ...]:
        return (base.value, *(float(level) for level in levels))

    bands = [outlook.interval(share) for share in FAN]
    jumped = " after a jump" if outlook.undone_pct >= LEAST_UNDONE else ""
    return Fan(
        years=(base.year, *outlook.years),
        median=line(outlook.quantile(0.5)),
        bands=tuple((line(low), line(high)) for low, high in bands),
        label=f"what flows like this did{jumped}:\nhalf, 80 % and 95 % of cases",
    )


def _estimate(annual: pd.DataFrame) -> Estimate | None:
    for row in schema.rows(annual[annual[schema.BASIS] == NOWCAST]):
        words = f"{signed(row.qualifier, rounded(row.level))} in {row.label}, estimated"
        interval = (row.low_80, row.high_80) if row.low_80 == row.low_80 else None
        return Estimate(Point(row.year, row.level, row.qualifier, words), interval)
    return None


def _point(row: Any, year: float) -> Point:
    return Point(year, row.level, row.qualifier, f"{quoted(row)} in {period_label(row.start, row.months)}")


def _partial(heads: pd.DataFrame, annual: pd.DataFrame) -> tuple[Point, ...]:
    """The parts of years that are shown, each at the end of its period."""
    month = _first_month(annual) - 1
    return tuple(
        Point(
            (row.start - month + row.months) / YEAR - 1,
            row.level,
            row.qualifier,
            period_label(row.start, row.months),
        )
        for row in schema.rows(partial_years(heads, annual))
    )


def _base(projections: Sequence[Projection], annual: pd.DataFrame) -> Point | None:
    """The point to name and to start paths from: the projections' base, else the latest full year."""
    wanted = [(projection.base.year, projection.base.basis) for projection in projections]
    last = None
    for row in schema.rows(annual):
        if (row.year, row.basis) in wanted or (not wanted and row.basis == REPORTED):
            last = row
    if last is None:
        return None
    if last.basis == NOWCAST:
        return Point(last.year, last.level, last.qualifier, "")
    return _point(last, last.year)


def _goals(projections: Sequence[Projection]) -> tuple[Goal, ...]:
    goals = {}
    for projection in projections:
        target = projection.target
        words = [f"{signed(target.qualifier, level(target.value))}  target"]
        if target.deadline:
            words[0] += f" by {target.deadline}"
        who = shorten(target.stated_by.split(" (")[0].split(",")[0], WHO, placeholder="…")
        when = _month_words(target.stated_on)
        if who or when:
            words.append(", ".join(word for word in (who, when) if word))
        goals[target.value, target.deadline] = Goal(target.value, "\n".join(words), target.deadline)
    return tuple(goals.values())


def _courses(projections: Sequence[Projection]) -> tuple[Course, ...]:
    """The paths of all projections, one course for each assumption, through all targets it reaches."""
    together: dict[tuple[str, float], list[tuple[Path, Projection]]] = {}
    for projection in projections:
        for path in projection.paths:
            together.setdefault((path.assumption, path.growth_pct), []).append((path, projection))
    courses = []
    for (assumption, rate), paths in together.items():
        arrivals, words = [], []
        for path, projection in sorted(paths, key=lambda item: item[1].target.value):
            goal = level(projection.target.value)
            if path.years is None or path.reached_in is None:
                words.append(f"{goal} never")
                continue
            words.append(f"{goal} in {projection.year_label(path.reached_in)}")
            if path.years <= FARTHEST:
                arrivals.append((path.years, projection.target.value))
        named = {STATED: "the stated", LATEST: "the latest", GIVEN: "", WHOLE: "the whole period's CAGR of"}
        source = named.get(assumption, f"the {assumption} CAGR of")
        label = f"at {source} {percent(rate, sign=rate < 0)} a year: {listed(_first(words))}".replace(
            "  ", " "
        )
        beyond = any(path.years is None or path.years > FARTHEST for path, _ in paths)
        years = FARTHEST if beyond else max(years for years, _ in arrivals)
        courses.append(Course(rate, years, tuple(arrivals), label))
    return tuple(courses)


def _first(words: list[str]) -> list[str]:
    """Each once, and no more than can be named."""
    once = list(dict.fromkeys(words))
    more = [f"{len(once) - ARRIVALS_NAMED} more"] if len(once) > ARRIVALS_NAMED else []
    return once[:ARRIVALS_NAMED] + more


def _foot(figures: pd.DataFrame) -> str:
    """Who stated the figures: the most frequent first, the rest counted."""
    who = figures[schema.STATED_BY].replace("", pd.NA).dropna()
    counts = who.value_counts().sort_index()
    names = list(counts.sort_values(ascending=False, kind="stable").index)
    count = f"{len(figures)} figure{'s' if len(figures) > 1 else ''}"
    if not names:
        return f"{count}, sources not stated"
    more = [f"{len(names) - SOURCES_NAMED} more"] if len(names) > SOURCES_NAMED else []
    return f"Sources: {listed([*names[:SOURCES_NAMED], *more])} ({count})"


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
