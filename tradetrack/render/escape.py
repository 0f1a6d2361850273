"""Text from outside, made harmless for a screen or a picture."""

from __future__ import annotations

import unicodedata

from tradetrack.core.names import plain_names

# The joiners of Persian, Sinhala and other scripts: unseen, but letters of words, and harmless.
_JOINERS = "\u200c\u200d"
_SIGNS = str.maketrans({"≈": "~", "…": "...", "−": "-", "’": "'"})
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def visible(text: str) -> str:
    r"""`text` with every control, format, private or unassigned character spelt out: `\x1b`, `\u202e`.

    Applies to the Unicode categories Cc, Cf, Cs, Co, Cn, Zl and Zp, but for the joiners of letters.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_spelt(c) if unicodedata.category(c) in _UNSEEN and c not in _JOINERS else c for c in text)


def _spelt(character: str) -> str:
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def in_encoding(text: str, encoding: str) -> str:
    """The text with what `encoding` lacks spelt in another way, so that its width is known.

    Our own signs and names of economies have a spelling in ASCII; any other character is spelt out.
    """
    if text.isascii() or can_encode(text, encoding):
        return text
    text = text.translate(_SIGNS)
    if can_encode(text, encoding):
        return text
    for name, plain in plain_names().items():
        text = text.replace(name, plain)
    return text.encode(encoding, "backslashreplace").decode(encoding)


def can_encode(text: str, encoding: str) -> bool:
    """Whether `encoding` has all characters of `text`."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
