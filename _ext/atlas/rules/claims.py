"""Rules on claims: what they name exists, and the article says it where they say it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.code import Code
from atlas.model.values import Missing
from atlas.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atlas.library import Library
    from atlas.model.article import Origin
    from atlas.model.records import Claim
    from atlas.problem import Place


def entities_exist(library: Library) -> Iterator[Problem]:
    """Every entity that a claim names exists and is of a kind that the field takes."""
    for claim in library.claims:
        for facet, ids in claim.facets.items():
            if not isinstance(ids, Missing):
                kinds = library.scheme.facet[facet].kinds
                for number, id_ in enumerate(ids):
                    yield from entity_problems(library, id_, claim.lines.at(facet, number), f"{facet} {id_!r}", kinds)
        for place, id_ in _other_entities(claim):
            yield from entity_problems(library, id_, place, f"entity {id_!r}")


def _other_entities(claim: Claim) -> Iterator[tuple[Place, str]]:
    if not isinstance(claim.effects, Missing):
        for number, effect in enumerate(claim.effects):
            yield claim.lines.at("effects", number, "outcome"), effect.outcome
    for number, id_ in enumerate(claim.about):
        yield claim.lines.at("about", number), id_
    for number, quantity in enumerate(claim.quantities):
        yield claim.lines.at("quantities", number, "subject"), quantity.subject


def entity_problems(
    library: Library, id_: str, place: Place, found: str, kinds: tuple[str, ...] = ()
) -> Iterator[Problem]:
    """Tell whether the entity *id_*, named at *place*, is missing or of another kind than *kinds*."""
    entity = library.entity.get(id_)
    if entity is None:
        if not library.left_out("entities", id_):
            yield Problem(place, Code.UNKNOWN_ENTITY, found, "an id of data/entities")
    elif kinds and entity.kind not in kinds:
        yield Problem(place, Code.WRONG_KIND, f"{found} of kind {entity.kind}", "an entity of " + " or ".join(kinds))


def references_exist(library: Library) -> Iterator[Problem]:
    """Every work that a claim rests on is in the bibliography."""
    for claim in library.claims:
        for number, key in enumerate(claim.refs):
            if key not in library.reference and not library.left_out("references", key):
                place = claim.lines.at("refs", number)
                yield Problem(place, Code.UNKNOWN_REFERENCE, f"reference {key!r}", "a key of bibliography.bib")


def origins_resolve(library: Library) -> Iterator[Problem]:
    """Every claim's address is that of a sentence of the article."""
    for claim in library.claims:
        if claim.origin not in library.sentence:
            place = claim.lines.at("origin")
            yield Problem(place, Code.UNRESOLVED_ORIGIN, f"origin {claim.origin}", "an address of data/article.yaml")


def references_are_cited_there(library: Library) -> Iterator[Problem]:
    """Claims rest only on works that their sentence cites, or that close the passage of that sentence."""
    for claim in library.claims:
        if claim.origin in library.sentence:
            cited = {number for sentence in library.passage(claim.origin) for number in sentence.numbers}
            for number, key in enumerate(claim.refs):
                reference = library.reference.get(key)
                if reference and reference.number not in cited:
                    expected = f"one of {sorted(cited)}" if cited else "no reference: the passage cites none"
                    found = f"reference [{reference.number}] {key!r} for {claim.origin}"
                    yield Problem(claim.lines.at("refs", number), Code.FOREIGN_REFERENCE, found, expected)


def sentences_are_restated(library: Library) -> Iterator[Problem]:
    """Every sentence of the article has a claim, or a reason why it needs none."""
    origins = {claim.origin for claim in library.claims}
    for sentence in library.sentence.values():
        if sentence.not_a_claim is None and sentence.origin not in origins:
            found = f"sentence {sentence.origin} without a claim"
            yield Problem(sentence.place, Code.UNRESTATED_SENTENCE, found, "at least one claim")


def reasons_still_hold(library: Library) -> Iterator[Problem]:
    """Sentences that are said to be no claim have none."""
    origins = {claim.origin for claim in library.claims}
    for sentence in library.sentence.values():
        if sentence.not_a_claim is not None and sentence.origin in origins:
            found = f"reason {sentence.not_a_claim!r} for {sentence.origin}"
            yield Problem(sentence.place, Code.STALE_REASON, found, "no claim of that sentence")


def citations_are_used(library: Library) -> Iterator[Problem]:
    """Every citation of a sentence supports a claim of that sentence or of the passage it closes."""
    used: dict[Origin, set[int]] = {}
    for claim in library.claims:
        numbers = {library.reference[key].number for key in claim.refs if key in library.reference}
        for sentence in library.passage(claim.origin) if claim.origin in library.sentence else ():
            used.setdefault(sentence.origin, set()).update(numbers)
    for sentence in library.sentence.values():
        for number in sentence.numbers:
            if number in library.numbered and number not in used.get(sentence.origin, ()):
                found = f"citation [{number}] of {sentence.origin}"
                yield Problem(sentence.place, Code.UNUSED_CITATION, found, "a claim that names the work")


def discrepancies_touch(library: Library) -> Iterator[Problem]:
    """Every discrepancy touches a claim or a page, and the claims it names exist."""
    for discrepancy in library.discrepancies:
        if not discrepancy.claims and not discrepancy.pages and "claims" not in library.partial:
            place = discrepancy.lines.at("id")
            yield Problem(place, Code.IDLE_DISCREPANCY, f"discrepancy {discrepancy.id!r}", "claims or pages")
        for number, id_ in enumerate(discrepancy.claims):
            if id_ not in library.claim and not library.left_out("claims", id_):
                place = discrepancy.lines.at("claims", number)
                yield Problem(place, Code.UNKNOWN_CLAIM, f"claim {id_!r}", "an id of data/claims")
