"""Numbers, periods and signs as people write them: `≈ 146.87`, `+35.9 %`, `1.01`."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

MIN_RATE = 0.05  # percent; what is below it and not 0 needs more than one decimal
_DIGITS = 15  # significant ones: more than anybody states, fewer than a float is exact to
_GROUPS = re.compile(r"(?<=\d)(?=(?:\d{3})+$)")
SIGNS = {"exact": "", "about": "≈ ", "over": "> ", "under": "< "}


def signed(qualifier: str, text: str) -> str:
    """A value with the sign of its qualifier: `> 100`."""
    return SIGNS[qualifier] + text


def with_thousands(number: str) -> str:
    """A plain number with its digits in groups of three: `1,234.50`."""
    whole, point, rest = number.partition(".")
    return f"{_GROUPS.sub(',', whole)}{point}{rest}"


def exact(amount: int, scale: int, rounding_unit: int) -> str:
    """A whole amount in units of `scale`, with the decimals of `rounding_unit`; halves are rounded up."""
    decimals = max(0, round(math.log10(scale / max(rounding_unit, 1))))
    digits = (2 * amount * 10**decimals + scale) // (2 * scale)
    whole, rest = divmod(digits, 10**decimals)
    return f"{whole}.{rest:0{decimals}d}" if decimals else str(whole)


def level(value: float) -> str:
    """A level that is known, with as many digits as it has: `1,234.5`."""
    return with_thousands(plain(value))


def as_stated(value: float, value_text: str, qualifier: str = "exact") -> str:
    """A level as it was written, with a sign: `> 200`; without a text, as of a sum, with all its digits."""
    return signed(qualifier, with_thousands(value_text) if value_text else level(value))


def estimate(value: float, digits: int = 4) -> str:
    """A calculated level, with so many significant digits: `290.6`, `7,006`."""
    if not value or math.isnan(value):
        return plain(value)
    return level(round(value, digits - 1 - math.floor(math.log10(abs(value)))))


def plain(value: float) -> str:
    """A number without exponent, groups or the dust of binary fractions, as a ledger may have it."""
    text = f"{value:.{_DIGITS}g}"
    if "e" not in text:
        return text
    decimals = max(0, _DIGITS - 1 - math.floor(math.log10(abs(value))))
    text = f"{value:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if decimals else text


def percent(rate: float, sign: bool = True) -> str:
    """A rate of growth: `+35.9 %`; one that would round to 0 has as many digits as it needs."""
    decimals = 1 if rate == 0 or abs(rate) >= MIN_RATE else 1 - math.ceil(math.log10(abs(rate) * 2))
    text = f"{rate:+,.{decimals}f}" if sign else f"{rate:,.{decimals}f}"
    return ("0.0" if rate == 0 else text) + " %"


def percent_as_stated(rate: float, sign: bool = True) -> str:
    """A rate that somebody states, with all its decimals: `+35.9 %`, `7.25 %`."""
    digits = level(abs(rate))
    before = "-" if rate < 0 else "+" if sign and rate else ""
    return f"{before}{digits if '.' in digits else f'{digits}.0'} %"


def listed(words: Iterable[str], last: str = "and") -> str:
    """`a, b and c`."""
    *head, tail = words
    return f"{', '.join(head)} {last} {tail}" if head else tail


def ordinal_day(day: int) -> str:
    """The day YYYYMMDD in ISO form."""
    return f"{day // 10_000:04d}-{day // 100 % 100:02d}-{day % 100:02d}"
