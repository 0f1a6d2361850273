"""Where the bytes of a ledger come from: a path, standard input, or a ledger that ships with the package."""

from __future__ import annotations

import os
import re
import resource
import sys
from io import FileIO
from pathlib import Path
from typing import IO

from tradetrack.core.errors import AccessError, RequestError
from tradetrack.core.numerals import listed
from tradetrack.core.provenance import VERSIONS

STDIN = "-"
DEFAULT_LEDGER = "trade"
DATA_VARIABLE = "TRADETRACK_DATA"
MAX_VARIABLE = "TRADETRACK_MAX_MB"

_MB = 1_000_000
_MAX_BYTES = 500 * _MB  # some ten million figures
_MEMORY_A_BYTE = 20  # that reading takes at most
_PIECE = 1 << 22  # bytes


def data_folder() -> Path:
    """The folder of what comes with the package: inside it in a wheel, beside it (`data/`) in a checkout."""
    package = Path(__file__).parent.parent
    inside = package / "data"
    return inside if inside.is_dir() else package.parent / "data"


def bundled_ledgers() -> dict[str, Path]:
    """The ledgers that come with the package, by name; the folder has other tables beside them."""
    folder = data_folder()
    return {name: folder / f"{name}.csv" for name in sorted(VERSIONS)}


def max_bytes() -> int:
    """How large a ledger may be: what TRADETRACK_MAX_MB says, else a twentieth of the memory, at most 500 MB.

    Reading takes up to twenty times the size of the file.
    """
    given = os.environ.get(MAX_VARIABLE, "")
    if given:
        if not (given.isascii() and given.isdigit() and int(given[:9]) > 0):
            raise AccessError(f"{MAX_VARIABLE}={given!r} is not a number of megabytes, such as 2000")
        return int(given[:9]) * _MB
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    return min(_MAX_BYTES, (memory if limit < 0 else min(memory, limit)) // _MEMORY_A_BYTE)


def require_size(name: str, size: int) -> None:
    """Raise AccessError where a ledger of `size` bytes would take more memory than there is."""
    if size > max_bytes():
        raise AccessError(
            f"{name}: larger than the {max_bytes() // _MB} MB that a ledger may have here; "
            f"split it by pair or by year, or set {MAX_VARIABLE} to more megabytes"
        )


def _bounded(name: str, file: IO[bytes] | FileIO, expected: int = 0) -> bytes:
    """All bytes of an open file, which need not know its size. Raises AccessError where they are too many.

    What is `expected` is read in one piece.
    """
    require_size(name, expected)
    parts: list[bytes] = []
    size = 0
    while part := file.read(_PIECE if parts else max(_PIECE, expected)):
        parts.append(part)
        size += len(part)
        require_size(name, size)
    return b"".join(parts)


def asked_for(source: str | os.PathLike[str] | None) -> str:
    """What names the ledger: the source, else `$TRADETRACK_DATA`, else the default one."""
    return os.environ.get(DATA_VARIABLE) or DEFAULT_LEDGER if source is None else os.fspath(source)


def is_bundled(text: str) -> bool:
    """Whether a name is that of a bundled ledger and of no file."""
    return text in VERSIONS and not Path(text).is_file()


def read_input(source: str | os.PathLike[str] | None = None) -> tuple[str, bytes]:
    """The name by which errors call the input, and its bytes.

    A path with this name wins over a bundled ledger. Raises AccessError when it cannot be read,
    RequestError for an address.
    """
    text = asked_for(source)
    if not text:
        raise RequestError("the name of the ledger is empty; name a file or leave it out")
    if text == STDIN:
        if sys.stdin is None:
            raise AccessError("cannot read standard input: it is closed")
        try:
            return "<stdin>", _bounded("<stdin>", sys.stdin.buffer)
        except OSError as error:
            raise AccessError(f"cannot read standard input: {error.strerror}") from error
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", text):
        raise RequestError(f"{text!r} is an address; download the file and give its path")
    bundled = bundled_ledgers()
    if is_bundled(text):
        return bundled[text].name, bundled[text].read_bytes()
    try:
        with Path(text).open("rb", buffering=0) as file:
            return text, _bounded(text, file, os.fstat(file.fileno()).st_size)
    except FileNotFoundError:
        names = listed(bundled)
        raise AccessError(f"{text}: no such file (bundled ledgers: {names})") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise AccessError(f"{text}: cannot read it: {reason}") from error
