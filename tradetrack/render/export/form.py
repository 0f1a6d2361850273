"""What a format of export is: its name, the files that have it, and how it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from tradetrack.core.errors import AccessError
from tradetrack.reports.export import TABLES, ExportResult, ExportTable

ROWS = dict(zip(TABLES, ("figure", "year", "projected path", "target"), strict=True))


class Pieces:
    """A text that `make` makes whenever it is read, in pieces: as a whole it may take too much room."""

    def __init__(self, make: Callable[[], Iterator[str]]) -> None:
        self.texts = make

    def __iter__(self) -> Iterator[bytes]:
        return (piece.encode() for piece in self.texts())


class Part(NamedTuple):
    """One file of an export: its bytes, and its name in the folder, empty for the file that was named."""

    data: bytes | Pieces
    name: str = ""


class Written(NamedTuple):
    """The files of an export, the one that was named last; what is in them, counted; what to say of it."""

    parts: tuple[Part, ...]
    counts: Mapping[str, int] = {}
    notes: tuple[str, ...] = ()


class Format(NamedTuple):
    """A format: `ending` is how the name of a file ends that has it.

    `holds` are the tables that it can hold, `several` says whether one export holds more than one of them;
    otherwise the first is the one that is written unasked. `is_text` says that it can be printed. `require`
    raises AccessError where the package is missing that writes it.
    """

    name: str
    ending: str
    write: Callable[[ExportResult], Written]
    holds: tuple[str, ...] = TABLES
    several: bool = False
    is_text: bool = False
    require: Callable[[], object] = lambda: None


def missing(file_kind: str, package: str, extra: str) -> AccessError:
    """The error for a package that is not there: which it is, and the extra that brings it."""
    return AccessError(f"{file_kind} needs the package {package}: pip install 'tradetrack[{extra}]'")


def counted(tables: Iterable[ExportTable]) -> dict[str, int]:
    """How many rows there are, by what a row of each table is."""
    return {ROWS[table.name]: len(table.rows) for table in tables}


def one(data: bytes | Pieces, counts: Mapping[str, int], *notes: str) -> Written:
    """An export of one file."""
    return Written((Part(data),), counts, notes)
