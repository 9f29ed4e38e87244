"""The explorer against DataTables: the same 10,000 rows in the same browser, searched and sorted by both in turns.

DataTables comes from npm into a folder that is removed again. `python benchmarks/explorer.py [ROWS]`, with the project
and `_ext` on the path. Two times are told: until the script is done, and until the page is painted. A part of the
layout falls into the script of DataTables; that of the explorer leaves all of it to the browser.

The explorer is measured as readers have it, with the first rows on the page; DataTables with as many rows a page, in
turns with the explorer, and then with all rows on the page. The explorer also counts the rows of ten facets each time.
"""

from __future__ import annotations

import gzip
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tests.site.browser import ARGUMENTS, find_chromium
from tests.site.small import PAGE, STATIC, THEME

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROWS = 10_000
ROUNDS = 3
MOST = 50  # ms that an answer may take
TIMES = 5  # as fast as DataTables
COLUMNS = ("Name", "Stone", "Place", "Width", "Day", "Effect", "Works")
WORDS = ("beard", "crust", "leaf", "grey", "oak", "chalk", "granite", "slate", "ozone", "clean", "dust", "rain")
FACETS = 10
QUERIES = ("chalk", "", "grey ozone", "", "lichen-9999", "")
STEPS: dict[str, tuple[str | int, ...]] = {"search": QUERIES, "sort": (3, 4, 0, 5)}

MEASURE = """async (steps) => {
    const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const [script, paint] = [[], []];
    for (const step of steps) {
        await painted();
        const start = performance.now();
        window.run(step);
        script.push(performance.now() - start);
        await painted();
        paint.push(performance.now() - start);
    }
    return [script, paint];
}"""
OURS = """() => {
    const search = document.querySelector('.atlas-explorer input[type=search]');
    window.run = (step) => {
        if (typeof step === 'number') return document.querySelectorAll('.atlas-sort')[step].click();
        search.value = step;
        search.dispatchEvent(new Event('input'));
    };
    const sentence = document.querySelector('.atlas-explorer-sentence');
    window.found = () => Number(/(\\d+)(?: of \\d+)? rows/.exec(sentence.textContent)[1]);
}"""
THEIRS = """(pageLength) => {
    const table = new DataTable('#rows', {pageLength, autoWidth: false, order: []});
    window.run = (step) => (typeof step === 'number' ? table.order([step, 'asc']) : table.search(step)).draw();
    window.found = () => table.rows({search: 'applied'}).count();
}"""


def rows(number: int) -> list[list[str]]:
    """Return the text of the cells of so many rows, the same in every run."""
    chance = random.Random(1)  # noqa: S311 - nothing to keep secret

    def phrase(words: int) -> str:
        return " ".join(chance.choices(WORDS, k=words))

    return [
        [
            f"lichen-{row} {phrase(12)}",
            phrase(1),
            phrase(4),
            f"{chance.uniform(0, 500):.2f}",
            f"20{chance.randrange(10, 25)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}",
            phrase(3),
            f"[{chance.randrange(1, 66)}]",
        ]
        for row in range(number)
    ]


