"""When a work of the bibliography is the work registered, whatever the spelling."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from atlas.checks.citations.comparing import compare
from atlas.checks.citations.crossref import Registered
from atlas.model.scheme import Author
from tests.checks.crossref import registered

if TYPE_CHECKING:
    from atlas.checks.citations.comparing import Comparison
    from atlas.library import Library
    from atlas.model.records import Reference


@pytest.fixture
def work(lichen_library: Library) -> Reference:
    """Return a work by Moss, 2010."""
    return lichen_library.reference["moss2010"]


def against(work: Reference, title: str, family: str = "Moss", year: int = 2010, **more: object) -> Comparison:
    """Compare *work* with a work registered so."""
    return compare(work, Registered.model_validate(registered("10.5555/x", title, family, year, **more)))


SAME_TITLE = [
    ("Grey lichens in towns", "GREY LICHENS IN TOWNS."),
    ("Grey lichens in towns", "<i>Grey</i> lichens&#x2009;in <scp>towns</scp>"),
    ("Grey lichens in towns", "&lt;i&gt;Grey&lt;/i&gt; lichens in towns"),
    ("Effects of TGF-beta on growth", "Effects of TGF-β on growth"),
    ("Effects of β-thujone", "Effects of <b>beta</b>-thujone"),
    ("Five µm of growth", "Five μm of growth"),
    ("miR-17-92 in grey lichens", "miR‐17–92 in grey lichens"),
    ("Air/rain in towns", "Air / rain in towns"),
    ("Naïve lichens", "Nai\u0308ve lichens"),
    ("Growth where p < 5 holds", "Growth where p &lt; 5 holds"),
    ("Grey lichens", "RETRACTED: Grey lichens"),
    ("Grey lichens", "RETRACTED ARTICLE: Grey lichens"),
    ("Retracted lobes in grey lichens", "Retracted lobes in grey lichens"),
]


@pytest.mark.parametrize(("printed", "other"), SAME_TITLE)
def test_the_same_title(work: Reference, printed: str, other: str) -> None:
    """Case, punctuation, accents, Greek letters and markup make no other title."""
    assert against(replace(work, title=printed), other).exact


OTHER_TITLE = [
    ("Grey lichens in towns", "Grey lichens in town"),
    ("Grey lichens: part 1", "Grey lichens: part 2"),
    ("Effects of TGF-α", "Effects of TGF-β"),
    ("Grey lichens", ""),
]


@pytest.mark.parametrize(("printed", "other"), OTHER_TITLE)
def test_another_title(work: Reference, printed: str, other: str) -> None:
    """One letter or digit is enough."""
    (difference,) = against(replace(work, title=printed), other).differences
    assert (difference.field, difference.printed, difference.registered) == ("title", printed, other)


def test_a_subtitle_may_stand_or_not(work: Reference) -> None:
    """The title is registered in two parts; it may be printed with the second one or without."""
    for printed in ("Grey lichens", "Grey lichens: a view from town"):
        assert against(replace(work, title=printed), "Grey lichens", subtitle=["A view from town"]).exact
    assert not against(replace(work, title="Grey lichens: a view from town"), "Grey lichens").exact


SAME_FAMILY = [
    ("Moss", "MOSS"),
    ("García-López", "Garcia Lopez"),
    ("Sørensen", "Sorensen"),
    ("Łaski", "Laski"),
    ("van der Moss", "Moss"),
    ("El Moss", "EL-Moss"),
    ("O’Moss", "O'Moss"),
    ("Le", "Le"),
]


@pytest.mark.parametrize(("printed", "other"), SAME_FAMILY)
def test_the_same_first_author(work: Reference, printed: str, other: str) -> None:
    """Case, accents, hyphens and particles make no other name."""
    changed = replace(work, authors=(Author(printed, "A."), *work.authors[1:]))
    assert against(changed, work.title, other).exact


OTHER_FAMILY = [("Moss", "Mosse"), ("Moss", "Bark"), ("Moss", ""), ("Moss", "Moss Bark"), ("Moss", "苔"), ("Le", "Van")]


@pytest.mark.parametrize(("printed", "other"), OTHER_FAMILY)
def test_another_first_author(work: Reference, printed: str, other: str) -> None:
    """The first author is the one who is registered as the first, wherever the name stands."""
    changed = replace(work, authors=(Author(printed, "A."),))
    (difference,) = against(changed, work.title, other).differences
    assert (difference.field, difference.printed, difference.registered) == ("first author", printed, other)


def test_a_group_and_a_work_of_nobody(work: Reference) -> None:
    """A group has a name of one piece; a work may have no author at all."""
    group = replace(work, authors=(Author("The Lichen Group", ""),))
    assert against(group, work.title, author=[{"name": "The lichen group", "sequence": "first"}]).exact
    assert not against(work, work.title, author=[]).exact


def test_years(work: Reference) -> None:
    """Any of the years of a work is right, the year beside one of them is near, all others are wrong."""
    assert against(work, work.title, year=2008, published_print={"date-parts": [[2010]]}).exact
    assert against(work, work.title, year=2008, published_online={"date-parts": [["2010", 1, 2]]}).exact
    beside = against(work, work.title, year=2009)
    assert (beside.differences, beside.exact, beside.near[0].registered) == ((), False, "2009")
    for year in (2008, 2012):
        assert [one.field for one in against(work, work.title, year=year).differences] == ["year"]
    unknown = against(work, work.title, issued={"date-parts": [[None]]}, published_print=None)
    assert [one.field for one in unknown.differences] == ["year"]
