"""Reports as CSV, JSON and Markdown."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Literal

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
_EXPONENT = re.compile(r"[0-9]e[+-][0-9]")


def csv_text(table: Table) -> str:
    """The table as CSV with full numbers; unknown is empty, text is as the ledger has it."""
    plain = _csv(table, csv.QUOTE_MINIMAL)
    if ("e-" in plain or "e+" in plain) and _EXPONENT.search(plain):
        table = table._replace(rows=[[_without_exponent(cell) for cell in row] for row in table.rows])
        plain = _csv(table, csv.QUOTE_MINIMAL)
    # A lone carriage return ends a line for a reader, yet the writer leaves it unquoted. Where all is quoted,
    # no record starts with what a CI runner obeys; a later line of a cell that does is not kept as it is.
    if "\r" in plain or harmless_lines(plain) != plain:
        return harmless_lines(_csv(table, csv.QUOTE_ALL))
    return plain


def exact_csv(table: Table) -> str:
    """The table as a CSV file, each cell as it is: for a file of its own, which no CI runner reads."""
    plain = _csv(table, csv.QUOTE_MINIMAL)
    return _csv(table, csv.QUOTE_ALL) if "\r" in plain else plain


def _csv(table: Table, quoting: Literal[0, 1]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, quoting=quoting, lineterminator="\n")
    writer.writerow(column.name for column in table.columns)
    writer.writerows(table.rows)
    return out.getvalue()


def _without_exponent(cell: Cell) -> Cell:
    """A cell whose number is written as a ledger can take it."""
    if isinstance(cell, float) and "e" in repr(cell):
        return format(Decimal(repr(cell)), "f")
    return cell


def json_text(document: dict[str, Any], encoding: str) -> str:
    """The document as JSON; text is as the ledger has it, escaped where the encoding is not Unicode."""
    escaped = not encoding.lower().replace("-", "").startswith("utf")
    text = encoded(document, escaped)
    # The same text for JSON, and no command for a CI runner; a single sign is found in a tenth of the time.
    return text.replace("##", "#\\u0023") if "#" in text else text


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
