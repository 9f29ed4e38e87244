"""Reading YAML: plain values with the line of each. Every scalar stays the text that was written."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import yaml

from atlas.code import Code
from atlas.load.characters import CONTROL, closed, named
from atlas.load.files import read_text
from atlas.model.records import Lines
from atlas.problem import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from atlas.load.files import Text

Step = str | int
"""One step into a YAML file: the name of a field or the position in a list, from 0."""

_DEPTH = 50
_SEPARATORS = re.compile("[\u2028\u2029]")
_EXPECTED = f"valid YAML: one document, no aliases, at most {_DEPTH} levels"


@dataclass(frozen=True)
class Tree:
    """A parsed YAML file. Every scalar in `value` is a string; `lines` knows the line of each value by its steps."""

    path: str
    value: Any
    lines: Mapping[tuple[Step, ...], int]

    @cached_property
    def _records(self) -> Mapping[tuple[Step, ...], dict[tuple[Step, ...], int]]:
        """The lines of each record, by the two steps that lead to it."""
        records: defaultdict[tuple[Step, ...], dict[tuple[Step, ...], int]] = defaultdict(dict)
        for path, line in self.lines.items():
            records[path[:2]][path[2:]] = line
        return records

    def below(self, name: str, number: int) -> Lines:
        """Return the lines of the record *number* of the list *name*, with paths relative to it."""
        return Lines(self.path, self._records.get((name, number), {}))

    def place(self, *steps: Step) -> Place:
        """Return the place of the value at *steps*, or of the nearest part around it."""
        return Lines(self.path, self.lines).at(*steps)

    def head(self, name: str) -> Any:  # noqa: ANN401 - whatever stands in the file
        """Return the field *name* at the top of the file, or None."""
        return self.value.get(name) if isinstance(self.value, dict) else None


def read_yaml(root: Path, path: Path) -> tuple[Tree | None, list[Problem]]:
    """Parse *path* as YAML, keeping the line of every value; a tab or a doubled field is a problem."""
    text = read_text(root, path)
    if isinstance(text, Problem):
        return None, [text]
    if tabs := list(_tabs(text)):
        return None, tabs
    try:
        return _Builder(text).build()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(text.path, _line_finder(text)(mark) if mark else 1)
        return None, [Problem(place, Code.BAD_YAML, f"{error.problem}", _EXPECTED)]
    except yaml.YAMLError as error:
        return None, [Problem(Place(text.path, 1), Code.BAD_YAML, str(error).splitlines()[0], _EXPECTED)]


def _line_finder(text: Text) -> Callable[[yaml.Mark], int]:
    """Return the function from a place to its line; YAML also counts separators of lines, which editors do not."""
    if _SEPARATORS.search(text.text):
        ends = [match.start() for match in re.finditer("\n", text.text)]
        return lambda mark: bisect_left(ends, mark.index) + 1
    return lambda mark: int(mark.line) + 1


def _tabs(text: Text) -> Iterator[Problem]:
    for number, line in enumerate(text.text.split("\n"), 1):
        if re.match(r"[ ]*\t", line) and line.strip():
            yield Problem(Place(text.path, number), Code.TAB, f"a tab before {line.strip()[:40]!r}", "spaces")


class _Builder:
    """Turns the events of a YAML parser into plain values with lines, to a limited depth."""

    def __init__(self, text: Text) -> None:
        self.path = text.path
        self.line_of = _line_finder(text)
        self.events: Iterator[Any] = yaml.parse(text.text, Loader=yaml.CSafeLoader)
        self.lines: dict[tuple[Step, ...], int] = {}
        self.problems: list[Problem] = []

    def build(self) -> tuple[Tree | None, list[Problem]]:
        next(self.events)
        if not isinstance(next(self.events), yaml.DocumentStartEvent):
            return None, [Problem(Place(self.path, 1), Code.EMPTY_FILE, "only comments", "records")]
        value = self._value(next(self.events), ())
        next(self.events)
        if not isinstance(end := next(self.events), yaml.StreamEndEvent):
            raise _refusal("a second document", end)
        return Tree(self.path, value, self.lines), self.problems

    def _value(self, event: Any, steps: tuple[Step, ...]) -> object:  # noqa: ANN401 - the types of events differ
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise _refusal(f"alias or anchor {event.anchor!r}", event)
        if len(steps) > _DEPTH:
            raise _refusal(f"more than {_DEPTH} levels", event)
        self.lines.setdefault(steps, self.line_of(event.start_mark))
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(steps)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(steps)
        return self._text(str(event.value).strip(), event)

    def _text(self, text: str, event: Any) -> str:  # noqa: ANN401 - as above
        if control := CONTROL.search(text):  # written as an escape
            place = Place(self.path, self.line_of(event.start_mark))
            self.problems.append(Problem(place, Code.CONTROL_CHARACTER, named(control[0]), "text"))
            text = CONTROL.sub("\ufffd", text)
        return closed(unicodedata.normalize("NFC", text))  # what was written as escapes, too

    def _list(self, steps: tuple[Step, ...]) -> list[object]:
        result: list[object] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            result.append(self._value(event, (*steps, len(result))))
        return result

    def _mapping(self, steps: tuple[Step, ...]) -> dict[str, object]:
        result: dict[str, object] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key, line = _field(event), self.line_of(event.start_mark)
            if key in result:
                found = f"field {key!r} again (first in line {self.lines[*steps, key]})"
                self.problems.append(Problem(Place(self.path, line), Code.DUPLICATE_YAML_KEY, found, "one"))
                self._value(next(self.events), (*steps, -1))
                continue
            self.lines[*steps, key] = line
            result[key] = self._value(next(self.events), (*steps, key))
        return result


def _field(event: Any) -> str:  # noqa: ANN401 - as above
    """Return the name of a field."""
    if isinstance(event, yaml.CollectionStartEvent | yaml.AliasEvent) or event.anchor:
        raise _refusal("a field whose name is no plain text", event)
    return str(event.value)


def _refusal(what: str, event: Any) -> yaml.MarkedYAMLError:  # noqa: ANN401 - as above
    return yaml.MarkedYAMLError(problem=what, problem_mark=event.start_mark)
