"""Compare the catalogues of the chart's languages with the texts that the code has.

    python tools/catalogues.py

Prints, for each language, the texts that its catalogue lacks and those that no code has any more, and exits
with 1 if there are any. A catalogue is `tradetrack/reports/locales/LANGUAGE.po`, which any editor for gettext
reads.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tradetrack.core.economies import BLOCS, ECONOMIES
from tradetrack.core.names import FLOW_WORDS
from tradetrack.core.vocabulary import DERIVED
from tradetrack.reports import language

PACKAGE = Path(__file__).parents[1] / "tradetrack"
LOCALES = PACKAGE / "reports" / "locales"
Message = str | tuple[str, str]


def messages() -> set[Message]:
    """All texts to translate: one that depends on a number is a pair."""
    found: set[Message] = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                if node.func.attr == "phrase":
                    found |= set(_texts(node.args[0]))
                elif node.func.attr == "counted" and len(node.args) > 1:
                    one, many = list(_texts(node.args[0])), list(_texts(node.args[1]))
                    found |= set(zip(one, many, strict=True))
    constants = (
        language.FLOW_SUBJECTS,
        language.SCOPED_SUBJECTS,
        language.SCALED,
        language.SCOPE_WORDS,
        FLOW_WORDS,
        ECONOMIES,
        BLOCS,
    )
    return found | {word for table in constants for word in table.values()} | {*DERIVED, language.DOLLARS}


def _texts(node: ast.expr) -> Iterator[str]:
    """The texts that an argument can be."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)


def catalogue(code: str) -> Catalog:
    """The catalogue of a language."""
    with (LOCALES / f"{code}.po").open("rb") as file:
        return read_po(file, locale=code)


def main() -> int:
    """Print what is missing and what is superfluous; returns the exit code."""
    wanted, code_of_exit = messages(), 0
    for code in language.LANGUAGES[1:]:
        known: dict[Any, Any] = {message.id: message.string for message in catalogue(code) if message.id}
        lacking = [text for text in wanted if text not in known or not all(_forms(known[text]))]
        for verb, texts in (("lacks", lacking), ("has for nothing", known.keys() - wanted)):
            for text in sorted(map(str, texts)):
                print(f"{code} {verb}: {text}")
                code_of_exit = 1
    return code_of_exit


def _forms(string: str | tuple[str, ...]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else string


if __name__ == "__main__":
    sys.exit(main())
