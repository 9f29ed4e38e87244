"""What must hold between records: one generator of problems for each rule, and the list of them all."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from atlas.rules import authors, claims, entities, pages, references, silences, statements, texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from atlas.library import Library
    from atlas.problem import Problem

RULES: tuple[Callable[[Library], Iterator[Problem]], ...] = (
    claims.entities_exist,
    claims.references_exist,
    claims.origins_resolve,
    claims.references_are_cited_there,
    claims.sentences_are_restated,
    claims.reasons_still_hold,
    claims.citations_are_used,
    claims.discrepancies_touch,
    entities.identifiers_are_checked,
    entities.parents_exist,
    entities.parents_form_no_circle,
    entities.labels_differ,
    entities.former_ids_are_free,
    entities.trials_name_entities,
    entities.abbreviations_name_entities,
    entities.all_are_used,
    authors.are_people,
    references.stand_once,
    references.notices_name_works,
    pages.moves_lead_somewhere,
    references.numbers_have_no_gap,
    references.numbers_follow_the_article,
    references.numbers_exist,
    references.are_cited,
    references.are_not_younger,
    statements.stand_once,
    statements.numbers_agree,
    statements.directions_agree,
    texts.authors_agree,
    texts.numbers_exist,
    texts.trials_exist,
)

COVERAGE: dict[Callable[[Library], Iterator[Problem]], frozenset[str]] = {
    claims.sentences_are_restated: frozenset({"claims"}),
    claims.citations_are_used: frozenset({"claims", "references"}),
    entities.all_are_used: frozenset({"claims", "entities", "trials"}),
    references.numbers_have_no_gap: frozenset({"references"}),
    references.numbers_follow_the_article: frozenset({"sections"}),
    references.numbers_exist: frozenset({"references"}),
    references.are_cited: frozenset({"sections"}),
    statements.numbers_agree: frozenset({"entities", "abbreviations"}),
    texts.numbers_exist: frozenset({"references"}),
    texts.trials_exist: frozenset({"trials"}),
}
"""Rules that something is used, with the sorts of record that use it. With gaps there the answers would be wrong."""


def check(library: Library) -> list[Problem]:
    """Return every problem of *library*, sorted by file and line, but for those that are silenced."""
    return silences.told(library, broken(library))


def broken(library: Library) -> list[Problem]:
    """Return every problem of *library*, sorted by file and line, also those that are silenced."""
    rules = [rule for rule in RULES if not COVERAGE.get(rule, frozenset()) & library.partial]
    return sorted(chain.from_iterable(rule(library) for rule in rules), key=lambda problem: problem.order)
