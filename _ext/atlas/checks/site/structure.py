"""What a page must have for every reader: a language, a title, headings in order, and names for all that is used."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from atlas.checks.site.reading import words
from atlas.site_code import SiteCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from atlas.checks.site.reading import Page, Site
    from atlas.problem import Problem

_CONTROLS = "//a[@href] | //button | //summary | //select | //textarea | //iframe | //input[not(@type='hidden')]"
_NAMED_BY = ("aria-labelledby", "aria-describedby", "headers", "for")
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
    """Every page names its language."""
    for page in site.pages.values():
        if not (page.root.get("lang") or "").strip():
            yield site.at(page, page.root, SiteCode.NO_LANGUAGE, "no `lang`", "the language of the page")


def pages_have_a_title(site: Site) -> Iterator[Problem]:
    """Every page has a title, and pages with a text of their own have titles that differ."""
    first: dict[str, str] = {}
    for page in site.pages.values():
        title = words(one[0]) if (one := page.root.xpath("//head/title")) else ""
        if not title:
            yield site.at(page, page.root, SiteCode.NO_TITLE, "no title", "a title")
        elif page.has_copies and first.setdefault(title, page.path) != page.path:
            yield site.at(
                page, one[0], SiteCode.NO_TITLE, f"title {title!r}, as {first[title]!r}", "a title of its own"
            )


def headings_are_in_order(site: Site) -> Iterator[Problem]:
    """Every page has one heading of the first level, before all others, and none that skips a level."""
    for page in site.pages.values():
        headings = page.root.xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")
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


def pictures_have_words(site: Site) -> Iterator[Problem]:
    """Every picture has a text in its place, if only an empty one; every drawing has a name or is hidden."""
    for page in site.pages.values():
        for picture in page.root.xpath(_PICTURES):
            found = f"{picture.tag} {picture.get('src', '')[:60]!r} without words"
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
        for attribute in _NAMED_BY:
            for element in page.root.xpath(f"//*[@{attribute}]"):
                for id_ in element.get(attribute).split():
                    if id_ not in page.ids:
                        found = f"{attribute} {id_!r}"
                        yield site.at(page, element, SiteCode.BROKEN_NAME, found, "the id of an element of the page")


def _name(page: Page, element: HtmlElement) -> str:
    """Return the name of *element*, as far as the page itself gives it."""
    named = [one for id_ in (element.get("aria-labelledby") or "").split() for one in _by_id(page, id_)]
    labels = page.root.xpath("//label[@for=$id]", id=element.get("id")) if element.get("id") else []
    around = element.xpath("ancestor::label")
    given = [element.get(name) or "" for name in ("aria-label", "title", "alt")]
    given += [one.get(name) or "" for one in element.xpath(".//*") for name in ("aria-label", "alt")]
    if element.tag == "input" and element.get("type") in {"submit", "button", "reset"}:
        given.append(element.get("value") or element.get("type"))
    content = [] if element.tag in {"input", "select", "textarea", "iframe"} else [words(element)]
    return " ".join([*map(words, [*named, *labels, *around]), *given, *content]).strip()


def _by_id(page: Page, id_: str) -> list[HtmlElement]:
    found: list[HtmlElement] = page.root.xpath("//*[@id=$id]", id=id_)
    return found
