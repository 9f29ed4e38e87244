"""The library: look-ups, joins and orders."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from atlas.model.article import Origin
from atlas.model.history import Moved

if TYPE_CHECKING:
    from atlas.library import Library


def test_claims_stand_in_reading_order(lichen_library: Library) -> None:
    """The order of the article's sections decides, not that of the files."""
    assert [claim.id for claim in lichen_library.claims] == ["intro-001", "intro-002", "intro-003", "results-001"]


def test_claims_of_an_entity_come_from_every_field(lichen_library: Library) -> None:
    """Facets, effects, quantities and `about` all count, and a claim counts once."""
    assert [claim.id for claim in lichen_library.claims_naming("grey-crust")] == ["intro-001", "intro-003"]
    assert [claim.id for claim in lichen_library.claims_naming("beard-lichen")] == ["results-001"]
    assert lichen_library.claims_naming("nothing") == ()


def test_lineage_goes_down(lichen_library: Library) -> None:
    """An entity stands above those that name it as a parent."""
    assert lichen_library.lineage("beard-lichen") == {"beard-lichen", "grey-crust"}
    assert lichen_library.lineage("grey-crust") == {"grey-crust"}


def test_a_citation_covers_the_sentences_before_it(lichen_library: Library) -> None:
    """The passage of a sentence that cites nothing ends with the first that does."""
    passage = lichen_library.passage(Origin("intro", 1, 1))
    assert [sentence.origin.sentence for sentence in passage] == [1, 2]
    assert [sentence.origin.sentence for sentence in lichen_library.passage(Origin("intro", 1, 2))] == [2]


def test_works_are_sorted_by_number(lichen_library: Library) -> None:
    """Each work once, in the order of the article."""
    assert [work.number for work in lichen_library.works(lichen_library.claims)] == [1, 2]


def test_discrepancy_for_all_claims_without_reference(lichen_library: Library) -> None:
    """`claims: uncited` stands for the claims that the article leaves without a reference."""
    assert lichen_library.discrepancy["D2"].claims == ("intro-002",)


def test_disputed_fields(lichen_library: Library) -> None:
    """A field is disputed when sources give different values, not when one source gives one."""
    assert lichen_library.trial["NCT00000001"].disputed() == ("phase",)
    assert [trial.id for trial in lichen_library.trials] == ["NCT00000001", "NCT00000002"]


def test_passage_ends_at_the_first_citation(lichen_library: Library) -> None:
    """A citation covers the sentences before it in its paragraph; an address outside the article has no passage."""
    passage = lichen_library.passage(Origin("intro", 1, 1))
    assert [sentence.origin.sentence for sentence in passage] == [1, 2]
    assert [sentence.origin.sentence for sentence in lichen_library.passage(Origin("results", 1, 1))] == [1]
    assert lichen_library.passage(Origin("outlook", 1, 1)) == ()


def test_former_pages_lead_on(lichen_library: Library) -> None:
    """Step by step, through places in other pages and through former ids; the first place that is named is kept."""
    moves = [
        ("words", "lists#words"),
        ("lists", "all#lists"),
        ("beards", "entities/lichen/old"),
        ("a", "b"),
        ("b", "b#c"),
    ]
    beard = replace(lichen_library.entity["beard-lichen"], former=("old",))
    library = replace(lichen_library, entities=(beard,), moved=tuple(Moved(*move) for move in moves))
    assert library.redirects == {
        "words": "all#words",
        "lists": "all#lists",
        "beards": "entities/lichen/beard-lichen",
        "entities/lichen/old": "entities/lichen/beard-lichen",
    }
