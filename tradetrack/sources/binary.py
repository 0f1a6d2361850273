"""Files that are no text and no workbook, known by their first bytes."""

from __future__ import annotations

from tradetrack.sources.head import Head
from tradetrack.sources.source import Source

_MAGIC = {
    b"%PDF": "a PDF",
    b"PAR1": "a Parquet file",
    b"\x1f\x8b": "a file packed with gzip",
    b"BZh": "a file packed with bzip2",
    b"\xfd7zXZ": "a file packed with xz",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"SQLite format 3": "an SQLite database",
    b"\x89PNG": "a picture (PNG)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"ARROW1": "an Arrow file",
}


def describe(head: Head) -> str:
    """What the first bytes say: `a PDF`."""
    return next(name for magic, name in _MAGIC.items() if head.data.startswith(magic))


SOURCE = Source(
    kind="a binary file",
    recognise=lambda head: head.data.startswith(tuple(_MAGIC)),
    describe=describe,
    by_hand="unpack it, or write its figures as CSV, with a header period,value (and pair, flow, unit) "
    "and a line a figure",
    is_general=True,
)
