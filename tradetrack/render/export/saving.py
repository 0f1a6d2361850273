"""Writing an export: every file of it is the old one or the whole new one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from tradetrack.core.errors import AccessError, RequestError
from tradetrack.render.export.form import Written
from tradetrack.storage.atomic import write_whole


def save(file: str, written: Written, ledger: str | None = None) -> tuple[str, ...]:
    """Write the files of an export, the one that was named last; gives their paths.

    `ledger` is the file that was read. Raises RequestError where a file would take its place, and AccessError
    where one cannot be written, or would replace a file that nobody named.
    """
    folder = Path(file).parent
    paths = [str(folder / part.name) if part.name else file for part in written.parts]
    _require_other(paths, ledger)
    known = _named_by(file)
    for part, path in zip(written.parts, paths, strict=True):
        if part.name and part.name not in known and Path(path).exists():
            way_out = "remove it, or export to another folder"
            raise AccessError(f"{path}: is there already, and {file} does not describe it; {way_out}")
    for part, path in zip(written.parts, paths, strict=True):
        write_whole(path, part.data)
    return tuple(paths)


def _require_other(paths: Sequence[str], ledger: str | None) -> None:
    """That no path is the ledger itself, under any name."""
    for path in paths:
        try:
            is_ledger = ledger is not None and Path(path).exists() and Path(path).samefile(ledger)
        except (OSError, ValueError):  # what cannot be looked at, the writing says
            continue
        if is_ledger:
            raise RequestError(f"{path} is the ledger itself; name another file", "output")


def _named_by(file: str) -> set[str]:
    """The files that a description of a package names; none where it is not there, or no such description."""
    try:
        package = json.loads(Path(file).read_bytes())
        return {str(resource["path"]) for resource in package["resources"]}
    except (OSError, ValueError, KeyError, TypeError):
        return set()
