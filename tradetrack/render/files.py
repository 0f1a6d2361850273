"""Writing a whole output file: either the old one stays or the new one is there."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from tradetrack.errors import AccessError
from tradetrack.render.output import write_all


def write_file(name: str, data: bytes) -> None:
    """Write `data` to the file `name` in one step, through a temporary file beside it.

    A link is followed and an existing file keeps its mode. Raises AccessError; then nothing has changed.
    """
    path = Path(name).resolve()
    try:
        if path.exists() and not path.is_file():
            raise AccessError(f"{name}: is no regular file; name a file to write to")
        if path.exists() and not os.access(path, os.W_OK):
            raise AccessError(f"{name}: is read-only; remove it or name another file")
        _replace(path, data)
    except OSError as error:
        raise AccessError(f"{name}: cannot write it: {error.strerror or error}") from error


def _replace(path: Path, data: bytes) -> None:
    descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb", closefd=True):
            write_all(descriptor, data)
            os.fsync(descriptor)
            os.fchmod(descriptor, _mode(path))
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int:
    """The mode of an existing file, or the one that a new file gets here."""
    if path.exists():
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
