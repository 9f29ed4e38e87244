"""Reading files: text, YAML with the line of every value, and tab-separated tables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from atlas.model.records import Lines
from atlas.problem import Code, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

Step = str | int
"""One step into a YAML file: the name of a field or the position in a list, from 0."""


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a file and its path relative to the project."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed YAML file. Every scalar in `value` is a string; `lines` knows the line of each value by its steps."""

    path: str
    value: Any
    lines: Mapping[tuple[Step, ...], int]

    def below(self, *steps: Step) -> Lines:
        """Return the lines of the part reached by *steps*, with paths relative to it."""
        size = len(steps)
        return Lines(self.path, {path[size:]: line for path, line in self.lines.items() if path[:size] == steps})

    def place(self, *steps: Step) -> Place:
        """Return the place of the value at *steps*, or of the nearest part around it."""
        return Lines(self.path, self.lines).at(*steps)


def read_text(root: Path, path: Path) -> Text | Problem:
    """Read *path* as UTF-8, or say why that fails."""
    name = path.relative_to(root).as_posix()
    place = Place(name, 1)
    try:
        raw = path.read_bytes()
    except OSError as error:
        return Problem(place, Code.UNREADABLE, f"file {name} ({error.strerror})", "a readable file")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = Place(name, raw.count(b"\n", 0, error.start) + 1)
        return Problem(place, Code.NOT_UTF8, f"byte 0x{raw[error.start]:02x} at offset {error.start}", "UTF-8")
    if not text.strip():
        return Problem(place, Code.EMPTY_FILE, f"file {name} without content", "records or a table")
    return Text(name, text.replace("\r\n", "\n"))


def read_yaml(root: Path, path: Path) -> tuple[Tree | None, list[Problem]]:
    """Parse *path* as YAML, keeping the line of every value; a tab or a doubled field is a problem."""
    text = read_text(root, path)
    if isinstance(text, Problem):
        return None, [text]
    if tabs := list(_tabs(text)):
        return None, tabs
    try:
        node = yaml.compose(text.text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(text.path, mark.line + 1 if mark else 1)
        return None, [Problem(place, Code.BAD_YAML, f"{error.problem}", "valid YAML")]
    except yaml.YAMLError as error:
        return None, [Problem(Place(text.path, 1), Code.BAD_YAML, str(error).splitlines()[0], "valid YAML")]
    if node is None:
        return None, [Problem(Place(text.path, 1), Code.EMPTY_FILE, "only comments", "records")]
    return _Builder(text.path).build(node)


def _tabs(text: Text) -> Iterator[Problem]:
    for number, line in enumerate(text.text.split("\n"), 1):
        if re.match(r"[ ]*\t", line) and line.strip():
            yield Problem(Place(text.path, number), Code.TAB, f"a tab before {line.strip()[:40]!r}", "spaces")


class _Builder:
    """Turns composed YAML nodes into plain values with lines. Every scalar stays the text that was written."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.lines: dict[tuple[Step, ...], int] = {}
        self.problems: list[Problem] = []

    def build(self, node: yaml.Node) -> tuple[Tree, list[Problem]]:
        value = self._value(node, ())
        return Tree(self.path, value, self.lines), self.problems

    def _value(self, node: yaml.Node, steps: tuple[Step, ...]) -> object:
        self.lines.setdefault(steps, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, steps)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(item, (*steps, number)) for number, item in enumerate(node.value)]
        return node.value.strip()

    def _mapping(self, node: yaml.MappingNode, steps: tuple[Step, ...]) -> dict[str, object]:
        result: dict[str, object] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            line = key_node.start_mark.line + 1
            if key in result:
                first = self.lines[*steps, key]
                found = f"field {key!r} again (first in line {first})"
                self.problems.append(Problem(Place(self.path, line), Code.DUPLICATE_YAML_KEY, found, "one"))
                continue
            self.lines[*steps, key] = line
            result[key] = self._value(value_node, (*steps, key))
        return result


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
            rows.append((number, dict(zip(columns, cells, strict=True))))
    return rows, problems
