"""Entities on pages: the facts of one entity with everything that names it, and the table of a kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.model.values import Match
from atlas.render import claims as claim_blocks
from atlas.render import phrases
from atlas.render.blocks import (
    Backlinks,
    Block,
    Blocks,
    Bullets,
    Column,
    Fields,
    IndexTerms,
    Inline,
    Line,
    Link,
    Paragraph,
    Row,
    Section,
    Table,
    Target,
    Text,
    Web,
    joined,
    text,
)
from atlas.render.discrepancies import brief, touching

if TYPE_CHECKING:
    from collections.abc import Iterable

    from atlas.library import Library
    from atlas.model.records import Claim, Entity, Reference

_MATCH = {
    Match.EXACT: "The identifiers name the same thing.",
    Match.CLOSE: "The identifiers come close, but are not the same.",
    Match.BROAD: "The identifiers name something broader.",
    Match.NONE: "No identifier was found that fits.",
}


def facts(library: Library, entity: Entity) -> Blocks:
    """Return what is recorded of an entity itself: definition, names, identifiers, place in the vocabulary."""
    kind = library.scheme.kind[entity.kind]
    pairs: list[tuple[str, tuple[Line, ...]]] = [
        ("Definition", (text(entity.definition),)),
        ("Kind", (text(kind.label),)),
    ]
    pairs.append(("Also called", (text(", ".join(entity.synonyms) or "no other name recorded"),)))
    pairs.append(("Identifiers", tuple(_identifier(library, curie) for curie in entity.identifiers) or (text("none"),)))
    remark = f"{_MATCH[entity.match]} {entity.note or ''}".strip()
    pairs.append(("Fit of the identifiers", (text(remark),)))
    if entity.parents:
        pairs.append(("Part of", (phrases.entities(library, entity.parents),)))
    if children := library.children(entity.id):
        pairs.append(("Includes", (joined([Link("entity", child.id, child.label) for child in children]),)))
    anchor = f"entity-{entity.id}"
    return (IndexTerms((entity.label, *entity.synonyms), anchor), Fields(tuple(pairs)))


def _identifier(library: Library, curie: str) -> Line:
    known = library.identifier.get(curie)
    if known is None:
        return text(f"{curie} (unverified)")
    return (
        Web(known.url, curie),
        Text(f" “{known.label}” in {known.registry}; verified in {known.source} {known.version}"),
    )


def page(library: Library, entity: Entity) -> Blocks:
    """Return everything that the atlas holds on an entity, below its facts."""
    claims = library.claims_naming(entity.id)
    doubts = touching(library, claims, f"entities/{entity.kind}/{entity.id}")
    groups = (
        (grouping.title, f"by-{grouping.family}", _grouped(library, entity, claims, grouping.family))
        for grouping in library.scheme.grouping
    )
    parts = (
        ("Facts", "facts", facts(library, entity)),
        *groups,
        ("Discrepancies", "doubts", brief(library, doubts)),
        ("Trials", "trials", _trials(library, entity)),
        ("References", "works", _works(library, library.works(claims))),
        ("What links here", "links", (Backlinks("entity", entity.id),)),
    )
    return tuple(Section(title, f"entity-{entity.id}-{name}", blocks) for title, name, blocks in parts)


def _grouped(library: Library, entity: Entity, claims: tuple[Claim, ...], family: str) -> Blocks:
    """Return the claims under the other entities of *family* that they name; a claim stands under each of them."""
    kinds = {kind.id for kind in library.scheme.kinds_of(family)}
    groups: dict[str, list[Claim]] = {}
    rest: list[Claim] = []
    for claim in claims:
        named = [id_ for id_ in claim.named() if id_ in library.entity and library.entity[id_].kind in kinds]
        others = [id_ for id_ in named if id_ != entity.id]
        for id_ in others:
            groups.setdefault(id_, []).append(claim)
        rest += [] if others else [claim]
    blocks: list[Block] = []
    for id_, members in groups.items():
        count = Text(f" ({phrases.plural(len(members), 'claim')})")
        blocks += [Paragraph((phrases.entity(library, id_), count), "atlas-group"), _compact(library, members)]
    if rest:
        words = f"{'No other named' if groups else 'None named'} ({phrases.plural(len(rest), 'claim')})"
        blocks += [Paragraph(text(words), "atlas-group"), _compact(library, rest)]
    return tuple(blocks) or (Paragraph(text("No claim names it.")),)


def _compact(library: Library, claims: Iterable[Claim]) -> Bullets:
    return Bullets(tuple(claim_blocks.line(library, claim) for claim in claims), "atlas-claims")


def _trials(library: Library, entity: Entity) -> Blocks:
    trials = library.trials_naming(entity.id)
    if not trials:
        return (Paragraph(text("No trial of this atlas is linked to it.")),)
    return (Bullets(tuple((Link("trial", trial.id, trial.id), Text(f" {trial.title}")) for trial in trials)),)


def _works(library: Library, works: tuple[Reference, ...]) -> Blocks:
    if not works:
        return (Paragraph(text("The article cites no work for these claims.")),)
    items: list[Line] = [(*phrases.works(library, (work.key,)), Text(f" {short(work)}")) for work in works]
    return (Bullets(tuple(items)),)


def short(work: Reference) -> str:
    """Return a work in one line: authors as printed, title, journal and year."""
    first = f"{work.authors[0].family} {work.authors[0].given.replace('.', '').replace(' ', '')}"
    others = " et al." if work.et_al or len(work.authors) > 1 else ""
    mark = "" if work.title.endswith(("?", "!")) else "."
    return f"{first}{others} {work.title}{mark} {work.journal} {work.year}."


def table(library: Library, kind: str) -> Table:
    """Return the entities of *kind* with the number of claims, works and trials that name each."""
    declared = library.scheme.kind[kind]
    columns = (
        Column("entity", declared.label),
        Column("definition", "What it is"),
        Column("claims", "Claims"),
        Column("works", "Works"),
        Column("trials", "Trials"),
    )
    rows = tuple(_row(library, entity) for entity in library.entities_of(kind))
    return Table(f"entities-{kind}", declared.plural, columns, rows)


def _row(library: Library, entity: Entity) -> Row:
    claims = library.claims_naming(entity.id)
    counts = (len(claims), len(library.works(claims)), len(library.trials_naming(entity.id)))
    names: list[Inline] = [Link("entity", entity.id, entity.label)]
    cells = ((tuple(names),), (text(entity.definition),), *((text(str(count)),) for count in counts))
    return Row(Target("row", entity.id), cells)
