"""Numbers, periods and signs as people write them: `≈ 146.87`, `+35.9 %`, `1.01`."""

from __future__ import annotations

import math
from collections.abc import Iterable

MIN_RATE = 0.05  # percent; what is below it and not 0 needs more than one decimal
SIGNS = {"exact": "", "about": "≈ ", "over": "> ", "under": "< "}


def signed(qualifier: str, text: str) -> str:
    """A value with the sign of its qualifier: `> 100`."""
    return SIGNS[qualifier] + text


def exact(amount: int, scale: int, rounding_unit: int) -> str:
    """A whole amount in units of `scale`, with the decimals of `rounding_unit`; halves are rounded up."""
    decimals = max(0, round(math.log10(scale / max(rounding_unit, 1))))
    digits = (2 * amount * 10**decimals + scale) // (2 * scale)
    whole, rest = divmod(digits, 10**decimals)
    return f"{whole}.{rest:0{decimals}d}" if decimals else str(whole)


def level(value: float) -> str:
    """A level that is not quoted from a text: as it is if it is short, else as `rounded`."""
    plain = f"{value:.15g}"
    if "e" in plain or len(plain.partition(".")[2]) > 3:
        return rounded(value)
    return plain


def rounded(value: float) -> str:
    """A calculated level: two decimals, or three significant digits below 1."""
    if value == 0 or abs(value) >= 1:
        return f"{value:.2f}"
    return f"{value:.{2 - math.floor(math.log10(abs(value)))}f}"


def brief(value: float) -> str:
    """A level in passing: one decimal from 10 on (`240.1`), else as `rounded`."""
    return f"{value:.1f}" if abs(value) >= 10 else rounded(value)


def percent(rate: float, sign: bool = True) -> str:
    """A rate of growth: `+35.9 %`; one that would round to 0 has as many digits as it needs."""
    decimals = 1 if rate == 0 or abs(rate) >= MIN_RATE else 1 - math.ceil(math.log10(abs(rate) * 2))
    text = f"{rate:+.{decimals}f}" if sign else f"{rate:.{decimals}f}"
    return ("0.0" if rate == 0 else text) + " %"


def listed(words: Iterable[str], last: str = "and") -> str:
    """`a, b and c`."""
    *head, tail = words
    return f"{', '.join(head)} {last} {tail}" if head else tail


def ordinal_day(day: int) -> str:
    """The day YYYYMMDD in ISO form."""
    return f"{day // 10_000:04d}-{day // 100 % 100:02d}-{day % 100:02d}"
