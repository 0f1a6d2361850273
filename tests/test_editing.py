"""Whatever happens while a ledger is written: the old file or the new one is there, whole."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, scrubbed
from interfering import Interfering

from tradetrack.core.errors import AccessError
from tradetrack.ledger.append import with_row
from tradetrack.ledger.reader import parse_ledger
from tradetrack.storage.atomic import create, rewrite
from tradetrack.storage.filesystem import Filesystem

OLD = b"period,value\n2020,108.07\n"
ROW = b"2021,146.87\n"
NEW = OLD + ROW


def change(old: bytes) -> bytes:
    return with_row(old, "my.csv", {"period": "2021", "value": "146.87"}).new


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return new_file(tmp_path)


def new_file(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "my.csv").write_bytes(OLD)
    os.utime(folder / "my.csv", ns=(0, 0))
    return folder / "my.csv"


def child(code: str, home: Path, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        env=scrubbed(home, PYTHONPATH=os.pathsep.join([str(ROOT), str(ROOT / "tests")]))
        | {"PYTHONDONTWRITEBYTECODE": "1"},  # a limit on the size of files would leave broken ones
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


# What is there besides the file's name and bytes


def test_a_link_is_followed_and_stays(tmp_path: Path, file: Path) -> None:
    link = tmp_path / "links" / "ledger.csv"
    link.parent.mkdir()
    link.symlink_to("../my.csv")
    rewrite(str(link), change)
    assert link.is_symlink()
    assert file.read_bytes() == NEW
    assert [path.name for path in link.parent.iterdir()] == ["ledger.csv"]


def test_mode_and_owner_stay(file: Path) -> None:
    file.chmod(0o640)
    if os.geteuid() == 0:
        os.chown(file, 1234, 4321)
    before = file.stat()
    rewrite(str(file), change)
    after = file.stat()
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)
    assert after.st_ino != before.st_ino


def make_hard_link(file: Path) -> None:
    file.with_name("other.csv").hardlink_to(file)


def make_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def make_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def make_loop(file: Path) -> None:
    file.unlink()
    file.symlink_to(file)


@pytest.mark.parametrize(
    ("prepare", "message"),
    [
        (make_hard_link, "several names"),
        (lambda file: file.chmod(0o444), "my.csv: is read-only; chmod u"),
        (lambda file: file.parent.chmod(0o555), "folder is read-only"),
        (lambda file: file.unlink(), "no such file .tradetrack init"),
        (make_folder, "is no regular file"),
        (make_pipe, "is no regular file"),
        (make_loop, "symbolic links"),
    ],
)
def test_what_cannot_be_written_safely_is_refused(
    file: Path, prepare: Callable[[Path], None], message: str
) -> None:
    prepare(file)
    names = sorted(file.parent.iterdir())
    try:
        with pytest.raises(AccessError, match=message):
            rewrite(str(file), change)
        assert sorted(file.parent.iterdir()) == names
        if file.is_file():
            assert file.read_bytes() == OLD
    finally:
        file.parent.chmod(0o755)


# Faults


def test_every_operation_may_fail(tmp_path: Path) -> None:
    def fail(_name: str) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    at, names = 0, [""]
    while at <= len(names):
        at += 1
        file = new_file(tmp_path / str(at))
        files = Interfering(at, fail)
        try:
            rewrite(str(file), change, files)
        except AccessError:
            assert file.read_bytes() == OLD, files.names
        else:
            assert file.read_bytes() == NEW, files.names
        names = files.names
        if file.read_bytes() == OLD:
            rewrite(str(file), change)
        assert file.read_bytes() == NEW
        assert list(file.parent.iterdir()) == [file]
    assert at > 15
    assert names[-1] == "close"


def test_a_folder_that_cannot_be_synced_is_a_warning(file: Path) -> None:
    class Unsynced(Filesystem):
        def fsync(self, descriptor: int) -> None:
            if os.path.isdir(f"/proc/self/fd/{descriptor}"):  # noqa: PTH112
                raise OSError(errno.EINVAL, "Invalid argument")

    warnings = rewrite(str(file), change, Unsynced())
    assert [text for text in warnings if "Invalid argument" in text]
    assert file.read_bytes() == NEW


def test_short_writes_are_gone_on_with(file: Path) -> None:
    class Short(Filesystem):
        def write(self, descriptor: int, data: memoryview) -> int:
            return super().write(descriptor, data[:5])

    assert rewrite(str(file), change, Short()) == []
    assert file.read_bytes() == NEW


KILLED = """
import os, signal, sys
from interfering import Interfering
from tradetrack.storage.atomic import rewrite
kill = lambda name: os.kill(os.getpid(), signal.SIGKILL)
rewrite(sys.argv[1], lambda old: old + sys.argv[3].encode(), Interfering(int(sys.argv[2]), kill))
"""


def test_a_writer_may_be_killed_at_every_step(tmp_path: Path) -> None:
    at, code, litter = 0, -9, 0
    while code == -9:
        at += 1
        file = new_file(tmp_path / str(at))
        with child(KILLED, tmp_path, str(file), str(at), ROW.decode()) as killed:
            _, err = killed.communicate()
        code = killed.returncode
        assert code in (-9, 0), err
        assert file.read_bytes() in (OLD, NEW)
        litter += len(list(file.parent.iterdir())) - 1
        if file.read_bytes() == OLD:
            rewrite(str(file), change, patience=0)
        assert file.read_bytes() == NEW
        rewrite(str(file), lambda old: old + b"2022,190.27\n", patience=0)
        assert list(file.parent.iterdir()) == [file]
    assert at > 15
    assert litter > 3


FULL = """
import resource, sys
from tradetrack.storage.atomic import rewrite
from tradetrack.core.errors import AccessError
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    rewrite(sys.argv[1], lambda old: old + sys.argv[3].encode())
except AccessError as error:
    print(error)
    sys.exit(4)
