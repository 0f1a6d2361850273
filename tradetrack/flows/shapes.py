"""The shapes of tables of flows: which columns hold the keys, the period and the value, and in which unit.

BACI: t, i, j, k, v in thousand dollars, exports of i to j. Comtrade: reporter and partner, in dollars; what
its rows count twice is told apart by `tradetrack.flows.comtrade`. Any other table names its columns by
options, or has the plain names exporter, importer, product, year and value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tradetrack.core.errors import RequestError
from tradetrack.core.numerals import listed
from tradetrack.core.units import currency_of, scale_of
from tradetrack.core.vocabulary import EXPORTS, IMPORTS
from tradetrack.flows.wanted import Wanted
from tradetrack.sources.layout import unit_of

EXPORTER, IMPORTER, PRODUCT, PAIR = "exporter", "importer", "product", "pair"
REPORTER, PARTNER, FLOW = "reporter", "partner", "flow"
ECONOMIES = (EXPORTER, IMPORTER, REPORTER, PARTNER)
_BACI = ("t", "i", "j", "k", "v")
_PLAIN_YEAR, _PLAIN_VALUE = ("year", "period"), ("value",)
_COMTRADE = (
    (REPORTER, ("reporterISO", "reporterCode")),
    (PARTNER, ("partnerISO", "partnerCode")),
    (PRODUCT, ("cmdCode",)),
    (FLOW, ("flowCode",)),
)


class Shape(NamedTuple):
    """How the columns of a table are read.

    `keys` has the column of each key, in the order of the file; `codes` the codes of economies that come
    with the file. A value over `divisor` is in billions of `currency`. `digits` are those of a product code.
    `flow_column` tells exports from imports, `fixed_flow` says what all rows are.
    """

    kind: str
    period: str
    value: str
    currency: str
    divisor: float
    keys: Mapping[str, str]
    flow_column: str | None = None
    fixed_flow: str | None = None
    is_comtrade: bool = False
    digits: int = 0

    @property
    def names(self) -> list[str]:
        """The names that a key may have: those of the file's keys, and a pair where there are two sides."""
        sides = {EXPORTER, IMPORTER} <= set(self.keys)
        return [*([PAIR] if sides else []), *self.keys]

    @property
    def default_per(self) -> tuple[str, ...]:
        """The keys of a flow where none are asked for: all that are no second name of another."""
        sides = {EXPORTER, IMPORTER} <= set(self.keys)
        kept = [key for key in self.keys if not (sides and key in ECONOMIES)]
        return ((PAIR,) if sides else ()) + tuple(kept)

    def columns_of(self, key: str) -> tuple[str, ...]:
        """The keys that a name stands for: exporter and importer for a pair."""
        return (EXPORTER, IMPORTER) if key == PAIR else (key,)


def is_ledger(names: Sequence[str]) -> bool:
    """Whether the columns are those of a ledger of stated figures."""
    return {"period", "value"} <= set(names) and not {EXPORTER, IMPORTER, PARTNER, PRODUCT, "year"} & set(
        names
    )


def shape_of(names: Sequence[str], wanted: Wanted, where: str) -> Shape:
    """The shape of a table with these columns. Raises RequestError for what it does not say."""
    if wanted.layout.period or wanted.layout.value:
        shape = _by_options(names, wanted, where)
    elif set(_BACI) <= set(names):
        keys = {EXPORTER: "i", IMPORTER: "j", PRODUCT: "k"}
        shape = Shape("a CEPII BACI file", "t", "v", "USD", 1e6, keys, digits=6)
    elif "primaryValue" in names and "flowCode" in names:
        shape = _comtrade(names, wanted, where)
    elif not set(_PLAIN_YEAR).isdisjoint(names) and not set(_PLAIN_VALUE).isdisjoint(names):
        shape = _plain(names, wanted)
    else:
        raise RequestError(
            f"{where}: not a known table of flows (its columns are {listed(names)}); "
            "name its columns with {period}, {value} and {unit}"
        )
    if wanted.layout.unit:
        currency, divisor = _unit(wanted)
        shape = shape._replace(currency=currency, divisor=divisor)
    return shape


