"""Tables and figures of the atlas: what those need who read them cell by cell, or do not see the drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.checks.site.page import words
from atlas.render.rendered import classed
from atlas.site_code import SiteCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from atlas.checks.site.reading import Site
    from atlas.problem import Problem


_TABLES = f"//article//table[not({classed('indextable')} or {classed('highlighttable')})]"
"""All tables but those that only lay something out: an index, and code beside its line numbers."""


def tables_are_complete(site: Site) -> Iterator[Problem]:
    """Every table has heads and rows of one width; those of the atlas have a caption, and heads with a scope."""
    for page in site.pages.values():
        for table in page.root.xpath(_TABLES):
            for lack in _lacks_of_table(table):
                found = f"table {table.get('id', '')!r} {lack}"
                yield site.at(page, table, SiteCode.BARE_TABLE, found, "caption, heads and cells")


def _lacks_of_table(table: HtmlElement) -> Iterator[str]:
    if not table.xpath("./thead/tr/th"):
        yield "without heads"
    widths = {_width(row) for row in table.xpath("./thead/tr | ./tbody/tr | ./tr | ./tfoot/tr")}
    if len(widths) > 1 and not table.xpath(".//*[@rowspan]"):
        yield f"with rows of {' and '.join(map(str, sorted(widths)))} cells"
    if "atlas-table" in (table.get("class") or "").split():
        if not any(words(caption) for caption in table.xpath(f"./caption/*[{classed('caption-text')}]")):
            yield "without a caption"
        if any(not head.get("scope") for head in table.xpath(".//th")):
            yield "with a head that has no scope"


def _width(row: HtmlElement) -> int:
    spans = [cell.get("colspan", "1") for cell in row.xpath("./td | ./th")]
    return sum(int(span) if span.isdecimal() else 1 for span in spans)


def figures_are_complete(site: Site) -> Iterator[Problem]:
    """Every figure has a caption, a description and its data as a table, and marks that lead to them by name."""
    for page in site.pages.values():
        for figure in page.root.xpath(f"//figure[{classed('atlas-figure')}]"):
            for lack in _lacks_of_figure(figure):
                found = f"figure {figure.get('id', '')!r} {lack}"
                expected = "caption, description, table, named marks"
                yield site.at(page, figure, SiteCode.BARE_FIGURE, found, expected)


def _lacks_of_figure(figure: HtmlElement) -> Iterator[str]:
    if not any(map(words, figure.xpath("./figcaption"))):
        yield "without a caption"
    for part in ("title", "desc"):
        if not any(map(words, figure.xpath(f".//svg/{part}"))):
            yield f"whose drawing has no `{part}`"
    if not figure.xpath("./details//p[normalize-space()]"):
        yield "without a description"
    rows = figure.xpath("./details//table/tbody/tr")
    if not rows:
        yield "without its data as a table"
    marks = figure.xpath(".//svg//a[rect or path]")
    if any(not any(map(words, mark.xpath("./title"))) for mark in marks):
        yield "with a mark that has no name"
    if len(marks) < len(rows):
        yield f"with {len(marks)} linked marks and {len(rows)} rows of data"
