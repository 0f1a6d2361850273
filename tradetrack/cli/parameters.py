"""Typer's commands without the cost of its way of coercing values.

To coerce any value, a default and a plain text too, typer imports pydantic, which takes a fifth as long as
pandas. A default is what its option says it is, a text is what was typed, a choice is one of its words, and a
parser of ours does all that there is to do. Every other value goes typer's way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from typer import BadParameter
from typer.core import TyperCommand, TyperGroup

from tradetrack.core.numerals import listed


class Command(TyperCommand):
    """A command whose values are coerced only where they have to be."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters, as typer makes them but for that."""
        return [_sparing(parameter) for parameter in super().get_params(ctx)]


class Group(TyperGroup):
    """A group of commands whose own values are coerced only where they have to be."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters, as typer makes them but for that."""
        return [_sparing(parameter) for parameter in super().get_params(ctx)]


def _sparing(parameter: Any) -> Any:
    if not isinstance(parameter.process_value, partial):
        parameter.process_value = partial(_process, parameter, parameter.process_value)
    return parameter


def _process(parameter: Any, coerce: Callable[[Any, Any], Any], context: Any, value: Any) -> Any:
    """As `Parameter.process_value`, by `coerce` only where the value needs it."""
    if value is not None and value != parameter.default:
        convert = _converter(parameter.type_descriptor)
        if convert is None:
            return coerce(context, value)
        value = [convert(item) for item in value] if isinstance(value, list | tuple) else convert(value)
    elif parameter.required:
        return coerce(context, value)
    return parameter.callback(context, parameter, value) if parameter.callback else value


def _converter(described: Any) -> Callable[[str], Any] | None:
    """What makes a value of the text that was typed; None where only typer knows."""
    if described.parameter_info.parser:
        parser: Callable[[str], Any] = described.parameter_info.parser
        return parser
    if described.choices:
        return partial(_chosen, described.choices)
    return str if described.annotation in (str, list[str]) else None


def _chosen(words: Sequence[str], text: str) -> str:
    if text not in words:
        raise BadParameter(f"{text!r} is not one of {listed(words, 'or')}")
    return text
