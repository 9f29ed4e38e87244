"""Rules on every text that curators write in the data: whom and what it names exists, and stands beside its work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.code import Code
from atlas.model.prose import SIGN, Passage
from atlas.problem import Problem
from atlas.rules.names import Names, misnamed
from atlas.rules.passages import cited, keys, numbers, trials

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atlas.library import Library
    from atlas.model.records import Claim, Discrepancy, Entity

_DOUBT = ("title", "printed", "doubt", "checked")
"""The fields of a discrepancy that hold words."""


def authors_agree(library: Library) -> Iterator[Problem]:
    """Every author named in a text is the first author of a work cited beside the name."""
    names = Names(library)
    for passage, works in _texts(library):
        yield from misnamed(library, names, cited(library, passage), works)


def numbers_exist(library: Library) -> Iterator[Problem]:
    """Every number of a work that a text cites is that of a work."""
    for passage, _ in _texts(library):
        yield from number_problems(library, passage)


def number_problems(library: Library, passage: Passage) -> Iterator[Problem]:
    """Tell the numbers typed in *passage* that no work has."""
    for position, cited_here in numbers(passage):
        unknown = [number for number in cited_here if number not in library.numbered]
        if unknown:
            found = f"citation of [{unknown[0]}]"
            yield Problem(passage.at(position), Code.UNKNOWN_NUMBER, found, "the number of a work in bibliography.bib")


def trials_exist(library: Library) -> Iterator[Problem]:
    """Every registry number in a text is that of a trial of the atlas."""
    for passage, _ in _texts(library):
        yield from trial_problems(library, passage)


def trial_problems(library: Library, passage: Passage) -> Iterator[Problem]:
    """Tell the registry numbers in *passage* that no trial of the atlas has."""
    for position, id_ in trials(passage):
        if id_ not in library.trial:
            yield Problem(passage.at(position), Code.UNKNOWN_TRIAL, f"trial {id_!r}", "an id of data/trials")


def _texts(library: Library) -> Iterator[tuple[Passage, tuple[str, ...]]]:
    """Yield every text with the keys of the works that the record as a whole rests on; it has one line, that told."""
    for claim in library.claims:
        yield _passage(claim, "statement"), claim.refs
    for doubt in library.discrepancies:
        works = works_of(library, doubt)
        for field in _DOUBT:
            yield _passage(doubt, field), works
    for entity in library.entities:
        for field in ("definition", "note"):
            yield _passage(entity, field), ()
    for plan in library.scheme.figures:
        for text in (plan.title, plan.caption):
            yield Passage(library.planned[plan.id], _words(text)), ()


def works_of(library: Library, doubt: Discrepancy) -> tuple[str, ...]:
    """Return the keys of the works that *doubt* is about: those that it cites, and those of the claims it names."""
    texts = (cited(library, _passage(doubt, field)) for field in _DOUBT)
    typed = [key for text in texts for key in keys(text.marks)]
    claims = (library.claim[id_] for id_ in doubt.claims if id_ in library.claim)
    return tuple(dict.fromkeys([*typed, *(key for claim in claims for key in claim.refs)]))


def _passage(record: Claim | Discrepancy | Entity, field: str) -> Passage:
    return Passage(record.lines.at(field), _words(getattr(record, field) or ""))


def _words(text: str) -> str:
    """Return *text* with single spaces, and without the sign that stands for a citation: nothing links here."""
    return " ".join(text.replace(SIGN, " ").split())
