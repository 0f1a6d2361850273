"""Completion in the shell: the values of options from the ledger that is named, and the script of any shell.

Nothing here imports pandas: a shell asks while somebody waits.
"""

import contextlib
import csv
import io
import os
from collections.abc import Callable
from glob import escape, glob
from itertools import islice
from pathlib import Path

import typer

from tradetrack.cli.console import say
from tradetrack.core.errors import RequestError
from tradetrack.core.numerals import listed
from tradetrack.core.schema import PAIR, REPORTER, SCOPE
from tradetrack.core.vocabulary import GOODS
from tradetrack.ledger.location import DATA_VARIABLE, DEFAULT_LEDGER, STDIN, bundled_ledgers

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
_SHOW, _INSTALL = "--show-completion", "--install-completion"
_SCANNED = 4_000_000  # bytes of a ledger: what can be read before somebody stops waiting


def for_named_shell(arguments: list[str], program: str) -> bool:
    """Show or install the script of a shell that is named after the option; whether that was asked for.

    Without a name typer does so itself, for the shell that it runs in. Raises RequestError for another shell.
    """
    if len(arguments) != 2 or arguments[0] not in (_SHOW, _INSTALL):
        return False
    from typer.completion import get_completion_script, install  # type: ignore[attr-defined]

    option, shell = arguments
    if shell not in SHELLS:
        raise RequestError(f"{option}: no completion for {shell!r}; name {listed(SHELLS, 'or')}")
    variable = f"_{program.upper()}_COMPLETE"
    if option == _SHOW:
        typer.echo(get_completion_script(prog_name=program, complete_var=variable, shell=shell))
        return True
    _, path = install(shell=shell, prog_name=program, complete_var=variable)
    say(f"the completion of {shell} is in {path}; it works in the next terminal")
    return True


def bundled_names(incomplete: str) -> list[str]:
    """The bundled ledgers whose names begin so."""
    return [name for name in bundled_ledgers() if name.startswith(incomplete)]


def ledger_names(incomplete: str) -> list[str]:
    """The bundled ledgers, and the CSV files and folders, whose names begin so."""
    found = sorted(glob(f"{escape(incomplete)}*"))  # noqa: PTH207 -- paths begin as they were typed
    folders = [f"{path}{os.sep}" for path in found if Path(path).is_dir()]
    return [*bundled_names(incomplete), *(path for path in found if path.endswith(".csv")), *folders]


def _values_of(column: str, *more: str) -> Callable[[typer.Context, str], list[str]]:
    """The completion of an option that takes a cell of a column of the ledger, or one of `more`."""

    def complete(context: typer.Context, incomplete: str) -> list[str]:
        values = {*_column(context.params.get("data"), column), *more}
        return sorted(value for value in values if value.startswith(incomplete))

    return complete


pairs = _values_of(PAIR)
reporters = _values_of(REPORTER)
scopes = _values_of(SCOPE, GOODS)


def _column(source: object, column: str) -> set[str]:
    """The different cells of a column, from the beginning of the ledger; none of what cannot be read."""
    name = str(source or os.environ.get(DATA_VARIABLE) or DEFAULT_LEDGER)
    path = bundled_ledgers().get(name, Path(name)) if not Path(name).is_file() else Path(name)
    if name == STDIN:
        return set()
    with contextlib.suppress(OSError, csv.Error), path.open("rb") as file:
        text = io.StringIO(file.read(_SCANNED).decode("utf-8-sig", "ignore"), newline="")
        rows = csv.reader(text)
        header = next((row for row in islice(rows, 100) if any(row)), [])
        if column in header:
            place = header.index(column)
            return {row[place] for row in rows if len(row) == len(header) and row[place]}
    return set()
