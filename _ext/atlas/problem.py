"""How anything wrong is told: one `Problem` for each, with file, line, value, expectation and mend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from atlas.code import Meaning


_LONGEST = 300
"""What of a value is shown, in characters."""


def printable(text: str) -> str:
    """Return *text* with what no terminal takes written as an escape: names of files may be no text."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def shown(found: str) -> str:
    """Return what messages show of a value that was *found*."""
    return found if len(found) <= _LONGEST else f"{found[:_LONGEST]}…"


def named(project: Path, path: Path) -> str:
    """Return *path* as messages name it: relative to *project* where it stands in it; both must be absolute."""
    return path.relative_to(project).as_posix() if path.is_relative_to(project) else path.as_posix()


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line of a file, counted from 1; `path` is relative to the project, with forward slashes."""

    path: str
    line: int

    def __str__(self) -> str:
        """Return the place as `path:line`, as compilers print it."""
        return printable(f"{self.path}:{self.line}")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, which rule, the value found and what was expected."""

    place: Place
    code: Meaning
    found: str
    expected: str

    @property
    def message(self) -> str:
        """The text for the curator: value, expectation, mend."""
        return printable(f"{shown(self.found)}; expected {self.expected}. {self.code.mend}")

    def __str__(self) -> str:
        """Return the whole line: place, code and message."""
        return f"{self.place}: {self.message} [{self.code.slug}]"

    @property
    def order(self) -> tuple[str, int, str, str]:
        """The key that sorts problems by file, line and code."""
        return (self.place.path, self.place.line, self.code.slug, self.found)
