"""Authors in texts: found under every form of name, and not in words that only look like names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from atlas.model.prose import SIGN, Mark, Passage
from atlas.model.scheme import Author
from atlas.problem import Place
from atlas.rules.names import Names, misnamed
from atlas.rules.passages import cited

if TYPE_CHECKING:
    from atlas.library import Library

FAMILIES = {
    1: "You",
    2: "Rose",
    3: "Otero-Ortega",
    4: "El Andaloussi",
    5: "van der Berg",
    6: "Théry",
    7: "O'Brien",
    8: "Li",
    9: "Bark",
    10: "Du",
}


@pytest.fixture(scope="module")
def library(lichen_library: Library) -> Library:
    """Return a library with a work by each author."""
    one = lichen_library.references[0]
    works = tuple(
        replace(one, key=f"work{number}", number=number, authors=(Author(family, "A."), Author("Late", "B.")))
        for number, family in FAMILIES.items()
    )
    words = replace(lichen_library.entities[0], label="Rose-grey", synonyms=("Bark’s disease",))
    return replace(lichen_library, references=works, entities=(words,))


def told(library: Library, text: str) -> list[tuple[str, str]]:
    """Return code and name of each problem with the authors of *text*."""
    passage = cited(library, Passage(Place("page.md", 1), text))
    found = misnamed(library, Names(library), passage)
    return [(problem.code.slug, problem.found.split("'")[1]) for problem in found]


WRONG = {
    "Li and colleagues saw it [1].": "Li",
    "In rats, Li et al. saw it [1].": "Li",
    "Li, X. and her co-workers saw it [1].": "Li",
    "In Li’s study it was seen [1].": "Li",
    "Li's study saw it [1].": "Li",
    "As in the study of Li, it was seen [1].": "Li",
    "Li [1] saw it.": "Li",
    "Li (2010) saw it [1].": "Li",
    "Li, Rose and Late saw it [1].": "Li",
    "It was seen [1] by Li.": "Li",
    "You and colleagues saw it [2].": "You",
    "Rose et al. saw it [1].": "Rose",
    "Bark and colleagues saw it [1].": "Bark",
    "Otero-Ortega and colleagues saw it [1].": "Otero-Ortega",
    "Ortega and colleagues saw it [3].": "Ortega",
    "Andaloussi and colleagues saw it [4].": "Andaloussi",
    "El Andaloussi and colleagues saw it [5].": "El Andaloussi",
    "Van der Berg and colleagues saw it [6].": "Van der Berg",
    "Thery and colleagues saw it [7].": "Thery",
    "O’Brien and colleagues saw it [6].": "O’Brien",
    "Late and colleagues saw it [1].": "Late",
    "Nobody et al. saw it [1].": "Nobody",
    "Nobody X, et al. saw it [1].": "Nobody",
    "It was seen [8], and then [1] by Li.": "Li",
    "Li saw one [8], and later Li et al. [1] another.": "Li",
}


@pytest.mark.parametrize(("text", "name"), WRONG.items(), ids=WRONG.keys())
def test_another_author_is_told(library: Library, text: str, name: str) -> None:
    """Once, by the name as it was written."""
    assert told(library, text) == [("wrong-author", name)]


RIGHT = (
    "You and colleagues saw it [1].",
    "El Andaloussi and colleagues saw it [4], and Otero-Ortega et al. saw it too [3].",
    "Recently Van der Berg and colleagues saw it [5].",
    "Thery and colleagues saw it [6].",
    "O’Brien and colleagues saw it [7].",
    "Thery saw it [6], as Théry [6] and O’Brien [7] did, and O'Brien’s group [7].",
    "LI and colleagues saw it [8].",
    "Li and Late saw it [8].",
    "Li et al. saw it [1, 8]. Rose et al. saw it [1–3].",
    "Li and colleagues saw it. They saw more later [8].",
    "You can see it [2]. There, you and Li can see it [8].",
    "The leaves rose [1], and the rose grew [1]. Rose leaves grew [1].",
    "It is called Bark’s disease [1], or Rose-grey [1], and comes with Li ions [8].",
    "It grows on Rose Hill, say Anna Li, her daughter, and J. Li, her son [1].",
    "It is due to Du [10].",
    "Everybody and Nobody saw it [1]. Colleagues saw it too [1].",
    "Du A, Li B, et al. Stones. J Example. 2010.",
    "Li saw it.",
    "Nobody and colleagues saw it.",
    "The heads and their colleagues saw it [1].",
    "Moss and colleagues, in their review, cite it [1].",
)


@pytest.mark.parametrize("text", RIGHT)
def test_what_agrees_is_not_told(library: Library, text: str) -> None:
    """Nor words that are written like a name, nor the author of the article itself."""
    assert told(library, text) == []


@pytest.mark.parametrize("text", ["Li and colleagues saw it.", "It was seen. Rose, Li and Late saw it."])
def test_an_author_without_a_work_is_told(library: Library, text: str) -> None:
    """If an author is surely meant, and no work is cited around."""
    ((code, _),) = told(library, text)
    assert code == "uncited-author"


def test_the_line_is_that_of_the_name(library: Library) -> None:
    """In a passage of many lines, with citations before the name."""
    text = f"One {SIGN}.\nTwo {SIGN}. Three\nand Li et al. {SIGN}."
    marks = (Mark("cite", ("work1",)), Mark("entity", ("beard-lichen",)), Mark("cite", ("work2",)))
    (problem,) = misnamed(library, Names(library), Passage(Place("page.md", 7), text, marks))
    assert str(problem.place) == "page.md:9"
    assert "[2] 'work2'; expected 'Rose'" in problem.message


def test_beside_an_unknown_work_no_author_is_missed(library: Library) -> None:
    """The work itself is told elsewhere."""
    passage = Passage(Place("page.md", 1), f"Li and colleagues saw it {SIGN}.", (Mark("cite", ("stone1999",)),))
    assert list(misnamed(library, Names(library), passage)) == []
