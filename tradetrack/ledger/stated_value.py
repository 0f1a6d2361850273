"""A value as people state it: `over 140`, `~146.87`, `146.87bn`, `US$1.2tn`, `about $146.87 billion`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tradetrack.core.errors import RequestError
from tradetrack.core.units import DEFAULT_UNIT, Amount
from tradetrack.ledger.cells import CellError
from tradetrack.ledger.number_hints import meant_number

_QUALIFIERS = {
    "over": (
        "over",
        "just over",
        "well over",
        "more than",
        "above",
        "exceeding",
        "in excess of",
        ">",
        "≥",
        ">=",
    ),
    "under": ("under", "just under", "less than", "below", "no more than", "at most", "<", "≤", "<="),
    "about": ("about", "around", "approximately", "approx", "approx.", "circa", "ca.", "ca", "~", "≈"),
    "exact": ("exactly", "exact"),
}
_QUALIFIERS["over"] += ("at least", "no less than", "not less than")
_QUALIFIERS["about"] += ("roughly", "nearly", "almost", "close to", "some", "an estimated", "estimated")
_WORDS = {word: qualifier for qualifier, words in _QUALIFIERS.items() for word in words}
_SCALES = {
    **dict.fromkeys(("mn", "m", "mln", "million", "millions", "mio", "mio.", "млн"), "mn"),
    **dict.fromkeys(
        ("bn", "b", "bln", "billion", "billions", "mrd", "mrd.", "milliarde", "milliarden"), "bn"
    ),
    **dict.fromkeys(("milliard", "milliards", "md", "mds", "млрд"), "bn"),
    **dict.fromkeys(("tn", "t", "trn", "trillion", "trillions", "трлн"), "tn"),
}
_CURRENCIES = {
    **dict.fromkeys(("$", "us$", "us $", "dollars", "dollar", "us dollars", "us-dollar"), "USD"),
    **dict.fromkeys(("€", "euro", "euros"), "EUR"),
    **dict.fromkeys(("£", "pounds"), "GBP"),
    **dict.fromkeys(("yuan", "rmb"), "CNY"),
    **dict.fromkeys(("₽", "rubles", "roubles"), "RUB"),
}


def qualifier_word(text: str) -> str | None:
    """The qualifier that a word such as `nearly` or a sign such as `>` stands for; None for no such word."""
    return _WORDS.get(text)


def _any(words: dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_STATED = re.compile(
    rf"(?P<qualifier>{_any(_WORDS)})?\s*(?P<before>{_any(_CURRENCIES)}|[A-Z]{{3}})?\s*"
    rf"(?P<number>[0-9]+(?:\.[0-9]+)?)\s*(?P<scale>(?:{_any(_SCALES)})(?![^\W_]))?\s*"
    rf"(?P<after>{_any(_CURRENCIES)}|[A-Z]{{3}})?(?:(?<=[A-Z]{{3}})\s+(?P<last_scale>{_any(_SCALES)}))?",
    re.IGNORECASE,
)


_GROUPED = re.compile(r"(?<![0-9.,])[0-9]{1,3}(,[0-9]{3})+(?![0-9,])")
_ONE_NUMBER = re.compile(r"[^0-9.-]*(\.?[0-9][0-9.,'\u2019\s]*(?:[eE][+-]?[0-9]{1,2})?)[^0-9]*")
_EATEN = re.compile(r"0[0-9]")
_SHELL = "in double quotes the shell puts nothing in the place of $1: write '$100 billion' in single quotes"


@dataclass(frozen=True)
class Stated:
    """A stated value: the number as written, its unit and its qualifier."""

    value: str
    unit: str
    qualifier: str


def parse_amount(text: str) -> Amount:
    """A level to reach: `200`, `1,000`, `200bn`, `US$1.2 tn`.

    Raises CellError for what is none, or names a currency without a scale.
    """
    tidy = text.strip()
    grouped = _GROUPED.search(tidy)
    match = _STATED.fullmatch(tidy.replace(grouped[0], grouped[0].replace(",", "")) if grouped else tidy)
    if match and _EATEN.match(match["number"]):
        raise CellError("bad-value", f"{text!r} starts with a 0 too many; {_SHELL}")
    if not match or match["qualifier"] or float(match["number"]) <= 0:
        meant = rewritten(tidy)
        example = f"{meant[0]}, or {meant[0]}bn" if meant else "a level, such as 200 or 200bn"
        raise CellError("bad-value", f"{text!r} is not a positive number; write {example}")
    unit = _unit(text, match, None, DEFAULT_UNIT)
    return Amount(
        float(match["number"]),
        unit[4:] if _scale_in(match) else "",
        unit[:3] if match["before"] or match["after"] else "",
    )


def rewritten(text: str) -> tuple[str, str] | None:
    """The one number in a text, written plainly, and the text with it; None if the rest means nothing."""
    found = _ONE_NUMBER.fullmatch(text)
    number = meant_number(found[1].strip()) if found else None
    if found is None or number is None or float(number) <= 0:
        return None
    whole = f"{text[: found.start(1)]}{number} {text[found.end(1) :].strip(' .')}".strip()
    return (number, whole) if _STATED.fullmatch(whole) else None


def _no_value(text: str) -> CellError:
    """Why a text states no value, with what to write."""
    meant = rewritten(text.strip())
    example = meant[1] if meant else "one such as 146.87, over 140 or ~146.87bn"
    return CellError("bad-value", f"{text!r} is not a plain number; write {example}")


def parse_stated(
    text: str, unit: str | None = None, qualifier: str | None = None, usual: str = DEFAULT_UNIT
) -> Stated:
    """What `text` states; `unit` and `qualifier` are those given beside it, else the unit is the `usual` one.

    Raises RequestError when they contradict the text, CellError when the text is no value.
    """
    match = _STATED.fullmatch(text.strip())
    if not match:
        raise _no_value(text)
    if _EATEN.match(match["number"]):
        raise CellError("bad-value", f"{text!r} starts with a 0 too many; {_SHELL}")
    stated = match["qualifier"] and _WORDS[match["qualifier"].lower()]
    if stated and qualifier and stated != qualifier:
        message = f"{text!r} says {stated}, the qualifier says {qualifier}; give one of them"
        raise RequestError(message, "value")
    return Stated(match["number"], _unit(text, match, unit, usual), stated or qualifier or "exact")


def names_qualifier(text: str) -> bool:
    """Whether a value says how exact it is: `over 140`."""
    match = _STATED.fullmatch(text.strip())
    return bool(match and match["qualifier"])


def _scale_in(match: re.Match[str]) -> str | None:
    """The scale that a stated value names, before its currency or after it: `5 bn USD`, `5 USD bn`."""
    word = match["scale"] or match["last_scale"]
    return word and _SCALES[word.lower()]


def _unit(text: str, match: re.Match[str], unit: str | None, usual: str) -> str:
    named = {
        _CURRENCIES.get(part.lower(), part.upper()) for part in (match["before"], match["after"]) if part
    }
    scale = _scale_in(match)
    if len(named) > 1:
        raise CellError("bad-value", f"{text!r} names two currencies; name one")
    if match["scale"] and match["last_scale"]:
        raise CellError("bad-value", f"{text!r} names two scales; name one")
    currency = next(iter(named), None)
    if currency and not (scale or unit):
        message = f"{text!r} names a currency and no scale; write {match['number']}bn, or mn or tn"
        raise CellError("bad-value", message)
    own_currency, _, own_scale = (unit or usual).partition(" ")
    understood = f"{currency or own_currency} {scale or own_scale}"
    if unit and understood != unit:
        raise RequestError(f"{text!r} is in {understood}, the unit says {unit}; give one of them", "value")
    return understood
