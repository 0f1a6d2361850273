"""The keys of flows as people know them: ISO codes of economies, product codes with all their digits."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from tradetrack.flows.arrow import codes_of
from tradetrack.flows.files import Files
from tradetrack.flows.shapes import ECONOMIES, PRODUCT, Shape
from tradetrack.sources.partners import WORLD, economy

Label = Callable[[str], str]
Whole = npt.NDArray[np.int64]
_DIGITS = 6  # of the most detailed codes that statistical offices share


def labels_of(shape: Shape, files: Files | None) -> Callable[[str], Label]:
    """What gives the label function of a key."""
    codes = _codes(files.codes) if files is not None and files.codes else {}

    def label_of(key: str) -> Label:
        if key in ECONOMIES:
            return lambda text: codes.get(_plain(text)) or _economy(text)
        if key == PRODUCT:
            return lambda text: _product(text, shape.digits)
        return str

    return label_of


def _plain(text: str) -> str:
    return text.lstrip("0") or "0"


@cache
def _economy(text: str) -> str:
    """The code of an economy; what is none keeps the text that it has."""
    if text in ("0", "W00"):
        return WORLD
    return economy(text) or text


def _product(text: str, digits: int) -> str:
    """A product's code with the zeros in front that a number has lost."""
    if not text.isdigit():
        return text
    return text.zfill(digits or (len(text) + len(text) % 2 if len(text) < _DIGITS else len(text)))


def _codes(path: str) -> dict[str, str]:
    """The ISO codes by number, as the table of economies beside a BACI file has them."""
    with open(path, encoding="utf-8-sig", newline="") as file:  # noqa: PTH123 - as csv wants it
        rows = csv.DictReader(file)
        return {
            _plain(row["country_code"].strip()): row["country_iso3"].strip()
            for row in rows
            if row.get("country_iso3") and len(row["country_iso3"].strip()) == 3
        }


def text_of(value: Any) -> str:
    """A raw key as text: a whole number without a point, an unknown one empty."""
    if value is None or value != value:
        return ""
    if isinstance(value, float | Decimal) and value == value // 1:
        return str(int(value))
    return str(value).strip()


class KeyColumn:
    """One key of many flows: its labels, and for each flow the place of its own.

    It `merges` where several raw keys have one label.
    """

    def __init__(self, labels: Sequence[str], codes: Whole, merges: bool = False) -> None:
        self.labels = list(labels)
        self.codes = codes
        self.merges = merges

    def texts(self, places: Any) -> list[str]:
        """The labels of some flows."""
        return [self.labels[code] for code in self.codes[places].tolist()]


def labelled(raw: Any, label: Label) -> KeyColumn:
    """The labels of an Arrow array of raw keys, sorted, each once."""
    encoded = raw.dictionary_encode() if not _is_dictionary(raw) else raw
    encoded = encoded.combine_chunks() if hasattr(encoded, "combine_chunks") else encoded
    texts = [label(text_of(value)) for value in encoded.dictionary.to_pylist()]
    if encoded.null_count:
        texts.append(label(""))
    names = sorted(set(texts))
    place = {name: at for at, name in enumerate(names)}
    places = np.array([place[text] for text in texts], dtype=np.int64)
    codes = codes_of(encoded.indices, len(texts) - 1)
    return KeyColumn(names, places[codes], len(names) < len(texts))


def _is_dictionary(raw: Any) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_dictionary(raw.type))
