"""A file that should be a ledger -> its figures, or the error that says which other kind of file it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tradetrack.core.errors import LedgerError
from tradetrack.core.provenance import attach, provenance

if TYPE_CHECKING:
    import os

    import pandas as pd


def read_ledger(source: str | os.PathLike[str] | None = None) -> pd.DataFrame:
    """Read a ledger: a path, `-` for standard input, or the name of a bundled ledger.

    Without `source`: `$TRADETRACK_DATA`, else the bundled `trade`. Returns the frame of figures, whose
    columns `tradetrack.core.schema` describes. Raises LedgerError with every fault of the file, or with what
    the file is where it is another office's or program's; AccessError when it cannot be read.
    """
    return read_named(source)[1]


def read_named(source: str | os.PathLike[str] | None = None) -> tuple[str, pd.DataFrame]:
    """The name by which errors call a ledger, and its figures, with the provenance of a bundled one."""
    from tradetrack.ledger.location import asked_for, is_bundled, read_input

    name, data = read_input(source)
    figures = parse(data, name)
    if is_bundled(text := asked_for(source)):
        attach(figures, provenance(text, data))
    return name, figures


def parse(data: bytes, name: str) -> pd.DataFrame:
    """The figures of a ledger's bytes; `name` stands in errors. Raises LedgerError as `read_ledger` does."""
    from tradetrack.ledger.reader import parse_ledger

    with naming_other_files(data):
        return parse_ledger(data, name)


@contextmanager
def naming_other_files(data: bytes) -> Iterator[None]:
    """Have a LedgerError about these bytes say what kind of file they are, where that is known."""
    try:
        yield
    except LedgerError as error:
        from tradetrack.sources.registry import explained

        raise explained(error, data) from None
