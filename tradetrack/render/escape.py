"""Text from outside, made harmless for a screen or a picture."""

from __future__ import annotations

import re
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


# What the runners of GitHub, Azure and TeamCity (anywhere in a line), GitLab and Travis (at its start) obey.
_HASHES = r"##(?:\[|vso\[|teamcity\[)"
_ANYWHERE = re.compile(f"#(?={_HASHES[1:]})")
_WORDS = rf"::|{_HASHES}|section_(?:start|end):|travis_(?:fold|time):"
_AT_START = re.compile(rf"(\A|[\r\n])([^\S\r\n]*)(?={_WORDS})(.)")


def harmless(text: str) -> str:
    r"""Printed lines without what a CI runner takes for a command: `\x3a:error::` for `::error::`.

    Applies to output for people.
    """
    return harmless_lines(_ANYWHERE.sub(r"\\x23", text) if "##" in text else text)


def harmless_lines(text: str) -> str:
    """As `harmless`, for what stands at the start of a line alone: it changes no more than it must."""
    if not any(sign in text for sign in ("::", "##", "section_", "travis_")):
        return text
    return _AT_START.sub(lambda match: f"{match[1]}{match[2]}\\x{ord(match[3]):02x}", text)


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
