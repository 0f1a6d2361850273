"""The economies, blocs and wrong codes that CLDR does not have, or has in another sense. Data only."""

from __future__ import annotations

# Economies with statistics of their own that ISO 3166-1 does not list, and former ones (ISO 3166-3).
ECONOMIES = {
    "EU27": "European Union",
    "EU12": "EU-12",
    "EU15": "EU-15",
    "EU25": "EU-25",
    "EU28": "EU-28",
    "EA19": "euro area (19)",
    "EA20": "euro area",
    "EA21": "euro area (21)",
    "XKX": "Kosovo",
    "AFI": "French Afars and Issas",
    "ANT": "Netherlands Antilles",
    "BUR": "Burma",
    "CSK": "Czechoslovakia",
    "DDR": "East Germany",
    "DHY": "Dahomey",
    "FXX": "Metropolitan France",
    "GEL": "Gilbert and Ellice Islands",
    "HVO": "Upper Volta",
    "NHB": "New Hebrides",
    "PCI": "Pacific Islands (Trust Territory)",
    "PCZ": "Panama Canal Zone",
    "RHO": "Southern Rhodesia",
    "SCG": "Serbia and Montenegro",
    "SKM": "Sikkim",
    "SUN": "Soviet Union",
    "TMP": "East Timor",
    "VDR": "North Vietnam",
    "YMD": "South Yemen",
    "YUG": "Yugoslavia",
    "ZAR": "Zaire",
}

# Groups whose trade is stated as one figure. Most are known by their letters.
BLOCS = {
    "WLD": "world",
    "AFRICA": "Africa",
    "ARAB": "Arab states",
    "ASIA": "Asia",
    "CEE": "Central and Eastern Europe",
    "EUROPE": "Europe",
    "LAC": "Latin America and the Caribbean",
    "LATAM": "Latin America",
    "MENA": "Middle East and North Africa",
    "SSA": "Sub-Saharan Africa",
}
BLOCS |= {
    letters: letters
    for letters in (
        *("ACP", "APEC", "ASEAN", "BRICS", "CIS", "COMESA", "CPTPP", "EAC", "EAEU", "ECOWAS", "EFTA", "G7"),
        *("G20", "GCC", "NAFTA", "OECD", "OPEC", "RCEP", "SAARC", "SACU", "SADC", "SCO", "USMCA"),
    )
}

# Eurostat's code of the present European Union is longer than a code may be, and is read as ours.
READ_AS = {"EU27_2020": "EU27"}

