"""JSON, XML and HTML of no source that is known better."""

from __future__ import annotations

import re

from tradetrack.sources.head import Head
from tradetrack.sources.source import Source

_JSON = re.compile(r'\s*(?:\{\s*["}]|\[\s*[\[{"0-9\]])')
_XML = re.compile(r"\s*<(\?xml|!doctype|html|[a-z_][\w.:-]*[\s/>])", re.IGNORECASE)
_HTML = re.compile(r"<(?:!doctype html|html|table)\b", re.IGNORECASE)


def form(head: Head) -> str | None:
    """`JSON`, `XML`, or `HTML`; None for another file."""
    if _JSON.match(head.text):
        return "JSON"
    if _XML.match(head.text):
        return "HTML" if _HTML.search(head.text[:2000]) else "XML"
    return None


SOURCE = Source(
    kind="JSON or XML",
    recognise=lambda head: form(head) is not None and "sdmx.org" not in head.text.lower(),
    describe=lambda head: "a web page (HTML)" if form(head) == "HTML" else f"{form(head)}",
    by_hand="write its figures as CSV, with a header period,value (and pair, flow, unit) and a line a figure",
    is_general=True,
)