"""


@pytest.mark.parametrize("size", [0, 1, len(OLD), len(NEW) - 1, len(NEW)])
def test_a_full_disk_changes_nothing(tmp_path: Path, file: Path, size: int) -> None:
    with child(FULL, tmp_path, str(file), str(size), ROW.decode()) as writer:
        out, err = writer.communicate()
    fits = size >= len(NEW)
    assert (writer.returncode, err) == (0 if fits else 4, b"")
    assert fits or b"File too large" in out
    assert file.read_bytes() == (NEW if fits else OLD)
    assert list(tmp_path.iterdir()) == [file]


# Others at the file


def save_in_place(file: Path, data: bytes) -> None:
    file.write_bytes(data)


def save_by_replacing(file: Path, data: bytes) -> None:
    file.with_name("saved").write_bytes(data)
    file.with_name("saved").replace(file)


@pytest.mark.parametrize("save", [save_in_place, save_by_replacing])
def test_what_an_editor_saves_in_between_is_kept(tmp_path: Path, save: Callable[[Path, bytes], None]) -> None:
    edited = OLD.replace(b"108.07", b"107.77")
    counted = Interfering(0, lambda _: None)
    rewrite(str(new_file(tmp_path / "0")), change, counted)
    for at in range(1, counted.names.index("replace") + 1):
        file = new_file(tmp_path / str(at))
        rewrite(str(file), change, Interfering(at, lambda _, file=file: save(file, edited)))  # type: ignore[misc]
        assert file.read_bytes() == edited + ROW, counted.names[at - 1]
        assert list(file.parent.iterdir()) == [file]


def test_an_editor_that_never_rests_is_told_of(file: Path) -> None:
    count = iter(range(10_000))

    def edit(old: bytes) -> bytes:
        file.write_bytes(OLD + f"{next(count):04d},1\n".encode())
        return old + ROW

    with pytest.raises(AccessError, match="another program keeps changing it; nothing was written"):
        rewrite(str(file), edit, patience=0)
    assert file.read_bytes() == OLD + b"0000,1\n"
    assert list(file.parent.iterdir()) == [file]


HOLDER = """
import fcntl, os, sys
descriptor = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT)
fcntl.flock(descriptor, fcntl.LOCK_EX)
print("locked", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("locked", ["my.csv", ".my.csv.tradetrack"])
def test_another_writer_is_waited_for_and_told_of(tmp_path: Path, file: Path, locked: str) -> None:
    with child(HOLDER, tmp_path, str(tmp_path / locked)) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"locked\n"
        with pytest.raises(
            AccessError, match=r"my\.csv: another program is writing to it; nothing was written"
        ):
            rewrite(str(file), change, patience=0.02)
        assert file.read_bytes() == OLD
        assert (tmp_path / locked).exists()

        class Freeing(Filesystem):
            def pause(self) -> None:
                holder.communicate()

        assert rewrite(str(file), change, Freeing()) == []
    assert file.read_bytes() == NEW
    assert list(tmp_path.iterdir()) == [file]


WRITER = """
import sys
from tradetrack.storage.atomic import rewrite
from tradetrack.ledger.append import with_row
name, writer = sys.argv[1:]
for n in range(100):
    cells = {"period": str(1900 + n), "value": str(n), "stated_by": writer}
    rewrite(name, lambda old: with_row(old, name, cells).new, patience=120)
"""


def test_four_writers_lose_no_row(tmp_path: Path) -> None:
    file = tmp_path / "my.csv"
    file.write_bytes(b"period,value,stated_by\n")
    writers = [child(WRITER, tmp_path, str(file), f"writer {n}") for n in range(4)]
    errors = [writer.communicate()[1] for writer in writers]
    assert errors == [b""] * 4
    figures = parse_ledger(file.read_bytes(), "my.csv")
    assert len(figures) == 400
    assert len(figures.drop_duplicates(["period", "value_text", "stated_by"])) == 400
    assert list(tmp_path.iterdir()) == [file]


# A new file


def test_a_new_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    def fail(_name: str) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    for at, operation in enumerate(("open", "write", "fsync"), start=1):
        files = Interfering(at, fail)
        with pytest.raises(AccessError, match="No space left"):
            create(str(tmp_path / "new.csv"), OLD, files)
        assert files.names[at - 1] == operation
        assert list(tmp_path.iterdir()) == []


def test_a_new_file_replaces_nothing(tmp_path: Path, file: Path) -> None:
    (tmp_path / "link.csv").symlink_to("nowhere")
    for name in ("my.csv", "link.csv"):
        with pytest.raises(AccessError, match="is there already"):
            create(str(tmp_path / name), b"x")
    assert file.read_bytes() == OLD
    assert not (tmp_path / "nowhere").exists()
