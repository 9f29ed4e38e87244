"""Hostile texts in every field of the data run nothing and break nothing: pages, previews, tables, figures, files."""

from __future__ import annotations

import csv
import io
import json
import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from filelock import FileLock
from playwright.sync_api import expect

from tests.build import Site, ok
from tests.conftest import copy_of_lichen
from tests.fields import FREE, Form
from tests.grown import grow
from tests.hostile import BROKEN, FLAVOURS, Placed, differences, fill, folded
from tests.site.published import drawings, head, read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

HOSTILE = [flavour for flavour in FLAVOURS if flavour != "plain"]

UNSAID = {
    "atlas.families.label",
    "sections.paragraphs.not_a_claim",
    "silences.code",
    "silences.file",
    "silences.found",
    "silences.reason",
}
"""Fields that no page shows and no file holds: they are for curators alone."""

UNSHOWN = UNSAID | {"atlas.function_table.origin", "notices.source"}
"""Fields that no page shows."""

DRAWN = {"title", "desc", "defs", "pattern", "path", "circle", "rect", "text", "g", "a"}
"""Elements that drawings are made of; which of them a label needs depends on its length."""

SEEN = """() => {
  for (const one of document.querySelectorAll("details")) one.open = true;
  const all = [...document.querySelectorAll("*")].filter((one) => !one.closest("head script, style"));
  const chain = (one) => (one ? `${chain(one.parentElement)} ${one.localName}` : "");
  const ids = all.map((one) => one.id).filter(Boolean);
  return {
    ran: window.ran,
    tags: all.filter((one) => !one.closest(".atlas-drawing *")).map(chain),
    drawn: all.filter((one) => one.closest(".atlas-drawing *")).map((one) => one.localName),
    text: document.body.textContent,
    doubled: ids.filter((id, place) => ids.indexOf(id) !== place),
    handlers: all.flatMap((one) => [...one.attributes].map(({ name }) => name)).filter((name) => name.startsWith("on")),
    addresses: all.map((one) => one.getAttribute("href") ?? one.getAttribute("src")).filter(Boolean)
      .map((address) => new URL(address, location).href),
  };
}"""
"""What a browser makes of a page."""

SCROLLING = """() => {
  const scrolls = (one) => {
    if (one.scrollWidth <= one.clientWidth + 1 || one.clientWidth === 0) return false;
    const style = getComputedStyle(one);
    const isCut = one === document.documentElement || style.overflowX !== "visible";
    return isCut && style.clipPath === "none" && style.clip === "auto" && !one.matches(".atlas-scroll, pre");
  };
  const mark = (one) => {
    const edge = one.getBoundingClientRect().right + 1;
    const wide = [...one.querySelectorAll("*")].filter((inner) => inner.getBoundingClientRect().right > edge);
    return /q\\d{3}x/.exec(wide.map((inner) => inner.textContent).join(" "))?.[0] ?? "";
  };
  const found = [...document.querySelectorAll("*")].filter(scrolls);
  return found.map((one) => [`${one.localName}.${one.className}`, mark(one)]);
}"""
"""What is wider inside than outside, so that it scrolls or is cut, with a mark in it; drawings and code may scroll."""


@dataclass(frozen=True)
class Filled:
    """A site with texts of one flavour in its data, and these texts by their marks."""

    flavour: str
    site: Site
    placed: dict[str, Placed]

    @property
    def pages(self) -> list[str]:
        """The names of all pages but those that lead on by themselves."""
        found = {path.relative_to(self.site.folder).as_posix(): path for path in self.site.folder.rglob("*.html")}
        return sorted(name for name, path in found.items() if 'http-equiv="refresh"' not in path.read_text("utf-8"))

    def text_in(self, field: str) -> str:
        """Return the first text in *field*."""
        return next(one.text for one in self.placed.values() if one.field == field)


def filled(flavour: str, factory: pytest.TempPathFactory) -> Filled:
    """Return the grown review with texts of *flavour*, built once for all processes of a test run."""
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, report = shared / f"hostile-{flavour}", shared / f"hostile-{flavour}.json"
    with FileLock(shared / f"hostile-{flavour}.lock"):
        if not report.is_file():
            project = grow(copy_of_lichen(folder))
            placed = fill(project, flavour)
            assert {one.code for one in project.problems()} == {BROKEN}
            ok(project.build("html", "-D", f"suppress_warnings=atlas.{BROKEN.slug}"))
            report.write_text(json.dumps({mark: [one.field, one.text] for mark, one in placed.items()}), "utf-8")
    known = {mark: Placed(*one) for mark, one in json.loads(report.read_text("utf-8")).items()}
    return Filled(flavour, Site(folder / "_build" / "html", "", 0), known)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """Return the site with harmless texts, with which the others are compared."""
    return filled("plain", tmp_path_factory)


