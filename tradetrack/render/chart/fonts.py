"""Fonts for a picture: the one that ships with matplotlib, others only for characters it lacks."""

from __future__ import annotations

from matplotlib import font_manager
from matplotlib.ft2font import FT2Font

from tradetrack.render.escape import visible

DEFAULT_FAMILY = "DejaVu Sans"
GENERIC = "sans-serif"  # whatever the reader of an SVG has
_NAMED = 8  # characters that a message names
_NO_GLYPHS = "Last Resort"  # claims every character and draws a box for it


def families_for(characters: set[str]) -> tuple[list[str], list[str]]:
    """The font families, in order, for characters that the default lacks; what to say of those none has."""
    missing = set(characters)
    families = [DEFAULT_FAMILY]
    if missing:
        for font in sorted(font_manager.fontManager.ttflist, key=lambda font: (font.name, font.fname)):
            found = _found(missing, font.fname)
            if found and not font.name.startswith(_NO_GLYPHS):
                families.append(font.name)
                missing -= found
            if not missing:
                break
    if not missing:
        return families, []
    named = [f"{c} (U+{ord(c):04X})" for c in sorted(missing)]
    if len(named) <= _NAMED:
        return families, [f"no font on this machine has {', '.join(named)}; a box stands in its place"]
    first = f"{', '.join(named[:_NAMED])} and {len(named) - _NAMED} more characters"
    return families, [f"no font on this machine has {first}; install one that has, or draw an SVG"]


def lacking(text: str) -> set[str]:
    """The characters of `text` that the font which ships with matplotlib has not."""
    characters = {c for c in visible(text) if not c.isascii()}
    return characters - _found(characters, font_manager.findfont(DEFAULT_FAMILY)) if characters else set()


def _found(characters: set[str], path: str) -> set[str]:
    """Those of the characters that a font has."""
    font = FT2Font(path)
    return {c for c in characters if font.get_char_index(ord(c))}
