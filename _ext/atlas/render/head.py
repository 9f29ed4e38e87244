"""What the head of a page tells machines: its identity for reference managers, and links to what belongs to it.

No `citation_reference`: the guidelines of Google Scholar do not know it, reference managers pass over it, and with it
every page of the site would count as one more citation of works that a single article cites.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

from atlas.render.changes import FEED
from atlas.render.citable import of_article, of_page
from atlas.render.companions import COPIES
from atlas.render.exports import FORMATS
from atlas.render.feed import MEDIA_TYPE
from atlas.render.identifiers import DOI
from atlas.render.linked_data import DOWNLOADS, PAGE_TYPES
from atlas.render.linked_works import verified_doi
from atlas.render.packages import CRATE, PACKAGE
from atlas.render.pages import PAGED
from atlas.render.schemas import API, FILES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atlas.library import Library
    from atlas.render.citable import Citable
    from atlas.render.pages import Page

PACKAGES = {
    CRATE: "application/ld+json",
    PACKAGE: "application/json",
}
"""Files that describe the data as a whole, by name with their types; they stand with the data."""


@dataclass(frozen=True, slots=True)
class Meta:
    """A `meta` element; `attribute` is the one that carries `name`."""

    attribute: Literal["name", "property"]
    name: str
    content: str


@dataclass(frozen=True, slots=True)
class HeadLink:
    """A `link` element; `href` is absolute or relative to the page, `type` and `title` may be empty."""

    rel: str
    href: str
    type: str = ""
    title: str = ""


def metas(library: Library, page: Page) -> tuple[Meta, ...]:
    """Return description, Highwire tags and OpenGraph of *page*; none of them is empty.

    The page about the article carries the tags of the article, and no description: a reference manager would take that
    for the abstract of the article.
    """
    own = of_page(library, page)
    if page.subject == "article":
        identity, description = _article(library), ""
    else:
        identity, description = _own(page, own), page.description
    found = [
        Meta("name", "description", description),
        *(Meta("name", f"citation_{name}", text) for name, text in identity),
        *(Meta("property", f"og:{name}", text) for name, text in _open_graph(page, own, description)),
    ]
    return tuple(meta for meta in found if meta.content)


def _own(page: Page, item: Citable) -> Iterator[tuple[str, str]]:
    """Yield the identity of the page itself; its date is the one under which it is to be cited."""
    yield "title", item.title
    yield "author", item.group
    yield "publication_date", item.issued.replace("-", "/")
    yield "language", page.site.language
    yield "public_url", item.url


def _article(library: Library) -> Iterator[tuple[str, str]]:
    """Yield the identity of the article; an article number stands as first page."""
    item = of_article(library)
    pages = re.fullmatch(r"([^\s–-]+)[–-]+([^\s–-]+)", item.pages)
    first, last = pages.groups() if pages else (item.pages, "")
    yield "title", item.title
    for author in item.authors:
        yield "author", f"{author.family}, {author.given}" if author.given else author.family
    yield "publication_date", item.issued
    yield "journal_title", item.container
    yield "volume", item.volume
    yield "issue", item.issue
    yield "firstpage", first
    yield "lastpage", last
    yield "doi", item.doi
    yield "public_url", DOI.format(id=quote(item.doi))


def _open_graph(page: Page, item: Citable, description: str) -> Iterator[tuple[str, str]]:
    """Yield OpenGraph; `website` is the type of a page with which reference managers save a web page."""
    yield "title", item.title
    yield "type", "website"
    yield "description", description
    yield "site_name", page.site.title
    yield "locale", page.site.language.replace("-", "_")
    yield "url", item.url


def links(library: Library, page: Page) -> tuple[HeadLink, ...]:
    """Return the links of Signposting and to the copies of *page*; pages of records lead back to that of the data."""
    found = [
        *_identity(library, page),
        *_description(page),
        *(_data(page) if page.subject == "data" else ()),
    ]
    if page.site.data_page and page.subject in PAGED:
        found.append(HeadLink("collection", page.up + page.site.data_page, "text/html"))
    if library.history.releases:
        found.append(HeadLink("alternate", page.up + FEED, MEDIA_TYPE, "What has changed"))
    return (*found, *_copies(page))


def _identity(library: Library, page: Page) -> Iterator[HeadLink]:
    """Yield how to cite the page, what it is, and its licence.

    An address to cite must lead back to the page. The DOI of the article or of a cited work leads elsewhere, so it is
    related only; and only the page of the data stands for what it is about.
    """
    if address := of_page(library, page).url:
        yield HeadLink("cite-as", address)
    types = [PAGE_TYPES[page.subject], *(["Dataset"] if page.subject == "data" else [])]
    yield from (HeadLink("type", f"https://schema.org/{name}") for name in types)
    yield HeadLink("license", library.scheme.article.licence_url)
    if page.subject == "article":
        yield HeadLink("related", DOI.format(id=quote(library.scheme.article.doi)))
    if page.subject == "work" and (doi := verified_doi(library.reference[page.id])):
        yield HeadLink("related", DOI.format(id=quote(doi)))


def _description(page: Page) -> Iterator[HeadLink]:
    yield HeadLink("describedby", f"{page.base}.json", "application/json")
    if page.subject == "data":
        for name, form in PACKAGES.items():
            yield HeadLink("describedby", f"{page.up}{API}{name}", form)
        for name in FILES.values():
            yield HeadLink("describedby", f"{page.up}{API}{name}.schema.json", "application/schema+json")


def _data(page: Page) -> Iterator[HeadLink]:
    for name in FILES.values():
        for suffix, form in DOWNLOADS.items():
            yield HeadLink("item", f"{page.up}{API}{name}.{suffix}", form)
    for name, form in PACKAGES.items():
        yield HeadLink("item", f"{page.up}{API}{name}", form)


def _copies(page: Page) -> Iterator[HeadLink]:
    for suffix, (name, form) in COPIES.items():
        yield HeadLink("alternate", f"{page.base}.{suffix}", form, f"This page as {name}")
    if page.works:
        what = "This work" if page.subject == "work" else "Works cited here"
        for one in FORMATS:
            yield HeadLink("alternate", f"{page.base}.{one.suffix}", one.media_type, f"{what} as {one.name}")
