"""The economies that statistical offices name in their files: a code, a name of theirs, or a group.

Names are compared as they stand or turned around at their comma (`Korea, Republic of`); none is guessed.
"""

from __future__ import annotations

import re
from functools import cache

from tradetrack.core.codes import code_for, plain
from tradetrack.core.names import iso_regions
from tradetrack.sources.partner_names import GROUPS, NAMES, REGIONS

WORLD = "WLD"
# Languages in which offices name their partners, by CLDR; English is asked first.
_LANGUAGES = ("fr", "es", "de", "pt", "it", "ru", "zh", "ja", "ko", "tr", "ar", "nl", "pl", "uk", "vi", "id")
_STATE = (
    r"(?:the )?(?:(?:federal|islamic|arab|hellenic|socialist|democratic|dem|people s|united|co operative) )*"
    r"(?:republic|rep|kingdom|principality|sultanate|union|grand duchy|commonwealth)(?: of)?(?: the)?|the"
)
_FORMAL = re.compile(rf"(?:{_STATE}) (?P<name>.+)")
_STATE_ONLY = re.compile(_STATE)
_TWO_OF_A_NAME = frozenset(("china", "korea", "congo", "viet nam", "vietnam", "yemen", "germany"))
GROUP = ""  # not an economy: a region, or what is not allocated to one


@cache
def economy(name: str) -> str | None:
    """The code of what a file calls an economy; GROUP for a region or the like, None where it is not clear.

    A bloc that a ledger has a code for and that trades as one, such as the European Union, is an economy.
    """
    text = name.strip()
    words = plain(text)
    if words in _codes_by_name():
        return _codes_by_name()[words]
    if words in _groups() or words.endswith(" nes") or (text.isdigit() and text.zfill(3) in REGIONS):
        return GROUP
    code = code_for(text.zfill(3) if text.isdigit() else text)
    return code or _turned_around(text) or _formal(words) or _codes_in_other_languages().get(words)


def _turned_around(text: str) -> str | None:
    """The code of `Korea, Republic of`, or of a name with the form of its state: `Poland, Rep. of`."""
    first, comma, rest = text.partition(",")
    if not comma:
        return None
    is_form = _STATE_ONLY.fullmatch(plain(rest)) and plain(first) not in _TWO_OF_A_NAME
    return code_for(f"{rest.strip()} {first.strip()}") or (code_for(first) if is_form else None)


def _formal(words: str) -> str | None:
    """The code of a name behind the form of its state: `kingdom of saudi arabia`."""
    formal = _FORMAL.fullmatch(words)
    return code_for(formal["name"]) if formal and formal["name"] not in _TWO_OF_A_NAME else None


@cache
def _codes_by_name() -> dict[str, str]:
    entries = re.findall(r"^([A-Z0-9]{3,6}): ((?:.|\n )*)", NAMES, re.MULTILINE)
    return {plain(name): code for code, names in entries for name in names.split(",")}


@cache
def _codes_in_other_languages() -> dict[str, str]:
    """The codes of names in other languages than English, but for those that two economies have."""
    from babel import Locale

    found: dict[str, set[str]] = {}
    codes = {region: code for code, (region, _) in iso_regions().items()} | {"EU": "EU27", "XK": "XKX"}
    for language in _LANGUAGES:
        names = Locale(language).territories
        for region, code in codes.items():
            if region in names:
                found.setdefault(plain(names[region]), set()).add(code)
    return {name: codes.pop() for name, codes in found.items() if len(codes) == 1}


@cache
def _groups() -> frozenset[str]:
    return frozenset(" ".join(name.split()) for name in GROUPS.split(","))
