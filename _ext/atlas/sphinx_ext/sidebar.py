"""The sidebar: the pages written by hand, two levels deep.

A theme asks Sphinx for the whole tree on every page. With a page for every entity that tree would be most of each page
and most of the time of a build, so the sidebar shows the pages that lead to entities, and not the entities.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, cast

from atlas.render.stubs import FOLDERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docutils.nodes import document
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.environment import BuildEnvironment

DEPTH = 2


def limit_sidebar(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: document | None
) -> None:
    """Put a tree of `DEPTH` levels in the place of the theme's function for the whole tree."""
    del templatename, doctree
    pathto: Callable[[str], str] = context["pathto"]
    builder = cast("StandaloneHTMLBuilder", app.builder)  # no other builder has pages with a context

    def toctree(**_options: object) -> str:
        path = {pagename, *_ancestors(builder, pagename)}
        return _branch(app.env, app.config.root_doc, path, pathto, 1)

    context["toctree"] = toctree


def _branch(env: BuildEnvironment, parent: str, current: set[str], pathto: Callable[[str], str], level: int) -> str:
    items = "".join(_leaf(env, child, current, pathto, level) for child in _children(env, parent))
    return f"<ul>{items}</ul>" if items else ""


def _leaf(env: BuildEnvironment, page: str, current: set[str], pathto: Callable[[str], str], level: int) -> str:
    classes = [f"toctree-l{level}"]
    if page in current:
        classes.append("current")
    below = _branch(env, page, current, pathto, level + 1) if level < DEPTH else ""
    title = escape(env.titles[page].astext())
    link = f'<a class="reference internal" href="{escape(pathto(page))}">{title}</a>'
    return f'<li class="{" ".join(classes)}">{link}{below}</li>'


def _children(env: BuildEnvironment, page: str) -> list[str]:
    return [child for child in env.toctree_includes.get(page, ()) if child.partition("/")[0] not in FOLDERS]


def _ancestors(builder: StandaloneHTMLBuilder, page: str) -> Iterator[str]:
    """Yield the pages above *page*, from the relations that the builder has worked out."""
    while (relation := builder.relations.get(page)) and relation[0]:
        page = relation[0]
        yield page
