"""What a view leaves out of what was read, by reason, so that nothing disappears silently."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from tradetrack.core import schema
from tradetrack.core.periods import MONTH_NAMES, YEAR
from tradetrack.core.rows import kept
from tradetrack.core.vocabulary import EXPORTS_PLUS_IMPORTS, FLOWS, HEADLINE, OTHER_REPORTER, TARGET
from tradetrack.series.grouping import of_flow
from tradetrack.series.growth import begins_a_year
from tradetrack.series.headline import Chosen
from tradetrack.series.keys import Ints, distinct, find, of_each, of_runs
from tradetrack.series.levels import FLOW_COUNT
from tradetrack.series.query import Query
from tradetrack.series.windows import YEARS

# All that is asked of a figure: a frame of few columns is cut much quicker than one of all.
_ASKED = [
    *(schema.SERIES_PAIR, schema.SERIES_FLOW, schema.SERIES, schema.START, schema.MONTHS),
    *(schema.REPORTER, schema.STATUS, schema.HEADLINE),
]


class LeftOut(NamedTuple):
    """So many figures that a view leaves out: the parameter that shows them, with its values."""

    number: int
    parameter: str
    values: tuple[str, ...] = ()
    noun: str = "figure"


class NoTotal(NamedTuple):
    """A pair whose exports and imports make no total: whose figures they are (an empty name is unknown)."""

    pair: str
    exports_by: tuple[str, ...]
    imports_by: tuple[str, ...]


def left_out(chosen: Chosen, query: Query, undated: int) -> list[LeftOut]:
    """The figures left out, `undated` ones of an as-of view first; parameters without any are not there."""
    figures = chosen.figures[_ASKED]
    shown = of_flow(figures, query)
    own = kept(figures, shown)
    other = own[(own[schema.STATUS] == OTHER_REPORTER).to_numpy() & (own[schema.HEADLINE] < 0).to_numpy()]
    hidden = figures[~shown]
    is_target = (hidden[schema.STATUS] == TARGET).to_numpy()
    flows, targets = _not_behind_totals(chosen, hidden[~is_target]), hidden[is_target]
    years = own[(own[schema.STATUS] == HEADLINE).to_numpy() & (own[schema.MONTHS] == YEAR).to_numpy()]
    years = years[~begins_a_year(years, chosen.first_month)]
    months = sorted((years[schema.START] % YEAR).unique().tolist())
    found = [
        LeftOut(undated, "as_of"),
        LeftOut(len(other), "reporter", tuple(sorted(other[schema.REPORTER].unique()))),
        LeftOut(len(flows), "flow", tuple(sorted(flows[schema.SERIES_FLOW].unique()))),
        LeftOut(
            len(targets), "flow", tuple(sorted(targets[schema.SERIES_FLOW].unique())), "target statement"
        ),
        LeftOut(len(years), "year_start", tuple(MONTH_NAMES[number] for number in months), "year"),
    ]
    return [reason for reason in found if reason.number]


def _not_behind_totals(chosen: Chosen, hidden: pd.DataFrame) -> pd.DataFrame:
    """The figures of other flows in years of which no total is made."""
    derived = chosen.derived
    made = kept(derived, (derived[schema.BASIS] == EXPORTS_PLUS_IMPORTS).to_numpy())
    years = distinct(_year_of_pair(chosen, made))
    return kept(hidden, find(years, _year_of_pair(chosen, hidden)) < 0)


def _year_of_pair(chosen: Chosen, figures: pd.DataFrame) -> Ints:
    """One number for the pair, scope and currency of each figure and the year in which it starts."""
    total = figures[schema.SERIES].to_numpy() // FLOW_COUNT * FLOW_COUNT
    month = of_runs(total, lambda series: of_each(chosen.first_month, series))
    years: Ints = total * YEARS + (figures[schema.START].to_numpy() - month) // YEAR
    return years


def without_total(chosen: Chosen) -> list[NoTotal]:
    """The pairs that have exports and imports, but no total, stated or made."""
    figures = chosen.figures
    figures = figures[
        (figures[schema.STATUS] != TARGET).to_numpy() & (figures[schema.AMOUNT] >= 0).to_numpy()
    ]
    stated = {*figures[schema.SERIES].unique().tolist(), *chosen.derived[schema.SERIES].unique().tolist()}
    found = []
    for family in sorted({series // FLOW_COUNT for series in stated}):
        total, *flows = (family * FLOW_COUNT + place for place in range(len(FLOWS)))
        if total not in stated and all(flow in stated for flow in flows):
            sides = [figures[(figures[schema.SERIES] == flow).to_numpy()] for flow in flows]
            by = [tuple(sorted(side[schema.REPORTER].unique())) for side in sides]
            found.append(NoTotal(str(sides[0][schema.SERIES_PAIR].iloc[0]), *by))
    return found
