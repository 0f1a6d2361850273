"""Typer's commands without the cost of coercing options that were not given.

To coerce a value, even a default, typer imports pydantic, which takes a fifth as long as pandas. A default
is what its option says it is, so it is left alone; a given value goes typer's way.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from typer.core import TyperCommand, TyperGroup


class Command(TyperCommand):
    """A command whose defaults are taken as they are."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters, as typer makes them but for that."""
        return [_taking_defaults(parameter) for parameter in super().get_params(ctx)]


class Group(TyperGroup):
    """A group of commands whose own defaults are taken as they are."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters, as typer makes them but for that."""
        return [_taking_defaults(parameter) for parameter in super().get_params(ctx)]


def _taking_defaults(parameter: Any) -> Any:
    if not isinstance(parameter.process_value, partial):
        parameter.process_value = partial(_process, parameter, parameter.process_value)
    return parameter


def _process(parameter: Any, coerce: Callable[[Any, Any], Any], context: Any, value: Any) -> Any:
    """As `Parameter.process_value`, without `coerce` for a value that was not given."""
    if parameter.required or (value is not None and value != parameter.default):
        return coerce(context, value)
    return parameter.callback(context, parameter, value) if parameter.callback else value
