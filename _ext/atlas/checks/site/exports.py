"""The files beside each page: its copies, and the works that it cites in each format."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from lxml import html
from pybtex.database import parse_bytes
from pybtex.exceptions import PybtexError

from atlas.checks.site.described import described
from atlas.checks.site.files import compared, stale
from atlas.render.citable import of_work
from atlas.render.companions import COPIES
from atlas.render.copies import copies
from atlas.render.exports import FORMATS
from atlas.site_code import SiteCode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from atlas.checks.site.page import Page
    from atlas.checks.site.reading import Site
    from atlas.problem import Problem
    from atlas.render import pages as render
    from atlas.render.exports import Format

_FRAME = "self::nav[@class='atlas-crumbs'] or self::section[@class='atlas-citing']"


def pages_are_copied(site: Site) -> Iterator[Problem]:
    """Every page with a text of its own has its copies beside it, and they say what it says."""
    if site.library is None:
        return
    addresses = frozenset(quote(page.path, safe="/~") for page in site.texts)
    for page, known in described(site):
        made = copies(site.library, known, body(page), addresses)
        for suffix in COPIES:
            yield from compared(site, f"{page.stem}.{suffix}", made[suffix])


def body(page: Page) -> str:
    """Return the HTML of what stands on *page* itself, without what the templates put around it."""
    article = next(page.root.iter("article"), page.root)
    parts = article.xpath(f"*[not({_FRAME})]")
    return (article.text or "") + "".join(html.tostring(part, encoding="unicode") for part in parts)


def works_are_exported(site: Site) -> Iterator[Problem]:
    """In each format the works are those that the page cites; on the page of a work, that work alone."""
    if site.library is None:
        return
    for page, known in described(site):
        works = [of_work(site.library, site.library.reference[key]) for key in known.works]
        for form in FORMATS:
            name, text = f"{page.stem}.{form.suffix}", form.write(works) if works else ""
            yield from _exported(site, name, form, text, known)


def _exported(site: Site, name: str, form: Format, text: str, known: render.Page) -> Iterator[Problem]:
    """Tell what is wrong with the file *name*, which must hold *text*, the works of the page, if there are any."""
    if name not in site.files:
        if text:
            yield site.problem(name, 1, SiteCode.NO_EXPORT, "no file", f"{len(known.works)} works")
        return
    found = site.text(name)
    if not text:
        yield site.problem(name, 1, SiteCode.BAD_EXPORT, "a file", "none beside a page that cites no work")
        return
    if found == text and known.subject != "work":
        return  # each entry is read on the page of its work, where it stands alone; elsewhere it is the same
    try:
        exported = _READERS[form.suffix](found.encode())
    except (PybtexError, ValueError, LookupError, TypeError) as error:
        yield site.problem(name, 1, SiteCode.BAD_EXPORT, f"not to be read: {error}"[:200], form.name)
        return
    if sorted(exported) != sorted(known.works):
        differ = ", ".join(sorted(set(exported) ^ set(known.works))) or "one of them twice"
        yield site.problem(name, 1, SiteCode.BAD_EXPORT, f"works that differ: {differ}", "those of the page")
    elif found != text:
        yield stale(site, name, found, text)


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
