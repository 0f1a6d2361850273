"""What stands in a chart: plain levels, lines and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from tradetrack.core.errors import RequestError
from tradetrack.core.numerals import signed
from tradetrack.reports.language import ENGLISH, Language


class Point(NamedTuple):
    """A level at a place in time: the end of its period, so that 2021 stands at 2021."""

    year: float
    value: float
    qualifier: str
    label: str
    when: str = ""  # its period alone


class Run(NamedTuple):
    """Parts of many years of one length, drawn as a thin line: where each ends, and its level."""

    years: tuple[float, ...]
    values: tuple[float, ...]
    label: str


class NowcastPoint(NamedTuple):
    """The nowcast of the current year with its 80 % interval, where it has one."""

    point: Point
    interval: tuple[float, float] | None


class OutlookBands(NamedTuple):
    """The outlook: for each year its median, and the low and high end of each interval, widest first."""

    years: tuple[float, ...]
    median: tuple[float, ...]
    bands: tuple[tuple[tuple[float, ...], tuple[float, ...]], ...]
    label: str


class TargetLine(NamedTuple):
    """A target line: its level and the lines of its label; the year and level that it was moved from.

    `year` is where its deadline stands: the year in which the annual period that ends in it starts.
    """

    value: float
    label: str
    deadline: int | None
    moved_from: tuple[int, float] | None = None
    qualifier: str = "exact"
    year: int | None = None


class PathLine(NamedTuple):
    """A path from the base: constant growth over `years`, and what it says."""

    growth_pct: float
    years: float
    arrivals: tuple[tuple[float, float], ...]  # years after the base, level
    label: str


@dataclass(frozen=True)
class ChartSpec:
    """Everything that a chart says."""

    title: str
    subtitle: str
    foot: str
    full: tuple[Point, ...]
    partial: tuple[Point, ...]
    implied: tuple[Point, ...]
    base: Point | None
    targets: tuple[TargetLine, ...]
    paths: tuple[PathLine, ...]
    first_month: int
    years_ahead: tuple[int, int]  # so many years after the base are drawn, at least and at most
    nowcast: NowcastPoint | None = None
    outlook: OutlookBands | None = None
    left_out: str = ""
    runs: tuple[Run, ...] = ()
    floors: tuple[Point, ...] = ()  # what is known at least of years without a figure
    zeros: tuple[Point, ...] = ()  # levels of 0 on a logarithmic scale
    language: Language = ENGLISH

    @property
    def points(self) -> tuple[Point, ...]:
        """All levels of the chart."""
        nowcast = (self.nowcast.point,) if self.nowcast else ()
        ends = (end for run in self.runs for end in zip(run.years, run.values, strict=True))
        runs = (Point(year, value, "exact", "") for year, value in ends)
        return (*self.full, *self.partial, *self.implied, *self.floors, *nowcast, *runs)

    @property
    def text(self) -> str:
        """All words of the chart together."""
        return "".join([self.title, self.description, *(point.label for point in self.points)])

    @property
    def description(self) -> str:
        """What the chart shows, for readers who do not see it."""
        named = (*self.implied, *self.partial)
        parts = [_period_words(self.full, self.language), *(point.label for point in self.floors)]
        parts += [f"{p.label}: {signed(p.qualifier, self.language.level(p.value))}" for p in named]
        parts += [run.label for run in self.runs]
        parts += [self.nowcast.point.label] if self.nowcast else []
        parts += [target.label.replace("\n", ", ") for target in self.targets]
        parts += [path.label for path in self.paths]
        parts += [self.outlook.label] if self.outlook else []
        said = "; ".join(" ".join(part.split()) for part in parts if part)
        return ". ".join(text[:1].upper() + text[1:] for text in (self.subtitle, said, self.foot)) + "."

    @property
    def zero_words(self) -> str:
        """The levels of 0 in words: `0 in 2019`, `0 in 2016, 2017 and 2020`."""
        years = self.language.listed(point.when or point.label for point in self.zeros)
        return self.language.phrase("{value} in {year}", value=0, year=years)

    def above_zero(self) -> ChartSpec:
        """The spec with levels of 0, which a logarithmic scale does not have, among its `zeros`."""
        names = ("full", "partial", "implied", "floors")
        kept = {name: tuple(p for p in getattr(self, name) if p.value > 0) for name in names}
        zeros = tuple(p for name in names for p in getattr(self, name) if p.value <= 0)
        base = self.base if self.base and self.base.value > 0 else None
        spec = replace(self, **kept, base=base, zeros=zeros)  # type: ignore[arg-type]
        if not spec.points:
            raise RequestError("nothing to draw: every level is 0, and a logarithmic scale has none")
        return spec


def _period_words(points: Sequence[Point], language: Language) -> str:
    """The first and the last of the full years."""
    if len(points) < 2:
        return points[0].label if points else ""
    return language.phrase("from {first} to {last}", first=points[0].label, last=points[-1].label)


def merged_words(lines: Sequence[TargetLine], language: Language = ENGLISH) -> str:
    """The name of a target, or of several that stand together: `200-210, 6 targets`."""
    if len(lines) == 1:
        return lines[0].label
    low, high = language.level(lines[0].value), language.level(lines[-1].value)
    same = {line.qualifier for line in lines}
    sign = signed(lines[0].qualifier, "") if len(same) == 1 else ""
    levels = sign + (low if low == high else f"{low}-{high}")
    head = language.counted(
        "{levels}, {number} target", "{levels}, {number} targets", len(lines), levels=levels
    )
    deadlines = sorted({line.deadline for line in lines if line.deadline})
    if not deadlines:
        return head
    span = f"{deadlines[0]}-{deadlines[-1]}" if len(deadlines) > 1 else f"{deadlines[0]}"
    undated = sum(line.deadline is None for line in lines)
    by = language.phrase("by {deadline}", deadline=span)
    rest = language.counted("{number} without a deadline", "{number} without a deadline", undated)
    return f"{head}\n{by}, {rest}" if undated else f"{head}\n{by}"
