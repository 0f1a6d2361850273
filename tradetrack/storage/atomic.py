"""Changing a file that a person edits too: whatever fails, the old file or the new one is there, whole.

The file is locked, read and changed in memory; the new bytes go into a temporary file beside it, which
takes its place in one step, but only if the file is still what was read. The temporary file has a fixed
name, so that one left behind by a killed writer is found and removed by the next; its own lock tells a
dead writer's from a living one's, even after an editor has put a new file in the place of the locked one.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from tradetrack.core.errors import AccessError
from tradetrack.storage.filesystem import REAL, Filesystem

PATIENCE = 10.0  # seconds to wait for another writer
_WRITABLE = 0o222
_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY


class _TryAgainError(Exception):
    """Somebody else is at the file; its text says what to tell if they stay."""


def rewrite(
    name: str, change: Callable[[bytes], bytes], files: Filesystem = REAL, patience: float = PATIENCE
) -> list[str]:
    """Replace the bytes of the file `name` by what `change` makes of them; gives warnings.

    `change` is called again when the file has changed in the meantime, and what it raises leaves the file as
    it was. A link is followed; mode and owner stay. Raises AccessError when the file cannot be written,
    has several names, or is still locked by another writer after `patience` seconds.
    """
    deadline = files.now() + patience
    while True:
        try:
            return _attempt(name, change, files)
        except _TryAgainError as again:
            if files.now() >= deadline:
                raise AccessError(f"{name}: {again}; nothing was written, try again") from None
        except OSError as error:
            raise AccessError(_refusal(name, error)) from error
        files.pause()


def write_whole(name: str, data: bytes, files: Filesystem = REAL) -> None:
    """Write a whole output file, new or over an old one, in one step; a link is followed.

    Raises AccessError; then nothing has changed.
    """
    if Path(name).exists():
        rewrite(name, lambda _: data, files)
        return
    path = Path(os.path.realpath(name))
    try:
        with _temporary(_temporary_name(path), files) as descriptor:
            _write_all(descriptor, data, files)
            files.chmod(descriptor, 0o666 & ~_mask())
            files.fsync(descriptor)
            files.replace(_temporary_name(path), path)
    except (OSError, _TryAgainError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise AccessError(f"{name}: cannot write it: {reason}") from error


def _temporary_name(path: Path) -> Path:
    return path.with_name(f".{path.name}.tradetrack")


def _mask() -> int:
    """The permission bits that a new file does without here."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def create(name: str, data: bytes, files: Filesystem = REAL) -> None:
    """Write a new file. Raises AccessError when there is one of that name, or it cannot be written."""
    path = Path(name)
    try:
        with _opened(path, _NEW, files, 0o666) as descriptor:
            try:
                _write_all(descriptor, data, files)
                files.fsync(descriptor)
            except BaseException:
                with contextlib.suppress(OSError):
                    files.unlink(path)
                raise
    except FileExistsError:
        raise AccessError(f"{name}: is there already; name a new file, or remove it first") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise AccessError(f"{name}: cannot write it: {reason}") from error