def _unit(wanted: Wanted) -> tuple[str, float]:
    """The currency of the values, and how many of them are a billion."""
    unit, power = unit_of(wanted.layout.unit)
    scale = scale_of(unit)
    return currency_of(unit), float(f"{1e9 / (scale * 10.0**power):.12g}")


def _comtrade(names: Sequence[str], wanted: Wanted, where: str) -> Shape:
    keys = {}
    for key, options in _COMTRADE:
        column = next((name for name in options if name in names), None)
        if column is None:
            raise RequestError(f"{where}: a UN Comtrade file without {listed(options, 'or')}")
        keys[key] = column
    period = next((name for name in ("period", "refYear") if name in names), None)
    if period is None:
        raise RequestError(f"{where}: a UN Comtrade file without period or refYear")
    flow = keys.pop(FLOW)
    sided = _sides(keys, flow, wanted.flow)
    return Shape("a UN Comtrade file", period, "primaryValue", "USD", 1e9, sided, flow, is_comtrade=True)


def _sides(keys: Mapping[str, str], flow_column: str | None, flow: str | None) -> dict[str, str]:
    """Exporter and importer in place of reporter and partner, where the flow says which is which."""
    if not {REPORTER, PARTNER} <= set(keys) or (flow_column is None and flow is None):
        return dict(keys)
    rest = {key: column for key, column in keys.items() if key not in (REPORTER, PARTNER)}
    sides = (keys[PARTNER], keys[REPORTER]) if flow == IMPORTS else (keys[REPORTER], keys[PARTNER])
    return {EXPORTER: sides[0], IMPORTER: sides[1], **rest}


def _plain(names: Sequence[str], wanted: Wanted) -> Shape:
    period = next(name for name in _PLAIN_YEAR if name in names)
    keys = {key: key for key in (EXPORTER, IMPORTER, REPORTER, PARTNER, PRODUCT) if key in names}
    flow = FLOW if FLOW in names else None
    currency, divisor = _unit(wanted)
    return Shape(
        "a table of flows",
        period,
        "value",
        currency,
        divisor,
        _sides(keys, flow, wanted.flow),
        flow,
        wanted.flow,
    )


def _by_options(names: Sequence[str], wanted: Wanted, where: str) -> Shape:
    layout = wanted.layout
    if not layout.period:
        raise RequestError("name the column of the periods", "period")
    if len(layout.value) != 1:
        raise RequestError("name the one column of the values", "value")
    given = (
        (REPORTER, layout.reporter, "reporter_column"),
        (PARTNER, layout.partner, "partner_column"),
        (PRODUCT, wanted.product, "product_column"),
    )
    for parameter, column in (
        ("period", layout.period),
        ("value", layout.value[0]),
        ("flow_column", layout.flow),
        *((parameter, column) for _, column, parameter in given),
    ):
        if column is not None:
            require_column(column, names, where, parameter)
    keys = {key: column for key, column, _ in given if column}
    currency, divisor = _unit(wanted)
    return Shape(
        "a table of flows",
        layout.period,
        layout.value[0],
        currency,
        divisor,
        _sides(keys, layout.flow, wanted.flow),
        layout.flow,
        wanted.flow,
    )


def require_column(column: str, names: Sequence[str], where: str, parameter: str) -> None:
    """Raise RequestError for a column that a table lacks."""
    if column not in names:
        raise RequestError(f"{where} has no column {column!r}; its columns are {listed(names)}", parameter)


def keyed(shape: Shape, wanted: Wanted, names: Sequence[str], where: str) -> Shape:
    """The shape with the columns that `per` and `where` name and that are none of its keys."""
    keys = dict(shape.keys)
    asked = (*((key, "per") for key in wanted.per), *((key, "where") for key, _ in wanted.where))
    for key, parameter in asked:
        if key in shape.names or key in keys:
            continue
        if key not in names:
            known = list(dict.fromkeys([*shape.names, *names]))
            raise RequestError(f"{where} has no {key!r}; there is {listed(known)}", parameter)
        keys[key] = key
    return shape._replace(keys=keys)


FLOW_WORDS = {
    EXPORTS: ("x", "export", "exports"),
    IMPORTS: ("m", "import", "imports"),
}
