"""What the labels of a table say: a period, a flow, or both in one cell, in the notation of a ledger."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from tradetrack.core.hints import meant_period
from tradetrack.core.periods import YEAR, parse_period, period_text
from tradetrack.core.vocabulary import EXPORTS, IMPORTS, TOTAL

_KEPT = 10_000  # labels: a table repeats its own in every row
# The words of either flow, in the languages of the offices whose tables are read, as they begin.
_WORDS = {
    EXPORTS: "export|ausfuhr|uitvoer|eksport|ihracat|i̇hracat|экспорт|出口|輸出|수출|esport|vývoz|vienti",
    IMPORTS: "import(?!an)|einfuhr|invoer|ithalat|i̇thalat|импорт|进口|進口|輸入|수입|dovoz|tuonti",
}
_CODES = {
    **dict.fromkeys(("x", "exp", "ex", "e"), EXPORTS),
    **dict.fromkeys(("m", "imp", "im", "i"), IMPORTS),
    **dict.fromkeys(("total", "trade", "total trade", "turnover", "total turnover", "进出口"), TOTAL),
}
# Re-exports are inside exports for one office and beside them for another: nobody can tell.
_PART_OF_FLOW = re.compile(r"\bre-?(?:ex|im)port|reexp|reimp|domestic|re-exportaci")
_NO_FLOW = re.compile(
    r"balance|deficit|surplus|share|percent|%|growth|change|saldo|solde|差额|сальдо|net (?:ex|im)ports|"
    r"\bratio\b|weight|quantity|\bton(?:ne)?s?\b|\bkg\b"
)
_FLOW_WORD = re.compile(
    rf"\b(?:re-?)?(?:{'|'.join(_WORDS.values())})\w*|\b(?:exp|imp)\b|[进出]口", re.IGNORECASE
)
_FILLER = re.compile(
    r"\b(?:values?|valued?|in|of|to|from|by|for|trade|merchandise|goods|fob|cif|f\.o\.b\.?|c\.i\.f\.?|year)\b|[()\[\]:;,|]",
    re.IGNORECASE,
)
_FISCAL = re.compile(r"(?:fy ?)?(20[0-9]{2}|19[0-9]{2})[-/–](?:20|19)?([0-9]{2})", re.IGNORECASE)
_NEPALESE = re.compile(r"(20[0-9]{2})[-/](0[0-9]{2})")
_NEPAL_BEHIND = 57  # years from a Nepalese year that begins in April to the year it begins in
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_MONTH = re.compile(rf"(?:({_MONTHS})[a-z]*\.?|m?(0?[1-9]|1[0-2])(?:\.0)?)", re.IGNORECASE)
_QUARTER = re.compile(r"(?:q([1-4])|([1-4])q)", re.IGNORECASE)


@lru_cache(_KEPT)
def period_of(text: str, october: bool = False, year_start: int | None = None) -> str | None:
    """The period of a text; with `october`, `2023.1` is the tenth month.

    Fiscal years (`2019-20`, `FY2019/20`, Nepal's `2081/082`) are read only where the month in which they
    start is given.
    """
    tidy = " ".join(text.replace("\u00a0", " ").replace("\ufeff", "").split())
    tidy = re.sub(r"(?<=[0-9]{4})-M(?=[0-9]{2}$)", "-", tidy)
    if october and len(tidy) == 6 and tidy.endswith(".1"):
        tidy += "0"
    if year_start and (fiscal := _fiscal(tidy, year_start)):
        return fiscal
    meant = tidy if _is_period(tidy) else meant_period(tidy)
    return meant if meant and _is_period(meant) else None


def _fiscal(text: str, start: int) -> str | None:
    """The twelve months of a fiscal year, if its second year follows its first."""
    years, behind = _FISCAL.fullmatch(text), 0
    if not years:
        years, behind = _NEPALESE.fullmatch(text), _NEPAL_BEHIND
    if not years or (int(years[1]) + 1) % 100 != int(years[2]) % 100:
        return None
    return period_text((int(years[1]) - behind) * YEAR + start - 1, YEAR)


def _is_period(text: str) -> bool:
    try:
        parse_period(text)
    except ValueError:
        return False
    return True


def is_fiscal(text: str) -> bool:
    """Whether a text is a fiscal year, whose first month nobody can tell from it."""
    return _fiscal(" ".join(text.split()), 4) is not None


def rhythm(days: Sequence[str]) -> int:
    """How many months a figure is of, dated with the first day: the smallest step between two days."""
    months = sorted({int(day[:4]) * YEAR + int(day[5:7]) for day in days})
    return min((b - a for a, b in pairwise(months)), default=1)


def period_of_day(day: str, months: int) -> str:
    """The period that begins on a day, as long as the rhythm says."""
    if months == YEAR:
        return day[:4]
    return f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}" if months == 3 else day[:7]


def joined_period(year: str, part: str) -> str:
    """A year and the month or quarter beside it, as one text: `2024` and `Jan` or `1`."""
    year, part = year.strip().removesuffix(".0"), part.strip()
    if match := _QUARTER.fullmatch(part):
        return f"{year}-Q{match[1] or match[2]}"
    if match := _MONTH.fullmatch(part):
        number = _MONTHS.split("|").index(match[1].lower()) + 1 if match[1] else int(match[2])
        return f"{year}-{number:02d}"
    return f"{year} {part}"


def is_part_of_year(text: str) -> bool:
    """Whether a text is a month or a quarter without its year."""
    return bool(_MONTH.fullmatch(text.strip()) or _QUARTER.fullmatch(text.strip()))


@lru_cache(_KEPT)
def flow_of(text: str) -> str | None:
    """The flow that a text speaks of: exports, imports or total; None for no one, two, or re-exports."""
    words = text.casefold().strip()
    if words in _CODES:
        return _CODES[words]
    if _PART_OF_FLOW.search(words) or is_no_flow(words):
        return None
    found = [flow for flow, word in _WORDS.items() if re.search(word, words)]
    if not found:
        # A name such as `value_exp_usd` has the code as a word.
        found = [
            flow for code, flow in _CODES.items() if len(code) == 3 and code in re.split(r"[\W_]+", words)
        ]
    return found[0] if len(found) == 1 else None


def is_no_flow(text: str) -> bool:
    """Whether a text speaks of a balance, a share, a growth or a weight: no value of a flow."""
    return _NO_FLOW.search(text.casefold()) is not None


def without_flow(text: str) -> str:
    """A label without its words of a flow: `2023` of `Exported value in 2023`, `China` of `China exports`."""
    rest = _FILLER.sub(" ", _FLOW_WORD.sub(" ", text.replace("_", " ")))
    return re.sub(r"\s+", " ", rest).strip(" _-–./")
