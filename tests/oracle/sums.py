"""What one reporter states of one market, and what follows from it by adding up: sums and floors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from .reading import RANK, UNDATED, Figure, Period, bound, choose

ALLOWED = (("exact",), ("exact", "about"), ("exact", "about", "over"), ("exact", "about", "under"))


class Level(NamedTuple):
    """What is known of a period: a stated figure, or a sum of such."""

    value: Fraction
    qualifier: str
    basis: str
    parts: int
    reporter: str
    day: int
    step: Fraction  # one unit of the last digit that it is shown with
    headline: Figure | None = None  # None for a sum

    @property
    def is_bound(self) -> bool:
        return bound(self.qualifier)


class Reporter:
    """The figures of one reporter (or of the unknown one, "") of one market, by flow."""

    def __init__(self, name: str, figures: Iterable[Figure]) -> None:
        self.name = name
        rows: dict[tuple[str, Period], list[Figure]] = defaultdict(list)
        for figure in figures:
            if figure.value is not None and figure.period is not None:
                rows[figure.flow, figure.period].append(figure)
        self.stated: dict[str, dict[Period, Level]] = {"total": {}, "exports": {}, "imports": {}}
        for (flow, period), group in rows.items():
            figure = choose(group)
            assert figure.value is not None
            self.stated[flow][period] = Level(
                figure.value, figure.qualifier, "reported", 1, name, figure.day, figure.step, figure
            )
        self.whole = cache(self._whole)
        self.level = cache(self._level)
        self.made = cache(self._made)

    def _whole(self, flow: str, period: Period) -> Level | None:
        """The best sum of the parts of a period within one flow."""
        parts = {p: level for p, level in self.stated[flow].items() if within(p, period) and p != period}
        if not parts:
            return None
        for qualifiers in (ALLOWED[:1], ALLOWED[1:2], ALLOWED[2:]):
            tilings = [
                tiling
                for allowed in qualifiers
                if (tiling := shortest({p for p in parts if parts[p].qualifier in allowed}, period))
            ]
            if tilings:
                tiling = min(tilings, key=preference)
                return add_up(_basis(tiling), [parts[p] for p in tiling])
        return None

    def _level(self, flow: str, period: Period) -> Level | None:
        """What the reporter has for a period: stated, summed, or exports plus imports; a bound only if need be."""
        found = [self.stated[flow].get(period), self.whole(flow, period)]
        if flow == "total":
            found.append(self.of_flows(period))
        return best(found)

    def of_flows(self, period: Period) -> Level | None:
        return both(self.level("exports", period), self.level("imports", period))

    def head(
        self, flow: str, period: Period, months: Mapping[str, int], is_stated: bool = False
    ) -> Level | None:
        """The level of a period in the series: sums are only made of some periods, totals of stated ones too.

        `months` are those in which the years of each flow start; `is_stated` says that somebody states the
        period.
        """
        if period in self.made(flow, months["total"]) or period in self.made(flow, months[flow]):
            return self.level(flow, period)
        stated = self.stated[flow].get(period)
        if flow == "total" and (stated or is_stated):
            return best([stated, both(*(self.head(side, period, months) for side in ("exports", "imports")))])
        return stated

    def whole_years(self, flow: str) -> set[Period]:
        """The years that are stated, or whose exports and imports are."""
        years = {period for period in self.stated[flow] if period[1] == 12}
        if flow == "total":
            years |= {p for p in self.stated["exports"] if p[1] == 12 and p in self.stated["imports"]}
        return years

    def periods(self, flow: str, month: int) -> set[Period]:
        return set(self.stated[flow]) | {p for p in self.made(flow, month) if self.level(flow, p)}

    def _made(self, flow: str, month: int) -> set[Period]:
        """The periods of which sums are made: quarters, years, and the first months of unfinished years.

        The same months are made of the years before, for growth and shares.
        """
        years = self._years(flow, month)
        found = self._quarters(flow) | years
        for year in years:
            level = self.level(flow, year)
            longest = self.to_date(flow, year[0]) if not level or level.is_bound else None
            if longest:
                found |= {(other[0], longest[0][1]) for other in years if other[0] <= year[0]}
        return found

    def to_date(self, flow: str, start: int) -> tuple[Period, Level] | None:
        """The longest year to date that is no bound (else any) of the year that starts in a month."""
        periods = [(start, length) for length in range(11, 0, -1)]
        known = [(period, level) for period in periods if (level := self.level(flow, period))]
        return next((entry for entry in known if not entry[1].is_bound), known[0] if known else None)

    def _covered(self, flow: str) -> set[int]:
        flows = ("total", "exports", "imports") if flow == "total" else (flow,)
        return {month for f in flows for p in self.stated[f] for month in range(p[0], p[0] + p[1])}

    def _quarters(self, flow: str) -> set[Period]:
        return {(month // 3 * 3, 3) for month in self._covered(flow)}

    def _years(self, flow: str, month: int) -> set[Period]:
        return {((m - month + 1) // 12 * 12 + month - 1, 12) for m in self._covered(flow)}

    def floor(self, flow: str, year: Period) -> Fraction | None:
        """The least that the year had: its largest sum of parts that do not overlap, by flows too."""
        known = largest(self.stated[flow], year)
        if flow == "total":
            of_flows = [self._of_year("exports", year), self._of_year("imports", year)]
            sides = [value for value in of_flows if value is not None]
            if sides:
                known = max(known or Fraction(0), sum(sides, Fraction(0)))
        return known or None

    def _of_year(self, flow: str, year: Period) -> Fraction | None:
        level = self.level(flow, year)
        return level.value if level and not level.is_bound else self.floor(flow, year)


def within(part: Period, whole: Period) -> bool:
    return whole[0] <= part[0] and part[0] + part[1] <= whole[0] + whole[1]


def shortest(parts: set[Period], whole: Period) -> list[Period] | None:
    """The tiling of a period with the fewest parts; of equals the one whose first part is longest, and so on."""
    end = whole[0] + whole[1]
    best: dict[int, list[Period]] = {end: []}
    for start in range(end - 1, whole[0] - 1, -1):
        options = [[p, *best[p[0] + p[1]]] for p in parts if p[0] == start and p[0] + p[1] in best]
        if options:
            best[start] = min(options, key=preference)
    return best.get(whole[0])


def preference(tiling: list[Period]) -> tuple[int, list[int]]:
    return len(tiling), [-length for _, length in tiling]


def largest(levels: Mapping[Period, Level], whole: Period) -> Fraction | None:
    """The largest sum of levels within a period that do not overlap; `under` counts as nothing."""
    parts = [p for p, level in levels.items() if within(p, whole) and level.qualifier != "under"]
    if not parts:
        return None
    best = {whole[0]: Fraction(0)}
    for end in range(whole[0] + 1, whole[0] + whole[1] + 1):
        closing = [best[p[0]] + levels[p].value for p in parts if sum(p) == end]
        best[end] = max([best[end - 1], *closing])
    return best[whole[0] + whole[1]]


def best(levels: list[Level | None]) -> Level | None:
    """The first of levels in the order of precedence; one that is a bound only if all are."""
    known = [level for level in levels if level]
    return min(known, key=lambda level: level.is_bound, default=None)


def both(exports: Level | None, imports: Level | None) -> Level | None:
    return add_up("exports plus imports", [exports, imports]) if exports and imports else None


def add_up(basis: str, levels: list[Level]) -> Level | None:
    qualifiers = {level.qualifier for level in levels}
    if {"over", "under"} <= qualifiers:
        return None
    qualifier = max(qualifiers, key=lambda word: RANK[word])
    days = [level.day for level in levels]
    return Level(
        sum((level.value for level in levels), Fraction(0)),
        qualifier,
        basis,
        sum(level.parts for level in levels),
        levels[0].reporter,
        UNDATED if UNDATED in days else max(days),
        (min if qualifier == "exact" else max)(level.step for level in levels),
    )


def _basis(tiling: list[Period]) -> str:
    lengths = {length for _, length in tiling}
    return {frozenset({1}): "sum of months", frozenset({3}): "sum of quarters"}.get(
        frozenset(lengths), "sum of parts"
    )
