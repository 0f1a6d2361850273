"""Sizes of memory as people write them."""

from __future__ import annotations

import re

_SIZE = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,3})?) ?(MB|GB|TB)", re.IGNORECASE)
_BYTES = {"MB": 10**6, "GB": 10**9, "TB": 10**12}
_LEAST = 100 * 10**6


def memory_size(size: str | int) -> int:
    """A size such as `4GB`, or a number of bytes, in bytes. Raises ValueError for less than 100 MB."""
    if isinstance(size, str):
        match = _SIZE.fullmatch(size.strip())
        found = int(float(match[1]) * _BYTES[match[2].upper()]) if match else 0
    else:
        found = size
    if found < _LEAST:
        raise ValueError(f"{size!r} is not a size of at least 100 MB, such as 4GB")
    return found
