"""What a cell of a ledger may say: one rule a column, from text to value.

A rule takes the text of a cell that is not empty and returns its value, or raises `CellError` with a
stable code and the way out. Nothing is guessed: a rule that could repair the text names the repair.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import numpy.typing as npt

from tradetrack.core.codes import code_in, pair_for
from tradetrack.core.dates import last_day
from tradetrack.core.economies import READ_AS
from tradetrack.core.faults import known
from tradetrack.core.periods import Period, parse_period
from tradetrack.core.units import parse_unit
from tradetrack.core.vocabulary import FLOWS, GOODS, KINDS, QUALIFIERS
from tradetrack.ledger.number_hints import number_with_words, plain_number_hint

LONGEST_NUMBER = 30  # characters; the longest figure anybody states has far fewer
USUAL_NUMBER = 12  # nearly all have fewer than this
POWERS = 10.0 ** np.arange(LONGEST_NUMBER + 3)  # by decimals: a look-up beats a power a row
BLOCK = 1 << 14  # values at a time: what is worked on stays in the processor's cache
EXACT_DIGITS = 15  # of a whole number that a float holds as it is

_CODE = re.compile(r"[A-Z0-9]{2,6}")
_PAIR = re.compile(r"[A-Z0-9]{2,6}-[A-Z0-9]{2,6}")
_SCOPE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NO_REPORTER = "a code such as CHN, and put the name in stated_by"
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")


class CellError(ValueError):
    """A cell that its column's rule refuses."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = known(code)


def is_utf8_text(text: str) -> bool:
    """Whether a ledger can hold the text: it has no NUL, and no half of a surrogate pair."""
    try:
        return b"\0" not in text.encode()
    except UnicodeEncodeError:
        return False


def parse_pair(text: str) -> str:
    """Two codes of 2 to 6 capitals or digits, joined by a hyphen."""
    if _PAIR.fullmatch(text):  # as nearly all are: what READ_AS has is no such code
        return text
    pair = "-".join(READ_AS.get(code, code) for code in text.split("-"))
    if _PAIR.fullmatch(pair):
        return pair
    tidy = re.sub(r"[\s/–—_-]+", "-", text.strip())
    hint = pair_for(text) or (tidy if _PAIR.fullmatch(tidy) else "two codes such as CHN-RUS")
    raise CellError("bad-pair", f"{text!r} is not a pair of economies; write {hint}")


def parse_reporter(text: str) -> str:
    """A code of 2 to 6 capitals or digits, as on either side of a pair."""
    code = READ_AS.get(text, text)
    if _CODE.fullmatch(code):
        return code
    tidy = text.strip()
    hint = code_in(text) or (tidy if _CODE.fullmatch(tidy) else _NO_REPORTER)
    raise CellError("bad-reporter", f"{text!r} is not the code of a reporter; write {hint}")


def _one_of(code: str, words: tuple[str, ...]) -> Any:
    def rule(text: str) -> str:
        if text in words:
            return text
        tidy = text.strip().lower()
        near = tidy if tidy in words else f"{', '.join(words[:-1])} or {words[-1]}"
        raise CellError(code, f"{text!r} is not a {code.removeprefix('bad-')}; write {near}")

    return rule


parse_flow = _one_of("bad-flow", FLOWS)
parse_kind = _one_of("bad-kind", KINDS)
parse_qualifier = _one_of("bad-qualifier", QUALIFIERS)


def parse_scope(text: str) -> str:
    """What a figure counts, in lower-case letters, digits and hyphens; empty for goods."""
    if _SCOPE.fullmatch(text):
        return "" if text == GOODS else text
    tidy = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    raise CellError("bad-scope", f"{text!r} is not a scope; write {tidy or 'one such as non-oil'}")


def parse_period_cell(text: str) -> Period:
    """A period of section 3 of the format (`tradetrack.core.periods`)."""
    try:
        return parse_period(text)
    except ValueError as error:
        raise CellError("bad-period", str(error)) from None


def parse_unit_cell(text: str) -> str:
    """A currency and a scale: `USD bn` (`core.units`)."""
    try:
        return parse_unit(text)
    except ValueError as error:
        raise CellError("bad-unit", str(error)) from None


