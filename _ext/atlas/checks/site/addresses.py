"""Addresses that once were public stay good: the inventory of a release, compared with the site of today.

`data/addresses.txt` lists the addresses of the last release, one a line, relative to the root of the site: every page,
every record, and on pages written by hand whatever else readers link to.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag

from atlas.problem import Place, Problem
from atlas.render.rendered import classed
from atlas.render.schemas import API, FILES
from atlas.render.stubs import FOLDERS
from atlas.site_code import SiteCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atlas.checks.site.page import Page
    from atlas.checks.site.reading import Site

INVENTORY = "data/addresses.txt"

ANCHORS = (
    "//article//section/@id",
    "//article//section/span/@id",  # further names of a heading
    "//article//figure/@id",
    "//article//table/@id",
    f"//article//dl[{classed('glossary')}]/dt//@id",
)
"""Where the anchors of sections, figures, tables and terms stand."""

COUNTED = re.compile(r"id\d+")
"""What a heading is called that has no name of its own; it changes with the headings before it."""


def addresses(site: Site) -> list[str]:
    """Return every public address of *site*."""
    pages = {path: page for path, page in site.pages.items() if not path.startswith("_")}
    found = set(pages)
    for name in FILES.values():
        found.update(unquote(str(item["url"])) for item in site.items(f"{API}{name}.json") if item.get("url"))
    for path, page in pages.items():
        if page.has_copies and path.partition("/")[0] not in FOLDERS:
            found.update(f"{path}#{anchor}" for anchor in _anchors(page))
    return sorted(found)


def _anchors(page: Page) -> Iterator[str]:
    for place in ANCHORS:
        yield from (str(one) for one in page.root.xpath(place) if not COUNTED.fullmatch(one))


def public_addresses_stay(site: Site) -> Iterator[Problem]:
    """Every address of the inventory leads somewhere; where a page has moved, to the same place in the other page."""
    inventory = site.project / INVENTORY
    listed = inventory.read_text("utf-8", "replace").split() if inventory.is_file() else []
    if not listed:
        found = "no address" if inventory.is_file() else "no file"
        yield Problem(Place(INVENTORY, 1), SiteCode.NO_INVENTORY, found, "the addresses of the last release")
    for line, address in enumerate(listed, 1):
        path, _, anchor = address.partition("#")
        page = _led_to(site, path) if anchor else site.pages.get(path)
        if page is None or (anchor and anchor not in page.ids):
            found = f"address {address!r}"
            yield Problem(Place(INVENTORY, line), SiteCode.LOST_ADDRESS, found, "a page or an anchor of the site")


def _led_to(site: Site, path: str) -> Page | None:
    """Return the page at *path*, or the one to which it leads by itself."""
    page = site.pages.get(path)
    content = page.root.xpath("//head/meta[@http-equiv='refresh']/@content") if page else []
    if page is None or not content:
        return page
    address = urldefrag(page.absolute(content[0].partition("url=")[2])).url
    return site.pages.get(site.below(address) or "")
