"""The external links of a built site, and the pages on which each of them stands."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from atlas.checks.links.web import clean, host_of, leads_to_web
from atlas.checks.site.page import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from atlas.checks.site.page import Page


@dataclass(frozen=True, slots=True)
class Link:
    """An address, and the paths of the pages that link to it, in order."""

    address: str
    pages: tuple[str, ...]

    @property
    def where(self) -> str:
        """The first page, and how many others there are."""
        first, *others = self.pages
        return f"{first} and {len(others)} other page{'s' * (len(others) > 1)}" if others else first


def external_links(pages: Iterable[Page]) -> list[Link]:
    """Return the links of *pages* to other hosts, sorted by address. What names itself canonical is no other host."""
    pages = tuple(pages)
    own = {host_of(page.absolute(str(one))) for page in pages for one in page.root.xpath(_CANONICAL)} | {host_of(BASE)}
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for page in pages:
        for address in _addresses(page):
            if leads_to_web(address) and host_of(address) not in own:
                found[address][page.path] = None
    return [Link(address, tuple(paths)) for address, paths in sorted(found.items())]


_CANONICAL = "//link[@rel='canonical']/@href"
_HREF = "//@*[name()='href' or name()='xlink:href']"


def _addresses(page: Page) -> Iterator[str]:
    for value in page.root.xpath(_HREF):
        address = clean(str(value))
        yield page.absolute(address) or address
