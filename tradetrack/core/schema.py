"""The columns of a ledger and of the frame of figures, each defined once.

A ledger's own columns come first, in the order in which tradetrack writes them; the derived ones make a
million figures quick to compare.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pandas as pd

PAIR = "pair"
FLOW = "flow"
KIND = "kind"
PERIOD = "period"
VALUE = "value"
UNIT = "unit"
QUALIFIER = "qualifier"
SCOPE = "scope"
GROWTH_PCT = "growth_pct"
REPORTER = "reporter"
STATED_BY = "stated_by"
STATED_ON = "stated_on"
SOURCE = "source"
NOTE = "note"

LINE = "line"  # of the file, from 1
VALUE_TEXT = "value_text"  # as written: decimals are counted here, not in a float
START = "start"  # first month, year * 12 + month - 1
MONTHS = "months"  # length of the period; 0 for a target without a deadline
AMOUNT = "amount"  # the value in whole currency units, so that equal means equal; -1 where missing
ROUNDING_UNIT = "rounding_unit"  # one unit of the value's last written digit, in whole currency units
CURRENCY = "currency"
SCALE = "scale"  # currency units in one of `unit`: 10**9 for bn
KNOWN_ON = "known_on"  # the last day that stated_on can mean, YYYYMMDD; 0 where unknown


class LedgerColumn(NamedTuple):
    """One column of the file: its meaning, and what an empty or missing cell means."""

    name: str
    meaning: str
    default: str


LEDGER_COLUMNS = (
    LedgerColumn(PAIR, "two economies, such as `CHN-RUS`", "one unnamed pair"),
    LedgerColumn(FLOW, "`total`, `exports` (first to second) or `imports`", "`total`"),
    LedgerColumn(KIND, "`reported` or `target`", "`reported`"),
    LedgerColumn(
        PERIOD,
        "`2021`, `2021-Q3`, `2021-09`, `2021-01/2021-09`; a target's deadline year or nothing",
        "required for `reported`",
    ),
    LedgerColumn(VALUE, "plain decimal number", "required, unless `growth_pct` is there"),
    LedgerColumn(UNIT, "currency and scale: `USD bn`, `CNY mn`, `EUR tn`", "`USD bn`"),
    LedgerColumn(QUALIFIER, "`exact`, `about`, `over`, `under`", "`exact`"),
    LedgerColumn(SCOPE, "what is counted: `services`, `goods-services`, `non-oil`, …", "goods"),
    LedgerColumn(GROWTH_PCT, "growth on the year before as the source states it, in %", "none"),
    LedgerColumn(REPORTER, "whose statistics these are: a code as in `pair`, such as `CHN`", "unknown"),
    LedgerColumn(STATED_BY, "who said it", "unknown"),
    LedgerColumn(STATED_ON, "when: `2022-02-04`, `2022-02` or `2022`", "unknown"),
    LedgerColumn(SOURCE, "address or title", "empty"),
    LedgerColumn(NOTE, "free text", "empty"),
)
LEDGER_NAMES = tuple(column.name for column in LEDGER_COLUMNS)

SAME_NAME = " (ledger)"  # marks a column of the file that is named like one of ours

# Added by `tradetrack.series.grouping.orient`: the series a figure belongs to
SERIES_PAIR = "series_pair"  # the pair as the ledger writes it most often
SERIES_FLOW = "series_flow"  # the flow seen from that pair
SERIES = "series"  # one number for pair, scope, currency and flow, in alphabetical order

# Added by `tradetrack.series.headline.choose`
STATUS = "status"
HEADLINE = "headline"  # row (from 0) of the headline of the same period, a sum after all figures; -1: none
SERIES_UNIT = "series_unit"
LEVEL = "level"  # the value in `series_unit`

# Added by `series.derived_figures`
BASIS = "basis"
PARTS = "parts"  # how many stated figures a sum is of; 1 for a stated one

# Added by `series.growth`: headline figures and annual rows
COMPUTED = "computed_growth_pct"  # growth of two levels, NaN where there is none
BOUND = "growth_bound"  # `over` or `under`, where only a bound of the growth follows; else ""
BOUND_PCT = "growth_bound_pct"
STATED = "stated_growth_pct"  # the growth that the headline's source, or a restatement, states
IMPLIED_PCT = "implied_pct"  # of an implied level, the stated growth of the year after
CAGR = "cagr_pct"  # compound growth a year since the last figure before a gap, NaN where there is none
CAGR_SINCE = "cagr_since"  # the start of that figure's period; 0 where there is none
YEAR_COLUMN = "year"
LABEL = "label"

# Added by `series.analysis`
FLOOR = "floor"  # what is known to have been traded in the year, where it has no figure but a bound at most

# Added by `series.nowcast`
METHOD = "method"
LOW_80 = "low_80"
HIGH_80 = "high_80"
FROM_MONTHS = "from_months"
TO_DATE = "to_date"  # the level of these months
MEAN_SHARE = "mean_share"  # of these months in past years

# Columns of few distinct words: they are read as codes.
CODED_NAMES = (PAIR, FLOW, KIND, UNIT, QUALIFIER, SCOPE, REPORTER)
# As good as those, unless all of them are numbers: these lose their texts.
OFTEN_CODED_NAMES = (PERIOD, STATED_ON)

# The frame at each stage: what each adds to the one before, with its dtypes ("category" of texts).
FIGURES = {
    **dict.fromkeys(
        (PAIR, FLOW, KIND, PERIOD, UNIT, QUALIFIER, SCOPE, REPORTER, STATED_ON, CURRENCY), "category"
    ),
    **dict.fromkeys((STATED_BY, SOURCE, NOTE, VALUE_TEXT), "object"),
    **dict.fromkeys((VALUE, GROWTH_PCT), "float64"),
    **dict.fromkeys((LINE, AMOUNT, ROUNDING_UNIT, SCALE), "int64"),
    **dict.fromkeys((START, MONTHS, KNOWN_ON), "int32"),
}
ORIENTED = FIGURES | {SERIES_PAIR: "category", SERIES_FLOW: "category", SERIES: "int64"}
CHOSEN = ORIENTED | {STATUS: "category", HEADLINE: "int64", SERIES_UNIT: "category", LEVEL: "float64"}
DERIVED_NAMES = tuple(name for name in CHOSEN if name not in LEDGER_NAMES)
DERIVED = CHOSEN | {BASIS: "object", PARTS: "int64"}
HEADLINES = DERIVED | {COMPUTED: "float64", BOUND: "object", BOUND_PCT: "float64", STATED: "float64"}
ANNUAL = HEADLINES | {
    CAGR: "float64",
    CAGR_SINCE: "int64",
    YEAR_COLUMN: "int64",
    LABEL: "object",
}


def mismatches(frame: pd.DataFrame, stage: Mapping[str, str]) -> list[str]:
    """What is wrong with a frame as one of a stage: a column that it lacks, or one of another dtype."""
    lacking = [f"there is no column {name!r}" for name in stage if name not in frame.columns]
    return lacking + [
        f"column {name!r} is {frame[name].dtype}, not {dtype}"
        for name, dtype in stage.items()
        if name in frame.columns and str(frame[name].dtype) != dtype
    ]
