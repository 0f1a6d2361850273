"""What the template shows: texts, links and numbers to sort by, and no result."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlsplit

# Letters, digits and signs that stand in an address as they are; anything else is shown and not linked.
_ADDRESS = re.compile(r"https?://[A-Za-z0-9](?:[A-Za-z0-9._~:/?#\[\]@!$&()*+,;=%'-])*", re.IGNORECASE)


class Column(NamedTuple):
    """A heading; that of a `number` column is aligned right. `key` is its name in every language."""

    name: str
    number: bool = False
    key: str = ""


class Cell(NamedTuple):
    """A text, which may be a link; `value` is what the column is sorted by where the text is no number."""

    text: str
    href: str = ""
    value: str = ""
    markup: str = ""  # ours, as it is
    note: str = ""


class Question(NamedTuple):
    """What `check` asks about a row: in the language of the page, and its message, which is in English."""

    words: str
    message: str = ""


class Line(NamedTuple):
    """A row of a table; `keys` are its attributes for the script."""

    cells: tuple[Cell, ...]
    keys: tuple[tuple[str, str], ...] = ()
    findings: tuple[Question, ...] = ()


class Grid(NamedTuple):
    """A table of a page. `kind` is its class, `foot` a last row that is not sorted."""

    kind: str
    caption: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    foot: tuple[Cell, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def classes(self) -> str:
        """The kind of the table, and which of its columns are numbers."""
        numbers = (f"n{place}" for place, column in enumerate(self.columns, 1) if column.number)
        return " ".join([self.kind, *numbers])


class Picture(NamedTuple):
    """A chart in its two layouts, and its points: of each the place in both and what it says."""

    wide: str
    narrow: str
    title: str
    caption: str
    points: str


class WhatIf(NamedTuple):
    """Where a growth rate that the reader chooses starts, and the levels that it may reach."""

    base: str
    year: int
    label: str
    first_month: int
    targets: str
    rate: str


class Part(NamedTuple):
    """A section of the page."""

    id: str
    title: str
    lead: str
    picture: Picture | None
    what_if: WhatIf | None
    years: Grid | None
    targets: Grid | None
    figures: Grid | None
    unit: str


class Page(NamedTuple):
    """The page: `statuses` are outcomes with their words, `words` the texts of the script as JSON."""

    lang: str
    words: str
    title: str
    headline: str
    intro: str
    facts: tuple[tuple[str, str], ...]
    league: Grid
    statuses: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    method: tuple[str, ...]
    notes: tuple[str, ...]
    bibtex: tuple[str, ...]
    ledger_data: str
    years_data: str


def source_cell(source: str) -> Cell:
    """A source: an address of the web is linked by its host, anything else is text."""
    if not source:
        return Cell("")
    if _ADDRESS.fullmatch(source):
        try:
            host = urlsplit(source).hostname
        except ValueError:
            host = None
        if host:
            return Cell(host.removeprefix("www."), source)
    return Cell(source)
