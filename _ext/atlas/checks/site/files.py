"""The files beside the pages: the machine copy, the copies of pages, and the citations in each format."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

from lxml import etree
from pybtex.database import parse_bytes
from pybtex.exceptions import PybtexError

from atlas.render.companions import COPIES
from atlas.render.exports import FORMATS
from atlas.render.packages import PACKAGE
from atlas.render.schemas import API, FILES
from atlas.site_code import SiteCode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from atlas.checks.site.reading import Page, Site
    from atlas.problem import Problem
    from atlas.render.exports import Format


def data_are_there(site: Site) -> Iterator[Problem]:
    """Every file of the machine copy can be read, and those that the package lists are those that it describes."""
    for name in (f"{API}{file}.json" for file in FILES.values()):
        if not isinstance(site.data(name), dict):
            yield site.problem(name, 1, SiteCode.NO_DATA, "no data", "a JSON file")
    package = site.data(f"{API}{PACKAGE}")
    if not isinstance(package, dict):
        yield site.problem(f"{API}{PACKAGE}", 1, SiteCode.NO_DATA, "no description", "a JSON file")
        return
    for resource in package["resources"]:
        path = site.folder / API / resource["path"]
        digest = f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}" if path.is_file() else "no file"
        if digest != resource["hash"]:
            found = f"{digest[:23]}, not as the package describes it"
            yield site.problem(f"{API}{resource['path']}", 1, SiteCode.NO_DATA, found, resource["hash"][:23])


def authors_are_people(site: Site) -> Iterator[Problem]:
    """No work has an author called `others`, which is what BibTeX calls those who are left out."""
    name = f"{API}references.json"
    for item in (site.data(name) or {}).get("items", ()):
        if any("others" in (author["family"].lower(), author["given"].lower()) for author in item["author"]):
            found = f"author `others` of {item['key']!r}"
            yield site.problem(name, _line(site, name, f'"{item["key"]}"'), SiteCode.AUTHOR_OTHERS, found, "people")


def pages_are_listed(site: Site) -> Iterator[Problem]:
    """Every page with a text of its own, and no other, is on the list for search engines."""
    name = "sitemap.xml"
    texts = {page.path for page in site.pages.values() if page.has_copies}
    try:
        tree: Any = etree.parse(site.folder / name)
    except (OSError, etree.XMLSyntaxError) as error:
        yield site.problem(name, 1, SiteCode.NO_EXPORT, str(error), "a list of all pages")
        return
    listed = {str(one.text): one.sourceline for one in tree.iterfind("{*}url/{*}loc")}
    # the address of the site is that of its first page, which no other address of such a page is shorter than
    starts = sorted((url for url in listed if url.endswith("/index.html")), key=len)
    base = starts[0].removesuffix("index.html") if starts else ""
    for url, line in listed.items():
        if url.removeprefix(base) not in texts:
            yield site.problem(name, line, SiteCode.NO_EXPORT, f"address {url!r}", "a page of the site")
    for path in sorted(texts - {url.removeprefix(base) for url in listed}):
        yield site.problem(name, 1, SiteCode.NO_EXPORT, f"no address of {path!r}", "every page")


def pages_are_copied(site: Site) -> Iterator[Problem]:
    """Every page with a text of its own offers its copies, which can be read and tell its title."""
    for page in _texts(site):
        for suffix in COPIES:
            if not page.root.xpath("//head/link[@rel='alternate'][@href=$to]", to=_beside(page, suffix)):
                found = f"no link to {_beside(page, suffix)!r}"
                yield site.problem(page.path, 1, SiteCode.NO_EXPORT, found, "a link to each copy of the page")
        name = f"{_stem(page)}.json"
        copy = site.data(name)
        if not isinstance(copy, dict) or not copy.get("title"):
            yield site.problem(name, 1, SiteCode.NO_EXPORT, "no title", "the page as JSON")


def works_are_exported(site: Site) -> Iterator[Problem]:
    """In each format the works are those of the page's copy, and those that the page itself links to."""
    known = {item["key"] for item in (site.data(f"{API}references.json") or {}).get("items", ())}
    for page in _texts(site):
        copy = site.data(f"{_stem(page)}.json") or {}
        keys = {work["key"] for work in copy.get("works", ())}
        # the page of a work exports that work alone
        if copy.get("subject") != "work" and (missing := sorted(_cited(page, known) - keys)):
            found = f"works {', '.join(missing)} cited but not exported"
            yield site.problem(page.path, 1, SiteCode.BAD_EXPORT, found, "every work that the page cites")
        for form in FORMATS:
            yield from _exported(site, f"{_stem(page)}.{form.suffix}", form, keys)


def _exported(site: Site, name: str, form: Format, keys: AbstractSet[str]) -> Iterator[Problem]:
    """Tell what is wrong with the file *name*, which must hold the works *keys* in the format *form*."""
    path = site.folder / name
    if not path.is_file():
        if keys:
            yield site.problem(name, 1, SiteCode.NO_EXPORT, "no file", f"{len(keys)} works")
        return
    try:
        exported = _READERS[form.suffix](path.read_bytes())
    except (PybtexError, ValueError, LookupError, TypeError) as error:
        yield site.problem(name, 1, SiteCode.BAD_EXPORT, f"not to be read: {error}"[:200], form.name)
        return
    if sorted(exported) != sorted(keys):
        differ = ", ".join(sorted(set(exported) ^ keys)) or "one of them twice"
        yield site.problem(name, 1, SiteCode.BAD_EXPORT, f"works that differ: {differ}", "those of the page")


def _texts(site: Site) -> Iterator[Page]:
    return (page for page in site.pages.values() if page.has_copies)


def _stem(page: Page) -> str:
    return page.path.removesuffix(".html")


def _beside(page: Page, suffix: str) -> str:
    """Return the address, on *page*, of the file beside it that ends in *suffix*."""
    return f"{_stem(page).rpartition('/')[2]}.{suffix}"


def _cited(page: Page, known: AbstractSet[str]) -> set[str]:
    """Return the keys, those *known* alone, of the works that the text of *page* links to as citations."""
    links = page.root.xpath("//article//a[contains(@href, '#ref-')]/@href")
    return {str(link).partition("#ref-")[2] for link in links} & known


def _bibtex(raw: bytes) -> list[str]:
    return list(parse_bytes(raw, "bibtex").entries)


def _ris(raw: bytes) -> list[str]:
    """Return the key of each record, from its type to its end."""
    records = raw.decode("utf-8").split("ER  - ")
    if records.pop().strip():
        raise ValueError("a record without an end")
    if any(not record.lstrip().startswith("TY  - ") for record in records):
        raise ValueError("a record without a type")
    return [re.findall(r"^ID  - (.+?)\s*$", record, re.MULTILINE)[0] for record in records]


def _csl(raw: bytes) -> list[str]:
    items: list[dict[str, Any]] = json.loads(raw)
    return [item["id"] for item in items if item["type"]]


_READERS: Mapping[str, Callable[[bytes], list[str]]] = {"bib": _bibtex, "ris": _ris, "csl.json": _csl}


def _line(site: Site, name: str, words: str) -> int:
    """Return the line of the file *name* at which *words* first stand."""
    lines = (site.folder / name).read_text("utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if words in line), 1)
