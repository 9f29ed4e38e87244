"""Whether a page has the anchor that a link names."""

from __future__ import annotations

from email.message import Message
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree, html

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from atlas.checks.links.client import Body

_TYPES = ("text/html", "application/xhtml+xml")
_FOR_SCRIPTS = ("!", "/")
"""How the part after `#` begins where scripts read it."""
_FOR_BROWSERS = ":~:"
"""What follows this is read by the browser itself, for instance words that it shall show."""


def anchor_of(fragment: str) -> str:
    """Return the anchor that *fragment*, the part of an address after `#`, names; empty if it names no element."""
    anchor, _, _ = fragment.partition(_FOR_BROWSERS)
    return "" if anchor.lower() == "top" or anchor.startswith(_FOR_SCRIPTS) else anchor


def look_for(anchor: str, body: Body) -> tuple[bool, str]:
    """Return whether *body* has, or may have, *anchor*, and in words what is missing or why it could not be seen."""
    header = Message()
    header["Content-Type"] = body.type
    if header.get_content_type() not in _TYPES:
        return True, "anchor not checked: no HTML"
    names = _names(body.content, header.get_content_charset())
    if anchor in names or unquote(anchor) in names:
        return True, ""
    return (False, f"no anchor {unquote(anchor)!r}") if body.whole else (True, "anchor not checked: too long a page")


def _names(content: bytes, charset: str | None) -> set[str]:
    try:
        parser = html.HTMLParser(encoding=charset, huge_tree=True)
    except (LookupError, ValueError):
        parser = html.HTMLParser(huge_tree=True)
    try:
        root: HtmlElement = html.document_fromstring(content, parser=parser)
    except etree.ParserError:
        return set()
    return {str(name) for name in root.xpath("//@id | //a/@name")}
