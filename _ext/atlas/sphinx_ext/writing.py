"""How nodes are written: cells say in HTML what they head, elsewhere they are just cells; links stand apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from atlas.sphinx_ext.nodes import cell


def visit_html_cell(translator: HTML5Translator, node: cell) -> None:
    """Open a cell with its scope, or with the head of its column for narrow screens."""
    tag = "th" if "scope" in node else "td"
    attributes = {"scope": node["scope"]} if "scope" in node else {"data-label": node["label"]}
    translator.body.append(translator.starttag(node, tag, "", **attributes))
    translator.context.append(f"</{tag}>\n")


def depart_html_cell(translator: HTML5Translator, _node: cell) -> None:
    """Close the cell."""
    translator.body.append(translator.context.pop())


def visit_cell(translator: Any, node: cell) -> None:  # noqa: ANN401 - the translators share no class
    """Open a cell as the translator opens every cell."""
    translator.visit_entry(node)


def depart_cell(translator: Any, node: cell) -> None:  # noqa: ANN401 - as above
    """Close a cell as the translator closes every cell."""
    translator.depart_entry(node)


def visit_html_reference(translator: HTML5Translator, node: nodes.reference) -> None:
    """Open a link with a direction of its own: words that run from right to left turn nothing around but themselves.

    Style sheets could say so too, but those of books must not.
    """
    start = len(translator.body)
    HTML5Translator.visit_reference(translator, node)
    translator.body[start] = translator.body[start].replace("<a ", '<a dir="auto" ', 1)


def setup_writing(app: Sphinx, node: type[cell]) -> None:
    """Register how *node* is written in each format, and links in HTML."""
    plain = (visit_cell, depart_cell)
    html = (visit_html_cell, depart_html_cell)
    app.add_node(node, override=True, html=html, latex=plain, text=plain, man=plain, texinfo=plain)
    app.add_node(nodes.reference, override=True, html=(visit_html_reference, HTML5Translator.depart_reference))
