"""Rules on entities: identifiers checked, parents sound, labels distinct, nothing idle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.code import Code
from atlas.problem import Problem
from atlas.rules.circles import circles
from atlas.rules.claims import entity_problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atlas.library import Library
    from atlas.model.records import Entity


def identifiers_are_checked(library: Library) -> Iterator[Problem]:
    """Every identifier of an entity stands in the table of checked identifiers, with the source that was read."""
    for entity in library.entities:
        for number, curie in enumerate(entity.identifiers):
            if curie not in library.identifier and not library.left_out("identifiers", curie):
                place = entity.lines.at("identifiers", number)
                code = Code.UNKNOWN_IDENTIFIER if ":" in curie.strip(":") else Code.BAD_CURIE
                yield Problem(place, code, f"identifier {curie!r}", "a CURIE of data/ids.tsv")


def parents_exist(library: Library) -> Iterator[Problem]:
    """Every parent exists and is of the same kind."""
    for entity in library.entities:
        for number, parent in enumerate(entity.parents):
            place = entity.lines.at("parents", number)
            yield from entity_problems(library, parent, place, f"parent {parent!r}", (entity.kind,))


def parents_form_no_circle(library: Library) -> Iterator[Problem]:
    """No entity is its own ancestor."""
    in_a_circle = circles({entity.id: entity.parents for entity in library.entities})
    for entity in library.entities:
        if entity.id in in_a_circle:
            parents = ", ".join(entity.parents)
            place = entity.lines.at("parents")
            yield Problem(place, Code.PARENT_CYCLE, f"{entity.id!r} below {parents}", "parents that lead upwards")


def labels_differ(library: Library) -> Iterator[Problem]:
    """No two entities share a label, whatever its case."""
    first: dict[str, Entity] = {}
    for entity in library.entities:
        other = first.setdefault(entity.label.casefold(), entity)
        if other is not entity:
            found = f"label {entity.label!r}, also at {other.lines.at('label')}"
            yield Problem(entity.lines.at("label"), Code.DUPLICATE_LABEL, found, "a label of its own")


def former_ids_are_free(library: Library) -> Iterator[Problem]:
    """Ids that a record once had are not those of another, now or formerly."""
    taken: dict[str, str] = {}
    for records in (library.claims, library.entities):
        known = {record.id for record in records}
        for record in records:
            for number, old in enumerate(record.former):
                other = taken.setdefault(old, record.id)
                if old in known or other != record.id:
                    found = f"former id {old!r} of {record.id!r}, in use by {old if old in known else other!r}"
                    yield Problem(record.lines.at("former", number), Code.DUPLICATE_ID, found, "an id that is free")


def trials_name_entities(library: Library) -> Iterator[Problem]:
    """Every entity and scope that a trial names exists, of a kind that the field takes."""
    facets = {facet.id: facet for facet in library.scheme.trial_facets}
    for trial in library.trials:
        if trial.scope not in library.scheme.scope:
            expected = "one of " + ", ".join(library.scheme.scope)
            yield Problem(trial.lines.at("scope"), Code.BAD_VALUE, f"scope {trial.scope!r}", expected)
        for name, ids in trial.facets.items():
            for number, id_ in enumerate(ids):
                place = trial.lines.at(name, number)
                yield from entity_problems(library, id_, place, f"{name} {id_!r}", facets[name].kinds)


def abbreviations_name_entities(library: Library) -> Iterator[Problem]:
    """Every entity that an abbreviation names exists."""
    for abbreviation in library.abbreviations:
        if abbreviation.entity:
            place = abbreviation.lines.at("entity")
            yield from entity_problems(library, abbreviation.entity, place, f"entity {abbreviation.entity!r}")


def all_are_used(library: Library) -> Iterator[Problem]:
    """Every entity is named by a claim or a trial, or is above one that is."""
    used: set[str] = set()
    waiting = [one for one in library.entities if library.claims_naming(one.id) or library.trials_naming(one.id)]
    while waiting:
        if (one := waiting.pop()).id not in used:
            used.add(one.id)
            waiting.extend(library.entity[parent] for parent in one.parents if parent in library.entity)
    for entity in library.entities:
        if entity.id not in used:
            place = entity.lines.at("id")
            yield Problem(place, Code.UNUSED_ENTITY, f"entity {entity.id!r}", "a claim or a trial that names it")
