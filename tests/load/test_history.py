"""The log of releases: what it says is read, and every line that is damaged is told with its number."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from atlas.code import Code
from atlas.load.history import as_lines, followed
from atlas.load.project import load_project
from atlas.model.history import RECORDED, History, How

if TYPE_CHECKING:
    from tests.build import Project

LOG = "data/releases.jsonl"
HEAD = '{"version": "1", "day": "2020-01-31"}'
CLAIM = '{"change": "added", "type": "claim", "id": "a-1", "fields": {"statement": "It is so.", "refs": ["x", "y"]}}'
ENTITY = '{"change": "added", "type": "entity", "id": "moss", "fields": {"label": "Moss"}}'
NEXT = '{"version": "2", "day": "2020-01-31"}'

FAULTS = {
    "no JSON": (CLAIM, "{'a': 1}"),
    "a list": (CLAIM, "[1]"),
    "nothing": (CLAIM, ""),
    "a number of five thousand digits": (CLAIM, "9" * 5000),
    "ten thousand brackets": (CLAIM, "[" * 10_000),
    "an unknown field": (CLAIM, CLAIM.replace('"fields"', '"colour": "red", "fields"')),
    "an unknown field of a release": (NEXT, NEXT.replace('"day"', '"colour": "red", "day"')),
    "a day that is none": (NEXT, NEXT.replace("01-31", "02-30")),
    "a day before the last release": (NEXT, NEXT.replace("01-31", "01-30")),
    "a version again": (NEXT, HEAD),
    "a version of two lines": (NEXT, NEXT.replace('"2"', '"2\\n3"')),
    "an empty version": (NEXT, NEXT.replace('"2"', '""')),
    "an unknown type": (CLAIM, CLAIM.replace('"claim"', '"moss"')),
    "an id that is no part of an address": (CLAIM, CLAIM.replace("a-1", "../a")),
    "an empty value": (CLAIM, CLAIM.replace("It is so.", "")),
    "an empty list": (CLAIM, CLAIM.replace('["x", "y"]', "[]")),
    "a number for a text": (CLAIM, CLAIM.replace('"y"', "1")),
    "half a sign": (CLAIM, CLAIM.replace("It", "\\ud800")),
    "a control character in a name": (CLAIM, CLAIM.replace("refs", "re\\u0001fs")),
    "an added record that was there": (ENTITY, CLAIM),
    "an added record with a former id": (ENTITY, ENTITY.replace('"fields"', '"former": "grass", "fields"')),
    "nothing to take away": (ENTITY, ENTITY.replace('"Moss"', "null")),
    "a changed record that was not there": (ENTITY, ENTITY.replace("added", "changed")),
    "a changed record that stays": (ENTITY, '{"change": "changed", "type": "claim", "id": "a-1"}'),
    "a field that stays": (ENTITY, CLAIM.replace("added", "changed").replace('["x", "y"]', '["y"]')),
    "a new id that is taken": (NEXT, '{"change": "changed", "type": "claim", "id": "a-1", "former": "a-1"}'),
    "a removed record that was not there": (ENTITY, '{"change": "removed", "type": "claim", "id": "b-1"}'),
    "a removed record that holds something": (ENTITY, CLAIM.replace("added", "removed")),
    "a record before the first release": (HEAD, CLAIM),
}


@pytest.mark.parametrize(("line", "instead"), FAULTS.values(), ids=FAULTS.keys())
def test_a_damaged_line_is_told(lichen: Project, line: str, instead: str) -> None:
    """Once, at its place; without its log a project has no releases, but all its records."""
    lines = [HEAD, CLAIM, ENTITY, NEXT]
    number = lines.index(line)
    text = "\n".join([*lines[:number], instead, *lines[number + 1 :]]) + "\n"
    (lichen.folder / LOG).write_text(text, "utf-8")
    library, problems = load_project(lichen.folder)
    assert [(one.code, str(one.place)) for one in problems] == [(Code.BAD_RELEASE, f"{LOG}:{number + 1}")]
    assert problems[0].message.endswith(Code.BAD_RELEASE.mend)
    assert len(problems[0].found) <= 200
    assert library is not None
    assert library.history == History()
    assert len(library.claims) == 4


@pytest.mark.parametrize(
    ("content", "code"), [(b"", Code.EMPTY_FILE), (b"\xff{}", Code.NOT_UTF8), (b"{}\n\x01", Code.CONTROL_CHARACTER)]
)
def test_a_file_that_is_no_text_is_told(lichen: Project, content: bytes, code: Code) -> None:
    """As of any other file."""
    (lichen.folder / LOG).write_bytes(content)
    assert [(one.code, one.place.path) for one in lichen.problems()] == [(code, LOG)]


def test_a_project_without_a_log_was_never_released(lichen: Project) -> None:
    """The file need not exist."""
    (lichen.folder / LOG).unlink()
    library, problems = load_project(lichen.folder)
    assert problems == []
    assert library is not None
    assert library.history == History()


def test_the_log_is_followed() -> None:
    """Records are added, changed, renamed and removed; the last state and the way to it are known."""
    renamed = CLAIM.replace("added", "changed").replace('"a-1"', '"a-2", "former": "a-1"').replace("is so", "is not")
    more = [
        renamed.replace('["x", "y"]', "null"),
        '{"change": "removed", "type": "entity", "id": "moss"}',
        '{"version": "3", "day": "2021-01-31"}',
        '{"change": "changed", "type": "claim", "id": "a-2", "fields": {"statement": "Perhaps.", "about": "moss"}}',
    ]
    history = followed("\n".join([HEAD, CLAIM, ENTITY, NEXT, *more]), LOG)
    assert isinstance(history, History)
    assert history.records == {("claim", "a-2"): {"statement": ("Perhaps.",), "about": ("moss",)}}
    assert [(one.version, one.day, len(one.changes)) for one in history.releases] == [
        ("1", "2020-01-31", 2),
        ("2", "2020-01-31", 2),
        ("3", "2021-01-31", 1),
    ]
    told = [(release.version, change.how, change.former) for release, change in history.changes["claim", "a-2"]]
    assert told == [("1", How.ADDED, ""), ("2", How.CHANGED, "a-1"), ("3", How.CHANGED, "")]
    second = history.releases[1].changes
    assert [(one.name, one.before, one.after) for one in second[0].fields] == [
        ("statement", ("It is so.",), ("It is not.",)),
        ("refs", ("x", "y"), ()),
    ]
    assert [(one.name, one.before, one.after) for one in second[1].fields] == [("label", ("Moss",), ())]
    none = dict.fromkeys(RECORDED, 0)
    assert history.sizes == (none | {"claim": 1, "entity": 1}, none | {"claim": 1}, none | {"claim": 1})


def test_what_is_written_is_what_was_read(lichen: Project) -> None:
    """Every line, byte for byte."""
    text = (lichen.folder / LOG).read_text("utf-8")
    history = followed(text, LOG)
    assert isinstance(history, History)
    assert "".join(map(as_lines, history.releases)) == text
    assert all(json.loads(line) for line in text.splitlines())


def test_texts_that_turn_the_direction_of_writing_are_closed() -> None:
    """So that what is said before and after stays as it is."""
    history = followed(f"{HEAD}\n{ENTITY.replace('Moss', chr(0x202E) + 'ssoM')}", LOG)
    assert isinstance(history, History)
    assert history.records["entity", "moss"]["label"] == ("\u202essoM\u202c",)
