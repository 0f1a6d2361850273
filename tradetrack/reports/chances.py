"""Chances as a journalist may quote them: rounded so far as they are known, always with their range."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tradetrack.core.numerals import estimate, level, percent
from tradetrack.core.units import currency_of
from tradetrack.forecast.reference import shipped_eras
from tradetrack.forecast.target_chances import Chance, SteepPath, TargetOutlook
from tradetrack.reports.language import ENGLISH, Language
from tradetrack.reports.tables import Cell, Column, Table

if TYPE_CHECKING:
    from tradetrack.forecast.projection import Path, Projection

YEARS_NAMED = 5
TESTED_YEARS = 10
DOLLARS = "USD"
MIN_REVERSAL = 0.5  # percent; less of a jump is not worth a word
MANY_YEARS = 100  # a doubling that takes longer is not counted for a person


def chance_percent(chance: float) -> int:
    """A chance in percent: whole below 10, in steps of 5 above, never below 1 or above 99."""
    whole = round(chance * 100)
    return max(1, whole) if whole < 10 else min(99, 5 * round(chance * 20))


def chance_cell(item: Chance) -> str:
    """`20 % (10-35 %)`: the middle, and what it is in a slow and in a fast era of world trade."""
    middle, span = chance_parts(item)
    return f"{middle} ({span})" if span else middle


def chance_parts(item: Chance) -> tuple[str, str]:
    """`20 %` and `10-35 %`, empty where the eras do not differ."""
    middle, slow, fast = (chance_percent(chance) for chance in item[1:])
    return f"{middle} %", f"{slow}-{fast} %" if _has_range(item) else ""


def chance_words(item: Chance, language: Language = ENGLISH) -> str:
    """`about 20 in 100 (10 in slow times, 35 in fast ones)`."""
    middle, slow, fast = (chance_percent(chance) for chance in item[1:])
    words = (
        "about {middle} in 100 ({slow} in slow times, {fast} in fast ones)"
        if _has_range(item)
        else "about {middle} in 100"
    )
    return language.phrase(words, middle=middle, slow=slow, fast=fast)


def _has_range(item: Chance) -> bool:
    """Whether the eras differ; under an assumption for world trade they do not."""
    return item.chance_fast > item.chance_slow


def headline_chance(projection: Projection) -> Chance | None:
    """The chance that answers a target first: by its deadline, or else by the last year that was tested."""
    return projection.outlook.chance_of(projection.deadline_year) if projection.outlook else None


def outlook_table(projection: Projection, at: Sequence[int] = ()) -> Table | None:
    """What flows of this size and volatility would do, set apart from the paths; None without an outlook."""
    ahead = projection.outlook
    if ahead is None or projection.target is None:
        return None
    columns = [
        Column("By the end of", keep=True),
        Column("Chance of having reached it", number=True),
        Column("Middle level", number=True),
        Column("80 % interval", number=True),
    ]
    levels = {item.year: item for item in ahead.levels}
    chances = {item.year: item for item in ahead.chance_by}
    rows: list[list[Cell]] = [
        [
            projection.year_label(year),
            chance_cell(chances[year]),
            estimate(levels[year].median),
            f"{estimate(levels[year].low_80)} to {estimate(levels[year].high_80)}",
        ]
        for year in years_named(projection, at)
    ]
    return Table(columns, rows, notes=[_summary(projection, ahead), *outlook_notes(projection, ahead)])


def level_table(projection: Projection, at: Sequence[int], title: str, unit: str, notes: list[str]) -> Table:
    """Without a target: the levels of years ahead, on each path and in the outlook."""
    years, base = years_named(projection, at), projection.base
    columns = [
        Column("Growing by"),
        Column("a year", number=True),
        Column("doubles in", number=True),
        *(Column(projection.year_label(year), number=True) for year in years),
    ]
    rows: list[list[Cell]] = []
    for name, path in zip(projection.path_names, projection.paths, strict=True):
        growth = 1 + path.growth_pct / 100
        values = [estimate(base.value * growth ** (year - base.year)) for year in years]
        rows.append([name, percent(path.growth_pct, sign=path.growth_pct < 0), _doubling(path), *values])
    ahead = projection.outlook
    if ahead is None:
        return Table(columns if rows else (), rows, title, unit, notes)
    from tradetrack.forecast.projection import Path  # a screening says chances without a projection

    levels = {item.year: item for item in ahead.levels}
    middle = Path("outlook", ahead.typical_growth_pct)
    typical = percent(middle.growth_pct, sign=middle.growth_pct < 0)
    found = [levels[year] for year in years]
    rows += [
        ["outlook, middle", typical, _doubling(middle), *(estimate(item.median) for item in found)],
        ["80 % of outcomes", "", "from", *(estimate(item.low_80) for item in found)],
        ["", "", "to", *(estimate(item.high_80) for item in found)],
    ]
    alike = _kind(projection, ahead)
    words = f"Outlook, not a path: what flows of {alike} would do, whatever this one's own growth was."
    return Table(columns, rows, title, unit, [*notes, words, *outlook_notes(projection, ahead)])


def _doubling(path: Path) -> str:
    years = path.doubling_years
    if years is None:
        return "never"
    return f"{years:.1f} years" if years <= MANY_YEARS else f"> {MANY_YEARS} years"


def years_named(projection: Projection, at: Sequence[int] = ()) -> list[int]:
    """The years of an outlook that are shown: five, those asked for, and the last one that was tested."""
    first = projection.base.year + 1
    last = first + TESTED_YEARS - 1
    asked = {required.by for required in projection.required[YEARS_NAMED:]} | {*at}
    return sorted({*range(first, first + YEARS_NAMED), last, *(y for y in asked if first <= y <= last)})


def outlook_notes(projection: Projection, ahead: TargetOutlook) -> list[str]:
    """What has to be known to read an outlook."""
    in_dollars = currency_of(projection.unit) == DOLLARS
    notes = []
    if ahead.world_growth_pct is not None:
        growth = percent(ahead.world_growth_pct, sign=ahead.world_growth_pct < 0)
        notes.append(f"World trade is assumed to grow {growth} a year.")
    elif len(ahead.chances):
        slow, fast = (shipped_eras()[name] for name in ("slow", "fast"))
        notes.append(
            f"In brackets: were world trade to grow as slowly as in {slow.first_year}-{slow.last_year} "
            f"({slow.world_growth_pct:.1f} % a year), and as fast as in {fast.first_year}-{fast.last_year} "
            f"({fast.world_growth_pct:.1f} %)."
        )
    comparable = "all flows of this size" if in_dollars else "the smallest flows"
    if ahead.swings_80:
        calm, wild = ahead.swings_80
        notes.append(
            "Only one year is known, which says nothing of how this flow swings: the outlook is that of "
            f"{comparable}. Four in five of them swing by {calm:.0f} to {wild:.0f} % a year (standard "
            "deviation), so its own range may be much narrower or wider."
        )
    if not in_dollars:
        notes.append(
            "The size in US dollars is not known: taken to be as volatile as the smallest flows until the "
            "record says otherwise, and to grow as totals in dollars."
        )
    if projection.base.is_bound:
        notes.append("The base is a bound; the outlook takes it at its number.")
    if ahead.reversal_pct >= MIN_REVERSAL:
        notes.append(
            f"{projection.year_label(projection.base.year)} was a jump; such jumps partly reverse: about "
            f"{ahead.reversal_pct:.0f} % is given back."
        )
    steep = [_steep(path, comparable) for path in ahead.steep]
    return [*notes, *dict.fromkeys(steep)]  # two paths may have one rate


def _kind(projection: Projection, ahead: TargetOutlook) -> str:
    """What the flows of an outlook are alike in; a single year tells no volatility."""
    volatility = [] if ahead.swings_80 else ["volatility"]
    size = ["size"] if currency_of(projection.unit) == DOLLARS else []
    return f"this {' and '.join([*size, *volatility])}" if size or volatility else "unknown size"


def _summary(projection: Projection, ahead: TargetOutlook) -> str:
    low, high = (projection.outlook_label(ahead, year) for year in ahead.interval_80)
    year = ahead.median_year
    half = "half or more" if year is not None else "fewer than half"
    by = projection.year_label(ahead.chance_by[-1].year if year is None else year)
    typical = percent(ahead.typical_growth_pct, sign=ahead.typical_growth_pct < 0)
    interval = low if low == high else f"{low} to {high}"
    aim = level(projection.target.value) if projection.target else ""
    chosen = next(
        (item for item in ahead.chance_by if item.year == projection.deadline_year),
        ahead.chance_by[YEARS_NAMED - 1],
    )
    return (
        f"Outlook, not a path: of flows of {_kind(projection, ahead)}, {chance_words(chosen)} would have "
        f"reached {aim} by {projection.year_label(chosen.year)}, {half} by {by}; the 80 % interval is "
        f"{interval}. Typical growth is {typical} a year."
    )


def _steep(path: SteepPath, comparable: str) -> str:
    share = f"{path.share * 100:.0f} %" if path.share >= 0.01 else "under 1 %"
    span = f"{path.years} year{'s' if path.years > 1 else ''}"
    rate = percent(path.growth_pct, sign=False)
    return f"{rate} a year is steep: {share} of {comparable} would grow as fast for {span}."
