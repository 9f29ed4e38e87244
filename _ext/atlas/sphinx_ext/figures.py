"""Figures in pages: the nodes that frame one, how these are written, and the drawing once all links are known."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes

from atlas.render.figures.svg import draw
from atlas.sphinx_ext.domain import is_site
from atlas.sphinx_ext.pages import address_maker

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from atlas.render.blocks import Figure


BAR = '<div class="atlas-figure-bar"></div>\n'
"""The room for what a script has to say of a drawing, kept from the start."""


class frame(nodes.container):  # noqa: N801 - docutils names nodes in lower case
    """A figure: its caption, its drawing, and what folds out below."""


class heading(nodes.Part, nodes.TextElement):  # noqa: N801 - as above
    """The title and the caption of a figure."""


class drawing(nodes.General, nodes.Element):  # noqa: N801 - as above
    """The place of the drawing of a `figure`."""


class folded(nodes.container):  # noqa: N801 - as above
    """What folds out under a `summary`, unless it is `open`; it simply stands there where nothing folds."""


def draw_figures(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Draw the figures of a page of a site; other formats have the words and the table, with nothing to fold."""
    address = address_maker(app, docname)
    for place in list(doctree.findall(drawing)):
        if is_site(app.builder):
            figure: Figure = place["figure"]
            past = f'<a class="atlas-skip" href="#{figure.after}">Skip the drawing and go to its description</a>\n'
            made = f'{past}<div class="atlas-scroll">\n{draw(figure, address)}</div>\n{BAR}'
            place.replace_self(nodes.raw("", made, format="html"))
        else:
            for part in place.parent.findall(folded):
                part["open"] = True
            place.parent.remove(place)


def visit_html_frame(translator: HTML5Translator, node: frame) -> None:
    """Open a figure."""
    translator.body.append(translator.starttag(node, "figure"))


def depart_html_frame(translator: HTML5Translator, _node: frame) -> None:
    """Close a figure."""
    translator.body.append("</figure>\n")


def visit_html_heading(translator: HTML5Translator, node: heading) -> None:
    """Open the caption."""
    translator.body.append(translator.starttag(node, "figcaption", ""))


def depart_html_heading(translator: HTML5Translator, _node: heading) -> None:
    """Close the caption."""
    translator.body.append("</figcaption>\n")


def visit_html_folded(translator: HTML5Translator, node: folded) -> None:
    """Open what folds out, after its summary."""
    state: dict[str, Any] = {"open": "open"} if node.get("open") else {}
    translator.body.append(translator.starttag(node, "details", "", **state))
    translator.body.append(f"<summary>{escape(node['summary'])}</summary>\n")


def depart_html_folded(translator: HTML5Translator, _node: folded) -> None:
    """Close what folds out."""
    translator.body.append("</details>\n")


def visit_heading(translator: Any, node: heading) -> None:  # noqa: ANN401 - the translators share no class
    """Open the caption as a paragraph."""
    translator.visit_paragraph(node)


def depart_heading(translator: Any, node: heading) -> None:  # noqa: ANN401 - as above
    """Close the caption as a paragraph."""
    translator.depart_paragraph(node)


def pass_by(_translator: Any, _node: nodes.Element) -> None:  # noqa: ANN401 - as above
    """Write nothing: what is inside stands alone."""


def setup_figures(app: Sphinx) -> None:
    """Register how the parts of a figure are written in each format."""
    bare, words = (pass_by, pass_by), (visit_heading, depart_heading)
    app.add_node(frame, html=(visit_html_frame, depart_html_frame), latex=bare, text=bare, man=bare, texinfo=bare)
    app.add_node(
        heading, html=(visit_html_heading, depart_html_heading), latex=words, text=words, man=words, texinfo=words
    )
    app.add_node(folded, html=(visit_html_folded, depart_html_folded), latex=bare, text=bare, man=bare, texinfo=bare)
    app.connect("doctree-resolved", draw_figures)
