"""All records of an atlas, with look-ups, joins and orders. No input, no output, no opinion on what is right."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from atlas.model.history import History
from atlas.model.values import Missing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from atlas.model.article import Origin, Section, Sentence
    from atlas.model.history import Moved
    from atlas.model.records import (
        Abbreviation,
        Claim,
        Discrepancy,
        Entity,
        Identifier,
        Notice,
        Reference,
        Silence,
        Trial,
    )
    from atlas.model.scheme import Scheme
    from atlas.problem import Place

_Record = TypeVar("_Record")


@dataclass(frozen=True, repr=False)
class Library:
    """Every record once, in reading order.

    `planned` says where the plan of each figure stands, by its id. `rejected` holds the ids of records that were
    reported and left out, `partial` the sorts of record, named as their files or folders are, of which some were left
    out, `unread` those of which it is not known which.
    """

    scheme: Scheme
    sections: tuple[Section, ...] = ()
    claims: tuple[Claim, ...] = ()
    entities: tuple[Entity, ...] = ()
    trials: tuple[Trial, ...] = ()
    references: tuple[Reference, ...] = ()
    notices: tuple[Notice, ...] = ()
    silences: tuple[Silence, ...] = ()
    discrepancies: tuple[Discrepancy, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    moved: tuple[Moved, ...] = ()
    history: History = field(default_factory=History)
    planned: Mapping[str, Place] = field(default_factory=dict)
    rejected: frozenset[str] = frozenset()
    partial: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()

    @cached_property
    def claim(self) -> dict[str, Claim]:
        """Claims by id."""
        return {claim.id: claim for claim in self.claims}

    @cached_property
    def entity(self) -> dict[str, Entity]:
        """Entities by id."""
        return {entity.id: entity for entity in self.entities}

    @cached_property
    def trial(self) -> dict[str, Trial]:
        """Trials by registry number."""
        return {trial.id: trial for trial in self.trials}

    @cached_property
    def reference(self) -> dict[str, Reference]:
        """Works by bibliography key."""
        return {reference.key: reference for reference in self.references}

    @cached_property
    def numbered(self) -> dict[int, Reference]:
        """Works by their number in the article."""
        return {reference.number: reference for reference in self.references}

    @cached_property
    def notice(self) -> dict[str, Notice]:
        """What is known of corrections and retractions, by the key of the work."""
        return {notice.work: notice for notice in self.notices}

    @cached_property
    def discrepancy(self) -> dict[str, Discrepancy]:
        """Discrepancies by id."""
        return {discrepancy.id: discrepancy for discrepancy in self.discrepancies}

    @cached_property
    def identifier(self) -> dict[str, Identifier]:
        """Checked identifiers by CURIE."""
        return {identifier.curie: identifier for identifier in self.identifiers}

    @cached_property
    def section(self) -> dict[str, Section]:
        """Sections of the article by id."""
        return {section.id: section for section in self.sections}

    @cached_property
    def sentence(self) -> dict[Origin, Sentence]:
        """Sentences of the article by address."""
        return {sentence.origin: sentence for section in self.sections for sentence in section.sentences}

    @cached_property
    def _paragraphs(self) -> Mapping[tuple[str, int], list[Sentence]]:
        paragraphs: defaultdict[tuple[str, int], list[Sentence]] = defaultdict(list)
        for origin, sentence in self.sentence.items():
            paragraphs[origin.section, origin.paragraph].append(sentence)
        return paragraphs

    @cached_property
    def _claims_of_entity(self) -> Mapping[str, tuple[Claim, ...]]:
        return _index((claim, claim.named()) for claim in self.claims)

    @cached_property
    def _claims_of_reference(self) -> Mapping[str, tuple[Claim, ...]]:
        return _index((claim, claim.refs) for claim in self.claims)

    @cached_property
    def _trials_of_entity(self) -> Mapping[str, tuple[Trial, ...]]:
        return _index((trial, [id_ for ids in trial.facets.values() for id_ in ids]) for trial in self.trials)

    @cached_property
    def _discrepancies_of_claim(self) -> Mapping[str, tuple[Discrepancy, ...]]:
        return _index((discrepancy, discrepancy.claims) for discrepancy in self.discrepancies)

    @cached_property
    def _children(self) -> Mapping[str, tuple[Entity, ...]]:
        return _index((entity, entity.parents) for entity in self.entities)

    @cached_property
    def renamed(self) -> Mapping[tuple[str, str], str]:
        """The id of every claim and entity that once had another, by its type and the former id."""
        claims = {("claim", old): claim.id for claim in self.claims for old in claim.former}
        return claims | {("entity", old): entity.id for entity in self.entities for old in entity.former}

    @cached_property
    def redirects(self) -> dict[str, str]:
        """Where the page of each former name is now, however often it moved; pages that move in a circle are left out.

        An entity that got a new id had a page under the old one. Names are without suffix; where a page is now may end
        in an anchor: of several on the way the first, as places keep their names when a page becomes part of another.
        """
        steps = {
            f"entities/{one.kind}/{old}": f"entities/{one.kind}/{one.id}" for one in self.entities for old in one.former
        }
        steps |= {one.old: one.new for one in self.moved}
        found: dict[str, str] = {}
        for old in steps:
            page, place, seen = old, "", set[str]()
            while page in steps and page not in seen:
                seen.add(page)
                page, _, anchor = steps[page].partition("#")
                place = place or anchor
            if page not in seen:
                found[old] = f"{page}#{place}" if place else page
        return found

    def left_out(self, sort: str, id_: str) -> bool:
        """Return whether *id_* is, or may be, that of a record left out: whoever names it is not to blame."""
        return id_ in self.rejected or sort in self.unread

    def claims_naming(self, entity: str) -> tuple[Claim, ...]:
        """Return the claims that name *entity* itself, in any field."""
        return self._claims_of_entity.get(entity, ())

    def claims_citing(self, key: str) -> tuple[Claim, ...]:
        """Return the claims that rest on the work *key*."""
        return self._claims_of_reference.get(key, ())

    def trials_naming(self, entity: str) -> tuple[Trial, ...]:
        """Return the trials linked to *entity*."""
        return self._trials_of_entity.get(entity, ())

    def discrepancies_of(self, claim: str) -> tuple[Discrepancy, ...]:
        """Return the discrepancies that touch *claim*."""
        return self._discrepancies_of_claim.get(claim, ())

    def children(self, entity: str) -> tuple[Entity, ...]:
        """Return the entities that name *entity* as a parent."""
        return self._children.get(entity, ())

    def stated(self, claim: Claim) -> tuple[str, ...]:
        """Return what *claim* is on: for a finding the entities of its fields, for another claim all that it names."""
        return claim.named(beside=not self.scheme.claim_kind[claim.kind].finding)

    def lineage(self, entity: str) -> frozenset[str]:
        """Return *entity* and all entities below it; ends also where parents form a circle."""
        found: set[str] = set()
        waiting = [entity]
        while waiting:
            if (one := waiting.pop()) not in found:
                found.add(one)
                waiting.extend(child.id for child in self.children(one))
        return frozenset(found)

    def entities_of(self, kind: str) -> tuple[Entity, ...]:
        """Return the entities of *kind*, in the order of their file."""
        return tuple(entity for entity in self.entities if entity.kind == kind)

    def works(self, claims: Iterable[Claim]) -> tuple[Reference, ...]:
        """Return the works that *claims* rest on, each once, by number."""
        keys = {key for claim in claims for key in claim.refs if key in self.reference}
        return tuple(reference for reference in self.references if reference.key in keys)

    def findings(self, claims: Iterable[Claim]) -> tuple[Claim, ...]:
        """Return those of *claims* that are findings."""
        return tuple(claim for claim in claims if self.scheme.claim_kind[claim.kind].finding)

    def passage(self, origin: Origin) -> tuple[Sentence, ...]:
        """Return the sentences whose citations cover the sentence at *origin*.

        That is the sentence itself if it cites, else it and the following ones up to the first that does: a citation
        at the end of a passage covers the sentences before it.
        """
        passage: list[Sentence] = []
        for sentence in self._paragraphs.get((origin.section, origin.paragraph), ())[max(origin.sentence, 1) - 1 :]:
            passage.append(sentence)
            if sentence.numbers:
                break
        return tuple(passage)


def ids_of(claim: Claim, facet: str) -> tuple[str, ...]:
    """Return the ids that *claim* gives for *facet*; empty when it gives a reason instead."""
    value = claim.facets.get(facet, Missing.NOT_APPLICABLE)
    return () if isinstance(value, Missing) else value


def _index(pairs: Iterable[tuple[_Record, Iterable[str]]]) -> dict[str, tuple[_Record, ...]]:
    """Turn (record, keys) into key -> records, each record once a key, in order."""
    index: defaultdict[str, list[_Record]] = defaultdict(list)
    for record, keys in pairs:
        for key in dict.fromkeys(keys):
            index[key].append(record)
    return {key: tuple(records) for key, records in index.items()}