# What is meant by codes of statistics, of sport and of everyday use. CLDR has alpha-2 and ISO numeric codes.
# Codes with two readings are left out: BAH, CAM, CHI, GUI, LAT, LIB, MAL, MON, NIG, ROC, SLO.
# fmt: off
MEANT = {
    # Everyday use
    "UAE": "ARE", "KSA": "SAU", "PRC": "CHN", "ROK": "KOR", "DPRK": "PRK", "DRC": "COD", "RSA": "ZAF",
    "USSR": "SUN", "GDR": "DDR", "FRG": "DEU", "BRD": "DEU", "JAP": "JPN", "SPA": "ESP", "SWI": "CHE",
    "HOL": "NLD", "IRE": "IRL", "EIRE": "IRL", "LEB": "LBN", "KOS": "XKX", "FYROM": "MKD", "MAK": "MKD",
    "BVI": "VGB", "CAR": "CAF",
    # The European Union and the euro area
    "EU": "EU27", "EUU": "EU27", "EUN": "EU27", "QUU": "EU27", "EZ": "EA20", "EA": "EA20", "EMU": "EA20",
    # Former codes of ISO, the World Bank's and Eurostat's
    "ROM": "ROU", "WBG": "PSE", "KSV": "XKX", "XK": "XKX", "XKK": "XKX", "ADO": "AND", "IMY": "IMN",
    "EL": "GRC", "AN": "ANT", "BU": "BUR", "DD": "DDR", "SU": "SUN", "TP": "TMP", "YD": "YMD",
    "YU": "YUG", "ZR": "ZAR",
    # UN M49, and the UN's numbers in trade statistics where they differ from ISO's
    "001": "WLD", "002": "AFRICA", "142": "ASIA", "150": "EUROPE", "419": "LAC", "W00": "WLD",
    "97": "EU27", "097": "EU27", "251": "FRA", "381": "ITA", "490": "TWN", "S19": "TWN", "579": "NOR",
    "699": "IND", "757": "CHE", "842": "USA", "200": "CSK", "278": "DDR", "530": "ANT", "720": "YMD",
    "810": "SUN", "890": "YUG", "891": "SCG",
    # The Olympic committee and FIFA
    "ALG": "DZA", "ANG": "AGO", "ARU": "ABW", "ASA": "ASM", "BAN": "BGD", "BAR": "BRB", "BER": "BMU",
    "BHU": "BTN", "BIZ": "BLZ", "BOT": "BWA", "BRU": "BRN", "BUL": "BGR", "CAY": "CYM", "CGO": "COG",
    "CHA": "TCD", "CRC": "CRI", "CRO": "HRV", "DEN": "DNK", "EQG": "GNQ", "ESA": "SLV", "FIJ": "FJI",
    "GAM": "GMB", "GBS": "GNB", "GEQ": "GNQ", "GER": "DEU", "GRE": "GRC", "GRN": "GRD", "GUA": "GTM",
    "HAI": "HTI", "HON": "HND", "INA": "IDN", "IRI": "IRN", "ISV": "VIR", "IVB": "VGB", "KUW": "KWT",
    "LBA": "LBY", "LES": "LSO", "MAD": "MDG", "MAS": "MYS", "MAW": "MWI", "MGL": "MNG", "MRI": "MUS",
    "MTN": "MRT", "MYA": "MMR", "NCA": "NIC", "NED": "NLD", "NEP": "NPL", "NGR": "NGA", "OMA": "OMN",
    "PAR": "PRY", "PHI": "PHL", "PLE": "PSE", "POR": "PRT", "PUR": "PRI", "SEY": "SYC", "SIN": "SGP",
    "SKN": "KNA", "SOL": "SLB", "SRI": "LKA", "SUD": "SDN", "SUI": "CHE", "TAN": "TZA", "TCH": "CSK",
    "TGA": "TON", "TOG": "TGO", "TPE": "TWN", "TRI": "TTO", "URS": "SUN", "URU": "URY", "VAN": "VUT",
    "VIE": "VNM", "VIN": "VCT", "ZAI": "ZAR", "ZAM": "ZMB", "ZIM": "ZWE",
}

# Other English names, in small letters without accents or signs.
OTHER_NAMES = {
    "bosnia": "BIH", "britain": "GBR", "brunei darussalam": "BRN", "burma": "MMR", "cabo verde": "CPV",
    "cote d ivoire": "CIV", "czech republic": "CZE", "democratic republic of the congo": "COD",
    "dr congo": "COD", "e u": "EU27", "east timor": "TLS", "emirates": "ARE", "eurozone": "EA20",
    "great britain": "GBR", "holland": "NLD", "hong kong": "HKG", "ivory coast": "CIV", "korea": "KOR",
    "kyrgyz republic": "KGZ", "lao pdr": "LAO", "macao": "MAC", "macau": "MAC", "macedonia": "MKD",
    "myanmar": "MMR", "northern ireland": "GBR", "palestine": "PSE", "people s republic of china": "CHN",
    "republic of korea": "KOR", "republic of the congo": "COG", "russian federation": "RUS",
    "slovak republic": "SVK", "swaziland": "SWZ", "syrian arab republic": "SYR", "turkey": "TUR",
    "turkiye": "TUR", "u a e": "ARE", "u k": "GBR", "u s": "USA", "u s a": "USA",
    "united states of america": "USA", "viet nam": "VNM",
    # Adjectives
    "argentine": "ARG", "australian": "AUS", "bangladeshi": "BGD", "belarusian": "BLR",
    "brazilian": "BRA", "british": "GBR", "canadian": "CAN", "chilean": "CHL", "chinese": "CHN",
    "dutch": "NLD", "egyptian": "EGY", "emirati": "ARE", "french": "FRA", "german": "DEU",
    "hungarian": "HUN", "indian": "IND", "indonesian": "IDN", "iranian": "IRN", "iraqi": "IRQ",
    "israeli": "ISR", "italian": "ITA", "japanese": "JPN", "kazakh": "KAZ", "korean": "KOR",
    "malaysian": "MYS", "mexican": "MEX", "nigerian": "NGA", "north korean": "PRK", "pakistani": "PAK",
    "philippine": "PHL", "polish": "POL", "russian": "RUS", "saudi": "SAU", "singaporean": "SGP",
    "south african": "ZAF", "south korean": "KOR", "spanish": "ESP", "swedish": "SWE", "swiss": "CHE",
    "thai": "THA", "turkish": "TUR", "ukrainian": "UKR", "vietnamese": "VNM",
}
# fmt: on
