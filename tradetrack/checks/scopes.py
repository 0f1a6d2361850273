"""Checks of scope: what the notes of a series say is counted, beside what its column says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from tradetrack.checks.finding import NOTE, Finding, line_list
from tradetrack.checks.registry import check
from tradetrack.core import schema
from tradetrack.core.numerals import listed
from tradetrack.core.rows import grouped
from tradetrack.core.vocabulary import TARGET
from tradetrack.series.analysis import Analysis

Mask = npt.NDArray[np.bool_]

TEXTS = (schema.NOTE, schema.SOURCE)
_SERVICES = "services"
_WORDS = {
    "goods": "goods alone",
    "goods-services": "goods and services",
    "non-oil": "trade without oil",
    "non-gold": "trade without gold",
    _SERVICES: "services",
}
_GOODS = r"(?:goods|merchandise)"
_NOT = r"(?:excluding|excl\.?|without|except|minus|not (?:counting|including))"
_WITH = r"(?:including|incl\.?|counting|with|plus)"
_OFFICE = r"(?:press|news|information|customs|statistical|postal|security|secret|border|state|federal|public)"
# What a text says is counted, in the order in which it is looked for: what one has taken is not read again.
_SPOKEN = {
    "": rf"{_OFFICE} services|services not (?:counted|included)",
    "goods": rf"{_GOODS} (?:only|alone)|only {_GOODS}|{_NOT} services",
    "goods-services": rf"{_GOODS}(?: trade)?,? (?:and|&|plus) services|{_WITH} services|services included",
    "non-oil": rf"non[- ](?:oil|petroleum)|{_NOT} (?:crude )?(?:oil|petroleum)",
    "non-gold": rf"non[- ]gold|{_NOT} gold",
    _SERVICES: "services",
}
_PATTERNS = {scope: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for scope, words in _SPOKEN.items()}
_ANY = re.compile(r"services|merchandise|goods|oil|petroleum|gold", re.IGNORECASE)
_ADDRESS = re.compile(r"\w+://|www\.")


@check(
    "scopes-mixed",
    severity="note",
    finds="notes or sources that speak of another scope (services, non-oil, …) than the column says, "
    "while the others of the series do not; one finding a series",
    advice="write the scope of each into the column `scope`",
)
def scopes_mixed(analysis: Analysis) -> list[Finding]:
    """Reported rows whose texts speak of another scope than their column, in a series with others.

    Titles of sources are read, addresses are not.
    """
    figures = analysis.figures[(analysis.figures[schema.STATUS] != TARGET).to_numpy(bool)]
    others = {scope: is_other for scope, is_other in _of_other_scope(figures).items() if is_other.any()}
    if not others:
        return []
    series = figures[schema.SERIES].to_numpy()
    is_other = np.logical_or.reduce(list(others.values()))
    mixed = np.intersect1d(series[is_other], series[~is_other])
    found = figures[[schema.SERIES, schema.LINE]].assign(**others)[is_other & np.isin(series, mixed)]
    found = found.sort_values([schema.SERIES, schema.LINE], kind="stable")
    speaking = found[[schema.LINE, *others]].itertuples(index=False, name=None)
    return [_mixed(group, list(others)) for group in grouped(found[schema.SERIES].tolist(), speaking)]


def _of_other_scope(figures: pd.DataFrame) -> dict[str, Mask]:
    """By scope which rows have a text that speaks of it, and a column that says another."""
    columns = figures[schema.SCOPE].cat
    speaks = {scope: np.zeros(len(figures), dtype=bool) for scope in _WORDS}
    for name in TEXTS:
        codes, texts = pd.factorize(figures[name])
        spoken = [_spoken(str(text)) for text in texts]
        for scope in _WORDS:
            saying = [place for place, scopes in enumerate(spoken) if scope in scopes]
            speaks[scope] |= np.isin(codes, saying)
    for scope in _WORDS:
        agreeing = [place for place, word in enumerate(columns.categories) if _agrees(scope, word)]
        speaks[scope] &= ~np.isin(columns.codes, agreeing)
    return speaks


def _spoken(text: str) -> set[str]:
    """The scopes that a text speaks of."""
    if not _ANY.search(text) or _ADDRESS.match(text):
        return set()
    found = set()
    for scope, pattern in _PATTERNS.items():
        text, count = pattern.subn(" ", text)
        if count:
            found.add(scope)
    return found


def _agrees(spoken: str, scope: str) -> bool:
    """Whether a scope that a text speaks of is in keeping with that of the column."""
    words = set(scope.split("-"))
    if spoken == "goods":
        return _SERVICES not in words
    if spoken == "goods-services":
        return _SERVICES in words and scope != _SERVICES
    return set(spoken.split("-")) <= words


def _mixed(group: Sequence[tuple[Any, ...]], scopes: list[str]) -> Finding:
    """The finding of one series: rows of a line, and for each scope whether its texts speak of it."""
    lines = tuple(int(row[0]) for row in group)
    spoken = listed(
        _WORDS[scope] for place, scope in enumerate(scopes, 1) if any(row[place] for row in group)
    )
    texts, speak = ("note or source", "speaks") if len(lines) == 1 else ("notes or sources", "speak")
    return Finding(
        "scopes-mixed",
        NOTE,
        lines,
        f"the {texts} of {line_list(lines)} {speak} of {spoken}, the others of the series do not; "
        "write the scope of each into the column scope",
    )
