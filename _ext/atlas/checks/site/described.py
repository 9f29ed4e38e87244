"""What the pages of a site are, in the neutral form from which renderers make what belongs to them.

Told by the pages themselves and by the records. So whatever was made of a page can be made once more, and compared.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from atlas.checks.site.page import title_of
from atlas.render import pages as render

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from atlas.checks.site.page import Page
    from atlas.checks.site.reading import Site
    from atlas.library import Library

CITATION = "#ref-"
"""What an address in the bibliography has before the key of the work."""

_META = "//head/meta[@name=$name or @property=$name]/@content"


@lru_cache(maxsize=1)
def published(site: Site) -> render.Site:
    """Return *site* as most of its pages name it: one page that is wrong must not put all others in the wrong."""
    addresses = [(page.path, one) for page in site.texts for one in page.root.xpath(_META, name="og:url")]
    data = (page.path for page in site.texts if _own_subject(site, page) == "data")
    return render.Site(
        title=_most(one for page in site.texts for one in page.root.xpath(_META, name="og:site_name")),
        contributors=_most(one for page in site.texts for one in page.root.xpath(_META, name="citation_author")),
        base=_most(address.removesuffix(_address(path)) for path, address in addresses),
        language=_most(page.root.get("lang") or "" for page in site.texts),
        data_page=quote(next(data, "")),
    )


@lru_cache(maxsize=1)
def described(site: Site) -> tuple[tuple[Page, render.Page], ...]:
    """Return each page with a text of its own, as it was parsed and as it was before it was written.

    None is, where the data cannot be read, or the file that says where records stand.
    """
    library = site.library
    if library is None or not site.addresses:
        return ()
    subjects = _subjects(site, library)
    return tuple((page, _described(site, library, page, *subjects.get(page.path, ("page", "")))) for page in site.texts)


def _described(site: Site, library: Library, page: Page, subject: render.Subject, id_: str) -> render.Page:
    if subject == "page":
        subject = _own_subject(site, page)
    keys = {"work": {id_}, "works": {*library.reference}}.get(subject) or cited(page)
    works = tuple(work.key for work in library.references if work.key in keys)
    opening = next(iter(page.root.xpath(_META, name="description")), None)
    if opening is None:
        opening = _told(site, page, "description")
    return render.Page(
        published(site), page.stem, title_of(page) or page.stem, _address(page.path), str(opening), subject, id_, works
    )


def cited(page: Page) -> set[str]:
    """Return the keys of the works that the text of *page* links to as citations."""
    links = page.root.xpath("//article//a[contains(@href, $mark)]/@href", mark=CITATION)
    return {str(link).partition(CITATION)[2] for link in links}


def _subjects(site: Site, library: Library) -> Mapping[str, tuple[render.Subject, str]]:
    """Return what each page with a record of its own is about, by its path."""
    found: dict[str, tuple[render.Subject, str]] = {}
    known: dict[render.Subject, AbstractSet[str]] = {
        "entity": library.entity.keys(),
        "trial": library.trial.keys(),
        "work": library.reference.keys(),
    }
    for (kind, id_), address in site.addresses.items():
        path = unquote(address.partition("#")[0])
        subject: render.Subject = next((one for one in known if one == kind), "works")
        if kind == "reference" or id_ in known.get(subject, ()):
            found[path] = (subject, "" if kind == "reference" else id_)
    return found


def _own_subject(site: Site, page: Page) -> render.Subject:
    """Return the subject of a page without a record: only the copy of the page knows what it was chosen for."""
    chosen: tuple[render.Subject, ...] = ("article", "data")
    return next((one for one in chosen if one == _told(site, page, "subject")), "page")


def _told(site: Site, page: Page, name: str) -> str:
    return str(site.record(f"{page.stem}.json").get(name, ""))


def _most(found: Iterable[object]) -> str:
    """Return what was *found* most often, if anything."""
    counts = Counter(map(str, found))
    return max(counts, key=counts.__getitem__, default="")


def _address(path: str) -> str:
    """Return the address of the page at *path*, as addresses are written."""
    return quote(path, safe="/~")
