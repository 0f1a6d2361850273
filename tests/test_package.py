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

MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST_MODULE, LONGEST_FUNCTION = 250, 40  # lines


def functions(path: Path) -> list[tuple[str, int]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        (f"{path.relative_to(PACKAGE)}:{node.lineno} {node.name}", (node.end_lineno or 0) - node.lineno + 1)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def test_the_top_of_the_package_holds_rooms_and_the_entry_points_alone() -> None:
    assert {path.name for path in PACKAGE.iterdir() if path.is_file()} == {
        "__init__.py",
        "__main__.py",
        "py.typed",
    }


def test_modules_stay_small() -> None:
    lengths = {path: len(path.read_text().splitlines()) for path in MODULES}
    assert {path.name: n for path, n in lengths.items() if n > LONGEST_MODULE} == {}


def test_functions_stay_small() -> None:
    assert [name for path in MODULES for name, n in functions(path) if n > LONGEST_FUNCTION] == []


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
    code = "import tradetrack, sys; from tradetrack.cli.main import run; print(tradetrack.__file__, file=sys.stderr); sys.exit(run(['show']))"
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
    import tradetrack.cli.app
    import tradetrack.forecast.target_outlook

    assert tradetrack.forecast.target_outlook
    assert not {path.stem for path in PACKAGE.glob("*.py")} & set(tradetrack.__all__)
    assert callable(tradetrack.outlook)
