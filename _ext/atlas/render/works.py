"""The works that the article cites, as a table with their role, their identifiers and the claims they support."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.render import phrases
from atlas.render.blocks import Column, Line, Link, Row, Table, Target, Text, Web, joined, text
from atlas.render.entities import short

if TYPE_CHECKING:
    from atlas.library import Library
    from atlas.model.records import Reference
    from atlas.render.blocks import Inline

DOI = "https://doi.org/{id}"
PUBMED = "https://pubmed.ncbi.nlm.nih.gov/{id}/"
PMC = "https://pmc.ncbi.nlm.nih.gov/articles/{id}/"


def table(library: Library) -> Table:
    """Return all works in the order of the article, with why each is cited and what it supports."""
    columns = (
        Column("number", "No.", 1),
        Column("work", "Work", 4),
        Column("role", "Why cited"),
        Column("claims", "Claims it supports"),
        Column("identifiers", "Identifiers"),
    )
    rows = tuple(_row(library, work) for work in library.references)
    return Table("works", "The works cited by the review and the claims they support", columns, rows)


def _row(library: Library, work: Reference) -> Row:
    claims: list[Inline] = [Link("claim", claim.id, claim.id) for claim in library.claims_citing(work.key)]
    cells = (
        (phrases.works(library, (work.key,)),),
        (text(short(work)),),
        (text(library.scheme.role[work.role].label),),
        (joined(claims) or text("none: background"),),
        identifiers(work),
    )
    return Row(Target("row", work.key), cells)


def identifiers(work: Reference) -> tuple[Line, ...]:
    """Return the identifiers of a work, one a line, each DOI with its status; or that none was seen."""
    lines: list[Line] = []
    if work.doi:
        status = " (verified)" if work.doi_source else " (unverified)"
        lines.append((Web(DOI.format(id=work.doi), f"doi:{work.doi}"), Text(status)))
    if work.pmid:
        lines.append((Web(PUBMED.format(id=work.pmid), f"PMID {work.pmid}"),))
    if work.pmcid:
        lines.append((Web(PMC.format(id=work.pmcid), work.pmcid),))
    return tuple(lines) or (text("none recorded", "missing"),)
