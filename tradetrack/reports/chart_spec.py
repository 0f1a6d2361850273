"""What stands in a chart: plain levels, lines and words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tradetrack.core.errors import RequestError


@dataclass(frozen=True)
class Point:
    """A level at a place in time: the end of its period, so that 2021 stands at 2021."""

    year: float
    value: float
    qualifier: str
    label: str


@dataclass(frozen=True)
class Estimate:
    """The nowcast of the current year with its 80 % interval, where it has one."""

    point: Point
    interval: tuple[float, float] | None


@dataclass(frozen=True)
class Fan:
    """The outlook: for each year its median, and the low and high end of each interval, widest first."""

    years: tuple[float, ...]
    median: tuple[float, ...]
    bands: tuple[tuple[tuple[float, ...], tuple[float, ...]], ...]
    label: str


@dataclass(frozen=True)
class Goal:
    """A target line: its level and the lines of its label."""

    value: float
    label: str
    deadline: int | None


@dataclass(frozen=True)
class Course:
    """A path from the base: constant growth over `years`, and what it says."""

    growth_pct: float
    years: float
    arrivals: tuple[tuple[float, float], ...]  # years after the base, level
    label: str


@dataclass(frozen=True)
class ChartContent:
    """Everything that a chart says."""

    title: str
    subtitle: str
    foot: str
    full: tuple[Point, ...]
    partial: tuple[Point, ...]
    implied: tuple[Point, ...]
    base: Point | None
    goals: tuple[Goal, ...]
    courses: tuple[Course, ...]
    first_month: int
    estimate: Estimate | None = None
    fan: Fan | None = None

    @property
    def points(self) -> tuple[Point, ...]:
        """All levels of the chart."""
        estimate = (self.estimate.point,) if self.estimate else ()
        return (*self.full, *self.partial, *self.implied, *estimate)

    def above_zero(self) -> ChartContent:
        """The content without levels of 0, which a logarithmic scale does not have."""
        kept = {
            name: tuple(p for p in getattr(self, name) if p.value > 0)
            for name in ("full", "partial", "implied")
        }
        base = self.base if self.base and self.base.value > 0 else None
        content = replace(self, **kept, base=base)  # type: ignore[arg-type]
        if not content.points:
            raise RequestError("nothing to draw: every level is 0, and a logarithmic scale has none")
        return content
