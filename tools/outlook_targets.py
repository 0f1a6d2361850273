"""Stated targets as the outlook saw them on the day they were stated, and what became of them.

Used by `tools/outlook_evidence.py`, with a ledger of targets and of the figures that judge them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

import tradetrack as tt
from tradetrack.core.errors import RequestError

CHANCES = (0.0, 0.1, 0.2, 0.4, 0.6, 1.0)
GROWTHS = (0, 5, 10, 15, 25, 1000)  # percent a year asked for
FRESH = 2  # years before the statement that a base may lie
SETTLED = {"met": True, "missed": False}


class Stated(NamedTuple):
    """A settled target: the chance that it had on its day, the growth that it asked for, and its outcome."""

    chance: float
    growth_pct: float
    met: bool


def stated_targets(ledger: Path) -> list[Stated]:
    """Every settled target with a fresh base and a deadline that the outlook covers."""
    figures = tt.read_ledger(str(ledger))
    found = []
    for record in tt.targets(figures):
        if record.outcome not in SETTLED or not record.deadline or not record.first_stated_on:
            continue
        try:
            (seen,) = tt.project(
                figures,
                target=record.value,
                pair=record.pair,
                flow=record.flow,
                as_of=record.first_stated_on,
                scope=record.scope or "goods",
                currency=record.unit[:3],
            )
        except (RequestError, ValueError):  # no figure, or none of this series, was known on the day
            continue
        year = record.deadline - (seen.first_month > 1)
        chance = (
            next((c.chance for c in seen.outlook.chance_by if c.year == year), None) if seen.outlook else None
        )
        if chance is None or seen.base.year < int(record.first_stated_on[:4]) - FRESH:
            continue
        growth = (record.value / seen.base.value) ** (1 / (year - seen.base.year)) - 1
        found.append(Stated(chance, growth * 100, SETTLED[record.outcome]))
    return found


def _rows(found: Sequence[Stated], field: str, edges: Sequence[float], scale: float) -> Iterator[str]:
    values = np.array([getattr(one, field) for one in found])
    met = np.array([one.met for one in found])
    chances = np.array([one.chance for one in found])
    for low, high in pairwise(edges):
        own = (values >= low) & (values < high)
        if own.any():
            said = f"{chances[own].mean() * 100:.0f}"
            span = f"{low * scale:g} to {high * scale:g}"
            yield f"| {span} | {own.sum()} | {said} | {met[own].mean() * 100:.0f} |"


def target_tables(ledger: Path) -> str:
    """The tables: by the chance on the day, and by the growth asked for."""
    found = stated_targets(ledger)
    if not found:
        return "No target is settled."
    chance = np.array([one.chance for one in found])
    met = np.array([float(one.met) for one in found])
    brier, rate = np.mean((chance - met) ** 2), met.mean()
    head = "| {} | targets | said, % | met, % |\n| ---: | ---: | ---: | ---: |"
    said = f"{len(found)} settled targets with a fresh base. Said on average {chance.mean() * 100:.0f} %, "
    score = f"Brier score {brier:.3f}, of the share met alone {rate * (1 - rate):.3f}."
    lines = [f"{said}met {rate * 100:.0f} %. {score}\n", head.format("chance on the day, %")]
    lines += [*_rows(found, "chance", CHANCES, 100), "", head.format("growth a year asked for, %")]
    return "\n".join([*lines, *_rows(found, "growth_pct", GROWTHS, 1)])
