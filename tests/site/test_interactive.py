"""Interactive figures in a real browser: when they start, what they show and narrow down, and what stays as it is."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from atlas.render.figures.drawn import drawn
from tests.render.test_interactive import FIGURES
from tests.site.browser import sideways
from tests.site.conftest import violations
from tests.site.small import STATIC
from tests.site.test_figures import contrast

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page, Request

    from atlas.library import Library
    from tests.build import Site
    from tests.site.conftest import Visit

PAGE = "evidence/functions.html"
PLAN = "diseases-by-mechanism"
FIGURE = f"figure-{PLAN}"
PLOT = "Bokeh.documents.find((one) => one.get_model_by_name('{}'))"
LINKED = {"diseases-by-mechanism", "diseases-by-cargo", "trials-by-phase", "fate-by-tissue"}
"""Figures with a table of their records on their page."""

SHIFTS = """() => {
    window.shifts = [];
    new PerformanceObserver((list) => {
        for (const { hadRecentInput, sources } of list.getEntries()) {
            const moved = sources.filter(({ node }) => node?.parentElement?.closest('article'));
            if (!hadRecentInput) window.shifts.push(...moved.map(({ node }) => node.className || node.nodeName));
        }
    }).observe({ type: 'layout-shift', buffered: true });
}"""


@pytest.fixture(scope="module")
def small_site(site: Site) -> Path:
    """Return the folder of the site of this project, in the place of the small site."""
    return site.folder


def figure(tab: Page, name: str = FIGURE) -> Locator:
    """Return a figure."""
    return tab.locator(f"#{name}")


def live(tab: Page, name: str = FIGURE) -> None:
    """Wait for the interactive drawing; BokehJS takes seconds on a busy machine."""
    expect(figure(tab, name).locator(".atlas-live")).to_be_visible(timeout=30_000)


def start(tab: Page, name: str = FIGURE) -> Locator:
    """Ask for the interactive drawing of a figure and wait for it."""
    button = figure(tab, name).get_by_role("button", name="Make interactive")
    button.dispatch_event("click")  # with a pointer, it could have started by itself and the button be gone
    live(tab, name)
    return figure(tab, name)


def marks(shown: Locator) -> list[Locator]:
    """Return the links that are marks, in order."""
    return shown.locator(".atlas-drawing a:has(.m, .l)").all()


def press(tab: Page, mark: Locator) -> None:
    """Press the plot where a mark is drawn."""
    mark.scroll_into_view_if_needed()
    box = mark.locator(".m").bounding_box()
    assert box is not None
    tab.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def column(tab: Page, name: str) -> list[Any]:
    """Return a column of the plot."""
    values: list[Any] = tab.evaluate(f"{PLOT.format(FIGURE)}.get_model_by_name('boxes').data.{name}")
    return values


def rows(tab: Page, table: str = "functions") -> list[str]:
    """Return the ids of the records whose rows are seen."""
    found = tab.locator(f"#{table} tbody tr:visible th [id]").evaluate_all("all => all.map(one => one.id)")
    return [anchor.removeprefix(f"{table}-") for anchor in found]


def requested(tab: Page) -> list[str]:
    """Return a list that the names of all files that a tab asks for are added to."""
    names: list[str] = []

    def note(request: Request) -> None:
        names.append(request.url.partition("?")[0].rpartition("/")[2])

    tab.on("request", note)
    return names


def test_scripts_and_styles_are_small() -> None:
    """Well below 20 KB each, as they are sent."""
    for name in ("figures.js", "figures.css"):
        assert len(gzip.compress((STATIC / name).read_bytes())) < 6_000, name


def test_bokeh_is_loaded_once_and_only_when_somebody_comes_near(visit: Visit) -> None:
    """Nothing at first, nothing on a page without figures; once when the figure is scrolled to."""
    tab = visit("about.html", viewport={"width": 800, "height": 300})
    names = requested(tab)
    tab.mouse.move(5, 5)
    tab.wait_for_timeout(300)
    assert not {"bokeh.min.js", "figures.js"} & set(names)
    tab.goto(tab.url.replace("about.html", "evidence/functions.html"))
    tab.wait_for_timeout(500)
    assert "figures.js" in names
    assert "bokeh.min.js" not in names
    tab.mouse.move(6, 6)
    figure(tab).scroll_into_view_if_needed()
    live(tab)
    assert names.count("bokeh.min.js") == 1


def test_the_plot_lies_where_the_marks_are(visit: Visit) -> None:
    """Each box of the plot covers the mark that it stands for; the mark itself is not seen and still a link."""
    tab = visit(PAGE)
    shown = start(tab)
    plot = shown.locator(".atlas-plot canvas").first.bounding_box()
    assert plot is not None
    for number, mark in enumerate(marks(shown)):
        box = mark.locator(".m").bounding_box()
        assert box is not None
        assert box["x"] - plot["x"] == pytest.approx(column(tab, "left")[number], abs=0.6)
        assert box["y"] - plot["y"] == pytest.approx(column(tab, "top")[number], abs=0.6)
        expect(mark.locator(".m")).to_have_css("opacity", "0")
        expect(mark).to_have_attribute("href", re.compile(".+"))
    label = shown.locator(".atlas-drawing a:not(:has(.m, .l))").first
    expect(label).to_have_css("pointer-events", "auto")


def test_pointing_at_a_mark_reads_it_and_esc_takes_it_away(visit: Visit) -> None:
    """The whole label, as text; it comes back when the pointer has left and returned."""
    tab = visit(PAGE)
    shown = start(tab)
    mark = marks(shown)[0]
    mark.scroll_into_view_if_needed()
    box = mark.locator(".m").bounding_box()
    assert box is not None
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    tab.mouse.move(*middle)
    tip = tab.locator(".bk-Tooltip")
    expect(tip).to_have_text(mark.locator("title").text_content() or "")
    tab.keyboard.press("Escape")
    tab.mouse.move(middle[0] + 2, middle[1])
    expect(tip).to_be_hidden()
    tab.mouse.move(0, 0)
    tab.mouse.move(*middle)
    expect(tip).to_be_visible()


def test_a_mark_narrows_the_table_down(visit: Visit, atlas_library: Library) -> None:
    """Pressing a mark leaves the rows of its records; the address holds them, and going back undoes it."""
    tab = visit(PAGE)
    shown = start(tab)
    every = rows(tab)
    known = {claim.id.lower() for claim in atlas_library.findings(atlas_library.claims)}
    assert set(every) == known
    mark = marks(shown)[0]
    press(tab, mark)
    expect(tab.locator(".atlas-explorer-sentence").first).to_contain_text("Chosen in “Diseases and mechanisms” is “")
    label = mark.locator("title").text_content() or ""
    number = int(re.findall(r"(\d+) finding", label)[0])
    left = rows(tab)
    assert len(left) == number < len(every)
    assert f"{FIGURE}.mark=" in tab.url
    address = tab.url
    expect(shown.get_by_role("status")).to_contain_text("1 chosen")
    tab.go_back()
    expect(tab.locator(".atlas-explorer-sentence").first).to_have_text(f"All {len(every)} rows")
    assert column(tab, "width")[0] < 3
    tab.go_forward()
    expect(tab.locator(".atlas-explorer-sentence").first).to_contain_text("Chosen in")
    tab.goto("about:blank")
    tab.goto(address)
    live(tab)
    assert rows(tab) == left
    press(tab, marks(figure(tab))[0])
    expect(tab.locator(".atlas-explorer-sentence").first).to_have_text(f"All {len(every)} rows")
    assert "mark" not in tab.url


def test_marks_add_up(visit: Visit) -> None:
    """Two marks leave the rows of both; clearing the choice leaves all."""
    tab = visit(PAGE)
    shown = start(tab)
    every = rows(tab)
    first, *_, second = marks(shown)
    press(tab, first)
    one = set(rows(tab))
    press(tab, second)
    both = set(rows(tab))
    press(tab, first)
    other = set(rows(tab))
    assert both == one | other
    assert one != other
    shown.get_by_role("button", name="Clear the choice").click()
    assert rows(tab) == every
    expect(shown.get_by_role("button")).to_have_count(0)


def test_marks_can_be_chosen_by_keyboard(visit: Visit) -> None:
    """In the table of the figure, each row by its own box, named as the mark; the box and the mark agree."""
    tab = visit(PAGE)
    shown = start(tab)
    every = rows(tab)
    summary = shown.locator("summary").first
    summary.focus()
    tab.keyboard.press("Enter")
    box = shown.get_by_role("checkbox").first
    assert box.get_attribute("aria-label") == f"Choose {marks(shown)[0].locator('title').text_content()}"
    box.focus()
    tab.keyboard.press("Space")
    expect(box).to_be_checked()
    assert 0 < len(rows(tab)) < len(every)
    assert column(tab, "width")[0] == 3
    press(tab, marks(shown)[0])
    expect(box).not_to_be_checked()
    assert rows(tab) == every


def test_the_table_empties_marks_without_rows(visit: Visit, atlas_library: Library) -> None:
    """Searching leaves full marks only where rows are left, and each mark says how many of its own are."""
    tab = visit(PAGE)
    shown = start(tab)
    full = [colour != "transparent" for colour in column(tab, "ink")]
    assert all(full)
    tab.get_by_role("searchbox").first.fill("kidney")
    left = set(rows(tab))
    assert left
    records = [{id_.lower() for _, id_ in mark.records} for mark in drawn(atlas_library, PLAN).drawing.marks]
    expected = [bool(one & left) for one in records]
    assert {False, True} == set(expected)
    assert [colour != "transparent" for colour in column(tab, "ink")] == expected
    parts = [(len(one & left), len(one)) for one in records]
    assert any(0 < some < every for some, every in parts)
    for label, (some, every) in zip(column(tab, "label"), parts, strict=True):
        assert (f"({some} of {every} shown)" in label) is (some < every), label
    expect(shown.locator(".atlas-live")).to_be_visible()


def test_reset_and_links_to_rows_free_the_figure(visit: Visit) -> None:
    """All rows are back and nothing is chosen; one step back brings the choice again."""
    tab = visit(PAGE)
    shown = start(tab)
    every = rows(tab)
    press(tab, marks(shown)[0])
    left = rows(tab)
    tab.get_by_role("button", name="Reset").first.click()
    expect(tab.locator(".atlas-explorer-sentence").first).to_have_text(f"All {len(every)} rows")
    tab.wait_for_timeout(500)
    assert "mark" not in tab.url
    tab.go_back()
    expect(shown.get_by_role("status")).to_contain_text("1 chosen")
    assert rows(tab) == left
    hidden = next(row for row in every if row not in left)
    tab.evaluate(f"location.hash = 'functions-{hidden}'")
    expect(tab.locator(f"#functions-{hidden}").locator("xpath=ancestor::tr")).to_be_visible()
    assert rows(tab) == every
    assert column(tab, "width")[0] < 3


def test_an_address_that_names_no_mark_chooses_nothing(visit: Visit) -> None:
    """Old and invented addresses lead to the whole table."""
    tab = visit(PAGE)
    tab.goto(f"{tab.url}?{FIGURE}.mark=nothing&{FIGURE}.mark=%3Cscript%3E")
    live(tab)
    expect(tab.locator(".atlas-explorer-sentence").first).to_contain_text("All ")


@pytest.mark.parametrize("first", ["light", "dark"])
def test_the_plot_follows_the_theme(visit: Visit, first: str) -> None:
    """By the button of the theme and by the system, without reload; colours are those of the drawing and stand out."""
    tab = visit(PAGE, color_scheme=first)
    start(tab)
    before = colours(tab)
    tab.emulate_media(color_scheme="dark" if first == "light" else "light")
    tab.wait_for_timeout(200)
    after = colours(tab)
    assert before != after
    tab.evaluate(f"document.body.dataset.theme = '{first}'")
    tab.wait_for_timeout(200)
    assert colours(tab) == before
    for found in (before, after):
        drawn, back = found
        assert drawn
        assert all(contrast(colour, back) >= 3 for colour in drawn)


def colours(tab: Page) -> tuple[set[str], str]:
    """Return the colours that marks of the first plot are told apart by, and that of the background."""
    seen = {hexadecimal(colour) for name in ("fill", "line") for colour in column(tab, name) if colour != "transparent"}
    back = tab.locator(".atlas-scroll").first.evaluate("one => getComputedStyle(one).backgroundColor")
    return seen - {hexadecimal(back)}, hexadecimal(back)


def hexadecimal(colour: str) -> str:
    """Return a computed colour as the style sheet has it."""
    return "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", colour)[:3])


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_nothing_moves(visit: Visit, width: int) -> None:
    """Neither the scripts nor the plot shift anything of the article."""
    tab = visit(PAGE, viewport={"width": width, "height": 900})
    tab.evaluate(SHIFTS)
    before = figure(tab).bounding_box()
    tab.mouse.move(6, 6)
    figure(tab).scroll_into_view_if_needed()
    live(tab)
    tab.wait_for_timeout(500)
    after = figure(tab).bounding_box()
    assert before is not None
    assert after is not None
    assert before["height"] == after["height"]
    assert tab.evaluate("window.shifts") == []
    assert sideways(tab) == []


def test_assistive_technology_meets_each_mark_once(visit: Visit) -> None:
    """The plot is hidden from it and from the keyboard; axe finds nothing wrong, with marks chosen as well."""
    tab = visit(PAGE)
    shown = start(tab)
    press(tab, marks(shown)[0])
    expect(shown.locator(".atlas-plot")).to_have_attribute("aria-hidden", "true")
    tree = shown.locator(".atlas-scroll").aria_snapshot()
    for mark in marks(shown):
        label = mark.locator("title").text_content() or ""
        assert tree.count(f'link "{label}"') == 1, tree
    shown.locator("summary").first.click()
    assert violations(tab) == []
    marks(shown)[-1].focus()
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.closest('.atlas-plot') === null")
    assert tab.evaluate("document.activeElement.shadowRoot === null")


def test_paper_has_the_static_drawing(visit: Visit) -> None:
    """Printing shows the marks of the drawing again, and neither plot nor controls."""
    tab = visit(PAGE)
    shown = start(tab)
    tab.emulate_media(media="print")
    expect(marks(shown)[0].locator(".m")).to_have_css("opacity", "1")
    expect(shown.locator(".atlas-plot")).to_be_hidden()
    expect(shown.locator(".atlas-figure-bar")).to_be_hidden()


def test_without_bokeh_the_drawing_stays(visit: Visit, said: list[str], small_site: Path) -> None:
    """If BokehJS does not load, the reader is told, marks can still be chosen in the table, and asking again helps."""
    bokeh, aside = small_site / "_static/bokeh.min.js", small_site / "_static/aside.js"
    tab = visit(PAGE)
    bokeh.rename(aside)
    try:
        figure(tab).get_by_role("button", name="Make interactive").click()
        expect(figure(tab).get_by_role("status")).to_contain_text("could not be loaded")
    finally:
        aside.rename(bokeh)
    expect(marks(figure(tab))[0].locator(".m")).to_have_css("opacity", "1")
    figure(tab).locator("summary").first.click()
    every = rows(tab)
    figure(tab).get_by_role("checkbox").first.check()
    assert len(rows(tab)) < len(every)
    start(tab)
    assert all("ERR_FILE_NOT_FOUND" in words for words in said)
    said.clear()


def test_without_scripts_there_is_no_empty_room(visit: Visit) -> None:
    """The bar takes no room, and the drawing is as it is."""
    tab = visit(PAGE, java_script_enabled=False)
    box = figure(tab).locator(".atlas-figure-bar").bounding_box()
    assert box is None or box["height"] == 0
    expect(marks(figure(tab))[0].locator(".m")).to_be_visible()


@pytest.mark.parametrize("plan", FIGURES)
def test_every_figure_starts(visit: Visit, site: Site, plan: str) -> None:
    """As many marks as its drawing has; those of records with rows on the page can be chosen, others are followed."""
    anchor = f"figure-{plan}"
    (name,) = [name for name, page in site.pages.items() if page.xpath(f"//figure[@id='{anchor}']")]
    tab = visit(f"{name}.html", viewport={"width": 1440, "height": 900})
    shown = start(tab, anchor)
    sources = f"['boxes', 'bands'].map((name) => {PLOT.format(anchor)}.get_model_by_name(name)?.data.mark.length ?? 0)"
    assert sum(tab.evaluate(sources)) == len(marks(shown))
    assert bool(shown.locator(".atlas-choice").count()) is (plan in LINKED)


def test_a_mark_without_a_table_is_followed(visit: Visit) -> None:
    """Where no table can be narrowed down, pressing a mark leads where its link leads."""
    tab = visit("review/vesicles.html")
    shown = start(tab, "figure-vesicle-sizes")
    mark = marks(shown)[0]
    wanted = (mark.get_attribute("href") or "").rpartition("/")[2]
    press(tab, mark)
    tab.wait_for_url(f"**{wanted}")


def test_trials_of_a_figure_are_the_rows_of_both_tables(visit: Visit) -> None:
    """A trial is found in its table, and the other table says that no row of it matches."""
    tab = visit("evidence/trials.html")
    shown = start(tab, "figure-trials-by-phase")
    mark = marks(shown)[0]
    label = mark.locator("title").text_content() or ""
    press(tab, mark)
    expect(tab.locator(".atlas-explorer-sentence").first).to_contain_text(label)
    left = [
        one for table in tab.locator("table.atlas-explored").all() for one in rows(tab, table.get_attribute("id") or "")
    ]
    assert left == [label.partition(",")[0].lower()]
