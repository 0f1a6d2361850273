"""What is known at least of years that have no figure."""

from __future__ import annotations

from collections.abc import Iterator

from tradetrack.core import schema
from tradetrack.core.periods import YEAR, year_label
from tradetrack.core.units import scale_of
from tradetrack.reports.results import YearFloor
from tradetrack.series.analysis import Analysis
from tradetrack.series.floors import year_key
from tradetrack.series.keys import find

_SERIES_COLUMNS = (schema.SERIES_PAIR, schema.SERIES_FLOW, schema.SCOPE, schema.SERIES_UNIT)


def year_floors(
    analysis: Analysis, since: int | None = None, until: int | None = None
) -> Iterator[YearFloor]:
    """The floors of the years without a row, of the series of the view."""
    floors = analysis.floors
    lone = floors[find(year_key(analysis.annual), year_key(floors)) < 0]
    columns = [schema.SERIES, *_SERIES_COLUMNS]
    names = analysis.headlines[columns].drop_duplicates(schema.SERIES).itertuples(index=False, name=None)
    series_names = {series: own for series, *own in names}
    for series, start, amount in zip(
        *(lone[name].tolist() for name in (schema.SERIES, schema.START, schema.AMOUNT)), strict=True
    ):
        if series in series_names and is_within(start // YEAR, since, until):
            pair, flow, scope, unit = series_names[series]
            level = amount / scale_of(unit)
            yield YearFloor(series, pair, flow, scope, unit, start // YEAR, year_label(start), level)


def is_within(year: int, since: int | None, until: int | None) -> bool:
    """Whether a view of the years from `since` to `until` has a year."""
    return (since is None or year >= since) and (until is None or year <= until)
