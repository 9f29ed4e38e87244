"""The works that the article cites: the table of all of them, and the page of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.render import changes, phrases
from atlas.render import claims as claim_blocks
from atlas.render.blocks import (
    Backlinks,
    Blocks,
    Column,
    Fields,
    HomePage,
    IndexTerms,
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
from atlas.render.citable import of_work
from atlas.render.discrepancies import brief, touching
from atlas.render.entities import short
from atlas.render.exports import plain
from atlas.render.identifiers import identifiers
from atlas.render.standing import banner, standing, warning

if TYPE_CHECKING:
    from collections.abc import Iterable

    from atlas.library import Library
    from atlas.model.records import Claim, Reference
    from atlas.render.blocks import Block, Inline


def table(library: Library) -> Table:
    """Return all works in the order of the article, with why each is cited and what rests on it."""
    columns = (
        Column("number", "No.", 1),
        Column("work", "Work", 4),
        Column("role", "Why cited"),
        Column("claims", "Claims that rest on it"),
        Column("identifiers", "Identifiers"),
    )
    rows = tuple(_row(library, work) for work in library.references)
    return Table("works", "The works cited by the review and the claims that rest on them", columns, rows)


def _row(library: Library, work: Reference) -> Row:
    claims: list[Inline] = [Link("claim", claim.id, claim.id) for claim in library.claims_citing(work.key)]
    cells = (
        (phrases.works(library, (work.key,)),),
        ((Link("work", work.key, short(work)),), *warning(library, work)),
        (text(library.scheme.role[work.role].label),),
        (joined(claims) or text("none"),),
        identifiers(work),
    )
    return Row(Target("row", work.key), cells)


def page(library: Library, work: Reference) -> Blocks:
    """Return everything that the atlas holds on a cited work."""
    claims = library.claims_citing(work.key)
    doubts = touching(library, claims, f"references/{work.key}")
    parts: tuple[tuple[str, str, Blocks], ...] = (
        ("Reference and identifiers", "facts", _facts(library, work)),
        ("Claims that rest on it", "claims", _claims(library, claims)),
        ("Where the review cites it", "cited", _cited(library, work, claims)),
        ("What these claims are about", "entities", _entities(library, claims)),
        ("Discrepancies", "doubts", brief(library, doubts)),
        ("Pages that cite it in their text", "links", (Backlinks("work", work.key),)),
    )
    shown = (Section(title, f"work-{work.key}-{name}".lower(), blocks) for title, name, blocks in parts)
    return (*shown, *changes.section(library, "work", work.key, f"work-{work.key}-changes".lower()))


def _facts(library: Library, work: Reference) -> Blocks:
    number = (Text("Number in the review: "), *phrases.works(library, (work.key,)))
    pairs: list[tuple[str, tuple[Line, ...]]] = [
        ("Reference", (text(plain.reference(of_work(library, work))), number, *_shortened(work))),
        ("Why it is cited", (text(library.scheme.role[work.role].label),)),
        ("Identifiers", identifiers(work)),
        (
            "Where the DOI was seen",
            ((Web(work.doi_source, work.doi_source),),) if work.doi_source else (text("not recorded"),),
        ),
        ("Corrections and retractions", (standing(library.notice.get(work.key)),)),
    ]
    if not work.doi:
        pairs = [pair for pair in pairs if pair[0] != "Where the DOI was seen"]
    anchor = f"work-{work.key}".lower()
    return (IndexTerms((short(work),), anchor), *banner(library, work), Fields(tuple(pairs)))


def _shortened(work: Reference) -> tuple[Line, ...]:
    """Return what to mind before a work is cited whose authors the article does not name in full."""
    told = "The review shortens the list of authors, and so do the exports; complete it before you cite the work."
    return (text(told),) if work.et_al else ()


def _claims(library: Library, claims: tuple[Claim, ...]) -> Blocks:
    if not claims:
        return (Paragraph(text("No claim rests on it.")),)
    return claim_blocks.listing(library, claims)


def _cited(library: Library, work: Reference, claims: Iterable[Claim]) -> Blocks:
    """Return the claims that rest on a work, each with the page where it stands and its address in the article."""
    columns = (
        Column("claim", "Claim", 1),
        Column("page", "Page of the atlas"),
        Column("section", "Section of the review"),
        Column("sentence", "Paragraph and sentence"),
    )
    rows = tuple(_cited_row(library, claim) for claim in claims)
    if not rows:
        return (Paragraph(text("No passage of the review leads from a claim to it.")),)
    return (Table(f"cited-{work.key}".lower(), f"Where reference {work.number} is cited", columns, rows),)


def _cited_row(library: Library, claim: Claim) -> Row:
    origin = claim.origin
    section = library.section[origin.section].title if origin.section in library.section else origin.section
    cells = (
        ((Link("claim", claim.id, claim.id),),),
        ((HomePage("claim", claim.id),),),
        (text(section),),
        (text(f"paragraph {origin.paragraph}, sentence {origin.sentence}"),),
    )
    return Row(Target("row", claim.id), cells)


def _entities(library: Library, claims: Iterable[Claim]) -> Blocks:
    """Return the entities that the claims of a work are on, by kind."""
    named = {id_ for claim in claims for id_ in library.stated(claim)}
    pairs: list[tuple[str, tuple[Line, ...]]] = []
    for kind in library.scheme.kinds:
        links: list[Inline] = [
            Link("entity", one.id, one.label) for one in library.entities_of(kind.id) if one.id in named
        ]
        if links:
            pairs.append((kind.plural if len(links) > 1 else kind.label, (joined(links),)))
    block: Block = Fields(tuple(pairs)) if pairs else Paragraph(text("No entity is named."))
    return (block,)
