"""Which figures of a file are taken: those that were asked for, each once, of a file that is whole."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from tradetrack.core.errors import RequestError
from tradetrack.sources.reading import TWICE, Choice, Figure, Reading

_FULL_SHEETS = (65_536, 1_048_576)  # rows of the sheets of .xls and .xlsx
NOT_ASKED = "that were not asked for"


def require_whole(name: str, kind: str, reading: Reading, cuts: Sequence[int]) -> None:
    """That a file was not cut, was understood in full, and has figures. Raises RequestError."""
    if cuts and (reading.rows in cuts or reading.lines in _FULL_SHEETS or reading.rows + 1 in _FULL_SHEETS):
        raise RequestError(
            f"{name}: {max(reading.rows, reading.lines):,} rows are as many as one download or sheet has, so "
            "the rest is probably missing; download it in parts, or say that it is whole",
            "whole",
        )
    if reading.unknown:
        raise RequestError(f"{name}: {_unknown_words(reading.unknown)}; nothing was written", "skip")
    if not reading.figures:
        reasons = "; ".join(f"{count:,} {reason}" for reason, count in reading.left_out.items())
        raise RequestError(f"{name}: {kind}, with no figure to take{': ' if reasons else ''}{reasons}")


def chosen(reading: Reading, choice: Choice) -> list[int]:
    """The places of the figures that were asked for; the others are counted."""
    pairs = {frozenset(pair.split("-")) for pair in choice.pair}
    reporters = {figure.reporter for figure in reading.figures}
    if choice.reporter and choice.reporter not in reporters and reporters:
        known = ", ".join(sorted(reporters)[:10])
        raise RequestError(f"{choice.reporter!r} is no reporter of the file; it has {known}", "reporter")
    flow = None if choice.layout and not choice.layout.has_flows else choice.flow
    kept: list[int] = []
    if not pairs and (choice.reporter, flow, choice.since, choice.until) == (None,) * 4:
        return list(range(len(reading.figures)))
    for place, figure in enumerate(reading.figures):
        year = int(figure.period[:4])
        if (
            (not pairs or frozenset((figure.reporter, figure.partner)) in pairs)
            and choice.reporter in (None, figure.reporter)
            and flow in (None, figure.flow)
            and (choice.since or 0) <= year <= (choice.until or 9999)
        ):
            kept.append(place)
        else:
            reading.give_back(place, NOT_ASKED)
    if not kept and reading.figures:
        raise RequestError("the file has no figure of what was asked for; ask for less")
    return kept


def distinct(reading: Reading, places: Sequence[int]) -> list[Figure]:
    """The figures at these places, each once. Raises RequestError where two of one key differ."""
    figures = [reading.figures[place] for place in places]
    keys = list(map(attrgetter("reporter", "partner", "flow", "period", "scope"), figures))
    if len(set(keys)) == len(keys):
        return figures
    found: dict[tuple[str, ...], Figure] = {}
    for place, figure, key in zip(places, figures, keys, strict=True):
        other = found.setdefault(key, figure)
        if other is figure:
            continue
        if other.value != figure.value:
            raise RequestError(
                f"the file has two values for {' '.join(key)}: "
                f"{other.value} and {figure.value}; skip one of their rows",
                "skip",
            )
        reading.give_back(place, TWICE)
    return list(found.values())


def _unknown_words(unknown: dict[str, int]) -> str:
    names = [f"{name!r}" for name in list(unknown)[:10]]
    more = f" and {len(unknown) - 10} more" if len(unknown) > 10 else ""
    return f"not understood: {', '.join(names)}{more}; name each to leave it out"
