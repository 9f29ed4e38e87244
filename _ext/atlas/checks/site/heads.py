"""What frames a page: the metadata in its head, and how it is to be cited."""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from atlas.checks.site.described import described
from atlas.checks.site.files import compared
from atlas.checks.site.page import words
from atlas.render import head, linked_data
from atlas.render.citable import of_work
from atlas.render.citing import box
from atlas.render.exports import coins
from atlas.site_code import SiteCode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from lxml.html import HtmlElement

    from atlas.checks.site.page import Page
    from atlas.checks.site.reading import Site
    from atlas.library import Library
    from atlas.problem import Problem
    from atlas.render import pages as render

_OURS = "//head/meta[@name='description' or starts-with(@name, 'citation_') or starts-with(@property, 'og:')]"
_DATA = "//head/script[@type='application/ld+json']"


def heads_describe_their_pages(site: Site) -> Iterator[Problem]:
    """Every page says in its head what it is, for search engines and others, and links to its other forms."""
    if site.library is None:
        return
    for page, known in described(site):
        for element, found, expected in _differences(page, site.library, known):
            yield site.at(page, element, SiteCode.STALE_PAGE, found, expected)


def _differences(page: Page, library: Library, known: render.Page) -> Iterator[tuple[HtmlElement, str, str]]:
    """Yield each element of the head that differs, with what it says and what it should say."""
    yield from _other_metas(page, library, known)
    links = {(link.get("rel"), link.get("href")) for link in page.root.xpath("//head/link")}
    for link in head.links(library, known):
        if (link.rel, link.href) not in links:
            yield page.root, f"no link {link.rel!r} to {link.href!r}", "a link to each form of the page"
    script = next(iter(page.root.xpath(_DATA)), page.root)
    told, graph = _linked_data(script), linked_data.graph(library, known)
    if not told:
        yield script, "no JSON-LD that can be read", "what the page is"
        return
    for name in sorted(name for name in {*told, *graph} if told.get(name) != graph.get(name)):
        found, expected = (json.dumps(one.get(name), ensure_ascii=False)[:120] for one in (told, graph))
        yield script, f"JSON-LD: {name} {found}", expected


def _other_metas(page: Page, library: Library, known: render.Page) -> Iterator[tuple[HtmlElement, str, str]]:
    """Yield what differs in the metadata, some of which stand more than once, as authors do, and in their order."""
    there, wanted = defaultdict(list), defaultdict(list)
    for element in page.root.xpath(_OURS):
        there[element.get("name") or element.get("property")].append(element)
    for meta in head.metas(library, known):
        wanted[meta.name].append(meta.content)
    for name in {**there, **wanted}:
        for element, content in zip_longest(there[name], wanted[name]):
            if element is None:
                yield page.root, f"no {name}", f"{content!r}"
            elif element.get("content") != content:
                yield element, f"{name} {element.get('content')!r}", f"{content or 'nothing'!r}"


def _linked_data(script: HtmlElement) -> dict[str, Any]:
    try:
        told = json.loads(script.text or "")
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def pages_tell_how_to_cite(site: Site) -> Iterator[Problem]:
    """Every page shows how it is to be cited, as the files beside it do."""
    if site.library is None:
        return
    references = {coins.title(of_work(site.library, work)) for work in site.library.references}
    for page, known in described(site):
        ways = box(site.library, known).ways
        wanted = [" ".join(text.split()) for way in ways for text in (way.reference, way.bibtex)]
        shown = page.root.xpath("//section[@class='atlas-citing']//*[@data-copy]")
        if len(shown) != len(wanted):
            yield site.at(page, page.root, SiteCode.STALE_PAGE, f"{len(shown)} texts to copy", f"{len(wanted)}")
        for element, text in zip(shown, wanted, strict=False):
            if words(element) != text:
                yield site.at(page, element, SiteCode.STALE_PAGE, f"text {words(element)[:120]!r}", f"{text!r}")
        yield from _for_programs(site, page, references)
        own = ways[-1]  # whatever else can be cited from it, the page itself comes last
        yield from compared(site, f"{page.stem}.cite.txt", f"{own.reference}\n")
        yield from compared(site, f"{page.stem}.cite.bib", f"{own.bibtex}\n")


def _for_programs(site: Site, page: Page, references: AbstractSet[str]) -> Iterator[Problem]:
    """Tell what programs that manage references would take from *page* and is none of its *references*."""
    for element in page.root.xpath("//span[@class='Z3988']"):
        if (told := element.get("title")) not in references:
            yield site.at(page, element, SiteCode.STALE_PAGE, f"reference for programs {told!r}", "that of a work")
