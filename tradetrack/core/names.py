"""What people call economies and units. Babel (Unicode CLDR) is imported only when a name is asked for."""

from __future__ import annotations

import unicodedata
from functools import cache

from tradetrack.core.economies import BLOCS, ECONOMIES

FLOW_WORDS = {"total": "exports plus imports", "exports": "exports", "imports": "imports"}
_SCOPE_WORDS = {"services": "services", "goods-services": "goods and services"}
_SCALE_WORDS = {"mn": "million", "bn": "billion", "tn": "trillion"}
# Codes of CLDR that ISO does not give to an economy.
_NO_ECONOMY = frozenset({"QUU", "XAA", "XBB", "XKK", "ZZZ"})


@cache
def iso_region(code: str) -> str | None:
    """CLDR's region (its alpha-2 code) of an ISO 3166-1 alpha-3 code in use; None for any other code."""
    from babel import Locale
    from babel.core import get_global

    regions = get_global("territory_aliases").get(code, ())
    is_form = len(code) == 3 and code.isalpha() and len(regions) == 1
    if not is_form or code in ECONOMIES or code in _NO_ECONOMY:
        return None
    return regions[0] if regions[0] in Locale("en").territories else None


@cache
def iso_regions() -> dict[str, str]:
    """The ISO 3166-1 alpha-3 codes in use, each with CLDR's region."""
    from babel.core import get_global

    found = {code: iso_region(code) for code in get_global("territory_aliases")}
    return {code: region for code, region in found.items() if region}


@cache
def economy_name(code: str) -> str:
    """The short English name of an economy or a bloc; a code without a name stands for itself."""
    from babel import Locale

    ours = ECONOMIES.get(code) or BLOCS.get(code)
    region = None if ours else iso_region(code)
    return str(Locale("en").territories[region]) if region else ours or code


@cache
def plain_names() -> dict[str, str]:
    """The names of economies that have letters beyond ASCII, each with its spelling without them."""
    names = [economy_name(code) for code in (*BLOCS, *ECONOMIES, *iso_regions())]
    return {_typewritten(name): _plain(name) for name in names if not name.isascii()}


def _typewritten(name: str) -> str:
    return name.replace("’", "'")


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", _typewritten(name))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def pair_name(pair: str) -> str:
    """`China-Russia` for `CHN-RUS`; empty for the unnamed pair."""
    return "-".join(economy_name(code) for code in pair.split("-")) if pair else ""


def unit_words(unit: str) -> str:
    """`US$ billion` for `USD bn`, `CNY million` for `CNY mn`."""
    currency, scale = unit.split(" ")
    return f"{'US$' if currency == 'USD' else currency} {_SCALE_WORDS[scale]}"


def series_subject(pair: str, flow: str, scope: str = "") -> str:
    """A series in short: `China-Russia trade`, `Iran-Iraq non-oil exports`, `India trade in services`."""
    what = "trade" if flow == "total" else flow
    if scope in _SCOPE_WORDS:
        what = f"{what} {'in' if flow == 'total' else 'of'} {_SCOPE_WORDS[scope]}"
    elif scope:
        what = f"{scope} {what}"
    return f"{pair_name(pair)} {what}" if pair else what[0].upper() + what[1:]


def series_title(pair: str, flow: str, scope: str = "") -> str:
    """`China-Russia trade, exports plus imports`: what a series is."""
    words = series_subject(pair, flow, scope)
    return f"{words}, {FLOW_WORDS[flow]}" if flow == "total" else words
