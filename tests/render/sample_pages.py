"""Pages of every kind, as the renderers of metadata get them, without building a site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.render.pages import Page, Site

if TYPE_CHECKING:
    from atlas.library import Library

BASE = "https://atlas.example.org/en/"
DATA_PAGE = "data.html"
OPENING = "How the page opens: 5 < 6 & so on."


def every_page(library: Library, base: str = BASE) -> list[Page]:
    """Return one page without a record of each kind, and the page of every record."""
    site = Site("Example Atlas", "The Example contributors", base, data_page=DATA_PAGE)
    works = tuple(library.reference)
    pages = [
        Page(site, "index", "Start", "index.html", OPENING),
        Page(site, "folder/plain", "Nothing cited", "folder/plain.html"),
        Page(site, "folder/index", "A folder", "folder/", OPENING, works=works[:3]),
        Page(site, "about", "About", "about.html", OPENING, "article", "", works[:1]),
        Page(site, "data", "Data", "data.html", OPENING, "data"),
        Page(site, "references", "References", "references.html", OPENING, "works", "", works),
    ]
    for entity in library.entities:
        name = f"entities/{entity.kind}/{entity.id}"
        cited = tuple(work.key for work in library.works(library.claims_naming(entity.id)))
        pages.append(Page(site, name, entity.label, f"{name}.html", OPENING, "entity", entity.id, cited))
    for trial in library.trials:
        name = f"trials/{trial.id}"
        pages.append(Page(site, name, f"{trial.id}: a trial", f"{name}.html", OPENING, "trial", trial.id))
    for work in library.references:
        name = f"references/{work.key}"
        pages.append(Page(site, name, work.title, f"{name}.html", OPENING, "work", work.key, (work.key,)))
    return pages


def page_of(library: Library, name: str, base: str = BASE) -> Page:
    """Return the page *name*."""
    (found,) = (page for page in every_page(library, base) if page.name == name)
    return found
