"""Units of value: a currency and a scale, such as `USD bn`."""

from __future__ import annotations

import re
from typing import NamedTuple

SCALES = {"mn": 10**6, "bn": 10**9, "tn": 10**12}
LARGEST_AMOUNT = 3 * 10**17  # whole currency units; a sum of 24 of them is still a whole number of 64 bits
DEFAULT_UNIT = "USD bn"

_UNIT = re.compile(r"[A-Z]{3} (mn|bn|tn)")
_CURRENCY_WORDS = {"RMB": "CNY", "US$": "USD", "€": "EUR", "£": "GBP", "EURO": "EUR", "DOLLAR": "USD"}
_NO_CURRENCIES = ("RMB",)  # often written, but no code of ISO 4217
_SCALE_WORDS = {"million": "mn", "billion": "bn", "trillion": "tn", "m": "mn", "b": "bn", "t": "tn"}


class Amount(NamedTuple):
    """A level, and what was said of its unit: a scale, a currency and a scale, or nothing."""

    value: float
    scale: str = ""
    currency: str = ""

    def in_unit(self, unit: str) -> float | None:
        """The level in a unit, which it is in where nothing was said; None in another currency."""
        if self.currency and self.currency != currency_of(unit):
            return None
        if not self.scale:
            return self.value
        return float(f"{self.value * (SCALES[self.scale] / scale_of(unit)):.15g}")  # 11.5869 bn is 11586.9 mn


def parse_unit(text: str) -> str:
    """`text` if it is a unit. Raises ValueError that says what to write."""
    if _UNIT.fullmatch(text) and not text.startswith(_NO_CURRENCIES):
        return text
    hint = meant_unit(text) or "a currency and a scale, such as USD bn"
    raise ValueError(f"{text!r} is not a unit; write {hint}")


def meant_unit(text: str) -> str | None:
    """The unit that a text in another spelling is, such as `US$ billion`; None for no unit."""
    currency, _, scale = re.sub(r"^(US)? ?\$", "USD", text.strip()).partition(" ")
    currency = _CURRENCY_WORDS.get(currency.upper(), currency)
    scale = _SCALE_WORDS.get(scale.strip().lower(), scale.strip().lower())
    tidy = f"{currency.upper()} {scale}"
    return tidy if _UNIT.fullmatch(tidy) else None


def currency_of(unit: str) -> str:
    """The currency of a unit: `USD` of `USD bn`."""
    return unit[:3]


def scale_of(unit: str) -> int:
    """How many currency units one of `unit` is: 10**9 for `USD bn`."""
    return SCALES[unit[4:]]
