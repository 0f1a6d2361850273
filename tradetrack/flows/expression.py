"""The one expression: read, filter, add up. Ibis writes it in the SQL of each engine.

Text is cast strictly: a cell is a number as a whole or it is refused, and what a file's column is called or
what its first rows hold decides nothing. Engines differ in what they do with a text that is no number, an
infinite value, a division by zero and the order of sums, so the expression leaves none of it to them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from tradetrack.core.periods import YEAR
from tradetrack.flows.shapes import FLOW_WORDS, Shape
from tradetrack.sources.reading import MISSING

Table = Any  # an Ibis table
FINE, EMPTY, BAD_VALUE, BAD_PERIOD = range(4)
LARGEST = 1e20  # in the unit of the file: beyond any trade, and within the decimals that sums are made of
NUMBER = r"^[-+]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][-+]?[0-9]{1,2})?$"
GROUPED = r"^[-+]?[0-9]{1,3}(,[0-9]{3})+([.][0-9]*)?$"
COMMA = r"^[-+]?[0-9]+(,[0-9]+)?$"
ANNUAL = r"^[0-9]{4}$"
MONTHLY = r"^[0-9]{4}-?(0[1-9]|1[0-2])$"
EXACT = "decimal(38, 12)"
YEAR_NAME, MONTH_NAME, LEVEL, STATUS = "_year", "_month", "_value", "_status"


class Kept(NamedTuple):
    """Which rows count: full years as years and as twelve months, and the values of some other columns."""

    years: tuple[int, ...]
    monthly: tuple[int, ...] = ()
    columns: Mapping[str, tuple[Any, ...]] = {}
    all_fine: bool = False


def key_column(key: str) -> str:
    """The name of a key in the typed table: no column of a file is called so."""
    return f"_key_{key}"


def typed(table: Table, shape: Shape, decimal: str, keys: Sequence[str], facets: Mapping[str, Any]) -> Table:
    """The keys as they are, and year, month (0 for a whole year), value and status of each row.

    `facets` are further columns of few values that tell rows apart, by name, made of the table.
    """
    import ibis

    value, good, empty = _number(table[shape.value], decimal)
    year, month, known = _period(table[shape.period])
    status = ibis.cases((~known, BAD_PERIOD), (good, FINE), (empty, EMPTY), else_=BAD_VALUE)
    named = {key_column(key): table[shape.keys[key]] for key in keys}
    return table.select(
        **named,
        **{name: make(table) for name, make in facets.items()},
        **{YEAR_NAME: year, MONTH_NAME: month, LEVEL: value, STATUS: status.cast("int8")},
    )


def _number(column: Any, decimal: str) -> tuple[Any, Any, Any]:
    """The value of a column as double, whether it is a number that counts, and whether there is none."""
    import ibis

    none = ibis.null("string")
    if column.type().is_string():
        text = column.strip().fill_null("")
        plain = text.re_search(COMMA if decimal == "," else NUMBER)
        if decimal == ",":
            number = ibis.cases((plain, text.replace(",", ".")), else_=none).cast("float64")
        else:
            grouped = text.re_search(GROUPED)
            number = ibis.cases((plain, text), (grouped, text.replace(",", "")), else_=none).cast("float64")
        empty = text.lower().isin(sorted(MISSING))
    else:
        number, empty = column.cast("float64"), column.isnull()
    sound = number.notnull() & (number >= 0) & (number <= LARGEST)
    if column.type().is_floating():
        sound = sound & ~number.isnan()
    return ibis.cases((sound, number), else_=ibis.null("float64")), sound, empty


def _period(column: Any) -> tuple[Any, Any, Any]:
    """The year and the month (0 for a whole year) of a column, and whether it says them."""
    import ibis

    if column.type().is_integer():
        whole = column.cast("int64")
        is_year = (whole >= 1) & (whole <= 9999)
        month = whole % 100
        is_month = (whole >= 100001) & (whole <= 999912) & (month >= 1) & (month <= YEAR)
        year = ibis.cases((is_year, whole), (is_month, (whole - month) / 100), else_=0)
        months = ibis.cases((is_month, month), else_=0)
        return year.round().cast("int32"), months.cast("int32"), (is_year | is_month).fill_null(False)
    text = column.cast("string").strip().fill_null("")
    is_year, is_month = text.re_search(ANNUAL), text.re_search(MONTHLY)
    known = is_year | is_month
    zero = ibis.literal("0")
    year = ibis.cases((known, text.substr(0, 4)), else_=zero).cast("int32")
    months = ibis.cases((is_month, text.right(2)), else_=zero).cast("int32")
    return year, months, known


def flow_facet(column: str) -> Any:
    """What makes the column of the flow one of `exports`, `imports` and `other`."""

    def make(table: Table) -> Any:
        import ibis

        text = table[column].cast("string").strip().lower()
        found = [(text.isin(words), flow) for flow, words in FLOW_WORDS.items()]
        return ibis.cases(*found, else_="other")

    return make


def surveyed(table: Table, facets: Sequence[str]) -> Table:
    """How many rows there are of each period, status and facet: a small table."""
    return table.group_by([YEAR_NAME, MONTH_NAME, STATUS, *facets]).agg(rows=table.count())


def weighed(table: Table, key: str) -> Table:
    """How many rows there are of each value of a key."""
    column = key_column(key)
    return table.group_by(column).agg(rows=table.count())


def kept_rows(table: Table, kept: Kept) -> Table:
    """The rows that count."""
    months = (table[MONTH_NAME] == 0) & table[YEAR_NAME].isin(kept.years)
    if kept.monthly:
        months = months | ((table[MONTH_NAME] != 0) & table[YEAR_NAME].isin(kept.monthly))
    conditions = [] if kept.all_fine else [months, table[STATUS] == FINE]
    conditions += [table[name].isin(values) for name, values in kept.columns.items()]
    return table.filter(*conditions) if conditions else table


def added_up(table: Table, keys: Sequence[str], years: Sequence[int], exact: bool) -> Table:
    """One row a flow, and a column a year with the sum of its values: null where there is no row.

    An `exact` sum is the same whatever the order of its terms: it is made of decimals, then a double.
    """
    value = table[LEVEL].cast(EXACT) if exact else table[LEVEL]
    sums = {f"y{year}": value.sum(where=table[YEAR_NAME] == year) for year in years}
    if exact:
        sums = {name: total.cast("float64") for name, total in sums.items()}
    return table.group_by([key_column(key) for key in keys]).agg(**sums)
