"""Recipes: how a table was read, kept in TOML, so that the next one of its kind is read in the same way.

A recipe is a contract: a file that differs from the one it was made for, in its columns, sheets or words for
the unit, is refused with the differences. It is written so that a person can read and edit it:

    [cells]
    up-left = "partner"
    up = "flow"
    left = { Month = "period" }
"""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any, NamedTuple

from tradetrack.core.errors import RequestError
from tradetrack.sources.fingerprint import Fingerprint, differences, fingerprint, is_period_name
from tradetrack.sources.grid import tables_of
from tradetrack.sources.layout import (
    BOTH,
    COLUMNS_ARE,
    NOTHING,
    REPORTERS,
    Layout,
    checked_columns_are,
    unit_of,
)
from tradetrack.sources.reading import Choice, File

_VERSION = 1
_Keys = dict[str, type[object] | tuple[type[object], ...]]
_TABLE: _Keys = {
    "unit": str, "decimal": str, "header": int, "sheet": (str, int), "encoding": str, "source": str,
    "year_start": int, "sum_over": str, "fixed_period": str, "partner_code": str, "value": list,
    "where": dict,
}  # fmt: skip
_CHOICE: _Keys = {"pair": list, "reporter": str, "flow": str, "scope": str, "skip": list}
_LEFT = ("period", "month", "partner", "reporter", "flow")
_CELLS = ("up-left", "up", "left", "left-up", "sheet-name")
_PRINT: _Keys = {"columns": list, "sheets": list, "unit_text": list}
_ABOUT = (
    "How `tradetrack import FILE --recipe THIS` reads a table. A file that differs in what stands under",
    "[fingerprint] is refused. up: above the value; up-left: above it, or to the left of there; left: in its",
    "row; left-up: in its row, or above there.",
)


class Recipe(NamedTuple):
    """How a file is read, and what it is held to."""

    choice: Choice
    print: Fingerprint


def recipe_of(file: File, choice: Choice) -> Recipe:
    """The recipe of a file that was read by a choice; the next file is of the same source as this one.

    A sheet that is called by its month is named by its place, as the next one has another name.
    """
    sheet = choice.layout and choice.layout.sheet
    if choice.layout and isinstance(sheet, str) and is_period_name(sheet):
        names = [table.name for table in tables_of(file, choice.layout._replace(sheet=None))]
        choice = choice._replace(layout=choice.layout._replace(sheet=names.index(sheet) + 1))
    if choice.layout and not choice.layout.source:
        choice = choice._replace(layout=choice.layout._replace(source=file.name))
    return Recipe(choice, fingerprint(file, choice.layout))


def require_match(recipe: Recipe, name: str, file: File) -> None:
    """That a file is like the one a recipe was made for. Raises RequestError with every difference."""
    try:
        new = fingerprint(file, recipe.choice.layout)
    except RequestError as error:
        lines = [error.message]
    else:
        lines = differences(recipe.print, new)
    if lines:
        details = [f"{file.name}: {line}" for line in lines]
        message = f"{file.name} is not as {name} has it; look at it, then edit the recipe or save a new one"
        raise RequestError(message, "recipe", details=details)


def written(recipe: Recipe) -> str:
    """A recipe as TOML."""
    layout, choice = recipe.choice.layout, recipe.choice
    parts = ["\n".join(f"# {line}" for line in _ABOUT), f"version = {_VERSION}"]
    if layout is not None:
        table = {name: getattr(layout, name) for name in _TABLE} | {"where": dict(layout.where)}
        parts += [_section("table", table), _section("cells", _cells(layout))]
    parts.append(_section("choice", {name: getattr(choice, name) for name in _CHOICE}))
    parts.append(_section("fingerprint", recipe.print._asdict()))
    return "\n\n".join(part for part in parts if part) + "\n"


def _cells(layout: Layout) -> dict[str, object]:
    """In which direction of a value stands what it is of."""
    above = [_singular(kinds) for kinds in layout.above]
    found: dict[str, object] = {}
    if len(above) > 1:
        found["up-left"] = above[0] if len(above) == 2 else above[:-1]
    if above:
        found["up"] = above[-1]
    for direction, is_filled in (("left", False), ("left-up", True)):
        columns = {getattr(layout, kind): kind for kind in _LEFT if getattr(layout, kind)}
        mine = {name: kind for name, kind in columns.items() if (name in layout.filled) is is_filled}
        if mine:
            found[direction] = mine
    return found | ({"sheet-name": _singular(layout.sheets)} if layout.sheets else {})


