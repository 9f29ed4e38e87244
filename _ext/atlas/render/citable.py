"""Whatever can be cited, in one form: a work, the article itself, a page of the site, the data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from atlas.library import Library
    from atlas.model.records import Reference
    from atlas.model.scheme import Author
    from atlas.render.pages import Page, Site

Type: TypeAlias = Literal["article-journal", "webpage", "dataset"]
"""The types of CSL-JSON that occur here."""


@dataclass(frozen=True, slots=True)
class Citable:
    """Something that can be cited; a field that it does not have is empty.

    `id` is its key in every format. `et_al` says that the list of authors is cut: whoever writes it must say so, and
    must never name an author `others`. `group` is the author of what no person signs. `issued` is an ISO date, or a
    year alone. A range in `pages` has an en dash. `note` is for the reader of the record; of a page and of the data it
    tells what they were made from.
    """

    id: str
    type: Type
    title: str
    issued: str
    authors: tuple[Author, ...] = ()
    et_al: bool = False
    group: str = ""
    container: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    url: str = ""
    version: str = ""
    note: str = ""
    keyword: str = ""


def of_work(library: Library, work: Reference) -> Citable:
    """Return a cited work; the note tells its number in the article, the keyword why it is cited there."""
    doubt = "; its DOI is unverified" if work.doi and not work.doi_source else ""
    return Citable(
        id=work.key,
        type="article-journal",
        title=work.title,
        issued=str(work.year),
        authors=work.authors,
        et_al=work.et_al,
        container=work.journal,
        volume=work.volume,
        issue=work.issue or "",
        pages=work.pages,
        doi=work.doi or "",
        pmid=work.pmid or "",
        pmcid=work.pmcid or "",
        note=f"Reference {work.number} of doi:{library.scheme.article.doi}{doubt}",
        keyword=library.scheme.role[work.role].label,
    )


def of_article(library: Library) -> Citable:
    """Return the article that the atlas restates."""
    article = library.scheme.article
    return Citable(
        id="article",
        type="article-journal",
        title=article.title,
        issued=str(article.year),
        authors=article.authors,
        container=article.journal,
        volume=article.volume,
        issue=article.issue,
        pages=article.pages,
        doi=article.doi,
    )


def of_page(library: Library, page: Page) -> Citable:
    """Return a page of the site, as of the date of the data.

    The page of a work must not take the title of the work: the work would seem to be by those who made the site.
    """
    scheme = library.scheme
    return Citable(
        id=page.name.replace("/", "-"),
        type="webpage",
        title=_on(library.reference[page.id]) if page.subject == "work" else page.title,
        issued=scheme.as_of,
        group=page.site.contributors,
        container=page.site.title,
        url=f"{page.site.base}{page.address}" if page.site.base else "",
        version=scheme.version,
        note=f"Restructured and restated from doi:{scheme.article.doi}",
    )


def _on(work: Reference) -> str:
    """Return what the page of a work is called when it is cited itself."""
    first, *others = (author.family for author in work.authors)
    more = " et al." if work.et_al or len(others) > 1 else "".join(f" and {family}" for family in others)
    return f"Reference {work.number} in the review: {first}{more} {work.year}"


def of_data(library: Library, site: Site) -> Citable:
    """Return the data of the site; its address is the page about the data, since a folder need not show anything."""
    scheme = library.scheme
    return Citable(
        id="dataset",
        type="dataset",
        title=f"{site.title}: the data",
        issued=scheme.as_of,
        group=site.contributors,
        container=site.title,
        url=f"{site.base}{site.data_page}" if site.base else "",
        version=scheme.version,
        note=f"Restructured and restated from doi:{scheme.article.doi}",
    )
