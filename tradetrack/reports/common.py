"""Words and small tables that several reports share."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from tradetrack.core.names import FLOW_WORDS
from tradetrack.core.numerals import as_stated, listed, percent, percent_as_stated, signed
from tradetrack.core.periods import MONTH_NAMES, year_label
from tradetrack.core.rows import AnnualRow, HeadlineRow
from tradetrack.reports.language import ENGLISH, SCOPE_WORDS, Language
from tradetrack.reports.results import Base
from tradetrack.reports.tables import Cell, Column, Table
from tradetrack.series.left_out import LeftOut, NoTotal
from tradetrack.series.outcome import OPEN
from tradetrack.series.target_record import TargetRecord


class _OfSeries(Protocol):
    """What belongs to a series."""

    @property
    def series(self) -> int:
        """The number of the series."""
        ...


OfSeries = TypeVar("OfSeries", bound=_OfSeries)
# What a view leaves out, and how a command or a function shows it. Catalogues have the first of these.
LEFT_OUT = {
    "as_of": "{what} without a date",
    "reporter": "{what} of other reporters",
    "flow": "{what} of {values}",
    "year_start": "{what} starting in {values}",
    "no_year": "{what} without a full year",
    "no_period": "{what} without such a period",
    "scope": "{what} of {values}",
    "currency": "{what} in {values}",
}
_SHOWN_BY = {
    "as_of": ", which {{as_of}} cannot place",
    "no_year": " ({{pair}} says why)",
    "no_period": " ({{pair}} shows the figures)",
}
DIFFERS = 0.5  # points between computed and stated growth from which both are shown

_TARGETS = (
    Column("Target", number=True),
    Column("Deadline", keep=True),
    Column("To go", number=True),
    Column("So far"),
    Column("Stated by"),
    Column("On", keep=True),
    Column("Source", keep=True),
)


def by_series(items: Iterable[OfSeries]) -> dict[int, list[OfSeries]]:
    """The items of each series, in their order."""
    grouped: dict[int, list[OfSeries]] = {}
    for item in items:
        grouped.setdefault(item.series, []).append(item)
    return grouped


class Sources:
    """The sources that a report quotes, numbered as they come."""

    def __init__(self) -> None:
        self._number: dict[str, int] = {}

    def mark(self, source: str) -> str:
        """The mark of a source, such as `[1]`; empty for none."""
        if not source:
            return ""
        return f"[{self._number.setdefault(source, len(self._number) + 1)}]"

    def table(self) -> list[Table]:
        """The list of sources, as notes."""
        notes = [f"[{number}] {source}" for source, number in self._number.items()]
        return [Table((), (), notes=notes)] if notes else []


def target_tables(
    records: Sequence[TargetRecord],
    base: Base | None,
    settled: bool,
    sources: Sources,
    heading: tuple[str, str] = ("", ""),
) -> list[Table]:
    """The targets of one series with their distance: the open ones, or also the settled ones.

    `heading` is the title and what stands beside it, where no other table of the series comes before.
    """
    shown = [record for record in records if settled or record.outcome == OPEN]
    rows = [_target_row(record, base, sources) for record in shown]
    return [Table(_TARGETS, rows, *heading)] if rows else []


def left_out_words(reasons: Iterable[LeftOut], settled: int = 0, lists: Sequence[str] = ()) -> str:
    """What a view leaves out, in one line; empty if nothing. It `lists` what some parameters would show."""
    parts = [f"{_count(settled, 'settled target')} ({{all}})"] if settled else []
    for reason in reasons:
        if reason.parameter in lists:
            continue
        what = _count(reason.number, reason.noun)
        values = listed(reason.values) if reason.values else ""
        first = reason.values[0] if reason.values else ""
        if reason.parameter == "year_start":
            first = str(MONTH_NAMES.index(first) + 1)
        first = f"{first}, …" if len(reason.values) > 1 else first
        how = _SHOWN_BY.get(reason.parameter, f" ({{{{{reason.parameter}}}}} {{first}})").format(first=first)
        parts.append(LEFT_OUT[reason.parameter].format(what=what, values=values) + how)
    return f"Not shown: {'; '.join(parts)}." if parts else ""


def what_is_left_out(reason: LeftOut, language: Language) -> str:
    """How many figures a view leaves out for one reason, and what tells them from those that it shows."""
    if reason.noun == "figure":
        what = language.counted("{number} figure", "{number} figures", reason.number)
    elif reason.noun == "year":
        what = language.counted("{number} year", "{number} years", reason.number)
    else:
        what = language.counted("{number} target statement", "{number} target statements", reason.number)
    names = [_value(reason.parameter, value, language) for value in reason.values]
    values = language.listed(names) if names else ""
    return language.phrase(LEFT_OUT[reason.parameter], what=what, values=values)


def _value(parameter: str, value: str, language: Language) -> str:
    """One of the values that show what is left out."""
    if parameter == "year_start":
        return language.months(MONTH_NAMES.index(value), 1)
    if parameter == "flow":
        return language.phrase(FLOW_WORDS[value])
    return language.phrase(SCOPE_WORDS[value]) if value in SCOPE_WORDS else value


def no_total_words(pair: NoTotal) -> str:
    """Why exports and imports make no total, and how to see one of them."""
    return f"{why_no_total(pair)}; {{flow}} exports shows one of them"


def why_no_total(pair: NoTotal, language: Language = ENGLISH) -> str:
    """Why exports and imports make no total."""
    name = pair.pair or language.phrase("the ledger")
    exporters, importers = (
        language.listed(by or language.phrase("an unknown reporter") for by in side)
        for side in (pair.exports_by, pair.imports_by)
    )
    if {*pair.exports_by}.isdisjoint(pair.imports_by):
        words = (
            "no total of the exports and imports of {pair}: exports are figures of {exporters}, imports of "
            "{importers}, and these are not added"
        )
        return language.phrase(words, pair=name, exporters=exporters, importers=importers)
    words = "no total of the exports and imports of {pair}: they have no period in common"
    return language.phrase(words, pair=name)


def _count(count: int, what: str) -> str:
    return f"{count} {what}{'s' if count > 1 and not what.endswith('s') else ''}"


def _target_row(record: TargetRecord, base: Base | None, sources: Sources) -> list[Cell]:
    to_go = on_the_way = ""
    if base and base.level > 0 and record.value > 0:
        share = base.level / record.value
        to_go = percent((1 / share - 1) * 100) if share < 1 else "reached"
        on_the_way = f"{math.floor(share * 100)} % of the way" if share < 1 else ""
    return [
        as_stated(record.value, record.value_text, record.qualifier),
        str(record.deadline or "none"),
        to_go,
        on_the_way,
        record.first_stated_by,
        record.first_stated_on,
        sources.mark(record.source),
    ]


def growth_words(row: HeadlineRow | AnnualRow, brief: bool = False, language: Language = ENGLISH) -> str:
    """The growth of a headline figure: computed, as a bound, or as stated, and where the two differ.

    In a `brief` one `s` stands for "stated", and a stated growth for one over a gap of years.
    """
    computed, stated = row.computed_growth_pct, row.stated_growth_pct
    if computed == computed:
        differs = stated == stated and abs(stated - computed) > DIFFERS
        if brief and differs:
            return f"{percent(computed)}, {percent_as_stated(stated)} s"
        rate = language.number(percent(computed))
        known = language.number(percent_as_stated(stated)) if differs else ""
        return language.phrase("{rate} (stated {stated})", rate=rate, stated=known) if differs else rate
    known = language.number(percent_as_stated(stated)) if stated == stated else ""
    also = language.phrase("{rate} s", rate=known) if known else ""
    if row.growth_bound:
        bound = language.number(signed(row.growth_bound, percent(row.growth_bound_pct)))
        beside = f", {also}" if brief else f" ({also})"
        return bound + beside if also else bound
    if row.cagr_pct == row.cagr_pct:
        if brief and also:
            return also
        gap = language.phrase(
            "{rate} a year since {year}",
            rate=language.number(percent(row.cagr_pct)),
            year=year_label(int(row.cagr_since)),
        )
        return f"{gap} ({also})" if also else gap
    return also
