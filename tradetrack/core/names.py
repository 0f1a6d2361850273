"""What people call economies and units. Babel (Unicode CLDR) is imported only when a name is asked for."""

from __future__ import annotations

from functools import cache

from tradetrack.core.economies import BLOCS, ECONOMIES

FLOW_WORDS = {"total": "exports plus imports", "exports": "exports", "imports": "imports"}
_SCALE_WORDS = {"mn": "million", "bn": "billion", "tn": "trillion"}
# Codes of CLDR that ISO does not give to an economy.
_NO_ECONOMY = frozenset({"QUU", "XAA", "XBB", "XKK", "ZZZ"})


@cache
def iso_regions() -> dict[str, str]:
    """The ISO 3166-1 alpha-3 codes in use, each with CLDR's region (its alpha-2 code)."""
    from babel import Locale
    from babel.core import get_global

    named = Locale("en").territories
    return {
        code: regions[0]
        for code, regions in get_global("territory_aliases").items()
        if len(code) == 3 and code.isalpha() and len(regions) == 1 and regions[0] in named
        if code not in ECONOMIES and code not in _NO_ECONOMY
    }


@cache
def economy_name(code: str) -> str:
    """The short English name of an economy or a bloc; a code without a name stands for itself."""
    from babel import Locale

    ours = ECONOMIES.get(code) or BLOCS.get(code)
    if ours or code not in iso_regions():
        return ours or code
    return str(Locale("en").territories[iso_regions()[code]])


def pair_name(pair: str) -> str:
    """`China-Russia` for `CHN-RUS`; empty for the unnamed pair."""
    return "-".join(economy_name(code) for code in pair.split("-")) if pair else ""


def unit_words(unit: str) -> str:
    """`US$ billion` for `USD bn`, `CNY million` for `CNY mn`."""
    currency, scale = unit.split(" ")
    return f"{'US$' if currency == 'USD' else currency} {_SCALE_WORDS[scale]}"


def series_subject(pair: str, flow: str) -> str:
    """`China-Russia trade`, `China-Russia exports`: what a series is, in short."""
    what = "trade" if flow == "total" else flow
    return f"{pair_name(pair)} {what}" if pair else what.capitalize()


def series_title(pair: str, flow: str) -> str:
    """`China-Russia trade, exports plus imports`: what a series is."""
    words = series_subject(pair, flow)
    return f"{words}, {FLOW_WORDS[flow]}" if flow == "total" else words
