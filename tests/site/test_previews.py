"""Previews of links in a real browser, on a small site opened from its files."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.site.conftest import violations
from tests.site.small import STATIC

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, FloatRect, Locator, Page, Route

    from tests.site.conftest import Visit

POPUP = "#atlas-popup"
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}
NOT_FOUND = "Failed to load resource: net::ERR_FILE_NOT_FOUND"


def box_of(element: Locator) -> FloatRect:
    """Return the box of *element*, in pixels of the window."""
    box = element.bounding_box()
    assert box is not None
    return box


def hovered(tab: Page, identifier: str) -> Locator:
    """Hover over a link and return its preview, which is open."""
    tab.locator(f"#{identifier}").hover()
    popup = tab.locator(POPUP)
    expect(popup).to_be_visible()
    return popup


def tab_to(tab: Page, identifier: str) -> None:
    """Press Tab until a link has the focus."""
    for _ in range(60):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.id") == identifier:
            break
    expect(tab.locator(f"#{identifier}")).to_be_focused()


def tabbed(tab: Page, identifier: str) -> Locator:
    """Press Tab until a link has the focus and return its preview, which is open."""
    tab_to(tab, identifier)
    popup = tab.locator(POPUP)
    expect(popup).to_be_visible()
    return popup


# hover


def test_hover_shows_the_preview(visit: Visit) -> None:
    """Title, lines and links; addresses are relative to the root."""
    tab = visit()
    popup = hovered(tab, "single")
    expect(popup.locator(".atlas-popup-title")).to_have_text(
        re.compile(r"^\[48\] Moss A, Bark CD\. .*2010;3\(2\):10–20\.$")
    )
    expect(popup.locator(".atlas-popup-line")).to_have_text(["Why cited: Background", "Also as a method."])
    links = popup.locator("a").evaluate_all("links => links.map(link => [link.textContent, link.href])")
    page = tab.url.replace("index.html", "references/moss2010.html")
    assert links == [["doi:10.5555/87654321", "https://doi.org/10.5555/87654321"], ["Page of this work", page]]


@pytest.mark.parametrize(
    ("page", "identifier", "title"),
    [
        ("a/b/deep.html", "deep", "[48] Moss"),
        ("index.html", "entity", "Grey lichen"),
        ("index.html", "page", "All works"),
        ("index.html", "odd", "Odd"),
        ("index.html", "here", "Text"),
    ],
    ids=["two folders deep", "a folder as address", "no anchor", "an odd anchor", "the same page"],
)
def test_every_address_finds_its_preview(visit: Visit, page: str, identifier: str, title: str) -> None:
    """Wherever the link stands and whatever it leads to."""
    popup = hovered(visit(page), identifier)
    expect(popup.locator(".atlas-popup-title")).to_contain_text(title)


def test_a_pointer_that_passes_opens_nothing(visit: Visit) -> None:
    """The pointer has to rest for 200 ms; then the preview opens."""
    tab = visit()
    tab.clock.install()
    tab.clock.pause_at("2100-01-01")
    tab.locator("#single").hover()
    tab.clock.run_for(199)
    expect(tab.locator(POPUP)).to_have_count(0)
    tab.clock.run_for(1)
    expect(tab.locator(POPUP)).to_be_visible()


def test_the_pointer_may_enter_and_stay(visit: Visit) -> None:
    """A gap between link and preview may be crossed; away from both, the preview closes."""
    tab = visit()
    tab.clock.install()
    tab.clock.pause_at("2100-01-01")
    tab.locator("#single").hover()
    tab.clock.run_for(200)
    expect(tab.locator(POPUP)).to_be_visible()
    tab.locator("h1").hover()
    tab.clock.run_for(299)
    tab.locator(POPUP).hover()
    tab.clock.run_for(5000)
    expect(tab.locator(POPUP)).to_be_visible()
    tab.locator("h1").hover()
    tab.clock.run_for(300)
    expect(tab.locator(POPUP)).to_have_count(0)


def test_one_preview_at_a_time(visit: Visit) -> None:
    """The next link replaces the preview of the last one, and only its own link says that it is open."""
    tab = visit()
    hovered(tab, "single")
    tab.locator("#third").hover()
    expect(tab.locator("[aria-expanded]")).to_have_id("third")
    expect(tab.locator(".atlas-popup-box")).to_have_count(1)


def test_links_in_a_preview_have_none(visit: Visit) -> None:
    """The first tap follows, even where the link leads to what has a preview."""
    tab = visit(**PHONE)
    tab.locator("#single").tap()
    link = tab.locator(POPUP).get_by_role("link").first
    link.evaluate("link => { link.href = 'references.html#ref-fern' }")
    link.tap()
    tab.wait_for_url("**/references.html#ref-fern")


# groups


def test_a_group_shows_all_members(visit: Visit) -> None:
    """In their order, with the one that was pointed at marked."""
    tab = visit()
    popup = hovered(tab, "third")
    expect(popup.locator(".atlas-popup-title")).to_contain_text(["[48] Moss", "[49] Bark", "[50] Fern"])
    expect(popup.locator("[aria-current]").locator(".atlas-popup-title")).to_contain_text(["[50] Fern"])
    expect(popup).to_have_attribute("aria-label", "Preview of reference 48, 49, 50")


def test_the_marked_member_is_seen(visit: Visit) -> None:
    """Also in a window that is too low for the whole group."""
    popup = hovered(visit(viewport={"width": 320, "height": 256}), "third")
    expect(popup.locator("[aria-current]")).to_be_in_viewport(ratio=1)


def test_a_warning_stands_first(visit: Visit) -> None:
    """Before the title; other works have none."""
    item = hovered(visit(), "second").locator("[aria-current]")
    expect(item.locator("> *").first).to_have_class("atlas-popup-warning")
    expect(item.locator("> *").first).to_have_text("Retracted on 1 May 2020")
    expect(item.page.locator(".atlas-popup-warning")).to_have_count(1)


# keyboard


def test_focus_opens_at_once(visit: Visit) -> None:
    """No clock has to run; the preview has a role and a name, the link says that it is open and where."""
    tab = visit()
    tab.clock.install()
    tab.clock.pause_at("2100-01-01")
    popup = tabbed(tab, "single")
    expect(tab.get_by_role("group", name="Preview of reference 48", exact=True)).to_be_visible()
    expect(tab.locator("#single")).to_have_attribute("aria-expanded", "true")
    expect(tab.locator("#single")).to_have_attribute("aria-controls", popup.get_attribute("id") or "")


def test_tab_goes_through_the_preview_and_on(visit: Visit) -> None:
    """From the link to the links of its preview, then to the next link of the page; the preview is closed behind."""
    tab = visit()
    popup = tabbed(tab, "single")
    for name in ("doi:10.5555/87654321", "Page of this work"):
        tab.keyboard.press("Tab")
        expect(popup.get_by_role("link", name=name)).to_be_focused()
    tab.keyboard.press("Tab")
    expect(tab.locator("#first")).to_be_focused()
    expect(tab.locator("#single")).not_to_have_attribute("aria-expanded", "true")
    expect(tab.locator("#single")).not_to_have_attribute("aria-controls", "atlas-popup")
    tab_to(tab, "after")
    expect(popup).to_have_count(0)


def test_esc_closes_and_keeps_the_focus(visit: Visit) -> None:
    """It stays closed until the focus has left the link."""
    tab = visit()
    popup = tabbed(tab, "single")
    expect(popup).to_be_visible()
    tab.keyboard.press("Escape")
    expect(popup).to_have_count(0)
    expect(tab.locator("#single")).to_be_focused()
    tab.locator("#single").dispatch_event("focusin")
    expect(popup).to_have_count(0)
    tab.keyboard.press("Shift+Tab")
    tab.keyboard.press("Tab")
    expect(popup).to_be_visible()


def test_esc_within_the_preview_leads_back_to_the_link(visit: Visit) -> None:
    """And the preview stays closed."""
    tab = visit()
    popup = tabbed(tab, "single")
    tab.keyboard.press("Tab")
    expect(popup.get_by_role("link").first).to_be_focused()
    tab.keyboard.press("Escape")
    expect(tab.locator("#single")).to_be_focused()
    expect(popup).to_have_count(0)


def test_esc_closes_what_the_pointer_opened(visit: Visit) -> None:
    """It stays closed while the pointer stays on the link, and opens when it comes again."""
    tab = visit()
    tab.clock.install()
    tab.clock.pause_at("2100-01-01")
    tab.locator("#single").hover()
    tab.clock.run_for(200)
    expect(tab.locator(POPUP)).to_be_visible()
    tab.keyboard.press("Escape")
    tab.locator("#single").dispatch_event("pointerover", {"pointerType": "mouse", "bubbles": True})
    tab.clock.run_for(1000)
    expect(tab.locator(POPUP)).to_have_count(0)
    tab.locator("h1").hover()
    tab.locator("#single").hover()
    tab.clock.run_for(200)
    expect(tab.locator(POPUP)).to_be_visible()


def test_what_the_focus_opened_outlasts_the_pointer(visit: Visit) -> None:
    """The pointer may come and go while the link has the focus."""
    tab = visit()
    tab.clock.install()
    tab.clock.pause_at("2100-01-01")
    popup = tabbed(tab, "single")
    popup.hover()
    tab.locator("h1").hover()
    tab.clock.run_for(5000)
    expect(popup).to_be_visible()


# tap


def test_the_first_tap_opens_and_the_second_follows(visit: Visit) -> None:
    """On the same link."""
    tab = visit(**PHONE)
    tab.locator("#single").tap()
    expect(tab.locator(POPUP)).to_be_visible()
    assert tab.url.endswith("index.html")
    tab.locator("#single").tap()
    tab.wait_for_url("**/references.html#ref-moss2010")


def test_a_tap_on_another_member_marks_it(visit: Visit) -> None:
    """It does not follow."""
    tab = visit(**PHONE)
    tab.locator("#first").tap()
    expect(tab.locator(f"{POPUP} [aria-current]")).to_contain_text("[48]")
    tab.locator("#second").tap()
    expect(tab.locator(f"{POPUP} [aria-current]")).to_contain_text("[49]")
    assert tab.url.endswith("index.html")


def test_a_tap_elsewhere_closes(visit: Visit) -> None:
    """A tap within does not."""
    tab = visit(**PHONE)
    tab.locator("#single").tap()
    popup = tab.locator(POPUP)
    popup.locator(".atlas-popup-title").tap()
    expect(popup).to_be_visible()
    tab.locator("h1").tap()
    expect(popup).to_have_count(0)


def test_a_tap_on_a_link_without_preview_follows(visit: Visit, said: list[str]) -> None:
    """The first tap already."""
    tab = visit(**PHONE)
    tab.locator("#fileless").tap()
    tab.wait_for_url("**/nowhere.html#one")
    assert said == [NOT_FOUND]
    said.clear()


def test_a_click_follows(visit: Visit) -> None:
    """With a mouse, and with the keyboard, also after a tap."""
    tab = visit(**PHONE)
    tab.locator("#single").click()
    tab.wait_for_url("**/references.html#ref-moss2010")
    tab.go_back()
    tab.locator("h1").tap()
    tab.locator("#single").focus()
    tab.keyboard.press("Escape")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/references.html#ref-moss2010")


def test_leaving_closes(visit: Visit) -> None:
    """A jump on the page, and the way to another page, so that the way back finds no preview."""
    tab = visit(**PHONE)
    popup = tab.locator(POPUP)
    tab.locator("#here").tap()
    expect(popup).to_be_visible()
    tab.locator("#here").tap()
    expect(popup).to_have_count(0)
    tab.locator("#single").tap()
    expect(popup).to_be_visible()
    tab.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    expect(popup).to_have_count(0)


# what is missing, what is hostile


def test_a_link_without_preview_stays_a_link(visit: Visit, said: list[str]) -> None:
    """No preview for an unknown anchor, page or site; a missing file is asked for once, and the browser alone tells."""
    tab = visit()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    for identifier in ("keyless", "malformed", "fileless", "fileless-too", "elsewhere", "fileless"):
        tab_to(tab, identifier)
        expect(tab.locator(POPUP)).to_have_count(0)
        tab.locator("#before").focus()
    tabbed(tab, "entity")
    assert said == [NOT_FOUND]
    said.clear()
    assert asked.count("nowhere.html.js") == 1
    assert asked.count("references.html.js") == 1


def test_data_stay_text(visit: Visit) -> None:
    """Markup in titles and lines is shown as it is written."""
    tab = visit()
    item = hovered(tab, "second").locator("[aria-current]")
    expect(item).to_contain_text("""<img src=x onerror="document.title='run'"> & <b>green</b>""")
    expect(item).to_contain_text("<i>Why</i>: <script>")
    expect(item.locator("img, b, i, script")).to_have_count(0)
    expect(tab).to_have_title("index.html")


def test_unsafe_addresses_are_no_links(visit: Visit) -> None:
    """Only the web and pages of the site are led to; other addresses are shown as text."""
    item = hovered(visit(), "second").locator("[aria-current]")
    expect(item.get_by_text("hidden script")).to_be_visible()
    assert item.locator("a").evaluate_all("links => links.map(link => link.href)") == ["http://example.org/"]


def test_an_image_comes_from_the_site_only(visit: Visit) -> None:
    """With its alternative text; an image of another host is not asked for, which `visit` watches."""
    tab = visit()
    popup = hovered(tab, "figure")
    image = popup.get_by_alt_text("A lichen")
    expect(image).to_have_js_property("naturalWidth", 300)
    tab.locator("h1").hover()
    expect(hovered(tab, "foreign")).to_contain_text("Figure 2")
    expect(popup.locator("img")).to_have_count(0)


def test_the_scripts_obey_a_strict_policy(browser: Browser, small_site: Path) -> None:
    """Scripts, styles and images of the own site only; nothing in the pages themselves."""

    def answer(route: Route) -> None:
        path = small_site / route.request.url.partition("atlas.test/")[2].partition("?")[0]
        policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'"
        route.fulfill(path=path, headers={"Content-Security-Policy": policy})

    context = browser.new_context()
    said: list[str] = []
    context.on("console", lambda message: said.append(message.text))
    context.route("**/*", answer)
    tab = context.new_page()
    tab.goto("https://atlas.test/a/b/deep.html")
    expect(hovered(tab, "deep")).to_contain_text("[48] Moss")
    assert said == []
    context.close()


@pytest.mark.parametrize(("name", "limit"), [("previews.js", 10_000), ("copy.js", 2_000)])
def test_scripts_are_small_and_make_no_markup(name: str, limit: int) -> None:
    """Sizes as they stand, compressed for the first and plain for the second; no way from text to markup or code."""
    script = (STATIC / name).read_bytes()
    assert len(gzip.compress(script) if name == "previews.js" else script) < limit
    assert (
        re.search(rb"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|eval\(|Function\(", script)
        is None
    )


def test_without_scripts_links_lead_on(visit: Visit) -> None:
    """Nothing is lost."""
    tab = visit(java_script_enabled=False)
    tab.locator("#single").click()
    tab.wait_for_url("**/references.html#ref-moss2010")


# place and look


@pytest.mark.parametrize("size", [(320, 256), (320, 640), (1440, 900)], ids=str)
@pytest.mark.parametrize("text", ["100%", "200%"])
def test_the_preview_stands_within_the_window(visit: Visit, size: tuple[int, int], text: str) -> None:
    """Beside its link, not over it, and the page gets no wider."""
    tab = visit(viewport={"width": size[0], "height": size[1]})
    tab.evaluate("size => document.documentElement.style.fontSize = size", text)
    width = tab.evaluate("document.documentElement.scrollWidth")
    for identifier in ("single", "second", "figure", "tall", "table", "last"):
        popup = hovered(tab, identifier)
        if identifier == "figure":
            expect(popup.get_by_role("img")).to_have_js_property("complete", value=True)
        box, link = box_of(popup), box_of(tab.locator(f"#{identifier}"))
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size[0]
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= size[1]
        assert box["y"] >= link["y"] + link["height"] or box["y"] + box["height"] <= link["y"]
        assert tab.evaluate("document.documentElement.scrollWidth") == width
        tab.keyboard.press("Escape")
    if text == "100%":
        assert width == size[0]


def test_a_tall_preview_scrolls_within(visit: Visit) -> None:
    """By keyboard too, though it has no link; the page behind stays where it is."""
    tab = visit(viewport={"width": 390, "height": 600})
    popup = tabbed(tab, "tall")
    tab.keyboard.press("Tab")
    expect(popup).to_be_focused()
    tab.keyboard.press("End")
    expect(popup.get_by_text("Line 199")).to_be_in_viewport()
    assert tab.evaluate("scrollY") == 0


def test_nothing_clips_the_preview(visit: Visit) -> None:
    """Neither a table that scrolls nor a box that moves the ground for fixed things."""
    tab = visit()
    tab.locator(".table-wrapper").evaluate("wrapper => { wrapper.style.transform = 'translateX(10px)' }")
    popup = hovered(tab, "table")
    box = box_of(popup)
    assert box["height"] > 60
    for corner in ((2, 2), (box["width"] - 2, 2), (2, box["height"] - 2), (box["width"] - 2, box["height"] - 2)):
        point = [box["x"] + corner[0], box["y"] + corner[1]]
        assert popup.evaluate("(popup, [x, y]) => popup.contains(document.elementFromPoint(x, y))", point)
    style = popup.evaluate("popup => [getComputedStyle(popup).fontStyle, getComputedStyle(popup).textIndent]")
    assert style == ["normal", "0px"]


def test_the_text_stays_where_it_is(visit: Visit) -> None:
    """An open preview moves no word."""
    tab = visit(viewport={"width": 320, "height": 800})
    words = "[...document.querySelectorAll('article :is(a, p)')].map(e => JSON.stringify(e.getBoundingClientRect()))"
    before = tab.evaluate(words)
    popup = tabbed(tab, "first")
    expect(popup).to_be_visible()
    popup.evaluate("popup => popup.replaceChildren()")
    assert tab.evaluate(words) == before


def test_the_preview_follows_its_link(visit: Visit) -> None:
    """When the page scrolls; when the link has left the window, the preview closes."""
    tab = visit(viewport={"width": 768, "height": 600})
    popup = tabbed(tab, "single")
    gap = box_of(popup)["y"] - box_of(tab.locator("#single"))["y"]
    tab.evaluate("scrollTo({top: 40, behavior: 'instant'})")
    tab.wait_for_function("scrollY === 40")
    tab.evaluate("new Promise(requestAnimationFrame)")
    assert box_of(popup)["y"] - box_of(tab.locator("#single"))["y"] == pytest.approx(gap, abs=0.1)
    tab.evaluate("scrollTo({top: 900, behavior: 'instant'})")
    expect(popup).to_have_count(0)


def test_the_preview_follows_its_link_in_a_table(visit: Visit) -> None:
    """When a box within the page scrolls, and when the window gets another size."""
    tab = visit(viewport={"width": 1000, "height": 600})
    tab.locator("#elsewhere").focus()
    popup = tabbed(tab, "table")
    tab.locator(".table-wrapper").evaluate("wrapper => { wrapper.scrollLeft += 200 }")
    tab.evaluate("new Promise(requestAnimationFrame)")
    assert box_of(popup)["x"] == pytest.approx(box_of(tab.locator("#table"))["x"], abs=0.1)
    tab.set_viewport_size({"width": 600, "height": 600})
    tab.evaluate("new Promise(requestAnimationFrame)")
    assert box_of(popup)["x"] + box_of(popup)["width"] <= 600


def test_a_preview_that_has_the_focus_stays(visit: Visit) -> None:
    """Its link may leave the window."""
    tab = visit(viewport={"width": 768, "height": 600})
    popup = tabbed(tab, "single")
    tab.keyboard.press("Tab")
    tab.evaluate("scrollTo({top: 900, behavior: 'instant'})")
    tab.wait_for_function("scrollY === 900")
    tab.evaluate("new Promise(requestAnimationFrame)")
    expect(popup).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(visit: Visit, scheme: str) -> None:
    """With the preview open, in both colour schemes."""
    tab = visit(color_scheme=scheme)
    for identifier in ("second", "figure", "tall"):
        tabbed(tab, identifier)
        assert violations(tab) == []


def test_colours_follow_the_scheme(visit: Visit) -> None:
    """Dark on light, light on dark."""
    ground = "popup => getComputedStyle(popup).backgroundColor"
    shades = {scheme: hovered(visit(color_scheme=scheme), "single").evaluate(ground) for scheme in ("light", "dark")}
    assert shades["light"] == "rgb(255, 255, 255)"
    assert shades["dark"] == "rgb(19, 20, 22)"


def test_forced_colours_keep_borders_and_mark(visit: Visit) -> None:
    """The mark is seen without the colours of the theme."""
    popup = hovered(visit(forced_colors="active"), "second")
    edges = "items => items.map(item => getComputedStyle(item).borderLeftColor)"
    first, second, third = popup.locator(".atlas-popup-item").evaluate_all(edges)
    assert first == third == popup.evaluate("popup => getComputedStyle(popup).backgroundColor")
    assert first != second
    assert popup.evaluate("popup => getComputedStyle(popup).borderTopStyle") == "solid"


def test_nothing_moves(visit: Visit) -> None:
    """There is no motion that anyone could ask to reduce."""
    assert hovered(visit(), "single").evaluate("popup => popup.getAnimations({subtree: true}).length") == 0


def test_print_shows_no_preview(visit: Visit) -> None:
    """Though it is open."""
    tab = visit()
    popup = hovered(tab, "single")
    tab.emulate_media(media="print")
    expect(popup).to_be_hidden()
