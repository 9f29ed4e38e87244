"""Files are written whole or not at all, whatever happens in between."""

from __future__ import annotations

import os
import resource
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from atlas.writing import replace_file

if TYPE_CHECKING:
    from collections.abc import Callable

OLD, NEW = b"old\n" * 1000, b"new\n" * 2000


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file in a folder of its own."""
    path = tmp_path / "file.txt"
    path.write_bytes(OLD)
    return path


def no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let half of the content be written."""
    write = Path.write_bytes

    def fail(self: Path, data: bytes) -> None:
        write(self, data[: len(data) // 2])
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.setattr(Path, "write_bytes", fail)


def no_replacing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let all be written, and the last step fail."""

    def fail(self: Path, _target: Path) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "replace", fail)


def no_interest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let somebody press Ctrl-C."""

    def fail(self: Path, _data: bytes) -> None:
        raise KeyboardInterrupt(self)

    monkeypatch.setattr(Path, "write_bytes", fail)


@pytest.mark.parametrize("harm", [no_room, no_replacing, no_interest], ids=lambda harm: harm.__name__)
@pytest.mark.parametrize("there", [True, False], ids=["an old file", "a new file"])
def test_a_failure_leaves_the_old_file_and_no_litter(
    file: Path, monkeypatch: pytest.MonkeyPatch, harm: Callable[[pytest.MonkeyPatch], None], *, there: bool
) -> None:
    """The failure is told to whoever asked for it."""
    if not there:
        file.unlink()
    harm(monkeypatch)
    with pytest.raises((OSError, KeyboardInterrupt)):
        replace_file(file, NEW)
    assert [path.read_bytes() for path in file.parent.iterdir()] == ([OLD] if there else [])


def test_a_file_that_grows_too_large(file: Path) -> None:
    """What the system itself cuts off half-way is not kept."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(NEW) - 1, limits[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            replace_file(file, NEW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, ignored)
    assert [path.read_bytes() for path in file.parent.iterdir()] == [OLD]


def test_whoever_reads_meanwhile_reads_the_old_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until the new one takes its place in one step."""
    seen: list[bytes] = []
    replace = Path.replace

    def look(self: Path, target: Path) -> Path:
        seen.append(file.read_bytes())
        made = replace(self, target)
        seen.append(file.read_bytes())
        return made

    monkeypatch.setattr(Path, "replace", look)
    replace_file(file, NEW)
    assert seen == [OLD, NEW]


def test_permissions_and_links_stay(file: Path) -> None:
    """A link still leads to the file, which has the permissions that it had."""
    file.chmod(0o640)
    link = file.with_name("link.txt")
    link.symlink_to(file.name)
    replace_file(link, NEW)
    assert link.is_symlink()
    assert file.read_bytes() == NEW
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_name_may_be_as_long_as_names_can_be(tmp_path: Path) -> None:
    """The name under which the file is written at first is no longer."""
    path = tmp_path / ("ä" * (os.pathconf(tmp_path, "PC_NAME_MAX") // 2))
    replace_file(path, NEW)
    assert path.read_bytes() == NEW
