"""What frames the text of each page: the metadata in its head, the box on how to cite it, its copies as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from atlas.render import head, linked_data
from atlas.render.citing import box
from atlas.render.copies import copies
from atlas.sphinx_ext.domain import domain_of, has_pages
from atlas.sphinx_ext.pages import addresses, page_of
from atlas.sphinx_ext.publish import path_beside, write_changed

if TYPE_CHECKING:
    from docutils.nodes import document
    from sphinx.application import Sphinx

    from atlas.library import Library
    from atlas.render.pages import Page


def frame_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: document | None
) -> None:
    """Hand the template the metadata of a page and how to cite it, and write the copies of the page beside it."""
    del templatename
    if doctree is None or not has_pages(app.builder):
        return
    page = page_of(app, pagename)
    context |= framed(domain_of(app.env).library, page)
    for suffix, text in copies(domain_of(app.env).library, page, context["body"], addresses(app)).items():
        write_changed(path_beside(app, page, suffix), text)


def framed(library: Library, page: Page) -> dict[str, Any]:
    """Return what the template shows around the text of *page*, by the names it has there."""
    return {
        "atlas_metas": head.metas(library, page),
        "atlas_links": head.links(library, page),
        "atlas_linked_data": linked_data.script_text(linked_data.graph(library, page)),
        "atlas_citing": box(library, page),
    }
