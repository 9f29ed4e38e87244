"""What readers see at all: text in the right encoding, at a width that they can read, and no markup as it was typed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from atlas.site_code import SiteCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atlas.checks.site.reading import Site
    from atlas.problem import Problem

_LOST = "\ufffd"
_TYPED = re.compile(
    r"\{\{\s|\{%|"  # templates; BibTeX has its braces without a space
    r"\{(?:[a-z]+:[a-z-]+|cite|doc|ref|term)\}|^:{3}|^`{3}|"  # roles and directives
    r"\]\([^\s()]+\)|\]\s\(\S+\.(?:md|html)(?:#\S*)?\)|\[\^[\w-]+\]"  # links and notes
)
_WRITTEN = (
    "//body//text()[contains(., '{') or contains(., '](') or contains(., '] (') or contains(., ':::')"
    " or contains(., '```') or contains(., '[^')]"
    "[not(ancestor::*[self::code or self::pre or self::script or self::style])]"
)


def pages_can_be_read(site: Site) -> Iterator[Problem]:
    """Every page is UTF-8 and says so, for a page opened from a file has nothing else to go by."""
    for page in site.pages.values():
        if "utf-8" not in {str(one).lower() for one in page.root.xpath("//head/meta/@charset")}:
            yield site.at(page, page.root, SiteCode.GARBLED, "no `charset`", "a page that says that it is UTF-8")
        for element in page.root.xpath("//*[text()[contains(., $lost)] or @*[contains(., $lost)]]", lost=_LOST):
            found = f"characters that were lost in {element.tag}"
            yield site.at(page, element, SiteCode.GARBLED, found, "text that is UTF-8")


def pages_fit_screens(site: Site) -> Iterator[Problem]:
    """Every page asks for the width of the screen; a phone would show it as wide as a desk, and tiny."""
    for page in site.pages.values():
        if not page.root.xpath("//head/meta[@name='viewport'][contains(@content, 'width=device-width')]"):
            yield site.at(page, page.root, SiteCode.NO_VIEWPORT, "no `viewport`", "the width of the screen")


def markup_is_read(site: Site) -> Iterator[Problem]:
    """No page shows a role, a link or a template as it was typed: a sign too many, and nothing warns of it."""
    for page in site.pages.values():
        for text in page.root.xpath(_WRITTEN):
            if typed := _TYPED.search(text.strip()):
                element = text.getparent() if text.is_text else text.getparent().getparent()
                yield site.at(page, element, SiteCode.RAW_MARKUP, f"text {typed[0]!r}", "what the markup stands for")
