"""More columns for a ledger, every byte of which stays in its place."""

from __future__ import annotations

import re
from collections.abc import Sequence

# A quote opens a field at its start alone; within a plain one it is a sign like any other.
_FIELD = rb'(?:"[^"]*+(?:""[^"]*+)*+"|[^",\r\n][^,\r\n]*+|)'
_RECORD = re.compile(rb"(?P<text>" + _FIELD + rb"(?:," + _FIELD + rb")*+)(?P<end>\r\n|\r|\n|\Z)")
_BOM = b"\xef\xbb\xbf"


def with_columns(ledger: bytes, names: Sequence[str]) -> bytes:
    """The bytes of a sound ledger with columns named at the end of its header, and empty in every row."""
    mark = _BOM if ledger.startswith(_BOM) else b""
    more = "".join(f",{name}" for name in names).encode()
    out = [mark]
    for record in _RECORD.finditer(ledger, len(mark)):
        text, end = record["text"], record["end"]
        if text.strip():
            out.append(text + more + end)
            more = b"," * len(names)
        else:
            out.append(text + end)
    return b"".join(out)
