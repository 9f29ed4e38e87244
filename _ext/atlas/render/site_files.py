"""The files at the root of the site that tell machines what there is: sitemap, robots, and `llms.txt`."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.sax.saxutils import escape

from atlas.render.citable import of_article
from atlas.render.exports import plain
from atlas.render.markdown import escaped, link
from atlas.render.schemas import API, FILES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from atlas.library import Library
    from atlas.render.pages import Page, Site

_ROUND = str.maketrans("[]", "()")


def sitemap(pages: Iterable[Page], as_of: str, base: str) -> str:
    """Return the sitemap of *pages* as XML; *base* is the absolute address of the site, *as_of* an ISO date.

    The protocol allows 50,000 pages in one file.
    """
    addresses = sorted({base + quote(page.address, safe="/%~") for page in pages})
    entries = [
        f" <url>\n  <loc>{escape(address)}</loc>\n  <lastmod>{as_of}</lastmod>\n </url>\n" for address in addresses
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{"".join(entries)}</urlset>\n'
    )


def robots(base: str) -> str:
    """Return a `robots.txt` that forbids nothing and names the sitemap of the site at *base*.

    Robots read it at the root of a host only.
    """
    return f"User-agent: *\nDisallow:\n\nSitemap: {base}sitemap.xml\n"


def llms(library: Library, site: Site, pages: Iterable[Page]) -> str:
    """Return `llms.txt`: what the site is, then the copies of all pages in Markdown, in groups.

    Pages stand by their folder, pages of entities by their kind. Addresses are absolute if the base of the site is
    known, else relative to its root.
    """
    scheme = library.scheme
    groups: defaultdict[str, list[str]] = defaultdict(list)
    listed = sorted(pages, key=lambda page: (*_place(library, page), page.name))
    titles = {page.name: page.title for page in listed}
    for page in listed:
        groups[_group(library, page, titles)].append(_entry(page.title, f"{site.base}{page.stem}.md", page.description))
    groups["Data"] += _data(site)
    summary = (
        f"Restructured and restated from {plain.full(of_article(library))}. "
        f"Version {scheme.version}, as of {scheme.as_of}. {scheme.article.licence}."
    )
    copies = "Each page stands beside its copies as Markdown and as JSON, under the same name with `.md` and `.json`."
    head = f"# {escaped(site.title)}\n\n> {escaped(summary)}\n\n{copies}\n"
    return head + "".join(f"\n## {escaped(name)}\n\n{''.join(groups[name])}" for name in sorted(groups, key=_rank))


def _group(library: Library, page: Page, titles: dict[str, str]) -> str:
    """Return the title of the group to which *page* belongs."""
    match page.subject:
        case "entity":
            return f"Entities: {library.scheme.kind[library.entity[page.id].kind].plural}"
        case "trial":
            return "Records: trials"
        case "work":
            return "Records: works cited"
    folder = page.name.rpartition("/")[0]
    return f"Pages: {titles.get(f'{folder}/index', folder)}" if folder else "Pages"


def _place(library: Library, page: Page) -> tuple[bool, int]:
    """Return what comes before the name in the order of pages: the index of a folder first, works by their numbers."""
    number = library.reference[page.id].number if page.subject == "work" else 0
    return page.name.rpartition("/")[2] != "index", number


def _rank(group: str) -> tuple[int, str]:
    """Return the place of a group: pages first, then the data, then the pages of records."""
    return (0 if group.startswith("Pages") else 1 if group == "Data" else 2), group.casefold()


def _data(site: Site) -> Iterator[str]:
    for record, name in FILES.items():
        fields = f"One record for each {record}; {name}.schema.json tells its fields."
        yield _entry(f"{name}.json", f"{site.base}{API}{name}.json", fields)


def _entry(title: str, address: str, description: str) -> str:
    """Return a line of a list; readers of the format end a title at the first square bracket."""
    words = escaped(title.translate(_ROUND))
    return f"- {link(words, address)}{f': {escaped(description)}' if description else ''}\n"
