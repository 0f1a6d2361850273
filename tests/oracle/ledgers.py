"""Random small ledgers that meet the rules where they touch: equal values, roundings, gaps, bounds, mirrors, dates."""

from __future__ import annotations

import random
from fractions import Fraction

HEADER = "pair,flow,kind,period,value,unit,qualifier,scope,growth_pct,reporter,stated_on"
REPORTERS = ("", "", "CHN", "RUS")
QUALIFIERS = ("exact",) * 6 + ("about",) * 2 + ("over", "under")
FIRST_YEAR, YEARS = 2015, 7
Row = dict[str, str]


class Writer:
    """Writes the rows about one pair; what it writes is likely to be comparable with what it wrote."""

    def __init__(self, chance: random.Random, pair: str) -> None:
        self.chance, self.pair = chance, pair
        self.level = chance.choice((3, 20, 96, 100, 146, 950))
        self.month = chance.choice((1, 1, 1, 1, 1, 4, 4, 7))
        self.flows = chance.choice(
            (("total",), ("total",), ("total", "exports", "imports"), ("exports", "imports"))
        )
        self.reporters = chance.choice((("",), ("CHN",), REPORTERS, ("CHN", "RUS", ""), ("CHN", "")))
        self.scopes = chance.choice((("",), ("",), ("",), ("", "goods", "services")))
        self.currencies = chance.choice((("USD",), ("USD",), ("USD",), ("USD", "CNY")))
        self.scales = chance.choice((("bn",), ("bn",), ("bn", "mn", "tn")))
        self.dated = chance.choice((1.0, 1.0, 0.9, 0.5, 0.0))
        self.qualifiers = chance.choice((("exact",), QUALIFIERS, QUALIFIERS))
        self.rows: list[Row] = []

    def write(self) -> list[Row]:
        chance = self.chance
        kinds = (
            self.years,
            self.block,
            self.block,
            self.single,
            self.single,
            self.again,
            self.again,
            self.growth_only,
        )
        for _ in range(chance.randint(1, 5)):
            chance.choice(kinds)()
        for _ in range(chance.choice((0, 1, 1, 2, 3))):
            self.target()
        chance.shuffle(self.rows)
        return self.rows

    def years(self) -> None:
        """A run of whole years, some missing."""
        first, key, month = self._year(), self._key(), self.chance.choice((self.month, self.month, 1, 7))
        for year in range(first, first + self.chance.randint(1, 6)):
            if self.chance.random() < 0.85:
                self._add(year * 12 + month - 1, 12, key)

    def block(self) -> None:
        """The parts of a year that follow one another: months, quarters, halves or a mixture, some left out."""
        start, key = self._year() * 12 + self.month - 1, self._key()
        lengths = self.chance.choice(((1,), (3,), (6,), (1, 2, 3, 6), (9, 1)))
        keep = self.chance.choice((1.0, 1.0, 0.9))
        years = self.chance.choice((1, 1, 2))
        end = start + 12 * years - self.chance.choice((0, 0, 0, 1, 3, 6))
        flows = (
            ("exports", "imports")
            if key["flow"] != "total" and self.chance.random() < 0.7
            else (key["flow"],)
        )
        for flow in flows:
            at = start
            while at < end:
                length = min(
                    self.chance.choice(lengths), end - at, start + 12 * ((at - start) // 12 + 1) - at
                )
                if self.chance.random() < keep:
                    self._add(at, length, key | {"flow": flow})
                at += length

    def single(self) -> None:
        """One period of any length."""
        start, length = self.chance.choice(
            ((0, 12), (0, 6), (0, 9), (0, 11), (6, 6), (3, 3), (3, 12), (2, 7))
        )
        self._add(self._year() * 12 + self.month - 1 + start, length, self._key())

    def again(self) -> None:
        """A period that stands there already: restated, rounded, revised, bounded, by another reporter."""
        reported = [row for row in self.rows if row["kind"] == "reported" and row["value"]]
        if not reported:
            return self.single()
        chance, row = self.chance, dict(self.chance.choice(reported))
        number, decimals = Fraction(row["value"]), len(row["value"].partition(".")[2])
        change = chance.choice(("same", "rounder", "revised", "bound", "about", "mirror"))
        if change == "rounder":
            decimals = max(0, decimals - 1)
        elif change in ("revised", "mirror"):
            number *= 1 + Fraction(chance.choice((-20, -3, -1, 1, 2, 7, 30)), 100)
        elif change == "bound":
            row["qualifier"] = chance.choice(("over", "under"))
            number = chance.choice((number, number * 9 / 10, number * 11 / 10))
        elif change == "about":
            row["qualifier"] = "about"
        if change == "mirror" or chance.random() < 0.2:
            row["reporter"] = chance.choice(self.reporters)
        if chance.random() < 0.3:
            row["qualifier"] = chance.choice(self.qualifiers)
        row["value"], row["growth_pct"] = plain(number, decimals), self._growth(0.3)
        row["stated_on"] = self._date(chance.randint(FIRST_YEAR, FIRST_YEAR + YEARS))
        self.rows.append(row)
        return None

    def growth_only(self) -> None:
        start, length = self.chance.choice(((0, 12), (0, 12), (0, 9), (0, 3)))
        self._add(self._year() * 12 + self.month - 1 + start, length, self._key())
        self.rows[-1] |= {"value": "", "growth_pct": self._growth(1.0), "qualifier": "exact"}

    def target(self) -> None:
        chance, key = self.chance, self._key()
        earlier = [row for row in self.rows if row["kind"] == "target"]
        row = dict(chance.choice(earlier)) if earlier and chance.random() < 0.4 else self._row(key)
        if row["kind"] != "target" or chance.random() < 0.5:
            number = self.level * Fraction(chance.choice((80, 95, 100, 105, 120, 150, 200)), 100)
            row["value"] = plain(number / SCALE[row["unit"][4:]], 1 if row["unit"].endswith("bn") else 4)
        if row["kind"] != "target" or chance.random() < 0.5:
            row["period"] = chance.choice(("", str(self._year() + chance.randint(-1, 5))))
        row |= {"kind": "target", "reporter": "", "growth_pct": "", "stated_on": self._date(self._year())}
        row["qualifier"] = chance.choice(("exact", "exact", "about", "over", "over", "under"))
        self.rows.append(row)

    def _key(self) -> Row:
        chance = self.chance
        unit = f"{chance.choice(self.currencies)} {chance.choice(self.scales)}"
        return {"flow": chance.choice(self.flows), "reporter": chance.choice(self.reporters), "unit": unit,
                "scope": chance.choice(self.scopes)}  # fmt: skip

    def _row(self, key: Row) -> Row:
        return dict.fromkeys(HEADER.split(","), "") | {"pair": self.pair, "kind": "reported"} | key

    def _add(self, start: int, length: int, key: Row) -> None:
        chance, row = self.chance, self._row(key)
        level = (
            self.level
            * Fraction(length, 12)
            * Fraction(chance.choice((80, 90, 95, 100, 100, 103, 110, 125)), 100)
        )
        if key["flow"] != "total":
            level = level * chance.choice((4, 5, 6)) / 10
        decimals = chance.choice((0, 1, 2)) + {"mn": -2, "bn": 0, "tn": 3}[row["unit"][4:]]
        row["value"] = plain(level / SCALE[row["unit"][4:]], max(0, decimals))
        row["period"] = written(start, length)
        row["qualifier"], row["growth_pct"] = chance.choice(self.qualifiers), self._growth(0.2)
        if self.pair and chance.random() < 0.1:
            row["pair"] = "-".join(reversed(self.pair.split("-")))
            row["flow"] = {"exports": "imports", "imports": "exports"}.get(row["flow"], row["flow"])
        ended = (start + length) // 12
        row["stated_on"] = self._date(ended + chance.choice((0, 0, 0, 1, 2)))
        self.rows.append(row)

    def _growth(self, likely: float) -> str:
        growth = self.chance.choice(("35.9", "5", "-3.2", "0", "12.5", "-100", "250", "10"))
        return growth if self.chance.random() < likely else ""

    def _date(self, year: int) -> str:
        if self.chance.random() >= self.dated:
            return ""
        month = self.chance.choice((1, 2, 7, 12))
        return self.chance.choice(
            (f"{year}", f"{year}-{month:02}", f"{year}-{month:02}-15", f"{year}-{month:02}-15")
        )

    def _year(self) -> int:
        return FIRST_YEAR + self.chance.randrange(YEARS)


SCALE = {"mn": Fraction(1, 1000), "bn": Fraction(1), "tn": Fraction(1000)}


def plain(number: Fraction, decimals: int) -> str:
    return f"{float(number):.{decimals}f}"


def written(start: int, length: int) -> str:
    (year, month), (last_year, last) = divmod(start, 12), divmod(start + length - 1, 12)
    if length == 12 and month == 0:
        return f"{year}"
    if length == 3 and month % 3 == 0:
        return f"{year}-Q{month // 3 + 1}"
    first = f"{year}-{month + 1:02}"
    return first if length == 1 else f"{first}/{last_year}-{last + 1:02}"


def ledger(seed: int, pairs: int) -> str:
    """A ledger of some pairs that know nothing of each other but the latest day in the file."""
    chance = random.Random(seed)  # noqa: S311 - the same ledgers in every run
    lines = [HEADER]
    names = [f"A{n:02}-B{n:02}" for n in range(pairs)] if pairs > 1 else [chance.choice(("", "A00-B00"))]
    for name in names:
        lines += [
            ",".join(row[column] for column in HEADER.split(",")) for row in Writer(chance, name).write()
        ]
    return "\n".join(lines) + "\n"
