"""Which sources there are, and which of them a file is from."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from tradetrack import sources
from tradetrack.core.errors import LedgerError, Problem
from tradetrack.sources.head import Head
from tradetrack.sources.source import Source

_FORM_FAULTS = {
    *("bad-quote", "delimiter", "duplicate-column", "encoding", "missing-column", "misspelt-column"),
    *("no-header", "unnamed-column"),
}


@cache
def all_sources() -> tuple[Source, ...]:
    """Every source, in the order of the modules' names."""
    names = [module.name for module in pkgutil.iter_modules(sources.__path__)]
    modules = [import_module(f"{sources.__name__}.{name}") for name in names]
    return tuple(module.SOURCE for module in modules if hasattr(module, "SOURCE"))


def recognised(head: Head) -> list[Source]:
    """The sources that know a file; those by form only where no other does."""
    for is_general in (False, True):
        found = [each for each in all_sources() if each.is_general is is_general and each.recognise(head)]
        if found:
            return found
    return []


def kind_of(head: Head, source: Source) -> str:
    """What a file of a source is: `a UN Comtrade download (Plus, CSV)`."""
    return source.describe(head) if source.describe else source.kind


def explained(error: LedgerError, data: bytes) -> LedgerError:
    """The error of a file that was read as a ledger; where it is another kind of file, one that says which.

    Only what is wrong with the file as a whole can mean that: a faulty cell below a ledger's header does not.
    """
    if not any(problem.code in _FORM_FAULTS for problem in error.problems):
        return error
    head = Head(data, error.name)
    found = recognised(head)
    if not found:
        return error
    kinds = " or ".join(kind_of(head, source) for source in found)
    message = f"this is {kinds}, not a ledger; {found[0].by_hand}"
    return LedgerError(error.name, [Problem(1, 1, "foreign-file", message)])
