"""Reading files: text and tab-separated tables."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from atlas.code import Code
from atlas.load.characters import CONTROL, closed, named
from atlas.problem import Place, Problem

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a file and its path relative to the project."""

    path: str
    text: str


def read_text(root: Path, path: Path) -> Text | Problem:
    """Read *path* as UTF-8, or say why that fails.

    Lines end as any system ends them. Letters are taken in their composed form, so that names which look the same are.
    """
    name = path.relative_to(root).as_posix()
    place = Place(name, 1)
    try:
        raw = path.read_bytes()
    except OSError as error:
        return Problem(place, Code.UNREADABLE, f"file {name} ({error.strerror})", "a readable file")
    text = decode(name, raw)
    if isinstance(text, Problem):
        return text
    if not text.strip():
        return Problem(place, Code.EMPTY_FILE, f"file {name} without content", "records or a table")
    text = text.replace("\r\n", "\n") if "\n" in text else text.replace("\r", "\n")
    text = unicodedata.normalize("NFC", text)
    if control := CONTROL.search(text):
        place = Place(name, text.count("\n", 0, control.start()) + 1)
        return Problem(place, Code.CONTROL_CHARACTER, named(control[0]), "text")
    return Text(name, text)


def decode(name: str, raw: bytes) -> str | Problem:
    """Return the text of *raw*, which the file *name* holds, or the first byte that is not UTF-8."""
    if raw[:2].count(0) == 1:
        return Problem(Place(name, 1), Code.NOT_UTF8, f"byte 0x00 at offset {raw.index(0)}", "UTF-8, not UTF-16")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = Place(name, raw.count(b"\n", 0, error.start) + 1)
        return Problem(place, Code.NOT_UTF8, f"byte 0x{raw[error.start]:02x} at offset {error.start}", "UTF-8")


def read_table(
    root: Path, path: Path, columns: tuple[str, ...]
) -> tuple[list[tuple[int, dict[str, str]]], list[Problem]]:
    """Read a tab-separated table whose first row names *columns*; return (line, row) pairs."""
    text = read_text(root, path)
    if isinstance(text, Problem):
        return [], [text]
    lines = text.text.rstrip("\n").split("\n")
    if tuple(lines[0].split("\t")) != columns:
        expected = "the columns " + ", ".join(columns)
        return [], [Problem(Place(text.path, 1), Code.BAD_TABLE, f"head {lines[0]!r}", expected)]
    rows: list[tuple[int, dict[str, str]]] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != len(columns) or not all(cell.strip() for cell in cells):
            found = f"{len(cells)} cells, {sum(not cell.strip() for cell in cells)} of them empty"
            problems.append(Problem(Place(text.path, number), Code.BAD_TABLE, found, f"{len(columns)} filled cells"))
        else:
            rows.append((number, dict(zip(columns, map(closed, cells), strict=True))))
    return rows, problems
