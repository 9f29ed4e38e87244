"""Addresses that once were public stay good: the inventory of a release, compared with the site of today.

`data/addresses.txt` lists the pages and records of the last release, one address a line, relative to the root of the
site.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.problem import Place, Problem
from atlas.render.schemas import API, FILES
from atlas.site_code import SiteCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atlas.checks.site.reading import Site

INVENTORY = "data/addresses.txt"


def addresses(site: Site) -> list[str]:
    """Return every public address of *site*: its pages, and the records of the machine copy."""
    found = {path for path in site.pages if not path.startswith("_")}
    for name in FILES.values():
        items = (site.data(f"{API}{name}.json") or {}).get("items", ())
        found.update(item["url"] for item in items if item.get("url"))
    return sorted(found)


def public_addresses_stay(site: Site) -> Iterator[Problem]:
    """Every address of the inventory leads somewhere."""
    inventory = site.project / INVENTORY
    if not inventory.is_file():
        yield Problem(Place(INVENTORY, 1), SiteCode.NO_INVENTORY, "no file", "the addresses of the last release")
        return
    for line, address in enumerate(inventory.read_text("utf-8").splitlines(), 1):
        path, _, anchor = address.partition("#")
        if path not in site.pages or (anchor and anchor not in site.pages[path].ids):
            found = f"address {address!r}"
            yield Problem(Place(INVENTORY, line), SiteCode.LOST_ADDRESS, found, "a page or an anchor of the site")