def _refusal(name: str, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return f"{name}: no such file (tradetrack init makes a new ledger)"
    return f"{name}: cannot write it, nothing has changed: {error.strerror or error}"


def _attempt(name: str, change: Callable[[bytes], bytes], files: Filesystem) -> list[str]:
    path = files.resolve(name)
    _require_regular(name, files.stat(path))
    with _opened(path, os.O_RDWR, files) as ledger:
        before = files.fstat(ledger)
        _require_regular(name, before)
        _require_writable(name, before, files.stat(path.parent))
        if not files.lock(ledger):
            raise _TryAgainError("another program is writing to it")
        _require_same(path, before, files)
        read = files.fstat(ledger)
        if read.st_nlink > 1:
            raise AccessError(f"{name}: the file has several names (hard links); write to a copy")
        old = files.read(ledger)
        new = change(old)
        temporary = _temporary_name(path)
        with _temporary(temporary, files) as descriptor:
            _write_all(descriptor, new, files)
            made = files.fstat(descriptor)
            if (made.st_uid, made.st_gid) != (before.st_uid, before.st_gid):
                files.chown(descriptor, before.st_uid, before.st_gid)
            files.chmod(descriptor, stat.S_IMODE(before.st_mode))
            files.fsync(descriptor)
            if files.read(ledger) != old:
                raise _TryAgainError("another program keeps changing it")
            _require_same(path, read, files)  # one look for both: saved over it, or put another in its place
            files.replace(temporary, path)
        return _settle(path.parent, files)


def _require_regular(name: str, found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise AccessError(f"{name}: is no regular file; name one")


def _require_writable(name: str, file: os.stat_result, folder: os.stat_result) -> None:
    """Heed the mode even where root could pass over it: it says what the owner wants."""
    if not file.st_mode & _WRITABLE:
        raise AccessError(f"{name}: is read-only; chmod u+w makes it writable")
    if not folder.st_mode & _WRITABLE:
        raise AccessError(f"{name}: its folder is read-only; chmod u+w on the folder makes it writable")


def _require_same(path: Path, opened: os.stat_result, files: Filesystem) -> None:
    """That the file opened is still the one at `path`, and nothing has been written to it."""
    try:
        found = files.stat(path)
    except FileNotFoundError:  # an editor that first moves the old file away and then saves
        raise _TryAgainError("the file has gone") from None
    if (found.st_dev, found.st_ino) != (opened.st_dev, opened.st_ino):
        raise _TryAgainError("another program keeps replacing it")
    if (found.st_size, found.st_mtime_ns) != (opened.st_size, opened.st_mtime_ns):
        raise _TryAgainError("another program keeps changing it")


@contextlib.contextmanager
def _opened(path: Path, flags: int, files: Filesystem, mode: int = 0o600) -> Iterator[int]:
    descriptor = files.open(path, flags, mode)
    try:
        yield descriptor
    finally:
        with contextlib.suppress(OSError):  # what had to reach the disk has been synced before
            files.close(descriptor)


@contextlib.contextmanager
def _temporary(path: Path, files: Filesystem) -> Iterator[int]:
    """A new, locked file at `path`, removed again if the writing fails."""
    try:
        descriptor = files.open(path, _NEW)
    except FileExistsError:
        _remove_stale(path, files)
        descriptor = files.open(path, _NEW)
    is_ours = True
    try:
        is_ours = files.lock(descriptor)
        if not is_ours:
            raise _TryAgainError("another program is writing to it")
        made = files.fstat(descriptor)
        is_ours = False
        _require_same(path, made, files)
        is_ours = True
        yield descriptor
    except BaseException:
        if is_ours:
            with contextlib.suppress(OSError):
                files.unlink(path)
        raise
    finally:
        with contextlib.suppress(OSError):
            files.close(descriptor)


def _remove_stale(path: Path, files: Filesystem) -> None:
    """Remove a temporary file whose writer is dead; a living one holds its lock."""
    with _opened(path, os.O_RDONLY, files) as stale:
        if not files.lock(stale):
            raise _TryAgainError("another program is writing to it")
        _require_same(path, files.fstat(stale), files)
        files.unlink(path)


def _write_all(descriptor: int, data: bytes, files: Filesystem) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[files.write(descriptor, rest) :]


def _settle(folder: Path, files: Filesystem) -> list[str]:
    """Have the disk remember the new name; the row is there whether or not it does at once."""
    try:
        with _opened(folder, os.O_RDONLY | os.O_DIRECTORY, files) as descriptor:
            files.fsync(descriptor)
    except OSError as error:
        reason = error.strerror or error
        return [f"the row is written, but the disk does not say that it would outlive a power cut: {reason}"]
    return []
