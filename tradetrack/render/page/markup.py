"""Pieces of markup that are written without a template: text and attributes, escaped."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from tradetrack.render.escape import visible


def escaped(text: str) -> str:
    """Text as markup, with unseen characters spelt out."""
    return escape(visible(text), quote=True)


def attributes(given: Mapping[str, str | float]) -> str:
    """Attributes as they stand in a tag, each after a blank."""
    return "".join(f' {name}="{escape(str(value), quote=True)}"' for name, value in given.items())
