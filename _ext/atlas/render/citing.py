"""The box at the end of each page: how to cite it, and the files to take along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from atlas.render.citable import of_data, of_page, of_work
from atlas.render.companions import COPIES
from atlas.render.exports import BIBTEX, FORMATS, bibtex, plain
from atlas.render.schemas import API

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atlas.library import Library
    from atlas.render.citable import Citable
    from atlas.render.pages import Page


@dataclass(frozen=True, slots=True)
class File:
    """A file to take along: its address relative to the page, its media type and how it is called."""

    href: str
    type: str
    name: str


@dataclass(frozen=True, slots=True)
class Way:
    """What can be cited from a page: how it is called, the reference and BibTeX as text, the files that hold them."""

    thing: str
    reference: str
    bibtex: str
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """What can be cited from a page, the works that it cites as files, and the copies of the page."""

    ways: tuple[Way, ...]
    works: tuple[File, ...]
    copies: tuple[File, ...]


def box(library: Library, page: Page) -> Box:
    """Return the box of *page*."""
    works = _exports(page) if page.works and page.subject != "work" else ()
    copies = tuple(File(f"{page.base}.{suffix}", form, name) for suffix, (name, form) in COPIES.items())
    return Box(tuple(_ways(library, page)), works, copies)


def _ways(library: Library, page: Page) -> Iterator[Way]:
    if page.subject == "work":
        yield _way("this work", of_work(library, library.reference[page.id]), _exports(page))
    if page.subject == "data":
        yield _way("the data", of_data(library, page.site), _own(f"{page.up}{API}dataset"))
    yield _way("this page", of_page(library, page), _own(f"{page.base}.cite"))


def _way(thing: str, item: Citable, files: tuple[File, ...]) -> Way:
    return Way(thing, plain.full(item), bibtex.write([item]).strip(), files)


def _exports(page: Page) -> tuple[File, ...]:
    return tuple(File(f"{page.base}.{form.suffix}", form.media_type, form.name) for form in FORMATS)


def _own(base: str) -> tuple[File, ...]:
    return (File(f"{base}.txt", "text/plain", "plain text"), File(f"{base}.bib", BIBTEX, "BibTeX"))
