"""Faults of records that are sound one by one and disagree."""

from __future__ import annotations

from atlas.code import Code
from tests.faults.fault import Fault, Told
from tests.files import ARTICLE, BIB, DOUBTS, INTRO, POLLUTANT, RESULTS, SCHEME

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

FAULTS = {
    # numbers of works
    "gap in the numbers": Fault(
        BIB,
        "refnumber = {2}",
        "refnumber = {3}",
        Code.NUMBER_ORDER,
        ("3", "'fern2015'", "2"),
        more=((ARTICLE, "- - {refs: [2]}", "- - {refs: [3]}"),),
    ),
    "number before its turn": Fault(
        ARTICLE,
        "- {refs: [1]}",
        "- {refs: [2, 1]}",
        Code.NUMBER_ORDER,
        ("[2]", "intro ¶1 s2", "[1] before it"),
        more=(
            (
                INTRO,
                "refs: [moss2010]\n    origin: {paragraph: 1, sentence: 2}",
                "refs: [fern2015, moss2010]\n    origin: {paragraph: 1, sentence: 2}",
            ),
        ),
    ),
    "sentence with a number that no work has": Fault(
        ARTICLE, "- - {refs: [2]}", "- - {refs: [2, 9]}", Code.UNKNOWN_NUMBER, ("[9]", "results ¶1 s1")
    ),
    "text with a number that no work has": Fault(
        DOUBTS, "Who said so.", "Who said so, perhaps [1, 9].", Code.UNKNOWN_NUMBER, ("[9]",)
    ),
    "text with a number in words that no work has": Fault(
        DOUBTS, "Who said so.", "Who said so, perhaps references 1 and 9.", Code.UNKNOWN_NUMBER, ("[9]",)
    ),
    "text with a range of numbers": Fault(DOUBTS, "Who said so.", "Who said so, [1–3].", Code.UNKNOWN_NUMBER, ("3",)),
    # works
    "work that the article does not cite": Fault(
        BIB, "% Two works.\n", f"% Three works.\n{ROCK}", Code.UNCITED_WORK, ("'rock2018' [3]", "article.yaml"), 2
    ),
    "work from after the article": Fault(BIB, "year = {2015}", "year = {2051}", Code.LATE_WORK, ("2051", "2020")),
    # authors
    "another author than the first": Fault(
        RESULTS,
        KILLED,
        f"Bark and colleagues saw it. {KILLED}",
        Code.WRONG_AUTHOR,
        ("'Bark'", "[2]", "'Fern'"),
    ),
    "author that nobody knows": Fault(
        RESULTS, KILLED, f"In towns, Farn et al. saw it. {KILLED}", Code.WRONG_AUTHOR, ("'Farn'", "'Fern'")
    ),
    "another author in the genitive": Fault(
        RESULTS, KILLED, f"Bark’s gas did it. {KILLED}", Code.WRONG_AUTHOR, ("'Bark'", "'Fern'")
    ),
    "second author with a year": Fault(
        INTRO,
        THRIVE,
        "As Bark (2010) saw, crusts like clean air.",
        Code.WRONG_AUTHOR,
        ("'Bark'", "'Moss'"),
        also=(Told(INTRO, "As Bark (2010)", Code.NUMBERS_DISAGREE),),
    ),
    "author in a claim without a reference": Fault(
        INTRO,
        "Clean air is said to smell of rain.",
        "Fern et al. smelt rain.",
        Code.UNCITED_AUTHOR,
        ("'Fern'",),
    ),
    "another author in a discrepancy": Fault(
        DOUBTS,
        "printed: Nothing.",
        "printed: “Fern et al.” for [1], “Moss et al.” for [1].",
        Code.WRONG_AUTHOR,
        ("[1]",),
    ),
    "another author in a caption": Fault(
        SCHEME, "seen with which pollutant.", "seen by Fern and her colleagues [1].", Code.WRONG_AUTHOR, ("'Fern'",), -3
    ),
    "another author in a definition": Fault(
        POLLUTANT, "A gas of three oxygen atoms.", "A gas, says Fern [1].", Code.WRONG_AUTHOR, ("'Fern'", "'Moss'")
    ),
    # statements
    "the same statement": Fault(
        RESULTS, KILLED, "grey crusts thrive, where the air is clean!", Code.DUPLICATE_STATEMENT, ("intro.yaml:4",)
    ),
    "number in a statement alone": Fault(
        INTRO, WIDTH, "A crust was measured at 10 to 200 mm.", Code.NUMBERS_DISAGREE, ("'200'", "10 or 20")
    ),
    "number in a quantity alone": Fault(INTRO, WIDTH, "A crust was up to 20 mm.", Code.NUMBERS_DISAGREE, ("10",), 5),
    "another number in the quantity": Fault(
        INTRO, "low: 10, high: 20", "low: 10, high: 25", Code.NUMBERS_DISAGREE, ("'20'", "10 or 25"), -5
    ),
    "another name with a number": Fault(
        RESULTS, KILLED, "SO3 killed beard lichen on oaks.", Code.NUMBERS_DISAGREE, ("'SO3'", "no quantity")
    ),
    "part of a longer name with a number": Fault(
        RESULTS, KILLED, "CSO2 killed beard lichen on oaks.", Code.NUMBERS_DISAGREE, ("'CSO2'",)
    ),
    "another direction": Fault(
        RESULTS,
        KILLED,
        "It raised the amount. Of more, no word.",
        Code.DIRECTION_DISAGREES,
        ("down", "says up"),
        9,
    ),
    "effect in another direction": Fault(
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
    "registry number of no trial": Fault(
        DOUBTS, "checked: Searched.", "checked: Searched for NCT00000009.", Code.UNKNOWN_TRIAL, ("NCT00000009",)
    ),
}
