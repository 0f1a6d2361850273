"""CEPII's BACI: a row a year (t), exporter (i), importer (j) and product (k), v in thousand dollars.

Quirks: economies are numbers of the UN (490 is Taiwan). Exports and imports have been made to agree, so that
there is one value, FOB, for both sides: it is taken as the exports of i to j. No row is a total of products.
"""

from __future__ import annotations

from itertools import repeat

from tradetrack.core.vocabulary import EXPORTS
from tradetrack.sources.columns import columns_of, given, groups_of, only, values_of
from tradetrack.sources.reading import (
    Choice,
    Figure,
    File,
    Reading,
    in_unit,
    require_scope,
)
from tradetrack.sources.source import Source
from tradetrack.sources.sums import sides_of, sums_of

_HEADER = ["t", "i", "j", "k", "v", "q"]
_CHAPTERS = 90  # of 97: a file with fewer of them is not one of all products
_NOTE = "FOB, both sides' statistics made to agree"


def read(file: File, choice: Choice) -> Reading:
    """The exports of every economy to every other, the sums of their products, in USD mn."""
    reading = Reading(skip=choice.skip)
    columns = columns_of(file, {name: (name,) for name in _HEADER})
    values = values_of(reading, columns["v"])
    reading.rows = len(values)
    has_value = given(values)
    columns, values = only(columns, has_value), values[has_value]
    chapters = {product.strip().zfill(6)[:2] for product in columns["k"].present()}
    few = len(chapters) < _CHAPTERS
    scope = require_scope(choice, sorted(chapters), "complete set of chapters") if few else ""
    years, *sides = (columns[name].read_as(str.strip) for name in ("t", "i", "j"))
    sums = sums_of(groups_of(years.codes, *(side.codes for side in sides)), values)
    taken, sellers, buyers = sides_of(reading, choice, sums, *(side.only(sums.first) for side in sides))
    texts = [in_unit(value, -3) for value in sums.values[taken]]
    years = years.only(sums.first[taken])
    fixed = map(repeat, ("USD mn", scope, _NOTE))
    figures = map(Figure, sellers, buyers, repeat(EXPORTS), years.each(str), texts, *fixed)
    reading.take_all(figures, sums.values[taken])
    return reading


SOURCE = Source(
    kind="a CEPII BACI file",
    recognise=lambda head: head.header == _HEADER,
    by_hand="add up v over the products of one i, j and t for a ledger "
    "(tradetrack init NEW.csv): exports of i to j, thousand dollars / 1e6 as USD bn",
    title="BACI",
    read=read,
)
