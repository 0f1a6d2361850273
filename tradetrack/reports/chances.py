"""Chances as a journalist may quote them: rounded so far as they are known, and no further."""

from __future__ import annotations

from tradetrack.core.numerals import percent
from tradetrack.core.units import currency_of
from tradetrack.forecast.projection import Projection, SteepPath, TargetOutlook
from tradetrack.reports.tables import Column, Table

YEARS_NAMED = 5
DOLLARS = "USD"
MIN_REVERSAL = 0.5  # percent; less of a jump is not worth a word
_WORDS = (
    (0.005, "almost none"),
    (0.015, "1 in 100"),
    (0.035, "1 in 40"),
    (0.075, "1 in 20"),
    (0.13, "1 in 10"),
    (0.18, "1 in 6"),
    (0.225, "1 in 5"),
    (0.29, "1 in 4"),
    (0.365, "1 in 3"),
    (0.45, "2 in 5"),
    (0.5, "nearly half"),
    (0.55, "half"),
    (0.635, "3 in 5"),
    (0.71, "2 in 3"),
    (0.775, "3 in 4"),
    (0.86, "4 in 5"),
    (0.925, "9 in 10"),
    (0.965, "19 in 20"),
    (0.995, "39 in 40"),
)


def chance_words(chance: float) -> str:
    """A chance in words: `1 in 5`, `half`, `almost none`, `almost all`."""
    return next((words for most, words in _WORDS if chance < most), "almost all")


def outlook_table(projection: Projection) -> Table | None:
    """What trade flows of this size and volatility did, set apart from the paths; None without an outlook."""
    ahead = projection.outlook
    if ahead is None:
        return None
    named = _years_named(projection, ahead)
    columns = [Column("Of flows like this, had as much by")]
    columns += [Column(projection.year_label(year), number=True) for year in named]
    chances = {item.year: chance_words(item.chance) for item in ahead.chance_by}
    return Table(columns, [["about", *(chances[year] for year in named)]], notes=_notes(projection, ahead))


def _years_named(projection: Projection, ahead: TargetOutlook) -> list[int]:
    years = [item.year for item in ahead.chance_by]
    asked = {required.by for required in projection.required[YEARS_NAMED:]} & set(years)
    return sorted({*years[:YEARS_NAMED], *asked, years[-1]})


def _notes(projection: Projection, ahead: TargetOutlook) -> list[str]:
    in_dollars = currency_of(projection.unit) == DOLLARS
    like = "of this size and volatility" if in_dollars else "of this volatility"
    notes = [_summary(projection, ahead, like)]
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
            f"{ahead.reversal_pct:.0f} % is eventually given back."
        )
    comparable = "all flows of this size" if in_dollars else "the smallest flows"
    steep = [_steep(path, comparable) for path in ahead.steep]
    return [*notes, *dict.fromkeys(steep)]  # two paths may have one rate


def _summary(projection: Projection, ahead: TargetOutlook, like: str) -> str:
    low, high = (projection.outlook_label(ahead, year) for year in ahead.interval_80)
    share, year = "half or more", ahead.median_year
    if year is None:
        share, year = "fewer than half", ahead.chance_by[-1].year
    typical = percent(ahead.typical_growth_pct, sign=False)
    interval = low if low == high else f"{low} to {high}"
    return (
        f"Outlook, not a path: flows {like} typically grew {typical} a year; {share} had reached it "
        f"by {projection.year_label(year)}, and the 80 % interval is {interval}."
    )


def _steep(path: SteepPath, comparable: str) -> str:
    share = f"{path.share * 100:.0f} %" if path.share >= 0.01 else "under 1 %"
    span = f"{path.years} year{'s' if path.years > 1 else ''}"
    rate = percent(path.growth_pct, sign=False)
    return f"{rate} a year is steep: {share} of {comparable} grew as fast for {span}."
