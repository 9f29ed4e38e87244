"""The machine copy, the files for programs at the root of the site, and files that belong to nothing any more."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from lxml import etree

from atlas.checks.site.described import published
from atlas.checks.site.reading import OBJECTS, line_of
from atlas.render.changes import FEED, anchor
from atlas.render.companions import COPIES, SUFFIXES
from atlas.render.feed import feed
from atlas.render.machine_copy import machine_copy
from atlas.render.schemas import API
from atlas.site_code import SiteCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atlas.checks.site.reading import Site
    from atlas.problem import Problem


def data_are_those_of_the_records(site: Site) -> Iterator[Problem]:
    """Every file of the machine copy is what today's records give, and there is no other."""
    if site.library is None:
        return
    if not site.addresses:
        yield site.problem(OBJECTS, 1, SiteCode.NO_DATA, "no addresses", "the address of every record")
        return
    made = machine_copy(site.library, published(site), lambda kind, id_: site.addresses.get((kind, id_), ""))
    for name, text in made.items():
        if f"{API}{name}" not in site.files:
            yield site.problem(f"{API}{name}", 1, SiteCode.NO_DATA, "no file", "a file of the machine copy")
        elif (found := site.text(f"{API}{name}")) != text:
            yield stale(site, f"{API}{name}", found, text)
    for name in site.files:
        if name.startswith(API) and name.removeprefix(API) not in made:
            yield site.problem(name, 1, SiteCode.LEFT_OVER, "file of no record", "the files of the records alone")


def compared(site: Site, name: str, text: str) -> Iterator[Problem]:
    """Tell if the file *name* is not there, or does not hold *text*."""
    if name not in site.files:
        yield site.problem(name, 1, SiteCode.NO_EXPORT, "no file", "a file beside the page")
    elif (found := site.text(name)) != text:
        yield stale(site, name, found, text)


def stale(site: Site, name: str, found: str, expected: str) -> Problem:
    """Return the problem that the file *name* holds *found*, not *expected*: at the first line in which they differ."""
    there, wanted = found.split("\n"), expected.split("\n")
    line, (had, want) = next(
        (at, pair) for at, pair in enumerate(zip_longest(there, wanted, fillvalue="")) if pair[0] != pair[1]
    )
    if had.strip() != want.strip():
        had, want = had.strip(), want.strip()
    told, right = f"text {had[:120]!r}", f"{want[:120]!r}"
    return site.problem(name, min(line + 1, len(there)), SiteCode.STALE_FILE, told, right)


def releases_are_fed(site: Site) -> Iterator[Problem]:
    """Every release is in the feed, with what it changed."""
    library = site.library
    if library is None or not library.history.releases or not site.addresses:
        return

    def address(kind: str, id_: str) -> str:
        if kind == "page":
            return quote(f"{id_}.html") if f"{id_}.html" in site.pages else ""
        return site.addresses.get((kind, id_), "")

    page = next((quote(page.path) for page in site.texts if anchor(1) in page.ids), "")
    yield from compared(site, FEED, feed(library, published(site), address, page))


def pages_are_listed(site: Site) -> Iterator[Problem]:
    """Every page with a text of its own, and no other, is on the lists for search engines and for language models."""
    yield from _in_sitemap(site)
    name = "llms.txt"
    text = site.text(name)
    base = published(site).base
    listed = {unquote(one.removeprefix(base)): one for one in re.findall(r"\]\(<?([^)>\s]+)", text)}
    for path, address in listed.items():
        if "://" not in address.removeprefix(base) and path not in site.files:
            line = line_of(text, f"({address})")
            yield site.problem(name, line, SiteCode.NO_EXPORT, f"address {address!r}", "a file of the site")
    for missing in sorted({f"{page.stem}.md" for page in site.texts} - listed.keys()):
        yield site.problem(name, 1, SiteCode.NO_EXPORT, f"no address of {missing!r}", "the copy of every page")
    if "robots.txt" not in site.files:
        yield site.problem("robots.txt", 1, SiteCode.NO_EXPORT, "no file", "a word to robots")


def _in_sitemap(site: Site) -> Iterator[Problem]:
    name = "sitemap.xml"
    texts = {page.path for page in site.texts}
    try:
        tree: Any = etree.parse(site.folder / name)
    except (OSError, etree.XMLSyntaxError) as error:
        yield site.problem(name, 1, SiteCode.NO_EXPORT, str(error), "a list of all pages")
        return
    listed = {str(one.text): one.sourceline for one in tree.iterfind("{*}url/{*}loc")}
    # the address of the site is that of its first page, which no other address of such a page is shorter than
    starts = sorted((url for url in listed if url.endswith("/index.html")), key=len)
    base = starts[0].removesuffix("index.html") if starts else ""
    paths = {unquote(url.removeprefix(base)): url for url in listed}
    for path, url in paths.items():
        if path not in texts:
            yield site.problem(name, listed[url], SiteCode.NO_EXPORT, f"address {url!r}", "a page of the site")
    for path in sorted(texts - paths.keys()):
        yield site.problem(name, 1, SiteCode.NO_EXPORT, f"no address of {path!r}", "every page")


def nothing_is_left_over(site: Site) -> Iterator[Problem]:
    """No file stands beside a page that is no more."""
    beside = tuple(f".{suffix}" for suffix in (*SUFFIXES, *COPIES))
    for name in site.files:
        stem = re.sub(r"(\.cite|\.csl)?\.\w+$", "", name)
        if name.endswith(beside) and not name.startswith((API, "_", ".")) and f"{stem}.html" not in site.pages:
            yield site.problem(name, 1, SiteCode.LEFT_OVER, f"no page {stem + '.html'!r}", "a page beside the file")
        source = re.fullmatch(r"_sources/(.+)\.\w+\.txt", name)
        if source and f"{source[1]}.html" not in site.pages:
            yield site.problem(name, 1, SiteCode.LEFT_OVER, f"no page {source[1] + '.html'!r}", "a page of the source")
