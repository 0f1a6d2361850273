"""How the package is put together: what ships, and which way the imports point."""

from __future__ import annotations

import ast
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT, scrubbed

import tradetrack

PACKAGE = ROOT / "tradetrack"

# From the top down: a module imports only from lines below its own. A new module must be placed here.
LAYERS = (
    ("__main__",),
    ("main",),
    ("cli",),
    ("cli_edit", "cli_check"),
    ("steps",),
    ("options", "row_options", "parsing", "api"),
    ("render.chart",),
    ("render.marks", "render.terminal", "render.text"),
    (
        "reports.show",
        "reports.project",
        "reports.chart",
        "reports.targets",
        "reports.backtest",
        "reports.check",
    ),
    ("reports.many", "reports.chances", "reports.effects"),
    ("reports.content", "reports.data", "reports.words", "reports.reasons"),
    ("checks",),
    ("check_growth",),
    ("check_rows",),
    ("check_figures",),
    ("findings",),
    ("tables", "wording", "names", "render.fonts", "render.output", "render.style", "render.progress"),
    ("render.safe",),
    ("looking", "projecting", "seriesfile"),
    ("backtest",),
    ("outlooks", "analysis"),
    ("targets",),
    ("nowcast",),
    ("growth",),
    ("choosing",),
    ("series",),
    ("rows",),
    ("ledger", "statements"),
    ("figures", "header", "inputs", "editing"),
    ("csvtext", "schema", "cells"),
    ("projection", "reference"),
    ("periods", "dates", "errors", "filesystem"),
)


def modules() -> dict[str, Path]:
    found = {}
    for path in PACKAGE.rglob("*.py"):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        if not name.endswith("__init__"):
            found[name] = path
    return found


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("tradetrack"):
            parent = node.module.removeprefix("tradetrack").removeprefix(".")
            for alias in node.names:
                child = f"{parent}.{alias.name}".removeprefix(".")
                names.add(child if child in modules() else parent)
    return names - {""}


def test_every_module_has_its_place() -> None:
    assert sorted(name for layer in LAYERS for name in layer) == sorted(modules())


def test_imports_point_down() -> None:
    level = {name: i for i, layer in enumerate(LAYERS) for name in layer}
    wrong = [
        f"{name} imports {other}"
        for name, path in modules().items()
        for other in imported(path)
        if level[other] <= level[name]
    ]
    assert wrong == []


def test_modules_stay_small() -> None:
    long = {name: n for name, path in modules().items() if (n := len(path.read_text().splitlines())) > 250}
    assert long == {}


@pytest.fixture(scope="module")
def wheel_from_sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an unpacked wheel that was built from the sdist."""
    folder = tmp_path_factory.mktemp("build")

    def build(kind: str, source: Path) -> Path:
        subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)],
            cwd=source, check=True, capture_output=True,
        )  # fmt: skip
        return next(folder.glob("*.whl" if kind == "wheel" else "*.tar.gz"))

    with tarfile.open(build("sdist", ROOT)) as archive:
        archive.extractall(folder, filter="data")
    source = next(path for path in folder.iterdir() if path.is_dir())
    unpacked = folder / "site"
    zipfile.ZipFile(build("wheel", source)).extractall(unpacked)  # noqa: S202
    return unpacked


def test_the_wheel_has_all_it_needs_and_nothing_else(wheel_from_sdist: Path, tmp_path: Path) -> None:
    assert {path.name.split("-")[0] for path in wheel_from_sdist.iterdir()} == {"tradetrack"}
    assert (wheel_from_sdist / "tradetrack" / "py.typed").exists()
    code = "import tradetrack, sys; from tradetrack.main import run; print(tradetrack.__file__, file=sys.stderr); sys.exit(run(['show']))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path, env=scrubbed(tmp_path, PYTHONPATH=str(wheel_from_sdist)),
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.stderr.decode().startswith(str(wheel_from_sdist))
    assert "146.87" in done.stdout.decode()
    assert done.returncode == 0


def test_the_public_names_are_there_and_documented() -> None:
    assert set(dir(tradetrack)) == set(tradetrack.__all__)
    for name in tradetrack.__all__:
        assert getattr(tradetrack, name).__doc__
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        tradetrack.nothing  # noqa: B018


def test_no_module_takes_the_name_of_a_public_function() -> None:
    import tradetrack.cli
    import tradetrack.looking

    assert tradetrack.looking
    assert not {name.partition(".")[0] for name in modules()} & set(tradetrack.__all__)
    assert callable(tradetrack.outlook)
