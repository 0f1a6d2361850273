"""Reports as CSV, JSON and Markdown."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from typing import Any

from tradetrack.render.csv_pieces import Quoting, csv_pieces, safe_pieces
from tradetrack.render.escape import harmless_lines, visible
from tradetrack.render.json_text import encoded
from tradetrack.reports.tables import Cell, Table, without_empty_columns

# What a forge makes something of even in escaped text: mentions, issues, commits, emoji, addresses. An empty
# comment cuts them in two unseen. A dollar sign before a blank opens no mathematics.
_CUT = "<!-- -->"
_LIVE = re.compile(
    r"(?<=@)(?=\w)|(?<=\\#)(?=[0-9])|(?<=!)(?=[0-9])|(?<=:)(?=[\w+\\-]+:)|(?<=:)(?=//)|(?<=\bwww)(?=\.)"
    r"|(?<=\bGH)(?=-[0-9])|(?<=\b[0-9a-f])(?=[0-9a-f]{39}\b)",
    re.IGNORECASE,
)
_MATHEMATICS = re.compile(r"\$(?=[^\s])")
_SOURCE = re.compile(r"\[([0-9]+)\] (https?://[!-;=?-~]+)")


def csv_text(table: Table) -> Iterator[str]:
    """The table as CSV with full numbers, in pieces; unknown is empty, text is as the ledger has it.

    A later line of a cell that starts with what a CI runner obeys is not kept as it is.
    """
    names = [column.name for column in table.columns]

    def pieces(quoting: Quoting) -> Iterator[str]:
        return csv_pieces(names, table.rows, quoting, exponents=False)

    return map(harmless_lines, safe_pieces(pieces, table.is_plain))


def exact_csv(table: Table) -> str:
    """The table as a CSV file, each cell as it is: for a file of its own, which no CI runner reads."""
    names = [column.name for column in table.columns]
    plain = "".join(csv_pieces(names, table.rows))
    return "".join(csv_pieces(names, table.rows, csv.QUOTE_ALL)) if "\r" in plain else plain


def json_text(document: dict[str, Any], encoding: str) -> Iterator[str]:
    """The document as JSON, in pieces; text is as the ledger has it, escaped if `encoding` is no Unicode."""
    escaped = not encoding.lower().replace("-", "").startswith("utf")
    # The same text for JSON, and no command for a CI runner; a single sign is found in a tenth of the time.
    pieces = encoded(document, escaped)
    return (piece.replace("##", "#\\u0023") if "#" in piece else piece for piece in pieces)


def markdown_text(tables: Sequence[Table]) -> str:
    """The tables for people as Markdown pipe tables."""
    return "\n".join(_markdown(table) for table in tables)


def _markdown(table: Table) -> str:
    lines = []
    if any(column.weight for column in table.columns):
        table = without_empty_columns(table)
    if table.title:
        aside = f" ({_escaped(table.aside)})" if table.aside else ""
        lines += [f"**{_escaped(table.title)}**{aside}", ""]
    if table.columns:
        names = [_escaped(column.name) for column in table.columns]
        rules = ["---:" if column.number else "---" for column in table.columns]
        rows = [[_escaped(cell) for cell in row] for row in table.rows]
        lines += [f"| {' | '.join(row)} |" for row in (names, rules, *rows)] + [""]
    for note in table.all_notes:
        lines += [_escaped_note(note), ""]
    return "\n".join(lines)


def _escaped(cell: Cell) -> str:
    """A cell as literal Markdown text: nothing in it is markup or HTML."""
    text = ("" if cell is None else visible(str(cell))).replace("&", "&amp;")
    for sign in "\\`*_[]<>|~#":
        text = text.replace(sign, f"\\{sign}")
    return _LIVE.sub(_CUT, _MATHEMATICS.sub("&#36;", text))


def _escaped_note(note: str) -> str:
    """A note; the address of a source, numbered by us, is a link."""
    source = _SOURCE.fullmatch(note)
    return f"\\[{source[1]}\\] <{source[2]}>" if source else _escaped(note)
