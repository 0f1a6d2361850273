"""Checks of one row: its date, its repetition, its source, its text."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt
import pandas as pd

from tradetrack.checks.alike import Alike
from tradetrack.checks.finding import NOTE, WARNING, Finding, acceptances
from tradetrack.checks.registry import check, checks
from tradetrack.checks.sums import groups_of
from tradetrack.core import schema
from tradetrack.core.periods import YEAR, period_label
from tradetrack.core.vocabulary import TARGET
from tradetrack.series.analysis import Analysis

TEXTS = (schema.STATED_BY, schema.SOURCE, schema.NOTE)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?[0-9.]+")


@check(
    "stated-early",
    severity="warning; note in the period's last month",
    finds="a period that ends after the last day on which it can have been stated",
    advice="check both dates, or write a target",
)
def stated_early(analysis: Analysis) -> list[Alike]:
    """A period that ends after the last day on which it can have been stated."""
    figures = analysis.figures
    end = figures[schema.START] + figures[schema.MONTHS] - 1
    last_month = end // YEAR * 100 + end % YEAR + 1
    known = figures[schema.KNOWN_ON]
    is_early = (known > 0) & (figures[schema.STATUS] != TARGET) & (last_month * 100 + _last_days(end) > known)
    early, over = is_early.to_numpy(bool), (last_month != known // 100).to_numpy()
    days = figures[schema.STATED_ON].cat

    def words(_line: int, start: int, months: int, day: int) -> str:
        return (
            f"{period_label(start, months)} was not over when it was stated, {days.categories[day]}; "
            "check both dates, or write an expectation as a target"
        )

    about = (figures[schema.START].to_numpy(), figures[schema.MONTHS].to_numpy(), days.codes.to_numpy())
    line = figures[schema.LINE].to_numpy()
    return [
        Alike("stated-early", severity, [line[chosen]], words, *(each[chosen] for each in about))
        for severity, chosen in ((NOTE, early & ~over), (WARNING, early & over))
    ]


def _last_days(month: pd.Series[int]) -> npt.NDArray[np.int64]:
    """The last day of each month (year * 12 + month - 1)."""
    starts = np.asarray(month).astype(np.int64) - 1970 * YEAR
    first = starts.astype("datetime64[M]").astype("datetime64[D]")
    after = (starts + 1).astype("datetime64[M]").astype("datetime64[D]")
    days: npt.NDArray[np.int64] = (after - first).astype(np.int64)
    return days


@check(
    "duplicate",
    severity="warning",
    finds="a row equal to another in everything but the note",
    advice="delete one",
)
def duplicate(analysis: Analysis) -> list[Alike]:
    """Rows that are equal in every column of the ledger but the note."""
    figures = analysis.figures
    names = [name for name in schema.LEDGER_NAMES if name not in (schema.NOTE, schema.VALUE)]
    group = groups_of(figures[[*names, schema.VALUE_TEXT]])
    first = np.flatnonzero(np.diff(np.maximum.accumulate(group), prepend=-1))  # numbered as they come
    again = np.ones(len(group), dtype=bool)
    again[first] = False
    line = figures[schema.LINE].to_numpy()

    def words(_here: int, there: int) -> str:
        return f"the row repeats line {there} in everything but the note; delete one of them"

    return [Alike("duplicate", WARNING, [line[again], line[first[group[again]]]], words)]


@check(
    "no-source",
    severity="note",
    finds="a row without source; one finding if no row has one",
    advice="add the source",
)
def no_source(analysis: Analysis) -> list[Finding | Alike]:
    """Rows without a source; one finding where no row has one."""
    figures = analysis.figures
    lines = figures[schema.LINE].to_numpy()[(figures[schema.SOURCE] == "").to_numpy(bool)]
    if len(lines) == len(figures) > 1:
        return [Finding("no-source", NOTE, (int(lines[0]),), "no row names its source; add a column source")]
    what = "the row names no source; add the address or title of what it is from"
    return [Alike("no-source", NOTE, [lines], lambda _line: what)]


@check(
    "formula",
    severity="warning",
    finds="text that a spreadsheet would run (`=`, `+`, `-`, `@`, tab, carriage return first)",
    advice="put a word or a quote before it",
)
def formula(analysis: Analysis) -> list[Alike]:
    """Text that a spreadsheet would run as a formula."""
    figures = analysis.figures
    lines = figures[schema.LINE].to_numpy()
    extra = analysis.extra_of(figures)
    found: list[Alike] = []
    for name, texts in [*figures[list(TEXTS)].items(), *extra.items()]:
        bad = {text for text in set(texts.tolist()) if is_run(str(text))}
        if bad:
            message = formula_words(str(name))
            run = texts.isin(bad).to_numpy()
            found.append(Alike("formula", WARNING, [lines[run]], lambda _line, words=message: words))
    return found


def formula_words(name: str) -> str:
    """What to say of such a text in a column."""
    return f"a spreadsheet would run the text in {name} as a formula; put a word or a quote before it"


def is_run(text: str) -> bool:
    """Whether a spreadsheet that opens a cell of this text takes it for a formula."""
    return text.startswith(_FORMULA) and len(text) > 1 and not _NUMBER.fullmatch(text)


@check(
    "bad-accept",
    severity="warning",
    finds="an acceptance with an unknown code or no reason",
    advice="write both",
)
def bad_accept(analysis: Analysis) -> list[Finding]:
    """An `accept:` that accepts nothing: an unknown code, or no reason."""
    known = {each.code for each in checks()}
    return [
        Finding(
            "bad-accept",
            WARNING,
            (a.line,),
            f"'accept: {a.code}' accepts nothing: write accept:, one of {', '.join(known)}, then the reason",
        )
        for a in acceptances(analysis.figures)
        if a.code not in known or not a.reason
    ]
