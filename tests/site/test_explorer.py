"""The explorer of tables in a real browser, on a small site opened from its files."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from atlas.render.citable import of_work
from atlas.render.exports import bibtex, ris
from tests.site.browser import sideways
from tests.site.conftest import violations
from tests.site.small import STATIC
from tests.site.tables import FACETS, LONG, ROWS, write_tables

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from atlas.library import Library
    from tests.build import Site
    from tests.site.conftest import Visit

IDS = [row.id for row in ROWS]
SEARCH = "Search in the rows"


@pytest.fixture(scope="module")
def small_site(tmp_path_factory: pytest.TempPathFactory, lichen_library: Library) -> Path:
    """Return the folder of the site with tables, in the place of the small site."""
    return write_tables(tmp_path_factory.mktemp("tables") / "site", lichen_library)


def shown(tab: Page, table: str = "rows") -> list[str]:
    """Return the ids of the rows that are seen, in order."""
    rows = tab.locator(f"#{table} tbody tr:visible th > p > a:first-of-type")
    return [text or "" for text in rows.all_text_contents()]


def sentence(tab: Page) -> Locator:
    """Return what says what is shown."""
    return tab.locator(".atlas-explorer-sentence").first


def choose(tab: Page, *names: str) -> None:
    """Open the facets and choose values."""
    opener = tab.get_by_role("button", name="Narrow down").first
    if opener.get_attribute("aria-expanded") == "false":
        opener.click()
    for name in names:
        tab.get_by_role("checkbox", name=f"{name} (").first.check()


def saved(tab: Page, form: str) -> tuple[str, bytes]:
    """Press a button that saves, and return the name and the content of the file."""
    button = tab.get_by_role("button", name=form, exact=True)
    if not button.is_visible():
        tab.get_by_role("button", name="Save", exact=True).click()
    with tab.expect_download() as caught:
        button.click()
    return caught.value.suggested_filename, Path(caught.value.path()).read_bytes()


# search


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("GRAUFLECHTE", ["a-1"]),
        ("élan", ["a-8"]),
        ("elan", ["a-8"]),
        ("TGF-beta", ["a-8"]),
        ("tgfα", ["a-6"]),
        ("lcn 21", ["a-1"]),
        ("LCN‑21", ["a-1"]),
        ("grey stones", ["a-1"]),
        ("grey slate", []),
        ("214", ["a-2"]),
        ("<script>", ["a-4"]),
        (" - ", IDS),
    ],
)
def test_search_knows_other_spellings(visit: Visit, text: str, found: list[str]) -> None:
    """Case, accents, Greek letters, hyphens and synonyms; all words must match, and numbers must be whole."""
    tab = visit()
    tab.get_by_label(SEARCH).fill(text)
    assert shown(tab) == found


def test_no_row_matches_and_the_way_out(visit: Visit) -> None:
    """The way out shows all rows, and leads the focus to the search."""
    tab = visit()
    tab.get_by_label(SEARCH).fill("nothing such")
    expect(tab.get_by_text("No row matches.")).to_be_visible()
    expect(sentence(tab)).to_have_text("Text has “nothing such”: 0 of 8 rows")
    tab.get_by_role("button", name="Show all rows").click()
    assert shown(tab) == IDS
    expect(tab.get_by_label(SEARCH)).to_be_focused()
    expect(tab.get_by_text("No row matches.")).to_be_hidden()


# facets


def test_values_of_a_facet_are_alternatives_and_facets_add_up(visit: Visit) -> None:
    """And the page says so in words."""
    tab = visit()
    choose(tab, "Crust", "Leaf")
    assert shown(tab) == [row.id for row in ROWS if {"crust", "leaf"} & {*row.lichens}]
    choose(tab, "Slate")
    assert shown(tab) == [row.id for row in ROWS if {"crust", "leaf"} & {*row.lichens} and "slate" in row.stone]
    expect(sentence(tab)).to_have_text("Lichen is Crust or Leaf, and Stone is Slate: 2 of 8 rows")
    expect(tab.get_by_role("button", name="Narrow down (3 chosen)")).to_be_visible()


def test_counts_follow_the_other_facets(visit: Visit) -> None:
    """A count tells how many rows a value has among those that everything but its own facet lets through."""
    tab = visit()
    choose(tab, "Crust", "Slate")
    for facet in FACETS:
        others = [row for row in ROWS if "slate" in row.stone] if facet["id"] == "lichens" else ROWS
        others = [row for row in others if facet["id"] == "lichens" or "crust" in row.lichens]
        for id_, label in facet["values"]:
            number = sum(id_ in getattr(row, facet["id"]) for row in others)
            expect(tab.get_by_role("checkbox", name=f"{label} ({number})", exact=True)).to_have_count(1)


# order


def test_heads_sort_by_keyboard(visit: Visit) -> None:
    """Numbers as numbers, missing ones last either way; the third press restores the order of the page."""
    tab = visit()
    head = tab.get_by_role("columnheader", name="Width")
    head.get_by_role("button").focus()
    orders = {
        "ascending": ["a-5", "a-6", "a-3", "a-8", "a-1", "a-2", "a-7", "a-4"],
        "descending": ["a-7", "a-2", "a-1", "a-8", "a-3", "a-6", "a-5", "a-4"],
    }
    for direction, order in orders.items():
        tab.keyboard.press("Enter")
        assert head.get_attribute("aria-sort") == direction
        assert shown(tab) == order
    tab.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") is None
    assert shown(tab) == IDS


def test_sorting_is_stable_and_knows_dates(visit: Visit) -> None:
    """Equal days stand as on the page, also when they are sorted downwards; the menu sorts as the heads do."""
    tab = visit()
    tab.get_by_label("Sort by").select_option("Day, descending")
    assert shown(tab) == ["a-3", "a-8", "a-1", "a-4", "a-6", "a-7", "a-2", "a-5"]
    expect(tab.get_by_role("columnheader", name="Day")).to_have_attribute("aria-sort", "descending")
    expect(sentence(tab)).to_have_text("All 8 rows, sorted by Day, descending")
    tab.get_by_label("Sort by").select_option("Day, ascending")
    assert shown(tab) == ["a-5", "a-2", "a-1", "a-4", "a-6", "a-7", "a-8", "a-3"]
    tab.get_by_label("Sort by").select_option("As on the page")
    assert shown(tab) == IDS


IDLE = "window.waiting = []; window.requestIdleCallback = (run) => waiting.push(run);"
BUSY = "window.requestIdleCallback = () => {};"
NEVER_TOLD = "window.requestIdleCallback = undefined;"


@pytest.mark.parametrize(
    ("told", "is_read"), [(IDLE, True), (BUSY, False), (NEVER_TOLD, True)], ids=["idle", "busy", "not told"]
)
def test_what_rows_are_sorted_by_is_read_in_idle_time(visit: Visit, told: str, *, is_read: bool) -> None:
    """A sort that comes earlier reads it itself; what was read stays."""
    tab = visit()
    tab.add_init_script(told)
    tab.reload()
    tab.get_by_label("Sort by").select_option("Width, descending")
    assert shown(tab) == ["a-7", "a-2", "a-1", "a-8", "a-3", "a-6", "a-5", "a-4"]
    tab.evaluate("""async () => {
        while (window.waiting?.length) waiting.shift()();
        const painted = () => new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
        for (let column = 0; column < 5; column += 1) await painted();
        for (const cell of document.querySelectorAll('#rows tbody td:last-child p')) cell.textContent = '';
    }""")
    tab.get_by_label("Sort by").select_option("Day, ascending")
    assert (shown(tab) == ["a-5", "a-2", "a-1", "a-4", "a-6", "a-7", "a-8", "a-3"]) is is_read
    tab.get_by_label("Sort by").select_option("Width, ascending")
    assert shown(tab) == ["a-5", "a-6", "a-3", "a-8", "a-1", "a-2", "a-7", "a-4"]


# keyboard and speech


def test_everything_by_keyboard(visit: Visit) -> None:
    """Search, open, choose, reset: with Tab, Space and Enter alone."""
    tab = visit()
    tab.keyboard.press("Tab")
    tab.keyboard.type("lichen")
    for _ in range(2):
        tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    for _ in range(4):
        tab.keyboard.press("Tab")
    tab.keyboard.press("Space")
    expect(sentence(tab)).to_have_text("Text has “lichen”, and Lichen is Crust: 1 of 8 rows")
    tab.keyboard.press("Shift+Tab")
    tab.keyboard.press("Enter")
    expect(sentence(tab)).to_have_text("All 8 rows")
    expect(tab.get_by_label(SEARCH)).to_be_focused()


def test_the_result_is_announced_once_typing_pauses(visit: Visit) -> None:
    """Not at each key."""
    tab = visit()
    tab.evaluate("""() => {
        window.spoken = [];
        const status = document.querySelector('.atlas-explorer [role=status]');
        new MutationObserver(() => window.spoken.push(status.textContent)).observe(status, {childList: true});
    }""")
    tab.get_by_label(SEARCH).press_sequentially("granite", delay=5)
    tab.get_by_label(SEARCH).fill("grau")
    tab.wait_for_function("window.spoken.length > 0")
    assert tab.evaluate("window.spoken") == ["Text has “grau”: 1 of 8 rows"]


# columns


def test_columns_can_be_left_out(visit: Visit) -> None:
    """All but the first, which names the row."""
    tab = visit()
    tab.get_by_role("button", name="Columns").click()
    expect(tab.get_by_role("checkbox", name="Claim")).to_have_count(0)
    tab.get_by_role("checkbox", name="Width").uncheck()
    expect(tab.locator("#rows tbody tr").first.locator("th:visible, td:visible")).to_have_count(3)
    expect(tab.get_by_role("columnheader", name="Width")).to_have_count(0)
    tab.wait_for_url("**?rows.hide=width")
    tab.get_by_role("checkbox", name="Width").check()
    expect(tab.get_by_role("columnheader", name="Width")).to_be_visible()
    expect(sentence(tab)).to_have_text("All 8 rows")


def test_columns_that_are_left_out_are_named(visit: Visit) -> None:
    """In the order of the table, whatever was left out first."""
    tab = visit()
    tab.get_by_label("Sort by").select_option("Day, descending")
    tab.get_by_role("button", name="Columns").click()
    for column, columns in {"Day": "column Day", "Place": "columns Place and Day"}.items():
        tab.get_by_role("checkbox", name=column).uncheck()
        expect(sentence(tab)).to_have_text(f"All 8 rows, sorted by Day, descending, without the {columns}")
    tab.get_by_role("checkbox", name="Width").uncheck()
    expect(sentence(tab)).to_contain_text(", without the columns Place, Width and Day")


# the address


def test_the_address_holds_the_view(visit: Visit) -> None:
    """A second tab with the same address shows the same, and going back leads back choice by choice."""
    tab = visit()
    tab.get_by_label(SEARCH).fill("a")
    choose(tab, "Beard <b>")
    tab.wait_for_url("**?rows.q=a&rows.lichens=beard")
    choose(tab, "Slate")
    tab.wait_for_url("**&rows.stone=slate")
    tab.get_by_label("Sort by").select_option("Width, descending")
    view = (shown(tab), sentence(tab).text_content())
    assert view[0] == ["a-8", "a-6"]
    tab.wait_for_url("**/index.html?rows.q=a&rows.lichens=beard&rows.stone=slate&rows.sort=-width")
    second = visit()
    second.goto(tab.url)
    assert (shown(second), sentence(second).text_content()) == view
    expect(second.get_by_label(SEARCH)).to_have_value("a")
    tab.go_back()
    assert shown(tab) == ["a-6", "a-8"]
    tab.go_back()
    assert tab.url.endswith("?rows.q=a&rows.lichens=beard")
    expect(tab.get_by_role("checkbox", name="Slate (")).not_to_be_checked()
    tab.go_forward()
    expect(tab.get_by_role("checkbox", name="Slate (")).to_be_checked()


def test_rows_that_stay_keep_the_focus(visit: Visit) -> None:
    """They are not taken from the page and put back."""
    tab = visit()
    tab.goto(f"{tab.url}?rows.lichens=leaf")
    link = tab.locator("#rows tbody a").first
    link.focus()
    tab.evaluate("history.pushState(null, '', '?rows.lichens=leaf&rows.hide=day')")
    tab.evaluate("dispatchEvent(new PopStateEvent('popstate'))")
    expect(sentence(tab)).to_contain_text("without the column Day")
    expect(link).to_be_focused()


def test_typing_leaves_no_trail(visit: Visit) -> None:
    """Each pause changes the address, none adds to the history."""
    tab = visit()
    before = tab.evaluate("history.length")
    for text in ("gra", "grau"):
        tab.get_by_label(SEARCH).fill(text)
        tab.wait_for_url(f"**rows.q={text}")
    assert tab.evaluate("history.length") == before


def test_unknown_words_in_the_address_are_told(visit: Visit) -> None:
    """They are ignored; the rest holds."""
    tab = visit()
    tab.goto(f"{tab.url}?rows.lichens=leaf&rows.lichens=moss&rows.hide=claim&rows.sort=x&rows.__proto__=y&other=z")
    assert shown(tab) == ["a-4", "a-6"]
    told = "lichens “moss”, hide “claim”, sort “x”, __proto__ “y”."
    expect(tab.locator(".atlas-explorer-note")).to_have_text(f"The address asks for what is not known here: {told}")
    expect(tab.locator(".atlas-explorer-status")).to_contain_text("moss")
    choose(tab, "Crust")
    tab.wait_for_url("**?other=z&rows.lichens=leaf&rows.lichens=crust")


def test_the_anchor_of_a_row_that_is_left_out(visit: Visit) -> None:
    """All rows are shown, and the page says why."""
    tab = visit()
    tab.goto(f"{tab.url}?rows.lichens=leaf&rows.sort=width#rows-a-1")
    assert len(shown(tab)) == len(ROWS)
    expect(tab.locator("#rows-a-1")).to_be_in_viewport()
    told = "All rows are shown, as the address leads to one that was left out."
    expect(tab.locator(".atlas-explorer-note")).to_have_text(told)
    assert tab.url.endswith("?rows.sort=width#rows-a-1")


def test_two_tables_on_a_page_do_not_disturb_each_other(visit: Visit) -> None:
    """Each has its own part of the address."""
    tab = visit("two.html")
    tab.get_by_label(SEARCH).first.fill("grau")
    tab.wait_for_url("**rows.q=grau")
    tab.get_by_label(SEARCH).last.fill("elan")
    tab.wait_for_url("**?rows.q=grau&rows-b.q=elan")
    tab.get_by_label(SEARCH).first.fill("flechte")
    tab.wait_for_url("**?rows-b.q=elan&rows.q=flechte")
    tab.reload()
    assert (shown(tab), shown(tab, "rows-b")) == (["a-1"], ["a-8"])


# many rows


def test_of_many_rows_the_first_are_on_the_page(visit: Visit) -> None:
    """In the chosen order, until all are asked for; what is saved is whole."""
    tab = visit("many.html")
    assert shown(tab) == [f"m-{number}" for number in range(100)]
    expect(tab.locator("#rows tbody tr")).to_have_count(100)
    tab.get_by_label("Sort by").select_option("Width, ascending")
    assert shown(tab) == [f"m-{number}" for number in reversed(range(500, 600))]
    expect(sentence(tab)).to_have_text("All 600 rows, sorted by Width, ascending")
    assert saved(tab, "CSV")[1].count(b"\r\n") == 601
    tab.get_by_label(SEARCH).fill("stone 5")
    assert shown(tab) == ["m-5"]
    tab.get_by_label(SEARCH).fill("")
    tab.get_by_role("button", name="Show all of them").click()
    assert shown(tab) == [f"m-{number}" for number in reversed(range(600))]
    expect(tab.get_by_text("Only the first 100")).to_be_hidden()


def test_rows_that_are_not_on_the_page_take_part(visit: Visit) -> None:
    """They are found, sorted and saved with the columns that are shown, and come back without those that are not."""
    tab = visit("many.html")
    tab.get_by_role("button", name="Columns").click()
    tab.get_by_role("checkbox", name="Width").uncheck()
    tab.get_by_label(SEARCH).fill("stone 599")
    expect(tab.locator("#rows tbody tr").first.locator("th:visible, td:visible")).to_have_count(3)
    assert saved(tab, "CSV")[1] == b"Claim,Place,Day\r\nm-599,Stone 599,2020-05-01\r\n"
    tab.get_by_role("checkbox", name="Width").check()
    tab.get_by_label("Sort by").select_option("Width, ascending")
    tab.wait_for_url("**rows.sort=width")
    tab.get_by_label(SEARCH).fill("")
    assert shown(tab) == [f"m-{number}" for number in reversed(range(500, 600))]
    expect(tab.locator("#rows tbody tr").first.locator("th:visible, td:visible")).to_have_count(4)


@pytest.mark.parametrize("is_open", [True, False])
def test_the_anchor_of_a_row_far_down(visit: Visit, *, is_open: bool) -> None:
    """It is on the page at once, as the target of the address, whether the page was open before or not."""
    tab = visit("many.html" if is_open else "index.html")
    target = f"{tab.url.rpartition('/')[0]}/many.html#rows-m-599"
    tab.goto(target)
    expect(tab.locator("#rows-m-599:target")).to_be_in_viewport()
    assert len(shown(tab)) == 600
    assert tab.url == target


def test_the_anchor_of_a_row_far_down_that_is_left_out(visit: Visit) -> None:
    """All rows are shown; going back leads to what was chosen before."""
    tab = visit("many.html")
    tab.get_by_label(SEARCH).fill("stone 5")
    tab.wait_for_url("**?rows.q=stone+5")
    tab.evaluate("location.hash = 'rows-m-599'")
    expect(tab.locator("#rows-m-599:target")).to_be_in_viewport()
    assert len(shown(tab)) == 600
    expect(tab.locator(".atlas-explorer-note")).to_contain_text("All rows are shown")
    tab.go_back()
    assert shown(tab) == ["m-5"]
    expect(tab.locator(".atlas-explorer-note")).to_be_hidden()


def test_all_rows_that_match_are_printed(visit: Visit) -> None:
    """And the page is afterwards as it was."""
    tab = visit("many.html")
    tab.evaluate("""addEventListener('beforeprint', () => {
        window.printed = [...document.querySelectorAll('#rows tbody th a:first-of-type')].map((one) => one.textContent);
        window.rest = document.querySelector('.atlas-explorer-rest').hidden;
    })""")
    tab.get_by_label("Sort by").select_option("Width, ascending")
    before = shown(tab)
    tab.pdf()
    assert tab.evaluate("printed") == [f"m-{number}" for number in reversed(range(600))]
    assert tab.evaluate("rest") is True
    assert shown(tab) == before
    tab.get_by_label(SEARCH).fill("stone 5")
    tab.pdf()
    assert tab.evaluate("printed") == ["m-5"]


# files


def test_csv_holds_what_is_shown(visit: Visit) -> None:
    """Rows, order and columns, byte for byte; what looks like a formula is text."""
    tab = visit()
    tab.get_by_label("Sort by").select_option("Claim, descending")
    tab.get_by_role("button", name="Columns").click()
    tab.get_by_role("checkbox", name="Day").uncheck()
    name, content = saved(tab, "CSV")
    guarded = {"a-2": "'=1+1", "a-7": "'\tTabbed", "a-8": "'@Élan, TGF-β1"}
    lines = [["Claim", "Place", "Width"]]
    for row in reversed(ROWS):
        width = f"'{row.cells[1]}" if row.cells[1].startswith("-") else row.cells[1] or "not reported"
        lines.append([row.id, guarded.get(row.id, row.cells[0]), width])
    expected = io.StringIO()
    csv.writer(expected, lineterminator="\r\n").writerows(lines)
    assert content.decode() == expected.getvalue()
    assert LONG in content.decode()
    assert name == "below-index_rows_2024-05-01_v0.1.csv"


def test_json_tells_what_is_shown(visit: Visit) -> None:
    """With its version, date and licence."""
    tab = visit()
    choose(tab, "Leaf")
    name, content = saved(tab, "JSON")
    titles = {"claim": "Claim", "place": "Place", "width": "Width", "day": "Day"}
    expected = {
        "table": "Lichens",
        "page": "below/index",
        "version": "0.1",
        "as_of": "2024-05-01",
        "licence": "CC BY 4.0",
        "shown": "Lichen is Leaf: 2 of 8 rows",
        "columns": [{"id": id_, "title": title} for id_, title in titles.items()],
        "items": [
            dict(zip(titles, (row.id, row.cells[0], row.cells[1] or "not reported", row.cells[2]), strict=True))
            for row in ROWS
            if "leaf" in row.lichens
        ],
    }
    assert content.decode() == json.dumps(expected, ensure_ascii=False, indent=1) + "\n"
    assert name.endswith(".json")


def test_works_of_the_rows_shown(visit: Visit, lichen_library: Library) -> None:
    """As BibTeX and RIS, in the order of the review, as the build writes them."""
    tab = visit()
    all_works = [of_work(lichen_library, work) for work in lichen_library.references]
    fern = [item for item in all_works if item.id == "fern2015"]
    for text, items in (("", all_works), ("LCN-214", fern)):
        tab.get_by_label(SEARCH).fill(text)
        assert saved(tab, "BibTeX") == ("below-index_rows_2024-05-01_v0.1.bib", bibtex.write(items).encode())
        assert saved(tab, "RIS")[1] == ris.write(items).encode()
    tab.get_by_label(SEARCH).fill("script")
    tab.get_by_role("button", name="RIS").click()
    expect(tab.get_by_text("The rows shown cite no work.")).to_have_count(1)


# looks


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(visit: Visit, scheme: str) -> None:
    """With everything open, a value without rows and a sorted column."""
    tab = visit(color_scheme=scheme)
    choose(tab, "Leaf")
    for name in ("Columns", "Save"):
        tab.get_by_role("button", name=name, exact=True).click()
    tab.get_by_role("columnheader", name="Width").get_by_role("button").click()
    assert violations(tab) == []


def test_narrow_screens(visit: Visit) -> None:
    """Nothing is wider than the screen, and no button is reached that is not seen."""
    tab = visit(viewport={"width": 320, "height": 600})
    choose(tab, "Leaf")
    edges = "bar => Math.max(...[...bar.querySelectorAll('*')].map(one => one.getBoundingClientRect().right))"
    assert tab.locator(".atlas-explorer").evaluate(edges) <= 320
    assert sideways(tab) == []
    expect(tab.locator(".atlas-sort").first).to_be_hidden()
    tab.get_by_label("Sort by").select_option("Width, ascending")
    assert shown(tab) == ["a-6", "a-4"]


def test_print_shows_the_rows_and_says_which(visit: Visit) -> None:
    """Without the controls."""
    tab = visit()
    choose(tab, "Leaf")
    tab.emulate_media(media="print")
    expect(sentence(tab)).to_be_visible()
    expect(tab.get_by_label(SEARCH)).to_be_hidden()
    assert shown(tab) == ["a-4", "a-6"]


def test_without_scripts_the_table_is_whole(visit: Visit) -> None:
    """And nothing is offered that would not work."""
    tab = visit(java_script_enabled=False)
    assert len(shown(tab)) == len(ROWS)
    expect(tab.locator(".atlas-explorer, #rows button")).to_have_count(0)


def test_script_is_small() -> None:
    """Below 20 KB with its style sheet, as it is sent."""
    assert sum(len(gzip.compress((STATIC / f"explorer.{suffix}").read_bytes())) for suffix in ("js", "css")) < 20_000


def test_only_pages_with_a_table_load_it(site: Site) -> None:
    """Every other page knows nothing of it."""
    loading = {name for name, page in site.pages.items() if page.xpath("//script[contains(@src, 'explorer')]")}
    assert loading == {
        name
        for name, page in site.pages.items()
        if page.xpath("//table[@class and contains(@class, 'atlas-explored')]")
    }
    assert {"evidence/functions", "evidence/trials", "diseases/liver"} <= loading
