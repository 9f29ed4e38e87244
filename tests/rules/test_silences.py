"""Which faults a record silences, and when it is told that it has none to silence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from atlas.code import Code
from atlas.model.records import Silence
from atlas.problem import Place, Problem
from atlas.rules.silences import idle, told
from atlas.site_code import SiteCode

if TYPE_CHECKING:
    from atlas.library import Library

FIRST, SECOND = (Problem(Place("a.html", line), SiteCode.BARE_TABLE, "table ''", "heads") for line in (3, 9))
OTHER = Problem(Place("b.html", 3), SiteCode.BARE_TABLE, "table ''", "heads")


def silencing(library: Library, *problems: Problem) -> Library:
    """Return *library* with a record for each of *problems*, as its message names it."""
    silences = (
        Silence(one.code.slug, str(one.place).rpartition(":")[0], one.message.partition("; expected ")[0], "Known.")
        for one in problems
    )
    return replace(library, silences=tuple(silences))


def test_a_record_silences_one_fault(lichen_library: Library) -> None:
    """Another one in the same words needs a record of its own."""
    once, twice = silencing(lichen_library, FIRST), silencing(lichen_library, FIRST, SECOND)
    assert told(once, [FIRST, SECOND, OTHER]) == [SECOND, OTHER]
    assert list(idle(once, [FIRST, SECOND])) == []
    assert told(twice, [FIRST, SECOND, OTHER]) == [OTHER]
    assert [one.code for one in idle(twice, [FIRST, OTHER])] == [SiteCode.IDLE_SILENCE]


def test_a_record_names_what_messages_show(lichen_library: Library) -> None:
    """Long values are cut there, and names of files that are no text are escaped."""
    long = Problem(Place("data/\udcff.yaml", 1), Code.UNKNOWN_ENTITY, "x" * 400, "an id")
    library = silencing(lichen_library, long)
    assert library.silences[0].file == "data/\\udcff.yaml"
    assert told(library, [long]) == []
    assert list(idle(library, [long])) == []
    whole = replace(library, silences=(replace(library.silences[0], found=long.found),))
    assert told(whole, [long]) == []


def test_with_gaps_no_record_is_idle(lichen_library: Library) -> None:
    """What it silences is perhaps there, and not found only because a record was left out."""
    library = silencing(lichen_library, FIRST)
    assert len(list(idle(library, []))) == 1
    assert list(idle(replace(library, partial=frozenset({"claims"})), [])) == []


def test_a_record_for_who_was_not_asked_is_not_idle(lichen_library: Library) -> None:
    """Without the Nu checker nobody knows whether a page is valid."""
    invalid = Problem(Place("a.html", 3), SiteCode.INVALID_HTML, "no heading", "valid HTML")
    library = silencing(lichen_library, invalid)
    assert list(idle(library, [], {SiteCode.INVALID_HTML})) == []
    assert len(list(idle(library, [], {SiteCode.INVALID_EPUB}))) == 1
