"""An SVG that says what it shows: to a screen reader, and as the tooltip of a browser."""

from __future__ import annotations

import hashlib
import re
from xml.sax.saxutils import escape

_OPEN = re.compile(rb"<svg [^>]*>")
_SIZE = re.compile(rb'width="[0-9.]+pt" height="[0-9.]+pt"')


def described(svg: bytes, title: str, description: str, size: tuple[int, int]) -> bytes:
    """The SVG in pixels with a title and a description, marked as one image that they name."""
    svg = _SIZE.sub(b'width="%d" height="%d"' % size, svg, count=1)
    mark = salt(title, description)[:8]
    found = _OPEN.search(svg)
    if found is None:
        return svg
    names = f' role="img" aria-labelledby="title-{mark} desc-{mark}">'
    named = (("title", title), ("desc", description))
    words = "".join(f'\n <{tag} id="{tag}-{mark}">{escape(text)}</{tag}>' for tag, text in named)
    return (
        svg[: found.end() - 1]
        + names.encode("ascii", "xmlcharrefreplace")
        + words.encode("utf-8")
        + svg[found.end() :]
    )


def salt(title: str, description: str) -> str:
    """A word of its own for each chart: two of them on one page must not share the ids of their parts."""
    return hashlib.sha256(f"{title}\n{description}".encode()).hexdigest()
