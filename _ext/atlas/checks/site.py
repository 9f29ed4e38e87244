"""Checks on a built site: its links, ids, scripts and credit, and that no author is called `others`."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urljoin

from lxml import html

from atlas.render.schemas import API

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.html import HtmlElement

BASE = "https://site.invalid/"
DATA = ("application/ld+json", "application/json")
"""Types of `script` elements that no browser runs."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong on the built site: the file, the rule and the words."""

    path: str
    rule: str
    words: str

    def __str__(self) -> str:
        """Return the finding as one line."""
        return f"{self.path}: {self.words} [{self.rule}]"


@dataclass(frozen=True)
class Page:
    """A parsed page and its path below the site."""

    path: str
    root: HtmlElement

    @cached_property
    def ids(self) -> Counter[str]:
        """How often each id stands on the page."""
        return Counter(str(one) for one in self.root.xpath("//@id"))

    @cached_property
    def links(self) -> frozenset[str]:
        """The addresses that the page links to or loads, made absolute below `BASE`."""
        found = self.root.xpath("//a/@href | //link/@href | //script/@src | //img/@src")
        return frozenset(urljoin(BASE + self.path, str(one)) for one in found)


def read_pages(site: Path) -> dict[str, Page]:
    """Parse every page below *site*."""
    pages: dict[str, Page] = {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        pages[name] = Page(name, html.fromstring(path.read_bytes().decode("utf-8")))
    return pages


def check_site(site: Path, pages: dict[str, Page]) -> list[Finding]:
    """Return everything that is wrong with *pages*, read from below *site*."""
    if not pages:
        return [Finding(str(site), "no-site", "no page: build the site first")]
    findings = [finding for page in pages.values() for finding in _page(page, pages, site)]
    return [*findings, *_authors(site)]


def _page(page: Page, pages: dict[str, Page], site: Path) -> Iterator[Finding]:
    for id_, count in page.ids.items():
        if count > 1:
            yield Finding(page.path, "double-id", f"id {id_!r} stands {count} times")
    if not page.root.xpath("//*[contains(@class, 'atlas-credit')]//a[@rel='license']"):
        yield Finding(page.path, "no-credit", "no credit to the article with its licence")
    yield from _inline(page)
    for link in sorted(page.links):
        yield from _link(page, link, pages, site)


def _inline(page: Page) -> Iterator[Finding]:
    """Find scripts in the page itself, which a policy that allows files alone does not let run."""
    for script in page.root.xpath("//script[not(@src)]"):
        if script.get("type") not in DATA:
            yield Finding(page.path, "inline-script", f"script {(script.text or '').strip()[:40]!r} is not in a file")
    for value in page.root.xpath("//@*"):
        address = re.sub(r"[\x00-\x20]", "", value).lower()  # as browsers read it
        if value.attrname.startswith("on") or address.startswith("javascript:"):
            yield Finding(page.path, "inline-script", f"attribute {value.attrname!r} holds a script")


def _link(page: Page, link: str, pages: dict[str, Page], site: Path) -> Iterator[Finding]:
    address, fragment = urldefrag(link)
    if not address.startswith(BASE):
        return
    path = unquote(address.removeprefix(BASE)).partition("?")[0] or "index.html"
    path += "index.html" if path.endswith("/") else ""
    if not (site / path).is_file():
        yield Finding(page.path, "broken-link", f"no file {path!r}")
    elif fragment and path in pages and unquote(fragment) not in pages[path].ids:
        yield Finding(page.path, "broken-anchor", f"no anchor {fragment!r} in {path!r}")


def _authors(site: Path) -> Iterator[Finding]:
    """Find works whose list of authors names somebody called `others`."""
    path = site / API / "references.json"
    if not path.is_file():
        yield Finding(f"{API}references.json", "no-data", "the machine copy is missing")
        return
    for item in json.loads(path.read_text("utf-8"))["items"]:
        if any("others" in (author["family"].lower(), author["given"].lower()) for author in item["author"]):
            yield Finding(f"{API}references.json", "author-others", f"work {item['key']!r} has an author `others`")
