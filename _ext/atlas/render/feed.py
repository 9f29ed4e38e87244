"""The releases as an Atom feed (RFC 4287), for those who want to hear of changes without coming back to look.

One entry for each release, with all that it changed: an entry for each record would bury whatever else a reader of
feeds follows under every larger release.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote
from uuid import NAMESPACE_URL, UUID, uuid5
from xml.sax.saxutils import escape, quoteattr

from atlas.render.blocks import Link, PageLink
from atlas.render.changes import FEED, anchor, called, summary, told
from atlas.render.data import plain
from atlas.render.identifiers import DOI

if TYPE_CHECKING:
    from collections.abc import Callable

    from atlas.library import Library
    from atlas.render.blocks import Inline, Line
    from atlas.render.pages import Site

    Address = Callable[[str, str], str]
    """From the type and id of a record, or from `page` and its name, to an address relative to the root of the site."""

MEDIA_TYPE = "application/atom+xml"


def feed(library: Library, site: Site, address: Address, page: str) -> str:
    """Return the feed as XML; *page* is the address of the page on the same changes, or empty if there is none.

    Addresses are absolute if the base of the site is known; else they are relative to the feed, as the RFC allows.
    """
    releases = library.history.releases
    name = identity(library)
    entries = [_entry(library, site, address, page, number) for number in range(len(releases), 0, -1)]
    return "".join(
        [
            f'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"{_language(site)}>\n',
            f" <id>{name.urn}</id>\n",
            f" <title>{escape(site.title)}: what has changed</title>\n",
            f" <updated>{_instant(releases[-1].day)}</updated>\n",
            f" <author><name>{escape(site.contributors)}</name></author>\n",
            f" <rights>{escape(library.scheme.article.licence)}</rights>\n",
            f' <link rel="self" type="{MEDIA_TYPE}" href={quoteattr(site.base + FEED)}/>\n',
            _alternate(site.base + (page or "index.html")),
            *entries,
            "</feed>\n",
        ]
    )


def identity(library: Library) -> UUID:
    """Return the id of the feed, from what never changes: the article, not the address or the title of the site."""
    return uuid5(NAMESPACE_URL, f"{DOI.format(id=quote(library.scheme.article.doi))}#{FEED}")


def _language(site: Site) -> str:
    return f" xml:lang={quoteattr(site.language)}"


def _instant(day: str) -> str:
    """Return the start of *day* in the form of the RFC; the data know no hour."""
    return f"{day}T00:00:00Z"


def _alternate(address: str) -> str:
    return f' <link rel="alternate" type="text/html" href={quoteattr(address)}/>\n'


def _entry(library: Library, site: Site, address: Address, page: str, number: int) -> str:
    release = library.history.releases[number - 1]
    name = uuid5(identity(library), release.version)
    changes = told(library, release.changes) if number > 1 else ()
    parts = [f"<p>{escape(summary(library, number))}</p>"]
    for title, lines in changes:
        items = "".join(f"<li>{_markup(line, site, address)}</li>" for line in lines)
        parts.append(f"<p>{escape(title)}</p><ul>{items}</ul>")
    return "".join(
        [
            " <entry>\n",
            f"  <id>{name.urn}</id>\n  <title>Version {escape(called(release))}</title>\n",
            f"  <updated>{_instant(release.day)}</updated>\n",
            " " + _alternate(site.base + (f"{page}#{anchor(number)}" if page else "index.html")),
            f'  <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{"".join(parts)}</div></content>\n',
            " </entry>\n",
        ]
    )


def _markup(line: Line, site: Site, address: Address) -> str:
    return "".join(_markup_of(part, site, address) for part in line)


def _markup_of(part: Inline, site: Site, address: Address) -> str:
    words = escape(plain((part,)))
    where = ""
    if isinstance(part, Link):
        where = address(part.type, part.id)
    elif isinstance(part, PageLink):
        where = address("page", part.page)
    return f"<a href={quoteattr(site.base + where)}>{words}</a>" if where else words
