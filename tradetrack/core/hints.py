"""Which period or date is meant by a text in another notation than that of a ledger.

What could be read in two ways is not read: 02/03/2022, or Sep-21.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_Form = tuple[str, Callable[..., str | None]]  # a pattern, and what its groups make

_FISCAL = "the twelve months that it has, such as"
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NAME = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_MONTH_WORD = re.compile(
    r"jan(uary?)?|feb(ruary?)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?"
    r"|nov(ember)?|dec(ember)?"
)
_OTHER_WORDS = {*"abcdefghijklmnopqrstuvwxyz", "cy", "year", "to", "st", "nd", "rd", "th", "est", "prel"}
_OTHER_WORDS |= {"prelim", "preliminary", "provisional", "revised"}
_MONTH = r"(0?[1-9]|1[0-2])"
_YEAR = r"([0-9]{4})"
_DAY = r"(0?[1-9]|[12][0-9]|3[01])"
_AFTER_12 = r"(1[3-9]|2[0-9]|3[01])"  # a number that is a day and no month
_MARKS = "e|p|r|est|prel|prelim|preliminary|provisional|revised"
_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011–", "-"))
_TIME = r"(?:[t ][0-9:.]+(?:z|[+-][0-9:]+)?)?"


def meant_period(text: str) -> str | None:
    """The period in the notation of a ledger, where one is clearly meant; None otherwise.

    A day is read as its month. Of a fiscal year it says what to write.
    """
    return _meant(text, (*_PERIODS, *_FISCAL_YEARS, *_DAYS))


def meant_date(text: str) -> str | None:
    """The date in ISO form, where one is clearly meant; None otherwise."""
    return _meant(text, _DATES)


def certain_period(text: str) -> str | None:
    """As `meant_period`, but only where a person who types it can mean nothing else: no day, no odd word."""
    return _meant(text, _PERIODS) if _only_known_words(text) else None


def certain_date(text: str) -> str | None:
    """As `meant_date`, but only where a person who types it can mean nothing else."""
    return _meant(text, _DATES) if _only_known_words(text) else None


def tidied(text: str) -> str:
    """A text in small letters, with plain hyphens, single blanks and the digits of ASCII."""
    tidy = unicodedata.normalize("NFKC", text).lower().translate(_HYPHENS).strip("' \t\r\n")
    return " ".join(tidy.split())


def _meant(text: str, forms: tuple[_Form, ...]) -> str | None:
    tidy = tidied(text)
    for pattern, made in forms:
        if match := re.fullmatch(pattern, tidy):
            return made(*match.groups())
    return None


def _only_known_words(text: str) -> bool:
    """Whether the words are names of months, or marks that stand beside years: `Decade 2020` is no month."""
    words = re.findall(r"[a-z]+", tidied(text))
    return all(word in _OTHER_WORDS or _MONTH_WORD.fullmatch(word) for word in words)


def _month(name: str) -> str:
    number = _MONTHS.index(name[:3]) + 1 if name[:1].isalpha() else int(name)
    return f"{number:02d}"


def _fiscal(first: str, last: str) -> str | None:
    """What to write for a fiscal year, if the second year follows the first."""
    following = int(first) + 1
    return f"{_FISCAL} {first}-04/{following}-03" if following % 100 == int(last) % 100 else None


def _span(year: str, first: str, last: str) -> str | None:
    first, last = _month(first), _month(last)
    return f"{year}-{first}/{year}-{last}" if first < last else None


def _long_span(first: str, year: str, last: str, last_year: str) -> str | None:
    begin, end = f"{year}-{_month(first)}", f"{last_year}-{_month(last)}"
    return f"{begin}/{end}" if begin < end else None


def _half(year: str, half: str) -> str | None:
    return _span(year, "1", "6") if half == "1" else _span(year, "7", "12")


def _date(year: str, month: str, day: str) -> str:
    return f"{year}-{_month(month)}-{int(day):02d}"


_PERIODS: tuple[_Form, ...] = (
    (
        rf"{_YEAR}(?:[.,]0+| ?\*| ?\(?(?:{_MARKS})\.?\)?|年)?",
        lambda year: year,
    ),
    (rf"(?:cy|year) ?{_YEAR}", lambda year: year),
    (rf"{_YEAR} ?-?/?q([1-4])", lambda year, quarter: f"{year}-Q{quarter}"),
    (rf"(?:q([1-4])|([1-4])q) ?[-/]? ?{_YEAR}", lambda one, other, year: f"{year}-Q{one or other}"),
    (rf"{_YEAR} ?-?/?[hs]([12])", _half),
    (rf"(?:[hs]([12])|([12])h) ?[-/]? ?{_YEAR}", lambda one, other, year: _half(year, one or other)),
    (rf"{_YEAR} ?m{_MONTH}", lambda year, month: f"{year}-{_month(month)}"),
    (rf"{_YEAR} ?([2-9]|1[01])m", lambda year, months: _span(year, "1", months)),
    (rf"([2-9]|1[01])m ?{_YEAR}", lambda months, year: _span(year, "1", months)),
    (r"([0-9]{4})(0[1-9]|1[0-2])", lambda year, month: f"{year}-{month}"),
    (rf"{_YEAR}[-/]{_MONTH}", lambda year, month: f"{year}-{_month(month)}"),
    (rf"{_YEAR}\.(0[1-9]|1[0-2])", lambda year, month: f"{year}-{month}"),
    (rf"{_MONTH}[/.]{_YEAR}", lambda month, year: f"{year}-{_month(month)}"),
    (rf"{_YEAR}年{_MONTH}月", lambda year, month: f"{year}-{_month(month)}"),
    (rf"{_YEAR}年{_MONTH}(?:月)?[-至]{_MONTH}月", _span),
    (rf"{_NAME},? ?-? ?{_YEAR}", lambda month, year: f"{year}-{_month(month)}"),
    (rf"{_YEAR} ?-? ?{_NAME}", lambda year, month: f"{year}-{_month(month)}"),
    (rf"{_NAME} ?(?:-|to) ?{_NAME},? ?{_YEAR}", lambda first, last, year: _span(year, first, last)),
    (rf"{_YEAR},? ?{_NAME} ?(?:-|to) ?{_NAME}", _span),
    (rf"{_YEAR}-{_MONTH} ?(?:-|to|:|/|\.\.) ?\1-{_MONTH}", _span),
    (rf"{_NAME} {_YEAR} ?(?:-|to) ?{_NAME} {_YEAR}", _long_span),
    (rf"{_YEAR}-{_MONTH}/{_MONTH}", _span),
)
_FISCAL_YEARS: tuple[_Form, ...] = (
    (r"(?:fy ?)?([0-9]{4})[-/]([0-9]{2}|[0-9]{4})", _fiscal),
    (r"fy ?[0-9]{2,4}", lambda: f"{_FISCAL} 2021-04/2022-03"),
)
_DAYS: tuple[_Form, ...] = (
    (rf"{_YEAR}-(0[1-9]|1[0-2])-[0-9]{{2}}{_TIME}", lambda year, month: f"{year}-{month}"),
    (rf"{_AFTER_12}/{_MONTH}/{_YEAR}", lambda _, month, year: f"{year}-{_month(month)}"),
    (rf"{_MONTH}/{_AFTER_12}/{_YEAR}", lambda month, _, year: f"{year}-{_month(month)}"),
    (rf"{_DAY}\.{_MONTH}\.{_YEAR}", lambda _, month, year: f"{year}-{_month(month)}"),
)
_DATES: tuple[_Form, ...] = (
    (rf"{_YEAR}(?:[.,]0+|年)?", lambda year: year),
    (rf"{_YEAR}[-/.]{_MONTH}[-/.]{_DAY}{_TIME}", _date),
    (rf"{_YEAR}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])", _date),
    (rf"{_YEAR}[-/]{_MONTH}", lambda year, month: f"{year}-{_month(month)}"),
    (rf"{_YEAR}年{_MONTH}月{_DAY}日", _date),
    (rf"{_YEAR}年{_MONTH}月", lambda year, month: f"{year}-{_month(month)}"),
    (rf"{_AFTER_12}[/-]{_MONTH}[/-]{_YEAR}", lambda day, month, year: _date(year, month, day)),
    (rf"{_MONTH}[/-]{_AFTER_12}[/-]{_YEAR}", lambda month, day, year: _date(year, month, day)),
    (rf"{_DAY}\.{_MONTH}\.{_YEAR}", lambda day, month, year: _date(year, month, day)),
    (
        rf"{_DAY}(?:st|nd|rd|th)?[- ]{_NAME},?[- ]{_YEAR}",
        lambda day, month, year: _date(year, month, day),
    ),
    (rf"{_NAME} {_DAY}(?:st|nd|rd|th)?,? {_YEAR}", lambda month, day, year: _date(year, month, day)),
    (rf"{_NAME},?[- ]{_YEAR}", lambda month, year: f"{year}-{_month(month)}"),
)
