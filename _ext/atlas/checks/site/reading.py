"""A built site as the checks see it: parsed pages, the other files, and where in a page something stands."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin

from lxml import html

from atlas.problem import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from lxml.html import HtmlElement

    from atlas.library import Library
    from atlas.site_code import SiteCode

BASE = "https://site.invalid/"
"""Stands for the address of the site where addresses are made absolute."""


@dataclass(frozen=True)
class Page:
    """A parsed page and its path below the site, with forward slashes."""

    path: str
    root: HtmlElement

    @cached_property
    def ids(self) -> Counter[str]:
        """How often each id stands on the page."""
        return Counter(str(one) for one in self.root.xpath("//@id"))

    @cached_property
    def has_copies(self) -> bool:
        """Whether the page has a text of its own; an index of names, the search or a redirect has none."""
        return bool(self.root.xpath("//head/link[@rel='alternate'][@type='text/markdown']"))

    def absolute(self, address: str) -> str:
        """Return *address*, as it stands on the page, below `BASE`."""
        return urljoin(BASE + self.path, address)


@dataclass(frozen=True)
class Site:
    """A site built into `folder`, called `name` in messages, of the project in `project`.

    `library` is None when the data cannot be read at all; checks that compare with it then have nothing to say.
    """

    project: Path
    folder: Path
    name: str
    pages: Mapping[str, Page]
    library: Library | None = field(default=None, repr=False)

    def place(self, path: str, line: int = 1) -> Place:
        """Return the place of *line* in the file at *path* below the site."""
        return Place(f"{self.name}/{path}", line)

    def problem(self, path: str, line: int, code: SiteCode, found: str, expected: str) -> Problem:
        """Return a problem at *line* of the file at *path* below the site."""
        return Problem(self.place(path, line), code, found, expected)

    def at(self, page: Page, element: HtmlElement, code: SiteCode, found: str, expected: str) -> Problem:
        """Return a problem at the line of *element* on *page*."""
        return self.problem(page.path, element.sourceline or 1, code, found, expected)

    def below(self, address: str) -> str | None:
        """Return the path below the site that the absolute *address* names, or None if it is elsewhere."""
        if not address.startswith(BASE):
            return None
        path = unquote(address.removeprefix(BASE).partition("#")[0].partition("?")[0])
        return path + "index.html" if path == "" or path.endswith("/") else path

    def data(self, path: str) -> Any:  # noqa: ANN401 - whatever stands in the file
        """Return what the JSON file at *path* holds, or None if it cannot be read."""
        try:
            return json.loads((self.folder / path).read_bytes())
        except (OSError, ValueError):
            return None


def read_site(project: Path, folder: Path, library: Library | None) -> Site:
    """Parse every page below *folder*; both folders must be absolute."""
    pages: dict[str, Page] = {}
    for path in sorted(folder.rglob("*.html")):
        below = path.relative_to(folder).as_posix()
        # a page without a word has no root to parse
        pages[below] = Page(below, html.document_fromstring(path.read_bytes().decode("utf-8", "replace") or "<p>"))
    return Site(project, folder, named(project, folder), pages, library)


def named(project: Path, path: Path) -> str:
    """Return *path* as messages name it: relative to *project* where it stands in it; both must be absolute."""
    return path.relative_to(project).as_posix() if path.is_relative_to(project) else path.as_posix()


def words(element: HtmlElement) -> str:
    """Return the text in *element*, with single spaces."""
    return " ".join("".join(element.itertext()).split())
