"""Bad input: nothing hides behind a fault, and what follows from it is left out; the faults are seeded elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.code import Code
from atlas.load.project import load_project
from tests.files import BIB, INTRO, LICHEN, POLLUTANT, RESULTS, TRIALS

if TYPE_CHECKING:
    from tests.build import Project


def test_all_problems_in_one_run(lichen: Project) -> None:
    """Nothing hides behind the first problem: every file and every record is read."""
    lichen.edit(INTRO, "id: intro-003", "id: Intro 3")
    lichen.edit(RESULTS, "direction: down", "direction: away")
    lichen.edit(POLLUTANT, "label: Ozone", "label:")
    lichen.edit(TRIALS, "value: Phase 1", "value: Complete")
    lichen.edit(BIB, "10.5555/87654321", "87654321")
    codes = {one.code for one in lichen.problems()}
    assert {Code.BAD_ID, Code.NO_DIRECTION, Code.EMPTY_VALUE, Code.BAD_PHASE, Code.BAD_DOI} <= codes


def test_record_that_was_rejected_is_not_reported_as_missing(lichen: Project) -> None:
    """Whoever names a record that was left out for its own faults is not blamed for it."""
    lichen.edit(POLLUTANT, "    definition: A pungent gas that rises from burning coal.\n", "")
    assert Code.UNKNOWN_ENTITY not in [one.code for one in lichen.problems()]


def test_byte_order_mark_and_carriage_returns(lichen: Project) -> None:
    """Files of other systems are read as they are meant."""
    for name in (INTRO, BIB):
        path = lichen.folder / name
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert lichen.problems() == []


def test_words_that_yaml_would_change(lichen: Project) -> None:
    """`no`, dates and numbers stay the words that were written."""
    lichen.edit(POLLUTANT, "label: Ozone", "label: no")
    lichen.edit(LICHEN, "synonyms: [Usnea]", "synonyms: [1e3, 2020-01-01, ~]")
    assert lichen.problems() == []


def test_scheme_that_cannot_be_read(lichen: Project) -> None:
    """Without a scheme nothing has a meaning; its problems are told all the same."""
    lichen.edit("data/atlas.yaml", 'version: "0.1"\n', "")
    (problem,) = lichen.problems()
    assert (problem.code, problem.place.path) == (Code.MISSING_FIELD, "data/atlas.yaml")


def test_claims_without_a_section_are_left_out(lichen: Project) -> None:
    """The library holds no claim whose section it does not hold, and still knows the ids."""
    lichen.edit(RESULTS, "section: results", "section: outlook")
    library, _ = load_project(lichen.folder)
    assert library is not None
    assert "results-001" not in library.claim
    assert "results-001" in library.rejected
    assert library.partial == {"claims"}
