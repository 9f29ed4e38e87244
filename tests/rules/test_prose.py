"""Passages of pages held against records, and cut into sentences."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from atlas.code import Code
from atlas.model.prose import SIGN, Mark, Passage, Written
from atlas.problem import Place
from atlas.render.requests import Request
from atlas.render.shown import works_shown
from atlas.rules.prose import check_prose

if TYPE_CHECKING:
    from atlas.library import Library

FERN, MOSS, NONE = Mark("cite", ("fern2015",)), Mark("cite", ("moss2010",)), Mark("cite", ("stone1999",))
BOTH = Mark("cite", ("moss2010", "fern2015"))
GAS, OZONE = Mark("entity", ("sulphur-dioxide",)), Mark("entity", ("ozone",))
BEARD, CRUST = Mark("entity", ("beard-lichen",)), Mark("entity", ("grey-crust",))
KILLED, RAIN = Mark("claim", ("results-001",)), Mark("claim", ("intro-002",))
TREES = Mark("discrepancy", ("D1",))
EVERYTHING = Passage(Place("all.md", 1), SIGN, (BOTH,))


def passage(*parts: str | Mark) -> Passage:
    """Return a passage of words and marks."""
    text = "".join(part if isinstance(part, str) else SIGN for part in parts)
    return Passage(Place("page.md", 1), text, tuple(part for part in parts if isinstance(part, Mark)))


def told(library: Library, *parts: str | Mark, rests: tuple[str, ...] = ()) -> list[tuple[str, int]]:
    """Return code and line of all that is wrong with one passage of a page whose claims rest on the works *rests*."""
    pages = [Written((passage(*parts),), frozenset(rests)), Written((EVERYTHING,))]
    return [(problem.code.slug, problem.place.line) for problem in check_prose(library, pages)]


DISAGREEING = {
    "entity of another work": ("Of ", GAS, "\nand more ", MOSS, "."),
    "entity that no work names": (OZONE, "\n", BOTH),
    "one entity of two": (GAS, " and\n", OZONE, " ", FERN),
    "claim of another work": ("So ", MOSS, "\nas told in ", KILLED, "."),
    "discrepancy of another work": (TREES, "\n", MOSS),
    "one work too many": (GAS, "\n", BOTH),
    "works the wrong way round": (CRUST, "\n", FERN, " and ", GAS, " ", MOSS),
}
LINES = {"entity of another work": 1, "entity that no work names": 1, "discrepancy of another work": 1}


@pytest.mark.parametrize("name", DISAGREEING)
def test_a_link_and_a_work_without_a_common_claim(lichen_library: Library, name: str) -> None:
    """The link is told, or else the work."""
    found = told(lichen_library, *DISAGREEING[name], rests=("moss2010", "fern2015"))
    assert found == [("prose-disagrees", LINES.get(name, 2))] * (2 if name == "works the wrong way round" else 1)


AGREEING = {
    "entity of the work": (GAS, " ", FERN),
    "broader entity": (BEARD, " ", MOSS),
    "claim of one of the works": (KILLED, " ", BOTH),
    "claim without a reference": (RAIN, " ", MOSS),
    "discrepancy of the work": (TREES, " ", FERN),
    "each for its own": (CRUST, " ", MOSS, " and ", GAS, " ", FERN),
    "apart": (GAS, " rises. ", MOSS, " grows."),
    "nothing cited": (OZONE, " and ", KILLED),
    "record that does not exist": (Mark("entity", ("soot",)), Mark("claim", ("results-009",)), " ", FERN),
    "other links": (Mark("trial", ("NCT00000001",)), Mark("figure", ("lichens-by-pollutant",)), " ", FERN),
}


@pytest.mark.parametrize("parts", AGREEING.values(), ids=AGREEING.keys())
def test_what_agrees_is_not_told(lichen_library: Library, parts: tuple[str | Mark, ...]) -> None:
    """On a page that shows claims on all works."""
    assert told(lichen_library, *parts, rests=("moss2010", "fern2015")) == []


def test_a_citation_leads_to_a_claim(lichen_library: Library) -> None:
    """On the page, or by a link of the same paragraph; overviews show no claims and are left alone."""
    assert told(lichen_library, "One.\n", MOSS, rests=("fern2015",)) == [("stray-citation", 2)]
    assert told(lichen_library, GAS, ".\n", MOSS, rests=("fern2015",)) == [("stray-citation", 2)]
    assert told(lichen_library, MOSS, rests=("moss2010",)) == []
    assert told(lichen_library, MOSS, ". More of ", CRUST, rests=("fern2015",)) == []
    assert told(lichen_library, FERN, ". More in ", KILLED, rests=("moss2010",)) == []
    assert told(lichen_library, MOSS) == []


def test_unknown_works_numbers_and_trials(lichen_library: Library) -> None:
    """Each at its line, and beside an unknown work nothing else is told."""
    found = told(lichen_library, "One\n", NONE, ", ", OZONE, "\n[2, 9] and NCT00000001\nNCT00000009")
    assert found == [("unknown-reference", 2), ("unknown-number", 3), ("unknown-trial", 4)]


def test_an_author_beside_another_work(lichen_library: Library) -> None:
    """In prose as in the data."""
    assert told(lichen_library, "So\nFern and colleagues ", MOSS) == [("wrong-author", 2)]
    assert told(lichen_library, "So\nFern and colleagues ", FERN) == []


def test_a_discrepancy_is_on_the_works_that_it_cites(lichen_library: Library) -> None:
    """Not only on those of the claims that it names."""
    doubts = (replace(lichen_library.discrepancies[1], doubt="See [2]."),)
    library = replace(lichen_library, discrepancies=doubts)
    assert told(library, Mark("discrepancy", ("D2",)), FERN) == []
    assert told(library, Mark("discrepancy", ("D2",)), MOSS) == [("prose-disagrees", 1)]


def test_a_typed_number_is_a_citation(lichen_library: Library) -> None:
    """Like one that links."""
    assert told(lichen_library, GAS, " [1].") == [("prose-disagrees", 1)]
    assert told(lichen_library, GAS, " [2].") == []


def test_a_passage_of_two_pages_is_told_once(lichen_library: Library) -> None:
    """As of a file that two pages include."""
    page = Written((passage(NONE),))
    assert len(check_prose(lichen_library, [page, page, Written((EVERYTHING,))])) == 1


def test_a_work_that_nothing_cites(lichen_library: Library) -> None:
    """Neither a claim nor a page; of works that must support a claim, the lack of a claim is told already."""
    claims = tuple(claim for claim in lichen_library.claims if not claim.refs)
    bare = replace(lichen_library, claims=claims)
    (problem,) = check_prose(bare, [])
    assert (problem.code, str(problem.place)) == (Code.UNCITED_WORK, "bibliography.bib:3")
    assert check_prose(bare, [Written((EVERYTHING,))]) == []
    assert check_prose(lichen_library, []) == []


HIDDEN = {
    "claims": {Code.PROSE_DISAGREES, Code.UNCITED_WORK},
    "entities": {Code.PROSE_DISAGREES},
    "trials": {Code.UNKNOWN_TRIAL},
    "references": {Code.UNKNOWN_NUMBER},
}


@pytest.mark.parametrize("sort", HIDDEN)
def test_what_was_rejected_is_not_missed(lichen_library: Library, sort: str) -> None:
    """With gaps among the records nobody is blamed for naming what is in a gap."""
    gaps = replace(lichen_library, claims=(), trials=(), partial=frozenset({sort}), rejected=frozenset({"stone1999"}))
    codes = {
        problem.code
        for problem in check_prose(gaps, [Written((passage(NONE, ". ", OZONE, FERN, " NCT00000001. [9]"),))])
    }
    all_codes = {Code.UNKNOWN_NUMBER, Code.UNKNOWN_TRIAL, Code.PROSE_DISAGREES, Code.UNCITED_WORK}
    assert codes == all_codes - HIDDEN[sort]


SENTENCES = {
    "One. Two? “Three.” (Four.) Five": ["One. ", "Two? ", "“Three.” ", "(Four.) ", "Five"],
    "Li et al. saw it. miR too.": ["Li et al. saw it. ", "miR too."],
    "“Li et al.” and K. Li, e.g. No. 7, 1.5 mm. End": ["“Li et al.” and K. Li, e.g. No. 7, 1.5 mm. ", "End"],
}


@pytest.mark.parametrize(("text", "expected"), SENTENCES.items())
def test_sentences(text: str, expected: list[str]) -> None:
    """Ends of sentences, and full stops that are none."""
    assert [one.text for one in Passage(Place("page.md", 1), text).sentences()] == expected


def test_sentences_keep_lines_and_marks() -> None:
    """Each the marks that are its own."""
    first, second = passage("One\n", FERN, ".\n", "Two\n", MOSS, GAS).sentences()
    assert (first.place.line, first.marks) == (1, (FERN,))
    assert (second.place.line, second.marks) == (3, (MOSS, GAS))
    assert [second.at(position).line for position, _ in second.placed()] == [4, 4]


@pytest.mark.parametrize(
    ("request_", "works"),
    [
        (Request("register", "intro"), {"moss2010"}),
        (Request("claims", "", (("section", "results"),)), {"fern2015"}),
        (Request("functions"), {"moss2010", "fern2015"}),
        (Request("claims", "", (("soil", "red"),)), set()),
        (Request("entity", "grey-crust"), {"moss2010"}),
        (Request("entities", "", (("kind", "pollutant"),)), {"fern2015"}),
        (Request("work", "fern2015"), {"fern2015"}),
        (Request("figure", "lichens-by-pollutant"), set()),
    ],
)
def test_works_behind_a_view(lichen_library: Library, request_: Request, works: set[str]) -> None:
    """Those of the claims that it lists, counts or leads to."""
    assert works_shown(lichen_library, [request_]) == works
