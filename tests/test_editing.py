"""Whatever happens while a ledger is written: the old file or the new one is there, whole."""

from __future__ import annotations

import contextlib
import errno
import os
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Run, examples, scrubbed
from interfering import Interfering

from tradetrack.core.errors import AccessError
from tradetrack.ledger.append import with_row
from tradetrack.ledger.reader import parse_ledger
from tradetrack.storage.atomic import create, rewrite, write_whole
from tradetrack.storage.filesystem import Filesystem
from tradetrack.storage.temporary import temporary_names

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


def attributes_of(file: Path) -> dict[str, bytes]:
    return {name: os.getxattr(file, name) for name in os.listxattr(file)}


def give_attributes(file: Path, attributes: dict[str, bytes]) -> None:
    try:
        for name, value in attributes.items():
            os.setxattr(file, name, value)
    except OSError as error:
        pytest.skip(f"no such attributes here: {error}")


def acl(*entries: tuple[int, int, int]) -> bytes:
    """An access control list as Linux keeps it: entries of tag, permissions and id."""
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)


NOBODY = 0xFFFFFFFF
SHARED_LIST = acl((1, 6, NOBODY), (2, 6, 1234), (4, 4, NOBODY), (0x10, 6, NOBODY), (0x20, 0, NOBODY))


def test_attributes_and_access_control_lists_stay(file: Path) -> None:
    give_attributes(file, {"user.origin": b"Customs", "system.posix_acl_access": SHARED_LIST})
    before, mode = attributes_of(file), file.stat().st_mode
    assert rewrite(str(file), change) == []
    assert (file.read_bytes(), attributes_of(file), file.stat().st_mode) == (NEW, before, mode)


def test_the_list_that_a_folder_gives_is_not_taken_on(file: Path) -> None:
    give_attributes(file.parent, {"system.posix_acl_default": SHARED_LIST})
    assert rewrite(str(file), change) == []
    assert attributes_of(file) == {}


def test_an_attribute_that_cannot_be_kept_is_a_warning(file: Path) -> None:
    give_attributes(file, {"user.origin": b"Customs"})

    class Refusing(Filesystem):
        def set_attribute(self, *_: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

    assert rewrite(str(file), change, Refusing()) == [
        "the file has lost extended attributes: user.origin (No space left on device)"
    ]
    assert file.read_bytes() == NEW


@pytest.mark.parametrize("count", [1, 3])
def test_a_file_of_the_users_own_stays_whatever_its_name(file: Path, count: int) -> None:
    own = [file.with_name(f".my.csv.tradetrack{number}") for number in ("", "2", "3")[:count]]
    for place in own:
        place.write_bytes(OLD)
    rewrite(str(file), change)
    create(str(file.with_name("new.csv")), OLD)
    assert file.read_bytes() == NEW
    assert [place.read_bytes() for place in own] == [OLD] * count
    assert len(list(file.parent.iterdir())) == 2 + count


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, lambda place: place.symlink_to("nowhere")])
def test_what_is_no_file_stays_too(file: Path, make: Callable[[Path], None]) -> None:
    place = file.with_name(".my.csv.tradetrack")
    make(place)
    rewrite(str(file), change)
    assert file.read_bytes() == NEW
    assert sorted(file.parent.iterdir()) == [place, file]


def test_no_more_names_are_tried_than_there_are(file: Path) -> None:
    for place in temporary_names(file):
        place.write_bytes(OLD)
    with pytest.raises(AccessError, match="taken by other files; nothing was written"):
        rewrite(str(file), change, patience=0)


@pytest.mark.parametrize("stem", ["n" * 241, "n" * 251, "é" * 125, "語" * 83])
def test_a_long_name_is_written(tmp_path: Path, stem: str) -> None:
    file = tmp_path / f"{stem}.csv"
    create(str(file), OLD)
    rewrite(str(file), change)
    assert (file.read_bytes(), list(tmp_path.iterdir())) == (NEW, [file])


@pytest.mark.parametrize("name", ["n" * 252 + ".csv", "n" * 300 + ".svg"])
def test_a_name_that_is_too_long_is_no_bug(tradetrack: Callable[..., Run], name: str) -> None:
    for command in (
        ("add", "--data", name, "--period", "2021", "--value", "5"),
        ("init", name),
        ("show", "--data", name),
        ("check", name),
        ("chart", "-o", name.replace(".csv", ".svg")),
    ):
        run = tradetrack(*command)
        assert (run.code, "File name too long" in run.err, "bug" in run.err) == (4, True, False), command


