"""Another ledger: its rows as they are, each that the ledger has not got yet, word for word."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from tradetrack.core import schema
from tradetrack.core.units import DEFAULT_UNIT
from tradetrack.ledger.append import DEFAULTS
from tradetrack.ledger.reader import require_utf8
from tradetrack.sources.reading import Choice

Cells = dict[str, str]


def rows_of_ledger(data: bytes, name: str) -> list[Cells]:
    """The rows of a sound ledger as texts, by column. Raises LedgerError where it is not UTF-8."""
    text = require_utf8(data, name).decode()
    header, *rows = [row for row in csv.reader(io.StringIO(text, newline="")) if row]
    return [dict(zip(header, row, strict=True)) for row in rows]


def are_known(rows: Sequence[Cells], ledger: Sequence[Cells]) -> list[bool]:
    """For each of the rows whether the ledger, or a row before it, says the same."""
    seen = set(map(_said, ledger))
    known = []
    for row in rows:
        said = _said(row)
        known.append(said in seen)
        seen.add(said)
    return known


def _said(row: Cells) -> tuple[str, ...]:
    """What a row says: its cells with their defaults, but for its note."""
    names = [name for name in schema.LEDGER_NAMES if name != schema.NOTE]
    defaults = DEFAULTS | {schema.UNIT: DEFAULT_UNIT}
    return tuple(row.get(name, "").strip() or defaults.get(name, "") for name in names)


def wanted_rows(rows: Sequence[Cells], choice: Choice) -> list[Cells]:
    """The rows that were asked for: of the pairs, the reporter, the flow and the years chosen."""
    pairs = {frozenset(pair.split("-")) for pair in choice.pair}
    return [
        row
        for row in rows
        if (not pairs or frozenset(row.get(schema.PAIR, "").split("-")) in pairs)
        and choice.reporter in (None, row.get(schema.REPORTER, ""))
        and choice.flow in (None, row.get(schema.FLOW, "") or DEFAULTS[schema.FLOW])
        and (choice.scope or "") in ("", row.get(schema.SCOPE, ""))
        and (choice.since or 0) <= int(row.get(schema.PERIOD, "")[:4] or 9999) <= (choice.until or 9999)
    ]
