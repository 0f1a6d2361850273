"""The texts of the script of a page, which has none itself, and how its language writes numbers."""

from __future__ import annotations

import json

from tradetrack.render.page.picture import palette
from tradetrack.reports.language import Language


def script_words(language: Language) -> str:
    """The texts by the names that `script.js` has for them, as JSON; fields in braces are filled in there.

    With them go the colours that a picture has when it is kept.
    """
    fields = {name: f"{{{name}}}" for name in ("column", "rows", "all", "title", "value", "year", "years")}
    fields |= {name: f"{{{name}}}" for name in ("rate", "period", "unit", "words")}

    sample = language.number("1,234,567.8")
    words: dict[str, str | dict[str, str]] = {
        "colors": {name: light.lower() for name, (light, _) in palette().items()},
        "group": sample[1],
        "point": sample[-2],
        "percent": language.number("1 %")[1:],
        "up": language.phrase("Sorted by {column}, ascending", **fields),
        "down": language.phrase("Sorted by {column}, descending", **fields),
        "left": language.phrase("{rows} of {all} rows", **fields),
        "copied": language.phrase("{rows} rows are copied", **fields),
        "refused": language.phrase("The browser refused to copy; select the table and copy it"),
        "note": language.phrase("{column}: note", **fields),
        "keys": language.phrase("{title}. Left and right arrow keys read the values.", **fields),
        "svg": language.phrase("Chart as SVG"),
        "png": language.phrase("Chart as PNG"),
        "never": language.phrase("{value} is never reached", **fields),
        "late": language.phrase("{value} after more than 1000 years", **fields),
        "in": language.phrase("{value} in {year}", **fields),
        "doubles": language.phrase("doubles in {years} years", **fields),
        "constant": language.phrase("never doubles"),
        "legend": language.phrase("What if it grew at another rate from {period}? ({unit})", **fields),
        "growth": language.phrase("Growth a year:"),
        "aloud": language.phrase("{rate} a year", **fields),
    }
    return json.dumps(words, ensure_ascii=False, separators=(",", ":"))
