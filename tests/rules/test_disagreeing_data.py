"""Records that are sound one by one and disagree: one change to the tiny review, one problem at the right line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from atlas.code import Code
from tests.load.case import ARTICLE, BIB, DOUBTS, INTRO, LICHEN, POLLUTANT, RESULTS, SCHEME, TRIALS, Case, told

if TYPE_CHECKING:
    from tests.build import Project

KILLED = "Sulphur dioxide killed beard lichen on oaks."
THRIVE = "Grey crusts thrive where the air is clean."
WIDTH = "A crust was measured at 10 to 20 mm."
ROCK = """
@article{rock2018,
  refnumber = {3},
  author = {Rock, E.},
  title = {{Stones}},
  journal = {J Example},
  year = {2018},
  volume = {1},
  pages = {1},
  role = {background},
}
"""

CASES = {
    # numbers of works
    "gap in the numbers": Case(BIB, "refnumber = {2}", "refnumber = {3}", Code.NUMBER_ORDER, ("3", "'fern2015'", "2")),
    "number before its turn": Case(
        ARTICLE, "- {refs: [1]}", "- {refs: [2, 1]}", Code.NUMBER_ORDER, ("[2]", "intro ¶1 s2", "[1] before it")
    ),
    "sentence with a number that no work has": Case(
        ARTICLE, "- - {refs: [2]}", "- - {refs: [2, 9]}", Code.UNKNOWN_NUMBER, ("[9]", "results ¶1 s1")
    ),
    "text with a number that no work has": Case(
        DOUBTS, "Who said so.", "Who said so, perhaps [1, 9].", Code.UNKNOWN_NUMBER, ("[9]",)
    ),
    "text with a number in words that no work has": Case(
        DOUBTS, "Who said so.", "Who said so, perhaps references 1 and 9.", Code.UNKNOWN_NUMBER, ("[9]",)
    ),
    "text with a range of numbers": Case(DOUBTS, "Who said so.", "Who said so, [1–3].", Code.UNKNOWN_NUMBER, ("3",)),
    # works
    "work that the article does not cite": Case(
        BIB, "% Two works.\n", f"% Three works.\n{ROCK}", Code.UNCITED_WORK, ("'rock2018' [3]", "article.yaml"), 2
    ),
    "work from after the article": Case(BIB, "year = {2015}", "year = {2051}", Code.LATE_WORK, ("2051", "2020")),
    # authors
    "another author than the first": Case(
        RESULTS,
        KILLED,
        f"Bark and colleagues saw it. {KILLED}",
        Code.WRONG_AUTHOR,
        ("'Bark'", "[2]", "'Fern'"),
    ),
    "author that nobody knows": Case(
        RESULTS, KILLED, f"In towns, Farn et al. saw it. {KILLED}", Code.WRONG_AUTHOR, ("'Farn'", "'Fern'")
    ),
    "another author in the genitive": Case(
        RESULTS, KILLED, f"Bark’s gas did it. {KILLED}", Code.WRONG_AUTHOR, ("'Bark'", "'Fern'")
    ),
    "second author with a year": Case(
        INTRO, THRIVE, "As Bark (2010) saw, crusts like clean air.", Code.WRONG_AUTHOR, ("'Bark'", "'Moss'")
    ),
    "author in a claim without a reference": Case(
        INTRO,
        "Clean air is said to smell of rain.",
        "Fern et al. smelt rain.",
        Code.UNCITED_AUTHOR,
        ("'Fern'",),
    ),
    "another author in a discrepancy": Case(
        DOUBTS,
        "printed: Nothing.",
        "printed: “Fern et al.” for [1], “Moss et al.” for [1].",
        Code.WRONG_AUTHOR,
        ("[1]",),
    ),
    "another author in a caption": Case(
        SCHEME, "seen with which pollutant.", "seen by Fern and her colleagues [1].", Code.WRONG_AUTHOR, ("'Fern'",), -3
    ),
    "another author in a definition": Case(
        POLLUTANT, "A gas of three oxygen atoms.", "A gas, says Fern [1].", Code.WRONG_AUTHOR, ("'Fern'", "'Moss'")
    ),
    # statements
    "the same statement": Case(
        RESULTS, KILLED, "grey crusts thrive, where the air is clean!", Code.DUPLICATE_STATEMENT, ("intro.yaml:4",)
    ),
    "number in a statement alone": Case(
        INTRO, WIDTH, "A crust was measured at 10 to 200 mm.", Code.NUMBERS_DISAGREE, ("'200'", "10 or 20")
    ),
    "number in a quantity alone": Case(INTRO, WIDTH, "A crust was up to 20 mm.", Code.NUMBERS_DISAGREE, ("10",), 5),
    "another number in the quantity": Case(
        INTRO, "low: 10, high: 20", "low: 10, high: 25", Code.NUMBERS_DISAGREE, ("'20'", "10 or 25"), -5
    ),
    "another name with a number": Case(
        RESULTS, KILLED, "SO3 killed beard lichen on oaks.", Code.NUMBERS_DISAGREE, ("'SO3'", "no quantity")
    ),
    "part of a longer name with a number": Case(
        RESULTS, KILLED, "CSO2 killed beard lichen on oaks.", Code.NUMBERS_DISAGREE, ("'CSO2'",)
    ),
    "another direction": Case(
        RESULTS,
        KILLED,
        "It raised the amount. Of more, no word.",
        Code.DIRECTION_DISAGREES,
        ("down", "says up"),
        9,
    ),
    "effect in another direction": Case(
        RESULTS,
        f"{KILLED}\n    kind: field-finding\n    refs: [fern2015]\n    origin: {{paragraph: 1, sentence: 1}}\n"
        "    system: ex vivo\n    pollutants: [sulphur-dioxide]\n    lichens: [beard-lichen]\n    term: beard-lichen\n"
        "    effects:\n      - {outcome: beard-lichen, direction: down}",
        "Sulphur dioxide lowered it.\n    kind: field-finding\n    refs: [fern2015]\n"
        "    origin: {paragraph: 1, sentence: 1}\n    system: ex vivo\n    pollutants: [sulphur-dioxide]\n"
        "    lichens: [beard-lichen]\n    term: beard-lichen\n    effects:\n"
        "      - {outcome: beard-lichen, direction: unchanged}",
        Code.DIRECTION_DISAGREES,
        ("unchanged", "says down"),
        9,
    ),
    # trials
    "registry number of no trial": Case(
        DOUBTS, "checked: Searched.", "checked: Searched for NCT00000009.", Code.UNKNOWN_TRIAL, ("NCT00000009",)
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_one_change_causes_one_located_problem(lichen: Project, case: Case) -> None:
    """The problem stands at the right line, and tells the value, the expectation and the mend."""
    told(lichen, case)


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
