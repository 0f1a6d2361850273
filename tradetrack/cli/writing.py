"""What the commands that write a ledger share: which file, and how it is written and told."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import typer

from tradetrack.cli import console, options
from tradetrack.core.errors import LedgerError, Problem, RequestError
from tradetrack.core.faults import DUPLICATE
from tradetrack.ledger.location import (
    DATA_VARIABLE,
    DEFAULT_LEDGER,
    STDIN,
    bundled_ledgers,
    read_input,
    require_size,
)
from tradetrack.render.escape import visible
from tradetrack.sources.ledger_file import naming_other_files

_COPY = "tradetrack init FILE --from"


def ledger_of_yours(data: str | None) -> str:
    """The file to write to. Raises RequestError for what is no file of the user's."""
    name = data if data is not None else os.environ.get(DATA_VARIABLE) or DEFAULT_LEDGER
    if name in ("", STDIN):
        raise RequestError("--data: a ledger that is written to is a file; name one")
    path = Path(name)
    for own, ledger in bundled_ledgers().items():
        if (path.exists() and path.samefile(ledger)) or (name == own and not path.is_file()):
            raise RequestError(
                f"{name}: the bundled ledger {own} is read-only; {_COPY} {own} makes a copy of your own, "
                "then name it with --data FILE"
            )
    return name


def write(
    name: str, change: Callable[[bytes], tuple[bytes, Iterable[str]]], dry_run: bool, done: str
) -> None:
    """Write what `change` makes of the ledger, or only show it; then say what `change` has to say.

    `done` is what is said where the rest cannot be: `the row is written`. All that can go wrong with a row
    goes wrong before the writing.
    """
    from tradetrack.storage.atomic import rewrite

    if Path(name).is_file():
        require_size(name, Path(name).stat().st_size)
    messages: list[str] = []

    def changed(old: bytes) -> bytes:
        with naming_other_files(old):
            new, told = change(old)
        messages[:] = told
        return new

    try:
        if dry_run:
            changed(read_input(name)[1])
            console.say("a dry run: nothing was written")
        else:
            with console.interruptible():
                warnings = rewrite(name, changed)
            console.mark_done(f"{name}: {done}")
            console.say(*warnings)
    except LedgerError as error:
        raise LedgerError(error.name, [_with_way_out(problem) for problem in error.problems]) from error
    for line in messages:
        typer.echo(visible(line))


def read_lines(read: Iterable[tuple[str, str, str]]) -> list[str]:
    """What was read otherwise than it was typed: a line each, by the options of its columns."""
    return [f"{options.option_of(column)} {text!r} is read as {found}" for column, text, found in read]


def _with_way_out(problem: Problem) -> Problem:
    """The problem; a duplicate has an option here that lets it pass."""
    if problem.code != DUPLICATE:
        return problem
    return replace(problem, message=f"{problem.message}; --allow-duplicate lets it pass")
