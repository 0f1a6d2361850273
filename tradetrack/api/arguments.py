"""The arguments of the public functions as a question and as aims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from tradetrack import workflow
from tradetrack.core.dates import last_day
from tradetrack.core.errors import RequestError
from tradetrack.reports.chart_words import ChartWords
from tradetrack.reports.language import Language
from tradetrack.workflow import HEIGHTS, WIDTHS, Aims, Question

Item = TypeVar("Item")


def question_of(
    pair: str | Iterable[str] | None,
    flow: str | None,
    reporter: str | None,
    as_of: str | None,
    year_start: int | None,
    scope: str | None,
    currency: str | None,
    since: int | None = None,
    until: int | None = None,
    by: str | None = None,
) -> Question:
    """The question that these arguments ask. Raises RequestError."""
    pairs: tuple[str, ...] = () if pair is None else several(pair)
    try:
        day = None if as_of is None else last_day(str(as_of))
    except ValueError as error:
        raise RequestError(str(error), "as_of") from None
    return Question(pairs, flow, reporter, day, year_start, scope, currency, since, until, by)


def aims_of(
    target: float | str | Iterable[float | str] | None,
    by: int | Iterable[int],
    growth: float | Iterable[float],
    base: int | str | None,
    at: int | Iterable[int] = (),
    world_growth: float | None = None,
) -> Aims:
    """What these arguments want to be projected, and how. Raises RequestError."""
    levels: tuple[float | str, ...] = () if target is None else several(target)
    return Aims(
        tuple(map(workflow.amount, levels)),
        several(growth),
        several(by),
        base,
        at=several(at),
        world_growth=world_growth,
    )


def require_pixels(width: int, height: int) -> None:
    """Raise RequestError for the size of a chart that is too small or too large."""
    for name, size, allowed in (("width", width, WIDTHS), ("height", height, HEIGHTS)):
        if size not in allowed:
            raise RequestError(f"{size!r} is not between {allowed[0]} and {allowed[-1]} pixels", name)


def words_of(
    title: str | None, subtitle: str | None, paths: str, lang: str, labels: Mapping[str, str] | None
) -> ChartWords:
    """The words of a chart that these arguments ask for. Raises RequestError."""
    return ChartWords(title, subtitle, paths, Language(lang), labels or {})


def several(given: Item | Iterable[Item]) -> tuple[Item, ...]:
    """One value or several, as a tuple; a text is one value."""
    if isinstance(given, Iterable) and not isinstance(given, str):
        return tuple(given)
    return (given,)
