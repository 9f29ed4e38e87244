"""One fault, one problem: what follows from a record that was left out is not told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from atlas.code import Code
from atlas.load.project import load_project
from tests.load.case import ARTICLE, BIB, IDS, INTRO, LICHEN, POLLUTANT, PREFIXES, RESULTS, TRIALS

if TYPE_CHECKING:
    from tests.build import Project

ONE_FAULT = {
    "claim": (RESULTS, "direction: down", "direction: away", Code.NO_DIRECTION),
    "claims of an unknown section": (RESULTS, "section: results", "section: outlook", Code.UNRESOLVED_ORIGIN),
    "claims of a broken file": (RESULTS, "[sulphur-dioxide]", "[sulphur-dioxide", Code.BAD_YAML),
    "doubled claim": (INTRO, "id: intro-003", "id: intro-001", Code.DUPLICATE_ID),
    "doubled list of claims": (INTRO, "  - id: intro-002", "claims:\n  - id: intro-002", Code.DUPLICATE_YAML_KEY),
    "work": (BIB, "year = {2015}", "year = {15}", Code.BAD_VALUE),
    "entities of an unknown kind": (POLLUTANT, "kind: pollutant", "kind: soot", Code.UNKNOWN_KIND),
    "entities of a broken file": (LICHEN, "synonyms: [Usnea]", "synonyms: [Usnea", Code.BAD_YAML),
    "trial": (TRIALS, "id: NCT00000001", "id: NCT1", Code.BAD_NCT),
    "section": (ARTICLE, "title: Results", "title: []", Code.BAD_VALUE),
    "pattern of a prefix": (PREFIXES, "\\d+", "(", Code.BAD_TABLE),
    "head of the identifiers": (IDS, "curie\t", "curies\t", Code.BAD_TABLE),
    "row of the identifiers": (IDS, "\ttest table", "", Code.BAD_TABLE),
    "row of the prefixes": (PREFIXES, "\\d+\t", "", Code.BAD_TABLE),
}


@pytest.mark.parametrize(("file", "old", "new", "code"), ONE_FAULT.values(), ids=ONE_FAULT.keys())
def test_one_fault_is_one_problem(lichen: Project, file: str, old: str, new: str, code: Code) -> None:
    """Whoever names what was left out is not blamed, and nothing is said to be unused."""
    lichen.edit(file, old, new)
    assert [one.code for one in lichen.problems()] == [code]


def test_claims_without_a_section_are_left_out(lichen: Project) -> None:
    """The library holds no claim whose section it does not hold, and still knows the ids."""
    lichen.edit(RESULTS, "section: results", "section: outlook")
    library, _ = load_project(lichen.folder)
    assert library is not None
    assert "results-001" not in library.claim
    assert "results-001" in library.rejected
    assert library.partial == {"claims"}


def test_bibliography_that_is_not_utf8(lichen: Project) -> None:
    """Keys that can still be read are not reported as unknown."""
    path = lichen.folder / BIB
    path.write_bytes(path.read_bytes().replace(b"Fern", b"F\xe9rn"))
    assert [one.code for one in lichen.problems()] == [Code.NOT_UTF8]
