"""Documents as JSON: two blanks a level, as the standard library writes it, at a third of its time.

Its own encoder goes through a generator a level and a number; a document of many series has millions of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from json.encoder import encode_basestring, encode_basestring_ascii
from typing import Any, NamedTuple

from tradetrack.core.lazy import Made
from tradetrack.reports.outlook_json import OutlookJson

_STEP = "  "
_PARTS = 1 << 13  # of text that are joined at once
_PLAIN: dict[type, Callable[[Any], str]] = {
    int: int.__repr__,
    bool: lambda value: "true" if value else "false",
    type(None): lambda _: "null",
}


def encoded(document: Any, escaped: bool = False) -> Iterator[str]:
    """The document as lines of JSON, in pieces; all text in ASCII if `escaped`.

    A list that is `Made` is read only then, an item at a time. Raises ValueError for a number that is none or
    without end, TypeError for what JSON does not know.
    """
    parts: list[str | _Later] = []
    _Writer(parts.append, encode_basestring_ascii if escaped else encode_basestring).write(document, "\n")
    parts.append("\n")
    return _joined(parts)


class _Later(NamedTuple):
    """A list to write when the text before it has gone."""

    items: Made[Any]
    start: str
    writer: _Writer

    def pieces(self) -> Iterator[str]:
        """Its text."""
        inner, lead = self.start + _STEP, "["
        parts: list[str | _Later] = []
        self.writer.out = parts.append
        for item in self.items:
            parts.append(lead + inner)
            self.writer.write(item, inner)
            lead = ","
            if len(parts) > _PARTS:
                yield from _joined(parts)
                parts.clear()
        parts.append(f"{self.start}]" if lead == "," else "[]")
        yield from _joined(parts)


def _joined(parts: Iterable[str | _Later]) -> Iterator[str]:
    run: list[str] = []
    for part in parts:
        if isinstance(part, str):
            run.append(part)
        else:
            yield "".join(run)
            run.clear()
            yield from part.pieces()
    yield "".join(run)


class _Writer:
    """Hands the text of values to `out`, piece by piece."""

    def __init__(self, out: Callable[[str | _Later], None], quoted: Callable[[str], str]) -> None:
        self.out = out
        self.quoted = quoted
        self.keys: dict[str, str] = {}

    def write(self, value: Any, start: str) -> None:
        """Write a value; `start` begins a line that is as far to the right as the one it stands in."""
        if type(value) is dict:
            self._write_object(value, start)
        elif type(value) in (list, tuple):
            self._write_array(value, start)
        elif type(value) is OutlookJson:
            self.out(value.text(start))
        elif type(value) is Made:
            self.out(_Later(value, start, self))
        else:
            self.out(self._plain(value))

    def _write_object(self, value: dict[str, Any], start: str) -> None:
        if not value:
            self.out("{}")
            return
        inner, lead, out = start + _STEP, "{", self.out
        for key, item in value.items():
            name = self.keys.get(key) or self.keys.setdefault(key, f"{self.quoted(key)}: ")
            kind = type(item)
            if kind is str:
                out(f"{lead}{inner}{name}{self.quoted(item)}")
            elif kind in (dict, list, tuple, OutlookJson, Made):
                out(f"{lead}{inner}{name}")
                self.write(item, inner)
            else:
                out(f"{lead}{inner}{name}{self._plain(item)}")
            lead = ","
        out(start + "}")

    def _write_array(self, value: list[Any] | tuple[Any, ...], start: str) -> None:
        if not value:
            self.out("[]")
            return
        inner, lead = start + _STEP, "["
        for item in value:
            self.out(lead + inner)
            self.write(item, inner)
            lead = ","
        self.out(start + "]")

    def _plain(self, value: Any) -> str:
        kind = type(value)
        if kind is float and value - value == 0:
            return float.__repr__(value)
        write = _PLAIN.get(kind)
        if write is not None:
            return write(value)
        return self.quoted(value) if kind is str else json.dumps(value, allow_nan=False)
