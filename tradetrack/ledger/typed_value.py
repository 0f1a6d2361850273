"""Values and rates as people type them: `5 Mrd. EUR`, `1,234.5`, `97-100bn`, `+7%`."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from tradetrack.core.errors import RequestError
from tradetrack.ledger.cells import CellError, parse_growth
from tradetrack.ledger.number_hints import meant_number
from tradetrack.ledger.stated_value import Stated, parse_stated, rewritten

_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012–—−", "-"))
_DIGITS = r"[0-9][0-9.,'\u2019]*"
_RANGE = re.compile(
    rf"(?:between |from )?(?P<head>[^0-9-]*?)(?P<low>{_DIGITS})(?P<low_unit>[^0-9-]*?) ?(?:-|to|and) ?"
    rf"(?P<high_head>[^0-9-]*?)(?P<high>{_DIGITS})(?P<unit>[^0-9-]*)",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"(?P<way>up|rose|grew|plus|down|fell|minus)?(?: by)? ?(?P<sign>[+-]?) ?(?P<number>[0-9.,' ]*[0-9]) ?"
    r"(?:%|percent|per cent|pct)?",
    re.IGNORECASE,
)
_GROUPED = re.compile(r",[0-9]{3}(?![0-9])")  # 1,234 may be 1.234: in a rate neither is absurd
_FALLS = ("down", "fell", "minus")


class TypedValue(NamedTuple):
    """A value as `ledger.stated_value` takes it, and what the note says of how it was stated."""

    text: str
    note: str = ""


def typed_value(text: str) -> TypedValue:
    """The value of a text as people type it. Raises CellError, or RequestError where it contradicts itself.

    Of a range it is the middle, `about`, with the range in the note.
    """
    try:
        parse_stated(text)
    except CellError as error:
        found = _range(text) or _in_plain_digits(text)
        if found is None:
            raise error from None
        return found
    except RequestError:
        pass
    return TypedValue(text)


def _in_plain_digits(text: str) -> TypedValue | None:
    meant = rewritten(text.strip())
    if meant is None:
        return None
    parse_stated(meant[1])
    return TypedValue(meant[1])


def _range(text: str) -> TypedValue | None:
    """The middle of a range; None where the text is none."""
    match = _RANGE.fullmatch(" ".join(text.translate(_HYPHENS).split()))
    if match is None:
        return None
    numbers = [meant_number(match[end].strip(" ,.")) for end in ("low", "high")]
    if None in numbers:
        return None
    low_unit, high_head = match["low_unit"] or match["unit"], match["high_head"] or match["head"]
    try:
        low = parse_stated(f"{match['head']}{numbers[0]} {low_unit}".strip())
        high = parse_stated(f"{high_head}{numbers[1]} {match['unit']}".strip())
    except CellError:
        return None
    if low.unit != high.unit or Decimal(low.value) >= Decimal(high.value) or _is_bound(low, high):
        raise CellError(
            "bad-value", f"{text!r} is not a range from a lower to a higher level, such as 97-100bn"
        )
    middle = (Decimal(low.value) + Decimal(high.value)) / 2
    stated = f"about {middle:f} {match['unit'] or low_unit} {_currency(low, match['head'])}"
    return TypedValue(" ".join(stated.split()), f"stated as {text.strip()}")


def _is_bound(low: Stated, high: Stated) -> bool:
    return bool({"over", "under"} & {low.qualifier, high.qualifier})


def _currency(low: Stated, head: str) -> str:
    """The currency that stands before the numbers, to be named after the middle."""
    return (
        low.unit[:3]
        if re.search(r"[^\W\d_]{3}|[$€£₽]", re.sub(r"(?i)\b(about|around|some)\b", "", head))
        else ""
    )


def typed_growth(text: str) -> str:
    """A rate in plain percent: `7` for `+7%`, `-3.2` for `down 3,2 %`. Raises CellError."""
    try:
        parse_growth(text)
    except CellError:
        tidy = " ".join(text.translate(_HYPHENS).split())
        match = _RATE.fullmatch(tidy)
        number = meant_number(match["number"]) if match else None
        if match is None or number is None or (match["way"] and match["sign"]) or _GROUPED.search(tidy):
            raise
        falls = match["sign"] == "-" or (match["way"] or "").lower() in _FALLS
        rate = f"-{number}" if falls else number
        parse_growth(rate)
        return rate
    return text
