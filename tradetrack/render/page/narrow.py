"""The chart of a phone: the same levels in a layout of its own, where no word is smaller than 12 pixels.

It has fewer words than the wide chart, which would shrink to 5 pixels here: the paths are left to the table.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tradetrack.core.numerals import level, signed
from tradetrack.core.periods import YEAR, year_label
from tradetrack.render.page.markup import attributes, escaped
from tradetrack.render.page.picture import palette
from tradetrack.render.page.short import line_path
from tradetrack.reports.chart_spec import ChartSpec, Point, TargetLine
from tradetrack.reports.language import Language

WIDTH, HEIGHT = 344, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 46.0, 334.0, 16.0, 276.0
_LINE, _DIGIT = 14.0, 8.0  # of text
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_VALUES, _YEARS = 5, 5  # labels of an axis, at most
_MAX_NAMES = 3  # of targets; more are counted
_HALO = {"paint_order": "stroke", "stroke": "var(--paper,#ffffff)", "stroke_width": "3"}
_YEAR_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500)


class Plot(NamedTuple):
    """Where years and levels stand."""

    first: float
    last: float
    top: float

    def x(self, year: float) -> float:
        """The place of a year."""
        return _LEFT + 8 + (year - self.first) / max(self.last - self.first, 1e-9) * (_RIGHT - _LEFT - 14)

    def y(self, value: float) -> float:
        """The place of a level; what lies above the plot stands at its edge."""
        return _BOTTOM - min(value / self.top, 1.02) * (_BOTTOM - _TOP)


def plot_of(spec: ChartSpec) -> Plot:
    """The scales of a chart: as far as its points, its outlook and its deadlines go."""
    years = [point.year for point in spec.points]
    levels = [point.value for point in spec.points] + [target.value for target in spec.targets]
    if spec.outlook:
        years.append(spec.outlook.years[-1])
        levels.append(spec.outlook.median[-1])
    if spec.nowcast and spec.nowcast.interval:
        levels.append(spec.nowcast.interval[1])
    latest = max(years)
    years += [target.year for target in spec.targets if target.year and target.year <= latest + 10]
    first, last = min(years), max(years)
    if first == last:
        first, last = first - 1, last + 1
    return Plot(first, last, max(levels) * 1.12 or 1.0)


def narrow_chart(spec: ChartSpec, labelled_by: str) -> str:
    """The SVG of a spec for a narrow screen; the element `labelled_by` names it."""
    plot = plot_of(spec)
    parts = [*_axes(spec, plot), *_outlook(spec, plot), *_targets(spec, plot), *_series(spec, plot)]
    root = {
        "viewBox": f"0 0 {WIDTH} {HEIGHT}",
        "role": "img",
        "aria-labelledby": labelled_by,
        "font-family": "DejaVu Sans,sans-serif",
        "font-size": "12",
    }
    paper = _element("path", d=f"M0 0H{WIDTH}V{HEIGHT}H0z", fill=_color("paper"))
    return f"<svg{attributes(root)}>{paper}{''.join(parts)}</svg>"


def spark(levels: Sequence[tuple[float, float]]) -> str:
    """A line of years and levels as small as a word."""
    if len(levels) < 2:
        return ""
    first, last = levels[0][0], levels[-1][0]
    top = max(value for _, value in levels) or 1.0
    places = [f"{(x - first) / (last - first) * 76 + 2:.1f} {18 - y / top * 16:.1f}" for x, y in levels]
    end = places[-1].split()
    dot = _element("circle", cx=end[0], cy=end[1], r="2")
    return (
        f'<svg viewBox="0 0 80 20" class="sp" aria-hidden="true"><path d="M{"L".join(places)}"/>{dot}</svg>'
    )


def _element(tag: str, **given: str | float) -> str:
    return f"<{tag}{attributes({name.replace('_', '-'): value for name, value in given.items()})}/>"


def _text(words: str, x: float, y: float, **look: str) -> str:
    own = {
        "x": f"{x:.0f}",
        "y": f"{y:.0f}",
        **{name.replace("_", "-"): value for name, value in look.items()},
    }
    return f"<text{attributes(own)}>{escaped(words)}</text>"


def _color(name: str) -> str:
    return f"var(--{name},{palette()[name][0].lower()})"


def _group(parts: Iterable[str], **look: str) -> str:
    inner = "".join(parts)
    own = attributes({name.replace("_", "-"): value for name, value in look.items()})
    return f"<g{own}>{inner}</g>" if inner else ""


def _axes(spec: ChartSpec, plot: Plot) -> Iterator[str]:
    values = _values(plot.top)
    grid = "".join(f"M{_LEFT:g} {plot.y(value):.1f}H{_RIGHT:g}" for value in values if value)
    yield _element("path", d=grid, stroke=_color("grid"), stroke_width="0.8")
    yield _element("path", d=f"M{_LEFT:g} {_BOTTOM:g}H{_RIGHT:g}", stroke=_color("soft"), stroke_width="0.8")
    language = spec.language
    labels = (_text(language.number(_brief(value)), _LEFT - 4, plot.y(value) + 4) for value in values)
    yield _group(labels, fill=_color("soft"), text_anchor="end")
    month = spec.first_month - 1
    years = (_text(year_label(y * YEAR + month), plot.x(y), _BOTTOM + 17) for y in _years(plot))
    yield _group(years, fill=_color("soft"), text_anchor="middle")


def _values(top: float) -> list[float]:
    """Round levels from 0 up to the top."""
    power = 10.0 ** math.floor(math.log10(top / _VALUES))
    step = next(s * power for s in (*_STEPS, 20.0) if s * power * _VALUES >= top)
    return [n * step for n in range(int(top / step) + 1)]


def _brief(value: float) -> str:
    """A level in few letters: `12,000`, `1.5m` of a unit of millions would be of no use beside the axis."""
    return f"{value:,.10g}" if value < 100_000 else f"{value:.3g}".replace("e+0", "e")


def _years(plot: Plot) -> list[int]:
    first, last = math.ceil(plot.first - 1e-9), math.floor(plot.last + 1e-9)
    step = next((s for s in _YEAR_STEPS if (last - first) / s < _YEARS), 1000)
    return [year for year in range(first, last + 1) if year % step == 0] or [first]


def _outlook(spec: ChartSpec, plot: Plot) -> Iterator[str]:
    ahead = spec.outlook
    if ahead is None:
        return
    for low, high in ahead.bands:
        edge = [*zip(ahead.years, high, strict=True), *reversed([*zip(ahead.years, low, strict=True)])]
        path = line_path([(plot.x(x), plot.y(y)) for x, y in edge])
        yield _element("path", d=f"{path}z", fill=_color("outlook"), fill_opacity="0.2")
    yield _line(zip(ahead.years, ahead.median, strict=True), plot, "outlook", "1.6")


def _line(places: Iterable[tuple[float, float]], plot: Plot, color: str, width: str) -> str:
    path = line_path([(plot.x(x), plot.y(y)) for x, y in places])
    return _element("path", d=path, fill="none", stroke=_color(color), stroke_width=width)


def _targets(spec: ChartSpec, plot: Plot) -> Iterator[str]:
    """A line a target, a diamond at its deadline; names above the lines, the highest first."""
    lines = sorted(spec.targets, key=lambda target: -target.value)
    path = "".join(f"M{_LEFT:g} {plot.y(target.value):.1f}H{_RIGHT:g}" for target in lines)
    if path:
        yield _element("path", d=path, stroke=_color("target"), stroke_width="1.3")
    for target in lines:
        if target.year and plot.first <= target.year <= plot.last:
            x, y = plot.x(target.year), plot.y(target.value)
            yield _element("path", d=f"M{x:.1f} {y - 5:.1f}l4 5l-4 5l-4 -5z", fill=_color("target"))
    below, names = _TOP - _LINE, []
    for words, value in _names(lines, spec.language):
        below = max(plot.y(value) - 5, below + _LINE)
        names.append(_text(words, _LEFT + 4, below))
    yield _group(names, fill=_color("target"), **_HALO)


def _names(lines: Sequence[TargetLine], language: Language) -> list[tuple[str, float]]:
    named = [(_target_words(target, language), target.value) for target in lines]
    if len(named) <= _MAX_NAMES:
        return named
    low, high = language.level(lines[-1].value), language.level(lines[0].value)
    words = ("{number} target, {low} to {high}", "{number} targets, {low} to {high}")
    return [(language.counted(*words, len(lines), low=low, high=high), lines[0].value)]


def _target_words(target: TargetLine, language: Language) -> str:
    value = language.number(signed(target.qualifier, level(target.value)))
    words = "{value} target by {year}" if target.deadline else "{value} target"
    return language.phrase(words, value=value, year=target.deadline)


def _series(spec: ChartSpec, plot: Plot) -> Iterator[str]:
    for run in spec.runs:
        yield _line(zip(run.years, run.values, strict=True), plot, "soft", "1")
    for piece in _pieces(spec.full):
        yield _line([(point.year, point.value) for point in piece], plot, "ink", "2")
    spots = "".join(f"M{plot.x(point.year):.1f} {plot.y(point.value):.1f}h0" for point in spec.full)
    if spots:
        yield _element("path", d=spots, stroke=_color("ink"), stroke_width="5", stroke_linecap="round")
    others = (*spec.partial, *spec.implied, *spec.floors)
    hollow = (_dot(point, plot) for point in others)
    yield _group(hollow, fill=_color("paper"), stroke=_color("soft"))
    if spec.nowcast:
        point, interval = spec.nowcast.point, spec.nowcast.interval
        if interval:
            yield _line([(point.year, end) for end in interval], plot, "soft", "1.5")
        yield _group([_dot(point, plot)], fill=_color("paper"), stroke=_color("ink"))
    if spec.full:
        yield _latest(spec, plot)


def _latest(spec: ChartSpec, plot: Plot) -> str:
    """The level of the latest year, above its point; below it where the line comes from above."""
    last = spec.full[-1]
    x, y = plot.x(last.year), plot.y(last.value)
    words = spec.language.number(signed(last.qualifier, level(last.value)))
    if len(spec.full) > 1 and spec.full[-2].value > last.value:
        is_near = x + _DIGIT * len(words) > _RIGHT
        x, y, anchor = (x, y + 18, "end") if is_near else (x + 6, y + 14, "start")
    else:
        y, anchor = y - 9, "end" if x > WIDTH / 2 else "start"
    return _text(words, x, y, fill=_color("ink"), text_anchor=anchor, **_HALO)


def _pieces(points: Sequence[Point]) -> Iterator[list[Point]]:
    """The runs of years without a gap, of more than one year."""
    run: list[Point] = []
    for point in points:
        if run and point.year - run[-1].year > 1:
            if len(run) > 1:
                yield run
            run = []
        run.append(point)
    if len(run) > 1:
        yield run


def _dot(point: Point, plot: Plot) -> str:
    return _element("circle", cx=f"{plot.x(point.year):.1f}", cy=f"{plot.y(point.value):.1f}", r="2.5")
