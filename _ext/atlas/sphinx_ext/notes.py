"""What is noted of each page while it is read, and kept between builds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from atlas.model.prose import Passage
    from atlas.render.requests import Request


class Home(NamedTuple):
    """Where a record is at home: page, anchor (empty for the page itself) and the name shown in lists."""

    docname: str
    anchor: str
    name: str


class Use(NamedTuple):
    """What a page asked for, and the digest of what it was shown."""

    request: Request
    digest: str


class Figure(NamedTuple):
    """A figure of a page: its anchor, its caption, and the source and the description of its image."""

    anchor: str
    caption: str
    image: str
    alt: str


class Link(NamedTuple):
    """A link that is not to a record: the domain that knows its target, its type and its target."""

    domain: str
    type: str
    target: str


@dataclass
class Notes:
    """What was noted while a page was read.

    `uses` are what the page asked for, `mentions` the records that its prose links to, `homes` those at home on it,
    `cited` the keys of all works cited on it, `opening` the paragraph below its title, `figures` what it shows,
    `passages` what was written on it by hand, `links` where it leads, `sources` a digest of the files that it was read
    from.
    """

    uses: list[Use] = field(default_factory=list)
    mentions: list[tuple[str, str]] = field(default_factory=list)
    homes: list[tuple[str, str, Home]] = field(default_factory=list)
    cited: list[str] = field(default_factory=list)
    opening: str = ""
    figures: list[Figure] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    sources: str = ""
