"""Typer's commands without the cost of its way of coercing values.

To coerce any value, a default and a plain text too, typer imports pydantic, which takes a fifth as long as
pandas. A default is what its option says it is, a text is what was typed, a choice is one of its words, and a
parser of ours does all that there is to do. Every other value goes typer's way.

Typer has no public place for this, so its parameter objects are asked for what they hold. Where one does not
hold it in the shape that is known here, as in another release, its value goes typer's way too: slower, never
broken.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from typer import BadParameter
from typer.core import TyperCommand, TyperGroup

from tradetrack.core.numerals import listed

NARROW = 60  # columns of a screen on which help stands below the names of the options
INDENT = 4
_NEEDED = ("process_value", "type_descriptor", "default", "required", "callback")


class Command(TyperCommand):
    """A command whose values are coerced only where they have to be."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters, as typer makes them but for that."""
        return [spared(parameter) for parameter in super().get_params(ctx)]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """The options as typer lists them, each above its help where the screen is narrow."""
        super().format_options(ctx, stacked_if_narrow(formatter))


class Group(TyperGroup):
    """A group of commands whose own values are coerced only where they have to be."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters, as typer makes them but for that."""
        return [spared(parameter) for parameter in super().get_params(ctx)]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """The options and commands as typer lists them, each above its help where the screen is narrow."""
        super().format_options(ctx, stacked_if_narrow(formatter))


def stacked_if_narrow(formatter: Any) -> Any:
    """The formatter; on a narrow screen the help of an option stands below its name."""
    write_list = getattr(formatter, "write_dl", None)
    if write_list and getattr(formatter, "width", NARROW) < NARROW:
        formatter.write_dl = partial(write_list, col_max=INDENT)
    return formatter


def spared(parameter: Any) -> Any:
    """The parameter, its values coerced only where needed; as it is where its shape is not the known one."""
    if not all(hasattr(parameter, name) for name in _NEEDED):
        return parameter
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
    parser: Callable[[str], Any] | None = getattr(getattr(described, "parameter_info", None), "parser", None)
    if parser:
        return parser
    choices = getattr(described, "choices", None)
    if choices:
        return partial(_chosen, choices)
    return str if getattr(described, "annotation", None) in (str, list[str]) else None


def _chosen(words: Sequence[str], text: str) -> str:
    if text not in words:
        raise BadParameter(f"{text!r} is not one of {listed(words, 'or')}")
    return text
