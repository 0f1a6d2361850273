"""The two pictures of a pair, wide and narrow, with the places of their points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from matplotlib.figure import Figure

from tradetrack.core.numerals import estimate, level, signed
from tradetrack.render.chart.figure import draw, picture
from tradetrack.render.chart.style import Style
from tradetrack.render.page.narrow import HEIGHT, WIDTH, narrow_chart, plot_of
from tradetrack.render.page.picture import Described, inline
from tradetrack.render.page.view import Picture
from tradetrack.render.page.words import chart_title
from tradetrack.reports.briefing import Section
from tradetrack.reports.chart_spec import ChartSpec, Point
from tradetrack.reports.language import Language

_PLACES = 1000  # places are thousandths of the width and the height of a picture


def picture_of(section: Section, address: str, language: Language) -> Picture | None:
    """The chart of a section; None where it has no level."""
    if section.chart is None:
        return None
    title = chart_title(section, language)
    spec = replace(section.chart, title=title)
    figure, _ = draw(spec, Style(), "svg")
    said = Described(title, spec.description)
    return Picture(
        wide=inline(picture(figure, "svg"), f"{address}-w", said),
        narrow=narrow_chart(spec, f"{address}-t"),
        title=title,
        caption=language.between_sentences.join(
            language.phrase("{words}.", words=words[:1].upper() + words[1:].removesuffix("."))
            for words in (spec.subtitle, spec.foot)
        ),
        points=";".join(_places(spec, figure)),
    )


def _places(spec: ChartSpec, figure: Figure) -> Iterator[str]:
    """Of each point, from the left, `x y x y words`: its place in the wide and in the narrow picture."""
    axes, box, plot = figure.axes[0], figure.bbox, plot_of(spec)
    points = sorted(_points(spec), key=lambda point: point.year)
    pixels = axes.transData.transform([(point.year, point.value) for point in points])
    for point, (x, y) in zip(points, pixels, strict=True):
        wide = f"{x / box.width * _PLACES:.0f} {(1 - y / box.height) * _PLACES:.0f}"
        left, top = plot.x(point.year) / WIDTH, plot.y(point.value) / HEIGHT
        yield f"{wide} {left * _PLACES:.0f} {top * _PLACES:.0f} {point.label}"


def _points(spec: ChartSpec) -> Iterator[Point]:
    """The points that have a value to read, each with its words."""
    yield from (*spec.full, *spec.floors)
    language = spec.language
    for point in (*spec.partial, *spec.implied):
        digits = level if point in spec.partial else estimate
        value = language.number(signed(point.qualifier, digits(point.value)))
        yield point._replace(label=language.phrase("{value} in {period}", value=value, period=point.label))
    if spec.nowcast:
        yield spec.nowcast.point
