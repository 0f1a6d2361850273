"""Targets: what each was, from what base, and what became of it; and the way to those that are open."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import NamedTuple

from .reading import UNDATED, Figure, end_of
from .series import Series
from .sums import Level

FAR_BELOW = Fraction(9, 10)


class Verdict(NamedTuple):
    outcome: str
    settled_by: str | None = None
    year: int | None = None
    value: Fraction | None = None
    qualifier: str | None = None


class Target(NamedTuple):
    value: Fraction
    deadline: int | None
    qualifier: str
    first: Figure
    restated: int
    base: tuple[int, Fraction] | None
    stale: bool
    required: float | None
    verdict: Verdict
    by_reporter: dict[str, Verdict]
    rating: str | None
    lineage: tuple[str, Fraction, int | None] | None


class Path(NamedTuple):
    assumption: str
    growth: float
    years: float | None
    reached_in: int | None


class Projection(NamedTuple):
    start: tuple[int, Fraction, str]
    already: int | None
    paths: list[Path]
    required: list[tuple[int, float]]
    rating: str | None


def due_year(series: Series, deadline: int) -> int:
    """The year of the series that ends in the year of the deadline."""
    return deadline if series.month == 1 else deadline - 1


def reach(series: Series, year: int, target: Fraction) -> tuple[str, Fraction, str] | None:
    """How a year is known to have a target: by its figure, its floor or an implied level."""
    level, floor, implied = series.figure(year), series.floor(year), series.implied(year)
    if level and level.qualifier != "under" and level.value >= target:
        return "figure", level.value, level.qualifier
    if level and not level.is_bound:
        return None
    if floor is not None and floor >= target:
        return "floor", floor, "over"
    if implied and implied.qualifier != "under" and implied.value >= target:
        return "implied", implied.value, implied.qualifier
    return None


def short(level: Level, target: Fraction) -> bool:
    """Whether a level says that a target was not reached; a bound counts for what it says."""
    if level.qualifier == "over":
        return level.value < target * FAR_BELOW
    return level.value <= target if level.qualifier == "under" else level.value < target


def base_of(series: Series, figures: list[Figure], day: int) -> tuple[int, Level] | None:
    """The latest year known on a day; if none was, the latest that had ended by then, as it is known now."""
    if day == UNDATED:
        return None
    known = [f for f in figures if UNDATED < f.day <= day]
    then = Series(series.market, series.flow, known, series.only, like=series)
    if (year := then.base()) is not None and (level := then.figure(year)):
        return year, level
    ended = [year for year in series.years() if end_of(series.year(year)) < day]
    firm = [year for year in ended if (level := series.figure(year)) and not level.is_bound]
    if not ended:
        return None
    year = max(firm or ended)
    level = series.figure(year)
    assert level
    return year, level


def judge(
    series: Series,
    first: Figure,
    target: Fraction,
    deadline: int | None,
    base: tuple[int, Level] | None,
    over: bool,
) -> Verdict:
    """The outcome of a target; `over`: whether its deadline has passed."""
    if first.qualifier == "under":
        return Verdict("unknown")
    due = None if deadline is None else due_year(series, deadline)
    if base and base[1].qualifier != "under" and base[1].value >= target:
        return Verdict("overtaken", "figure", base[0], base[1].value, base[1].qualifier)
    for year in series.span():
        has_ended = end_of(series.year(year)) < first.day
        is_later = year > base[0] if base else not has_ended
        found = reach(series, year, target) if is_later else None
        if found and has_ended:
            return Verdict("overtaken", found[0], year, *found[1:])
        if found and (due is None or year <= due):
            return Verdict("met", found[0], year, *found[1:])
    if due is None:
        return Verdict("open")
    return _too_late(series, target, due) or Verdict("unknown" if over else "open")


def _too_late(series: Series, target: Fraction, due: int) -> Verdict | None:
    level, implied, floor = series.figure(due), series.implied(due), series.floor(due)
    least = level
    if level and level.qualifier == "over" and floor is not None:
        least = level._replace(value=max(level.value, floor))
    if level and least and short(least, target):
        return Verdict("missed", "figure", due, level.value, level.qualifier)
    if implied and short(implied, target):
        return Verdict("missed", "implied", due, implied.value, implied.qualifier)
    if (level and not level.is_bound) or implied:
        return None
    later = next((year for year in range(due + 1, due + 5) if series.figure(year)), None)
    if later and (after := series.figure(later)) and after.value < target * FAR_BELOW:
        return Verdict("missed", "later figure", later, after.value, after.qualifier)
    return None


def has_passed(series: Series, figures: list[Figure], deadline: int, as_of: int = UNDATED) -> bool:
    end = end_of(series.year(due_year(series, deadline)))
    periods = [f.period for f in figures if f.kind == "reported" and f.period]
    last_day = as_of or max(f.day for f in figures)
    return last_day > end or any(end_of(period) > end for period in periods)


def targets(series: Series, figures: list[Figure], as_of: int = UNDATED) -> list[Target]:
    groups: dict[tuple[Fraction, int | None], list[Figure]] = {}
    for f in sorted(figures, key=lambda f: (f.day == UNDATED, *f.order)):
        if f.kind == "target" and f.market == series.market and f.flow == series.flow:
            assert f.value is not None
            groups.setdefault((f.value, f.period[0] // 12 if f.period else None), []).append(f)
    firsts = {key: group[0] for key, group in groups.items() if group[0].qualifier != "under"}
    return [
        _target(series, figures, as_of, key, group, _lineage(key, firsts)) for key, group in groups.items()
    ]


def _target(
    series: Series,
    figures: list[Figure],
    as_of: int,
    key: tuple[Fraction, int | None],
    group: list[Figure],
    lineage: tuple[str, Fraction, int | None] | None,
) -> Target:
    (value, deadline), first = key, group[0]
    base = base_of(series, figures, first.day)
    over = deadline is not None and has_passed(series, figures, deadline, as_of)
    verdict = judge(series, first, value, deadline, base, over)
    stale = bool(base and end_of(series.year(base[0] + 2)) < first.day)
    required = None
    if (
        base
        and deadline is not None
        and not stale
        and due_year(series, deadline) > base[0]
        and 0 < base[1].value < value
    ):
        required = needed(value / base[1].value, due_year(series, deadline) - base[0])
    by_reporter = {}
    for name in sorted({f.reporter for f in series.rows} - {""}):
        own = Series(series.market, series.flow, figures, name, like=series)
        if any(own.figure(year) or own.floor(year) or own.implied(year) for year in own.span()):
            by_reporter[name] = judge(own, first, value, deadline, base_of(own, figures, first.day), over)
    rating = None
    if verdict.outcome == "open" and required is not None and base:
        rating = _rating(series, base, required)
    return Target(value, deadline, first.qualifier, first, len(group) - 1,
                  (base[0], base[1].value) if base else None, stale, required, verdict, by_reporter, rating, lineage)  # fmt: skip


def _rating(series: Series, base: tuple[int, Level], required: float) -> str | None:
    latest = series.base()
    now = series.figure(latest) if latest is not None else None
    if latest is None or not now or latest <= base[0] or now.is_bound or base[1].is_bound or required <= 0:
        return None
    if now.reporter != base[1].reporter:
        return None
    ratio = needed(now.value / base[1].value, latest - base[0]) / required
    if ratio < 0:
        return "moving away"
    return "on track" if ratio >= 0.95 else "moderate" if ratio >= 0.6 else "insufficient"


def _lineage(
    key: tuple[Fraction, int | None], firsts: dict[tuple[Fraction, int | None], Figure]
) -> tuple[str, Fraction, int | None] | None:
    def order(figure: Figure) -> tuple[bool, int, int]:
        return figure.day == UNDATED, figure.day, figure.line

    earlier = [
        other
        for other, first in firsts.items()
        if key in firsts
        and order(first) < order(firsts[key])
        and (other[0] == key[0]) != (other[1] == key[1])
    ]
    if key not in firsts or not earlier:
        return None
    before = max(earlier, key=lambda other: order(firsts[other]))
    (value, deadline), (old_value, old_deadline) = key, before
    if deadline == old_deadline:
        change = "raised" if value > old_value else "lowered"
    elif deadline is None or old_deadline is None:
        change = "deadline dropped" if deadline is None else "deadline set"
    else:
        change = "brought forward" if deadline < old_deadline else "pushed back"
    return change, old_value, old_deadline


def needed(ratio: Fraction, years: int) -> float:
    """The growth a year that makes a level `ratio` times as large."""
    return math.expm1(math.log(ratio) / years) if ratio > 0 else -1.0


# projections


def project(series: Series, target: Target, given: list[Fraction]) -> Projection | None:
    base = series.base()
    level = series.figure(base) if base is not None else None
    if base is None or level is None or target.qualifier == "under":
        return None
    reached = [year for year in series.span() if reach(series, year, target.value)]
    decided = level.value >= target.value or any(year > base for year in reached)
    by = set(range(base + 1, base + 6))
    if target.deadline is not None and due_year(series, target.deadline) > base:
        by.add(due_year(series, target.deadline))
    paths, required = [], []
    if not decided and level.value > 0:
        ratio = target.value / level.value
        paths = [
            _path(name, growth, span, ratio, base) for name, growth, span in _assumptions(series, base, given)
        ]
        required = [(year, needed(ratio, year - base)) for year in sorted(by)]
    return Projection(
        (base, level.value, level.basis), min(reached, default=None), paths, required, target.rating
    )


def _assumptions(series: Series, base: int, given: list[Fraction]) -> list[tuple[str, Fraction, int]]:
    """Name, growth over a span and that span in years of each path that the series supports."""
    level = series.figure(base)
    assert level
    found: list[tuple[str, Fraction, int]] = []
    stated, computed = series.stated_growth(series.year(base)), series.growth(series.year(base))[0]
    if stated is not None:
        found.append(("stated", 1 + stated, 1))
    if computed is not None:
        found.append(("latest", 1 + computed, 1))
    firm = {
        year: other.value
        for year in series.years()
        if (other := series.figure(year))
        and not other.is_bound
        and other.reporter == level.reporter
        and other.value
    }
    if not level.is_bound:
        spans = [span for span in (3, 5, 10) if base - span in firm]
        found += [(f"{span}-year", level.value / firm[base - span], span) for span in spans]
        first = min(firm, default=base)
        if base - first not in (0, 1):
            found.append(("whole period", level.value / firm[first], base - first))
    return found + [("given", 1 + rate, 1) for rate in given]


def _path(name: str, ratio: Fraction, span: int, target: Fraction, base: int) -> Path:
    """A path that grows by `ratio` in `span` years, to a target `target` times the base."""
    growth = needed(ratio, span)
    if ratio <= 1:
        return Path(name, growth, None, None)
    years = math.log(target) * span / math.log(ratio)
    whole = math.ceil(years)
    if abs(years - round(years)) < 1e-6 and years < 400:  # too near to call in floats
        whole = next(
            n for n in (round(years) - 1, round(years), round(years) + 1) if ratio**n >= target**span
        )
    return Path(name, growth, years, base + whole)
