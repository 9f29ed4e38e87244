"""Discrepancies on pages: the full note at its place, and short links where there is no room for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.model.values import Basis
from atlas.render import changes
from atlas.render.blocks import (
    Blocks,
    Fields,
    Inline,
    Line,
    Link,
    Note,
    PageLink,
    Paragraph,
    Target,
    Text,
    joined,
    text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from atlas.library import Library
    from atlas.model.records import Claim, Discrepancy

_BASIS = {
    Basis.TEXT: "Visible in the review itself.",
    Basis.SOURCE: "Checked against the cited source.",
    Basis.BOTH: "Visible in the review itself, and checked against the cited source.",
}


def links(library: Library, claim: Claim) -> Line:
    """Return links to the discrepancies of *claim*, or nothing."""
    doubts = library.discrepancies_of(claim.id)
    if not doubts:
        return ()
    parts: list[Inline] = [Link("discrepancy", doubt.id, doubt.id) for doubt in doubts]
    return (Text("See note "), *joined(parts))


def note(library: Library, id_: str) -> Note:
    """Return a discrepancy as a note beside the claim that it touches."""
    doubt = library.discrepancy[id_]
    title = (Text("Discrepancy "), Link("discrepancy", doubt.id, doubt.id), Text(f": {doubt.title}"))
    return Note(title, (Paragraph(text(doubt.doubt)),))


def full(library: Library, doubt: Discrepancy) -> Note:
    """Return everything that is recorded on a discrepancy: its home."""
    pairs: list[tuple[str, tuple[Line, ...]]] = [
        ("The review prints", (text(doubt.printed),)),
        ("What is doubtful", (text(doubt.doubt),)),
        ("How it was checked", (text(f"{_BASIS[doubt.basis]} {doubt.checked}"),)),
    ]
    touched: list[Inline] = [Link("claim", id_, id_) for id_ in doubt.claims if id_ in library.claim]
    if touched:
        pairs.append(("Claims", (joined(touched),)))
    if doubt.pages:
        pages: list[Inline] = [PageLink(page) for page in doubt.pages]
        pairs.append(("Pages", (joined(pages),)))
    blocks: Blocks = (Fields(tuple(pairs)), *changes.beside(library, "discrepancy", doubt.id))
    since = changes.since(library, "discrepancy", doubt.id)
    title = (Text(f"{doubt.id} {doubt.title}"), *((Text(" "), Text(f"({since})", "since")) if since else ()))
    return Note(title, blocks, Target("discrepancy", doubt.id, home=True))


def brief(library: Library, doubts: Iterable[Discrepancy]) -> Blocks:
    """Return discrepancies as short notes, or say that none is known."""
    notes = tuple(note(library, doubt.id) for doubt in doubts)
    return notes or (Paragraph(text("No discrepancy is recorded here.")),)


def touching(library: Library, claims: Iterable[Claim], page: str) -> tuple[Discrepancy, ...]:
    """Return the discrepancies that touch one of *claims* or name *page*, in the order of their ids."""
    ids = {claim.id for claim in claims}
    return tuple(doubt for doubt in library.discrepancies if page in doubt.pages or not ids.isdisjoint(doubt.claims))
