"""A seeded fault: one small change to the tiny review or its site, and everything that must be told of it."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from fnmatch import fnmatch
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from atlas.code import Meaning

SITE = "_site"
"""The folder of the built site, below the project."""

UNTYPED = "untyped"
"""Stands for the code of a warning to which Sphinx gives no type."""


class Told(NamedTuple):
    """A problem: the file, or a pattern of files, the words at whose first line it is told, and its code.

    Without words it is told at the first line. Of a pattern, it is told in every file that holds the words.
    """

    file: str
    words: str
    code: Meaning | str


class Fault(NamedTuple):
    """A change, and the problem that it must cause; a code that is a text is one of Sphinx.

    `old` stands once in the file. Without it the whole file becomes `new`, without `new` it goes; a file may be a
    folder. The problem is told `below` lines below the change, or `at` another place. Its message holds `words`. `also`
    is what follows from the change and is told as well; nothing else is. `more` are changes of further files, or of the
    same, without which this one would be another fault. A `link` leads to `new`.
    """

    file: str
    old: str | None
    new: str | None
    code: Meaning | str
    words: tuple[str, ...] = ()
    below: int = 0
    at: Told | None = None
    also: tuple[Told, ...] = ()
    more: tuple[tuple[str, str | None, str | None], ...] = ()
    link: bool = False


@contextmanager
def seeded(folder: Path, fault: Fault) -> Iterator[int]:
    """Make the change of *fault* in *folder* for a while; yield the line, counted from 1, at which it stands."""
    away = folder.parent / "away"
    changes = [(fault.file, fault.old, fault.new), *fault.more]
    paths = list(dict.fromkeys(folder / name for name, _, _ in changes))
    before = {path: path.read_bytes() for path in paths if path.is_file()}
    whole = folder / fault.file if (folder / fault.file).is_dir() else None
    try:
        if whole:
            whole.rename(away)
        if not whole:
            line = seed(folder, fault)
        yield 1 if whole else line
    finally:
        if whole:
            away.rename(whole)
        for path in [] if whole else paths:
            restore(path, before.get(path))


def seed(folder: Path, fault: Fault) -> int:
    """Make the changes of *fault* in *folder*; return the line, counted from 1, at which the first one stands."""
    if fault.link:
        (folder / fault.file).symlink_to(str(fault.new))
        return 1
    changes = [(fault.file, fault.old, fault.new), *fault.more]
    lines = [change(folder / name, old, new) for name, old, new in changes]
    return lines[0]


def restore(path: Path, before: bytes | None) -> None:
    """Give the file at *path* what it held *before*, or remove it if there was none."""
    if before is None:
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    else:
        path.write_bytes(before)


def change(path: Path, old: str | None, new: str | None) -> int:
    """Replace the one *old* in the file at *path* by *new*; return the line, counted from 1, at which it stood.

    Bytes that are no UTF-8 are written as the signs by which Python keeps them.
    """
    if old is None:
        path.unlink(missing_ok=True)
        if new is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(new.encode("utf-8", "surrogateescape"))
        return 1
    text = path.read_bytes().decode("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    path.write_bytes(text.replace(old, new or "").encode("utf-8", "surrogateescape"))
    return line_of(text, old)


def expected(folder: Path, fault: Fault, line: int) -> list[str]:
    """Return what must be told of *fault*, which stands in *folder* at *line*: `path:line code`, sorted."""
    own = [f"{fault.file}:{line + fault.below} {slug(fault.code)}"]
    if fault.at is not None:
        own = list(_places(folder, fault.at))
    return sorted([*own, *(place for one in fault.also for place in _places(folder, one))])


def _places(folder: Path, told: Told) -> Iterator[str]:
    files: Iterable[str] = [told.file]
    if "*" in told.file:
        names = (path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file())
        files = [name for name in names if fnmatch(name, told.file)]
    for name in files:
        text = (folder / name).read_bytes().decode("utf-8", "replace") if told.words else ""
        if told.words in text:
            yield f"{name}:{line_of(text, told.words)} {slug(told.code)}"
        else:
            assert "*" in told.file, f"{told.words!r} stands nowhere in {name}"


def line_of(text: str, words: str) -> int:
    """Return the line of *text*, counted from 1, at which *words* first stand."""
    return text[: text.index(words)].count("\n") + 1


def slug(code: Meaning | str) -> str:
    """Return the name of *code*."""
    return code if isinstance(code, str) else code.slug
