"""Typer's parameters are spared a coercion where their shape is known, and left alone where it is not."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from conftest import Run
from typer.core import TyperCommand

from tradetrack.cli import parameters

OWN = TyperCommand.get_params


def typers_way(context: object, value: object) -> tuple[object, object, str]:
    return context, value, "coerced"


def parameter(**changes: object) -> SimpleNamespace:
    described = SimpleNamespace(parameter_info=SimpleNamespace(parser=None), choices=None, annotation=str)
    parts = {"process_value": typers_way, "type_descriptor": described, "default": None, "required": False}
    return SimpleNamespace(**(parts | {"callback": None} | changes))


def test_a_text_is_what_was_typed() -> None:
    assert parameters.spared(parameter()).process_value("context", "x") == "x"


def test_a_value_of_a_type_that_only_typer_knows_goes_its_way() -> None:
    described = SimpleNamespace(parameter_info=SimpleNamespace(parser=None), choices=None, annotation=int)
    spared = parameters.spared(parameter(type_descriptor=described))
    assert spared.process_value("context", "3") == ("context", "3", "coerced")


@pytest.mark.parametrize("lacking", ["process_value", "type_descriptor", "default", "required", "callback"])
def test_a_parameter_of_another_shape_stays_as_it_is(lacking: str) -> None:
    other = parameter()
    delattr(other, lacking)
    before = dict(vars(other))
    assert vars(parameters.spared(other)) == before


@pytest.mark.parametrize("descriptor", [SimpleNamespace(), None, "text"])
def test_a_descriptor_of_another_shape_leaves_the_value_to_typer(descriptor: object) -> None:
    spared = parameters.spared(parameter(type_descriptor=descriptor))
    assert spared.process_value("context", "x") == ("context", "x", "coerced")


class Foreign:
    """A parameter of a release that keeps its parts elsewhere: only typer can work with it."""

    def __init__(self, own: Any) -> None:
        self._own = own

    def __getattr__(self, name: str) -> Any:
        if name == "type_descriptor":
            raise AttributeError(name)
        return getattr(self._own, name)


def test_a_command_runs_with_parameters_of_another_shape(
    tradetrack: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def foreign(self: TyperCommand, ctx: Any) -> list[Any]:
        return [Foreign(own) for own in OWN(self, ctx)]

    monkeypatch.setattr(TyperCommand, "get_params", foreign)
    run: Run = tradetrack("project", "--target", "200", "--growth", "10", "--format", "json")
    assert run.code == 0
    assert '"assumption": "given"' in run.out
