"""The language of a chart: its own words from a catalogue, numbers, periods and names of economies by CLDR.

English is what the rest of tradetrack prints, unchanged. Babel is imported only for another language.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache, cached_property
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from typing import TYPE_CHECKING

from tradetrack.core import numerals
from tradetrack.core.economies import BLOCS, ECONOMIES
from tradetrack.core.errors import RequestError
from tradetrack.core.names import economy_name, iso_regions, series_subject, unit_words
from tradetrack.core.periods import MONTH_NAMES, YEAR, period_label

if TYPE_CHECKING:
    from babel import Locale

ENGLISH_CODE = "en"
LANGUAGES = (ENGLISH_CODE, "fr", "es", "de", "ru", "zh")
DOLLARS = "US$"
_NUMBER = re.compile(r"[0-9][0-9,]*(\.[0-9]+)?")
_PERCENT = re.compile(r"([0-9][0-9,]*(?:\.[0-9]+)?) %")
_FOUR = 4  # digits: Spanish groups numbers that have more
# Words that are looked up by what they are of; a catalogue has these too.
FLOW_SUBJECTS = {"total": "{pair} trade", "exports": "{pair} exports", "imports": "{pair} imports"}
SCOPED_SUBJECTS = {
    "total": "{pair} trade ({scope})",
    "exports": "{pair} exports ({scope})",
    "imports": "{pair} imports ({scope})",
}
SCALED = {"mn": "{currency} million", "bn": "{currency} billion", "tn": "{currency} trillion"}
AMOUNTS = {
    "mn": ("{currency} {value} million", "{currency} {value} million"),
    "bn": ("{currency} {value} billion", "{currency} {value} billion"),
    "tn": ("{currency} {value} trillion", "{currency} {value} trillion"),
}
# Languages that count billions in a smaller unit, with the power of ten between the two.
_SMALLER = {("zh", "bn"): 1, ("es", "bn"): 3}
SCOPE_WORDS = {"services": "services", "goods-services": "goods and services"}


class Language:
    """A language as a chart is written in it. Raises RequestError for one without a catalogue."""

    def __init__(self, code: str = ENGLISH_CODE) -> None:
        if code not in LANGUAGES:
            raise RequestError(f"{code!r} is not one of {numerals.listed(LANGUAGES, 'or')}", "lang")
        self.code = code

    @property
    def is_english(self) -> bool:
        """Whether nothing is to be translated."""
        return self.code == ENGLISH_CODE

    @cached_property
    def _words(self) -> NullTranslations:
        return NullTranslations() if self.is_english else _catalogue(self.code)

    @cached_property
    def _locale(self) -> Locale:
        from babel import Locale

        return Locale(self.code)

    def phrase(self, message: str, **fields: object) -> str:
        """A text of ours with its fields filled in."""
        return self._words.gettext(message).format(**fields)

    def counted(self, one: str, many: str, number: int, **fields: object) -> str:
        """A text about so many things, which has `{number}` in it."""
        words = self._words.ngettext(one, many, number)
        return words.format(number=self.number(f"{number:,}"), **fields)

    def number(self, english: str) -> str:
        """A text with the numbers in it written as in the language: `≈ 1,234.5`, `+35.9 %`."""
        if self.is_english:
            return english
        percents = _PERCENT.sub(lambda match: match[1] + self._percent, english)
        return _NUMBER.sub(lambda match: self._grouped(match[0]), percents)

    def _grouped(self, number: str) -> str:
        symbols = self._locale.number_symbols
        known = symbols.get("latn", symbols)
        whole, point, rest = number.partition(".")
        if self.code == "es" and len(whole.replace(",", "")) <= _FOUR:
            whole = whole.replace(",", "")
        return whole.replace(",", known["group"]) + (known["decimal"] + rest if point else "")

    @cached_property
    def _percent(self) -> str:
        """What follows the number in a percentage: a sign, in some languages after a blank."""
        return str(self._locale.percent_formats[None].suffix[0])

    def level(self, value: float) -> str:
        """A level that is known (`core.numerals.level`)."""
        return self.number(numerals.level(value))

    def period(self, start: int, months: int) -> str:
        """A period as people write it (`core.periods.period_label`)."""
        if self.is_english or months in (0, YEAR):
            return period_label(start, months)
        from babel.dates import format_interval, format_skeleton

        first, last = _day_in(start), _day_in(start + months - 1)
        if months == 3 and start % 3 == 0:
            return format_skeleton("yQQQ", first, locale=self.code)
        if months == 1:
            return format_skeleton("yMMM", first, locale=self.code)
        return format_interval(first, last, "yMMM", locale=self.code)

    def when(self, start: int, months: int) -> str:
        """A period as it stands in a sentence, where some languages have a word for a year."""
        after = {"ru": " г.", "zh": "年"}.get(self.code, "") if months == YEAR else ""
        return self.period(start, months) + after

    def months(self, start: int, months: int) -> str:
        """Months of any year: `Jan-Sep`."""
        if self.is_english:
            names = dict(enumerate(MONTH_NAMES, 1))
        else:
            names = self._locale.months["stand-alone"]["abbreviated"]
        first, last = names[start % YEAR + 1], names[(start + months - 1) % YEAR + 1]
        return first if months == 1 else f"{first}-{last}"

    def day(self, day: int) -> str:
        """A day YYYYMMDD: `4 Feb 2022`."""
        year, month, number = day // 10_000, day // 100 % 100, day % 100
        if self.is_english:
            return f"{number} {MONTH_NAMES[month - 1]} {year}"
        from babel.dates import format_date

        return format_date(dt.date(year, month, number), "medium", locale=self.code)

    def stated_on(self, text: str) -> str:
        """The month of a date of the ledger: `Dec 2021` of 2021-12-15."""
        year, _, rest = text.partition("-")
        return self.period(int(year) * YEAR + int(rest[:2]) - 1, 1) if rest else year

    def economy(self, code: str) -> str:
        """The name of an economy or a bloc."""
        if self.is_english:
            return economy_name(code)
        ours = ECONOMIES.get(code) or BLOCS.get(code)
        if ours or code not in iso_regions():
            return self.phrase(ours) if ours else code
        region, english = iso_regions()[code]
        return str(self._locale.territories.get(region, english))

    def pair(self, pair: str) -> str:
        """The names of a pair; empty for the unnamed one."""
        return "-".join(map(self.economy, pair.split("-"))) if pair else ""

    def subject(self, pair: str, flow: str, scope: str = "") -> str:
        """A series in short (`core.names.series_subject`)."""
        if self.is_english:
            return series_subject(pair, flow, scope)
        word = self.phrase(SCOPE_WORDS[scope]) if scope in SCOPE_WORDS else scope
        template = (SCOPED_SUBJECTS if scope else FLOW_SUBJECTS)[flow]
        words = " ".join(self.phrase(template, pair=self.pair(pair), scope=word).split()).strip(" :：")
        return words[:1].upper() + words[1:]

    def unit(self, unit: str) -> str:
        """A unit in words (`core.names.unit_words`)."""
        if self.is_english:
            return unit_words(unit)
        currency, scale = unit.split(" ")
        name = self.phrase(DOLLARS) if currency == "USD" else currency
        return self.phrase(SCALED[scale], currency=name)

    def amount(self, english: str, unit: str) -> str:
        """A number as it is written in English with its unit in words: `US$ 146.87 billion`."""
        currency, scale = unit.split(" ")
        name = self.phrase(DOLLARS) if currency == "USD" else currency
        number = Decimal(english.replace(",", "")).scaleb(_SMALLER.get((self.code, scale), 0))
        value = english if self.is_english else self.number(f"{number:,f}")
        return self.counted(*AMOUNTS[scale], max(int(number), 1), currency=name, value=value)

    def counts_otherwise(self, unit: str) -> bool:
        """Whether `amount` gives another number than the unit has, so that none may stand without a unit."""
        return (self.code, unit.split(" ")[1]) in _SMALLER

    @property
    def between_sentences(self) -> str:
        """What stands between two sentences."""
        return "" if self.code == "zh" else " "

    def listed(self, words: Iterable[str]) -> str:
        """`a, b and c`."""
        *head, tail = words
        if not head:
            return tail
        return self.phrase("{first} and {last}", first=self.phrase(", ").join(head), last=tail)


ENGLISH = Language()


def _day_in(month: int) -> dt.date:
    return dt.date(month // YEAR, month % YEAR + 1, 1)


@cache
def _catalogue(code: str) -> GNUTranslations:
    """The catalogue of a language, compiled from the text that ships with the package."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    source = files("tradetrack.reports").joinpath(f"locales/{code}.po").read_bytes()
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(source), locale=code))
    compiled.seek(0)
    return GNUTranslations(compiled)
