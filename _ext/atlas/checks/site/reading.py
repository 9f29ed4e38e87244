"""A built site as the checks see it: its pages, its other files, the addresses of its records."""

from __future__ import annotations

import json
import re
import zlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from atlas.checks.site.page import BASE, read_page
from atlas.model.state import STATE, State
from atlas.problem import Place, Problem, named

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from lxml.html import HtmlElement

    from atlas.checks.site.page import Page
    from atlas.library import Library
    from atlas.site_code import SiteCode

OBJECTS = "objects.inv"
"""The file in which Sphinx notes the address of every record, for other projects that link to it."""

_OBJECT = re.compile(r"(?m)^(.+?) atlas:(\S+) -?\d+ (\S+) .*$")


@dataclass(frozen=True, eq=False)
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

    @property
    def texts(self) -> Iterator[Page]:
        """The pages with a text of their own."""
        return (page for page in self.pages.values() if page.has_copies)

    @cached_property
    def files(self) -> Mapping[str, int]:
        """The size of every file in bytes, by its path."""
        paths = (path for path in sorted(self.folder.rglob("*")) if path.is_file())
        return {path.relative_to(self.folder).as_posix(): path.stat().st_size for path in paths}

    @cached_property
    def addresses(self) -> Mapping[tuple[str, str], str]:
        """The address of every record, by its type and id, as told to other projects; none if that cannot be read."""
        try:
            packed = (self.folder / OBJECTS).read_bytes().split(b"\n", 4)[4]
            listed = zlib.decompress(packed).decode("utf-8")
        except (OSError, IndexError, ValueError, zlib.error):
            return {}
        # a dollar sign at the end of an address stands for the name of the record
        return {
            (kind, id_): address[:-1] + id_ if address.endswith("$") else address
            for id_, kind, address in _OBJECT.findall(listed)
        }

    def below(self, address: str) -> str | None:
        """Return the path below the site that the absolute *address* names, or None if it is elsewhere."""
        if not address.startswith(BASE):
            return None
        path = unquote(address.removeprefix(BASE).partition("#")[0].partition("?")[0])
        return path + "index.html" if path == "" or path.endswith("/") else path

    @cached_property
    def state(self) -> State:
        """What the build left for whoever comes after it."""
        return State.read(self.folder / STATE)

    def led_to(self, address: str) -> tuple[Page, str] | None:
        """Return the page, and the anchor on it, to which *address* leads, relative to the root; None if to neither."""
        page, anchor = self.pages.get(self.below(BASE + address) or ""), unquote(address.partition("#")[2])
        return None if page is None or (anchor and anchor not in page.ids) else (page, anchor)

    def text(self, path: str) -> str:
        """Return the text of the file at *path*, as far as it is UTF-8; empty if it cannot be read."""
        try:
            return (self.folder / path).read_bytes().decode("utf-8", "replace")
        except OSError:
            return ""

    def data(self, path: str) -> Any:  # noqa: ANN401 - whatever stands in the file
        """Return what the JSON file at *path* holds, or None if it cannot be read."""
        try:
            return json.loads(self.text(path))
        except ValueError:
            return None

    def record(self, path: str) -> dict[str, Any]:
        """Return the object that the JSON file at *path* holds, or an empty one."""
        found = self.data(path)
        return found if isinstance(found, dict) else {}

    def items(self, path: str) -> list[dict[str, Any]]:
        """Return the records that the JSON file at *path* of the machine copy holds, if any."""
        found = self.record(path).get("items")
        return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def read_site(project: Path, folder: Path, library: Library | None) -> Site:
    """Parse every page below *folder*; both folders must be absolute."""
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html") if path.is_file())
    return Site(project, folder, named(project, folder), {path: read_page(folder, path) for path in paths}, library)


def line_of(text: str, words_: str) -> int:
    """Return the line of *text*, counted from 1, at which *words_* first stand; 1 if they do not."""
    return text.count("\n", 0, max(text.find(words_), 0)) + 1