def value_error(text: str) -> CellError:
    """Why `text` is no value."""
    if re.fullmatch(r"-[0-9]+(\.[0-9]+)?", text):
        return CellError("bad-value", f"{text!r} is negative; a level of trade is 0 or more")
    if len(text) > LONGEST_NUMBER:
        return CellError("bad-value", f"{text[:20]!r}… is too long for a figure; shorten it")
    hint = number_with_words(text) or plain_number_hint(text, "delete the row if it has no figure")
    return CellError("bad-value", f"{text!r} is not a plain number; write {hint}")


def parse_growth(text: str) -> float:
    """A rate in percent; below -100 there is none."""
    if not _NUMBER.fullmatch(text.removeprefix("-")) or len(text) > LONGEST_NUMBER:
        sign = "-" if text.strip().startswith(("-", "−")) else ""
        hint = sign + plain_number_hint(text.strip().lstrip("-−"))
        raise CellError("bad-growth", f"{text!r} is not a plain number of percent; write {hint}")
    if float(text) < -100:
        raise CellError("bad-growth", f"{text!r} is below -100 percent; no trade falls by more")
    return float(text)


def parse_date(text: str) -> int:
    """The last day that a date can mean, as the number YYYYMMDD (`tradetrack.core.dates`)."""
    try:
        return last_day(text)
    except ValueError as error:
        raise CellError("bad-date", str(error)) from None


def _packed(texts: npt.NDArray[np.object_], width: int) -> npt.NDArray[np.bytes_]:
    """The texts as bytes of one width, cut there; a character beyond ASCII becomes a question mark."""
    try:
        return texts.astype(f"S{width}")
    except UnicodeEncodeError:
        return np.array([text.encode("ascii", "replace") for text in texts], dtype=f"S{width}")


def parse_values(
    texts: npt.NDArray[np.object_],
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.uint8], npt.NDArray[np.bool_]]:
    """Many values at once: the numbers (NaN where empty), their decimals, and which are no value."""
    blocks = (texts[start : start + BLOCK] for start in range(0, max(len(texts), 1), BLOCK))
    numbers, decimals, bad = (np.concatenate(found) for found in zip(*map(_parse_block, blocks), strict=True))
    return numbers, decimals, bad


def _parse_block(
    texts: npt.NDArray[np.object_],
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.uint8], npt.NDArray[np.bool_]]:
    """As `parse_values`, as one matrix of bytes.

    What a plain number is, is said once more, for people, in `value_error`.
    """
    packed = _packed(texts, USUAL_NUMBER)
    if packed.view(np.uint8)[USUAL_NUMBER - 1 :: USUAL_NUMBER].any():
        packed = _packed(texts, LONGEST_NUMBER + 2)
    chars = np.ascontiguousarray(packed.view(np.uint8).reshape(len(packed), packed.dtype.itemsize).T)
    chars = chars[: 1 + max(np.flatnonzero(chars.any(axis=1)), default=0)]  # as many as the longest has
    digits = chars - np.uint8(ord("0"))
    is_point = chars == ord(".")
    length, points = _count(chars != 0), _count(is_point)
    decimals = _count(np.logical_or.accumulate(is_point, axis=0) & (digits < 10))
    good = (_count(digits < 10) + points == length) & (points <= 1) & (length <= LONGEST_NUMBER)
    good &= (length > 0) & ~is_point[0] & ((points == 0) | (decimals > 0))
    decimals[~good] = 0
    if len(chars) > EXACT_DIGITS:
        numbers = np.where(good, packed, b"nan").astype(np.float64)
    else:
        numbers = np.where(good, _whole(digits) / POWERS[decimals], np.nan)
    return numbers, decimals, ~good & (length > 0)


def _count(mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.uint8]:
    """How many of each column of the mask are true."""
    counts: npt.NDArray[np.uint8] = np.add.reduce(mask.view(np.uint8), axis=0, dtype=np.uint8)
    return counts


def _whole(digits: npt.NDArray[np.uint8]) -> npt.NDArray[np.float64]:
    """The whole number that the digits of each column make, whatever stands between them.

    Up to 15 digits it is exact, and so is a power of ten to divide it by: the quotient is then the float
    nearest to what the text says.
    """
    number = np.zeros(digits.shape[1])
    for row in digits:
        number = np.where(row < 10, number * 10 + row, number)
    return number
