"""Faults of what is sound for itself: works, numbers, names and directions that disagree, in the data and in prose."""

from __future__ import annotations

from atlas.code import Code
from tests.faults.bibliography import IVY, MOSS
from tests.faults.fault import Fault, Told
from tests.faults.pages import written
from tests.files import ARTICLE, BIB, DOUBTS, INTRO, POLLUTANT, RESULTS, SCHEME

KILLED = "Sulphur dioxide killed beard lichen on oaks."
THRIVE = "Grey crusts thrive where the air is clean."
WIDTH = "A crust was measured at 10 to 20 mm."
NOTED = "    refs: [moss2010]\n    origin: {paragraph: 1, sentence: 2}"
SOUGHT = "Who said so."

WORKS = {
    "gap in the numbers of works": Fault(
        BIB,
        "refnumber = {2}",
        "refnumber = {3}",
        Code.NUMBER_ORDER,
        ("3", "'fern2015'", "2"),
        more=((ARTICLE, "- - {refs: [2]}", "- - {refs: [3]}"),),
    ),
    "number of a work before its turn": Fault(
        ARTICLE,
        "- {refs: [1]}",
        "- {refs: [2, 1]}",
        Code.NUMBER_ORDER,
        ("[2]", "intro ¶1 s2", "[1] before it"),
        more=((INTRO, NOTED, NOTED.replace("]", ", fern2015]")),),
    ),
    "sentence that cites no work": Fault(
        ARTICLE, "- - {refs: [2]}", "- - {refs: [2, 9]}", Code.UNKNOWN_NUMBER, ("[9]", "results ¶1 s1")
    ),
    "text that cites no work": Fault(DOUBTS, SOUGHT, "Who said so, [1, 9].", Code.UNKNOWN_NUMBER, ("[9]",)),
    "text that cites no work in words": Fault(
        DOUBTS, SOUGHT, "Who said so, references 1 and 9.", Code.UNKNOWN_NUMBER, ("[9]",)
    ),
    "text that cites a range of works": Fault(DOUBTS, SOUGHT, "Who said so, [1–3].", Code.UNKNOWN_NUMBER, ("[3]",)),
    "work that the article does not cite": Fault(
        BIB, MOSS, IVY.format(key="ivy2001", number=3, role="background") + MOSS, Code.UNCITED_WORK, ("'ivy2001' [3]",)
    ),
    "work from after the article": Fault(BIB, "year = {2015}", "year = {2051}", Code.LATE_WORK, ("2051", "2020")),
}
AUTHORS = {
    "another author in a claim": Fault(
        RESULTS, KILLED, f"Bark and colleagues saw it. {KILLED}", Code.WRONG_AUTHOR, ("'Bark'", "[2]", "'Fern'")
    ),
    "misspelt author in a claim": Fault(
        RESULTS, KILLED, f"In towns, Farn et al. saw it. {KILLED}", Code.WRONG_AUTHOR, ("'Farn'", "'Fern'")
    ),
    "another author in the genitive": Fault(
        RESULTS, KILLED, f"Bark’s gas did it. {KILLED}", Code.WRONG_AUTHOR, ("'Bark'", "'Fern'")
    ),
    "second author with a year": Fault(
        INTRO, THRIVE, "As Bark (2010) saw, crusts like clean air.", Code.WRONG_AUTHOR, ("'Bark'", "'Moss'")
    ),
    "author in a claim without a work": Fault(
        INTRO, "Clean air is said to smell of rain.", "Fern et al. smelt rain.", Code.UNCITED_AUTHOR, ("'Fern'",)
    ),
    "another author in a discrepancy": Fault(
        DOUBTS, "printed: Nothing.", "printed: “Fern et al.” for [1], “Moss” for [1].", Code.WRONG_AUTHOR, ("[1]",)
    ),
    "another author in a caption": Fault(
        SCHEME, "seen with which pollutant.", "seen by Fern et al. [1].", Code.WRONG_AUTHOR, ("'Fern'",), -3
    ),
    "another author in a definition": Fault(
        POLLUTANT, "A gas of three oxygen atoms.", "A gas, says Fern [1].", Code.WRONG_AUTHOR, ("'Fern'", "'Moss'")
    ),
}
STATEMENTS = {
    "the same statement again": Fault(
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
    "statement in another direction": Fault(
        RESULTS, KILLED, "It raised the amount. Of more, no word.", Code.DIRECTION_DISAGREES, ("down", "says up"), 9
    ),
    "effect in another direction": Fault(
        RESULTS,
        "direction: down",
        "direction: unchanged",
        Code.DIRECTION_DISAGREES,
        ("unchanged", "says down"),
        more=((RESULTS, KILLED, "Sulphur dioxide lowered it."),),
    ),
    "registry number of no trial": Fault(
        DOUBTS, "checked: Searched.", "checked: Searched for NCT00000009.", Code.UNKNOWN_TRIAL, ("NCT00000009",)
    ),
}
FAULTS = WORKS | AUTHORS | STATEMENTS

SHOWN = "\n\n```{atlas:claims}\n:section: results\n```"
PROSE = {
    "another author beside a citation": written(
        "author", "So say Fern and colleagues {cite}`moss2010`.", Code.WRONG_AUTHOR, "'Fern'", "[1]", "'Moss'"
    ),
    "author without a citation": written("uncited", "So say Fern et al.", Code.UNCITED_AUTHOR, "'Fern'"),
    "typed number that no work has": written("number", "So say some [7].", Code.UNKNOWN_NUMBER, "[7]"),
    "typed registry number of no trial": written("registry", "See\nNCT00000009.", Code.UNKNOWN_TRIAL, "NCT", below=3),
    "entity that no cited work is on": written(
        "unnamed", "It is {atlas:entity}`ozone` {cite}`fern2015`.", Code.PROSE_DISAGREES, "'ozone'", "[2]", "no work"
    ),
    "claim on another work": written(
        "other", "So {atlas:claim}`results-001`\n{cite}`moss2010`.", Code.PROSE_DISAGREES, "'results-001'", "[2]"
    ),
    "discrepancy on another work": written(
        "doubt", "See {atlas:discrepancy}`D1` {cite}`moss2010`.", Code.PROSE_DISAGREES, "discrepancy 'D1'", "[1]"
    ),
    "work beside an entity of another": written(
        "beside",
        "On {atlas:entity}`grey-crust`\n{cite}`fern2015` and on {atlas:entity}`sulphur-dioxide` {cite}`moss2010`.",
        Code.PROSE_DISAGREES,
        "[2] 'fern2015' for 'grey-crust'",
        below=3,
        also=(Told("docs/faulty/beside.md", "{cite}`fern2015`", Code.PROSE_DISAGREES),),
    ),
    "work of a row beside an entity of another": written(
        "row",
        "| What | By whom |\n|---|---|\n| {atlas:entity}`sulphur-dioxide` | {cite}`moss2010` |",
        Code.PROSE_DISAGREES,
        "'sulphur-dioxide'",
        below=4,
    ),
    "work of which the page shows no claim": written(
        "stray", f"So\nit is {{cite}}`moss2010`.{SHOWN}", Code.STRAY_CITATION, "[1] 'moss2010'", below=3
    ),
}
"""Faults of pages, all in one build."""
