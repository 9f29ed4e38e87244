"""The figures of the site: colours that stand out, words on a phone, on paper and without scripts, links that hold."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.site.conftest import violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from atlas.library import Library
    from tests.build import Site

STYLE = (Path(__file__).parents[2] / "_static" / "figures.css").read_text("utf-8")
BACKGROUNDS = {"light": "#ffffff", "dark": "#131416"}
"""Of the theme, on which drawings stand."""


def palettes() -> dict[str, dict[str, str]]:
    """Return the colours that the style sheet sets: for light, for dark by choice, for dark by system."""
    blocks = [dict(re.findall(r"--atlas-figure-(\w+): (#\w+);", block)) for block in re.findall(r"{([^{}]*)}", STYLE)]
    light, chosen, system = (block for block in blocks if block)
    return {"light": light, "dark": chosen, "system": system}


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2 defines it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour in hexadecimal."""
    digits = "".join(digit * 2 for digit in colour[1:]) if len(colour) == 4 else colour[1:]
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_stand_out(theme: str) -> None:
    """Marks from the background by 3 to 1, words from what they stand on by 4.5 to 1."""
    colours = palettes()[theme]
    assert contrast(colours["back"], BACKGROUNDS[theme]) < 1.01
    for name in ("plain", "strong", "pattern", "open"):
        assert contrast(colours[name], colours["back"]) >= 3, name
    assert contrast(colours["text"], colours["back"]) >= 4.5
    for name in ("plain", "strong"):
        assert contrast(colours["on"], colours[name]) >= 4.5, name


def test_dark_is_the_same_however_it_is_chosen() -> None:
    """By the button of the theme or by the system; and where no property is set, colours are those of light."""
    assert palettes()["dark"] == palettes()["system"]
    fallbacks = set(re.findall(r"var\(--atlas-figure-(\w+), (#\w+)\)", STYLE))
    assert fallbacks <= set(palettes()["light"].items())
    assert not re.search(r"(?:fill|stroke|background): #", STYLE)


def test_every_figure_is_at_home_on_one_page(site: Site, atlas_library: Library) -> None:
    """No figure is planned and shown nowhere; its data stand in the machine copy."""
    crate = json.loads((site.folder / "api/v1/ro-crate-metadata.json").read_text("utf-8"))["@graph"]
    described = {node["@id"]: node.get("description") for node in crate}
    for plan in atlas_library.scheme.figures:
        pages = [name for name, page in site.pages.items() if page.xpath(f"//figure[@id='figure-{plan.id}']")]
        assert len(pages) == 1, plan.id
        assert (site.folder / f"api/v1/figures/{plan.id}.csv").is_file()
        assert described[f"figures/{plan.id}.csv"]


def test_links_of_drawings_lead_to_anchors(site: Site) -> None:
    """Each link of each drawing leads to a page of the site, and to an anchor that stands there."""
    checked = 0
    for name, page in site.pages.items():
        for link in page.xpath("//*[local-name()='svg'][contains(@class, 'atlas-drawing')]//@href"):
            path, _, anchor = str(link).partition("#")
            target = (site.folder / name).parent / path if path else site.folder / f"{name}.html"
            there = site.pages[target.resolve().relative_to(site.folder.resolve()).with_suffix("").as_posix()]
            assert not anchor or there.get_element_by_id(anchor, None) is not None, (name, link)
            checked += 1
    assert checked > 100


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", ["evidence/functions", "cargo/index", "evidence/trials", "references"])
def test_figures_fit_a_phone_without_scripts(site: Site, browser: Browser, page: str, scheme: str) -> None:
    """Without scripts the drawing stands there in its reserved size and scrolls in its own box."""
    context = browser.new_context(
        viewport={"width": 320, "height": 800},
        java_script_enabled=False,
        color_scheme="dark" if scheme == "dark" else "light",
    )
    tab = context.new_page()
    tab.goto((site.folder / f"{page}.html").as_uri())
    box = tab.locator(".atlas-scroll").first.bounding_box()
    drawing = tab.locator(".atlas-drawing").first
    assert box is not None
    assert box["x"] + box["width"] <= 320
    size = drawing.bounding_box()
    assert size is not None
    assert (size["width"], size["height"]) == (
        float(drawing.get_attribute("width") or 0),
        float(drawing.get_attribute("height") or 0),
    )
    context.close()


def test_marks_are_reached_and_followed_by_keyboard(site: Site, browser: Browser) -> None:
    """A mark takes the focus; following it opens what is folded around its row."""
    tab = browser.new_page()
    tab.goto((site.folder / "sources/index.html").as_uri())
    mark = tab.locator(".atlas-drawing a[href^='#']").first
    mark.focus()
    row = (mark.get_attribute("href") or "")[1:]
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"**#{row}")
    assert tab.locator(f"[id='{row}']").locator("xpath=ancestor::tr").is_visible()
    tab.close()


def test_figures_pass_axe(site: Site, browser: Browser) -> None:
    """Unfolded as well, in the dark."""
    context = browser.new_context(color_scheme="dark")
    tab = context.new_page()
    tab.goto((site.folder / "sources/index.html").as_uri())
    tab.evaluate("document.querySelectorAll('figure details').forEach(one => { one.open = true })")
    assert violations(tab) == []
    context.close()


def test_paper_has_the_drawing_and_the_table(site: Site, browser: Browser) -> None:
    """Nothing is folded on paper, and the drawing fits its width."""
    tab = browser.new_page(viewport={"width": 700, "height": 900})
    tab.goto((site.folder / "sources/index.html").as_uri())
    tab.emulate_media(media="print")
    box = tab.locator(".atlas-drawing").bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 700
    assert tab.locator("#figure-sources-by-disease tbody tr").last.is_visible()
    tab.close()
