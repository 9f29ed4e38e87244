"""The site under a strict policy, served with it and opened from files: everything works, and nothing is said."""

from __future__ import annotations

import re
import time
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from atlas.checks.site import policy
from atlas.checks.site.reading import read_site
from tests.site.conftest import listen
from tests.site.server import serving
from tests.site.test_browser import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Route

    from tests.build import Site

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'"
)
FRAMES = """
window.frames_with_a_body = [];
const note = () => {
    if (document.body) frames_with_a_body.push(document.body.dataset.theme ?? 'none');
    requestAnimationFrame(note);
};
note();
"""
"""A script that notes before each frame what the body says of the theme."""

FORBIDDEN = """<!doctype html><title>Still</title><link rel="icon" href="data:,">
<p onclick="document.title = 'run'">Run</p><script>document.title = 'run'</script><img src="https://example.org/x.png">
"""


@pytest.fixture(scope="module", params=["served", "opened"])
def address(request: pytest.FixtureRequest, site: Site) -> Iterator[str]:
    """Return where the site is: on a server that sends the policy, or in a folder, where its pages bring it."""
    if request.param == "opened":
        yield site.folder.as_uri()
        return
    with serving(site.folder, Content_Security_Policy=POLICY) as base:
        yield base


@pytest.fixture
def tab(browser: Browser, address: str, said: list[str]) -> Iterator[Page]:
    """Return an empty tab; what is said in it is kept."""
    context = browser.new_context()
    listen(context, address, said)
    yield context.new_page()
    context.close()


# what stands in the pages


def test_the_site_has_no_finding(site: Site) -> None:
    """No script stands in a page, among others."""
    built = read_site(site.folder, site.folder, None)
    assert [*policy.scripts_are_files(built), *policy.pages_have_a_policy(built)] == []


def test_every_page_brings_the_policy(site: Site) -> None:
    """Once, before anything that it is to hold for."""
    for name, page in site.pages.items():
        (policy,) = page.xpath("//head/meta[@http-equiv='Content-Security-Policy']")
        assert policy.get("content") == POLICY, name
        assert policy.xpath("preceding::*[self::script or self::style or self::link[@rel='stylesheet']]") == [], name


def test_nothing_but_a_script_is_cut_from_the_theme() -> None:
    """Our template leaves a block of the theme out: what stands there must be what `theme.js` does."""
    template = (files("furo") / "theme" / "furo" / "base.html").read_text("utf-8")
    (block,) = re.findall(r"{%-? block body -?%}(.*?){%-? endblock", template, re.DOTALL)
    script = 'document.body.dataset.theme = localStorage.getItem("theme") || "auto";'
    assert " ".join(block.split()) == f"<script> {script} </script>"


# what happens on them


def test_what_the_policy_forbids_is_heard(browser: Browser, tmp_path: Path) -> None:
    """Or silence would prove nothing."""
    (tmp_path / "index.html").write_text(FORBIDDEN, "utf-8")
    heard: list[str] = []
    with serving(tmp_path, Content_Security_Policy=POLICY) as base:
        context = browser.new_context()
        listen(context, base, heard)
        tab = context.new_page()
        tab.goto(base)
        tab.get_by_text("Run").click()
        expect(tab).to_have_title("Still")
        context.close()
    assert {line for line in heard if line.startswith("violation")} == {
        "violation of script-src-elem: inline",
        "violation of script-src-attr: inline",
        "violation of img-src: https://example.org/x.png",
    }


@pytest.mark.parametrize("page", KINDS)
def test_pages_are_silent(tab: Page, address: str, page: str) -> None:
    """Every kind of page, to its end; the scripts have run."""
    tab.goto(f"{address}/{page}.html")
    tab.keyboard.press("End")
    tab.wait_for_load_state("networkidle")
    expect(tab.locator("html")).not_to_have_class(re.compile("no-js"))
    expect(tab.locator("body")).to_have_attribute("data-theme", "auto")
    assert tab.locator("[data-copy]").count() == tab.locator(".atlas-copy").count()


