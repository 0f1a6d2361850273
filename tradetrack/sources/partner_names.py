"""What statistical offices call economies and groups of them, in small letters without signs. Data only."""

from __future__ import annotations

# Names of Comtrade, WITS, the IMF, ITC and national offices.
NAMES = """
WLD: all countries, all countries total, total, world, grand total, total all countries,
    world total, all partners, total all countries or areas, world not seasonally
    adjusted, monde, welt, mundo, mondo, wereld, świat, мир, весь мир, всего, 世界, 全球,
    总值, 总计, 合計, 總計, 전세계, 세계, dünya, toplam, insgesamt, oas world
TWN: other asia nes, asia other nes, taipei chinese, chinese taipei, taiwan province of
    china, taiwan china, taiwan republic of china, republic of china, oas, 中国台湾, 台灣, 臺灣
HKG: 中国香港, 香港, hongkong, гонконг, china hong kong sar, hong kong china, hong kong sar,
    china p r hong kong
MAC: 中国澳门, 澳門, 澳门, china macao sar, macao china, macao sar, china p r macao
CHN: china p r, china pr, pr china, mainland of china, the mainland of china, china
    mainland, china p r mainland, china p rp
KOR: 南韓, 韓國, республика корея, corée république de, korea rep of, korea republic of,
    korea rep, korea south, s korea, rep of korea, korea rp
PRK: korea dem people s rep of, korea dem p r of, dem people s rep of korea, korea dem
    rep, korea north, korea democratic people s republic of, democratic people s
    republic of korea, korea dp rp
LAO: lao people s democratic republic, lao people s dem rep, lao pd rp
IRN: iran islamic republic of, iran islamic rep, islamic republic of iran
VEN: venezuela rep bolivariana de, venezuela bolivarian republic of, venezuela rb
BOL: bolivia plurinational state of
LBY: libya state of, state of libya
PSE: state of palestine, palestine state of, occ palestinian terr, west bank and gaza,
    west bank, gaza strip
COD: congo dem rep of the, congo dem rep of, dem rep of congo, democratic republic of
    congo, congo democratic republic of the, dem rep of the congo, congo dem rep, dem
    rep congo, congo kinshasa, congo d rep
COG: congo rep of, congo republic of the, republic of congo, rep of congo, congo
    brazzaville, congo rep, congo, congo p rep
TZA: tanzania united republic of, united rep of tanzania, united republic of tanzania,
    tanzania rep
MDA: moldova republic of, rep of moldova, republic of moldova
EGY: egypt arab rep, egypt a rp
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
CAF: central african rep, c afri rep
TCA: turks and caicos isl, turks and caicos isds
CYM: cayman isds, cayman is
COK: cook isds
SLB: solomon isds, solomon is
MHL: marshall isds
FRO: faeroe isds, faroe is
MNP: n mariana isds
VGB: br virgin isds
CXR: christmas isds
CCK: cocos isds
NFK: norfolk isds
UMI: us misc pacific isds
IOT: br indian ocean terr
DOM: dominican rep, dominic rep
SCG: serbia fr serbia montenegro, serbia and montenegro
MMR: burma myanmar
BIH: bosnia herzegovina, bosnia hrzgovin
ATG: antigua and barbuda
TTO: trinidad and tobago, trinidad
USA: сша, estados unidos de america, etats unis d amerique, abd, 美國, us, united states
    of america the, usa
YEM: yemen rep of, yemen republic of, yemen rep, yemen republc
XKX: kosovo republic of
VAT: holy see vatican city state, holy see
CUW: curacao
SVK: slovak rep
CZE: czech rep
KGZ: kyrgyz rep, kyrghyzstan
PYF: fr polynesia
NCL: new caledonia
BES: bonaire, bonaire sint eustatius and saba, bonaire saint eustatius and saba
ANT: netherlands antilles, neth antilles, neth antilles and aruba
SDN: sudan before 2012, fmr sudan
TLS: timor leste democratic republic of
SWZ: eswatini
BLX: belgium luxembourg
EU27: european union 27, european union 27 countries, eu 27, eu, eun, eu27 2020,
    european union eu27
EA20: euro area, euro area ea, euro zone
ARE: u arab emts
VNM: vietnam soc rep
BGD: bangladesh pr
SAU: saudi arab
LKA: sri lanka dsr
NLD: netherland
PNG: papua n gna
GNQ: equtl guinea
PAN: panama republic
FJI: fiji is
VUT: vanuatu rep
VIR: virgin is us
"""

# Regions, and what is not allocated to an economy; in small letters too, codes of Comtrade and WITS for it.
GROUPS = """
advanced technology products, africa, africa caricom nes, all other countries, america,
americas, apec, areas nes, areas not elsewhere specified, asean, asia, bunkers, cacm nes, cafta
dr, caribbean nes, confidential, east asia and pacific, eastern europe nes, europe, europe and
central asia, europe efta nes, europe eu nes, european economic area, free zone, free zones,
international waters, lafta nes, latin america and caribbean, middle east and north africa,
nafta, neutral zone, north america, north america and central america nes, northern africa nes,
not allocated, not specified, oceania, oceania nes, opec, other, other africa nes, other america
nes, other countries, other europe nes, other oceania nes, others, pacific rim, rest of america
nes, rest of the world, ship stores and bunkers, south and central america, south asia,
southcentral america, special area, special categories, stores and provisions, sub saharan
africa, transition countries, undisclosed, unidentified countries, unknown, unspecified, us misc
pacific isds nes, usmca, western asia nes, world seasonally adjusted, uns, bun, fre, spe, nes,
a49, a59, a79, e19, e29, f19, f49, f97, o19, r4, r20, r91, x, x1, x2, xx, z1, br antarctic terr,
south african customs union, south african customs union excludes south africa, low income,
lower middle income, upper middle income, high income, low and middle income, oecd, non oecd,
developing economies, developed economies, ldc, least developed countries, eu nes, unallocated,
not stated, country not stated, countries not specified, high seas, intra eu, extra eu, intra
eu27, extra eu27
"""

# The UN's numbers of regions (M49); the world, 001, is none of them.
REGIONS = """
002, 005, 009, 011, 013, 014, 015, 017, 018, 019, 021, 029, 030, 034, 035, 039, 053, 054, 057, 061, 062,
142, 143, 145, 150, 151, 154, 155, 199, 202, 419, 432, 722
"""
