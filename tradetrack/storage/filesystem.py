"""The file operations of the write path, in one object, so that tests can make any of them fail."""

from __future__ import annotations

import errno
import fcntl
import os
import time
from pathlib import Path

_PAUSE = 0.005  # seconds between two looks at a file that somebody else has locked
_CHUNK = 1 << 20
_WITHOUT_ATTRIBUTES = (errno.ENOTSUP, errno.ENOSYS)


class Filesystem:
    """What the write path asks of the operating system; each method is one operation and raises OSError."""

    def resolve(self, path: str) -> Path:
        """The real path of an existing file, links followed."""
        return Path(os.path.realpath(path, strict=True))

    def stat(self, path: Path) -> os.stat_result:
        """What is at `path`, links not followed."""
        return path.lstat()

    def open(self, path: Path, flags: int, mode: int = 0o600) -> int:
        """A descriptor that no child inherits and no link leads astray."""
        return os.open(path, flags | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK, mode)

    def fstat(self, descriptor: int) -> os.stat_result:
        """What a descriptor stands for."""
        return os.fstat(descriptor)

    def lock(self, descriptor: int) -> bool:
        """Take the advisory lock of a file if nobody has it. It goes with the descriptor, or its process."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def read(self, descriptor: int) -> bytes:
        """The whole file, from its start."""
        parts, offset = [], 0
        while part := os.pread(descriptor, _CHUNK, offset):
            parts.append(part)
            offset += len(part)
        return b"".join(parts)

    def write(self, descriptor: int, data: memoryview) -> int:
        """Write some of `data`; how much."""
        return os.write(descriptor, data)

    def chown(self, descriptor: int, user: int, group: int) -> None:
        """Give the file to a user and a group."""
        os.fchown(descriptor, user, group)

    def chmod(self, descriptor: int, mode: int) -> None:
        """Set the permission bits."""
        os.fchmod(descriptor, mode)

    def attributes(self, descriptor: int) -> dict[str, bytes]:
        """The extended attributes of a file, its access control list among them; {} where there are none."""
        if not hasattr(os, "listxattr"):
            return {}
        try:
            return {name: os.getxattr(descriptor, name) for name in os.listxattr(descriptor)}
        except OSError as error:
            if error.errno in _WITHOUT_ATTRIBUTES:
                return {}
            raise

    def set_attribute(self, descriptor: int, name: str, value: bytes) -> None:
        """Give a file an extended attribute."""
        if not hasattr(os, "setxattr"):
            raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))
        os.setxattr(descriptor, name, value)

    def remove_attribute(self, descriptor: int, name: str) -> None:
        """Take an extended attribute from a file that has it."""
        os.removexattr(descriptor, name)

    def fsync(self, descriptor: int) -> None:
        """Wait until the disk has it."""
        os.fsync(descriptor)

    def link(self, source: Path, target: Path) -> None:
        """Give a file a second name, which nothing has yet."""
        os.link(source, target, follow_symlinks=False)

    def replace(self, source: Path, target: Path) -> None:
        """Put one file in the place of another, in one step."""
        source.replace(target)

    def unlink(self, path: Path) -> None:
        """Remove a file that is there."""
        path.unlink()

    def close(self, descriptor: int) -> None:
        """Close a descriptor."""
        os.close(descriptor)

    def now(self) -> float:
        """Seconds on a clock that only goes forward."""
        return time.monotonic()

    def pause(self) -> None:
        """Let somebody else finish."""
        time.sleep(_PAUSE)


REAL = Filesystem()
