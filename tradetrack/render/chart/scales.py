"""The scales of a chart: how far its axes go, and the ticks on them."""

from __future__ import annotations

import math
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator, NullFormatter, NullLocator

from tradetrack.core.periods import YEAR, year_label
from tradetrack.render.chart.measure import Ruler
from tradetrack.render.chart.style import Style
from tradetrack.reports.chart_spec import ChartSpec
from tradetrack.reports.language import ENGLISH, Language

TICK_POINTS = 10.0
_MOST_VALUES, _MOST_YEARS = 6, 14
_LEAST = 3  # labelled ticks that make a logarithmic scale readable
_YEAR_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)
# Within a decade, from sparse to dense.
_MANTISSAS = (
    (1.0,),
    (1.0, 3.0),
    (1.0, 2.0, 5.0),
    (1.0, 1.5, 2.0, 3.0, 5.0, 7.0),
    (1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0),
)
_DENSE = (1.0, 1.2, 1.4, 1.6, 1.8, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0, 6.0, 7.0, 8.0, 9.0)


class Ticks(NamedTuple):
    """The places of ticks and their labels."""

    places: list[float]
    labels: list[str]


def last_year(spec: ChartSpec) -> float:
    """The last year of the axis: that of the last point, or as far as targets are looked at."""
    latest = max(math.ceil(p.year - 1e-9) for p in (*spec.points, *spec.zeros))
    if spec.base is None or not spec.targets:
        return latest
    if spec.outlook:
        return max(latest, spec.outlook.years[-1])
    arrivals = [years for path in spec.paths for years, _ in path.arrivals]
    deadlines = [g.year - spec.base.year for g in spec.targets if g.year]
    least, most = spec.years_ahead
    ahead = max([least, *map(math.ceil, arrivals), *deadlines])
    return max(latest, spec.base.year + min(most, ahead))


def set_limits(axes: Axes, spec: ChartSpec, style: Style) -> None:
    """The axes as far as the chart goes."""
    first, end = min(p.year for p in (*spec.points, *spec.zeros)), last_year(spec)
    margin = max((end - first) * 0.02, 0.3)
    axes.set_xlim(first - margin, end + margin)
    levels = [p.value for p in spec.points] + [g.value for g in spec.targets]
    if spec.outlook:
        levels.append(spec.outlook.median[-1])
    if spec.nowcast and spec.nowcast.interval:
        levels.append(spec.nowcast.interval[1])
    if style.log:
        axes.set_yscale("log")
        lowest = min((value for value in levels if value > 0), default=1.0)
        bottom = lowest / (2.0 if spec.zeros else 1.3)  # a level of 0 stands below all others
        axes.set_ylim(bottom, max(*levels, lowest) * 1.3)
    else:
        axes.set_ylim(0, max(levels, default=1.0) * 1.15 or 1.0)
    axes.xaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_minor_formatter(NullFormatter())


def value_ticks(axes: Axes, height: float, unit: float, language: Language = ENGLISH) -> Ticks:
    """Ticks of the levels on an axis so many pixels high."""
    places, labels = _value_ticks(axes, height, unit)
    return Ticks(places, [language.number(label) for label in labels])


def _value_ticks(axes: Axes, height: float, unit: float) -> Ticks:
    low, high = axes.get_ylim()
    most = max(_LEAST, min(_MOST_VALUES, int(height / (34 * unit))))
    if axes.get_yscale() == "log":
        places = _log_places(low, high, most)
        return Ticks(places, [_plain(place, 1e-6 * place) for place in places])
    places = _even_places(low, high, most)
    step = places[1] - places[0] if len(places) > 1 else high - low
    decimals = max(len(_plain(place, 1e-6 * step).partition(".")[2]) for place in places)
    return Ticks(places, [f"{place:,.{decimals}f}" if place else "0" for place in places])


def year_ticks(axes: Axes, first_month: int, ruler: Ruler, width: float) -> Ticks:
    """Ticks of the years on an axis so many pixels wide: as many as have room for their labels."""
    first, last = axes.get_xlim()
    years = range(math.ceil(first), math.floor(last) + 1)
    month = first_month - 1
    room = ruler.size(year_label(years[-1] * YEAR + month), TICK_POINTS)[0] + 12 * ruler.unit
    for step in _YEAR_STEPS:
        shown = [year for year in years if year % step == 0] or [years[0]]
        if len(shown) <= _MOST_YEARS and step * width / (last - first) >= room:
            break
    return Ticks([float(year) for year in shown], [year_label(year * YEAR + month) for year in shown])


def _even_places(low: float, high: float, most: int) -> list[float]:
    """Evenly spaced round numbers."""
    places = MaxNLocator(most, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
    return [0.0 if place == 0 else float(place) for place in places if low <= place <= high]


def _log_places(low: float, high: float, most: int) -> list[float]:
    """Round numbers on a logarithmic scale, at least three of them."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    decades = range(first, last + 1)
    sets = [[10.0**decade for decade in decades[:: math.ceil(len(decades) / most)]]]
    sets += [[m * 10.0**decade for decade in decades for m in mantissas] for mantissas in _MANTISSAS]
    inside = [[place for place in places if low <= place <= high] for places in sets]
    for enough in (_LEAST + 1, _LEAST):
        for places in inside:
            if enough <= len(places) <= most + 1:
                return places
    dense = [m * 10.0**decade for decade in decades for m in _DENSE if low <= m * 10.0**decade <= high]
    if _LEAST <= len(dense) <= most + 1:
        return dense
    return _even_places(low, high, most)


def _plain(value: float, slack: float) -> str:
    """A number in plain decimals, digits grouped: as many decimals as it needs to be right to `slack`."""
    decimals = next((n for n in range(18) if abs(round(value, n) - value) <= slack), 18)
    return f"{value:,.{decimals}f}"
