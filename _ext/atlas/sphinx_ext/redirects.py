"""Pages at the addresses that pages once had, each leading to the address of today."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.osutil import relative_uri

from atlas.render.stubs import former_pages
from atlas.sphinx_ext.domain import domain_of, is_site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx


def redirect_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield a page for each former address; a page that stands there today is left alone, and was told."""
    if not isinstance(app.builder, StandaloneHTMLBuilder) or not is_site(app.builder):
        return
    for old, new in former_pages(domain_of(app.env).library).items():
        page, mark, anchor = new.partition("#")
        if old not in app.env.found_docs and page in app.env.found_docs:
            address = relative_uri(app.builder.get_target_uri(old), app.builder.get_target_uri(page))
            context = {"title": escape(app.env.titles[page].astext()), "atlas_address": f"{address}{mark}{anchor}"}
            yield old, context, "redirect.html"
