"""The copies of a page: as Markdown for those who read text, as JSON for those who compute with it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urljoin, urlsplit

from atlas.render.identifiers import DOI
from atlas.render.markdown import Writer, escaped, link
from atlas.render.rendered import grid, heading, lines, parts, read, words

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from lxml.html import HtmlElement

    from atlas.library import Library
    from atlas.render.pages import Page

Json = dict[str, Any]


def copies(library: Library, page: Page, body: str, copied: Container[str] = ()) -> dict[str, str]:
    """Return the copies of *page* by the suffix of their files, `md` and `json`; they stand beside the page.

    *body* is the HTML of the page as it was rendered, without the frame of the site. *copied* holds the addresses of
    the pages that have copies, relative to the root of the site: a link to one of them leads to its copy in Markdown.
    """
    root = read(body)
    return {"md": _markdown(library, page, root, copied), "json": json_text(_record(library, page, root))}


def markdown(library: Library, page: Page, body: str, copied: Container[str] = ()) -> str:
    """Return *page* as Markdown: title, source and licence, then everything that stands on it.

    A link to a place within a page leads to the HTML, since Markdown has no anchors; so does a link to a page that has
    no copy. All links within the site are relative to the copy.
    """
    return _markdown(library, page, read(body), copied)


def record(library: Library, page: Page, body: str) -> Json:
    """Return *page* as plain values.

    - `title`, `address`, `description`, `subject` and `id` as in `Page`; `site` and `base` as in `Site`
    - `version`, `as_of`, `licence`, `licence_url`, and `source`: `title` and `doi` of the article
    - `sections`: each with `level` (1 is the page), `title`, `anchor` and `text`, a line for each paragraph, item or
      term; what stands in a section below or in a table is not repeated
    - `tables`: each with `id`, `caption`, `section` (the anchor of the section it stands in), `columns` and `rows`,
      lists of cells; a cell is a text of one or more lines
    - `works`: `key` and `number` of each work cited on the page
    - `links`: each once, with `text` and `address`, in order

    Addresses within the site are relative to its root, as in the data.
    """
    return _record(library, page, read(body))


def json_text(value: Json) -> str:
    """Return *value* as the text of a JSON file."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _markdown(library: Library, page: Page, root: HtmlElement, copied: Container[str]) -> str:
    text = Writer(lambda address: _target(page, address, copied)).blocks(root)
    title, _, rest = text.partition("\n\n") if text.startswith("# ") else (f"# {escaped(page.title)}", "", text)
    return "\n\n".join(filter(None, [title, _credit(library, page), rest])) + "\n"


def _credit(library: Library, page: Page) -> str:
    """Return where the page stands, as of when, from what it was made and its licence."""
    scheme, article = library.scheme, library.scheme.article
    address = page.site.base + page.address or _own(page)
    source = link(escaped(address), address if page.site.base else _own(page))
    doi = link(escaped(f"doi:{article.doi}"), DOI.format(id=quote(article.doi)))
    return (
        f"Copy of {source} in {escaped(page.site.title)}, version {escaped(scheme.version)}, as of {scheme.as_of}. "
        f"Restructured and restated from “{escaped(article.title)}”, {doi}. "
        f"Licence: {link(escaped(article.licence), article.licence_url)}."
    )


def _own(page: Page) -> str:
    """Return the name of the file of *page*, which stands beside its copies."""
    return page.address.rpartition("/")[2] or "index.html"


def _target(page: Page, address: str, copied: Container[str]) -> str:
    """Return where a link on *page* leads from its copy."""
    if _elsewhere(address):
        return address
    if address.startswith("#"):
        return _own(page) + address
    if urljoin(page.address, address) not in copied:
        return address
    return address.removesuffix(".html") + ".md" if address.endswith(".html") else f"{address}index.md"


def _elsewhere(address: str) -> bool:
    try:
        parsed = urlsplit(address)
    except ValueError:  # it is no address, and stays as it was written
        return True
    return bool(parsed.scheme or parsed.netloc)


def _record(library: Library, page: Page, root: HtmlElement) -> Json:
    scheme, article = library.scheme, library.scheme.article
    return {
        "title": page.title,
        "address": page.address,
        "description": page.description,
        "subject": page.subject,
        "id": page.id,
        "site": page.site.title,
        "base": page.site.base,
        "version": scheme.version,
        "as_of": scheme.as_of,
        "licence": article.licence,
        "licence_url": article.licence_url,
        "source": {"title": article.title, "doi": article.doi},
        "sections": list(_sections(page, root)),
        "tables": [_table(table) for table in root.iter("table")],
        "works": [{"key": key, "number": library.reference[key].number} for key in page.works],
        "links": list(_links(page, root)),
    }


def _sections(page: Page, root: HtmlElement) -> Iterator[Json]:
    """Yield the sections in order; what stands before the first of them comes under the title of the page."""
    if text := "\n".join(lines(root)):
        yield {"level": 1, "title": page.title, "anchor": "", "text": text}
    for section in root.iter("section"):
        head = heading(section)
        yield {
            "level": 1 + sum(1 for _ in section.iterancestors("section")),
            "title": "" if head is None else words(parts(head)),
            "anchor": section.get("id", ""),
            "text": "\n".join(lines(section)),
        }


def _table(table: HtmlElement) -> Json:
    shown = grid(table)
    return {
        "id": table.get("id", ""),
        "caption": "" if shown.caption is None else words(parts(shown.caption)),
        "section": next((section.get("id", "") for section in table.iterancestors("section")), ""),
        "columns": ["\n".join(lines(cell)) for cell in shown.head],
        "rows": [["\n".join(lines(cell)) for cell in row] for row in shown.rows],
    }


def _links(page: Page, root: HtmlElement) -> Iterator[Json]:
    found = dict.fromkeys((words(parts(anchor)), anchor.get("href", "")) for anchor in root.iter("a"))
    for text, address in found:
        if text and address:
            yield {"text": text, "address": address if _elsewhere(address) else urljoin(page.address, address)}
