"""The list of checks: what a careful colleague would find in a ledger that is well formed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradetrack.checks import figures, growth, rows
from tradetrack.checks.finding import Check, Finding, not_accepted
from tradetrack.series.analysis import Query, analyse

if TYPE_CHECKING:
    import pandas as pd

CODES = {
    "contradiction": "figures of one period and reporter that differ by more than their digits explain",
    "falling-year": "a longer part of a year with less than a shorter one",
    "nowcast-off": "a part of a year that leads far from the figure of the year",
    "unit-slip": "a figure about 10, 100, 1000 or a million times off its neighbours in time",
    "growth": "a stated growth that the levels do not bear out",
    "growth-parts": "growth of a total that is not between those of its exports and its imports",
    "parts": "exports and imports that do not add up to the total of the same statement",
    "stated-early": "a period that ends after the day it was stated",
    "duplicate": "a row equal to another in everything but the note",
    "target-reached": "a target below the level already reached when it was stated",
    "no-source": "a row without source",
    "formula": "text that a spreadsheet would run as a formula",
    "bad-accept": "an acceptance with an unknown code or without a reason",
}

CHECKS: tuple[Check, ...] = (
    figures.contradictions,
    figures.falling_parts,
    figures.uneven_years,
    figures.unit_slips,
    growth.growth_unborne,
    growth.growth_outside,
    rows.parts_unequal,
    rows.stated_too_early,
    rows.duplicates,
    rows.targets_behind,
    rows.without_source,
    rows.formulas,
    lambda analysis: rows.bad_acceptances(analysis, tuple(CODES)),
)


def check_ledger(ledger: pd.DataFrame) -> list[Finding]:
    """Every finding of a ledger's figures that no note accepts, by its first line, then its code."""
    analysis = analyse(ledger, Query(flow=None))
    findings = [finding for check in CHECKS for finding in check(analysis)]
    return sorted(not_accepted(findings, ledger), key=lambda f: (f.lines, f.code, f.message))
