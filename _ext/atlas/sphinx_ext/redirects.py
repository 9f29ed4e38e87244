"""Pages at the addresses that entities once had, each leading to the address of today."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.osutil import relative_uri

from atlas.render.stubs import FOLDERS
from atlas.sphinx_ext.domain import domain_of, is_site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from atlas.library import Library
    from atlas.model.records import Entity


def redirect_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield a page for each former id of an entity; pages for ids that are former no more are dropped."""
    if not isinstance(app.builder, StandaloneHTMLBuilder) or not is_site(app.builder):
        return
    old_pages = dict(_moved(domain_of(app.env).library))
    kept = {app.builder.get_output_path(page) for page in (*old_pages, *app.env.found_docs)}
    for folder in FOLDERS:
        for path in sorted(Path(app.outdir, folder).rglob("*.html")):
            if path not in kept:
                path.unlink()
    for old, entity in old_pages.items():
        new = f"entities/{entity.kind}/{entity.id}"
        address = relative_uri(app.builder.get_target_uri(old), app.builder.get_target_uri(new))
        yield old, {"title": escape(entity.label), "atlas_address": address}, "redirect.html"


def _moved(library: Library) -> Iterator[tuple[str, Entity]]:
    """Yield the page of each former id with its entity."""
    for entity in library.entities:
        for old in entity.former:
            yield f"entities/{entity.kind}/{old}", entity
