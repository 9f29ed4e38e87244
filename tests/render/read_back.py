"""Reading the copies of a page back, with parsers of their own, to compare them with the page."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from lxml import html
from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin

if TYPE_CHECKING:
    from lxml.html import HtmlElement

READER = MarkdownIt("commonmark").enable("table").use(deflist_plugin)
BREAKS = {*("p", "div", "section", "li", "ul", "ol", "dl", "dt", "dd", "td", "th", "tr", "caption"), "br", "pre"}
BREAKS |= {"blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "figure", "figcaption"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def parsed(body: str) -> HtmlElement:
    """Return HTML in one element."""
    return html.fragment_fromstring(body, create_parent="div")


def from_markdown(text: str) -> HtmlElement:
    """Return what a reader of Markdown makes of *text*."""
    return parsed(READER.render(text))


def bare(element: HtmlElement) -> HtmlElement:
    """Return the content of a page without navigation, controls, drawings, links past them and to themselves."""
    content = copy.deepcopy(element)
    furniture = (
        ".//nav | .//button | .//script | .//svg"
        " | .//a[contains(@class, 'headerlink') or contains(@class, 'row-link') or contains(@class, 'atlas-skip')]"
    )
    for one in content.xpath(furniture):
        one.drop_tree()
    return content


def words(element: HtmlElement) -> list[str]:
    """Return the words of *element*; those of two blocks, lines or cells are never one."""
    spaced = copy.deepcopy(element)
    for one in spaced.iter(*BREAKS):
        one.text = f" {one.text or ''}"
        one.tail = f" {one.tail or ''}"
        if len(one):
            one[-1].tail = f"{one[-1].tail or ''} "
    return str(spaced.text_content()).split()


def headings(element: HtmlElement) -> list[tuple[int, str]]:
    """Return level and words of each heading."""
    return [(int(one.tag[1]), " ".join(words(one))) for one in element.iter(*HEADINGS)]


def tables(element: HtmlElement) -> list[list[list[list[str]]]]:
    """Return the words of each cell of each row of data of each table."""
    return [
        [[words(cell) for cell in row.xpath("./td | ./th")] for row in table.xpath("./tbody/tr")]
        for table in element.iter("table")
    ]


def links(element: HtmlElement) -> list[tuple[str, str]]:
    """Return words and address of each link that has words."""
    found = ((" ".join(words(one)), str(one.get("href"))) for one in element.iter("a") if one.get("href"))
    return [(text, address) for text, address in found if text]
