"""The body of a page read back from its HTML: what stands on it, in order, without the furniture of the site.

The copies of a page are made from what readers see, so that they can say neither more nor less than the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, cast

from lxml import etree, html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    Run: TypeAlias = list[str | HtmlElement]
    """Words and elements within a line, in order."""


def classed(name: str) -> str:
    """Return what holds in XPath of elements of the class *name*."""
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"


HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS = HEADINGS | {
    *(
        "article",
        "section",
        "aside",
        "header",
        "footer",
        "main",
        "div",
        "p",
        "pre",
        "blockquote",
        "figure",
        "figcaption",
    ),
    *("ul", "ol", "li", "dl", "dt", "dd", "table", "details", "summary", "address", "hr"),
}
_APART = HEADINGS | {"section", "table"}
_FURNITURE = etree.XPath(
    ".//nav | .//script | .//style | .//template | .//button | .//form | .//svg | .//*[@hidden]"
    + "".join(f" | .//a[{classed(name)}]" for name in ("headerlink", "atlas-row-link", "atlas-skip"))
)
_SPACE = re.compile(r"[ \t\r\n\f]+")  # a no-break space is no white space here: it was meant


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its caption if it has one, the cells of its last row of heads, and the cells of each row of data."""

    caption: HtmlElement | None
    head: list[HtmlElement]
    rows: list[list[HtmlElement]]


def read(body: str) -> HtmlElement:
    """Return the parsed *body* in one element, without navigation, controls and links of a place to itself."""
    parser = html.HTMLParser(remove_comments=True, remove_pis=True)
    root = html.fragment_fromstring(body, create_parent="div", parser=parser)
    for element in cast("list[HtmlElement]", _FURNITURE(root)):
        element.drop_tree()
    for element in root.iter("br"):
        element.text = "\n"  # so that the words on both sides stay apart
    return root


def parts(element: HtmlElement) -> Run:
    """Return the words and elements in *element*, in order."""
    run: Run = [element.text or ""]
    for child in element:
        run += [child, child.tail or ""]
    return run


def pieces(element: HtmlElement) -> Iterator[HtmlElement | Run]:
    """Yield the blocks in *element*, in order, and what stands between them as runs, which may be blank."""
    run: Run = []
    for part in parts(element):
        if isinstance(part, str) or part.tag not in BLOCKS:
            run.append(part)
        else:
            yield run
            yield part
            run = []
    yield run


def fold(text: str) -> str:
    """Return *text* with each run of white space as one space."""
    return _SPACE.sub(" ", text)


def words(run: Run) -> str:
    """Return the words of *run* as plain text."""
    return fold("".join(part if isinstance(part, str) else str(part.text_content()) for part in run)).strip(" ")


def lines(element: HtmlElement) -> Iterator[str]:
    """Yield the text of *element*, a line for each paragraph, item or term; code keeps its own lines.

    Headings, sections and tables within *element* are left out: they are read by themselves.
    """
    for piece in pieces(element):
        if isinstance(piece, list):
            if line := words(piece):
                yield line
        elif piece.tag == "pre":
            yield str(piece.text_content()).strip("\n")
        elif piece.tag not in _APART:
            yield from lines(piece)


def heading(section: HtmlElement) -> HtmlElement | None:
    """Return the heading of *section*, if it has one."""
    return next((child for child in section if child.tag in HEADINGS), None)


def grid(table: HtmlElement) -> Grid:
    """Return the cells of *table*; without a `thead` it has no heads."""
    heads = [_cells(row) for row in table.findall("./thead/tr")]
    rows = [_cells(row) for part in (table, *table.findall("./tbody")) for row in part.findall("./tr")]
    return Grid(table.find("./caption"), heads[-1] if heads else [], rows)


def _cells(row: HtmlElement) -> list[HtmlElement]:
    return [cell for cell in row if cell.tag in {"th", "td"}]
