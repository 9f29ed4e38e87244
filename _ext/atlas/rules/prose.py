"""Rules on what is written by hand on pages: its citations exist, lead to claims, and agree with names and links."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from atlas.code import Code
from atlas.problem import Problem
from atlas.rules.names import Names, misnamed
from atlas.rules.passages import cited, keys
from atlas.rules.texts import number_problems, trial_problems, works_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from atlas.library import Library
    from atlas.model.prose import Mark, Passage, Written

MANY = 5
"""So many works are named in a message at most."""


def check_prose(library: Library, pages: Iterable[Written]) -> list[Problem]:
    """Return every problem of what is written on *pages*, sorted by file and line, each once."""
    known, names = list(pages), Names(library)
    grounds = Grounds(library)
    found = [*_uncited(library, known)]
    for page in known:
        for passage in page.passages:
            found += chain(
                _unknown_works(library, passage),
                () if "references" in library.partial else number_problems(library, passage),
                () if "trials" in library.partial else trial_problems(library, passage),
            )
            whole = cited(library, passage)
            found += misnamed(library, names, whole)
            if not library.partial & {"claims", "entities"}:
                found += grounds.problems(whole, page.rests)
    return sorted(dict.fromkeys(found), key=lambda problem: problem.order)


def _uncited(library: Library, pages: list[Written]) -> Iterator[Problem]:
    """Tell the works of the background that nothing cites; other works must support a claim anyway."""
    written = {key for page in pages for passage in page.passages for key in keys(passage.marks)}
    for work in library.references:
        is_idle = library.scheme.role[work.role].background and not library.claims_citing(work.key)
        if is_idle and work.key not in written and "claims" not in library.partial:
            found = f"work {work.key!r} [{work.number}]"
            yield Problem(work.lines.at(), Code.UNCITED_WORK, found, "a claim or a page that cites it")


def _unknown_works(library: Library, passage: Passage) -> Iterator[Problem]:
    """Tell the keys in *passage* that the bibliography lacks."""
    for position, mark in passage.placed():
        for key in keys([mark]):
            if key not in library.reference and not library.left_out("references", key):
                place = passage.at(position)
                yield Problem(place, Code.UNKNOWN_REFERENCE, f"reference {key!r}", "a key of bibliography.bib")


class Grounds:
    """On which works each record of a library rests, and which citations disagree with that."""

    def __init__(self, library: Library) -> None:
        """Look into *library* when asked, once for each record."""
        self._library = library
        self._known: dict[Mark, frozenset[str]] = {}

    def problems(self, passage: Passage, rests: frozenset[str]) -> list[Problem]:
        """Tell the citations of *passage* that no claim bears out, on a page whose claims rest on the works *rests*.

        The links of a sentence are the finer test; where they have nothing to tell, the page is asked.
        """
        beside = [problem for sentence in passage.sentences() for problem in self._disagreeing(sentence)]
        return beside or list(self._stray(passage, rests))

    def _disagreeing(self, sentence: Passage) -> list[Problem]:
        """Tell the links of *sentence* that share no work with it, or else the works that share none with the links."""
        works = frozenset(keys(sentence.marks))
        if not works or not works <= self._library.reference.keys():
            return []
        return list(self._apart(sentence, works)) or list(self._unlinked(sentence))

    def _apart(self, sentence: Passage, works: frozenset[str]) -> Iterator[Problem]:
        """Tell the links of *sentence* to records that have nothing to do with *works*.

        A claim without a reference may stand beside any work. An entity may not: then no claim on the work names it.
        """
        for position, link in sentence.placed():
            own = self._works(link)
            if (own or self._is_entity(link)) and own.isdisjoint(works):
                found = f"{link.kind} {link.ids[0]!r} in a sentence that cites {self._listed(works)}"
                expected = f"a citation of {self._listed(own, ' or ')}"
                yield Problem(sentence.at(position), Code.PROSE_DISAGREES, found, expected)

    def _unlinked(self, sentence: Passage) -> Iterator[Problem]:
        """Tell the works of which no claim names an entity that is linked since the citation before, if any is."""
        entities: list[Mark] = []
        for position, mark in sentence.placed():
            if self._is_entity(mark):
                entities.append(mark)
            elif mark.kind == "cite":
                borne = frozenset().union(*map(self._works, entities)) if entities else frozenset(mark.ids)
                linked = " and ".join(repr(entity.ids[0]) for entity in entities)
                for key in sorted({*mark.ids} - borne):
                    found = f"citation of {self._listed([key])} for {linked}"
                    expected = f"a citation of {self._listed(borne, ' or ')}"
                    yield Problem(sentence.at(position), Code.PROSE_DISAGREES, found, expected)
                entities = []

    def _stray(self, passage: Passage, rests: frozenset[str]) -> Iterator[Problem]:
        """Tell the works that neither the claims of the page nor the links of the passage lead to."""
        if not rests:
            return  # a page that shows no claims gives an overview
        leads = rests.union(*map(self._works, passage.marks))
        for position, mark in passage.placed():
            for key in keys([mark]):
                if key in self._library.reference and key not in leads:
                    found = f"citation of {self._listed([key])}"
                    expected = "a claim that rests on it, on the page or by a link"
                    yield Problem(passage.at(position), Code.STRAY_CITATION, found, expected)

    def _is_entity(self, link: Mark) -> bool:
        return link.kind == "entity" and link.ids[0] in self._library.entity

    def _works(self, link: Mark) -> frozenset[str]:
        """Return the keys of the works that the claims behind *link* rest on; none for a citation."""
        if link not in self._known:
            self._known[link] = frozenset(self._found(link.kind, link.ids[0])) if link.ids else frozenset()
        return self._known[link]

    def _found(self, kind: str, id_: str) -> Iterator[str]:
        library = self._library
        if kind == "claim" and id_ in library.claim:
            yield from library.claim[id_].refs
        elif kind == "discrepancy" and id_ in library.discrepancy:
            yield from works_of(library, library.discrepancy[id_])
        elif kind == "entity":
            for narrower in library.lineage(id_):
                for claim in library.claims_naming(narrower):
                    yield from claim.refs

    def _listed(self, found: Iterable[str], separator: str = " and ") -> str:
        """Return works by their numbers, so many as one can take in."""
        works = sorted({(self._library.reference[key].number, key) for key in found if key in self._library.reference})
        shown = [f"[{number}] {key!r}" for number, key in works[:MANY]]
        shown += [f"{len(works) - MANY} others"] if len(works) > MANY else []
        return separator.join(shown) or "no work: the claims on it cite none"
