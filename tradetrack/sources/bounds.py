"""What no file to import may be: an archive, XML that declares entities, bytes that are no text."""

from __future__ import annotations

from tradetrack.core.errors import AccessError
from tradetrack.sources.head import Head

_ARCHIVES = (b"PK", b"\x1f\x8b", b"BZh", b"7z\xbc\xaf\x27\x1c", b"\xfd7zXZ", b"Rar!", b"\x28\xb5\x2f\xfd")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
DECLARED = (b"<!ENTITY", b"<!DOCTYPE")


def require_readable(head: Head) -> None:
    """That a file can be read without unpacking, fetching or expanding anything. Raises AccessError.

    A workbook, which is an archive too, is measured where it is opened (`workbook_parts`).
    """
    if head.data.startswith(_ARCHIVES) and not head.parts:
        raise AccessError(f"{head.name}: an archive, and no workbook; unpack it, and import the files in it")
    text = head.text.lstrip("\ufeff \t\r\n")
    if text.startswith("<") and "<!ENTITY" in text.upper():
        raise entities_declared(head.name)
    if b"\0" in head.data and not (head.data.startswith(_UTF_16) or head.parts or head.is_old_workbook):
        raise AccessError(f"{head.name}: has NUL bytes, so it is no text; save it as CSV in UTF-8")


def entities_declared(name: str) -> AccessError:
    """The error for XML whose entities could grow without bound, or lie outside the file."""
    return AccessError(
        f"{name}: its XML declares entities or a document type, which can grow without bound or lie outside "
        "the file, and which no office's file has; it is not read"
    )
