"""What a table says of its unit: never read as one, but shown, and kept in a recipe."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_SCALE = (
    r"(?:thousands?|millions?|billions?|trillions?|mn|mln|bn|'?000s?|1[ ,]?000|crores?|lakhs?|mio|mrd|"
    r"million(?:en|es)|milliards?|tausend|miles|亿|万)"
)
_MONEY = (
    r"(?:us ?\$|u\.s\. dollars?|us[- ]?dollars?|dollars?|usd|kusd|eur|euros?|ecu|rmb|cny|yuan|yen|jpy|"
    r"won|krw|gbp|pounds?|inr|rupees?|npr|rs\.?|hkd|hk\$|aud|cad|chf|rub|roubles?|rubles?|brl|try|sgd|"
    r"s\$|nt\$|[€£¥]|\$|元|美元)"
)
_PHRASE = re.compile(
    rf"(?<![a-z])(?:{_SCALE}|{_MONEY})(?:[\s,.()/-]*(?:of|in|and|current|100)?[\s,.()/-]*(?:{_SCALE}|{_MONEY}))*(?![a-z])",
    re.IGNORECASE,
)
_MONEY_ONLY = re.compile(rf"(?:{_MONEY}|{_SCALE})", re.IGNORECASE)
_MOST = 20  # phrases


def unit_phrases(texts: Iterable[str]) -> list[str]:
    """The words of texts that speak of a currency or a scale, in small letters, each once, in their order.

    >>> unit_phrases(["Exports, 2023 (Million US dollars)"])
    ['million us dollars']
    """
    found: dict[str, None] = {}
    for text in texts:
        for match in _PHRASE.finditer(text):
            found[" ".join(match[0].casefold().split())] = None
            if len(found) == _MOST:
                return list(found)
    return list(found)


def texts_about_unit(rows: Sequence[Sequence[str]], header: int, body: Sequence[Sequence[str]]) -> list[str]:
    """The cells that can speak of the unit: those down to the header, and columns of one text."""
    above = [cell for row in rows[:header] for cell in dict.fromkeys(row) if cell]
    width = max((len(row) for row in body), default=0)
    constant = []
    for place in range(min(width, 200)):
        texts = {row[place] for row in body if place < len(row) and row[place]}
        if len(texts) == 1:
            constant += [text for text in texts if _MONEY_ONLY.search(text)]
    return [*above, *constant]
