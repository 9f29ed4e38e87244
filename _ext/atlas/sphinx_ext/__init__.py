"""The Sphinx extension: everything that knows Sphinx or docutils, and nothing else.

Add `atlas.sphinx_ext` to the extensions of a project. It brings sphinxcontrib-bibtex with its own style.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from atlas import __version__
from atlas.sphinx_ext.bibliography import STYLE, register_style, seed_bibliography
from atlas.sphinx_ext.book import setup_book
from atlas.sphinx_ext.citing import setup_citing
from atlas.sphinx_ext.credit import add_credit, setup_notices
from atlas.sphinx_ext.directives import setup_directives
from atlas.sphinx_ext.domain import AtlasDomain
from atlas.sphinx_ext.ending import setup_ending
from atlas.sphinx_ext.explorer import add_explorer, write_explorers
from atlas.sphinx_ext.figures import setup_figures
from atlas.sphinx_ext.folders import compose, decode_pages, look_around
from atlas.sphinx_ext.frame import frame_page
from atlas.sphinx_ext.interactive import add_interactive, write_interactive
from atlas.sphinx_ext.nodes import cell
from atlas.sphinx_ext.noting import note_content
from atlas.sphinx_ext.output import begin, drop_half_record, finish
from atlas.sphinx_ext.policy import setup_policy
from atlas.sphinx_ext.prepare import load_library, write_stubs
from atlas.sphinx_ext.previews import mark_links, write_previews
from atlas.sphinx_ext.prose import tell_prose
from atlas.sphinx_ext.publish import write_beside, write_data, write_site_files
from atlas.sphinx_ext.rebuild import forget, outdated, settle, updated
from atlas.sphinx_ext.redirects import redirect_pages
from atlas.sphinx_ext.roles import setup_roles
from atlas.sphinx_ext.search import mend_search_index
from atlas.sphinx_ext.sidebar import limit_sidebar
from atlas.sphinx_ext.sources import code
from atlas.sphinx_ext.transforms import (
    DropLinks,
    FillBacklinks,
    KeepBackslashes,
    LinkAbbreviations,
    ListBibliography,
    PointIntoSinglePage,
    UnwrapTables,
)
from atlas.sphinx_ext.warned import setup_listening
from atlas.sphinx_ext.writing import setup_writing

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata


def add_defaults(app: Sphinx, config: Config) -> None:
    """Let pages use the templates of this extension, and cite by the number of the article."""
    # relative, as the digest of the configuration is published and the same in every folder
    config.templates_path.append(os.path.relpath(Path(__file__).parent / "templates", app.confdir))
    config.bibtex_default_style = STYLE
    config.bibtex_cite_id = "ref-{key}"


def connect(app: Sphinx) -> None:
    """Connect to events, in the order of a build."""
    app.connect("config-inited", add_defaults)
    app.connect("config-inited", look_around)
    app.connect("builder-inited", drop_half_record)
    app.connect("builder-inited", load_library, priority=400)
    app.connect("builder-inited", write_stubs, priority=410)
    app.connect("builder-inited", seed_bibliography, priority=420)  # before bibtex reads its files at 500
    app.connect("env-get-outdated", outdated)
    app.connect("env-before-read-docs", decode_pages)
    app.connect("env-before-read-docs", forget)
    app.connect("source-read", compose)
    app.connect("include-read", compose)
    app.connect("doctree-read", note_content)
    app.connect("env-updated", settle, priority=600)  # after the bibliography is known at 500
    app.connect("env-updated", tell_prose, priority=610)
    app.connect("env-get-updated", updated, priority=600)  # after sections and figures are numbered at 500
    app.connect("write-started", begin)
    app.connect("html-page-context", limit_sidebar, priority=400)  # before the theme asks at 500
    app.connect("doctree-resolved", mark_links)
    app.connect("html-page-context", add_credit)
    app.connect("html-page-context", frame_page)
    app.connect("html-page-context", add_explorer)
    app.connect("html-page-context", add_interactive)
    app.connect("html-collect-pages", redirect_pages)
    app.connect("html-collect-pages", mend_search_index)
    app.connect("build-finished", write_data)
    app.connect("build-finished", write_beside)
    app.connect("build-finished", write_previews)
    app.connect("build-finished", write_explorers)
    app.connect("build-finished", write_interactive)
    app.connect("build-finished", write_site_files)
    app.connect("build-finished", finish)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension."""
    setup_listening(app)
    setup_ending(app)
    app.setup_extension("sphinxcontrib.bibtex")
    register_style()
    setup_citing(app)
    # configuration
    app.add_config_value("atlas_root", ".", "env", types=frozenset({str}), description="project folder, below conf.py")
    article = "page on the article and on what was changed"
    app.add_config_value("atlas_article_page", "about", "html", types=frozenset({str}), description=article)
    app.add_config_value("atlas_data_page", "data", "html", types=frozenset({str}), description="page on the data")
    changes = "page on what has changed"
    app.add_config_value("atlas_changes_page", "changes", "html", types=frozenset({str}), description=changes)
    # nodes, domain, transforms
    setup_writing(app, cell)
    setup_figures(app)
    app.add_domain(AtlasDomain)
    setup_directives(app)
    setup_roles(app)
    setup_policy(app)
    setup_book(app)
    setup_notices(app)
    app.add_transform(LinkAbbreviations)
    app.add_transform(KeepBackslashes)
    app.add_post_transform(FillBacklinks)
    app.add_post_transform(ListBibliography)
    app.add_post_transform(UnwrapTables)
    app.add_post_transform(DropLinks)
    app.add_post_transform(PointIntoSinglePage)
    connect(app)
    # pages that other code has read are of no use
    made = int(code()[:15], 16)
    return {"version": __version__, "env_version": made, "parallel_read_safe": True, "parallel_write_safe": True}
