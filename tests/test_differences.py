"""What differs from the last release: every field of every record, and nothing that is only called otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from atlas.differences import as_called_today, differences, fields_of, records
from atlas.load.project import load_project
from atlas.model.history import RECORDED, Change, FieldChange, History, How
from tests.conftest import copy_of_lichen
from tests.curator import released
from tests.grown import grow

if TYPE_CHECKING:
    from pathlib import Path

    from atlas.library import Library
    from tests.build import Project

LICHEN = "data/entities/lichen.yaml"
RESULTS = "data/claims/results.yaml"
INTRO = "data/claims/intro.yaml"


def library_of(project: Project) -> Library:
    """Return the library of *project*, which is sound."""
    library, problems = load_project(project.folder)
    assert problems == []
    assert library is not None
    return library


def of(project: Project) -> tuple[Change, ...]:
    """Return what differs from the last release of *project*."""
    return differences(library_of(project))


@pytest.mark.parametrize("name", ["atlas_library", "lichen_library", "grown"])
def test_nothing_differs_from_itself(name: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Whatever the records hold comes back from the log."""
    grown = name == "grown"
    library = library_of(grow(copy_of_lichen(tmp_path / name))) if grown else request.getfixturevalue(name)
    again = released(replace(library, history=History()))
    assert differences(again) == ()
    assert len(again.history.records) == sum(len(records(library, type_)) for type_ in RECORDED)


def test_the_data_stand_as_they_were_released(lichen_library: Library) -> None:
    """The log of the tiny review ends with its data."""
    assert differences(lichen_library) == ()


EDITS = {
    "word of a statement": (RESULTS, "oaks", "elms", "results-001", None),
    "effect": (RESULTS, "down", "up", "results-001", FieldChange("effects/beard-lichen", ("down",), ("up",))),
    "facet": (
        RESULTS,
        "[sulphur-dioxide]",
        "[sulphur-dioxide, ozone]",
        "results-001",
        FieldChange("pollutants", ("sulphur-dioxide",), ("sulphur-dioxide", "ozone")),
    ),
    "value that goes": (
        RESULTS,
        "term: beard-lichen",
        "term: not applicable",
        "results-001",
        FieldChange("term", ("beard-lichen",), ()),
    ),
    "place in the article": (
        INTRO,
        "sentence: 2}\n    about",
        "sentence: 1}\n    about",
        "intro-002",
        FieldChange("origin", ("intro, paragraph 1, sentence 2",), ("intro, paragraph 1, sentence 1",)),
    ),
    "quantity": (
        INTRO,
        "high: 20",
        "high: 30",
        "intro-003",
        FieldChange("quantities/grey-crust", ("width: 10–20 mm",), ("width: 10–30 mm",)),
    ),
    "note": (
        LICHEN,
        "definition: A f",
        "note: New.\n    definition: A f",
        "grey-crust",
        FieldChange("note", (), ("New.",)),
    ),
    "retraction": (
        "data/notices.yaml",
        "state: none",
        "state: retracted",
        "moss2010",
        FieldChange("standing", ("none",), ("retracted",)),
    ),
    "author": (
        "bibliography.bib",
        "Bark, C. D.",
        "Bark, C.",
        "moss2010",
        FieldChange("authors", ("Moss A.", "Bark C. D."), ("Moss A.", "Bark C.")),
    ),
    "title of a discrepancy": (
        "data/discrepancies/doubts.yaml",
        "Two trees",
        "Three trees",
        "D1",
        FieldChange("title", ("Two trees",), ("Three trees",)),
    ),
}


@pytest.mark.parametrize(("file", "old", "new", "id_", "expected"), EDITS.values(), ids=EDITS.keys())
def test_an_edit_is_one_difference(  # noqa: PLR0913, PLR0917 - a row of the table above
    lichen: Project, file: str, old: str, new: str, id_: str, expected: FieldChange | None
) -> None:
    """With the field, what it held and what it holds."""
    lichen.edit(file, old, new)
    (change,) = of(lichen)
    assert (change.id, change.how, change.former, len(change.fields)) == (id_, How.CHANGED, "", 1)
    (field,) = change.fields
    assert field == (expected or FieldChange("statement", field.before, (field.before[0].replace(old, new),)))


def test_a_work_that_was_asked_for_again_is_as_it_was(lichen: Project) -> None:
    """The day of the check is no part of the work."""
    lichen.edit("data/notices.yaml", "checked: 2024-05-01", "checked: 2024-06-01")
    assert of(lichen) == ()


def test_another_abbreviation_is_another_record(lichen: Project) -> None:
    """It has no id but itself."""
    lichen.edit("data/abbreviations.yaml", "term: PMs", "term: PM")
    assert [(one.type, one.how, one.id) for one in of(lichen)] == [
        ("term", How.ADDED, "PM"),
        ("term", How.REMOVED, "PMs"),
    ]


