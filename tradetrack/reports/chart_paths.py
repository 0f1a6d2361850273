"""The paths of a chart: from the base to the targets that each of them reaches."""

from __future__ import annotations

from collections.abc import Sequence

from tradetrack.core.numerals import as_stated, listed, percent, percent_as_stated
from tradetrack.forecast.projection import GIVEN, LATEST, STATED, WHOLE, Path, Projection
from tradetrack.reports.chart_spec import PathLine

MAX_YEARS_AHEAD = 12  # years after the base beyond which no path is followed
MAX_ARRIVALS = 3


def path_lines(projections: Sequence[Projection]) -> tuple[PathLine, ...]:
    """The paths of all projections, one line for each assumption, through all targets it reaches."""
    together: dict[tuple[str, float], list[tuple[Path, Projection]]] = {}
    for projection in projections:
        for path in projection.paths if projection.target else ():
            together.setdefault((path.assumption, path.growth_pct), []).append((path, projection))
    lines = []
    for (assumption, rate), paths in together.items():
        arrivals, words = [], []
        for path, projection in sorted(paths, key=lambda item: item[1].target_value):
            aim = as_stated(projection.target_value, projection.target_text)
            if path.years is None or path.reached_in is None:
                words.append(f"{aim} never")
                continue
            words.append(f"{aim} in {projection.year_label(path.reached_in)}")
            if path.years <= MAX_YEARS_AHEAD:
                arrivals.append((path.years, projection.target_value))
        named = {
            STATED: "the stated",
            LATEST: "the latest",
            GIVEN: "",
            WHOLE: "the whole period's CAGR of",
        }
        source = named.get(assumption, f"the {assumption} CAGR of")
        in_words = percent_as_stated if assumption in (GIVEN, STATED) else percent
        label = f"at {source} {in_words(rate, sign=False)} a year: {listed(_first(words))}".replace("  ", " ")
        beyond = any(path.years is None or path.years > MAX_YEARS_AHEAD for path, _ in paths)
        years = MAX_YEARS_AHEAD if beyond else max(years for years, _ in arrivals)
        lines.append(PathLine(rate, years, tuple(arrivals), label))
    return tuple(lines)


def _first(words: list[str]) -> list[str]:
    """Each once, and no more than can be named."""
    once = list(dict.fromkeys(words))
    more = [f"{len(once) - MAX_ARRIVALS} more"] if len(once) > MAX_ARRIVALS else []
    return once[:MAX_ARRIVALS] + more
