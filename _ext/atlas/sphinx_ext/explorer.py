"""The explorer of tables: its script for pages with such a table alone, and a script of data for each table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from atlas.render.blocks import Table
from atlas.render.explorer import explorer, works
from atlas.render.views import EXPLORED
from atlas.sphinx_ext.domain import domain_of, has_pages
from atlas.sphinx_ext.publish import call, shown, write_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import document
    from sphinx.application import Sphinx

FOLDER = "_explorer"
WORKS = "works.js"


def add_explorer(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: document | None
) -> None:
    """Hand the template the scripts of the tables on a page, and give that page the explorer."""
    del templatename
    if doctree is None or not has_pages(app.builder):
        return
    names = [_name(pagename, table) for table in _tables(app, pagename)]
    context["atlas_explored"] = [f"{FOLDER}/{name}" for name in names]
    if names:
        app.add_css_file("explorer.css", priority=800)
        app.add_js_file("explorer.js", priority=800, defer="defer")


def write_explorers(app: Sphinx, exception: Exception | None) -> None:
    """Write a script for each table that can be explored, and one for the works; drop those of tables that are gone."""
    if exception is not None or not has_pages(app.builder):
        return
    library = domain_of(app.env).library
    wanted = {
        _name(page, table): call("atlasExplorer", table.id, explorer(library, page, table))
        for page in sorted(app.env.found_docs)
        for table in _tables(app, page)
    }
    if wanted:
        wanted[WORKS] = call("atlasWorks", works(library))
    write_folder(Path(app.outdir, FOLDER), wanted)


def _tables(app: Sphinx, page: str) -> Iterator[Table]:
    """Yield the tables on *page* that can be explored."""
    return (table for table in shown(app, page, EXPLORED) if isinstance(table, Table) and table.explored)


def _name(page: str, table: Table) -> str:
    return f"{page}/{table.id}.js"
