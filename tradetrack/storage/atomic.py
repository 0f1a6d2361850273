"""Changing a file that a person edits too: whatever fails, the old file or the new one is there, whole.

The file is locked, read and changed in memory; the new bytes go into a temporary file beside it
(`storage.temporary`), which takes its place in one step, but only if the file is still what was read. A new
file is written in the same way, and gets its name only if nothing else has it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Callable, Iterable
from pathlib import Path

from tradetrack.core.errors import AccessError
from tradetrack.storage.filesystem import REAL, Filesystem
from tradetrack.storage.temporary import (
    MARK,
    NEW,
    Temporary,
    TryAgainError,
    opened,
    remove_name,
    require_same,
    temporary,
    temporary_names,
)

PATIENCE = 10.0  # seconds to wait for another writer
_WRITABLE = 0o222
_ACL = "system.posix_acl_access"
Contents = bytes | Iterable[bytes]
Change = Callable[[bytes], bytes]
_WITHOUT_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)


def rewrite(
    name: str, change: Change | Contents, files: Filesystem = REAL, patience: float = PATIENCE
) -> list[str]:
    """Replace the bytes of the file `name` by what `change` makes of them, or by what it is; gives warnings.

    It is called again when the file has changed in the meantime, and what it raises leaves the file as
    it was. A link is followed; mode, owner, extended attributes and access control list stay. Raises
    AccessError when the file cannot be written, has several names, or is still locked by another writer after
    `patience` seconds.
    """
    deadline = files.now() + patience
    while True:
        try:
            return _attempt(name, change, files)
        except TryAgainError as again:
            if files.now() >= deadline:
                raise AccessError(f"{name}: {again}; nothing was written, try again") from None
        except OSError as error:
            raise AccessError(_refusal(name, error)) from error
        files.pause()


def write_whole(name: str, data: Contents, files: Filesystem = REAL) -> None:
    """Write a whole output file, in pieces or not, new or over an old one, in one step; a link is followed.

    Raises AccessError; then nothing has changed.
    """
    try:
        is_there = Path(name).exists()
    except (OSError, ValueError) as error:
        raise AccessError(f"{name}: cannot write it: {_reason(error)}") from error
    if is_there:
        rewrite(name, data, files)
        return
    path = Path(os.path.realpath(name))
    try:
        with temporary(path, files) as new:
            _finish(new, data, files)
            files.replace(new.path, path)
            _unmark(new, files)
    except (OSError, TryAgainError) as error:
        raise AccessError(f"{name}: cannot write it: {_reason(error)}") from error


def create(name: str, data: bytes, files: Filesystem = REAL) -> list[str]:
    """Write a new file; gives warnings.

    Raises AccessError when there is one of that name, or it cannot be written.
    """
    path = Path(name)
    try:
        if os.path.lexists(path):
            raise FileExistsError
        with temporary(path, files) as new:
            _finish(new, data, files)
            try:
                files.link(new.path, path)
            except OSError as error:
                if error.errno not in _WITHOUT_LINKS:
                    raise
                _create_in_place(path, data, files)
            left = remove_name(new.path, files)
            _unmark(new, files)
        warnings = [f"{new.path}: cannot remove it: {_reason(left)}; remove it yourself"] if left else []
        return [*warnings, *_settle(path.parent, files)]
    except FileExistsError:
        raise AccessError(f"{name}: is there already; name a new file, or remove it first") from None
    except (OSError, ValueError, TryAgainError) as error:
        raise AccessError(f"{name}: cannot write it: {_reason(error)}") from error


def _create_in_place(path: Path, data: bytes, files: Filesystem) -> None:
    """Write a new file under its own name, where the file system has no links."""
    with opened(path, NEW, files, 0o666) as descriptor:
        try:
            _write_all(descriptor, data, files)
            files.fsync(descriptor)
        except BaseException:
            with contextlib.suppress(OSError):
                files.unlink(path)
            raise


def _finish(new: Temporary, data: Contents, files: Filesystem) -> None:
    """Write the bytes of a new file, which gets the mode that files have here."""
    _write_all(new.descriptor, data, files)
    files.fsync(new.descriptor)
    files.chmod(new.descriptor, 0o666 & ~_mask())


def _unmark(new: Temporary, files: Filesystem) -> None:
    """Take the mark from what is a temporary file no longer; if it stays, it does no harm."""
    with contextlib.suppress(OSError):
        files.remove_attribute(new.descriptor, MARK)


def _mask() -> int:
    """The permission bits that a new file does without here."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def _refusal(name: str, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return f"{name}: no such file (tradetrack init makes a new ledger)"
    return f"{name}: cannot write it, nothing has changed: {error.strerror or error}"


