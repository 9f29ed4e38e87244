"""The explorer against DataTables: the same 10,000 rows in the same browser, searched and sorted by both.

DataTables comes from npm into a folder that is removed again. `python benchmarks/explorer.py [ROWS]`, with the project
and `_ext` on the path. Two times are told for each: until the script is done, and until the page is painted. The
explorer puts 200 rows on the page; DataTables is measured with as many, and with all.
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
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tests.site.browser import ARGUMENTS, find_chromium
from tests.site.small import PAGE, STATIC, THEME

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROWS = 10_000
ROUNDS = 2
COLUMNS = ("Name", "Stone", "Place", "Width", "Day", "Effect", "Works")
WORDS = ("beard", "crust", "leaf", "grey", "oak", "chalk", "granite", "slate", "ozone", "clean", "dust", "rain")
FACETS = 10
QUERIES = ("chalk", "", "grey ozone", "", "lichen-21", "")

MEASURE = """async ([steps, rounds]) => {
    const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const [script, paint] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
        for (const step of steps) {
            await painted();
            const start = performance.now();
            window.run(step);
            script.push(performance.now() - start);
            await painted();
            paint.push(performance.now() - start);
        }
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
    window.shown = () => document.querySelectorAll('tbody tr:not([hidden])').length;
}"""
THEIRS = """(pageLength) => {
    const table = new DataTable('#rows', {pageLength, autoWidth: false, order: []});
    const up = {};
    window.run = (step) => {
        if (typeof step !== 'number') return table.search(step).draw();
        up[step] = !up[step];
        table.order([step, up[step] ? 'asc' : 'desc']).draw();
    };
    window.shown = () => table.rows({search: 'applied'}).count();
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


def measure(browser: Browser, page: Path, prepare: str, argument: object = None) -> dict[str, list[list[float]]]:
    """Return for each kind of step the times until the script was done and until the page was painted, in ms."""
    tab = browser.new_page(viewport={"width": 1440, "height": 900})
    tab.set_default_timeout(600_000)
    tab.goto(page.as_uri())
    tab.evaluate(prepare, argument)
    kinds: dict[str, tuple[object, ...]] = {"search": QUERIES, "sort": (3, 4, 0, 5)}
    found = {kind: tab.evaluate(MEASURE, [list(steps), ROUNDS]) for kind, steps in kinds.items()}
    tab.evaluate("run('lichen-21')")
    print(f"  rows found for lichen-21: {tab.evaluate('shown()')}")
    tab.close()
    return found


def report(name: str, found: dict[str, list[list[float]]]) -> dict[str, float]:
    """Print the times of one side; return the medians."""
    medians = {}
    for kind, (script, paint) in found.items():
        for until, times in (("script", script), ("painted", paint)):
            medians[f"{kind}, {until}"] = statistics.median(times)
            print(f"  {name}: {kind}, {until}: median {statistics.median(times):.1f} ms, worst {max(times):.1f} ms")
    return medians


def main(number: int) -> None:
    """Measure both sides and print what was found."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        theirs = write(folder, number)
        browser = playwright.chromium.launch(executable_path=find_chromium(playwright), args=list(ARGUMENTS))
        print(f"{number} rows, Chromium {browser.version}")
        own = report("explorer", measure(browser, folder / "ours.html", OURS))
        for label, length in (("DataTables, 200 rows a page", 200), ("DataTables, all rows", -1)):
            others = report(label, measure(browser, folder / "theirs.html", THEIRS, length))
            for kind, time in others.items():
                print(f"  {kind}: {label} takes {time / own[kind]:.1f} times as long")
        browser.close()
        sizes = {"explorer.js": STATIC / "explorer.js", "dataTables.min.js": theirs}
        for label, path in sizes.items():
            print(f"  {label}: {len(gzip.compress(path.read_bytes()))} bytes as gzip")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
