"""Pages at the addresses that entities once had, each leading to the address of today."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.util.osutil import relative_uri

from atlas.sphinx_ext.domain import domain_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx


def redirect_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield a page for each former id of an entity."""
    for entity in domain_of(app.env).library.entities:
        new = f"entities/{entity.kind}/{entity.id}"
        for old_id in entity.former:
            old = f"entities/{entity.kind}/{old_id}"
            address = relative_uri(app.builder.get_target_uri(old), app.builder.get_target_uri(new))
            yield old, {"title": entity.label, "atlas_address": address}, "redirect.html"
