"""The log of releases, `releases.jsonl`: one line for each release, and one for each record that it changed.

Only lines at the end are ever added. Whoever follows the log from its start knows every record as it was in every
release, so that nothing is written twice and nothing can disagree.
"""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError

from atlas.code import Code
from atlas.load.bibliography import KEY
from atlas.load.characters import CONTROL, closed, named
from atlas.load.fields import LABEL, NUMBER, SLUG, Day, Line, Slug
from atlas.load.files import read_text
from atlas.load.shapes import Shape
from atlas.model.history import Change, FieldChange, History, How, Release
from atlas.problem import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from atlas.load.report import Report
    from atlas.model.history import Key, Value

_IDS = {"claim": SLUG, "entity": SLUG, "trial": NUMBER, "work": KEY, "discrepancy": LABEL, "term": r".+"}
"""The form of the ids of each type of record."""


def _plain(value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever stands in the file
    """Take words that can be shown."""
    if not isinstance(value, str) or not value:
        raise ValueError(f"{value!r} is no text")
    if control := CONTROL.search(value):
        raise ValueError(named(control[0]))
    return closed(value)


def _words(value: Any) -> Any:  # noqa: ANN401 - as above
    """Take a text or a list of texts as a tuple."""
    members = value if isinstance(value, list) else [value]
    if not members:
        raise ValueError("an empty list")
    return tuple(map(_plain, members))


Words = Annotated[tuple[str, ...], BeforeValidator(_words)]


class ReleaseShape(Shape):
    """The line that begins a release."""

    version: Annotated[Line, BeforeValidator(_plain)]
    day: Day


class ChangeShape(Shape):
    """The line of a record: what it holds when it is added, and what it holds anew, or no more, when it is changed."""

    change: How
    type: Literal["claim", "entity", "trial", "work", "discrepancy", "term"]
    id: Annotated[Line, BeforeValidator(_plain)]
    former: Slug | None = None
    fields: dict[Annotated[str, BeforeValidator(_plain)], Words | None] = Field(default_factory=dict)


def load_history(path: Path, report: Report) -> History:
    """Read the log of *path*, which need not exist: then nothing was released. A damaged log counts as none."""
    if not os.path.lexists(path):
        return History()
    text = read_text(report.root, path)
    history = text if isinstance(text, Problem) else followed(text.text, text.path)
    if isinstance(history, Problem):
        report.problems.append(history)
        return History()
    return history


def followed(text: str, path: str) -> History | Problem:
    """Follow the log *text* from its start; return where it leads, or the first fault, told as of *path*."""
    log = _Log()
    for number, line in enumerate(text.rstrip("\n").split("\n"), 1):
        try:
            log.add(line)
        except (ValueError, RecursionError) as error:
            place = Place(path, number)
            return Problem(place, Code.BAD_RELEASE, _complaint(error), "a line that follows from those before it")
    return History(tuple(Release(*head, tuple(changes)) for head, changes in log.releases), log.records)


def as_lines(release: Release) -> str:
    """Return *release* as lines of the log."""
    lines = [{"version": release.version, "day": release.day}, *map(_line, release.changes)]
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def _line(change: Change) -> dict[str, Any]:
    former = {"former": change.former} if change.former else {}
    values = {field.name: _written(field.after) for field in change.fields if change.how is not How.REMOVED}
    fields = {"fields": values} if values else {}
    return {"change": change.how.value, "type": change.type, "id": change.id, **former, **fields}


def _written(value: Value) -> str | list[str] | None:
    return (value[0] if len(value) == 1 else list(value)) if value else None


def _complaint(error: Exception) -> str:
    """Return what is wrong with a line, in a few words."""
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False)[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"[:200]
    return f"no JSON ({error})"[:200] if isinstance(error, json.JSONDecodeError) else str(error)[:200]


class _Log:
    """Follows the lines; `records` are those of the last release, by what their fields hold."""

    def __init__(self) -> None:
        self.releases: list[tuple[tuple[str, str], list[Change]]] = []
        self.records: dict[Key, dict[str, Value]] = {}

    def add(self, line: str) -> None:
        """Take one line; raise `ValueError` if it cannot be read or does not follow."""
        value = json.loads(line)
        if isinstance(value, dict) and "version" in value:
            self._begin(ReleaseShape.model_validate(value))
        else:
            shape = ChangeShape.model_validate(value)
            if not self.releases:
                raise ValueError("a record before the first release")
            self.releases[-1][1].append(self._change(shape))

    def _begin(self, shape: ReleaseShape) -> None:
        heads = [head for head, _ in self.releases]
        if any(version == shape.version for version, _ in heads):
            raise ValueError(f"version {shape.version!r} again")
        if heads and shape.day < heads[-1][1]:
            raise ValueError(f"day {shape.day} before {heads[-1][1]}")
        self.releases.append(((shape.version, shape.day), []))

    def _change(self, shape: ChangeShape) -> Change:
        _follow: dict[How, Callable[[ChangeShape], Iterator[FieldChange]]] = {
            How.ADDED: self._added,
            How.CHANGED: self._changed,
            How.REMOVED: self._removed,
        }
        if not re.fullmatch(_IDS[shape.type], shape.id):
            raise ValueError(f"id {shape.id[:80]!r} of a {shape.type}")
        fields = tuple(_follow[shape.change](shape))
        return Change(shape.type, shape.id, shape.change, fields, shape.former or "")

    def _added(self, shape: ChangeShape) -> Iterator[FieldChange]:
        if (shape.type, shape.id) in self.records or shape.former:
            raise ValueError(f"{shape.type} {shape.id!r} is there already")
        self.records[shape.type, shape.id] = {}
        return self._filled(shape)

    def _changed(self, shape: ChangeShape) -> Iterator[FieldChange]:
        taken = shape.former is not None and (shape.type, shape.id) in self.records
        before = self.records.pop((shape.type, shape.former or shape.id), None)
        if before is None or taken:
            raise ValueError(f"{shape.type} {shape.former or shape.id!r} is not there, or {shape.id!r} is taken")
        if not shape.fields and not shape.former:
            raise ValueError(f"{shape.type} {shape.id!r} does not change")
        self.records[shape.type, shape.id] = before
        return self._filled(shape)

    def _removed(self, shape: ChangeShape) -> Iterator[FieldChange]:
        before = self.records.pop((shape.type, shape.id), None)
        if before is None or shape.fields or shape.former:
            raise ValueError(f"{shape.type} {shape.id!r} is not there, or still holds something")
        return (FieldChange(name, value, ()) for name, value in before.items())

    def _filled(self, shape: ChangeShape) -> Iterator[FieldChange]:
        """Give a record the fields of a line, and yield how each differs from before."""
        record = self.records[shape.type, shape.id]
        for name, after in shape.fields.items():
            before = record.pop(name, ())
            if before == (after or ()):
                raise ValueError(f"{shape.type} {shape.id!r}: field {name!r} does not change")
            if after:
                record[name] = after
            yield FieldChange(name, before, after or ())
