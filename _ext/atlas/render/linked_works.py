"""Scholarly articles in the words of schema.org: the article and the works that it cites."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from atlas.render.citable import of_article, of_work
from atlas.render.exports import plain
from atlas.render.identifiers import DOI, PMC, PUBMED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from atlas.library import Library
    from atlas.model.records import Reference
    from atlas.model.scheme import Author
    from atlas.render.citable import Citable
    from atlas.render.schemas import Json


def node(type_: str, id_: str = "", /, **properties: object) -> Json:
    """Return a node of JSON-LD; a property without a value is left out."""
    named = {"@id": id_} if id_ else {}
    return {"@type": type_, **named, **{name: value for name, value in properties.items() if value}}


def article(library: Library, cited: Sequence[Json] = ()) -> Json:
    """Return the article, with the works *cited* by it that the page speaks of."""
    item = of_article(library)
    whole = _scholarly(item, DOI.format(id=quote(item.doi)))
    return whole | node("ScholarlyArticle", license=library.scheme.article.licence_url, citation=cited)


def work(library: Library, cited: Reference) -> Json:
    """Return a cited work in full; a DOI that was not verified is told as such and not taken for the same work."""
    note = "" if verified_doi(cited) else "unverified"
    whole = _scholarly(of_work(library, cited), name_of(cited), doi_note=note)
    return whole | node("ScholarlyArticle", sameAs=_addresses(cited))


def brief(works: Iterable[Reference]) -> list[Json]:
    """Return *works*, each by name and title only."""
    return [node("ScholarlyArticle", name_of(one), name=one.title) for one in works]


def name_of(cited: Reference) -> str:
    """Return the `@id` of a work: its first address, or its key as a name that holds within the page."""
    return next(iter(_addresses(cited)), f"_:{cited.key}")


def verified_doi(cited: Reference) -> str:
    """Return the DOI of a work if it was seen beside the title: only then does it say which work is meant."""
    return cited.doi if cited.doi and cited.doi_source else ""


def _addresses(cited: Reference) -> list[str]:
    forms = ((DOI, quote(verified_doi(cited))), (PUBMED, cited.pmid), (PMC, cited.pmcid))
    return [form.format(id=value) for form, value in forms if value]


def _scholarly(item: Citable, id_: str, *, doi_note: str = "") -> Json:
    """Return an article with its authors as printed; where their list is cut, the credit says so."""
    numbers = (("DOI", item.doi, doi_note), ("PMID", item.pmid, ""), ("PMCID", item.pmcid, ""))
    return node(
        "ScholarlyArticle",
        id_,
        name=item.title,
        author=[_author(one) for one in item.authors],
        creditText=plain.reference(item) if item.et_al else "",
        datePublished=item.issued,
        isPartOf=_part(item),
        pagination=item.pages,
        identifier=[
            node("PropertyValue", propertyID=name, value=value, description=note)
            for name, value, note in numbers
            if value
        ],
    )


def _author(one: Author) -> Json:
    """Return a person, or the group that an author without given names is."""
    if not one.given:
        return node("Organization", name=one.family)
    return node("Person", name=f"{one.given} {one.family}", familyName=one.family, givenName=one.given)


def _part(item: Citable) -> Json:
    """Return the issue of the journal, or the volume, or just the journal."""
    whole = node("Periodical", name=item.container)
    if item.volume:
        whole = node("PublicationVolume", volumeNumber=item.volume, isPartOf=whole)
    if item.issue:
        whole = node("PublicationIssue", issueNumber=item.issue, isPartOf=whole)
    return whole
