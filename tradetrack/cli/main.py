"""The process around the command line. The only place that knows exit codes.

What a command prints is collected and written once, by the one writer that notices when it cannot.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import os
import sys
import warnings
from typing import Any

import typer
from typer.exceptions import TyperException
from typer.main import get_command

from tradetrack.cli import console, options
from tradetrack.cli.app import app
from tradetrack.cli.completion import for_named_shell
from tradetrack.cli.exits import ACCESS, BUG, INTERRUPTED, LEDGER, OK, PIPE, USAGE
from tradetrack.core.errors import AccessError, LedgerError, RequestError, TradetrackError
from tradetrack.render.escape import visible

EXIT_CODES: dict[type[TradetrackError], int] = {
    RequestError: USAGE,
    AccessError: ACCESS,
}
_HELP_WIDTH = 100
PROGRAM = "tradetrack"


def main() -> None:
    """Run the command line and leave with its exit code."""
    gc.disable()  # a process this short frees nothing by it, and imports take a tenth longer with it
    # numpy's threads for linear algebra, which nothing here does, take a tenth of a second to start
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if not os.environ.get("TRADETRACK_DEBUG"):
        warnings.simplefilter("ignore")  # they are for programmers; the tests take them for errors
    code = run(sys.argv[1:])
    gc.freeze()  # Python looks for cycles once more as it ends, for a tenth of a second after a large ledger
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Run one command; everything it prints is written at the end. Returns the exit code."""
    collected = console.Collected()
    try:
        with contextlib.redirect_stdout(collected):
            code = _invoke(arguments)
        console.write_out(collected.pieces(), collected.is_data)
    except console.ClosedPipeError:
        return OK if collected.done else PIPE
    except KeyboardInterrupt:
        return INTERRUPTED
    except LedgerError as error:
        console.write_error(*map(visible, error.lines()))
        return LEDGER
    except TradetrackError as error:
        console.say(*getattr(error, "details", ()))
        first, *more = _worded(error)
        console.say(f"{collected.done}, but {first}" if collected.done else first, *more)
        return EXIT_CODES[type(error)]
    except Exception as error:  # the last resort: a bug is one line, unless its traceback is asked for
        if os.environ.get("TRADETRACK_DEBUG"):
            raise
        return _without_traceback(error)
    return code


def _without_traceback(error: Exception) -> int:
    """One line for what nobody foresaw: the system refused something, or it is a bug."""
    if isinstance(error, MemoryError):
        console.say("there is not enough memory for this ledger; split it by pair or by year")
        return ACCESS
    if isinstance(error, OSError):
        at = f"{error.filename}: " if error.filename else ""
        console.say(f"{at}the system refused it: {error.strerror or error}")
        return ACCESS
    console.say(f"a bug: {type(error).__name__}: {error} (TRADETRACK_DEBUG=1 shows where)")
    return BUG


def _worded(error: TradetrackError) -> list[str]:
    """The messages of an error; a parameter at fault is an option here."""
    if not isinstance(error, RequestError):
        return [str(error)]
    message = options.with_options(error.message)
    own = f"{options.option_of(error.parameter)}: {message}" if error.parameter else message
    return [own, *(line for more in error.more for line in _worded(more))]


@functools.cache
def _command() -> Any:
    """The commands as typer makes them of their functions, once a process."""
    return get_command(app)


def _invoke(arguments: list[str]) -> int:
    width = console.columns_from_environment() or console.output_width() or _HELP_WIDTH
    if for_named_shell(arguments, PROGRAM):
        return OK
    try:
        result = _command()(
            arguments,
            prog_name=PROGRAM,
            standalone_mode=False,
            terminal_width=min(width, _HELP_WIDTH),
        )
    except TyperException as error:
        console.say(getattr(error, "format_message", error.__str__)().replace("\n", " "))
        return USAGE
    except typer.Abort:
        return INTERRUPTED
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else OK
    return result if isinstance(result, int) else OK
