"""The credit that the licence of the article asks for, on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from atlas.sphinx_ext.domain import domain_of

if TYPE_CHECKING:
    from docutils.nodes import document
    from sphinx.application import Sphinx


def add_credit(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: document | None
) -> None:
    """Hand the article, the data's date and the page that tells the changes to the template of the footer."""
    del pagename, templatename, doctree
    scheme = domain_of(app.env).library.scheme
    context["atlas_article"] = scheme.article
    context["atlas_as_of"] = scheme.as_of
    context["atlas_version"] = scheme.version
    context["atlas_changes_page"] = app.config.atlas_changes_page
