"""Writing an export: every file of it is the old one or the whole new one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from tradetrack.core.errors import AccessError, RequestError
from tradetrack.ledger.location import bundled_ledgers
from tradetrack.render.export.form import Written
from tradetrack.storage.atomic import write_whole


def save(file: str, written: Written, ledger: str | None = None) -> tuple[str, ...]:
    """Write the files of an export, the one that was named last; gives their paths.

    `ledger` is the file that was read. Raises RequestError where a file would take its place or that of a
    bundled ledger, and AccessError where one cannot be written, or would replace a file that nobody named.
    """
    folder = Path(file).parent
    paths = [str(folder / part.name) if part.name else file for part in written.parts]
    _require_other(paths, ledger)
    beside = [(part.name, path) for part, path in zip(written.parts, paths, strict=True) if part.name]
    if beside and Path(file).exists() and not Path(file).is_file():  # before the first file is written
        raise AccessError(f"{file}: is no regular file; name one")
    known = _named_by(file) if beside else set()
    for name, path in beside:
        if name not in known and Path(path).exists():
            way_out = "remove it, or export to another folder"
            raise AccessError(f"{path}: is there already, and {file} does not describe it; {way_out}")
    for part, path in zip(written.parts, paths, strict=True):
        write_whole(path, part.data)
    return tuple(paths)


def _require_other(paths: Sequence[str], ledger: str | None) -> None:
    """That no path is the ledger itself, or a bundled one, under any name."""
    for path in paths:
        if ledger is not None and _is_same(path, ledger):
            raise RequestError(f"{path} is the ledger itself; name another file", "output")
        if any(_is_same(path, bundled) for bundled in bundled_ledgers().values()):
            raise RequestError(f"{path} is a bundled ledger, which is read-only; name another file", "output")


def _is_same(path: str, other: str | Path) -> bool:
    """Whether two names are of one file; what cannot be looked at, the writing says."""
    try:
        return Path(path).exists() and Path(path).samefile(other)
    except (OSError, ValueError):
        return False


def _named_by(file: str) -> set[str]:
    """The files that a description of a package names; none where it is not there, or no such description."""
    if not Path(file).is_file():  # to read a device or a pipe may never end
        return set()
    try:
        package = json.loads(Path(file).read_bytes())
        return {str(resource["path"]) for resource in package["resources"]}
    except (OSError, ValueError, KeyError, TypeError):
        return set()
