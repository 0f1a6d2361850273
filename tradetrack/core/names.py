"""What people call economies and units. Babel (Unicode CLDR) is imported only when a name is asked for."""

from __future__ import annotations

from functools import cache

FLOW_WORDS = {"total": "exports plus imports", "exports": "exports", "imports": "imports"}
_SCALE_WORDS = {"mn": "million", "bn": "billion", "tn": "trillion"}
# ISO 3166-3: codes no longer in use, which CLDR maps to a successor whose name they never had.
_WITHDRAWN = frozenset({"BUR", "DDR", "FXX", "TMP", "YMD", "ZAR"})


@cache
def economy_name(code: str) -> str:
    """The short English name of an ISO 3166-1 alpha-3 code; a code without a name stands for itself."""
    from babel import Locale
    from babel.core import get_global

    alias = get_global("territory_aliases").get(code, ())
    if len(code) != 3 or len(alias) != 1 or code in _WITHDRAWN:
        return code
    return str(Locale("en").territories.get(alias[0], code))


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
