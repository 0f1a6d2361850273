"""The paths of a chart: from the base to the targets that each of them reaches."""

from __future__ import annotations

from collections.abc import Sequence

from tradetrack.core.numerals import as_stated, percent, percent_as_stated
from tradetrack.forecast.projection import GIVEN, LATEST, STATED, WHOLE, Path, Projection
from tradetrack.reports.chart_spec import PathLine
from tradetrack.reports.chart_words import ChartWords
from tradetrack.reports.language import Language

MAX_YEARS_AHEAD = 12  # years after the base beyond which no path is followed
MAX_ARRIVALS = 3


def path_lines(projections: Sequence[Projection], words: ChartWords) -> tuple[PathLine, ...]:
    """The paths of all projections, one line for each assumption, through all targets it reaches."""
    language = words.language
    together: dict[tuple[str, float], list[tuple[Path, Projection]]] = {}
    for projection in projections:
        for path in projection.paths if projection.target else ():
            if words.paths == "none" or (words.paths == "given" and path.assumption != GIVEN):
                continue
            together.setdefault((path.assumption, path.growth_pct), []).append((path, projection))
    lines = []
    for (assumption, rate), paths in together.items():
        arrivals, aims = [], []
        for path, projection in sorted(paths, key=lambda item: item[1].target_value):
            aim = language.number(as_stated(projection.target_value, projection.target_text))
            if path.years is None or path.reached_in is None:
                aims.append(language.phrase("{value} never", value=aim))
                continue
            year = projection.year_label(path.reached_in)
            aims.append(language.phrase("{value} in {year}", value=aim, year=year))
            if path.years <= MAX_YEARS_AHEAD:
                arrivals.append((path.years, projection.target_value))
        label = language.phrase(
            "{growth}: {arrivals}",
            growth=_rate_words(assumption, rate, language),
            arrivals=language.listed(_first(aims, language)),
        )
        beyond = any(path.years is None or path.years > MAX_YEARS_AHEAD for path, _ in paths)
        years = MAX_YEARS_AHEAD if beyond else max(years for years, _ in arrivals)
        lines.append(PathLine(rate, years, tuple(arrivals), label))
    return tuple(lines)


def _rate_words(assumption: str, rate: float, language: Language) -> str:
    """What a path assumes: `at the stated 35.9 % a year`."""
    in_words = percent_as_stated if assumption in (GIVEN, STATED) else percent
    shown = language.number(in_words(rate, sign=False))
    if assumption == GIVEN:
        return language.phrase("at {rate} a year", rate=shown)
    if assumption == STATED:
        return language.phrase("at the stated {rate} a year", rate=shown)
    if assumption == LATEST:
        return language.phrase("at the latest {rate} a year", rate=shown)
    if assumption == WHOLE:
        return language.phrase("at the whole period's CAGR of {rate} a year", rate=shown)
    years = assumption.removesuffix("-year")
    return language.phrase("at the {years}-year CAGR of {rate} a year", years=years, rate=shown)


def _first(words: list[str], language: Language) -> list[str]:
    """Each once, and no more than can be named."""
    once = list(dict.fromkeys(words))
    rest = len(once) - MAX_ARRIVALS
    more = [language.counted("{number} more", "{number} more", rest)] if rest > 0 else []
    return once[:MAX_ARRIVALS] + more
