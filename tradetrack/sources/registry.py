"""Which sources there are, and which of them a file is from."""

from __future__ import annotations

import pkgutil
import shlex
from functools import cache
from importlib import import_module
from typing import Any

from tradetrack import sources
from tradetrack.core.errors import LedgerError, Problem, RequestError, TradetrackError
from tradetrack.sources.head import Head
from tradetrack.sources.reading import Choice, File
from tradetrack.sources.source import Source

# What a file may leave open: the option that says it, and an answer to try it with.
_ASKED: dict[str, tuple[str, Any]] = {
    "reporter": ("--reporter CODE", "USA"),
    "scope": ("--scope WORD", "chips"),
    "pair": ("--pair A-B", ("USA-CHN",)),
    "flow": ("--flow FLOW", "imports"),
}
OPTIONS = "--unit, --period or --columns-are, --value, --pair or --reporter and --partner-column, --flow"
_TRIED_BYTES = 1 << 22  # a larger file is not read only to say how it could be
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


def can_read(head: Head, source: Source) -> bool:
    """Whether the figures of a file of a source can be imported."""
    return source.read is not None and source.reads(head)


def way_in(head: Head, source: Source) -> str:
    """How the figures of a file come into a ledger."""
    command = f"tradetrack import {shlex.quote(head.name)} -o NEW.csv"
    if source.by_options:
        return f"{command} takes it in by options: {OPTIONS}"
    if source.read is None or not source.reads(head):
        return source.by_hand
    try:
        options = _needed(head, source) if len(head.data) < _TRIED_BYTES else ""
    except LedgerError as error:
        return f"but import cannot take it: {error.problems[0].message}"
    except RequestError as error:
        return f"but import cannot take it: {error.message}"
    except TradetrackError as error:
        return f"but import cannot take it: {error}"
    return f"{command}{options} takes its figures in"


def _needed(head: Head, source: Source) -> str:
    """The options that a file needs to be imported, found by trying. Raises what else stands in the way."""
    assert source.read is not None  # noqa: S101 - only files that can be read are tried
    choice, options = Choice(), ""
    while True:
        try:
            reading = source.read(File(head.name, head.data, head), choice)
        except RequestError as error:
            what = error.parameter or ""
            if what not in _ASKED or getattr(choice, what):
                raise
            option, answer = _ASKED[what]
            options += f" {option}"
            fields: dict[str, Any] = {**choice._asdict(), what: answer}
            choice = Choice(**fields)
            continue
        return f"{options} --skip LABEL" if reading.unknown else options


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
    message = f"this is {kinds}, not a ledger; {way_in(head, found[0])}"
    return LedgerError(error.name, [Problem(1, 1, "foreign-file", message)])
