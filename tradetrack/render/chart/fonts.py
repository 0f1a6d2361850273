"""Fonts for a picture: the one that ships with matplotlib, others only for characters it lacks."""

from __future__ import annotations

from matplotlib import font_manager
from matplotlib.ft2font import FT2Font

from tradetrack.render.escape import visible

DEFAULT_FAMILY = "DejaVu Sans"
_NO_GLYPHS = "Last Resort"  # claims every character and draws a box for it


def families_for(text: str) -> tuple[list[str], list[str]]:
    """The font families that `text` needs, in order, and what to say of characters that no font has."""
    missing = {c for c in visible(text) if not c.isascii()}
    families = [DEFAULT_FAMILY]
    missing -= _characters(font_manager.findfont(DEFAULT_FAMILY))
    if missing:
        for font in sorted(font_manager.fontManager.ttflist, key=lambda font: (font.name, font.fname)):
            found = missing & _characters(font.fname)
            if found and not font.name.startswith(_NO_GLYPHS):
                families.append(font.name)
                missing -= found
            if not missing:
                break
    if not missing:
        return families, []
    named = ", ".join(f"{c} (U+{ord(c):04X})" for c in sorted(missing))
    return families, [f"no font on this machine has {named}; a box stands in its place"]


def _characters(path: str) -> set[str]:
    return {chr(code) for code in FT2Font(path).get_charmap()}
