"""What stands in a chart of several series: lines over one another, or small charts side by side."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from tradetrack.core.errors import RequestError
from tradetrack.reports.chart_spec import Point
from tradetrack.reports.language import ENGLISH, Language


class NamedLine(NamedTuple):
    """One line: its name, its latest level in words, and its years."""

    name: str
    latest: str
    points: tuple[Point, ...]


class Panel(NamedTuple):
    """One small chart: its name, its latest level in words, its years, and the levels of its targets."""

    name: str
    latest: str
    points: tuple[Point, ...]
    targets: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class ManySpec(ABC):
    """What all charts of several series have: words, a language, the month in which their years start."""

    title: str
    subtitle: str
    foot: str
    first_month: int
    left_out: str = ""
    language: Language = ENGLISH

    @property
    def text(self) -> str:
        """All words of the chart together."""
        return self.title + self.description

    @property
    def description(self) -> str:
        """What the chart shows, for readers who do not see it."""
        return _sentences([self.subtitle, "; ".join(self.said), self.foot])

    @property
    @abstractmethod
    def said(self) -> list[str]:
        """What is said of each series."""

    def _spans(self, series: Sequence[NamedLine | Panel]) -> list[str]:
        return [f"{one.name}: {_span(one.points, self.language)}" for one in series]


@dataclass(frozen=True, kw_only=True)
class LinesSpec(ManySpec):
    """Several series in one plot; `bars` are their balance, named by `label`."""

    lines: tuple[NamedLine, ...]
    bars: tuple[Point, ...] = ()
    label: str = ""
    is_indexed: bool = False

    @property
    def said(self) -> list[str]:
        """What is said of each line, and of the balance."""
        return [*self._spans(self.lines), *([self.label] if self.label else [])]

    def above_zero(self) -> LinesSpec:
        """The spec without levels of 0, which a logarithmic scale does not have."""
        if self.bars:
            raise RequestError("a balance may be below 0, and a logarithmic scale has no such level", "log")
        lines = tuple(line._replace(points=_positive(line.points)) for line in self.lines)
        lines = tuple(line for line in lines if line.points)
        if not lines:
            raise RequestError("nothing to draw: every level is 0, and a logarithmic scale has none")
        return replace(self, lines=lines)


@dataclass(frozen=True, kw_only=True)
class GridSpec(ManySpec):
    """Small charts side by side, all of the same years, with one axis of levels or own ones."""

    panels: tuple[Panel, ...]
    is_common: bool

    @property
    def said(self) -> list[str]:
        """What is said of each small chart."""
        return self._spans(self.panels)

    def above_zero(self) -> GridSpec:
        """The spec without levels of 0, which a logarithmic scale does not have."""
        panels = tuple(panel._replace(points=_positive(panel.points)) for panel in self.panels)
        return replace(self, panels=panels)


def _positive(points: Sequence[Point]) -> tuple[Point, ...]:
    return tuple(point for point in points if point.value > 0)


def _span(points: Sequence[Point], language: Language) -> str:
    if len(points) < 2:
        return points[0].label if points else ""
    return language.phrase("from {first} to {last}", first=points[0].label, last=points[-1].label)


def _sentences(parts: Sequence[str]) -> str:
    return ". ".join(text[:1].upper() + text[1:] for text in parts if text) + "."
