"""Addresses that once were public stay good: the inventory of a release, compared with the site of today.

`data/addresses.txt` lists the pages and records of the last release, one address a line, relative to the root of the
site.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from atlas.checks.site import Finding
from atlas.render.schemas import API, FILES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from atlas.checks.site import Page

INVENTORY = "data/addresses.txt"


def addresses(site: Path, pages: Mapping[str, Page]) -> list[str]:
    """Return every public address of *site*: its pages, and the records of the machine copy."""
    found = {path for path in pages if not path.startswith("_")}
    for name in FILES.values():
        items = json.loads((site / API / f"{name}.json").read_text("utf-8"))["items"]
        found.update(item["url"] for item in items if item.get("url"))
    return sorted(found)


def lost(project: Path, pages: Mapping[str, Page]) -> Iterator[Finding]:
    """Yield the addresses of the inventory that lead nowhere any more."""
    inventory = project / INVENTORY
    if not inventory.is_file():
        yield Finding(INVENTORY, "no-inventory", "the inventory of addresses is missing")
        return
    for number, address in enumerate(inventory.read_text("utf-8").splitlines(), 1):
        path, _, anchor = address.partition("#")
        if path not in pages or (anchor and anchor not in pages[path].ids):
            words = f"address {address!r} leads nowhere; give the record that moved its old id as `former`"
            yield Finding(f"{INVENTORY}:{number}", "lost-address", words)
