"""Pages at the addresses that pages once had, each leading to the address of today."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from sphinx.util.osutil import relative_uri

from atlas.sphinx_ext.domain import domain_of, has_pages
from atlas.sphinx_ext.pages import site_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx


def redirect_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield a page for each former address; a page that stands there today is left alone.

    Where the site has an address, each names the new page as the one that search engines should list.
    """
    if not has_pages(app.builder):
        return
    base = site_of(app).base
    for old, new in domain_of(app.env).library.redirects.items():
        page, mark, anchor = new.partition("#")
        if old not in app.env.found_docs and page in app.env.found_docs:
            target = app.builder.get_target_uri(page)
            address = relative_uri(app.builder.get_target_uri(old), target)
            context = {
                "title": escape(app.env.titles[page].astext()),
                "atlas_address": f"{address}{mark}{anchor}",
                "pageurl": f"{base}{target}" if base else None,
            }
            yield old, context, "redirect.html"