def _singular(kinds: str) -> str:
    return " and ".join(kind.removesuffix("s") for kind in kinds.split(BOTH))


def _section(name: str, values: dict[str, Any]) -> str:
    lines = [f"{key} = {_toml(value)}" for key, value in values.items() if value not in (None, (), {}, [])]
    return "\n".join([f"[{name}]", *lines]) if lines else ""


def _toml(value: object) -> str:
    if isinstance(value, dict):
        pairs = [f"{_key(key)} = {_toml(each)}" for key, each in value.items()]
        return f"{{ {', '.join(pairs)} }}"
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(_toml, value))}]"
    return (
        str(value)
        if isinstance(value, int)
        else json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
    )


def _key(text: str) -> str:
    return text if re.fullmatch(r"[A-Za-z0-9_-]+", text) else _toml(text)


def parsed(text: str, name: str) -> Recipe:
    """The recipe in a text. Raises RequestError for what is none, naming the key at fault."""
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise RequestError(f"{name} is not a recipe: {error}", "recipe") from None
    if document.pop("version", None) != _VERSION:
        raise RequestError(f"{name} is not a recipe of this program: it lacks version = {_VERSION}", "recipe")
    _require_keys(document, dict.fromkeys(("table", "cells", "choice", "fingerprint"), dict), name)
    found = {part: document.get(part, {}) for part in ("table", "cells", "choice", "fingerprint")}
    for part, keys in (("table", _TABLE), ("choice", _CHOICE), ("fingerprint", _PRINT)):
        _require_keys(found[part], keys, f"{name}: [{part}]")
    _require_keys(found["cells"], dict.fromkeys(_CELLS, object), f"{name}: [cells]")
    said = Fingerprint(
        **{key: tuple(value) for key, value in ({"columns": []} | found["fingerprint"]).items()}
    )
    choice: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in found["choice"].items()
    }
    layout = _layout(found["table"], found["cells"], said, name) if found["table"] else None
    return Recipe(Choice(**choice, layout=layout), said)


def _require_keys(found: dict[str, Any], known: _Keys, where: str) -> None:
    for key, value in found.items():
        if key not in known:
            raise RequestError(f"{where} has {key!r}; it can have {', '.join(known)}", "recipe")
        if not isinstance(value, known[key]) or isinstance(value, bool):
            raise RequestError(f"{where} has {key} = {value!r}, of the wrong kind", "recipe")
        if isinstance(value, list) and key not in _CELLS and not all(isinstance(one, str) for one in value):
            raise RequestError(f"{where} has {key} = {value!r}, where texts are wanted", "recipe")


def _layout(table: dict[str, Any], cells: dict[str, Any], said: Fingerprint, name: str) -> Layout:
    fields: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in table.items()
    }
    fields["where"] = tuple((column, str(value)) for column, value in table.get("where", {}).items())
    above = [_plural(word, name) for word in (*_listed(cells.get("up-left")), *_listed(cells.get("up")))]
    fields["columns_are"] = checked_columns_are(",".join(above)) if above else None
    sheets = cells.get("sheet-name")
    fields["sheets"] = _plural(sheets, name) if sheets else None
    filled = []
    for direction in ("left", "left-up"):
        columns = cells.get(direction, {})
        if isinstance(columns, str):  # the first column, the only one that needs no name
            columns = {said.columns[0] if said.columns else "column A": columns}
        for column, kind in dict(columns).items():
            if kind not in _LEFT:
                raise RequestError(
                    f"{name}: [cells] has {direction} {kind!r}; write one of {', '.join(_LEFT)}", "recipe"
                )
            fields[kind] = column
            filled += [column] if direction == "left-up" else []
    if fields.get("decimal", ".") not in (".", ","):
        raise RequestError(f"{name}: [table] has decimal = {fields['decimal']!r}; write '.' or ','", "recipe")
    unit_of(fields.get("unit"))
    return Layout(**fields, filled=tuple(filled))


def _listed(value: object) -> list[object]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _plural(word: object, name: str) -> str:
    kinds = [part.strip() for part in str(word).replace(" and ", BOTH).split(BOTH)]
    plural = [kind if kind == NOTHING else f"{kind}s" for kind in kinds]
    if not {*plural} <= {*COLUMNS_ARE, REPORTERS, NOTHING}:
        raise RequestError(f"{name}: [cells] has {word!r}; write partner, period, flow or reporter", "recipe")
    return BOTH.join(plural)
