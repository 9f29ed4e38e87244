"""The site in a real browser: search, narrow screens, accessibility."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.build import ok
from tests.site.browser import sideways

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.build import Project, Site

KINDS = (
    "index",
    "review/fate",
    "diseases/kidney",
    "cargo/micrornas",
    "entities/mirna/mir-21",
    "entities/disease/acute-kidney-injury",
    "evidence/functions",
    "evidence/trials",
    "trials/NCT03384433",
    "references",
    "references/zou2016",
    "discrepancies",
    "glossary",
    "data",
    "changes",
    "contributing/read-an-error",
    "search",
    "genindex",
)
"""A page of each kind."""


@pytest.mark.parametrize(
    ("query", "page"),
    [
        ("miR-21", "entities/mirna/mir-21.html"),
        ("miRNA-21", "entities/mirna/mir-21.html"),
        ("MIR21", "entities/mirna/mir-21.html"),
        ("AKI", "entities/disease/acute-kidney-injury.html"),
        ("acute renal injury", "entities/disease/acute-kidney-injury.html"),
        ("TGF-b1", "entities/protein/tgf-beta-1.html"),
        ("TGFβ1", "entities/protein/tgf-beta-1.html"),
        ("renal ischemia-reperfusion injury", "entities/disease/renal-ischemia-reperfusion-injury.html"),
        ("NCT03384433", "trials/NCT03384433.html"),
    ],
)
def test_search_finds_every_name(site: Site, browser: Browser, query: str, page: str) -> None:
    """The first result of every name is the page of the entity, also when the site is opened from a file."""
    tab = browser.new_page()
    tab.goto(f"{(site.folder / 'search.html').as_uri()}?q={query}")
    tab.wait_for_selector("#search-results p.search-summary")
    tab.wait_for_function(
        "() => !document.querySelector('#search-results p.search-summary').textContent.includes('Searching')"
    )
    first = tab.eval_on_selector("#search-results ul.search li a", "link => link.getAttribute('href')")
    assert first.partition("#")[0] == page
    tab.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("page", KINDS)
def test_no_page_scrolls_sideways_at_320_pixels(site: Site, browser: Browser, page: str, *, scripts: bool) -> None:
    """The page fits, with and without scripts."""
    context = browser.new_context(viewport={"width": 320, "height": 800}, java_script_enabled=scripts)
    tab = context.new_page()
    tab.goto((site.folder / f"{page}.html").as_uri())
    if scripts:
        assert sideways(tab) == []
    else:  # without scripts only the layout can be asked
        box = tab.locator("article").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
    context.close()


def test_cells_are_led_by_their_column_at_320_pixels(site: Site, browser: Browser) -> None:
    """A row becomes a card: every cell is as wide as the page and names its column."""
    context = browser.new_context(viewport={"width": 320, "height": 800})
    tab = context.new_page()
    tab.goto((site.folder / "evidence/functions.html").as_uri())
    cell = tab.locator("#functions tbody td").first
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Disease and setting"'
    box = cell.bounding_box()
    assert box is not None
    assert box["width"] > 250
    context.close()


LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 320, "height": 800}},
}


CHANGED = ("lists", "entities/lichen/beard-lichen")
"""Pages of the tiny review that tell what has changed in all records, beside some of them, and in one."""


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("page", KINDS)
def test_axe_finds_no_violation(site: Site, browser: Browser, page: str, look: str) -> None:
    """Every kind of page, in both colour schemes and on a phone."""
    assert violations(site, browser, page, look) == []


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("page", CHANGED)
def test_what_has_changed_can_be_read_by_all(lichen_once: Project, browser: Browser, page: str, look: str) -> None:
    """This site has one version, in which nothing has changed yet."""
    tiny = ok(lichen_once.build(out="browser"))
    assert tiny.page(page).xpath("//ul[starts-with(@class, 'atlas-changes')]/li")
    assert violations(tiny, browser, page, look, "article") == []


def violations(site: Site, browser: Browser, page: str, look: str, part: str | None = None) -> list[object]:
    """Return what axe, and the width of the window, find wrong with *page*, or the *part* of it that is selected."""
    context = browser.new_context(**LOOKS[look])
    tab = context.new_page()
    tab.goto((site.folder / f"{page}.html").as_uri())
    report = Axe().run(tab, context=part).response
    found: list[object] = [
        (one["id"], one["impact"], [node["html"][:150] for node in one["nodes"][:3]], len(one["nodes"]))
        for one in report["violations"]
    ]
    found += sideways(tab)
    context.close()
    return found
