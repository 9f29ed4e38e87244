"""Numbers: those on the pages and in the machine copy are those of the records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.checks.site.reading import words
from atlas.render.counts import number
from atlas.render.requests import RefusedError
from atlas.render.schemas import API, FILES
from atlas.selection import parse
from atlas.site_code import SiteCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atlas.checks.site.reading import Site
    from atlas.library import Library
    from atlas.problem import Problem


def counts_are_those_of_the_records(site: Site) -> Iterator[Problem]:
    """Every number that a page counts is that of today's records."""
    if site.library is None:
        return
    for page in site.pages.values():
        for shown in page.root.xpath("//*[contains(concat(' ', @class, ' '), ' atlas-count ')]"):
            asked = shown.get("class").partition("atlas-count")[2].replace("/", " ").strip()
            if (expected := _counted(site.library, asked)) != words(shown):
                found = f"{words(shown)!r} for {asked!r}"
                yield site.at(page, shown, SiteCode.COUNTS_DIFFER, found, expected)


def data_hold_every_record(site: Site) -> Iterator[Problem]:
    """Every record stands once in the machine copy, with an address where it stands."""
    for record, file in FILES.items():
        name = f"{API}{file}.json"
        items = (site.data(name) or {}).get("items", ())
        for item in items:
            path, _, anchor = str(item.get("url") or "").partition("#")
            page = site.pages.get(path)
            if "url" in item and (page is None or (anchor and anchor not in page.ids)):
                found = f"address {item['url']!r} of {_id(item)!r}"
                yield site.problem(name, 1, SiteCode.COUNTS_DIFFER, found, "the address of the record")
        records = getattr(site.library, file, None)
        if records is not None and len({_id(item) for item in items}) != len(records):
            found = f"{len(items)} records of the type {record}"
            yield site.problem(name, 1, SiteCode.COUNTS_DIFFER, found, f"{len(records)}")


def _id(item: dict[str, str]) -> str:
    """Return the id of a published record, which is its first field."""
    return next(iter(item.values()), "")


def _counted(library: Library, asked: str) -> str:
    """Return the number that *asked* stands for, or that there is none."""
    what, _, filters = asked.partition(" ")
    try:
        return str(number(library, what, parse(filters)))
    except RefusedError as error:
        return f"{error.expected}, not {error.found}"
