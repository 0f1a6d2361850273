"""The codes of economies and blocs: which ones are known, and which one is meant by another text.

Babel (Unicode CLDR) is imported only for a code that no table of ours has.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from tradetrack.core.economies import BLOCS, ECONOMIES, MEANT, OTHER_NAMES, READ_AS
from tradetrack.core.names import economy_name, iso_regions
from tradetrack.core.numerals import listed

LONGEST_TEXT = 100  # characters; no pair of names is longer
_USUAL_CURRENCIES = frozenset({"USD", "EUR", "CNY"})
EXAMPLES = 3  # cells that a message rewrites
_WRONG = MEANT | READ_AS
_BETWEEN = re.compile(r"\s*[-/–—−_]\s*|\s*&\s*|\s+and\s+|\s+", re.IGNORECASE)


def is_known(code: str) -> bool:
    """Whether a code is one of ISO 3166-1 alpha-3, or of an economy or bloc that we name."""
    return code in ECONOMIES or code in BLOCS or code in iso_regions()


def is_currency(code: str) -> bool:
    """Whether a code is one of ISO 4217, of a former currency too."""
    if code in _USUAL_CURRENCIES:  # most ledgers have no other, and need no list
        return True
    from babel.numbers import is_currency as is_listed

    return is_listed(code)


def meant(code: str) -> str | None:
    """The code that is meant by a wrong one: `CHN` for `CN`, `156`, `PRC` or `CHINA`; None if unclear.

    A known code is not a wrong one: `meant("CHN")` is None.
    """
    if is_known(code):
        return None
    return _WRONG.get(code) or _of_region(code) or _codes_by_name().get(plain(code).removeprefix("the "))


def _of_region(code: str) -> str | None:
    """The code of a region that CLDR has under an alpha-2 or a numeric code."""
    from babel.core import get_global

    region = code.zfill(3) if code.isdigit() else code
    regions = get_global("territory_aliases").get(region, (region,))
    return _codes_by_region().get(regions[0]) if len(regions) == 1 else None


def code_for(text: str) -> str | None:
    """The known code that a text stands for, in any case: a code, a wrong one, or an English name."""
    code = text.strip().upper()
    return code if is_known(code) else meant(code)


def pair_for(text: str) -> str | None:
    """The pair of known codes that a text stands for, such as `China/Russia` or `india-uae`; else None."""
    if len(text) > LONGEST_TEXT:
        return None
    text = text.strip()
    for gap in _BETWEEN.finditer(text):
        first = code_for(text[: gap.start()])
        second = code_for(text[gap.end() :]) if first else None
        if first and second and first != second:
            return f"{first}-{second}"
    return None


def code_in(text: str) -> str | None:
    """The code of the one economy that a text is about, such as `China Customs`; None for none or several."""
    if len(text) > LONGEST_TEXT:
        return None
    found = {_codes_by_name()[name] for name in _economy_names().findall(plain(text))}
    return code_for(text) or (found.pop() if len(found) == 1 else None)


def rewritten(cell: str) -> str:
    """A cell of codes with those that are meant: `CHN-RUS` for `CN-RUS`."""
    return "-".join(meant(code) or code for code in cell.split("-"))


def question(code: str, cells: Sequence[str]) -> str:
    """What to ask about a code that is not known and stands in these cells."""
    if not meant(code):
        return f"{code} names no economy that tradetrack knows; a bloc of your own may stand"
    advice = [f"for {cell} write {rewritten(cell)}" for cell in cells[:EXAMPLES]]
    if len(cells) > EXAMPLES:
        advice.append(f"likewise in {len(cells) - EXAMPLES} more")
    return f"{code} is not the code of an economy; {listed(advice)}"


def plain(text: str) -> str:
    """A text in small letters, its words without accents or signs and one blank apart."""
    letters = unicodedata.normalize("NFKD", text.casefold().replace("&", " and "))
    return re.sub(r"[\W_]+", " ", "".join(c for c in letters if not unicodedata.combining(c))).strip()


@cache
def _codes_by_region() -> dict[str, str]:
    return {region: code for code, (region, _) in iso_regions().items()}


@cache
def _codes_by_name() -> dict[str, str]:
    codes = (*BLOCS, *ECONOMIES, *iso_regions())
    return {plain(economy_name(code)): code for code in codes} | OTHER_NAMES


@cache
def _economy_names() -> re.Pattern[str]:
    """A pattern of the names of economies, the longest first: South Sudan is not Sudan."""
    names = [name for name, code in _codes_by_name().items() if code not in BLOCS]
    return re.compile(rf"\b(?:{'|'.join(sorted(names, key=len, reverse=True))})\b")
