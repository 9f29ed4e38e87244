"""What pages say of records: their numbers, their words, and that each stands where its address leads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from atlas.checks.site.described import CITATION
from atlas.checks.site.page import words
from atlas.render.counts import number
from atlas.render.rendered import classed
from atlas.render.requests import RefusedError
from atlas.selection import parse
from atlas.site_code import SiteCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atlas.checks.site.reading import Site
    from atlas.library import Library
    from atlas.problem import Problem


_WHOLE = frozenset({"li", "div", "article", "html"})
"""What holds all that a page says of a record, around the place where it stands."""

_NOW = f".//text()[not(ancestor::*[{classed('atlas-changes')}])]"
"""What is said today; what was said in earlier releases stands in a list of its own."""


def counts_are_those_of_the_records(site: Site) -> Iterator[Problem]:
    """Every number that a page counts is that of today's records."""
    if site.library is None:
        return
    for page in site.pages.values():
        for shown in page.root.xpath(f"//*[{classed('atlas-count')}]"):
            asked = shown.get("class").partition("atlas-count")[2].replace("/", " ").strip()
            if (expected := _counted(site.library, asked)) != words(shown):
                found = f"{words(shown)!r} for {asked!r}"
                yield site.at(page, shown, SiteCode.COUNTS_DIFFER, found, expected)


def citations_show_their_numbers(site: Site) -> Iterator[Problem]:
    """Every citation shows the number that the work has in the article."""
    if site.library is None:
        return
    numbers = {work.key: str(work.number) for work in site.library.references}
    for page in site.pages.values():
        for link in page.root.xpath("//article//a[contains(@href, $mark)]", mark=CITATION):
            key = unquote(link.get("href").partition(CITATION)[2])
            if key in numbers and numbers[key] != words(link).strip("[]"):
                found = f"citation {words(link)[:60]!r} of {key!r}"
                yield site.at(page, link, SiteCode.COUNTS_DIFFER, found, numbers[key])


def records_stand_where_they_are_said_to(site: Site) -> Iterator[Problem]:
    """Every record has an address, which leads to a place that tells its words."""
    if site.library is None or not site.addresses:
        return
    for kind, id_, text in _records(site.library):
        address = site.addresses.get((kind, id_), "")
        led = site.led_to(address) if address else None
        if led is None:
            path = unquote(address.partition("#")[0])
            name, found = path if path in site.pages else "index.html", f"{kind} {id_!r} at {address!r}"
            yield site.problem(name, 1, SiteCode.STALE_PAGE, found, "a page or an anchor of the site")
            continue
        page, anchor = led
        place = page.by_id[anchor] if anchor else next(page.root.iter("article"), page.root)
        around = next(one for one in (place, *place.iterancestors()) if one.tag in _WHOLE)
        if _plain(text) not in _plain("".join(around.xpath(_NOW))):
            found = f"{kind} {id_!r} in other words"
            yield site.at(page, place, SiteCode.STALE_PAGE, found, f"{text[:120]!r}")


def _records(library: Library) -> Iterator[tuple[str, str, str]]:
    """Yield type, id and words of each record; the words stand wherever the record is at home."""
    yield from (("claim", claim.id, claim.statement) for claim in library.claims)
    yield from (("discrepancy", doubt.id, doubt.doubt) for doubt in library.discrepancies)
    yield from (("entity", entity.id, entity.definition) for entity in library.entities)
    yield from (("trial", trial.id, trial.scope_reason) for trial in library.trials)
    for work in library.references:
        for words_ in filter(None, (work.title, work.doi)):
            yield from (("reference", work.key, words_), ("work", work.key, words_))


def _plain(text: str) -> str:
    """Return the letters and digits of *text*: pages set quotation marks and dashes of their own."""
    return re.sub(r"\W+", "", text)


def _counted(library: Library, asked: str) -> str:
    """Return the number that *asked* stands for, or that there is none."""
    what, _, filters = asked.partition(" ")
    try:
        return str(number(library, what, parse(filters)))
    except RefusedError as error:
        return f"{error.expected}, not {error.found}"
