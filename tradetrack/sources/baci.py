"""CEPII's BACI: a row a year (t), exporter (i), importer (j) and product (k), v in thousand dollars.

Quirks: economies are numbers of the UN (490 is Taiwan). Exports and imports have been made to agree, so that
there is one value, FOB, for both sides: it is taken as the exports of i to j. No row is a total of products.
"""

from __future__ import annotations

from decimal import Decimal

from tradetrack.core.vocabulary import EXPORTS
from tradetrack.sources.reading import (
    OWN_PARTNER,
    Choice,
    Figure,
    File,
    Reading,
    in_unit,
    require_scope,
)
from tradetrack.sources.rows import rows_of
from tradetrack.sources.source import Source

_HEADER = ["t", "i", "j", "k", "v", "q"]
_CHAPTERS = 90  # of 97: a file with fewer of them is not one of all products
_NOTE = "FOB, both sides' statistics made to agree"


def read(file: File, choice: Choice) -> Reading:
    """The exports of every economy to every other, the sums of their products, in USD mn."""
    reading = Reading()
    sums: dict[tuple[str, str, str], Decimal] = {}
    counts: dict[tuple[str, str, str], int] = {}
    chapters: set[str] = set()
    for year, exporter, importer, product, text, *_ in list(rows_of(file))[1:]:
        reading.rows += 1
        value = reading.value_of(text)
        if value is not None:
            key = (year.strip(), exporter.strip(), importer.strip())
            sums[key] = sums.get(key, Decimal(0)) + value
            counts[key] = counts.get(key, 0) + 1
            chapters.add(product.strip().zfill(6)[:2])
    few = len(chapters) < _CHAPTERS
    scope = require_scope(choice, sorted(chapters), "complete set of chapters") if few else ""
    for key, value in sums.items():
        year, *codes = key
        seller = reading.economy_of(codes[0], choice, value, counts[key])
        buyer = seller and reading.economy_of(codes[1], choice, value, counts[key])
        if seller and seller == buyer:
            reading.leave_out(OWN_PARTNER, value, counts[key])
        elif seller and buyer:
            text = in_unit(value, -3)
            reading.take(Figure(seller, buyer, EXPORTS, year, text, "USD mn", scope, _NOTE), value)
    return reading


SOURCE = Source(
    kind="a CEPII BACI file",
    recognise=lambda head: head.header == _HEADER,
    by_hand="add up v over the products of one i, j and t for a ledger "
    "(tradetrack init NEW.csv): exports of i to j, thousand dollars / 1e6 as USD bn",
    title="BACI",
    read=read,
)
