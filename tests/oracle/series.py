"""The series of one market and flow: its reporter, rhythm of years, headlines, statuses, annual rows and nowcasts."""

from __future__ import annotations

import math
from collections import Counter
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from .reading import UNDATED, Figure, Market, Period, bound, last_digit
from .sums import Level, Reporter

SIDES = ("exports", "imports")
FLOWS = ("total", *SIDES)


class Row(NamedTuple):
    """One row of the annual series, or of a list of periods."""

    year: int
    value: Fraction
    qualifier: str
    basis: str
    parts: int | None
    reporter: str
    floor: Fraction | None = None
    growth: Fraction | None = None
    growth_bound: tuple[str, Fraction] | None = None
    stated_growth: Fraction | None = None
    method: str | None = None
    interval: tuple[float, float] | None = None


class Series:
    """`only` is the one reporter whose rows to take, `like` a series whose reporter and rhythm of years to keep."""

    def __init__(
        self, market: Market, flow: str, figures: list[Figure], only: str = "", like: Series | None = None
    ) -> None:
        self.market, self.flow, self.only = market, flow, only
        self.rows = [
            f for f in figures if f.market == market and f.kind == "reported" and only in ("", f.reporter)
        ]
        names = [only] if only else sorted({f.reporter for f in self.rows} | {""})
        by_name = {name: Reporter(name, [f for f in self.rows if f.reporter == name]) for name in names}
        unknown = by_name.get("") or Reporter("", [])
        known = self._followable([by_name[name] for name in names if name])
        known = [r for r in known if not like or only or r.name == like.main.name]
        self.main: Reporter = min(known, key=self._claim) if known else unknown
        self.sources = [self.main, unknown] if self.main is not unknown else [unknown]
        self.month: int = like.month if like else self._rhythm(self.sources)
        sides = {} if flow != "total" else {f: Series(market, f, figures, only).month for f in SIDES}
        self.months = {"total": self.month, flow: self.month} | sides
        self.stated = {f.period for f in self.rows if f.flow == flow and f.value is not None}
        self.headline = cache(self._headline)
        self.exists = any(self._claimed(reporter, made=True) for reporter in self.sources)

    def _followable(self, reporters: list[Reporter]) -> list[Reporter]:
        """The known reporters of the series; those of exports and imports where none has a total."""
        own = [reporter for reporter in reporters if self._claimed(reporter, made=True)]
        return own or [reporter for reporter in reporters if self._claimed(reporter)]

    def _claimed(self, reporter: Reporter, made: bool = False) -> set[Period]:
        """The periods by which a reporter is chosen."""
        month = self._rhythm([reporter])
        own = {
            p
            for p in reporter.periods(self.flow, month)
            if p in reporter.stated[self.flow] or self._begins(p, month)
        }
        if own or made or self.flow != "total":
            return own
        return {*reporter.stated["exports"], *reporter.stated["imports"]}

    @staticmethod
    def _begins(period: Period, month: int) -> bool:
        return period[0] % 12 + 1 == month

    def _claim(self, reporter: Reporter) -> tuple[object, ...]:
        """The order of reporters: most years, latest period, latest statement, the alphabet."""
        periods, month = self._claimed(reporter), self._rhythm([reporter])
        years = [p for p in periods if p[1] == 12]
        days = [
            level.day for p in periods if (level := reporter.head(self.flow, p, dict.fromkeys(FLOWS, month)))
        ]
        flows = {self.flow} if days else {"exports", "imports"}
        days += [
            f.day
            for f in self.rows
            if f.flow in flows and f.reporter == reporter.name and f.value is not None
        ]
        return -len(years), -max(map(sum, periods)), -max(days), reporter.name

    def _rhythm(self, reporters: list[Reporter]) -> int:
        """The month in which the most whole years start; of equals that of the year that ends last."""
        starts = {period[0] for reporter in reporters for period in reporter.whole_years(self.flow)}
        counts = Counter(start % 12 + 1 for start in starts)
        latest = {month: max(s for s in starts if s % 12 + 1 == month) for month in counts}
        return min(counts, key=lambda month: (-counts[month], -latest[month]), default=1)

    def periods(self) -> set[Period]:
        return {p for reporter in self.sources for p in reporter.periods(self.flow, self.month)}

    def _headline(self, period: Period) -> Level | None:
        heads = (
            reporter.head(self.flow, period, self.months, period in self.stated) for reporter in self.sources
        )
        return next((head for head in heads if head), None)

    def status(self, figure: Figure) -> str:
        if figure.kind == "target":
            return "target"
        if figure.value is None:
            return "growth only"
        assert figure.period is not None
        head = self.headline(figure.period)
        if head is None or (figure.reporter and head.reporter and figure.reporter != head.reporter):
            return "other reporter"
        if head.headline and head.headline.line == figure.line:
            return "headline"
        return self._beside(figure, head)

    @staticmethod
    def _beside(figure: Figure, head: Level) -> str:
        """The status of a figure that is not the headline itself."""
        if figure.value == head.value:
            return "restated"
        if covers(figure, head) or covers(head, figure):
            return "rounded"
        return "superseded" if UNDATED < figure.day < head.day else "conflict"

    # growth

    def stated_growth(self, period: Period, head: Level | None = None) -> Fraction | None:
        """The headline's, else the latest among its restatements, else the latest growth-only of its reporter."""
        head = head or self.headline(period)
        rows = [f for f in self.rows if f.flow == self.flow and f.period == period and f.growth is not None]
        name = head.reporter if head else self.main.name
        groups = [
            [f for f in rows if head and head.headline and f.line == head.headline.line],
            [f for f in rows if self.status(f) == "restated"],
            [f for f in rows if f.reporter == name and (f.value is None or self._replaced(f, head))],
        ]
        for group in groups:
            if group:
                return max(group, key=lambda f: f.order).growth
        return None

    @staticmethod
    def _replaced(figure: Figure, head: Level | None) -> bool:
        return bool(head and not head.headline and bound(figure.qualifier))

    def growth(self, period: Period) -> tuple[Fraction | None, tuple[str, Fraction] | None]:
        now = self.headline(period)
        return compare(now, self.headline((period[0] - 12, period[1]))) if now else (None, None)

    # years

    def year(self, year: int) -> Period:
        return year * 12 + self.month - 1, 12

    def figure(self, year: int) -> Level | None:
        return self.headline(self.year(year))

    def years(self) -> list[int]:
        return sorted(p[0] // 12 for p in self.periods() if p[1] == 12 and p[0] % 12 + 1 == self.month)

    def span(self) -> range:
        """Every year of which something may be known."""
        starts = [f.period for f in self.rows if f.period]
        if not starts:
            return range(0)
        return range(min(p[0] for p in starts) // 12 - 2, max(sum(p) for p in starts) // 12 + 1)

    def floor(self, year: int) -> Fraction | None:
        figure = self.figure(year)
        if figure and not figure.is_bound:
            return None
        floors = [reporter.floor(self.flow, self.year(year)) for reporter in self.sources]
        return max((floor for floor in floors if floor is not None), default=None)

    def implied(self, year: int) -> Level | None:
        after = self.figure(year + 1)
        growth = self.stated_growth(self.year(year + 1))
        if self.figure(year) or not after or growth is None or growth <= -1:
            return None
        floor, value = self.floor(year), after.value / (1 + growth)
        if floor is not None and value < floor:
            return None
        return after._replace(value=value, qualifier=after.qualifier if after.is_bound else "about")

    def base(self) -> int | None:
        """The latest year with a figure that is no bound; a bound only if there is nothing else."""
        years = self.years()
        firm = [year for year in years if (level := self.figure(year)) and not level.is_bound]
        return max(firm or years, default=None)

    def annual(self) -> list[Row]:
        rows = []
        base = self.base()
        for year in self.span():
            level, floor = self.figure(year), self.floor(year)
            stated = self.stated_growth(self.year(year))
            if level:
                rate, edge = self.growth(self.year(year))
                parts = None if level.basis == "reported" else level.parts
                rows.append(Row(year, level.value, level.qualifier, level.basis, parts, level.reporter, floor, rate,
                                edge, stated))  # fmt: skip
            if (found := self.implied(year)) is not None:
                rows.append(Row(year, found.value, found.qualifier, "implied", None, found.reporter, floor))
            if base is None or year > base:
                rows += self._nowcast(year, floor)
        estimates = [row.year for row in rows if row.basis == "nowcast"]
        return [
            row for row in rows if row.basis != "nowcast" or base is not None or row.year == max(estimates)
        ]

    def listed(self, length: int) -> dict[Period, Row]:
        """Every month, quarter or twelve months that is stated or can be summed, with its growth."""
        step = 3 if length == 3 else 1
        starts = range(self.span().start * 12, self.span().stop * 12, step)
        found = {(start, length): self._made((start, length)) for start in starts}
        rows = {}
        for period, level in found.items():
            if level:
                rate, edge = compare(level, found.get((period[0] - 12, length)))
                parts = None if level.basis == "reported" else level.parts
                rows[period] = Row(period[0] // 12, level.value, level.qualifier, level.basis, parts, level.reporter,
                                   None, rate, edge, self.stated_growth(period, level))  # fmt: skip
        return rows

    def _made(self, period: Period) -> Level | None:
        levels = (reporter.level(self.flow, period) for reporter in self.sources)
        return next((level for level in levels if level), None)

    # the full year from its first months (docs/nowcast.md)

    def _nowcast(self, year: int, floor: Fraction | None) -> list[Row]:
        start = self.year(year)[0]
        lengths = [n for n in range(11, 0, -1) if (head := self.headline((start, n))) and not head.is_bound]
        if not lengths:
            return []
        length = lengths[0]
        level = self.headline((start, length))
        assert level
        shares = []
        for past in range(year - 10, year):
            part, whole = self.headline((self.year(past)[0], length)), self.figure(past)
            if (
                part
                and whole
                and all(x.reporter == level.reporter and x.value and not x.is_bound for x in (part, whole))
            ):
                shares.append(part.value / whole.value)
        before = self.figure(year - 1)
        growth = self.stated_growth((start, length))
        interval = None
        same = before is not None and not before.is_bound and before.reporter == level.reporter
        last = before.value if before and same else None
        large = last is None or self.market[2] != "USD" or last >= 1000  # millions
        part = self.headline((self.year(year - 1)[0], length))
        rest = None
        if last is not None and part and not part.is_bound and part.reporter == level.reporter:
            rest = last - part.value
        grown = None if last is None or growth is None else _grown(level.value, last, growth)
        if shares:
            method, value = (
                "share",
                _shared(level.value, length, sum(shares, Fraction(0)) / len(shares), rest),
            )
            if len(shares) >= 3:
                interval = _interval(value, shares, length, large, floor)
        elif grown is not None and large:
            method, value = "growth", grown
        else:
            method, value = "pro rata", level.value * 12 / length
        return [Row(year, max(value, floor or Fraction(0)), "about", "nowcast", None, level.reporter, floor,
                    method=method, interval=interval)]  # fmt: skip


def _shared(value: Fraction, months: int, share: Fraction, last_rest: Fraction | None) -> Fraction:
    """The months so far, and the others by the mean share, drawn to last year's."""
    rest = value / share - value
    if rest <= 0:
        return value
    if last_rest is None or last_rest <= 0:
        return value + rest
    known = ((1, 0.4), (3, 0.6), (5, 0.7), (9, 0.9), (12, 0.9))
    (a, low), (b, high) = next(pair for pair in pairwise(known) if pair[0][0] <= months <= pair[1][0])
    weight = low + (high - low) * (months - a) / (b - a)
    return value + Fraction(float(rest) ** weight * float(last_rest) ** (1 - weight))


def _grown(value: Fraction, last: Fraction, growth: Fraction) -> Fraction | None:
    """The months so far, and last year's others at a damped growth; None where that cannot be."""
    if growth <= -1 or last < value / (1 + growth):
        return None
    bounded = min(max(float(1 + growth), 0.2), 5.0)
    return value + Fraction(float(last - value / (1 + growth)) * bounded**0.6)


def _interval(
    value: Fraction, shares: list[Fraction], months: int, large: bool, floor: Fraction | None
) -> tuple[float, float]:
    logs = [math.log(share) for share in shares]
    count, mean = len(logs), sum(logs) / len(logs)
    spread = math.sqrt(sum((x - mean) ** 2 for x in logs) / (count - 1)) * (0.3 if large else 1)
    width = 1.2815515655446004 * math.sqrt((1 + 1 / count) * (spread**2 + (0.12 * (12 - months) / 11) ** 2))
    middle, least = math.log(value), float(floor or 0)
    return max(math.exp(middle - width), least), max(math.exp(middle + width), least)


def covers(coarse: Figure | Level, fine: Figure | Level) -> bool:
    """Whether what a figure says, as widely as it is worded or rounded, is true of another."""
    assert coarse.value is not None
    assert fine.value is not None
    if bound(coarse.qualifier):
        return fine.value >= coarse.value if coarse.qualifier == "over" else fine.value <= coarse.value
    apart = abs(coarse.value - fine.value)
    if coarse.qualifier == "about":
        return apart <= last_digit(coarse.value)
    return coarse.step > fine.step and apart < coarse.step


def compare(now: Level, before: Level | None) -> tuple[Fraction | None, tuple[str, Fraction] | None]:
    """The growth from one level to another of the same reporter, or the bound of it."""
    if not before or now.reporter != before.reporter or before.value == 0:
        return None, None
    rate = now.value / before.value - 1
    against = {"over": "under", "under": "over"}.get(before.qualifier, before.qualifier)
    sides = {word for word in (now.qualifier, against) if bound(word)}
    if not sides:
        return rate, None
    return None, ((sides.pop(), rate) if len(sides) == 1 else None)
