"""The outlook of a projection as JSON: a line a year, since there may be many thousand outlooks."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from tradetrack.forecast.target_chances import Chance, Level, TargetOutlook

_PLAIN_BELOW = 1e6  # a number of six digits that is written without an exponent


class OutlookJson(NamedTuple):
    """An outlook in a document, which is written in one go."""

    outlook: TargetOutlook

    def text(self, start: str) -> str:
        """The outlook as JSON; `start` begins a line that is as far to the right as the one it stands in."""
        own = self.outlook
        levels = own.level_numbers.ravel().tolist()
        early, late = own.interval_80
        is_plain = max(levels) < _PLAIN_BELOW
        numbers = (
            _year(own.median_year),
            _year(early),
            _year(late),
            *own.chances.ravel().tolist(),
            *levels,
            own.typical_growth_pct,
            own.reversal_pct,
            own.reversal_pct,
            own.growths_known,
            "[{:.3g}, {:.3g}]".format(*own.swings_80) if own.swings_80 else "null",
        )
        return _template(start, own.first_year, len(own.chances), len(levels) // 3, is_plain) % numbers


def _year(year: int | None) -> str:
    return "null" if year is None else str(year)


@lru_cache(maxsize=256)
def _template(start: str, first_year: int, chances: int, levels: int, is_plain: bool) -> str:
    """What outlooks of the same years have in common, with a place for each number."""
    inner, form = start + "  ", "%.6g" if is_plain else "%.15g"
    parts = [
        '"median_year": %s',
        '"interval_80": [%s, %s]',
        f'"chance_by": {_records(Chance._fields[1:], first_year, chances, inner, "%.6g")}',
        f'"levels": {_records(Level._fields[1:], first_year, levels, inner, form)}',
        '"typical_growth_pct": %.15g',
        '"reversal_pct": %.15g',
        '"undone_pct": %.15g',  # its name up to 0.1; leaves with the next release
        '"growths_known": %d',
        '"swings_80_pct": %s',
    ]
    return f"{{{inner}{f',{inner}'.join(parts)}{start}}}"


def _records(names: tuple[str, ...], first_year: int, years: int, start: str, form: str) -> str:
    """Years as an array of records, each on its line."""
    if not years:
        return "[]"
    numbers = ", ".join(f'"{name}": {form}' for name in names)
    lines = (f'{start}  {{"year": {first_year + place}, {numbers}}}' for place in range(years))
    return f"[{','.join(lines)}{start}]"
