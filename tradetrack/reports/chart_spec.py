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
class NowcastPoint:
    """The nowcast of the current year with its 80 % interval, where it has one."""

    point: Point
    interval: tuple[float, float] | None


@dataclass(frozen=True)
class OutlookBands:
    """The outlook: for each year its median, and the low and high end of each interval, widest first."""

    years: tuple[float, ...]
    median: tuple[float, ...]
    bands: tuple[tuple[tuple[float, ...], tuple[float, ...]], ...]
    label: str


@dataclass(frozen=True)
class TargetLine:
    """A target line: its level and the lines of its label; the deadline and level that it was moved from."""

    value: float
    label: str
    deadline: int | None
    moved_from: tuple[int, float] | None = None


@dataclass(frozen=True)
class PathLine:
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
    min_years_ahead: int
    max_years_ahead: int
    nowcast: NowcastPoint | None = None
    outlook: OutlookBands | None = None
    left_out: str = ""

    @property
    def points(self) -> tuple[Point, ...]:
        """All levels of the chart."""
        nowcast = (self.nowcast.point,) if self.nowcast else ()
        return (*self.full, *self.partial, *self.implied, *nowcast)

    def above_zero(self) -> ChartSpec:
        """The spec without levels of 0, which a logarithmic scale does not have."""
        kept = {
            name: tuple(p for p in getattr(self, name) if p.value > 0)
            for name in ("full", "partial", "implied")
        }
        base = self.base if self.base and self.base.value > 0 else None
        spec = replace(self, **kept, base=base)  # type: ignore[arg-type]
        if not spec.points:
            raise RequestError("nothing to draw: every level is 0, and a logarithmic scale has none")
        return spec
