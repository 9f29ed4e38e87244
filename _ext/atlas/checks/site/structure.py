"""What a page must have for every reader: a language, a title, headings in order, and names for all that is used."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import unquote

from atlas.checks.site.described import published
from atlas.checks.site.page import words
from atlas.site_code import SiteCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from atlas.checks.site.page import Page
    from atlas.checks.site.reading import Site
    from atlas.problem import Problem

_CONTROLS = "//a[@href] | //button | //summary | //select | //textarea | //iframe | //input[not(@type='hidden')]"
_HEADINGS = " | ".join(f"//h{level}[not(ancestor-or-self::*[@hidden or @aria-hidden='true'])]" for level in range(1, 7))
_NAMED_BY = (
    "//@aria-labelledby | //@aria-describedby | //@aria-controls | //@aria-owns | //@aria-details | //@headers | //@for"
)
_PICTURES = (
    "//img[not(@alt)] | //area[not(@alt)] | //input[@type='image'][not(@alt)] | //object[not(normalize-space())]"
)


def anchors_stand_once(site: Site) -> Iterator[Problem]:
    """No page has an id twice."""
    for page in site.pages.values():
        for id_, count in page.ids.items():
            if count > 1:
                second = page.root.xpath("//*[@id=$id]", id=id_)[1]
                found = f"id {id_!r}, {count} times"
                yield site.at(page, second, SiteCode.DUPLICATE_ANCHOR, found, "an id once on a page")


def pages_have_a_language(site: Site) -> Iterator[Problem]:
    """Every page names its language, which is that of most pages."""
    most = published(site).language
    for page in site.pages.values():
        language = (page.root.get("lang") or "").strip()
        if not language or language != most:
            found = f"language {language!r}" if language else "no `lang`"
            yield site.at(page, page.root, SiteCode.NO_LANGUAGE, found, f"the language of the page, as {most!r}")


def pages_have_a_title(site: Site) -> Iterator[Problem]:
    """Every page has a title, and pages with a text of their own have titles that differ."""
    first: dict[str, str] = {}
    for page in site.pages.values():
        title = words(one[0]) if (one := page.root.xpath("//head/title")) else ""
        if not title:
            yield site.at(page, page.root, SiteCode.NO_TITLE, "no title", "a title")
        elif page.has_copies and first.setdefault(title, page.path) != page.path:
            found = f"title {title!r}, as {first[title]!r}"
            yield site.at(page, one[0], SiteCode.NO_TITLE, found, "a title of its own")


def headings_are_in_order(site: Site) -> Iterator[Problem]:
    """Every page has one heading of the first level, before all others, none that skips a level, none without words."""
    for page in site.pages.values():
        headings = page.root.xpath(_HEADINGS)
        levels = [int(heading.tag[1]) for heading in headings]
        expected = "one heading of level 1, and no level left out"
        if levels.count(1) != 1:
            second = [heading for heading in headings if heading.tag == "h1"][1:] or [page.root]
            found = f"{levels.count(1)} headings of level 1"
            yield site.at(page, second[0], SiteCode.HEADINGS, found, expected)
        for (before, level), heading in zip(pairwise([0, *levels]), headings, strict=True):
            if level > before + 1:
                found = f"heading {words(heading)[:60]!r} of level {level} after level {before}"
                yield site.at(page, heading, SiteCode.HEADINGS, found, expected)
            if not words(heading).strip("¶ ") and not heading.xpath(".//img[@alt!='']"):
                found = f"heading of level {level} without words"
                yield site.at(page, heading, SiteCode.HEADINGS, found, "words in each heading")


def pictures_have_words(site: Site) -> Iterator[Problem]:
    """Every picture has a text in its place, if only an empty one; every drawing has a name or is hidden."""
    for page in site.pages.values():
        for picture in page.root.xpath(_PICTURES):
            found = f"{picture.tag} {picture.get('src', '')[:60]!r} without words"
            yield site.at(page, picture, SiteCode.NO_ALTERNATIVE, found, "words that stand for it")
        for picture in page.root.xpath("//img[normalize-space(@alt)]"):
            # where an author gives no words, the address stands in their place
            if unquote(picture.get("src") or "").endswith(picture.get("alt").strip()):
                found = f"img with its address {picture.get('alt')[:60]!r} for words"
                yield site.at(page, picture, SiteCode.NO_ALTERNATIVE, found, "words that stand for it")
        for drawing in page.root.xpath("//svg[@role][not(ancestor-or-self::*[@aria-hidden='true'])]"):
            if not _name(page, drawing):
                found = f"drawing with the role {drawing.get('role')!r} and no name"
                yield site.at(page, drawing, SiteCode.NO_ALTERNATIVE, found, "a name")


def controls_have_names(site: Site) -> Iterator[Problem]:
    """Every link, button and field has a name that can be read aloud."""
    for page in site.pages.values():
        for control in page.root.xpath(_CONTROLS):
            if not _name(page, control) and not control.xpath("ancestor-or-self::*[@aria-hidden='true']"):
                where = control.get("href") or control.get("name") or control.get("class") or ""
                yield site.at(page, control, SiteCode.NO_NAME, f"{control.tag} {where[:60]!r} without a name", "a name")


def names_are_there(site: Site) -> Iterator[Problem]:
    """Every element that gives another its name or description stands on the same page."""
    for page in site.pages.values():
        for value in page.root.xpath(_NAMED_BY):
            for id_ in value.split():
                if id_ not in page.ids:
                    found = f"{value.attrname} {id_!r}"
                    yield site.at(page, value.getparent(), SiteCode.BROKEN_NAME, found, "the id of an element here")


def _name(page: Page, element: HtmlElement) -> str:
    """Return the name of *element*, as far as the page itself gives it."""
    content = "" if element.tag in {"input", "select", "textarea", "iframe"} else _heard(element)
    given = [content, *(element.get(name) or "" for name in ("aria-label", "title", "alt"))]
    if not "".join(given).strip():
        given += [one.get(name) or "" for one in element.xpath(".//*") for name in ("aria-label", "alt")]
        given += [words(page.by_id[id_]) for id_ in (element.get("aria-labelledby") or "").split() if id_ in page.by_id]
        given += [words(label) for label in (*page.labels.get(element.get("id"), ()), *element.iterancestors("label"))]
        if element.tag == "input" and element.get("type") in {"submit", "button", "reset"}:
            given.append(element.get("value") or element.get("type"))
    return " ".join(given).strip()


def _heard(element: HtmlElement) -> str:
    """Return the words in *element* but for those that are hidden from who listens."""
    if not element.xpath("boolean(.//*[@aria-hidden='true'])"):
        return words(element)
    return " ".join(element.xpath(".//text()[not(ancestor::*[@aria-hidden='true'])]")).strip()
