"""What people call economies and units."""

from __future__ import annotations

import json
import unicodedata
from functools import cache
from pathlib import Path

from tradetrack.core.economies import BLOCS, ECONOMIES

FLOW_WORDS = {"total": "exports plus imports", "exports": "exports", "imports": "imports"}
_SCOPE_WORDS = {"services": "services", "goods-services": "goods and services"}
_SCALE_WORDS = {"mn": "million", "bn": "billion", "tn": "trillion"}


@cache
def iso_regions() -> dict[str, tuple[str, str]]:
    """The ISO 3166-1 alpha-3 codes in use, each with CLDR's region (its alpha-2 code) and English name.

    The table is the output of `tools/economy_names.py`.
    """
    table = json.loads(Path(__file__).with_name("regions.json").read_bytes())
    return {code: (region, name) for code, (region, name) in table.items()}


@cache
def economy_name(code: str) -> str:
    """The short English name of an economy or a bloc; a code without a name stands for itself."""
    ours = ECONOMIES.get(code) or BLOCS.get(code)
    return ours or iso_regions().get(code, (None, code))[1]


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