def test_an_interrupt_at_every_step_leaves_no_litter(tmp_path: Path) -> None:
    def interrupt(_name: str) -> None:
        raise KeyboardInterrupt

    at, names = 0, [""]
    while at <= len(names):
        at += 1
        file = new_file(tmp_path / str(at))
        files = Interfering(at, interrupt)
        with contextlib.suppress(KeyboardInterrupt):
            rewrite(str(file), change, files)
        names = files.names
        assert file.read_bytes() in (OLD, NEW), names
        assert list(file.parent.iterdir()) == [file], names


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
name, writer = sys.argv[1:3]
for n in range(int(sys.argv[3])):
    cells = {"period": str(1900 + n), "value": str(n), "stated_by": writer}
    rewrite(name, lambda old: with_row(old, name, cells).new, patience=120)
"""


def test_four_writers_lose_no_row(tmp_path: Path) -> None:
    file = tmp_path / "my.csv"
    file.write_bytes(b"period,value,stated_by\n")
    rows = examples(100)
    writers = [child(WRITER, tmp_path, str(file), f"writer {n}", str(rows)) for n in range(4)]
    errors = [writer.communicate()[1] for writer in writers]
    assert errors == [b""] * 4
    figures = parse_ledger(file.read_bytes(), "my.csv")
    assert len(figures) == 4 * rows
    assert len(figures.drop_duplicates(["period", "value_text", "stated_by"])) == 4 * rows
    assert list(tmp_path.iterdir()) == [file]


# A new file


WRITES = {"create": create, "write_whole": write_whole}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_a_new_file_is_written_whole_or_not_at_all(
    tmp_path: Path, write: Callable[[str, bytes, Filesystem], None]
) -> None:
    def fail(_name: str) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    at, names = 0, [""]
    while at <= len(names):
        at += 1
        file = tmp_path / str(at) / "new.csv"
        file.parent.mkdir()
        files = Interfering(at, fail)
        try:
            write(str(file), OLD, files)
        except AccessError as error:
            assert "No space left" in str(error)  # noqa: PT017
            assert not file.exists(), files.names
        else:
            assert file.read_bytes() == OLD, files.names
        names = files.names
        if not file.exists():
            write(str(file), OLD, Filesystem())
        assert file.stat().st_mode & 0o7777 == 0o666 & ~umask()
        rewrite(str(file), change)
        assert (file.read_bytes(), list(file.parent.iterdir())) == (NEW, [file])
    assert at > 8


def umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@pytest.mark.parametrize("times", [1, 2])
def test_a_new_file_whose_first_name_stays_says_so(tmp_path: Path, times: int) -> None:
    """A removal that fails once is tried again; what stays is said, and the next writer clears it away."""
    left = [times]

    class Sticky(Filesystem):
        def unlink(self, path: Path) -> None:
            left[0] -= 1
            if left[0] >= 0:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            super().unlink(path)

    file = tmp_path / "new.csv"
    warnings = create(str(file), OLD, Sticky())
    assert file.read_bytes() == OLD
    first = next(temporary_names(file))
    said = [f"{first}: cannot remove it: Input/output error; remove it yourself"]
    assert (warnings, first.exists()) == (([], False) if times == 1 else (said, True))
    rewrite(str(file), change)
    assert list(tmp_path.iterdir()) == [file]


CREATING = """
import os, signal, sys
from interfering import Interfering
from tradetrack.storage.atomic import create
kill = lambda name: os.kill(os.getpid(), signal.SIGKILL)
create(sys.argv[1], sys.argv[3].encode(), Interfering(int(sys.argv[2]), kill))
"""


def test_a_new_file_may_be_killed_at_every_step(tmp_path: Path) -> None:
    at, code = 0, -9
    while code == -9:
        at += 1
        file = tmp_path / str(at) / "new.csv"
        file.parent.mkdir()
        with child(CREATING, tmp_path, str(file), str(at), OLD.decode()) as killed:
            _, err = killed.communicate()
        code = killed.returncode
        assert code in (-9, 0), err
        if file.exists():
            assert file.read_bytes() == OLD
        else:
            create(str(file), OLD)
        rewrite(str(file), change, patience=0)
        assert (file.read_bytes(), list(file.parent.iterdir())) == (NEW, [file])
    assert at > 8


def test_a_new_file_where_there_are_no_links(tmp_path: Path) -> None:
    class Unlinked(Filesystem):
        def link(self, *_: object) -> None:
            raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    file = tmp_path / "new.csv"
    create(str(file), OLD, Unlinked())
    assert (file.read_bytes(), list(tmp_path.iterdir())) == (OLD, [file])
    with pytest.raises(AccessError, match="is there already"):
        create(str(file), NEW, Unlinked())


def test_a_new_file_replaces_nothing(tmp_path: Path, file: Path) -> None:
    (tmp_path / "link.csv").symlink_to("nowhere")
    for name in ("my.csv", "link.csv"):
        with pytest.raises(AccessError, match="is there already"):
            create(str(tmp_path / name), b"x")
    assert file.read_bytes() == OLD
    assert not (tmp_path / "nowhere").exists()
