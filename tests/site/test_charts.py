"""What axe cannot see in a drawing: words that touch, colours, room for a finger, what is read aloud, wrong numbers.

Every drawing of the site is looked at. `drawn` says what it should show.
"""

from __future__ import annotations

import math
import re
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from atlas.model.values import Draws, Missing
from atlas.render.figures.drawn import drawn
from tests.site.browser import sideways
from tests.site.charts import charts, contrast, distance, middle, overlap, sides
from tests.site.conftest import violations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement
    from playwright.sync_api import Browser, Page

    from atlas.library import Library
    from atlas.model.records import Claim
    from atlas.model.scheme import Plan
    from atlas.render.blocks import Figure
    from tests.build import Site
    from tests.site.charts import Chart

FINGER = 24
"""The least side of a target in pixels, and the least distance of the middles of two smaller ones (WCAG 2.5.8)."""

MODES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "print": {"color_scheme": "dark", "media": "print"},
    "forced": {"color_scheme": "dark", "forced_colors": "active"},
}


def pages_with_figures(site: Site) -> list[str]:
    """Return the names of all pages that show a figure."""
    return [name for name, page in site.pages.items() if page.xpath("//figure[contains(@class, 'atlas-figure')]")]


class Tabs(Protocol):
    """Open every page with a figure, one after another, in a window of a width and a mode."""

    def __call__(self, width: int = 1440, mode: str = "light") -> Iterator[Page]:
        """Yield the tabs."""


class Shown(Protocol):
    """Measure all drawings of the site, once for each width and mode."""

    def __call__(self, width: int = 1440, mode: str = "light") -> list[tuple[Chart, Figure]]:
        """Return every drawing with the figure that it shows."""


@pytest.fixture(scope="module")
def tabs(site: Site, browser: Browser) -> Tabs:
    """Return a way to look at all pages with figures."""

    def opened(width: int = 1440, mode: str = "light") -> Iterator[Page]:
        context = browser.new_context(viewport={"width": width, "height": 800})
        tab = context.new_page()
        tab.emulate_media(**MODES[mode])
        for name in pages_with_figures(site):
            tab.goto((site.folder / f"{name}.html").as_uri())
            if mode == "forced":  # as for somebody who chose light on the page: the system's colours are stronger
                tab.evaluate("document.body.dataset.theme = 'light'")
            yield tab
        context.close()

    return opened


@pytest.fixture(scope="module")
def shown(tabs: Tabs, atlas_library: Library) -> Shown:
    """Return a way to look at all drawings; none may be missing."""

    @cache
    def measured(width: int = 1440, mode: str = "light") -> list[tuple[Chart, Figure]]:
        found = [(chart, drawn(atlas_library, chart.id)) for tab in tabs(width, mode) for chart in charts(tab)]
        assert sorted(chart.id for chart, _ in found) == sorted(atlas_library.scheme.figure)
        return found

    return measured


@pytest.mark.parametrize("width", [1440, 320])
def test_words_neither_touch_nor_leave_the_drawing(shown: Shown, width: int) -> None:
    """No text lies on another or beyond the edge, what stands on a mark stays on it, and all can be read."""
    for chart, _ in shown(width):
        touching = [
            (one["words"], other["words"])
            for one, other in combinations(chart.texts, 2)
            if overlap(one["corners"], other["corners"], slack=2)
        ]
        assert touching == [], chart.id
        for text in chart.texts:
            assert text["pixels"] >= 11, (chart.id, text["words"])
            for x, y in text["corners"]:
                assert -1 <= x <= chart.size[0] + 1, (chart.id, text["words"])
                assert -1 <= y <= chart.size[1] + 1, (chart.id, text["words"])
        for mark in chart.marks:
            if mark["text"]:
                assert all(distance(at, mark["corners"]) == 0 for at in _inner(mark["text"]["corners"])), mark["name"]


