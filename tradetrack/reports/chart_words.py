"""What may be asked of the words of a chart: a title, its language, own words for any text."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, Literal, TypeVar

from tradetrack.core.errors import RequestError
from tradetrack.core.numerals import listed
from tradetrack.reports.language import ENGLISH, Language

PathsName = Literal["given", "none", "all"]
PATHS: tuple[PathsName, ...] = ("all", "given", "none")
_TEXTS = ("title", "subtitle", "foot", "label", "name", "latest")  # the fields that hold a text
_SHOWN = 5  # texts that a message names
Spec = TypeVar("Spec")


@dataclass(frozen=True)
class ChartWords:
    """The words of a chart: its title and subtitle (None: ours), its language, and own words.

    `paths` are those that are drawn: all, those at a given growth, or none. `labels` has own words for texts
    of the chart, as they stand in it. Raises RequestError.
    """

    title: str | None = None
    subtitle: str | None = None
    paths: str = "all"
    language: Language = ENGLISH
    labels: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.paths not in PATHS:
            raise RequestError(f"{self.paths!r} is not one of {listed(PATHS, 'or')}", "paths")


NO_WORDS = ChartWords()


def parse_labels(data: bytes, name: str) -> dict[str, str]:
    """Own words for texts of a chart: a TOML file of `"text of the chart" = "own words"`.

    Raises RequestError that names the file.
    """
    try:
        found = tomllib.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        message = f'{name}: {error}; write a line "text of the chart" = "own words" for each text'
        raise RequestError(message, "labels") from None
    for key, value in found.items():
        if not isinstance(value, str):
            raise RequestError(f'{name}: {key} is not a text; write "{key}" = "own words"', "labels")
    return found


def with_labels(spec: Spec, labels: Mapping[str, str]) -> Spec:
    """The spec with own words in the place of its texts. Raises RequestError for words of no text in it."""
    if not labels:
        return spec
    known = list(dict.fromkeys(_texts(spec)))
    for text in labels:
        if text not in known:
            near = difflib.get_close_matches(text, known, n=1, cutoff=0.4)
            hint = f"did you mean {near[0]!r}?" if near else f"there are {_named(known)}"
            raise RequestError(f"the chart has no text {text!r}; {hint}", "labels")
    mapped: Spec = _mapped(spec, labels)
    return mapped


def _named(known: Sequence[str]) -> str:
    more = [f"{len(known) - _SHOWN} more"] if len(known) > _SHOWN else []
    return listed([*map(repr, known[:_SHOWN]), *more])


def _texts(part: Any) -> list[str]:
    """All texts of a spec, in its order."""
    if isinstance(part, tuple) and not hasattr(part, "_fields"):
        return [text for item in part for text in _texts(item)]
    found: list[str] = []
    for name, value in _fields(part):
        if isinstance(value, str):
            found += [value] if name in _TEXTS and value else []
        else:
            found += _texts(value)
    return found


def _mapped(part: Any, labels: Mapping[str, str]) -> Any:
    """A spec, or a part of one, with own words."""
    if isinstance(part, tuple) and not hasattr(part, "_fields"):
        return tuple(_mapped(item, labels) for item in part)
    own = _fields(part)
    if not own:
        return part
    new = {
        name: (labels.get(value, value) if name in _TEXTS else value)
        if isinstance(value, str)
        else _mapped(value, labels)
        for name, value in own
    }
    return part._replace(**new) if hasattr(part, "_replace") else replace(part, **new)


def _fields(part: Any) -> list[tuple[str, Any]]:
    """The fields of a named tuple or a frozen dataclass of ours, with their values; of anything else none."""
    if hasattr(part, "_fields"):
        return list(zip(part._fields, part, strict=True))
    if is_dataclass(part) and not isinstance(part, type | ChartWords):
        return [(item.name, getattr(part, item.name)) for item in fields(part)]
    return []
