"""The one way out to standard output and standard error: whole, or an error."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TextIO

from tradetrack.core.errors import AccessError
from tradetrack.render.escape import harmless, in_encoding, visible

# Standard output is collected while a command runs: what it really is, only its descriptor tells.
_STDOUT, _STDERR = 1, 2
NARROWEST, WIDEST = 40, 1000
UTF8 = "utf-8"


class Collected(io.StringIO):
    """What a command prints, until it is written; `is_data` is UTF-8 whatever the terminal has.

    `done` says what the command has done already, whether or not it can be told. `before` are long texts in
    pieces, printed before what it still holds.
    """

    is_data = False
    done = ""
    before: tuple[Iterable[str], ...] = ()

    def put(self, pieces: Iterable[str]) -> None:
        """Print a text that is made only as it is written, a piece to the end of a line at a time."""
        self.before = (*self.before, (self.getvalue(),), pieces)
        self.seek(0)
        self.truncate()

    def pieces(self) -> Iterator[str]:
        """All that is printed."""
        return chain(*self.before, (self.getvalue(),))


class ClosedPipeError(Exception):
    """The reader closed the pipe."""


def encoding_of(stream: TextIO | None) -> str:
    """The encoding that a stream wants its text in; a closed one wants none."""
    return (stream and stream.encoding) or UTF8


def put(pieces: Iterable[str]) -> None:
    """Print a long text; what it is made of has been worked out before, so that it is written in full."""
    if isinstance(sys.stdout, Collected):
        sys.stdout.put(pieces)
    else:
        sys.stdout.writelines(pieces)


def mark_as_data() -> None:
    """Say that what is printed is a file for programs: UTF-8, whatever the terminal has."""
    if isinstance(sys.stdout, Collected):
        sys.stdout.is_data = True


def mark_done(what: str) -> None:
    """Say what is done from now on, whatever becomes of the output: `my.csv: the row is written`."""
    if isinstance(sys.stdout, Collected):
        sys.stdout.done = what


@contextlib.contextmanager
def interruptible() -> Iterator[None]:
    """Let an interrupt raise KeyboardInterrupt, so that a file half written is tidied up."""
    try:
        before = signal.getsignal(signal.SIGINT)
        if before is signal.SIG_IGN:
            yield
            return
        signal.signal(signal.SIGINT, signal.default_int_handler)
    except ValueError:  # not the main thread, which has no say in it
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def write_out(pieces: Iterable[str], is_data: bool = False) -> None:
    """Write all pieces of a text to standard output; what the encoding lacks is spelt with a backslash.

    `os.write` in a loop: Python's own buffer loses the rest of a short write (CPython issue 85393).
    Raises ClosedPipeError when the reader has gone, AccessError for any other failure.
    """
    encoding = UTF8 if is_data else encoding_of(sys.__stdout__)
    for text in filter(None, pieces):
        _write_piece((text if is_data else harmless(text)).encode(encoding, "backslashreplace"))


def _write_piece(data: bytes) -> None:
    try:
        write_all(_STDOUT, data)
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise ClosedPipeError from error
        reason = error.strerror or str(error)
        raise AccessError(f"cannot write to standard output: {reason}") from error


def write_all(descriptor: int, data: bytes) -> None:
    """Write all of `data`, however short each single write is."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def write_error(*lines: str) -> None:
    """Write lines to standard error; if that fails too, give up silently."""
    encoding = encoding_of(sys.__stderr__)
    text = in_encoding(harmless("".join(f"{line}\n" for line in lines)), encoding)
    data = text.encode(encoding, "backslashreplace")
    try:
        write_all(_STDERR, data)
    except OSError:
        return


def say(*messages: str) -> None:
    """Say something to the person on standard error, a line each, with the program's name."""
    write_error(*(f"tradetrack: {visible(message)}" for message in messages))


def columns_from_environment() -> int | None:
    """The width that COLUMNS sets: a positive whole number, 40 to 1000; None where it sets none."""
    text = os.environ.get("COLUMNS", "")
    if text.isascii() and text.isdigit() and int(text[:9]) > 0:
        return min(max(int(text[:9]), NARROWEST), WIDEST)
    return None


def output_width() -> int | None:
    """How wide tables may be: COLUMNS, else the terminal, else (in a pipe) as wide as they are."""
    width = columns_from_environment()
    if width is None and os.isatty(_STDOUT):
        try:
            width = max(os.get_terminal_size(_STDOUT).columns, NARROWEST)
        except OSError:
            return None
    return width


def wants_color(choice: str) -> bool:
    """Whether to colour: `--color` beats NO_COLOR beats FORCE_COLOR beats the terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    forced = os.environ.get("FORCE_COLOR")
    if forced:
        return forced not in ("0", "false")
    return os.isatty(_STDOUT) and os.environ.get("TERM") != "dumb"