@pytest.fixture(scope="module", params=HOSTILE)
def hostile(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """Return a site with hostile texts; it is built without a warning."""
    return filled(request.param, tmp_path_factory)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Return a window in which nothing may run, ask for other hosts, or have to complain."""
    said: list[str] = []
    opened = browser.new_context(viewport={"width": 320, "height": 800})
    opened.on("console", lambda message: said.append(message.text))
    opened.on("weberror", lambda error: said.append(str(error.error)))
    opened.on("dialog", lambda dialog: said.append(dialog.message))
    opened.on("request", lambda one: None if one.url.startswith(("file:", "blob:")) else said.append(one.url))
    yield opened
    ran = [tab.evaluate("window.ran") for tab in opened.pages]
    opened.close()
    assert [one[:200] for one in said] == []
    assert set(ran) <= {None}


def seen(context: BrowserContext, filled: Filled) -> dict[str, dict[str, Any]]:
    """Return what a browser makes of each page, on a phone; and what scrolls on a screen."""
    tab = context.new_page()
    found = {}
    for name in filled.pages:
        tab.set_viewport_size({"width": 320, "height": 800})
        tab.goto((filled.site.folder / name).as_uri())
        found[name] = tab.evaluate(SEEN) | {"scrolling": tab.evaluate(SCROLLING)}
        tab.set_viewport_size({"width": 1280, "height": 800})
        found[name]["scrolling on a screen"] = tab.evaluate(SCROLLING)
    return found


@pytest.fixture(scope="module")
def plainly(browser: Browser, plain: Filled) -> dict[str, dict[str, Any]]:
    """Return what a browser makes of the pages with harmless texts."""
    context = browser.new_context()
    found = seen(context, plain)
    context.close()
    return found


def test_pages_keep_their_form(
    hostile: Filled, plainly: dict[str, dict[str, Any]], context: BrowserContext, plain: Filled
) -> None:
    """Every page has the elements, ids and width of the same page with harmless texts, and shows every text."""
    assert hostile.pages == plain.pages
    pages = seen(context, hostile)
    findings = []
    for name, page in pages.items():
        before, now = Counter(plainly[name]["tags"]), Counter(page["tags"])
        findings += [f"{name}: more {chain}" for chain in now - before]
        findings += [f"{name}: less {chain}" for chain in before - now]
        findings += [f"{name}: {one} in a drawing" for one in set(page["drawn"]) - DRAWN]
        findings += [f"{name}: {one!r} stands twice" for one in page["doubled"]]
        findings += [f"{name}: an attribute {one}" for one in page["handlers"]]
        findings += [f"{name}: {one[:80]}" for one in page["addresses"] if not one.startswith(("file:", "http"))]
        for how in ("scrolling", "scrolling on a screen"):
            usual = [one for one, _ in plainly[name][how]]
            wide = [(one, hostile.placed.get(mark)) for one, mark in page[how] if one not in usual]
            findings += [f"{name}: {one} is {how} with {text and text.field}" for one, text in wide]
        findings += [f"{name}: ran"] if page["ran"] else []
        source = (hostile.site.folder / name).read_text("utf-8")
        marked = [one.field for mark, one in hostile.placed.items() if f"{mark}<script>" in source]
        findings += [f"{name}: {field} is markup" for field in marked]
    assert findings == []
    words = folded("".join(page["text"] for page in pages.values()))
    addresses = folded(" ".join(address for page in pages.values() for address in page["addresses"]))
    missing = {one.field for one in hostile.placed.values() if one.folded not in words}
    assert {field for field in missing if FREE[field] is not Form.WEB} == UNSHOWN - {"notices.source"}
    unlinked = {one.field for one in hostile.placed.values() if FREE[one.field] is Form.WEB}
    unlinked -= {one.field for one in hostile.placed.values() if one.folded in addresses}
    assert unlinked <= UNSHOWN


def files_in(folder: Path) -> list[Path]:
    """Return the paths of all files below *folder*."""
    return sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())


def test_files_say_what_pages_say(hostile: Filled, plain: Filled) -> None:
    """Each file parses, and says what the file with harmless texts says, with the hostile texts in their place."""
    folder = hostile.site.folder
    names = files_in(folder)
    assert names == files_in(plain.site.folder)
    findings: list[str] = []
    said = ""
    for name in names:
        ours, theirs = folder / name, plain.site.folder / name
        if name.suffix == ".html":
            made, before = (path.read_text("utf-8") for path in (ours, theirs))
            findings += differences(hostile.placed, list(head(before)), list(head(made)), f"head of {name}")
            findings += differences(hostile.placed, drawings(before), drawings(made), f"drawings of {name}")
        else:
            findings += differences(hostile.placed, before := read(theirs), read(ours), name.as_posix())
            said += str(before)
    assert findings == []
    assert {one.field for mark, one in hostile.placed.items() if mark not in said} == UNSAID
    assert len(names) > 100


def test_no_cell_is_a_formula(hostile: Filled) -> None:
    """In no CSV file of the site; the test of the explorer looks at what is saved there."""
    cells = [cell for path in hostile.site.folder.rglob("*.csv") for row in read(path) for cell in row]
    assert [cell[:40] for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert any(cell.startswith("'") for cell in cells)


PREVIEWED = {
    "entity": ("index", "entities.definition"),
    "claim": ("index", "claims.statement"),
    "reference": ("index", "bibliography.title"),
    "figure": ("about", "atlas.figures.caption"),
    "trial": ("lists", "trials.title"),
    "discrepancy": ("lists", "discrepancies.doubt"),
    "work": ("references", "bibliography.title"),
}
"""For each type of record a page with a link to one, and a field that its preview shows."""


def test_previews_show_texts_as_text(hostile: Filled, context: BrowserContext) -> None:
    """Of each type of record: the literal text, in nothing but boxes and links, within a phone."""
    tab = context.new_page()
    for kind, (page, field) in PREVIEWED.items():
        tab.goto((hostile.site.folder / f"{page}.html").as_uri())
        tab.locator(f"a.atlas-preview:has(.atlas-{kind})").first.focus()
        popup = tab.locator("#atlas-popup")
        expect(popup).to_be_visible()
        words = folded(popup.text_content() or "")
        assert [one for one in hostile.placed.values() if one.field == field and one.folded in words], kind
        inside = popup.evaluate("box => [...new Set([...box.querySelectorAll('*')].map(one => one.localName))].sort()")
        assert inside == ["a", "div"]
        assert popup.evaluate("box => box.scrollWidth <= box.clientWidth && box.getBoundingClientRect().right <= 320")


def explored(context: BrowserContext, filled: Filled, table: str) -> Page:
    """Return a page with the controls of a table all open."""
    tab = context.new_page()
    tab.goto((filled.site.folder / "lists.html").as_uri())
    bar = tab.locator(f".atlas-explorer:has([id^={table}-explorer])")
    for button in bar.locator("[aria-controls]:visible").all():
        button.click()
    return tab


def saved(context: BrowserContext, filled: Filled, table: str) -> tuple[list[list[str]], dict[str, Any]]:
    """Return what is saved of a table as CSV and as JSON."""
    tab = explored(context, filled, table)
    bar = tab.locator(f".atlas-explorer:has([id^={table}-explorer])")
    texts = {}
    for form in ("CSV", "JSON"):
        with tab.expect_download() as caught:
            bar.get_by_role("button", name=form, exact=True).click()
        texts[form] = Path(caught.value.path()).read_bytes().decode()
    tab.close()
    return list(csv.reader(io.StringIO(texts["CSV"], newline=""), strict=True)), json.loads(texts["JSON"])


@pytest.mark.parametrize("table", ["functions", "trials-in-review", "trials-later"])
def test_saved_tables_hold_texts(hostile: Filled, plain: Filled, context: BrowserContext, table: str) -> None:
    """As the table with harmless texts, with the hostile ones in their place, and no formula among the cells."""
    before, made = (saved(context, one, table) for one in (plain, hostile))
    assert list(differences(hostile.placed, before, made, table)) == []
    cells = [cell for row in made[0] for cell in row]
    assert [cell[:40] for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert len(made[0]) > 2


def test_tables_are_explored_by_texts(hostile: Filled, context: BrowserContext) -> None:
    """Search finds the literal text, a value of a facet is shown and chosen, and the address leads back to it."""
    tab = explored(context, hostile, "trials-later")
    assert tab.evaluate(SCROLLING) == []
    bar = tab.locator(".atlas-explorer:has([id^=trials-later-explorer])")
    rows = tab.locator("#trials-later tbody tr:visible")
    count = rows.count()
    titles = [one for one in hostile.placed.values() if one.field == "trials.title"]
    title = next(one.text for one in titles if one.folded in folded(rows.last.text_content() or ""))
    bar.get_by_label("Search in the rows").fill(title)
    expect(rows).to_have_count(1)
    assert folded(title) in folded(bar.locator(".atlas-explorer-sentence").text_content() or "")
    bar.get_by_label("Search in the rows").fill("")
    expect(rows).to_have_count(count)
    value = bar.locator("fieldset:has(legend) label").filter(has_text=hostile.text_in("trials.facts.value")[:20]).first
    value.locator("input").check()
    expect(rows).to_have_count(1)
    tab.wait_for_url("**trials-later.**")
    tab.reload()
    expect(rows).to_have_count(1)
    expect(bar.locator(".atlas-explorer-note")).to_have_text("")


def test_search_shows_texts_as_text(hostile: Filled, context: BrowserContext) -> None:
    """The search of the site finds names of entities and titles of trials and shows them as they are."""
    tab = context.new_page()
    for field in ("entities.label", "trials.title", "bibliography.title"):
        mark, text = next((mark, one.folded) for mark, one in hostile.placed.items() if one.field == field)
        tab.goto(f"{(hostile.site.folder / 'search.html').as_uri()}?q={mark}")
        results = tab.locator("#search-results ul.search")
        expect(results.locator("li").first).to_be_visible()
        assert text in folded(results.text_content() or ""), field


def test_references_are_copied_as_they_are(hostile: Filled, browser: Browser) -> None:
    """To the clipboard."""
    opened = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    tab = opened.new_page()
    tab.goto((hostile.site.folder / "references/moss2010.html").as_uri())
    source = tab.locator("[data-copy='reference to this work']")
    tab.get_by_role("button", name="Copy reference to this work").click()
    expect(tab.get_by_role("status").first).to_have_text("reference to this work copied")
    copied = str(tab.evaluate("navigator.clipboard.readText()"))
    assert copied == source.text_content()
    assert folded(hostile.text_in("bibliography.title")) in folded(copied)
    opened.close()


LEFTS = """([selector, words]) => {
  const walker = document.createTreeWalker(document.querySelector(selector), NodeFilter.SHOW_TEXT);
  const range = new Range();
  const places = [];
  let text = "";
  while (walker.nextNode()) {
    for (let at = 0; at < walker.currentNode.length; at += 1) {
      range.setStart(walker.currentNode, at);
      range.setEnd(walker.currentNode, at + 1);
      places.push(range.getBoundingClientRect().left);
    }
    text += walker.currentNode.data;
  }
  const start = text.lastIndexOf(words);
  return start < 0 ? [] : places.slice(start, start + words.length);
}"""
"""Where each letter of the last of these words stands."""


@pytest.mark.parametrize(
    ("page", "selector", "words"),
    [
        ("lists", ".atlas-item:has([id='claim-results-001'])", "[2]"),
        ("lists", ".atlas-item:has([id='claim-results-001']) dl", "(down)"),
        ("lists", "#functions tbody tr", "(down)"),
        ("references", "#ref-moss2010", "2010;"),
        ("index", "article p", "says results-001"),
    ],
)
def test_directions_turn_nothing_else_around(
    tmp_path_factory: pytest.TempPathFactory, context: BrowserContext, page: str, selector: str, words: str
) -> None:
    """What follows a text that turns the direction of writing reads from left to right."""
    site = filled("directions", tmp_path_factory).site
    tab = context.new_page()
    tab.set_viewport_size({"width": 1280, "height": 800})
    tab.goto((site.folder / f"{page}.html").as_uri())
    lefts = tab.evaluate(LEFTS, [selector, words])
    assert lefts
    assert lefts == sorted(lefts)
