"""What a page says of itself once it is read: what it cites, how it opens, its figures, its links, its sources."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinxcontrib.bibtex.citation_target import parse_citation_targets

from atlas.sphinx_ext.domain import domain_of
from atlas.sphinx_ext.links import links_of
from atlas.sphinx_ext.notes import Figure
from atlas.sphinx_ext.prose import passages
from atlas.sphinx_ext.sources import of_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

_CITATION = "\N{OBJECT REPLACEMENT CHARACTER}"


def note_content(app: Sphinx, doctree: nodes.document) -> None:
    """Note on the domain what the page that was just read holds."""
    page = app.env.current_document.docname
    noted = domain_of(app.env).noted(page)
    noted.cited = sorted(set(_cited(doctree)))
    noted.opening = _opening(doctree)
    noted.figures = list(_figures(doctree))
    noted.links = links_of(doctree)
    noted.sources = of_page(app, page)
    noted.passages = list(passages(app, doctree))


def _cited(doctree: nodes.document) -> Iterator[str]:
    """Yield the keys that prose and tables cite."""
    for link in doctree.findall(addnodes.pending_xref):
        if (link["refdomain"], link["reftype"]) == ("atlas", "reference"):
            yield link["reftarget"]
        elif link["refdomain"] == "cite":
            yield from (target.key for target in parse_citation_targets(link["reftarget"]))


def _opening(doctree: nodes.document) -> str:
    """Return the first paragraph right below the title, as plain text; empty when there is none.

    What stands in a section is no opening: on a page made from data it may say that there is nothing to say.
    """
    for paragraph in doctree.findall(nodes.paragraph):
        above = paragraph.parent
        if above is doctree or (isinstance(above, nodes.section) and above.parent is doctree):
            return _words(paragraph)
    return ""


def _words(text: nodes.TextElement) -> str:
    """Return the words of *text* without its citations, which are keys until links are resolved."""
    copy = text.deepcopy()
    for link in list(copy.findall(addnodes.pending_xref)):
        if link["refdomain"] == "cite":
            link.parent.replace(link, nodes.Text(_CITATION))
    return re.sub(rf"\s*(\({_CITATION}\)|{_CITATION})", "", " ".join(copy.astext().split()))


def _figures(doctree: nodes.document) -> Iterator[Figure]:
    """Yield the figures that links can lead to."""
    for figure in doctree.findall(nodes.figure):
        captions = list(figure.findall(nodes.caption))
        images = list(figure.findall(nodes.image))
        if figure["ids"] and captions:
            source, alt = (images[0]["uri"], images[0].get("alt", "")) if images else ("", "")
            yield Figure(figure["ids"][0], _words(captions[0]), source, alt)
