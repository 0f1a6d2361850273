"""Where the bytes of a ledger come from: a path, standard input, or a ledger that ships with the package."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from tradetrack.core.errors import AccessError, RequestError

STDIN = "-"
DEFAULT_LEDGER = "trade"
DATA_VARIABLE = "TRADETRACK_DATA"


def bundled_ledgers() -> dict[str, Path]:
    """The ledgers that come with the package, by name.

    They lie inside the package in a wheel, and beside it (`data/`) in a checkout.
    """
    package = Path(__file__).parent.parent
    inside = package / "data"
    folder = inside if inside.is_dir() else package.parent / "data"
    return {path.stem: path for path in sorted(folder.glob("*.csv"))}


def read_input(source: str | os.PathLike[str] | None = None) -> tuple[str, bytes]:
    """The name by which errors call the input, and its bytes.

    A path with this name wins over a bundled ledger. Raises AccessError when it cannot be read,
    RequestError for an address.
    """
    text = os.environ.get(DATA_VARIABLE) or DEFAULT_LEDGER if source is None else os.fspath(source)
    if not text:
        raise RequestError("the name of the ledger is empty; name a file or leave it out")
    if text == STDIN:
        if sys.stdin is None:
            raise AccessError("cannot read standard input: it is closed")
        try:
            return "<stdin>", sys.stdin.buffer.read()
        except OSError as error:
            raise AccessError(f"cannot read standard input: {error.strerror}") from error
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", text):
        raise RequestError(f"{text!r} is an address; download the file and give its path")
    bundled = bundled_ledgers()
    if text in bundled and not Path(text).is_file():
        return bundled[text].name, bundled[text].read_bytes()
    try:
        return text, Path(text).read_bytes()
    except FileNotFoundError:
        names = " and ".join(bundled)
        raise AccessError(f"{text}: no such file (bundled ledgers: {names})") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise AccessError(f"{text}: cannot read it: {reason}") from error
