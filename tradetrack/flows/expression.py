"""The one expression: read, filter, add up. Ibis writes it in the SQL of each engine.

Text is cast strictly: a cell is a number as a whole or it is refused, and what a file's column is called or
what its first rows hold decides nothing. Engines differ in what they do with a text that is no number, an
infinite value, a division by zero and the order of sums, so the expression leaves none of it to them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from tradetrack.flows.shapes import FLOW_WORDS, Shape
from tradetrack.sources.reading import MISSING

Table = Any  # an Ibis table
FINE, EMPTY, BAD_VALUE = range(3)
LARGEST = 1e20  # in the unit of the file: beyond any trade, and within the decimals that sums are made of
NUMBER = r"^[-+]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][-+]?[0-9]{1,2})?$"
GROUPED = r"^[-+]?[0-9]{1,3}(,[0-9]{3})+([.][0-9]*)?$"
COMMA = r"^[-+]?([0-9]+|[0-9]{1,3}([.][0-9]{3})+)(,[0-9]+)?$"
EXACT = "decimal(38, 12)"
PERIOD, LEVEL, STATUS = "_period", "_value", "_status"
FILE_NAME, ROW_NAME = "_file", "_row"  # of a row that is named, where the engine knows them


class Kept(NamedTuple):
    """Which rows count: by year the raw periods that make it, and the values of some other columns.

    `all_rows` says that every row does.
    """

    years: Mapping[int, tuple[Any, ...]]
    columns: Mapping[str, tuple[Any, ...]] = {}
    all_rows: bool = False


def key_column(key: str) -> str:
    """The name of a key in the typed table: no column of a file is called so."""
    return f"_key_{key}"


def typed(table: Table, shape: Shape, decimal: str, keys: Sequence[str], facets: Mapping[str, Any]) -> Table:
    """The keys and the period of each row as they are, its value as a number, and whether it is one.

    `facets` are further columns of few values that tell rows apart, by name, made of the table. A value that
    is no number is null.
    """
    import ibis

    value, good, empty = _number(table[shape.value], decimal)
    status = ibis.cases((good, FINE), (empty, EMPTY), else_=BAD_VALUE).cast("int8")
    return table.select(
        **{key_column(key): table[shape.keys[key]] for key in keys},
        **{name: make(table) for name, make in facets.items()},
        **{PERIOD: table[shape.period], LEVEL: value, STATUS: status},
    )


def _number(column: Any, decimal: str) -> tuple[Any, Any, Any]:
    """The value of a column as double, whether it is a number that counts, and whether there is none."""
    import ibis

    none = ibis.null("string")
    if column.type().is_string():
        text = column.strip().fill_null("")
        plain = text.re_search(COMMA if decimal == "," else NUMBER)
        if decimal == ",":
            with_point = text.replace(".", "").replace(",", ".")
            number = ibis.cases((plain, with_point), else_=none).cast("float64")
        else:
            grouped = text.re_search(GROUPED)
            number = ibis.cases((plain, text), (grouped, text.replace(",", "")), else_=none).cast("float64")
        empty = text.lower().isin(sorted(MISSING))
    else:
        number, empty = column.cast("float64"), column.isnull()
    sound = (number >= 0) & (number <= LARGEST)
    if column.type().is_floating():
        sound = sound & ~number.isnan()
    sound = sound.fill_null(False)
    return ibis.cases((sound, number), else_=ibis.null("float64")), sound, empty


def flow_facet(column: str) -> Any:
    """What makes the column of the flow one of `exports`, `imports` and `other`."""

    def make(table: Table) -> Any:
        import ibis

        text = table[column].cast("string").strip().lower()
        found = [(text.isin(words), flow) for flow, words in FLOW_WORDS.items()]
        return ibis.cases(*found, else_="other")

    return make


def surveyed(table: Table, facets: Sequence[str]) -> Table:
    """How many rows there are of each period and facet, with and without a number: a small table."""
    status = table[STATUS]
    return table.group_by([PERIOD, *facets]).agg(
        rows=table.count(),
        empty=table.count(where=status == EMPTY),
        refused=table.count(where=status == BAD_VALUE),
    )


def counted(table: Table, column: str) -> Table:
    """How many rows there are of each value of a column."""
    return table.group_by(column).agg(rows=table.count())


def kept_rows(table: Table, kept: Kept) -> Table:
    """The rows that count."""
    if kept.all_rows:
        return table
    periods = [raw for raws in kept.years.values() for raw in raws]
    others = [table[name].isin(values) for name, values in kept.columns.items()]
    return table.filter(table[PERIOD].isin(periods), table[STATUS] == FINE, *others)


def added_up(table: Table, keys: Sequence[str], years: Mapping[int, Sequence[Any]], exact: bool) -> Table:
    """One row a flow, and a column a year with the sum of its values: null where there is no row.

    An `exact` sum is the same whatever the order of its terms: it is made of decimals, then a double.
    """
    value, period = (table[LEVEL].cast(EXACT) if exact else table[LEVEL]), table[PERIOD]
    sums = {
        f"y{year}": _those(value, period == raws[0] if len(raws) == 1 else period.isin(raws)).sum()
        for year, raws in sorted(years.items())
    }
    if exact:
        sums = {name: total.cast("float64") for name, total in sums.items()}
    return table.group_by([key_column(key) for key in keys]).agg(**sums)


def _those(value: Any, condition: Any) -> Any:
    """A value where a condition holds, else null: engines add this up faster than with a FILTER."""
    import ibis

    return ibis.cases((condition, value), else_=ibis.null(value.type()))


def bad_rows(table: Table, shape: Shape, decimal: str, periods: Sequence[Any], count: int) -> Table:
    """The first rows whose value or period is refused, as they are, by their place or else by all they have.

    `periods` are the raw periods that are understood.
    """
    _, good, empty = _number(table[shape.value], decimal)
    period = table[shape.period]
    known = period.isin(periods).fill_null(False) if periods else period.isnull() & period.notnull()
    names = [name for name in (FILE_NAME, ROW_NAME) if name in table.columns]
    names += [shape.period, *shape.keys.values(), shape.value]
    bad = table.filter(~((good | empty) & known)).select(*dict.fromkeys(names))
    return bad.order_by([bad[name] for name in bad.columns]).limit(count)
