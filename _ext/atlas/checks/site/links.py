"""Links: each leads to a file and an anchor of the site, also from a folder of files, and nothing comes from others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urlsplit

from atlas.checks.site.reading import BASE
from atlas.site_code import SiteCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from atlas.checks.site.reading import Page, Site
    from atlas.problem import Problem

_LOADING_LINKS = frozenset(
    {"stylesheet", "icon", "preload", "prefetch", "preconnect", "dns-prefetch", "modulepreload", "manifest"}
)
_LOADING = (
    "//script/@src | //img/@src | //iframe/@src | //embed/@src | //audio/@src | //video/@src | //video/@poster |"
    " //source/@src | //track/@src | //input/@src | //object/@data | //form/@action | //base/@href |"
    " //*[local-name()='use' or local-name()='image']/@*[local-name()='href' or name()='xlink:href']"
)
_IN_STYLE = re.compile(r"""url\(\s*['"]?([^'")]+)|@import\s+['"]([^'"]+)""")


def lead_somewhere(site: Site) -> Iterator[Problem]:
    """Every address of this site on its pages is that of a file, and of an anchor that stands there."""
    for page in site.pages.values():
        seen: set[str] = set()
        for element, address in _addresses(page):
            if address not in seen:
                seen.add(address)
                yield from _followed(site, page, element, address)


def _followed(site: Site, page: Page, element: HtmlElement, address: str) -> Iterator[Problem]:
    link = page.absolute(address)
    fragment = unquote(urldefrag(link)[1])
    path = site.below(link)
    if path is None:
        return
    if not (site.folder / path).is_file():
        yield site.at(page, element, SiteCode.BROKEN_LINK, f"address {address!r}", "a file of the site")
    elif fragment and path in site.pages and fragment not in site.pages[path].ids:
        found = f"anchor {fragment!r} in {path!r}"
        yield site.at(page, element, SiteCode.BROKEN_ANCHOR, found, "an anchor of that page")


def need_no_server(site: Site) -> Iterator[Problem]:
    """Every address of this site is relative and ends in the name of a file, as addresses of files do."""
    for page in site.pages.values():
        for element, address in _addresses(page):
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            if parts.path.startswith("/") or parts.path.endswith(("/", "/.", "..")) or parts.path == ".":
                yield site.at(page, element, SiteCode.SERVER_ADDRESS, f"address {address!r}", "a file beside the page")


def _addresses(page: Page) -> Iterator[tuple[HtmlElement, str]]:
    """Yield each address on *page* with its element: those of links and of what is loaded."""
    for value in page.root.xpath("//a/@href | //area/@href | //link/@href | //meta[@http-equiv='refresh']/@content"):
        element = value.getparent()
        yield element, str(value).partition("url=")[2] if element.tag == "meta" else str(value)
    for value in page.root.xpath(_LOADING):
        yield value.getparent(), str(value)


def load_nothing_foreign(site: Site) -> Iterator[Problem]:
    """No page and no style sheet loads anything from another host, nor gets ready to."""
    expected = "files of the site alone"
    for page in site.pages.values():
        for element, address in _loaded(page):
            if _foreign(page.absolute(address)):
                yield site.at(page, element, SiteCode.FOREIGN_HOST, f"address {address!r}", expected)
    for path in sorted(site.folder.rglob("*.css")):
        name = path.relative_to(site.folder).as_posix()
        for number, line in enumerate(path.read_bytes().decode("utf-8", "replace").splitlines(), 1):
            for address in _in_style(line):
                if _foreign(address):
                    yield site.problem(name, number, SiteCode.FOREIGN_HOST, f"address {address!r}", expected)


def _loaded(page: Page) -> Iterator[tuple[HtmlElement, str]]:
    for value in page.root.xpath(_LOADING):
        yield value.getparent(), str(value)
    for link in page.root.xpath("//link[@rel][@href]"):
        if _LOADING_LINKS & set(link.get("rel").lower().split()):
            yield link, link.get("href")
    for element in page.root.xpath("//*[@srcset]"):
        for candidate in element.get("srcset").split(","):
            yield element, candidate.split()[0] if candidate.split() else ""
    for element in page.root.xpath("//style"):
        yield from ((element, address) for address in _in_style(element.text or ""))
    for element in page.root.xpath("//*[@style]"):
        yield from ((element, address) for address in _in_style(element.get("style")))


def _in_style(text: str) -> Iterator[str]:
    for match in _IN_STYLE.finditer(text):
        yield (match.group(1) or match.group(2)).strip()


def _foreign(address: str) -> bool:
    parts = urlsplit(address)
    return bool(parts.netloc) and not address.startswith(BASE)
