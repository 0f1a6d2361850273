"""Small multiples: each series in a small chart of its own, all of the same years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from tradetrack.core.names import FLOW_WORDS
from tradetrack.core.units import currency_of, scale_of
from tradetrack.reports.chart import foot_of
from tradetrack.reports.chart_lines import (
    SeriesLine,
    common_unit,
    first_month_of,
    point_in,
    series_words,
    with_day,
)
from tradetrack.reports.chart_many_spec import GridSpec, Panel
from tradetrack.reports.chart_words import ChartWords, with_labels
from tradetrack.reports.language import Language
from tradetrack.reports.league_order import name_order

MAX_PANELS = 60


def grid_spec(
    lines: Sequence[SeriesLine], words: ChartWords, axes: str | None = None, left_out: str = ""
) -> GridSpec:
    """Each series in a small chart of its own, in the order of their names.

    `axes` is "common", "own", or None for a common one where all are in one currency. Raises RequestError
    for a common axis of several.
    """
    language = words.language
    currencies = {currency_of(line.unit) for line in lines}
    is_common = axes == "common" or (axes is None and len(currencies) == 1)
    unit = common_unit(lines, "choose one, or give each its own axis with {axes} own") if is_common else ""
    ordered = sorted(lines, key=lambda line: (name_order(line.pair), line.flow))
    usual = Counter(line.unit for line in ordered).most_common(1)[0][0]
    panels = tuple(_panel(line, unit or line.unit, unit or usual, language) for line in ordered)
    day = max(line.day for line in lines)
    flows = {line.flow for line in lines}
    what = language.phrase(FLOW_WORDS[next(iter(flows))]) if len(flows) == 1 else ""
    scale = language.unit(unit or usual)
    if not unit and len({line.unit for line in lines}) > 1:
        scale = language.phrase("{unit} where no other is named", unit=scale)
    subtitle = ", ".join(word for word in (what, scale) if word)
    if not is_common:
        subtitle = f"{subtitle}; {language.phrase('each with an axis of its own')}"
    number = len(panels)
    spec = GridSpec(
        title=language.counted("Trade of {number} pair", "Trade of {number} pairs", number)
        if words.title is None
        else words.title,
        subtitle=with_day(subtitle, day, language) if words.subtitle is None else words.subtitle,
        foot=foot_of(pd.concat([line.figures for line in lines]), language, lines[0].data),
        panels=panels,
        first_month=first_month_of(lines),
        is_common=is_common,
        left_out=left_out,
        language=language,
    )
    return with_labels(spec, words.labels)


def _panel(line: SeriesLine, unit: str, usual: str, language: Language) -> Panel:
    """A small chart; its latest level names a unit that is not the usual one."""
    points = tuple(point_in(row, unit, None, language) for row in line.years)
    latest = points[-1].label
    if unit != usual:
        latest = f"{latest}, {unit}"
    scale = scale_of(line.unit) / scale_of(unit)
    return Panel(
        series_words(line, language), latest, points, tuple(target * scale for target in line.targets)
    )
