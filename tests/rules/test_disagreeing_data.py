"""Records that agree although they look as if they did not; those that disagree are among the seeded faults."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from atlas.code import Code
from tests.files import ARTICLE, BIB, DOUBTS, INTRO, LICHEN, POLLUTANT, RESULTS, TRIALS

if TYPE_CHECKING:
    from tests.build import Project

KILLED = "Sulphur dioxide killed beard lichen on oaks."
THRIVE = "Grey crusts thrive where the air is clean."
WIDTH = "A crust was measured at 10 to 20 mm."
SOUND: dict[str, list[tuple[str, str, str]]] = {
    "first author": [(RESULTS, KILLED, f"Fern and colleagues saw it. {KILLED}")],
    "first author without a mark": [(RESULTS, KILLED, "In the study of Fern beard lichen died on oaks.")],
    "first author of the article": [(INTRO, "Clean air is said to", "Moss and Fern write that clean air is said to")],
    "first of two authors": [(INTRO, THRIVE, "Moss and Bark saw crusts.")],
    "authors in turn": [(DOUBTS, "printed: Nothing.", "printed: “Fern et al.” for [2], “Moss et al.” for [1].")],
    "author and number apart": [(DOUBTS, "printed: Nothing.", "printed: Fern et al. say so. See [2].")],
    "word like a name": [(INTRO, THRIVE, "Bark is where grey crusts thrive, and moss and fern.")],
    "numbers in another form": [(INTRO, WIDTH, "Its 10–20.0 mm were measured.")],
    "numbers in words": [(INTRO, WIDTH, "From ten to 20 mm.")],
    "large number": [(INTRO, "high: 20", "high: 12000"), (INTRO, "10 to 20 mm", "10 to 12,000 mm")],
    "number with a comma": [(INTRO, "high: 20", "high: 12.5"), (INTRO, "10 to 20 mm", "10 to 12,5 mm")],
    "year behind a name": [(INTRO, THRIVE, "Moss (2010) saw crusts.")],
    "name with a number": [(RESULTS, KILLED, "In oaks so2 killed beard lichen.")],
    "abbreviation with a number": [
        (RESULTS, KILLED, "S3 killed beard lichen."),
        ("data/abbreviations.yaml", "{term: SO2, expansion: sulphur dioxide,", "{term: S3, expansion: sulphur,"),
    ],
    "both directions": [(RESULTS, KILLED, "Higher doses lowered it.")],
    "direction turned": [(RESULTS, KILLED, "Sulphur dioxide prevented higher growth.")],
    "direction in a name": [(RESULTS, KILLED, "It killed raised beard."), (LICHEN, "Usnea", "raised beard")],
    "one direction of two": [
        (RESULTS, KILLED, "Sulphur dioxide raised crusts."),
        (RESULTS, "direction: down}", "direction: down}\n      - {outcome: grey-crust, direction: up}"),
    ],
    "sign that stands for links": [("data/atlas.yaml", "caption: Which lichen", "caption: Which \ufffc lichen")],
    "registry number of a trial": [(DOUBTS, "checked: Searched.", "checked: Searched for NCT00000002.")],
}


@pytest.mark.parametrize("changes", SOUND.values(), ids=SOUND.keys())
def test_what_agrees_is_not_told(lichen: Project, changes: list[tuple[str, str, str]]) -> None:
    """A rule that cries wolf is soon ignored."""
    for change in changes:
        lichen.edit(*change)
    assert lichen.problems() == []


def test_an_unknown_number_is_told_once(lichen: Project) -> None:
    """It is not also a citation that no claim uses."""
    lichen.edit(ARTICLE, "- - {refs: [2]}", "- - {refs: [2, 9]}")
    assert [one.code for one in lichen.problems()] == [Code.UNKNOWN_NUMBER]


GAPS = {
    "work": (BIB, "year = {2010}", "year = {x}", {Code.BAD_VALUE}),
    "trial": (TRIALS, "scope_reason: It does not.", "scope_reason: ''", {Code.EMPTY_VALUE}),
    "sentence": (ARTICLE, "- {refs: [1]}", "- {refs: [x]}", {Code.BAD_VALUE}),
    "name with a number": (POLLUTANT, "match: exact", "match: somewhat", {Code.BAD_VALUE}),
}


@pytest.mark.parametrize("gap", GAPS.values(), ids=GAPS.keys())
def test_what_was_rejected_is_not_missed(lichen: Project, gap: tuple[str, str, str, set[Code]]) -> None:
    """Nobody is blamed twice for one fault: not for the numbers of a work that was left out, nor for a trial."""
    lichen.edit(DOUBTS, "Who said so.", "Who said so, [1] or NCT00000002.")
    lichen.edit(RESULTS, KILLED, "SO2 killed beard lichen on oaks.")
    file, old, new, codes = gap
    lichen.edit(file, old, new)
    assert {one.code for one in lichen.problems()} == codes