def _inner(corners: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the corners of a text as high as its letters, which are lower than its line."""
    (left, top), (right, _), (_, bottom), _ = corners
    return [(x, y) for x in (left, right) for y in (top + 3, bottom - 3)]


@pytest.mark.parametrize("mode", MODES)
def test_colours_stand_out_as_computed(shown: Shown, mode: str) -> None:
    """Marks from the background by 3 to 1, words from what they stand on by 4.5 to 1, whoever sets the colours."""
    for chart, _ in shown(mode=mode):
        for mark in [*chart.marks, *chart.legend]:
            look = mark["look"]
            edge = look["stroke"] if look["dashed"] or look["fill"] == "none" else look["fill"]
            assert contrast(edge, chart.back) >= 3, (chart.id, mark)
        for mark in chart.marks:
            if mark["text"]:
                solid = mark["style"] in {"plain", "strong"}
                ground = mark["look"]["fill"] if solid else mark["text"]["halo"]
                assert contrast(mark["text"]["fill"], ground) >= 4.5, (chart.id, mark)
        for text in chart.texts:
            if not text["on"]:
                assert contrast(text["fill"], chart.back) >= 4.5, (chart.id, text["words"])


@pytest.mark.parametrize("mode", ["light", "forced"])
def test_marks_differ_by_more_than_colour(shown: Shown, mode: str) -> None:
    """By their pattern, their dashes or their foot; and each looks as the legend says."""
    for chart, figure in shown(mode=mode):
        looks: dict[str, set[tuple[Any, ...]]] = {}
        for mark in [*(one for one in chart.marks if one["look"]["fill"] != "none"), *chart.legend]:
            signs = tuple(mark["look"][name] for name in ("pattern", "dashed", "foot"))
            looks.setdefault(mark["style"], set()).add(signs)
        assert all(len(signs) == 1 for signs in looks.values()), (chart.id, looks)
        assert len({next(iter(signs)) for signs in looks.values()}) == len(looks), (chart.id, looks)
        assert {style for style, _ in figure.drawing.legend} == {one["style"] for one in chart.legend}
        assert {mark.style for mark in figure.drawing.marks} <= set(looks)


def test_marks_can_be_hit(shown: Shown, site: Site) -> None:
    """Every link has room for a finger, or its middle is far enough from all others.

    Marks whose size is what they say cannot have it: bars, spans and the lines of a flow. For each of them there is
    another way on the same page, as WCAG allows: the row of the table, and the links in it.
    """
    rows = {str(id_) for page in site.pages.values() for id_ in page.xpath("//tr//@id")}
    for chart, figure in shown():
        shapes = iter(figure.drawing.marks)
        targets = []
        for link in chart.links:
            mark = next(shapes) if link["mark"] else None
            if mark is None or mark.shape == "cell":
                targets.append(link)
            else:
                assert f"{figure.table.id}-{mark.row}".lower() in rows, mark
        boxes = [link["corners"] for link in targets]
        small = [number for number, box in enumerate(boxes) if min(sides(box)) < FINGER - 0.1]
        for number in small:
            others = [box for other, box in enumerate(boxes) if other != number]
            assert all(distance(middle(boxes[number]), box) >= FINGER / 2 for box in others), targets[number]
        for one, other in combinations(small, 2):
            apart = math.dist(middle(boxes[one]), middle(boxes[other]))
            assert apart >= FINGER - 0.1, (targets[one]["name"], targets[other]["name"], apart)


def test_marks_are_read_once_and_in_order(tabs: Tabs, atlas_library: Library) -> None:
    """For assistive technology a mark is a link with all its words, in the order of the table, and nothing below it."""
    checked = 0
    for tab in tabs():
        nodes = tab.context.new_cdp_session(tab).send("Accessibility.getFullAXTree")["nodes"]
        by_id = {node["nodeId"]: node for node in nodes}
        for chart in charts(tab):
            figure = drawn(atlas_library, chart.id)
            (group,) = (node for node in nodes if _is(node, "group", figure.title))
            assert group["description"]["value"] == " ".join(figure.description)
            below = list(_below(group, by_id))
            links = [node for node in below if _is(node, "link")]
            ticks = [tick for axis in (figure.drawing.y, figure.drawing.x) for tick in axis.ticks]
            names = [tick.whole or tick.label for tick in ticks if tick.record]
            names += [mark.label for mark in figure.drawing.marks]
            assert [node["name"]["value"] for node in links] == names, chart.id
            for node in links[-len(figure.drawing.marks) :]:
                assert [one for one in _below(node, by_id) if not one["ignored"]] == [], node["name"]
            said = [node["name"]["value"] for node in below if _is(node, "StaticText")]
            assert [mark.text for mark in figure.drawing.marks if mark.text in said and not mark.text.isdigit()] == []
            order = list(dict.fromkeys(mark.row for mark in figure.drawing.marks))
            assert order == [row.target.id for row in figure.table.rows], chart.id
            checked += 1
    assert checked == len(atlas_library.scheme.figures)


def _is(node: dict[str, Any], role: str, name: str | None = None) -> bool:
    return (
        not node["ignored"]
        and node["role"]["value"] == role
        and (name is None or node.get("name", {}).get("value") == name)
    )


def _below(node: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for child in node.get("childIds", []):
        yield by_id[child]
        yield from _below(by_id[child], by_id)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_focus_is_seen_on_every_kind_of_link(tabs: Tabs, mode: str) -> None:
    """On each look of a mark, on upright and on turned labels: an outline, and the picture is another one."""
    kinds = set()
    for tab in tabs(mode=mode):
        tab.keyboard.press("Tab")  # whoever uses the keyboard is shown where it is
        for number, chart in enumerate(charts(tab)):
            drawing = tab.locator(".atlas-drawing").nth(number)
            for position, link in enumerate(chart.links):
                turned = abs(link["corners"][0][1] - link["corners"][1][1]) > 1
                kind = (link["style"], link["look"]["fill"] == "none" if link["look"] else turned)
                if kind in kinds:
                    continue
                kinds.add(kind)
                place = drawing.locator("a").nth(position)
                place.scroll_into_view_if_needed()
                before = tab.screenshot()
                place.evaluate("link => link.focus({preventScroll: true})")
                style = place.evaluate(
                    "link => (({outlineStyle, outlineWidth, outlineColor}) => "
                    "[outlineStyle, outlineWidth, outlineColor])(getComputedStyle(link))"
                )
                assert style[:2] == ["solid", "2px"], (chart.id, link["name"])
                assert contrast(style[2], chart.back) >= 3
                assert tab.screenshot() != before, (chart.id, link["name"])
    assert len(kinds) >= 6, kinds


def test_a_drawing_can_be_skipped(tabs: Tabs) -> None:
    """Before a drawing stands a link past it, seen when it has the focus; from there Tab goes on behind the drawing."""
    for tab in tabs(320):
        for figure in tab.locator("figure.atlas-figure").all():
            link = figure.locator(".atlas-skip")
            assert link.evaluate("link => link.nextElementSibling.matches('.atlas-scroll')")
            assert link.evaluate("link => getComputedStyle(link).clipPath") == "inset(50%)"
            link.focus()
            assert link.evaluate("link => getComputedStyle(link).clipPath") == "none"
            box = link.bounding_box()
            assert box is not None
            assert box["height"] >= FINGER
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 320
            tab.keyboard.press("Enter")
            tab.wait_for_url(re.compile(re.escape(link.get_attribute("href") or "nowhere") + "$"))
            tab.keyboard.press("Tab")
            assert figure.locator("details > summary").first.evaluate("one => one === document.activeElement")


def test_a_drawing_scrolls_in_its_own_box(tabs: Tabs, atlas_library: Library) -> None:
    """The page does not scroll sideways, the first column of words is in the window, and axe has nothing to say."""
    for tab in tabs(320):
        assert sideways(tab) == []
        for box, chart in zip(tab.locator(".atlas-scroll").all(), charts(tab), strict=True):
            place = box.bounding_box()
            assert place is not None
            assert place["x"] >= 0
            assert place["x"] + place["width"] <= 320
            reached = box.evaluate("box => [box.scrollLeft = box.scrollWidth, box.scrollLeft + box.clientWidth][1]")
            assert reached >= chart.size[0] - 1, chart.id
            box.evaluate("box => { box.scrollLeft = 0 }")
            drawing = drawn(atlas_library, chart.id).drawing
            edge = drawing.left + (0 if drawing.y.ticks else drawing.x.pixel(drawing.marks[0].x[1]))
            assert edge <= place["width"], chart.id
            within = [text for text in chart.texts if all(0 <= x <= edge for x, _ in text["corners"])]
            rows = len(drawing.y.ticks) or sum(mark.x[0] == 0 for mark in drawing.marks)
            assert len(within) >= rows, chart.id
        tab.evaluate("document.querySelectorAll('figure details').forEach(one => { one.open = true })")
        assert violations(tab, "figure.atlas-figure") == [], tab.url


COUNTED = {
    Draws.MATRIX: "claims",
    Draws.OVERVIEW: "findings",
    Draws.FLOW: "findings",
    Draws.WORKS: "works",
    Draws.TRIALS: "enrolment",
    Draws.WHEREABOUTS: "works",
    Draws.RANGES: "range",
}
"""The column of the table that holds the number of a mark."""


def test_drawing_and_table_say_the_same(site: Site, atlas_library: Library) -> None:
    """The number on a mark, in its name and in its row on the page are one."""
    for plan, figure, element in _on_pages(site, atlas_library):
        column = [one.id for one in figure.table.columns].index(COUNTED[plan.draws])
        links = element.xpath(
            ".//*[local-name()='svg']//*[local-name()='a'][*[local-name()='rect' or local-name()='path']]"
        )
        assert len(links) == len(figure.drawing.marks)
        for mark, link in zip(figure.drawing.marks, links, strict=True):
            anchor = f"{figure.table.id}-{mark.row}".lower()
            (row,) = element.xpath(f".//tr[.//*[@id='{anchor}']]")
            cell = " ".join(row.xpath("./*[self::th or self::td]")[column].text_content().split())
            name = link.xpath("./*[local-name()='title']")[0].text_content()
            number = "".join(link.xpath("./*[local-name()='text']/text()"))
            assert re.search(rf"(?<!\d){re.escape(cell)}(?!\d)", name), (cell, name)
            if number and plan.draws is not Draws.FLOW and number not in {"?", "*"}:
                assert cell == number or cell.startswith((f"{number} ", "uncited")), (cell, number)


def test_drawings_count_what_the_library_holds(atlas_library: Library) -> None:
    """Cells of a matrix, counted anew from the claims."""
    library = atlas_library
    for plan in library.scheme.figures:
        if plan.draws is Draws.MATRIX:
            rows, columns = (axis.facets[0] for axis in plan.axes)
            counts: dict[str, int] = {}
            for claim in library.findings(library.claims):
                for row in _values(claim, rows):
                    for column in _values(claim, columns):
                        counts[f"{row}-{column}"] = counts.get(f"{row}-{column}", 0) + 1
            assert {mark.row: mark.value for mark in drawn(library, plan.id).drawing.marks} == counts


def _values(claim: Claim, facet: str) -> list[str]:
    value = claim.facets[facet]
    return [value.value.replace(" ", "-")] if isinstance(value, Missing) else list(value)


def test_gaps_are_all_that_the_table_leaves_out(site: Site, atlas_library: Library) -> None:
    """On the page: each pair of a row and a column stands in the table or in the list, never in both."""
    for plan, _, element in _on_pages(site, atlas_library):
        if plan.draws is not Draws.MATRIX:
            continue
        pairs = {
            tuple(cell.text_content().strip(" ¶\n") for cell in row.xpath("./*")[:2])
            for row in element.xpath(".//tbody/tr")
        }
        reasons = {reason.value for reason in Missing}
        rows, columns = ({pair[at] for pair in pairs} - reasons for at in (0, 1))
        assert len(rows) * len(columns) > len(pairs)
        (listed,) = (
            one
            for one in element.xpath("./details")
            if one.xpath("./summary")[0].text_content() == "Empty cells, listed"
        )
        gaps = []
        for item in listed.xpath(".//li"):
            row, _, named = " ".join(item.text_content().split()).partition(": ")
            gaps += [(row, column) for column in named.split("; ")]
        assert len(gaps) == len(set(gaps))
        assert set(gaps) == {(row, column) for row in rows for column in columns} - pairs


def _on_pages(site: Site, library: Library) -> Iterator[tuple[Plan, Figure, HtmlElement]]:
    """Yield every figure: its plan, what it should show, and the element on its page."""
    for plan in library.scheme.figures:
        (element,) = (
            found for page in site.pages.values() for found in page.xpath(f"//figure[@id='figure-{plan.id}']")
        )
        yield plan, drawn(library, plan.id), element
