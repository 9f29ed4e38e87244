"""Rules on references: every work has its place in the argument, and stands once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.code import Code
from atlas.problem import Problem
from atlas.rules.passages import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atlas.library import Library
    from atlas.model.article import Sentence
    from atlas.model.records import Reference


def stand_once(library: Library) -> Iterator[Problem]:
    """No two works share an identifier, or title and year."""
    first: dict[tuple[str, str], Reference] = {}
    for reference in library.references:
        for field, value in _marks(reference):
            other = first.setdefault((field, value), reference)
            if other is not reference:
                place = reference.lines.at(field)
                found = f"{field} of {reference.key!r}, the same as of {other.key!r} at {other.lines.at(field)}"
                yield Problem(place, Code.DUPLICATE_WORK, found, "a work once")
                break


def _marks(reference: Reference) -> Iterator[tuple[str, str]]:
    """Yield the fields by which a work is known again, each with its value in one form."""
    for field, value in (("doi", reference.doi), ("pmid", reference.pmid), ("pmcid", reference.pmcid)):
        if value:
            yield field, value.lower()
    yield "title", f"{folded(reference.title)} {reference.year}"


def notices_name_works(library: Library) -> Iterator[Problem]:
    """Every notice is on a work of the bibliography."""
    for notice in library.notices:
        if notice.work not in library.reference and not library.left_out("references", notice.work):
            found = f"reference {notice.work!r}"
            yield Problem(notice.lines.at("work"), Code.UNKNOWN_REFERENCE, found, "a key of bibliography.bib")


def numbers_have_no_gap(library: Library) -> Iterator[Problem]:
    """Every number of a work is one more than the one before it, from 1 on."""
    for before, reference in _in_order(library):
        previous = before.number if before else 0
        if reference.number > previous + 1:
            found = f"number {reference.number} of {reference.key!r}, the next after {previous}"
            yield Problem(reference.lines.at("refnumber"), Code.NUMBER_ORDER, found, str(previous + 1))


def numbers_follow_the_article(library: Library) -> Iterator[Problem]:
    """Every work is first cited by the article after the work with the number before it."""
    pairs = ((before.number, reference.number) for before, reference in _in_order(library) if before)
    previous = {number: before for before, number in pairs if before != number}
    cited: set[int] = set()
    for number, sentence in _citations(library):
        if number in previous and cited.isdisjoint((number, previous[number])):
            found = f"first citation of [{number}] in {sentence.origin}"
            yield Problem(sentence.place, Code.NUMBER_ORDER, found, f"[{previous[number]}] before it")
        cited.add(number)


def _in_order(library: Library) -> Iterator[tuple[Reference | None, Reference]]:
    """Yield every work with the one before it, by their numbers."""
    works = sorted(library.references, key=lambda reference: reference.number)
    return zip([None, *works], works, strict=False)


def numbers_exist(library: Library) -> Iterator[Problem]:
    """Every number that a sentence of the article cites is that of a work."""
    for number, sentence in _citations(library):
        if number not in library.numbered:
            found = f"citation [{number}] of {sentence.origin}"
            yield Problem(sentence.place, Code.UNKNOWN_NUMBER, found, "the number of a work in bibliography.bib")


def _citations(library: Library) -> Iterator[tuple[int, Sentence]]:
    """Yield every number that the article cites, with the sentence, in reading order."""
    for sentence in library.sentence.values():
        for number in sentence.numbers:
            yield number, sentence


def are_cited(library: Library) -> Iterator[Problem]:
    """Every work is cited by the article, once it is laid out in sections."""
    cited = {number for number, _ in _citations(library)}
    for reference in library.references:
        if library.sections and reference.number not in cited:
            found = f"work {reference.key!r} [{reference.number}]"
            yield Problem(reference.lines.at(), Code.UNCITED_WORK, found, "a sentence of article.yaml that cites it")


def are_not_younger(library: Library) -> Iterator[Problem]:
    """No work is younger than the article."""
    for reference in library.references:
        if reference.year > library.scheme.article.year:
            found = f"year {reference.year} of {reference.key!r}"
            expected = f"{library.scheme.article.year}, the year of the article, or a year before it"
            yield Problem(reference.lines.at("year"), Code.LATE_WORK, found, expected)
