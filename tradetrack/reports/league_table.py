"""The league as a table for people: one row a pair and target, and what they come to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tradetrack.core.names import unit_words
from tradetrack.core.numerals import level, percent, percent_as_stated, signed
from tradetrack.reports.league_cells import CELLS, given, growth_cell, needed_by, outlook_level
from tradetrack.reports.league_result import LeagueResult, LeagueRow, Sum
from tradetrack.reports.league_view import BY_NAME, HEADINGS, PROJECT, TARGETS
from tradetrack.reports.tables import Column, Table

DIGITS = 6  # significant ones of a sum
_NUMBERS = {
    "latest",
    "target",
    "to-go",
    "needed",
    "cagr",
    "half-by",
    "at-latest",
    "at-cagr",
}
_KEPT = {"year", "growth", "deadline", "on", "chance", "to-date", "to-date-growth"}
_NOTES = {
    "needed": "Needed: growth a year to the target by its deadline, or in five years.",
    "cagr": "5-year: growth a year over five years (CAGR).",
    "chance": "Chance (the outlook, not a path): that flows like it would have as much by the deadline, or "
    "ten years on; in brackets in slow and in fast times of world trade.",
    "half-by": "Half by: the year by which the chance is 50 %.",
    "at-latest": "At latest, at 5-year: the year of arrival at the latest growth, at the CAGR of five years.",
}
_TITLES = {PROJECT: "Projections", TARGETS: "Targets"}
_WIDER = "A wider screen shows it all, {columns} chooses."
_ONE = "One row a pair and target; {pair} shows one in full."
_ONE_OF_A_PAIR = "One row a series and target; {scope}, {currency} or {flow} shows one in full."


def league_table(result: LeagueResult) -> Table:
    """The rows of a league with their total; what is known of none of them has no column."""
    names = result.view.shown
    weights = {name: weight for weight, name in enumerate(result.view.by_weight)}
    heading = HEADINGS | ({"latest": "From"} if result.view.kind == PROJECT else {})
    columns = [
        Column(
            heading[name],
            number=name in _NUMBERS,
            keep=name in _KEPT,
            weight=max(weights[name] - 1, 0),
            note=_NOTES.get(name, ""),
        )
        for name in names
    ]
    more = _asked_columns(result)
    rows = [[*(CELLS[name](row) for name in names), *(cell(row) for _, cell in more)] for row in result]
    last = _total_row(result)
    rows += [[*(last.get(name, "") for name in names), *("" for _ in more)]] if last else []
    return Table(
        [*columns, *(column for column, _ in more)],
        rows,
        _title(result),
        _aside(result),
        notes=_notes(result),
        wider=_WIDER,
    )


def _title(result: LeagueResult) -> str:
    return _TITLES.get(result.view.kind, f"{result.total.series:,} series")


def _aside(result: LeagueResult) -> str:
    """The unit where there is one, and the order where it is not that of the names."""
    units = {row.unit for row in result}
    words = [unit_words(unit) for unit in units] if len(units) == 1 else []
    view = result.view
    if view.sort != BY_NAME or view.reverse:
        words.append(f"by {view.sort}{', reversed' if view.reverse else ''}")
    return "; ".join(words)


def _notes(result: LeagueResult) -> list[str]:
    rest = result.in_all - len(result)
    rows = f"{rest:,} more row{'s' if rest > 1 else ''}"
    notes = [f"{rows}: {{top}} {result.in_all} shows all of them."] if rest else []
    total = result.total
    if total.why_not and result.view.kind != TARGETS:
        notes.append(f"No total: {total.why_not}.")
    growths = [growth_cell(figure) for row in result for figure in (row.latest, row.to_date)]
    notes += ["s: growth as stated."] if any(words.endswith("s") for words in growths) else []
    is_aimless = result.view.kind == PROJECT and result and not any(row.target for row in result)
    notes += ["No target is stated: name one with {target}."] if is_aimless else []
    return [*notes, _ONE if len({row.pair for row in result}) > 1 else _ONE_OF_A_PAIR]


def _asked_columns(result: LeagueResult) -> list[tuple[Column, Callable[[LeagueRow], str]]]:
    """The columns of what was asked for besides: given rates, years to arrive by, years of the outlook."""
    columns: list[tuple[Column, Callable[[LeagueRow], str]]] = []
    for rate in result.growth:
        heading = f"At {percent_as_stated(rate, sign=False)}"
        columns.append((Column(heading, number=True, weight=1), partial(given, rate=rate)))
    columns += [
        (Column(f"Needed by {y}", number=True, weight=1), partial(needed_by, year=y)) for y in result.by
    ]
    columns += [
        (Column(f"Outlook {year}", weight=1), partial(outlook_level, year=year)) for year in result.at
    ]
    return columns


def _total_row(result: LeagueResult) -> dict[str, str]:
    """The cells of the last row by column; none where there is nothing to add up."""
    total = result.total
    if result.view.kind == TARGETS:
        counts = ", ".join(f"{number:,} {word}" for word, number in total.outcomes)
        return {"pair": f"All {result.in_all:,}", "outcome": counts} if result.in_all > 1 else {}
    if total.latest is None:
        return {}
    latest, part = total.latest, total.to_date
    of = f"{latest.series:,} of {total.series:,}" if latest.series < total.series else f"{latest.series:,}"
    cells = {
        "pair": f"Total of {of}",
        "year": latest.label,
        "latest": _sum_words(latest),
        "growth": "" if latest.growth_pct is None else percent(latest.growth_pct),
    }
    if part:
        cells["to-date"] = f"{part.label} {_sum_words(part)}"
        cells["to-date-growth"] = "" if part.growth_pct is None else percent(part.growth_pct)
    return cells


def _sum_words(total: Sum) -> str:
    return signed(total.qualifier, level(float(f"{total.value:.{DIGITS}g}")))
