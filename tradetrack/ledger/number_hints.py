"""Which number is meant by a text in another notation than that of a ledger."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from tradetrack.core.numerals import listed, plain

LARGEST_MEANT = 1e15  # of a number with an exponent

_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
_GROUPED = re.compile(r"[0-9]{1,3}([,' ][0-9]{3})+(\.[0-9]+)?")
_SPACES = re.compile(r"[\s\u200b\u2060\ufeff]+")  # no-break and thin ones too
_EUROPEAN = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+,[0-9]+")
_DECIMAL_COMMA = re.compile(r"[0-9]+,[0-9]+")
_WORDED = re.compile(
    r"(?P<sign>[><≥≤~≈])? ?(?P<number>[0-9.][0-9., ']*?) ?(?P<scale>bn|billion|mn|million|tn|trillion)?",
    re.IGNORECASE,
)


def plain_number_hint(text: str, otherwise: str = "leave the cell empty") -> str:
    """What to write instead of a number that is none; `otherwise` is what to do where none is meant."""
    return meant_number(text) or f"digits with a point, such as 146.87, or {otherwise}"


def meant_number(text: str) -> str | None:
    """The plain number that a text in another notation clearly is; None for no number."""
    tidy = unicodedata.normalize("NFKC", text).replace("\u2019", "'").replace("_", "")
    tidy = _SPACES.sub(" ", tidy).strip().strip("$€£¥%+* ").rstrip("%")
    for pattern, made in _NOTATIONS:
        if pattern.fullmatch(tidy):
            return made(tidy)
    return None


def _with_exponent(text: str) -> str:
    number = float(text)
    return plain(number) if abs(number) < LARGEST_MEANT else text


_NOTATIONS: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
    (_EUROPEAN, lambda text: text.replace(".", "").replace(",", ".")),
    (_GROUPED, lambda text: re.sub(r"[,' ]", "", text)),
    (re.compile(r"[0-9]{1,3}( [0-9]{3})+,[0-9]+"), lambda text: text.replace(" ", "").replace(",", ".")),
    (re.compile(r"[0-9]{1,2}(,[0-9]{2})+,[0-9]{3}(\.[0-9]+)?"), lambda text: text.replace(",", "")),
    (_DECIMAL_COMMA, lambda text: text.replace(",", ".")),
    (re.compile(r"\.[0-9]+"), lambda text: f"0{text}"),
    (re.compile(r"[0-9]+\."), lambda text: text[:-1]),
    (re.compile(r"[0-9]+(\.[0-9]+)?[eE][+-]?[0-9]{1,2}"), _with_exponent),
    (_NUMBER, lambda text: text),
)


def number_with_words(text: str) -> str | None:
    """What to write for a number with a sign or a scale beside it: those have columns of their own."""
    match = _WORDED.fullmatch(_SPACES.sub(" ", text).strip())
    number = meant_number(match["number"]) if match else None
    if match is None or number is None:
        return None
    qualifier = {">": "over", "≥": "over", "<": "under", "≤": "under", "~": "about", "≈": "about"}
    beside = [f"{qualifier[match['sign']]} as its qualifier"] if match["sign"] else []
    if match["scale"]:
        beside.append(f"a unit such as USD {match['scale'][0].lower()}n")
    return f"{number}, with {listed(beside)}" if beside else None
