"""Which period is meant by a text in another notation than that of a ledger."""

from __future__ import annotations

import re

_FISCAL = "the twelve months that it has, such as 2021-04/2022-03"
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NAME = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_MONTH = r"(0?[1-9]|1[0-2])"


def meant_period(text: str) -> str | None:
    """The period in the notation of a ledger, where one is clearly meant; None otherwise.

    A day is read as its month; what could be read in two ways is not read. Of a fiscal year it says what to
    write.
    """
    tidy = " ".join(text.lower().replace("\u00a0", " ").replace("–", "-").split())
    for pattern, made in _FORMS:
        match = re.fullmatch(pattern, tidy)
        if match:
            return made(*match.groups())
    return None


def _month(name: str) -> str:
    number = _MONTHS.index(name[:3]) + 1 if name[:1].isalpha() else int(name)
    return f"{number:02d}"


def _fiscal(first: str, last: str) -> str | None:
    """What to write for a fiscal year, if the second year follows the first."""
    return _FISCAL if (int(first) + 1) % 100 == int(last) else None


def _span(year: str, first: str, last: str) -> str:
    return f"{year}-{_month(first)}/{year}-{_month(last)}"


_FORMS = (
    (r"([0-9]{4})\.0+", lambda year: year),
    (r"(?:cy|year) ?([0-9]{4})", lambda year: year),
    (r"([0-9]{4}) ?-?/?q([1-4])", lambda year, quarter: f"{year}-Q{quarter}"),
    (r"q([1-4]) ?[-/]? ?([0-9]{4})", lambda quarter, year: f"{year}-Q{quarter}"),
    (rf"([0-9]{{4}}) ?m{_MONTH}", lambda year, month: f"{year}-{_month(month)}"),
    (r"([0-9]{4})(0[1-9]|1[0-2])", lambda year, month: f"{year}-{month}"),
    (r"([0-9]{4})[-/.](0?[1-9]|1[0-2])", lambda year, month: f"{year}-{_month(month)}"),
    (r"(0?[1-9]|1[0-2])[/.]([0-9]{4})", lambda month, year: f"{year}-{_month(month)}"),
    (r"(?:fy ?)?([0-9]{4})[-/]([0-9]{2})", _fiscal),
    (r"fy ?[0-9]{2,4}", lambda: _FISCAL),
    (rf"{_NAME} ?-? ?([0-9]{{4}})", lambda month, year: f"{year}-{_month(month)}"),
    (rf"([0-9]{{4}}) ?-? ?{_NAME}", lambda year, month: f"{year}-{_month(month)}"),
    (rf"{_NAME} ?- ?{_NAME} ?([0-9]{{4}})", lambda first, last, year: _span(year, first, last)),
    (rf"([0-9]{{4}}) ?{_NAME} ?- ?{_NAME}", _span),
    (r"([0-9]{4})-(0[1-9]|1[0-2])-[0-9]{2}(?:[t ][0-9:.]+z?)?", lambda year, month: f"{year}-{month}"),
    (r"(?:1[3-9]|2[0-9]|3[01])/(0[1-9]|1[0-2])/([0-9]{4})", lambda month, year: f"{year}-{month}"),
    (r"[0-9]{1,2}\.(0[1-9]|1[0-2])\.([0-9]{4})", lambda month, year: f"{year}-{month}"),
)