def test_a_search_finds(tab: Page, address: str) -> None:
    """From the box on any page."""
    tab.goto(f"{address}/review/fate.html")
    tab.get_by_role("textbox", name="Search").fill("miR-21")
    tab.keyboard.press("Enter")
    tab.locator("ul.search a", has_text="miR-21").first.click()
    expect(tab.locator("h1")).to_contain_text("miR-21")


def test_a_table_is_explored_and_saved(tab: Page, address: str) -> None:
    """Also with the works, which are loaded when they are asked for."""
    tab.goto(f"{address}/evidence/functions.html")
    tab.get_by_label("Search in the rows").fill("rat")
    tab.get_by_role("button", name="Narrow down").click()
    tab.get_by_role("checkbox").first.check()
    tab.get_by_role("button", name="Save", exact=True).click()
    for form in ("CSV", "JSON", "BibTeX", "RIS"):
        with tab.expect_download() as caught:
            tab.get_by_role("button", name=form, exact=True).click()
        assert Path(caught.value.path()).stat().st_size > 100


def test_a_figure_answers(tab: Page, address: str) -> None:
    """BokehJS and its style sheets included: a mark is read and narrows the table down, in both themes."""
    tab.goto(f"{address}/evidence/functions.html")
    figure = tab.locator("figure.atlas-figure").first
    figure.get_by_role("button", name="Make interactive").click()
    expect(figure.locator(".atlas-live")).to_be_visible(timeout=30_000)
    mark = figure.locator(".atlas-drawing a .m").first
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box is not None
    tab.mouse.move(box["x"] + 9, box["y"] + 9)
    expect(tab.locator(".bk-Tooltip")).to_be_visible()
    tab.mouse.click(box["x"] + 9, box["y"] + 9)
    expect(tab.locator(".atlas-explorer-sentence").first).to_contain_text("Chosen in")
    tab.emulate_media(color_scheme="dark")
    tab.evaluate("new Promise(requestAnimationFrame)")


def test_a_preview_opens(tab: Page, address: str) -> None:
    """Under the pointer."""
    tab.goto(f"{address}/diseases/kidney.html")
    tab.locator("article .atlas-citation a.atlas-preview").first.hover()
    expect(tab.locator(".atlas-popup-title").first).to_be_visible()


def test_a_text_is_copied(tab: Page, address: str) -> None:
    """With the button behind it."""
    tab.goto(f"{address}/about.html")
    tab.locator(".atlas-copy").first.click()
    expect(tab.locator(".atlas-copy").first).to_have_text("Copied")


def test_the_theme_is_chosen_and_kept(tab: Page, address: str, said: list[str]) -> None:
    """On the next page too; that it was changed is all that the theme says."""
    tab.goto(f"{address}/index.html")
    body = tab.locator("body")
    expect(body).to_have_attribute("data-theme", "auto")
    for theme in ("dark", "light"):
        tab.get_by_role("button", name="color theme").locator("visible=true").click()
        expect(body).to_have_attribute("data-theme", theme)
        tab.goto(f"{address}/review/fate.html")
        expect(body).to_have_attribute("data-theme", theme)
    assert said == ["Changed to dark mode.", "Changed to light mode."]
    said.clear()


def test_no_frame_has_the_wrong_theme(tab: Page, address: str) -> None:
    """However long the script is on its way: there is no body before the theme is known."""

    def late(route: Route) -> None:
        time.sleep(0.3)
        route.continue_()

    tab.goto(f"{address}/index.html")
    tab.evaluate("localStorage.setItem('theme', 'dark')")
    tab.route("**/theme.js", late)
    tab.add_init_script(FRAMES)
    tab.goto(f"{address}/evidence/functions.html")
    tab.evaluate("new Promise(requestAnimationFrame)")
    assert set(tab.evaluate("frames_with_a_body")) == {"dark"}