def _attempt(name: str, change: Change | Contents, files: Filesystem) -> list[str]:
    path = files.resolve(name)
    _require_regular(name, files.stat(path))
    with opened(path, os.O_RDWR, files) as ledger:
        before = files.fstat(ledger)
        _require_regular(name, before)
        _require_writable(name, before, files.stat(path.parent))
        if not files.lock(ledger):
            raise TryAgainError("another program is writing to it")
        require_same(path, before, files)
        read = files.fstat(ledger)
        if read.st_nlink > 1 and not _drop_second_name(path, read, files):
            raise AccessError(f"{name}: the file has several names (hard links); write to a copy")
        old = files.read(ledger) if callable(change) else b""  # what is not asked for may be large
        data = change(old) if callable(change) else change
        with temporary(path, files) as new:
            _write_all(new.descriptor, data, files)
            warnings = _keep(ledger, new.descriptor, before, files)
            files.fsync(new.descriptor)
            if callable(change) and files.read(ledger) != old:
                raise TryAgainError("another program keeps changing it")
            files.chmod(new.descriptor, stat.S_IMODE(before.st_mode))
            require_same(path, read, files)  # one look for both: saved over it, or put another in its place
            files.replace(new.path, path)
            _unmark(new, files)
        return [*warnings, *_settle(path.parent, files)]


def _keep(ledger: int, new: int, before: os.stat_result, files: Filesystem) -> list[str]:
    """Give the new file the owner, the attributes and the access control list of the old one.

    Gives a warning of the attributes that the system does not let us keep.
    """
    made = files.fstat(new)
    if (made.st_uid, made.st_gid) != (before.st_uid, before.st_gid):
        files.chown(new, before.st_uid, before.st_gid)
    wanted, there = files.attributes(ledger), files.attributes(new)
    if _ACL in there and _ACL not in wanted:  # the folder gives new files one
        files.remove_attribute(new, _ACL)
    lost = []
    for attribute, value in wanted.items():
        if attribute != MARK and there.get(attribute) != value:
            try:
                files.set_attribute(new, attribute, value)
            except OSError as error:
                lost.append(f"{attribute} ({_reason(error)})")
    return [f"the file has lost extended attributes: {', '.join(lost)}"] if lost else []


def _drop_second_name(path: Path, ledger: os.stat_result, files: Filesystem) -> bool:
    """Remove the name that a killed `create` left its file; False where another name makes the second."""
    place = next(temporary_names(path))
    try:
        other = files.stat(place)
    except OSError:
        return False
    if ledger.st_nlink != 2 or (other.st_dev, other.st_ino) != (ledger.st_dev, ledger.st_ino):
        return False
    files.unlink(place)
    return True


def _require_regular(name: str, found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise AccessError(f"{name}: is no regular file; name one")


def _require_writable(name: str, file: os.stat_result, folder: os.stat_result) -> None:
    """Heed the mode even where root could pass over it: it says what the owner wants."""
    if not file.st_mode & _WRITABLE:
        raise AccessError(f"{name}: is read-only; chmod u+w makes it writable")
    if not folder.st_mode & _WRITABLE:
        raise AccessError(f"{name}: its folder is read-only; chmod u+w on the folder makes it writable")


def _write_all(descriptor: int, data: Contents, files: Filesystem) -> None:
    for piece in (data,) if isinstance(data, bytes) else data:
        rest = memoryview(piece)
        while rest:
            rest = rest[files.write(descriptor, rest) :]


def _settle(folder: Path, files: Filesystem) -> list[str]:
    """Have the disk remember the new name; the file is there whether or not it does at once."""
    try:
        with opened(folder, os.O_RDONLY | os.O_DIRECTORY, files) as descriptor:
            files.fsync(descriptor)
    except OSError as error:
        reason = error.strerror or error
        return [f"the file is written, but the disk does not say that it would outlive a power cut: {reason}"]
    return []
