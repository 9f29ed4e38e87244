"""What is known of the site and of a page when the page is written: the ground for its metadata and its copies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Subject: TypeAlias = Literal["page", "article", "data", "works", "entity", "trial", "work"]
"""What a page is about: nothing in particular, the article, the data, all works, or one record."""

PAGED: tuple[Subject, ...] = ("entity", "trial", "work")
"""Types of record with a page each; the view that shows one is called as its type."""


@dataclass(frozen=True, slots=True)
class Site:
    """The site as its configuration names it.

    `base` is the absolute address at which it is published, with a slash at its end; empty while that is not known.
    `contributors` is the name of the group that made it. `data_page` is the address of the page about the data,
    relative to the root of the site; empty if there is none.
    """

    title: str
    contributors: str
    base: str = ""
    language: str = "en"
    data_page: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site.

    `name` is its name without suffix, `address` its address relative to the root of the site. `subject` and `id` say
    which record it is about; `id` is empty for a subject that is no record. `works` are the keys of the works cited on
    it, by their numbers. `description` tells how it opens or what it is about, as plain text, shortened.
    """

    site: Site
    name: str
    title: str
    address: str
    description: str = ""
    subject: Subject = "page"
    id: str = ""
    works: tuple[str, ...] = ()

    @property
    def up(self) -> str:
        """The way from the page to the root of the site: empty, or `../` once or more."""
        return "../" * self.address.count("/")

    @property
    def stem(self) -> str:
        """The address without suffix, the base name of all files that belong to the page."""
        folder = not self.address or self.address.endswith("/")
        return f"{self.address}index" if folder else self.address.removesuffix(".html")

    @property
    def base(self) -> str:
        """The base name of the files that stand beside the page, which is their address relative to it."""
        return self.stem.rpartition("/")[2]
