"""The identifiers of cited works as links, and what stands in their place where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from atlas.render.blocks import Line, Text, Web, text

if TYPE_CHECKING:
    from atlas.model.records import Reference

DOI = "https://doi.org/{id}"
PUBMED = "https://pubmed.ncbi.nlm.nih.gov/{id}/"
PMC = "https://pmc.ncbi.nlm.nih.gov/articles/{id}/"
SEARCH = "https://pubmed.ncbi.nlm.nih.gov/?term={title}%5BTitle%5D"


def identifiers(work: Reference) -> tuple[Line, ...]:
    """Return the identifiers of a work, one a line, each DOI with its status; or that none was seen."""
    lines: list[Line] = []
    if work.doi:
        status = " (verified)" if work.doi_source else " (unverified)"
        lines.append((Web(DOI.format(id=quote(work.doi)), f"doi:{work.doi}"), Text(status)))
    if work.pmid:
        lines.append((Web(PUBMED.format(id=work.pmid), f"PMID {work.pmid}"),))
    if work.pmcid:
        lines.append((Web(PMC.format(id=work.pmcid), work.pmcid),))
    return tuple(lines) or (text("none recorded", "missing"),)


def title_search(work: Reference) -> Web:
    """Return the link to a search of PubMed for the title, for a work without a DOI: none is ever guessed."""
    return Web(SEARCH.format(title=quote(f'"{work.title}"')), "Search PubMed for the title")
