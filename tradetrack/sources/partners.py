"""The economies that statistical offices name in their files: a code, a name of theirs, or a group.

Names are compared as they stand or turned around at their comma (`Korea, Republic of`); none is guessed.
"""

from __future__ import annotations

import re
from functools import cache

from tradetrack.core.codes import code_for, plain

WORLD = "WLD"
GROUP = ""  # not an economy: a region, or what is not allocated to one

# Names of Comtrade, WITS, the IMF, ITC and national offices, in small letters without signs.
_NAMES = """
WLD: all countries, all countries total, total, world, grand total, total all countries, world total,
    all partners, total all countries or areas, world not seasonally adjusted
TWN: other asia nes, asia other nes, taipei chinese, chinese taipei, taiwan province of china, taiwan
    china, taiwan republic of china
HKG: china hong kong sar, hong kong china, hong kong sar, china p r hong kong
MAC: china macao sar, macao china, macao sar, china p r macao
CHN: mainland of china, the mainland of china, china mainland, china p r mainland
KOR: korea republic of, korea rep, korea south, s korea, rep of korea
PRK: dem people s rep of korea, korea dem rep, korea north, korea democratic people s republic of,
    democratic people s republic of korea
LAO: lao people s democratic republic, lao people s dem rep
IRN: iran islamic republic of, iran islamic rep, islamic republic of iran
VEN: venezuela bolivarian republic of, venezuela rb
BOL: bolivia plurinational state of
LBY: libya state of, state of libya
PSE: state of palestine, palestine state of, occ palestinian terr, west bank and gaza, west bank, gaza
    strip
COD: congo democratic republic of the, dem rep of the congo, congo dem rep, dem rep congo, congo
    kinshasa
COG: congo brazzaville, congo rep, congo
TZA: tanzania united republic of, united rep of tanzania, united republic of tanzania
MDA: moldova republic of, rep of moldova, republic of moldova
EGY: egypt arab rep
MKD: macedonia north, the former yugoslav republic of macedonia, tfyr of macedonia
FSM: micronesia federated states of, fs micronesia, micronesia fed sts
KNA: saint kitts and nevis
VCT: saint vincent and the grenadines, st vincent and the grenadines
LCA: saint lucia
SHN: saint helena
SPM: saint pierre and miquelon
PCN: pitcairn
WLF: wallis and futuna islands, wallis and futura isl, wallis and futuna isds
ATF: french southern and antarctic territories, fr south antarctic terr
FLK: falkland islands malvinas, falkland island, falkland isds malvinas
AIA: anguila
BHS: bahamas the
GMB: gambia the
CAF: central african rep
TCA: turks and caicos isl, turks and caicos isds
CYM: cayman isds
COK: cook isds
SLB: solomon isds
MHL: marshall isds
FRO: faeroe isds
MNP: n mariana isds
VGB: br virgin isds
CXR: christmas isds
CCK: cocos isds
NFK: norfolk isds
UMI: us misc pacific isds
IOT: br indian ocean terr
DOM: dominican rep
SCG: serbia fr serbia montenegro, serbia and montenegro
MMR: burma myanmar
BIH: bosnia herzegovina
ATG: antigua and barbuda
TTO: trinidad and tobago
USA: us, united states of america the, usa
YEM: yemen republic of, yemen rep
XKX: kosovo republic of
VAT: holy see vatican city state, holy see
CUW: curacao
ANT: netherlands antilles
SDN: sudan before 2012, fmr sudan
TLS: timor leste democratic republic of
SWZ: eswatini
BLX: belgium luxembourg
EU27: european union 27
"""
_GROUPS = """
advanced technology products, africa, africa caricom nes, all other countries, america, americas, apec,
areas nes, areas not elsewhere specified, asean, asia, bunkers, cacm nes, cafta dr, caribbean nes,
confidential, east asia and pacific, eastern europe nes, europe, europe and central asia,
europe efta nes, europe eu nes, european economic area, free zone, free zones,
international waters, lafta nes, latin america and caribbean, middle east and north africa, nafta,
neutral zone, north america, north america and central america nes, northern africa nes, not allocated,
not specified, oceania, oceania nes, opec, other, other africa nes, other america nes, other countries,
other europe nes, other oceania nes, others, pacific rim, rest of america nes, rest of the world, ship
stores and bunkers, south and central america, south asia, southcentral america, special area, special
categories, stores and provisions, sub saharan africa, transition countries, undisclosed, unidentified
countries, unknown, unspecified, us misc pacific isds nes, usmca, western asia nes, world seasonally
adjusted
"""

# The UN's numbers of regions (M49); the world, 001, is none of them.
_REGIONS = """
002, 005, 009, 011, 013, 014, 015, 017, 018, 019, 021, 029, 030, 034, 035, 039, 053, 054, 057, 061, 062,
142, 143, 145, 150, 151, 154, 155, 199, 202, 419, 432, 722
"""


@cache
def economy(name: str) -> str | None:
    """The code of what a file calls an economy; GROUP for a region or the like, None where it is not clear.

    A bloc that a ledger has a code for and that trades as one, such as the European Union, is an economy.
    """
    text = name.strip()
    words = plain(text)
    if words in _codes_by_name():
        return _codes_by_name()[words]
    if words in _groups() or words.endswith(" nes") or (text.isdigit() and text.zfill(3) in _REGIONS):
        return GROUP
    if code := code_for(text.zfill(3) if text.isdigit() else text):
        return code
    first, comma, rest = text.partition(",")
    return code_for(f"{rest.strip()} {first.strip()}") if comma else None


@cache
def _codes_by_name() -> dict[str, str]:
    entries = re.findall(r"^([A-Z]{3,6}|EU27): ((?:.|\n )*)", _NAMES, re.MULTILINE)
    return {" ".join(name.split()): code for code, names in entries for name in names.split(",")}


@cache
def _groups() -> frozenset[str]:
    return frozenset(" ".join(name.split()) for name in _GROUPS.split(","))
