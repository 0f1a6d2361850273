"""Words and small tables that several reports share."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from tradetrack import schema
from tradetrack.tables import Column, Table
from tradetrack.targets import OPEN, TargetRecord, latest_base
from tradetrack.wording import level, ordinal_day, percent, signed

_TARGETS = (
    Column("Target", number=True),
    Column("Deadline", keep=True),
    Column("To go", number=True),
    Column("So far"),
    Column("Stated by"),
    Column("On", keep=True),
    Column("Source", keep=True),
)


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


def last_day(figures: pd.DataFrame) -> str:
    """The day by which all of the figures had been stated; empty where none has a date."""
    day = int(figures[schema.KNOWN_ON].max()) if len(figures) else 0
    return ordinal_day(day) if day else ""


def target_tables(
    records: list[TargetRecord], reported: pd.DataFrame, settled: bool, sources: Sources
) -> list[Table]:
    """The targets of one series with their distance: the open ones, or also the settled ones."""
    shown = [record for record in records if settled or record.outcome == OPEN]
    if not records:
        return []
    bases = {base.series: base for base in schema.rows(latest_base(reported))}
    rows = [_target_row(record, bases.get(record.series), sources) for record in shown]
    hidden = len(records) - len(shown)
    notes = [f"{hidden} settled target{'s' if hidden > 1 else ''} not shown (--all)"] if hidden else []
    return [Table(_TARGETS, rows, notes=notes)]


def _target_row(record: TargetRecord, base: Any, sources: Sources) -> list[Any]:
    to_go = on_the_way = ""
    if base and base.level > 0 and record.value > 0:
        share = base.level / record.value
        to_go = percent((1 / share - 1) * 100) if share < 1 else "reached"
        on_the_way = f"{math.floor(share * 100)} % of the way" if share < 1 else ""
    return [
        signed(record.qualifier, level(record.value)),
        str(record.deadline or "none"),
        to_go,
        on_the_way,
        record.first_stated_by,
        record.first_stated_on,
        sources.mark(record.source),
    ]
