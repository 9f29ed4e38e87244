"""Links: each leads to a file and an anchor of the site, also from a folder of files, and nothing comes from others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from atlas.checks.site.page import BASE, HOST, joined
from atlas.site_code import SiteCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from atlas.checks.site.page import Page
    from atlas.checks.site.reading import Site
    from atlas.problem import Problem

_LOADING_LINKS = frozenset(
    {"stylesheet", "icon", "apple-touch-icon", "mask-icon", "manifest", "preload", "prefetch", "prerender"}
    | {"preconnect", "dns-prefetch", "modulepreload"}
)
_ELSEWHERE = frozenset({"http", "https", "mailto", "tel"} | {"data", "javascript"})  # other checks look at the latter
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_IN_STYLE = re.compile(r"""url\(\s*['"]?([^'")]+)|@import\s+['"]([^'"]+)""", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def lead_somewhere(site: Site) -> Iterator[Problem]:
    """Every address on a page leads elsewhere, or is that of a file of this site and of an anchor that stands there."""
    for page in site.pages.values():
        for address, link in page.links.items():
            path, fragment = site.below(link.address), _anchor(link.address)
            if not address.strip() or (path is None and not (_served(address) or _reachable(link.address))):
                found, expected = f"address {address!r}", "an address that leads somewhere"
                yield site.at(page, link.element, SiteCode.BROKEN_LINK, found, expected)
            elif path is not None and not site.files.get(path):
                found = f"address {address!r} {'of an empty file' if path in site.files else 'without a file'}"
                yield site.at(page, link.element, SiteCode.BROKEN_LINK, found, "a file of the site")
            elif path in site.pages and fragment and fragment not in site.pages[path or ""].ids:
                found = f"anchor {fragment!r} in {path!r}"
                yield site.at(page, link.element, SiteCode.BROKEN_ANCHOR, found, "an anchor of that page")


def _anchor(link: str) -> str:
    """Return the anchor that the absolute *link* leads to, empty for the top of a page, which needs none."""
    anchor = unquote(link.partition("#")[2].partition(":~:")[0])  # what follows are words to be marked
    return "" if anchor.lower() == "top" else anchor


def _reachable(link: str) -> bool:
    """Return whether a reader anywhere can follow the absolute *link* to another site."""
    parts = urlsplit(link)
    if parts.scheme.startswith("http"):
        return "." in parts.netloc and not link.startswith(HOST)
    return parts.scheme in _ELSEWHERE


def need_no_server(site: Site) -> Iterator[Problem]:
    """Every address of this site is relative and ends in the name of a file, as addresses of files do."""
    for page in site.pages.values():
        for address, link in page.links.items():
            if link.address and _served(address):
                found = f"address {address!r}"
                yield site.at(page, link.element, SiteCode.SERVER_ADDRESS, found, "a file beside the page")


def _served(address: str) -> bool:
    """Return whether *address* means what it says on a server alone: one that starts at a root, or ends in a folder."""
    path = address.strip().partition("#")[0].partition("?")[0]
    if _SCHEME.match(path):
        return path.lower().startswith("file:")
    return path.startswith("/") or path.endswith(("/", "/.", "..")) or path == "."


def load_nothing_foreign(site: Site) -> Iterator[Problem]:
    """No page and no style sheet loads anything from another host, nor gets ready to, nor sends its reader there."""
    expected = "files of the site alone"
    for page in site.pages.values():
        for element, address in _loaded(page):
            if _foreign(page.absolute(address)):
                yield site.at(page, element, SiteCode.FOREIGN_HOST, f"address {address!r}", expected)
    for name, line, address in _in_style_sheets(site):
        if _foreign(joined(BASE + name, address)):
            yield site.problem(name, line, SiteCode.FOREIGN_HOST, f"address {address!r}", expected)


def style_sheets_find_their_files(site: Site) -> Iterator[Problem]:
    """Every address in a style sheet is that of a file, whether it is ever asked for or not."""
    for name, line, address in _in_style_sheets(site):
        link = joined(BASE + name, address)
        path = site.below(link)
        lost = link.startswith(HOST) if path is None else not site.files.get(path)
        if lost and not address.startswith("#"):
            yield site.problem(name, line, SiteCode.BROKEN_LINK, f"address {address!r}", "a file of the site")


def pages_are_reached(site: Site) -> Iterator[Problem]:
    """Every page with a text of its own is reached from the first one by links."""
    reached: set[str] = set()
    waiting = {"index.html"} & site.pages.keys()
    while waiting:
        page = site.pages[path := waiting.pop()]
        reached.add(path)
        links = (page.links[str(address)].address for address in page.root.xpath("//a/@href"))
        waiting |= {path for link in links if (path := site.below(link) or "") in site.pages} - reached
    for page in site.texts:
        if page.path not in reached:
            yield site.at(page, page.root, SiteCode.UNREACHED, "no link to the page", "a way from the first page")


def _loaded(page: Page) -> Iterator[tuple[HtmlElement, str]]:
    """Yield each address that *page* loads, with its element."""
    yield from ((element, address) for address, element in page.loaded)
    for link in page.root.xpath("//link[@rel][@href]"):
        if _LOADING_LINKS & set(link.get("rel").lower().split()):
            yield link, link.get("href")
    for element in page.root.xpath("//style | //*[@style]"):
        for _, address in _in_style(f"{element.get('style') or ''} {element.text if element.tag == 'style' else ''}"):
            yield element, address


def _in_style_sheets(site: Site) -> Iterator[tuple[str, int, str]]:
    """Yield the name of each style sheet with each line and address in it; what stands there itself has none."""
    for name in site.files:
        if name.endswith(".css"):
            for line, address in _in_style(site.text(name)):
                if not address.startswith("data:"):
                    yield name, line, address


def _in_style(text: str) -> Iterator[tuple[int, str]]:
    """Yield the line, counted from 1, and the text of each address in a style; comments do not count."""
    bare = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)
    for match in _IN_STYLE.finditer(bare):
        yield bare.count("\n", 0, match.start()) + 1, (match.group(1) or match.group(2)).strip()


def _foreign(address: str) -> bool:
    """Return whether the absolute *address* is that of another host, or of none that a page of files could ask."""
    return not address.startswith(HOST) and urlsplit(address).scheme not in {"data", "blob"}
