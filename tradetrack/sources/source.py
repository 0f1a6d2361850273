"""What a source of figures is: an office's or a program's kind of file."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tradetrack.sources.head import Head
from tradetrack.sources.reading import Choice, File, Reading


class Source(NamedTuple):
    """A kind of file: its name, how it is recognised, and how its figures come into a ledger by hand.

    A module of this package that has one as SOURCE is found by `sources.registry`. `kind` completes "this
    is …", `by_hand` is an instruction. `is_general` marks a kind by form (a workbook, JSON) that is asked
    about only where no other source knows the file.

    Where its figures can be imported, `read` gives them, of the files for which `reads` is true; `title`
    stands in the ledger as who stated them. A file of as many rows as `cuts` has was probably cut.
    """

    kind: str
    recognise: Callable[[Head], bool]
    by_hand: str
    is_general: bool = False
    describe: Callable[[Head], str] | None = None  # a more precise `kind` of one file
    title: str = ""
    read: Callable[[File, Choice], Reading] | None = None
    reads: Callable[[Head], bool] = lambda _: True
    cuts: tuple[int, ...] = ()
    by_options: bool = False  # read as its user says, by `sources.by_options`