def test_a_fact_is_told_with_its_source_and_date(lichen: Project) -> None:
    """All facts of the same name stand together, since sources may disagree."""
    lichen.edit("data/trials/trials.yaml", "value: Phase 2", "value: Phase 3")
    ((field,),) = (one.fields for one in of(lichen))
    assert field.name == "facts/phase"
    assert field.before == (
        "Phase 1 (as of 2020-01-31; https://example.org/a)",
        "Phase 2 (as of not reported; https://example.org/b). Differs.",
    )
    assert field.after[1].startswith("Phase 3")


def rename(project: Project) -> None:
    """Give an entity and a claim new ids, and keep the old ones."""
    for name in (LICHEN, RESULTS, INTRO, "data/discrepancies/doubts.yaml"):
        path = project.folder / name
        text = path.read_text("utf-8").replace("beard-lichen", "usnea").replace("results-001", "results-002")
        path.write_text(text, "utf-8")
    project.edit(LICHEN, "    label: Beard lichen\n", "    former: [beard-lichen]\n    label: Beard lichen\n")
    project.edit(RESULTS, "    kind: field-finding\n", "    former: [results-001]\n    kind: field-finding\n")


def test_a_new_id_is_told_once(lichen: Project) -> None:
    """Of the record that got it; not of those that name it."""
    rename(lichen)
    assert of(lichen) == (
        Change("claim", "results-002", How.CHANGED, (), "results-001"),
        Change("entity", "usnea", How.CHANGED, (), "beard-lichen"),
    )


def test_a_new_id_hides_no_edit(lichen: Project) -> None:
    """What else changed is told in the ids of today, and written so that it follows from what the log knows."""
    rename(lichen)
    lichen.edit(RESULTS, "lichens: [usnea]", "lichens: [grey-crust]")
    lichen.edit(RESULTS, "direction: down", "direction: up")
    library = library_of(lichen)
    change = differences(library)[0]
    assert change.fields == (
        FieldChange("lichens", ("beard-lichen",), ("grey-crust",)),
        FieldChange("effects/usnea", (), ("up",)),
        FieldChange("effects/beard-lichen", ("down",), ()),
    )
    assert tuple(as_called_today(library, change)) == (
        FieldChange("lichens", ("usnea",), ("grey-crust",)),
        FieldChange("effects/usnea", ("down",), ("up",)),
    )


def test_a_new_id_stays_unseen_after_its_release(lichen: Project) -> None:
    """Those that name the record are as they were, in that release and after it."""
    rename(lichen)
    library = released(library_of(lichen))
    assert differences(library) == ()
    assert [one.version for one, _ in library.history.changes["entity", "usnea"]] == ["0.0", "0.1", "made 2"]


def test_two_records_that_become_one(lichen: Project) -> None:
    """The one whose id is kept as a former one is removed; whoever named it names the other, which is no change."""
    path = lichen.folder / LICHEN
    path.write_text(path.read_text("utf-8").partition("  - id: grey-crust")[0], "utf-8")
    lichen.edit(LICHEN, "    label: Beard lichen\n", "    former: [grey-crust]\n    label: Beard lichen\n")
    text = (lichen.folder / INTRO).read_text("utf-8").replace("grey-crust", "beard-lichen")
    (lichen.folder / INTRO).write_text(text, "utf-8")
    (change,) = of(lichen)
    assert (change.type, change.id, change.how) == ("entity", "grey-crust", How.REMOVED)
    assert ("label", ("Grey crust",)) in [(one.name, one.before) for one in change.fields]


def test_what_no_curator_wrote_is_left_out(lichen_library: Library) -> None:
    """Neither empty fields, nor questions that do not arise, nor what follows from other records."""
    claim = fields_of(lichen_library, "claim", lichen_library.claim["intro-002"])
    assert list(claim) == ["statement", "kind", "origin", "about"]
    entity = fields_of(lichen_library, "entity", lichen_library.entity["ozone"])
    assert list(entity) == ["kind", "label", "definition", "match", "note"]


def test_who_has_no_reference_is_no_change_of_a_discrepancy(lichen: Project) -> None:
    """It touches all claims without one; which those are follows from the claims."""
    lichen.edit(
        INTRO,
        "refs: [moss2010]\n    origin: {paragraph: 1, sentence: 1}",
        "refs: uncited in the review\n    origin: {paragraph: 1, sentence: 1}",
    )
    assert [(one.type, one.id) for one in of(lichen)] == [("claim", "intro-001")]
    assert library_of(lichen).discrepancy["D2"].claims == ("intro-001", "intro-002")
    lichen.edit("data/discrepancies/doubts.yaml", "claims: uncited", "claims: [intro-001, intro-002]")
    assert of(lichen)[1].fields == (FieldChange("claims", ("uncited",), ("intro-001", "intro-002")),)


def test_all_effects_on_an_outcome_are_told(lichen: Project) -> None:
    """As all quantities of a subject are."""
    lichen.edit(RESULTS, "direction: down}", "direction: down}\n      - {outcome: beard-lichen, direction: up}")
    assert [one.fields for one in of(lichen)] == [(FieldChange("effects/beard-lichen", ("down",), ("down", "up")),)]
