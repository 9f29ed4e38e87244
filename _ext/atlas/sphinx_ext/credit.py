"""The credit that the licence of the article asks for, on every page, and the project's own notice of copyright."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from atlas.render.citable import of_article
from atlas.render.exports import plain
from atlas.sphinx_ext.domain import domain_of

if TYPE_CHECKING:
    from docutils.nodes import document
    from sphinx.application import Sphinx
    from sphinx.config import Config


_NOTICES = ("copyright", "epub_copyright")


def setup_notices(app: Sphinx) -> None:
    """Keep the years of copyright as the project wrote them.

    Sphinx replaces the year of today by that of SOURCE_DATE_EPOCH, so that the same sources would give another site
    when the year is over.
    """
    written: dict[str, Any] = {}

    def keep(_app: Sphinx, config: Config) -> None:
        written.update((name, config[name]) for name in _NOTICES if name in config)

    def restore(_app: Sphinx, config: Config) -> None:
        for name, value in written.items():
            config[name] = value

    app.connect("config-inited", keep, priority=799)
    app.connect("config-inited", restore, priority=801)  # years are replaced at 800


def add_credit(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: document | None
) -> None:
    """Hand the article, the data's date and the page that tells the changes to the template of the footer."""
    del pagename, templatename, doctree
    domain = domain_of(app.env)
    library = domain.library
    context["atlas_article"] = library.scheme.article
    context["atlas_article_reference"] = plain.reference(of_article(library))
    context["atlas_as_of"] = library.scheme.as_of
    context["atlas_version"] = library.scheme.version
    context["atlas_article_page"] = app.config.atlas_article_page
    context["atlas_changes_page"] = domain.changes
