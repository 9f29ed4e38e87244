"""The identifiers of cited works as links, and what stands in their place where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from atlas.render.blocks import Line, Text, Web

if TYPE_CHECKING:
    from atlas.model.records import Reference

DOI = "https://doi.org/{id}"
PUBMED = "https://pubmed.ncbi.nlm.nih.gov/{id}/"
PMC = "https://pmc.ncbi.nlm.nih.gov/articles/{id}/"
SEARCH = "https://pubmed.ncbi.nlm.nih.gov/?term={title}%5BTitle%5D"


def identifiers(work: Reference) -> tuple[Line, ...]:
    """Return the identifiers of a work, one a line: its DOI with its status, or a search; then those of PubMed."""
    if work.doi:
        status = Text(" (verified)" if work.doi_source else " (unverified)")
        lines: list[Line] = [(Web(DOI.format(id=quote(work.doi)), f"doi:{work.doi}"), status)]
    else:
        lines = [(Text("no DOI recorded", "missing"), Text(": "), title_search(work))]
    if work.pmid:
        lines.append((Web(PUBMED.format(id=work.pmid), f"PMID {work.pmid}"),))
    if work.pmcid:
        lines.append((Web(PMC.format(id=work.pmcid), work.pmcid),))
    return tuple(lines)


def title_search(work: Reference) -> Web:
    """Return the link to a search of PubMed for the title, for a work without a DOI: none is ever guessed."""
    return Web(SEARCH.format(title=quote(f'"{work.title}"')), "Search PubMed for the title")
