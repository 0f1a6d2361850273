"""The file beside a file, in which its next bytes are written before it takes that file's place.

Its name is fixed, so that one left behind by a killed writer is found and removed by the next one. Its lock
tells a dead writer's from a living one's. It has a mark: the sticky bit from its first moment, an attribute
until its last. A file of that name without a mark is somebody's own and stays; another name is taken then.
"""

from __future__ import annotations

import contextlib
import os
import stat
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tradetrack.storage.filesystem import Filesystem

MARK = "user.tradetrack.temporary"
NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY
_MARKED = stat.S_ISVTX | 0o600
_ENDING = ".tradetrack"
_LONGEST = 255  # bytes of a name
_NAMES = 9  # that are tried
_TRIES = 2


class TryAgainError(Exception):
    """Somebody else is at the file; its text says what to tell if they stay."""


class Temporary(NamedTuple):
    """An open temporary file and its path."""

    path: Path
    descriptor: int


def temporary_names(path: Path) -> Iterator[Path]:
    """The names of the temporary file of `path`, the usual one first."""
    name = f".{path.name}"
    if len(os.fsencode(name + _ENDING)) >= _LONGEST:
        code = f"~{zlib.crc32(os.fsencode(path.name)):08x}"
        while len(os.fsencode(name + code + _ENDING)) >= _LONGEST:
            name = name[:-1]
        name += code
    yield path.with_name(name + _ENDING)
    for number in range(2, _NAMES + 1):
        yield path.with_name(f"{name}{_ENDING}{number}")


@contextlib.contextmanager
def opened(path: Path, flags: int, files: Filesystem, mode: int = 0o600) -> Iterator[int]:
    """A descriptor that is closed in the end."""
    descriptor = files.open(path, flags, mode)
    try:
        yield descriptor
    finally:
        with contextlib.suppress(OSError):  # what had to reach the disk has been synced before
            files.close(descriptor)


@contextlib.contextmanager
def temporary(path: Path, files: Filesystem) -> Iterator[Temporary]:
    """A new, marked and locked temporary file for `path`, removed again if the writing fails."""
    place, descriptor = _created(path, files)
    is_kept = False
    try:
        if not files.lock(descriptor):
            is_kept = True
            raise TryAgainError("another program is writing to it")
        with contextlib.suppress(OSError):  # there are file systems without attributes
            files.set_attribute(descriptor, MARK, b"1")
        require_same(place, files.fstat(descriptor), files)
        yield Temporary(place, descriptor)
    except BaseException:
        if not is_kept:
            _remove(place, descriptor, files)
        raise
    finally:
        with contextlib.suppress(OSError):
            files.close(descriptor)


def _remove(place: Path, descriptor: int, files: Filesystem) -> None:
    """Remove the temporary file if the name is still its own: it may have got another one."""
    with contextlib.suppress(OSError):
        made, found = files.fstat(descriptor), files.stat(place)
        if (made.st_dev, made.st_ino) == (found.st_dev, found.st_ino):
            remove_name(place, files)


def remove_name(place: Path, files: Filesystem) -> OSError | None:
    """Remove a name of ours; what fails once, as by a signal, is tried again. Gives the error that stays."""
    left = None
    for _ in range(_TRIES):
        try:
            files.unlink(place)
        except FileNotFoundError:
            return None
        except OSError as error:
            left = error
        else:
            return None
    return left


def _created(path: Path, files: Filesystem) -> tuple[Path, int]:
    for place in temporary_names(path):
        try:
            return place, files.open(place, NEW, _MARKED)
        except FileExistsError:
            if _remove_stale(place, files):
                return place, files.open(place, NEW, _MARKED)
    raise TryAgainError(f"the names {path.name} is first written under are taken by other files")


def _remove_stale(place: Path, files: Filesystem) -> bool:
    """Remove a temporary file whose writer is dead; a living one holds its lock.

    False: it is somebody's own.
    """
    try:
        with opened(place, os.O_RDONLY, files) as stale:
            if not files.lock(stale):
                raise TryAgainError("another program is writing to it")
            found = files.fstat(stale)
            if not _is_marked(stale, found, files):
                return False
            require_same(place, found, files)
            files.unlink(place)
            return True
    except FileNotFoundError:  # gone meanwhile
        return True
    except OSError:  # no file that can be looked into
        return False


def _is_marked(descriptor: int, found: os.stat_result, files: Filesystem) -> bool:
    """Whether a file is one of ours, or has nothing in it that could be lost."""
    if not stat.S_ISREG(found.st_mode):
        return False
    return found.st_size == 0 or bool(found.st_mode & stat.S_ISVTX) or MARK in files.attributes(descriptor)


def require_same(path: Path, seen: os.stat_result, files: Filesystem) -> None:
    """That the file seen is still the one at `path`, and nothing has been written to it."""
    try:
        found = files.stat(path)
    except FileNotFoundError:  # an editor that first moves the old file away and then saves
        raise TryAgainError("the file has gone") from None
    if (found.st_dev, found.st_ino) != (seen.st_dev, seen.st_ino):
        raise TryAgainError("another program keeps replacing it")
    if (found.st_size, found.st_mtime_ns) != (seen.st_size, seen.st_mtime_ns):
        raise TryAgainError("another program keeps changing it")
