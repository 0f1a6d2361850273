"""Make each system call of writing a ledger fail, or kill the writer at it, and see which file is there.

python tools/faults.py [CALL...]

strace injects EIO, ENOSPC, EINTR and KILL at the first and second of each system call that touches the
ledger, its temporary file or their folder, in `add`, `init`, `edit` and `import`. It prints how many runs
left which file, and ends with 1 where one is broken, or the exit code does not say which one is there.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from itertools import product
from pathlib import Path

ROOT = Path(__file__).parent.parent
CALLS = (
    *("openat", "newfstatat", "pread64", "write", "fsync", "fchmod", "flock", "rename", "linkat", "unlink"),
    *("close", "fsetxattr", "flistxattr", "fremovexattr"),
)
FAULTS = ("error=EIO", "error=ENOSPC", "error=EINTR", "signal=KILL")
COMMANDS = ("add", "init", "edit", "import")
KILLED = 9
OLD = b"pair,period,value,stated_on\nCHN-RUS,2020,108.07,2021-01\n"
SOURCE = b"observation_date,IMPCH\n2024-01-01,35774.8\n2024-02-01,31000\n"


def arguments(command: str, folder: Path) -> list[str]:
    """The command line of each command on the ledger of a folder."""
    ledger, source = str(folder / "my.csv"), str(folder.parent / "fred.csv")
    return {
        "add": ["add", "--data", ledger, "--pair", "CHN-RUS", "--period", "2021", "--value", "146.87"],
        "init": ["init", ledger],
        "edit": ["edit", "2", "--data", ledger, "--value", "107.8"],
        "import": ["import", source, "--data", ledger],
    }[command]


def drive(root: Path) -> None:
    """Run each command in a child of a process that has imported everything; print the exit codes."""
    sys.modules["pyarrow"] = None  # type: ignore[assignment]  # its threads would not outlive the fork
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    from tradetrack.cli import main
    from tradetrack.ledger import change, typed_rows  # noqa: F401 - imported once for all children
    from tradetrack.reports import add, row_change  # noqa: F401
    from tradetrack.sources import importing  # noqa: F401

    for command in COMMANDS:
        child = os.fork()
        if not child:
            with contextlib.redirect_stderr(io.StringIO()):
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, 1)
                os.dup2(nowhere, 2)
                os._exit(main.run(arguments(command, root / command)))
        _, status = os.waitpid(child, 0)
        code = -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
        print(command, code, flush=True)


def prepare(root: Path) -> None:
    """A folder a command, with the old ledger where the command needs one."""
    (root / "fred.csv").write_bytes(SOURCE)
    for command in COMMANDS:
        (root / command).mkdir()
        if command != "init":
            (root / command / "my.csv").write_bytes(OLD)


def outcomes(root: Path, inject: str | None) -> dict[str, tuple[int, bytes | None, int]]:
    """By command, with a fault or without: the exit code, the file that it left, and what else it left."""
    prepare(root)
    paths = [
        path
        for command in COMMANDS
        for path in (root / command, root / command / "my.csv", root / command / ".my.csv.tradetrack")
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
    if codes.keys() != set(COMMANDS):
        raise RuntimeError(f"{inject}: {run.stderr}")
    left = {}
    for command, code in codes.items():
        ledger = root / command / "my.csv"
        data = ledger.read_bytes() if ledger.exists() else None
        left[command] = (code, data, len(list(ledger.parent.iterdir())) - (data is not None))
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
            for command, (code, data, litter) in outcomes(root, f"{call}:{fault}:when={when}").items():
                old = None if command == "init" else OLD
                said = verdict(code, data, litter, old, sound[command][1])
                counts[said] += 1
                if said.isupper() or "litter" in said:
                    print(f"{command}, {call} {fault} {when}: exit {code}, {said}", flush=True)
    for said, count in counts.most_common():
        print(f"{count:4d} {said}")
    return int(any(said.isupper() for said in counts))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--drive"]:
        drive(Path(sys.argv[2]))
    else:
        sys.exit(every_fault(sys.argv[1:]))
