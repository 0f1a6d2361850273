"""The columns of what `export` writes: the name, kind, meaning and limits of each, whatever the format."""

from __future__ import annotations

from typing import Literal, NamedTuple

from tradetrack.core import schema
from tradetrack.core.schema import LEDGER_COLUMNS, LedgerColumn
from tradetrack.core.vocabulary import BOUNDS, FLOWS, IMPLIED, KINDS, KNOWN, NOWCAST, QUALIFIERS, STATUSES

Kind = Literal["text", "number", "integer", "date", "link"]


class Field(NamedTuple):
    """One column: what its cells are, and what they may be.

    A `date` is a day, a month or a year, as far as it is known; a `link` is an address or a title. `values`
    are the words that a text may be, `pattern` the form of a text as a regular expression, `minimum` the
    least number.
    """

    name: str
    kind: Kind = "text"
    meaning: str = ""
    values: tuple[str, ...] = ()
    pattern: str = ""
    minimum: float | None = None


_MONTH = "(0[1-9]|1[0-2])"
_CODE = "[A-Z0-9]{2,6}"

# What the cells of a ledger's columns are; those of a column that is not named here are free text.
_LEDGER = (
    Field(schema.PAIR, pattern=f"{_CODE}-{_CODE}"),
    Field(schema.FLOW, values=FLOWS),
    Field(schema.KIND, values=KINDS),
    Field(schema.PERIOD, pattern=f"[0-9]{{4}}(-Q[1-4]|-{_MONTH}(/[0-9]{{4}}-{_MONTH})?)?"),
    Field(schema.VALUE, "number", minimum=0),
    Field(schema.UNIT, pattern="[A-Z]{3} (mn|bn|tn)"),
    Field(schema.QUALIFIER, values=QUALIFIERS),
    Field(schema.SCOPE, pattern="[a-z0-9]+(-[a-z0-9]+)*"),
    Field(schema.GROWTH_PCT, "number"),
    Field(schema.REPORTER, pattern=_CODE),
    Field(schema.STATED_ON, "date", pattern=f"[0-9]{{4}}(-{_MONTH}(-(0[1-9]|[12][0-9]|3[01]))?)?"),
    Field(schema.SOURCE, "link"),
)


def ledger_field(name: str) -> Field:
    """The field of a column of a ledger; one that is not ours is text."""
    own = next((column for column in LEDGER_COLUMNS if column.name == name), None)
    known = next((field for field in _LEDGER if field.name == name), Field(name))
    return known._replace(meaning=_meaning(own) if own else "a column of the ledger's own")


def _meaning(column: LedgerColumn) -> str:
    """What a column of a ledger means, and what an empty cell does."""
    default = "" if column.default == "empty" else f"; empty means {column.default}"
    if column.default.startswith("required"):
        default = f"; {column.default}"
    return f"{column.meaning}{default}".replace("`", "")


LINE = Field(schema.LINE, "integer", "line of the figure in the ledger", minimum=1)
STATUS = Field(schema.STATUS, "text", "what the figure is beside the others of its period", values=STATUSES)

_SERIES = (
    Field("pair", meaning="two economies, such as CHN-RUS"),
    Field("flow", meaning="total, exports (first to second) or imports", values=FLOWS),
    Field("scope", meaning="what is counted; empty: goods"),
    Field("unit", meaning="currency and scale of the values in the row"),
)

ANNUAL = (
    *_SERIES,
    Field("reporter", meaning="whose statistics these are; empty: unknown"),
    Field("year", "integer", "the year in which the twelve months start"),
    Field("label", meaning="the year as printed: 2017-18 for a fiscal year"),
    Field("period", meaning="the twelve months, as a ledger writes them"),
    Field("value", "number", "level of the year"),
    Field(
        "qualifier", meaning="whether the value is exact, about, a lower or an upper bound", values=QUALIFIERS
    ),
    Field("basis", meaning="what the value rests on", values=(*KNOWN, IMPLIED, NOWCAST)),
    Field("parts", "integer", "of a sum, the stated figures in it"),
    Field("floor", "number", "what is known to have been traded at least, in a year without a figure"),
    Field("growth_pct", "number", "computed growth on the year before, in %"),
    Field("growth_bound", meaning="whether the growth is over or under growth_bound_pct", values=BOUNDS),
    Field("growth_bound_pct", "number", "bound of the growth, in %"),
    Field("stated_growth_pct", "number", "growth as the source states it, in %"),
    Field("cagr_pct", "number", "compound growth a year since the last figure before a gap, in %"),
    Field("cagr_since", "integer", "the year of that figure"),
    Field("method", meaning="of an estimate, how it was made"),
    Field("low_80", "number", "low end of the 80 % interval of an estimate"),
    Field("high_80", "number", "high end of the 80 % interval of an estimate"),
    Field("stated_by", meaning="who said it"),
    Field("stated_on", "date", "when: a day, a month or a year"),
    Field("source", "link", "address or title"),
)

PROJECTIONS = (
    *_SERIES,
    Field("base_year", "integer", "the year that the projection starts from"),
    Field("base_value", "number", "its level"),
    Field("base_qualifier", meaning="whether the level is exact, about or a bound", values=QUALIFIERS),
    Field("base_basis", meaning="what the level rests on", values=(*KNOWN, NOWCAST)),
    Field("target", "number", "the level to reach; empty: none is stated"),
    Field("deadline", "integer", "the year by which; empty: none is stated"),
    Field("already_reached_in", "integer", "the first year that is known to have the target"),
    Field("assumption", meaning="what the growth of the path is taken from"),
    Field("growth_pct", "number", "growth of the path, in % a year"),
    Field("years", "number", "years to the target on the path; empty: never"),
    Field("reached_in", "integer", "the first year with the target on the path; empty: never"),
    Field("chance_by", "integer", "the year that the chances are for"),
    Field("chance", "number", "chance to have reached the target by then, from 0 to 1"),
    Field("chance_slow", "number", "the same in a slow era of world trade"),
    Field("chance_fast", "number", "the same in a fast era of world trade"),
)

TARGETS = (
    *_SERIES,
    Field("value", "number", "the level to reach"),
    Field("deadline", "integer", "the year by which; empty: none is stated"),
    Field("first_stated_on", "date", "when it was first stated: a day, a month or a year"),
    Field("first_stated_by", meaning="who stated it first"),
    Field("restated", "integer", "how often it was stated again"),
    Field("base_year", "integer", "the last year known on that day"),
    Field("base_value", "number", "its level"),
    Field("required_growth_pct", "number", "growth a year that the target asked for, in %"),
    Field("outcome", meaning="what became of it: open, met, missed, overtaken or unknown"),
    Field("settled_by", meaning="what the outcome rests on"),
    Field("outcome_year", "integer", "the year that settled it"),
    Field("outcome_value", "number", "the level of that year"),
    Field("outcome_qualifier", meaning="whether that level is exact, about or a bound"),
    Field("rating", meaning="growth so far beside the growth required; looks back"),
    Field("lineage", meaning="what it changes of an earlier target"),
    Field("qualifier", meaning="whether the target is exact, about or a bound", values=QUALIFIERS),
    Field("source", "link", "address or title of the first statement"),
    LINE,
)
