"""A parsed page of a site, with what the checks look up on it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

from lxml import etree, html

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from lxml.html import HtmlElement

HOST = "https://site.invalid/"
"""Stands for the server of the site where addresses are made absolute."""

BASE = f"{HOST}site/"
"""Stands for the address of the site: a folder, out of which an address can lead."""

_PARSER = html.HTMLParser(encoding="utf-8", huge_tree=True)  # without limits to the depth of elements or to texts
_LINKING = "//a/@href | //a/@*[name()='xlink:href'] | //area/@href | //link/@href | //script/@data-address"
_LOADING = (
    "//script/@src | //img/@src | //iframe/@src | //embed/@src | //audio/@src | //video/@src | //video/@poster |"
    " //source/@src | //track/@src | //input/@src | //object/@data | //form/@action | //@formaction | //base/@href |"
    " //*[local-name()='use' or local-name()='image']/@*[local-name()='href' or name()='xlink:href'] |"
    " //script/@*[name()='xlink:href'] | //@background"
)
_REFRESHING = "//meta[translate(@http-equiv, 'REFSH', 'refsh')='refresh']"
_CANDIDATE = re.compile(r"(\S*[^\s,])(?:,(?=\s|$)|\s[^,]*(?:,|$)|,*$)")
"""An address of a `srcset`, in which commas may stand."""
_WAIT = re.compile(r"(?i)^[\d.\s]*[;,]?\s*(url\s*=)?\s*['\"]?|['\"]?\s*$")


class Link(NamedTuple):
    """An element that leads or loads, and the absolute address, empty for what is none."""

    element: HtmlElement
    address: str


@dataclass(frozen=True)
class Page:
    """A parsed page and its path below the site, with forward slashes."""

    path: str
    root: HtmlElement

    @cached_property
    def ids(self) -> Counter[str]:
        """How often each id stands on the page."""
        return Counter(str(one) for one in self.root.xpath("//@id"))

    @cached_property
    def by_id(self) -> Mapping[str, HtmlElement]:
        """The first element with each id."""
        return {str(one.get("id")): one for one in reversed(self.root.xpath("//*[@id]"))}

    @cached_property
    def labels(self) -> Mapping[str | None, list[HtmlElement]]:
        """The labels of each control, by its id."""
        found: defaultdict[str | None, list[HtmlElement]] = defaultdict(list)
        for label in self.root.xpath("//label[@for]"):
            found[label.get("for")].append(label)
        return found

    @cached_property
    def links(self) -> Mapping[str, Link]:
        """Every address on the page, of links and of what is loaded, with the first element that has it."""
        found = ((str(value), value.getparent()) for value in self.root.xpath(_LINKING))
        return {address: Link(element, self.absolute(address)) for address, element in reversed([*found, *self.loaded])}

    @cached_property
    def loaded(self) -> Sequence[tuple[str, HtmlElement]]:
        """Every address that the page loads, or goes to by itself, with its element; those of `link` are left out."""
        found = [(str(value), value.getparent()) for value in self.root.xpath(_LOADING)]
        for element in self.root.xpath("//*[@srcset]"):
            found += [(address, element) for address in _CANDIDATE.findall(element.get("srcset"))]
        for element in self.root.xpath(_REFRESHING):
            found.append((_WAIT.sub("", element.get("content") or ""), element))
        return found

    @cached_property
    def has_copies(self) -> bool:
        """Whether the page has a text of its own; an index of names, the search or a redirect has none."""
        return bool(self.root.xpath("//head/link[@rel='alternate'][@type='text/markdown']"))

    @property
    def stem(self) -> str:
        """The path without suffix, which all files beside the page share."""
        return self.path.removesuffix(".html")

    @cached_property
    def _base(self) -> str:
        """The absolute address that the addresses on the page are relative to."""
        return joined(BASE + self.path, "".join(self.root.xpath("//base/@href")[:1])) or BASE + self.path

    def absolute(self, address: str) -> str:
        """Return *address*, as it stands on the page, below `BASE`; empty if it is none at all."""
        if address.startswith("#"):
            return self._base.partition("#")[0] + address
        return joined(self._base, address)


def read_page(folder: Path, path: str) -> Page:
    """Parse the page at *path* below *folder*; what is not UTF-8 becomes signs that stand for nothing."""
    text = (folder / path).read_bytes().decode("utf-8", "replace").encode()
    try:
        return Page(path, html.document_fromstring(text, parser=_PARSER))
    except etree.ParserError:  # there is no element to parse
        return Page(path, html.document_fromstring("<html></html>"))


def joined(base: str, address: str) -> str:
    """Return *address*, relative to *base*, as an absolute one; empty if it is none at all."""
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def title_of(page: Page) -> str:
    """Return the words of the first heading of *page*, empty without one."""
    heading = next(iter(page.root.xpath("//article//h1")), None)
    return "" if heading is None else words(heading).removesuffix("¶").strip()


def words(element: HtmlElement) -> str:
    """Return the text in *element*, with single spaces."""
    return " ".join("".join(element.itertext()).split())
