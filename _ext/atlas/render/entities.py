"""Entities on pages: the facts of one entity with everything that names it, and the table of a kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.model.values import Match
from atlas.render import changes, phrases
from atlas.render import claims as claim_blocks
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
from atlas.render.exports import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from atlas.library import Library
    from atlas.model.records import Claim, Entity, Reference
    from atlas.model.scheme import Grouping

    Show = Callable[[Library, Iterable[Claim]], Block]
    """How the claims of a group are shown."""

_MATCH = {
    Match.EXACT: "Exact: the identifiers name the same thing.",
    Match.CLOSE: "Close: the identifiers name nearly the same thing.",
    Match.BROAD: "Broad: the identifiers name something broader.",
    Match.NONE: "No identifier is recorded.",
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
    pairs.append(("Match", (text(remark),)))
    if entity.parents:
        pairs.append(("Broader entry", (phrases.entities(library, entity.parents),)))
    if children := library.children(entity.id):
        pairs.append(("Narrower entries", (joined([Link("entity", child.id, child.label) for child in children]),)))
    anchor = f"entity-{entity.id}"
    return (IndexTerms((entity.label, *entity.synonyms), anchor), Fields(tuple(pairs)))


def _identifier(library: Library, curie: str) -> Line:
    known = library.identifier.get(curie)
    if known is None:
        return text(f"{curie} (unverified)")
    return (
        Web(known.url, curie),
        Text(f" “{known.label}” in {known.registry}; verified in {known.source}, version {known.version}"),
    )


def page(library: Library, entity: Entity) -> Blocks:
    """Return everything that the atlas holds on an entity.

    The first grouping shows the claims in full, the others lead to them by id. A finding that names the entity only
    beside its fields stands apart, because it does not show anything about it.
    """
    named = library.claims_naming(entity.id)
    claims = tuple(claim for claim in named if entity.id in library.stated(claim))
    beside = tuple(claim for claim in named if claim not in claims)
    doubts = touching(library, named, f"entities/{entity.kind}/{entity.id}")
    parts: list[tuple[str, str, Blocks]] = [("Description and identifiers", "facts", facts(library, entity))]
    for number, grouping in enumerate(library.scheme.grouping):
        show = _in_full if number == 0 else _by_id
        parts.append((grouping.title, f"by-{grouping.family}", _grouped(library, entity, claims, grouping, show)))
    if beside:
        words = Paragraph(text("These findings name it beside their result, for instance after the title of the work."))
        parts.append(("Mentioned beside a finding", "beside", (words, _in_full(library, beside))))
    parts += [
        ("Discrepancies", "doubts", brief(library, doubts)),
        ("Trials", "trials", _trials(library, entity)),
        ("References", "works", _works(library, library.works(named))),
        ("Pages that mention it", "links", (Backlinks("entity", entity.id),)),
    ]
    shown = (Section(title, f"entity-{entity.id}-{name}", blocks) for title, name, blocks in parts)
    return (*shown, *changes.section(library, "entity", entity.id, f"entity-{entity.id}-changes"))


def _grouped(library: Library, entity: Entity, claims: tuple[Claim, ...], grouping: Grouping, show: Show) -> Blocks:
    """Return *claims* under the other entities of a family that they name; a claim stands under each of them."""
    kinds = {kind.id for kind in library.scheme.kinds_of(grouping.family)}
    groups: dict[str, list[Claim]] = {}
    rest: list[Claim] = []
    for claim in claims:
        named = (id_ for id_ in library.stated(claim) if id_ in library.entity and id_ != entity.id)
        others = [id_ for id_ in named if library.entity[id_].kind in kinds]
        for id_ in others:
            groups.setdefault(id_, []).append(claim)
        rest += [] if others else [claim]
    blocks: list[Block] = []
    for id_, members in groups.items():
        count = Text(f" ({phrases.plural(len(members), 'claim')})")
        blocks += [Paragraph((phrases.entity(library, id_), count), "atlas-group"), show(library, members)]
    if rest:
        words = f"{grouping.rest} ({phrases.plural(len(rest), 'claim')})"
        blocks += [Paragraph(text(words), "atlas-group"), show(library, rest)]
    return tuple(blocks) or (Paragraph(text("No claim is on it.")),)


def _in_full(library: Library, claims: Iterable[Claim]) -> Block:
    return Bullets(tuple(claim_blocks.line(library, claim) for claim in claims), "atlas-claims")


def _by_id(_library: Library, claims: Iterable[Claim]) -> Block:
    return Paragraph(joined([Link("claim", claim.id, claim.id) for claim in claims]), "atlas-ids")


def _trials(library: Library, entity: Entity) -> Blocks:
    trials = library.trials_naming(entity.id)
    if not trials:
        return (Paragraph(text("No trial in the atlas concerns it.")),)
    return (Bullets(tuple((Link("trial", trial.id, trial.id), Text(f" {trial.title}")) for trial in trials)),)


def _works(library: Library, works: tuple[Reference, ...]) -> Blocks:
    if not works:
        return (Paragraph(text("The review cites no work for these claims.")),)
    items: list[Line] = [(*phrases.works(library, (work.key,)), Text(f" {short(work)}")) for work in works]
    return (Bullets(tuple(items)),)


def short(work: Reference) -> str:
    """Return a work in one line: authors as printed, title, journal and year."""
    others = ", et al." if work.et_al or len(work.authors) > 1 else "."
    return f"{plain.name(work.authors[0])}{others} {plain.stopped(work.title)} {work.journal} {work.year}."


def table(library: Library, kind: str) -> Table:
    """Return the entities of *kind* with the number of claims, works and trials that name each."""
    declared = library.scheme.kind[kind]
    columns = (
        Column("entity", declared.label),
        Column("definition", "What it is", 4),
        Column("claims", "Claims", 1),
        Column("works", "Works", 1),
        Column("trials", "Trials", 1),
    )
    rows = tuple(_row(library, entity) for entity in library.entities_of(kind))
    return Table(f"entities-{kind}", declared.plural, columns, rows)


def _row(library: Library, entity: Entity) -> Row:
    claims = library.claims_naming(entity.id)
    counts = (len(claims), len(library.works(claims)), len(library.trials_naming(entity.id)))
    names: list[Inline] = [Link("entity", entity.id, entity.label)]
    cells = ((tuple(names),), (text(entity.definition),), *((text(str(count)),) for count in counts))
    return Row(Target("row", entity.id), cells)
