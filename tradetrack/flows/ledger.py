"""The series of a ledger as flows: figures are chosen, not added up, so `project` itself looks ahead."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tradetrack.core import schema
from tradetrack.core.periods import YEAR
from tradetrack.core.units import currency_of, scale_of
from tradetrack.flows.expression import Kept
from tradetrack.flows.labels import KeyColumn
from tradetrack.flows.run import Found
from tradetrack.flows.screening import Screened
from tradetrack.flows.survey import Survey
from tradetrack.forecast.projection import LATEST, Projection, Required
from tradetrack.forecast.start import Start, starts_of
from tradetrack.series.analysis import Analysis
from tradetrack.series.compound import SPANS
from tradetrack.series.targets import deadline_start

KEYS = ("pair", "flow", "scope", "currency")
_BILLION = 1e9
_NAN = float("nan")


def found_in(analysis: Analysis, projections: Sequence[Projection], by: int) -> Found:
    """The projections of a ledger's series to one target, as screened flows."""
    starts = starts_of(analysis.reported, None, analysis)
    series = analysis.reported[schema.SERIES]
    counts = series.value_counts().to_dict()
    rows = [_row(one, starts[one.series], counts[one.series], by) for one in projections]
    columns = np.array(rows, dtype=np.float64).T if rows else np.zeros((17, 0))
    several = (columns[5:9], columns[9], columns[10:14], columns[14:17])
    flows = Screened._make([*columns[:5], *several])
    texts = [
        [one.pair for one in projections],
        [one.flow for one in projections],
        [one.scope for one in projections],
        [currency_of(one.unit) for one in projections],
    ]
    keys = {key: _column(values) for key, values in zip(KEYS, texts, strict=True)}
    currencies = keys["currency"].labels
    survey = Survey(Kept({}), len(analysis.figures), (), 0)
    first = currencies[0] if currencies else "USD"
    return Found(KEYS, keys, flows, first, survey, currencies=keys["currency"])


def _column(texts: Sequence[str]) -> KeyColumn:
    labels = sorted(set(texts))
    place = {label: at for at, label in enumerate(labels)}
    return KeyColumn(labels, np.array([place[text] for text in texts], dtype=np.int64))


def _row(one: Projection, start: Start, count: int, by: int) -> list[float]:
    """The numbers of one series, in the order of the fields of `Screened`."""
    to_billions = scale_of(one.unit) / _BILLION
    rates = dict(start.rates)
    known = [rates.get(name, _NAN) for name in (LATEST, *(f"{span}-year" for span in SPANS))]
    paths = {path.assumption: path.reached_in for path in one.paths}
    reached = [paths.get(name) for name in (LATEST, *(f"{span}-year" for span in SPANS))]
    due = deadline_start(by, one.first_month - 1) // YEAR
    required = next((item for item in one.required if item.by == due), Required(due, _NAN))
    chances = one.outlook.chance_by if one.outlook else ()
    chance = next((item for item in chances if item.year == due), None)
    return [
        count,
        one.base.year,
        one.base.value * to_billions,
        one.target_value * to_billions,
        _NAN if one.already_reached_in is None else one.already_reached_in,
        *known,
        required.growth_pct,
        *(_NAN if year is None else year for year in reached),
        *(chance[1:] if chance else (_NAN, _NAN, _NAN)),
    ]
