"""Releases one after the other, whatever happens between them: the log can be read, and ends with the data."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.differences import differences, fields_of, records
from atlas.load.history import as_lines
from atlas.load.project import load_project
from atlas.model.history import RECORDED
from atlas.render.changes import told
from atlas.render.data import plain
from tests.conftest import LICHEN
from tests.curator import Step, merge, released, rename, take

if TYPE_CHECKING:
    from collections.abc import Mapping

    from atlas.library import Library
    from atlas.model.history import Key, Value

STEPS = st.builds(
    Step,
    st.sampled_from(("write", "rename", "merge", "forget", "add", "drop")),
    st.integers(0, 3),
    st.integers(0, 3),
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 1)), max_size=3).map(tuple),
    st.sampled_from(("entities", "claims")),
)


@cache
def review() -> Library:
    """Return the library of the tiny review."""
    library, _ = load_project(LICHEN)
    assert library is not None
    return library


def fields_of_all(library: Library) -> dict[Key, Mapping[str, Value]]:
    """Return what all records hold today."""
    every = ((type_, *pair) for type_ in RECORDED for pair in records(library, type_).items())
    return {(type_, id_): fields_of(library, type_, record) for type_, id_, record in every}


def as_sets(library: Library, held: Mapping[Key, Mapping[str, Value]]) -> dict[tuple[Key, str], set[str]]:
    """Return what is held in each field in the ids of today, wherever they stand and in whatever order."""
    known = {old: new for (_, old), new in library.renamed.items()}
    found: dict[tuple[Key, str], set[str]] = {}
    for key, fields in held.items():
        for name, value in fields.items():
            called = "/".join(known.get(part, part) for part in name.split("/"))
            found.setdefault((key, called), set()).update(known.get(one, one) for one in value)
    return found


def said(library: Library) -> list[str]:
    """Return how the last release of *library* tells of claims."""
    groups = dict(told(library, library.history.releases[-1].changes))
    return [plain(line) for line in groups.get("Claims", ())]


def logged(library: Library) -> list[dict[str, object]]:
    """Return what the last release of *library* writes of claims."""
    lines = [json.loads(line) for line in as_lines(library.history.releases[-1]).splitlines()]
    return [line["fields"] for line in lines if line.get("type") == "claim"]


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.lists(st.lists(STEPS, max_size=5), max_size=6))
def test_the_log_can_always_be_read(turns: list[list[Step]]) -> None:
    """What is pending is written once and told in the same words then; and the log ends with what the records hold."""
    library = review()  # as an argument, all of it would be shown with each failure
    for steps in turns:
        for step in steps:
            library = take(library, step)
        pending = list(told(library, differences(library)))
        library = released(library)
        assert differences(library) == ()
        assert list(told(library, library.history.releases[-1].changes)) == pending
        assert as_sets(library, library.history.records) == as_sets(library, fields_of_all(library))


def test_an_effect_on_a_renamed_entity(lichen_library: Library) -> None:
    """Its change is told as one, and it can go."""
    library = released(rename(lichen_library, "entities", "beard-lichen", "usnea"))
    assert logged(library) == []
    library = released(take(library, Step("effects", 3, parts=((0, 0),))))
    assert logged(library) == [{"effects/usnea": "up", "effects/beard-lichen": None}]
    assert said(library) == ["results-001: Effect (Beard lichen): was “down”, is now “up”"]
    library = released(take(library, Step("effects", 3)))
    assert logged(library) == [{"effects": "not reported", "effects/usnea": None}]
    assert said(library) == [
        "results-001: Effect: added “not reported”",
        "results-001: Effect (Beard lichen): removed “up”",
    ]


def test_an_effect_on_a_renamed_entity_goes_at_once(lichen_library: Library) -> None:
    """What is taken away is what the log knows."""
    library = released(rename(lichen_library, "entities", "beard-lichen", "usnea"))
    library = released(take(library, Step("effects", 3)))
    assert logged(library) == [{"effects": "not reported", "effects/beard-lichen": None}]
    assert differences(library) == ()


def test_an_entity_renamed_twice(lichen_library: Library) -> None:
    """Whoever names it is as it was, both times; a change follows from the first name."""
    library = released(rename(lichen_library, "entities", "beard-lichen", "usnea"))
    library = released(rename(library, "entities", "usnea", "old-man"))
    assert logged(library) == []
    library = released(take(library, Step("effects", 3, parts=((0, 0),))))
    assert logged(library) == [{"effects/old-man": "up", "effects/beard-lichen": None}]
    assert differences(library) == ()


@pytest.mark.parametrize("what", ["effects", "quantities"])
def test_parts_on_two_entities_that_become_one(lichen_library: Library, what: str) -> None:
    """They stand together, which is no change; a later change is one of both."""
    library = released(take(lichen_library, Step(what, 3, parts=((0, 1), (1, 0)))))
    library = released(merge(library, "entities", "beard-lichen", "grey-crust"))
    assert logged(library) == []
    assert differences(library) == ()
    library = released(take(library, Step(what, 3, parts=((0, 0),))))
    name = f"{what}/beard-lichen"
    assert logged(library) == [{name: None}]
    shown = {
        "effects": "Effect (Grey crust): removed “down”",
        "quantities": "Quantity (Grey crust): removed “width: 1 mm”",
    }
    assert said(library) == [f"results-001: {shown[what]}"]


def test_ids_that_stand_twice(lichen_library: Library) -> None:
    """They are no change once they are released."""
    library = released(take(lichen_library, Step("about", 0, parts=((1, 0), (1, 0)))))
    assert logged(library) == []
    library = released(take(library, Step("about", 1, parts=((0, 0), (1, 0), (0, 0)))))
    assert logged(library) == [{"about": ["beard-lichen", "grey-crust", "beard-lichen"]}]
    assert differences(library) == ()
