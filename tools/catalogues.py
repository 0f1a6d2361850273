"""Compare the catalogues of the languages with the texts that the code and the templates have.

    python tools/catalogues.py

Prints, for each language, the texts that its catalogue lacks and those that nothing has any more, and exits
with 1 if there are any. A catalogue is `tradetrack/reports/locales/LANGUAGE.po`, which any editor for gettext
reads. A text that this program cannot find is an error: what is translated is a literal, or comes from a
constant.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import jinja2
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tradetrack.checks.finding import SEVERITIES
from tradetrack.core.vocabulary import DERIVED, STATUSES
from tradetrack.render.page import league, tables
from tradetrack.reports import language, league_total
from tradetrack.series import lineage, outcome, targets

PACKAGE = Path(__file__).parents[1] / "tradetrack"
LOCALES = PACKAGE / "reports" / "locales"
Message = str | tuple[str, str]
# The texts that an attribute can have, by its name.
WORDS: dict[str, tuple[str, ...]] = {
    "basis": DERIVED,
    "change": (lineage.DEADLINE_SET, lineage.DEADLINE_DROPPED),
    "name": tuple(
        column.name for column in (*league.LEAGUE, *tables.YEARS, *tables.TARGETS, *tables.FIGURES)
    ),
    "outcome": (outcome.OPEN, outcome.MET, outcome.MISSED, outcome.OVERTAKEN, outcome.UNKNOWN),
    "rating": (targets.ON_TRACK, targets.MODERATE, targets.INSUFFICIENT),
    "severity": SEVERITIES,
    "status": STATUSES,
    "why_not": league_total.WHY_NOT,
}


class UnknownTextError(Exception):
    """A text that is translated, and cannot be found."""


def messages() -> set[Message]:
    """All texts to translate: one that depends on a number is a pair."""
    found: set[Message] = set(_of_templates())
    for path in PACKAGE.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        if "language" in source:
            found |= set(_Module(path, ast.parse(source)).messages())
    return found


def _of_templates() -> Iterator[str]:
    environment = jinja2.Environment(autoescape=True)
    for path in PACKAGE.rglob("*.html"):
        tree = environment.parse(path.read_text(encoding="utf-8"))
        for call in tree.find_all(jinja2.nodes.Call):
            if isinstance(call.node, jinja2.nodes.Name) and call.node.name == "t":
                yield call.args[0].as_const()


class _Module:
    """A module of the package, with the values of its names."""

    def __init__(self, path: Path, tree: ast.Module) -> None:
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        self._values, self._tree, self._path = vars(import_module(".".join(parts))), tree, path

    def messages(self) -> Iterator[Message]:
        functions = [node for node in ast.walk(self._tree) if isinstance(node, ast.FunctionDef)]
        for function in functions:
            for node in ast.walk(function):
                if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                    continue
                if node.func.attr == "phrase":
                    yield from self._texts(node.args[0], function)
                elif node.func.attr == "counted":
                    yield from self._pairs(node.args, function)

    def _pairs(self, given: list[ast.expr], function: ast.FunctionDef) -> Iterator[tuple[str, str]]:
        if isinstance(given[0], ast.Starred):
            found: list[Any] = list(self._texts(given[0].value, function))
            yield from found if isinstance(found[0], tuple) else [tuple(found)]
        else:
            forms = (list(self._texts(node, function)) for node in given[:2])
            yield from zip(*forms, strict=True)

    def _texts(self, node: ast.expr, function: ast.FunctionDef) -> Iterator[str]:
        """The texts that an argument can be."""
        match node:
            case ast.Constant(str(text)):
                yield text
            case ast.IfExp():
                yield from self._texts(node.body, function)
                yield from self._texts(node.orelse, function)
            case ast.Tuple(elts=parts) | ast.BoolOp(values=parts):
                for part in parts:
                    yield from self._texts(part, function)
            case ast.Attribute(attr=name) if name in WORDS:
                yield from WORDS[name]
            case ast.Subscript(value=table):
                yield from self._texts(table, function)
            case ast.Call(func=ast.Attribute(value=table, attr="get"), args=[_, *default]):
                for part in (table, *default):
                    yield from self._texts(part, function)
            case ast.Name(name):
                yield from self._named(node, name, function)
            case _:
                raise UnknownTextError(f"{self._path}:{node.lineno}: {ast.unparse(node)}")

    def _named(self, node: ast.expr, name: str, function: ast.FunctionDef) -> Iterator[str]:
        """The texts of a name: those that the function gives it, or its value in the module."""
        given = [
            step.value
            for step in ast.walk(function)
            if isinstance(step, ast.Assign | ast.AnnAssign | ast.NamedExpr) and step.value
            for target in (step.targets if isinstance(step, ast.Assign) else [step.target])
            if isinstance(target, ast.Name) and target.id == name
        ]
        known = self._values.get(name) or WORDS.get(name)
        if not given and known is None and name not in _PASSED_ON:
            raise UnknownTextError(f"{self._path}:{node.lineno}: {name}")
        for value in given:
            yield from self._texts(value, function)
        if not given and known is not None:
            yield from _values(known)


# Arguments of functions that pass on what they are given, which is a literal where they are called.
_PASSED_ON = {"message"}


def _values(known: Any) -> Iterator[str]:
    if isinstance(known, str):
        yield known
    else:
        yield from known.values() if isinstance(known, dict) else known


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
