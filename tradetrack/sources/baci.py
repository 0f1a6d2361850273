"""CEPII's BACI: a row a year (t), exporter (i), importer (j) and product (k), v in thousand dollars."""

from __future__ import annotations

from tradetrack.sources.source import Source

SOURCE = Source(
    kind="a CEPII BACI file",
    recognise=lambda head: head.header == ["t", "i", "j", "k", "v", "q"],
    by_hand="add up v over the products of one i, j and t for a ledger "
    "(tradetrack init NEW.csv): exports of i to j, thousand dollars / 1e6 as USD bn",
)