def table(cells: list[list[str]]) -> str:
    """Return the table as the pages of the site have it."""
    heads = "".join(f'<th scope="col"><p>{title}</p></th>' for title in COLUMNS)
    body = "".join(
        f'<tr><th scope="row"><p><span id="rows-{row}"></span>{line[0]}</p></th>'
        + "".join(f"<td><p>{text}</p></td>" for text in line[1:])
        + "</tr>\n"
        for row, line in enumerate(cells)
    )
    return (
        '<div class="table-wrapper"><table class="atlas-table atlas-explored docutils" id="rows">'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def data(number: int) -> str:
    """Return the script of what the explorer is told."""
    values = [[word, word] for word in WORDS]
    facets = [{"id": f"facet{facet}", "label": f"Facet {facet}", "values": values} for facet in range(FACETS)]
    known = {
        row: {"values": [[(row * (facet + 3)) % len(WORDS)] for facet in range(FACETS)], "names": [], "works": []}
        for row in range(number)
    }
    frame = {"page": "rows", "version": "1", "as_of": "2020-01-01", "licence": "-", "names": {}}
    told = {**frame, "columns": [title.lower() for title in COLUMNS], "facets": facets, "rows": known}
    return f"atlasExplorer('rows', {json.dumps(told)});"


def write(folder: Path, number: int) -> Path:
    """Write both pages with what they need into *folder*; return the script of DataTables."""
    options = ["--prefix", str(folder), "--no-save", "--no-audit", "--no-fund", "--loglevel", "error"]
    npm = shutil.which("npm") or "npm"
    subprocess.run([npm, "install", *options, "datatables.net@3.1.5"], check=True)  # noqa: S603 - our own command
    shutil.copytree(STATIC, folder / "_static")
    shutil.copy(THEME, folder / "_static")
    theirs = folder / "node_modules" / "datatables.net" / "js" / "dataTables.min.js"
    scripts = {"ours": ["_static/explorer.js", "data.js"], "theirs": [str(theirs)]}
    (folder / "data.js").write_text(data(number), "utf-8")
    style = '<link rel="stylesheet" href="_static/explorer.css">'
    for name, addresses in scripts.items():
        body = style + table(rows(number)) + "".join(f'<script defer src="{one}"></script>' for one in addresses)
        (folder / f"{name}.html").write_text(PAGE.format(root="./", title=name, body=body), "utf-8")
    return theirs


def opened(browser: Browser, page: Path, prepare: str, argument: object = None) -> Page:
    """Return a tab with a page that is ready to be measured."""
    tab = browser.new_page(viewport={"width": 1440, "height": 900})
    tab.set_default_timeout(600_000)
    tab.goto(page.as_uri())
    tab.evaluate(prepare, argument)
    return tab


def measure(tabs: list[Page], rounds: int) -> list[dict[str, list[float]]]:
    """Return for each tab the times by kind of step and what they last until, in ms; the tabs take turns."""
    times: list[dict[str, list[float]]] = [defaultdict(list) for _ in tabs]
    for _ in range(rounds):
        for (kind, steps), (tab, found) in product(STEPS.items(), zip(tabs, times, strict=True)):
            tab.bring_to_front()
            for until, more in zip(("script done", "painted"), tab.evaluate(MEASURE, list(steps)), strict=True):
                found[f"{kind}, {until}"] += more
    return times


def check(ours: Page, theirs: Page) -> None:
    """Stop unless both sides find the same number of rows, and have the same on the page in the same order."""
    state = "() => [found(), [...document.querySelectorAll('tbody tr')].map((row) => row.textContent)]"
    for step in (*QUERIES, 3):
        for tab in (ours, theirs):
            tab.evaluate("(step) => run(step)", step)
        if ours.evaluate(state) != theirs.evaluate(state):
            raise SystemExit(f"the two sides do not show the same after {step!r}")


def report(own: dict[str, list[float]], other: dict[str, list[float]]) -> None:
    """Print the times of both sides, and how many times as fast the explorer is."""
    for kind, times in own.items():
        ratio = statistics.median(other[kind]) / statistics.median(times)
        print(f"  {kind}: explorer {summary(times)}, DataTables {summary(other[kind])}: {ratio:.1f} times as fast")


def summary(times: list[float]) -> str:
    """Return the median and the worst of some times."""
    return f"{statistics.median(times):.1f} ms (worst {max(times):.1f})"


def compare(browser: Browser, folder: Path) -> None:
    """Measure both sides and print what was found."""
    ours = opened(browser, folder / "ours.html", OURS)
    count = ours.locator("tbody tr").count()
    theirs = opened(browser, folder / "theirs.html", THEIRS, count)
    own, paged = measure([ours, theirs], ROUNDS)
    check(ours, theirs)
    theirs.close()
    print(f"{count} rows on the page of both, in turns; wanted are {MOST} ms at most and {TIMES} times as fast")
    report(own, paged)
    print(f"{count} rows on the page of the explorer, all on that of DataTables")
    report(own, measure([opened(browser, folder / "theirs.html", THEIRS, -1)], 1)[0])


def main(number: int) -> None:
    """Measure both sides and print what was found."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        theirs = write(folder, number)
        browser = playwright.chromium.launch(executable_path=find_chromium(playwright), args=list(ARGUMENTS))
        print(f"{number} rows, Chromium {browser.version}")
        compare(browser, folder)
        browser.close()
        sizes = {"explorer.js": STATIC / "explorer.js", "dataTables.min.js": theirs}
        for label, path in sizes.items():
            print(f"{label}: {len(gzip.compress(path.read_bytes()))} bytes as gzip")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
