"""Make each system call of writing a ledger fail, or kill the writer at it, and see which file is there.

python tools/faults.py [CALL...]

strace injects EIO, ENOSPC, EINTR and KILL at the first and second of each system call that touches the file
to be written, its temporary file or their folder, in each command that writes one. It prints how many runs
left which file, and ends with 1 where one is broken, or the exit code does not say which one is there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
CALLS = (
    *("openat", "newfstatat", "pread64", "write", "fsync", "fchmod", "flock", "rename", "linkat", "unlink"),
    *("close", "fsetxattr", "flistxattr", "fremovexattr"),
)
FAULTS = ("error=EIO", "error=ENOSPC", "error=EINTR", "signal=KILL")
KILLED = 9
OLD = b"pair,period,value,stated_on\nCHN-RUS,2020,108.07,2021-01\n"
SOURCE = b"observation_date,IMPCH\n2024-01-01,35774.8\n2024-02-01,31000\n"


class Command(NamedTuple):
    """What is run on which file, and what is in that before; None: it is a new one."""

    words: str
    file: str = "my.csv"
    old: bytes | None = OLD


COMMANDS = {
    "add": Command("add --data {file} --pair CHN-RUS --period 2021 --value 146.87"),
    "add-rows": Command("add --data {file} --from {root}/rows.csv"),
    "init": Command("init {file}", old=None),
    "edit": Command("edit 2 --data {file} --value 107.8"),
    "remove": Command("remove 2 --data {file}"),
    "import": Command("import {root}/fred.csv --data {file}"),
    "import-new": Command("import {root}/fred.csv -o {file}", old=None),
    "export": Command("export --data {root}/rows.csv -o {file}", "out.csv", b"an older export\n"),
    "export-new": Command("export --data {root}/rows.csv -o {file}", "out.json", None),
    "report": Command("report --data {root}/rows.csv -o {file}", "page.html", b"<p>an older page\n"),
    "chart-new": Command("chart --data {root}/rows.csv -o {file}", "chart.svg", None),
}


def drive(root: Path) -> None:
    """Run each command in a child of a process that has run all of them once; print the exit codes."""
    sys.modules["pyarrow"] = None  # type: ignore[assignment]  # its threads would not outlive the fork
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    from tradetrack.cli import main

    prints, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    prepare(root / "warm")
    for name, command in COMMANDS.items():
        if code := main.run(arguments(command, root / "warm" / name)):
            raise RuntimeError(f"{name} ends with {code} where nothing fails")
    for name, command in COMMANDS.items():
        child = os.fork()
        if not child:
            os._exit(main.run(arguments(command, root / name)))
        _, status = os.waitpid(child, 0)
        code = -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
        os.write(prints, f"{name} {code}\n".encode())


def arguments(command: Command, folder: Path) -> list[str]:
    """The command line of a command whose file is in a folder; its sources are beside that."""
    return [word.format(file=folder / command.file, root=folder.parent) for word in command.words.split()]


def prepare(root: Path) -> None:
    """A folder a command, with the old file where there is one, and beside them what the commands read."""
    root.mkdir(exist_ok=True)
    (root / "fred.csv").write_bytes(SOURCE)
    (root / "rows.csv").write_bytes(OLD.replace(b"2020", b"2022"))
    for name, command in COMMANDS.items():
        (root / name).mkdir()
        if command.old is not None:
            (root / name / command.file).write_bytes(command.old)


def outcomes(root: Path, inject: str | None) -> dict[str, tuple[int, bytes | None, int]]:
    """By command, with a fault or without: the exit code, the file that it left, and what else it left."""
    prepare(root)
    paths = [
        path
        for name, command in COMMANDS.items()
        for path in (
            root / name,
            root / name / command.file,
            root / name / f".{command.file}.tradetrack",
        )
    ]
    watched = [word for path in paths for word in ("-P", str(path))]
    traced = ["strace", "-f", "-o", os.devnull, *watched, "-e", f"inject={inject}"] if inject else []
    run = subprocess.run(
        [*traced, sys.executable, __file__, "--drive", str(root)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    codes = {line.split()[0]: int(line.split()[1]) for line in run.stdout.splitlines()}
    if codes.keys() != COMMANDS.keys():
        raise RuntimeError(f"{inject}: {run.stderr}")
    left = {}
    for name, code in codes.items():
        file = root / name / COMMANDS[name].file
        data = file.read_bytes() if file.exists() else None
        left[name] = (code, data, len(list(file.parent.iterdir())) - (data is not None))
    return left


def verdict(code: int, data: bytes | None, litter: int, old: bytes | None, new: bytes | None) -> str:
    """What one run did: kept or wrote the file, or a fault of ours."""
    if data not in (old, new):
        return "BROKEN FILE"
    if code == -KILLED:
        return "killed, new file" if data == new else "killed, old file"
    if (code == 0) != (data == new) or code not in (0, 4):
        return "FALSE EXIT CODE"
    return ("new file, exit 0" if code == 0 else "old file, exit 4") + (", litter" if litter else "")


def every_fault(calls: Sequence[str]) -> int:
    """Try every fault of some calls, or of all. Returns the exit code."""
    if not shutil.which("strace"):
        print("skipped: there is no strace")
        return 0
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "sound").mkdir()
        sound = outcomes(Path(folder) / "sound", None)
        for call, fault, when in product(calls or CALLS, FAULTS, (1, 2)):
            root = Path(folder) / f"{call}-{fault}-{when}"
            root.mkdir()
            for name, (code, data, litter) in outcomes(root, f"{call}:{fault}:when={when}").items():
                said = verdict(code, data, litter, COMMANDS[name].old, sound[name][1])
                counts[said] += 1
                if said.isupper() or "litter" in said:
                    print(f"{name}, {call} {fault} {when}: exit {code}, {said}", flush=True)
            shutil.rmtree(root)
    for said, count in counts.most_common():
        print(f"{count:4d} {said}")
    return int(any(said.isupper() for said in counts))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--drive"]:
        drive(Path(sys.argv[2]))
    else:
        sys.exit(every_fault(sys.argv[1:]))
